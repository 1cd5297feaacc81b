//! The page of the files: what is in each, what is in none and why.

use super::{
    dictionary,
    table::{TABLES, Table},
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn ExportPage() -> impl IntoView {
    page(export)
}

async fn export(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let slug = by.cohort.slug.clone();
    let title = td_string!(locale, exports.title).to_string();
    let rows = TABLES.iter().map(|table| row(locale, &slug, table)).collect_view();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="settings">
            <header class="page-head">
                <p class="back"><a href=paths::settings(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, cohorts.settings.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, exports.lead)}</p>
            </header>
            <div class="notice info"><Icon name="lock"/><div><p>{td_string!(locale, exports.care)}</p></div></div>
            {whole(locale, &slug)}
            {not_in_it(locale)}
            <section class="section"><h2>{td_string!(locale, exports.each)}</h2><ul class="rows">{rows}</ul></section>
        </Frame>
    }
    .into_any())
}

fn whole(locale: Locale, slug: &str) -> AnyView {
    let files = [
        ("all.xlsx", td_string!(locale, exports.xlsx), "button"),
        ("all.json", td_string!(locale, exports.json), "button secondary"),
        ("dictionary.csv", td_string!(locale, exports.dictionary_go), "button secondary"),
    ];
    let links = files.map(|(file, label, class)| {
        view! { <a class=class href=paths::export_file(slug, file) download><Icon name="download"/><span>{label}</span></a> }
    });
    view! {
        <section class="section">
            <h2>{td_string!(locale, exports.all)}</h2>
            <p>{td_string!(locale, exports.all_why)}</p>
            <div class="actions">{links.collect_view()}</div>
        </section>
    }
    .into_any()
}

fn not_in_it(locale: Locale) -> AnyView {
    let reasons = [
        td_string!(locale, exports.nots.seller),
        td_string!(locale, exports.nots.customer),
        td_string!(locale, exports.nots.hours),
        td_string!(locale, exports.nots.votes),
        td_string!(locale, exports.nots.shares),
        td_string!(locale, exports.nots.words),
        td_string!(locale, exports.nots.keys),
    ];
    let reasons = reasons.map(|reason| view! { <li>{reason}</li> }).collect_view();
    view! { <section class="section"><h2>{td_string!(locale, exports.not)}</h2><ul>{reasons}</ul></section> }.into_any()
}

fn row(locale: Locale, slug: &str, table: &'static Table) -> AnyView {
    let (title, about) = (dictionary::title(locale, table), dictionary::about(locale, table));
    let href = paths::export_file(slug, &format!("{}.csv", table.code));
    view! {
        <li><a class="row" href=href download>
            <span class="row-main"><b>{title}</b><span class="row-note">{about}</span></span>
            <span class="row-end"><Icon name="download"/><span>"CSV"</span></span>
        </a></li>
    }
    .into_any()
}
