//! The templates that one has kept: to use, to take away, to bring in.

use super::{
    actions::{ImportTemplate, RemoveTemplate},
    forms,
    store::{self, Listed},
};
use crate::{
    app::{
        cohorts::{policy::Creator, template_words},
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, FileField, Form, Submit, TextArea, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::{error::AppError, form::RawForm},
};
use chrono_tz::Europe::Paris;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn TemplatesPage() -> impl IntoView {
    page(templates)
}

async fn templates(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = Creator::of(visit.signed()?)?;
    let kept = store::templates(visit.state.db.read(), by).await?;
    let typed = visit.typed("templates/import").await?;
    let list = if kept.is_empty() { empty(locale) } else { list(locale, kept) };
    let title = td_string!(locale, templates.title).to_string();
    Ok(view! {
        <Frame visit title=title.clone() place="cohorts" form="templates/import">
            <header class="page-head">
                <p class="back"><a href=paths::COHORTS><Icon name="arrow-back"/><span>{td_string!(locale, cohorts.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, templates.lead)}</p>
            </header>
            {list}
            {import(typed)}
        </Frame>
    }
    .into_any())
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="box" big=true/>
            <h2>{td_string!(locale, templates.empty)}</h2>
            <p>{td_string!(locale, templates.empty_why)}</p>
            <a class="button" href=paths::COHORTS><Icon name="cohort"/><span>{td_string!(locale, templates.empty_go)}</span></a>
        </div>
    }
    .into_any()
}

fn list(locale: Locale, kept: Vec<Listed>) -> AnyView {
    let cards = kept.into_iter().map(|template| card(locale, template)).collect_view();
    view! { <section class="section"><h2>{td_string!(locale, templates.yours)}</h2><div class="cards">{cards}</div></section> }
        .into_any()
}

fn card(locale: Locale, template: Listed) -> AnyView {
    let (trade, _) = template_words::template(locale, template.trade);
    let day = words::day(locale, template.created_at.with_timezone(&Paris).date_naive());
    let remove = vec![("template", template.id.to_string())];
    view! {
        <article class="card">
            <h3 dir="auto">{template.name}</h3>
            <p>{td_string!(locale, templates.kept_on, trade = trade, day = day).to_string()}</p>
            <div class="actions">
                <a class="button small" href=paths::new_cohort_of(template.id)><Icon name="plus"/><span>{td_string!(locale, templates.begin)}</span></a>
                <a class="button small secondary" href=paths::template_file(template.id)><Icon name="download"/><span>{td_string!(locale, templates.download_short)}</span></a>
                <ButtonForm action=RemoveTemplate::url() fields=remove label=td_string!(locale, templates.remove) icon="trash"/>
            </div>
        </article>
    }
    .into_any()
}

/// A file to bring in. One that was refused stands in the page, to be mended there.
fn import(typed: Typed) -> AnyView {
    let locale = typed.locale;
    let (typed, mend) = with_text(typed);
    let text = mend.then(|| view! {
        <TextArea typed=typed.clone() name="text" label=td_string!(locale, templates.text) hint=td_string!(locale, templates.text_hint) rows=14/>
    });
    view! {
        <section class="section" id="import">
            <h2>{td_string!(locale, templates.import)}</h2>
            <Form typed=typed.clone() action=ImportTemplate::url() creates=true files=true>
                {text}
                <FileField typed=typed name="file" label=td_string!(locale, templates.file) hint=td_string!(locale, templates.file_hint)
                    accept="application/json,.json"/>
                <Submit label=td_string!(locale, templates.import_go) icon="plus"/>
            </Form>
            <p><a class="link" href=paths::TEMPLATE_SCHEMA>{td_string!(locale, templates.schema)}</a></p>
        </section>
    }
    .into_any()
}

/// The form with the refused file as a text, and whether there is one to show.
fn with_text(typed: Typed) -> (Typed, bool) {
    let Some(draft) = typed.draft() else { return (typed, false) };
    let content = forms::content(&draft.fields);
    // Only the beginning of a file that is too large has been kept, and a part of it helps nobody.
    let shown = !content.is_empty() && draft.problems.iter().all(|found| found.field != "file");
    let fields = shown.then(|| ("text".to_owned(), content.into())).into_iter().collect::<RawForm>();
    (Typed::answered(typed.locale, fields, draft.problems.clone()), shown)
}
