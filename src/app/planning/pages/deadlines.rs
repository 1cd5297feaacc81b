//! Milestones of the group, and limits that others have set.

use super::{
    super::{
        actions::{AddDeadline, RemoveDeadline},
        said,
        store::{self, Deadline},
    },
    back,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Submit, TextField},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::plan::DeadlineKind,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn DeadlinesPage() -> impl IntoView {
    page(deadlines)
}

async fn deadlines(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let all = store::deadlines(visit.state.db.read(), &by).await?;
    let typed = visit.typed("planning/add-deadline").await?;
    let slug = by.cohort.slug.clone();
    let open = by.cohort.takes_plan().is_ok();
    let rows = all.iter().map(|deadline| row(locale, &slug, deadline, open)).collect_view();
    let list = (!all.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> });
    let kinds: Vec<Choice> =
        DeadlineKind::ALL.iter().map(|kind| Choice::new(kind.code(), said::deadline(locale, *kind))).collect();
    let form = open.then(|| view! {
        <section class="section">
            <h2>{td_string!(locale, planning.new_deadline)}</h2>
            <Form typed=typed.clone() action=AddDeadline::url() cohort=slug.clone() creates=true>
                <Choices typed=typed.clone() name="kind" legend=td_string!(locale, planning.kind) options=kinds/>
                <TextField typed=typed.clone() name="title" label=td_string!(locale, planning.name) autocomplete="off"/>
                <DayField typed=typed.clone() name="falls_on" legend=td_string!(locale, planning.falls_on)/>
                <Submit label=td_string!(locale, planning.add_deadline) icon="plus"/>
            </Form>
        </section>
    });
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, planning.deadlines) group=group place="plan" form="planning/add-deadline">
            <header class="page-head">
                {back(locale, &slug)}
                <h1>{td_string!(locale, planning.deadlines)}</h1>
                <p class="lead">{td_string!(locale, planning.deadlines_lead)}</p>
            </header>
            {list}
            {form}
        </Frame>
    }
    .into_any())
}

fn row(locale: Locale, slug: &str, deadline: &Deadline, open: bool) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("deadline", deadline.id.to_string())];
    let day = words::day(locale, deadline.falls_on);
    let about = format!("{} · {day}", said::deadline(locale, deadline.kind));
    let moves = (open && deadline.kind == DeadlineKind::Milestone).then(|| {
        view! { <a class="button secondary small" href=paths::move_item(slug, deadline.id)><Icon name="calendar"/><span>{td_string!(locale, planning.move_it)}</span></a> }
    });
    let remove = open.then(|| {
        view! { <ButtonForm action=RemoveDeadline::url() fields=fields label=td_string!(locale, planning.remove) icon="trash" class="button quiet small"/> }
    });
    view! {
        <li><div class="row"><Icon name="deadline"/>
            <span class="row-main"><b dir="auto">{deadline.title.clone()}</b><span class="row-note">{about}</span></span>
            <span class="row-end">{moves}{remove}</span></div></li>
    }
    .into_any()
}
