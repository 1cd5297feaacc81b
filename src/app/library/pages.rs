//! The library's pages: the notes as cards, and one of them.

use super::store::{self, Card};
use crate::{
    app::{
        access,
        capitalisation::{article::article, reading, words},
        i18n::*,
        partners::files::files,
        paths,
        ui::{chart::Patterns, frame::Frame, icon::Icon},
        visit::{Visit, page},
        words as common,
    },
    domain::template::TemplateKind,
    platform::error::AppError,
};
use chrono::Datelike;
use leptos::prelude::*;
use leptos_meta::{Link, Meta};

#[component]
pub fn LibraryPage() -> impl IntoView {
    page(library)
}

async fn library(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let trade = visit.query("trade").and_then(|code| TemplateKind::from_code(&code));
    let number = visit.query("page").and_then(|text| text.parse().ok()).filter(|page| *page > 0).unwrap_or(1_i64);
    let mut notes = store::notes(visit.state.db.read(), trade, number.min(1_000)).await?;
    let more = notes.len() > usize::try_from(store::A_PAGE).unwrap_or_default();
    if more {
        notes.pop();
    }
    let title = td_string!(locale, library.title).to_string();
    let content = match notes.is_empty() {
        true => empty(locale),
        false => {
            view! { <div class="cards">{notes.iter().map(|note| card(locale, note)).collect_view()}</div> }.into_any()
        }
    };
    let feed = td_string!(locale, library.feed).to_string();
    let steps = steps(locale, trade, number, more);
    Ok(view! {
        <Meta name="description" content=td_string!(locale, library.lead).to_string()/>
        <Link rel="alternate" type_="application/atom+xml" href=paths::LIBRARY_FEED title=feed.clone()/>
        <Frame visit=visit title=title.clone() place="library">
            <header class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, library.lead)}</p></header>
            {trades(locale, trade)}
            {content}
            {steps}
            <p><a class="link" href=paths::LIBRARY_FEED><Icon name="megaphone"/><span>{feed}</span></a></p>
        </Frame>
    }
    .into_any())
}

/// All trades, or one.
fn trades(locale: Locale, chosen: Option<TemplateKind>) -> AnyView {
    let link = |href: String, name: String, here: bool| {
        view! { <li><a href=href aria-current=here.then_some("true")>{name}</a></li> }
    };
    let all = link(paths::LIBRARY.to_owned(), td_string!(locale, library.all).to_string(), chosen.is_none());
    let each = TemplateKind::ALL.iter().map(|kind| {
        link(
            format!("{}?trade={}", paths::LIBRARY, kind.code()),
            words::trade_name(locale, *kind),
            chosen == Some(*kind),
        )
    });
    view! { <nav class="tabs spaces" aria-label=td_string!(locale, library.trades).to_string()><ul class="tabs-list">{all}{each.collect_view()}</ul></nav> }
        .into_any()
}

fn steps(locale: Locale, trade: Option<TemplateKind>, number: i64, more: bool) -> AnyView {
    let href = |number: i64| {
        let trade = trade.map(|kind| format!("trade={}&", kind.code())).unwrap_or_default();
        format!("{}?{trade}page={number}", paths::LIBRARY)
    };
    let before = (number > 1).then(|| view! {
        <a class="button secondary small" rel="prev" href=href(number - 1)><Icon name="arrow-back"/><span>{td_string!(locale, library.newer)}</span></a>
    });
    let after = more.then(|| view! {
        <a class="button secondary small" rel="next" href=href(number + 1)><span>{td_string!(locale, library.older)}</span><Icon name="arrow-next"/></a>
    });
    (number > 1 || more)
        .then(|| {
            view! { <nav class="pages" aria-label=td_string!(locale, library.title).to_string()>{before}{after}</nav> }
                .into_any()
        })
        .into_any()
}

fn card(locale: Locale, note: &Card) -> AnyView {
    let began = format!("{} {}", common::month(locale, note.began_on), note.began_on.year());
    let about = format!("{} · {} · {began}", words::trade_name(locale, note.trade), note.cohort);
    let lesson = note.lesson.clone().map(|lesson| {
        view! { <p><b>{td_string!(locale, partners.one_lesson)}" "</b><span dir="auto">{words::beginning(&lesson)}</span></p> }
    });
    view! {
        <a class="card" href=paths::open_note(&note.slug)>
            <h2 dir="auto">{note.title.clone()}</h2>
            <p class="row-note">{about}</p>
            <p dir="auto">{words::beginning(&note.summary)}</p>
            {lesson}
        </a>
    }
    .into_any()
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty"><Icon name="book" big=true/><h2>{td_string!(locale, library.empty)}</h2><p>{td_string!(locale, library.empty_why)}</p></div>
    }
    .into_any()
}

#[component]
pub fn OpenNotePage() -> impl IntoView {
    page(one)
}

async fn one(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let reader = access::open(&mut *db, &visit.param("slug")).await?;
    let shown = reading::published(&mut db, &reader).await?;
    drop(db);
    let (title, summary) = (shown.title.clone(), shown.summary.clone());
    let files = files(locale, &reader.cohort, &shown, paths::open_note_file);
    Ok(view! {
        <Meta name="description" content=summary/>
        <Frame visit=visit title=title place="library">
            <Patterns/>
            <p class="back"><a href=paths::LIBRARY><Icon name="arrow-back"/><span>{td_string!(locale, library.title)}</span></a></p>
            {article(locale, &reader.cohort, &shown, true)}
            {files}
        </Frame>
    }
    .into_any())
}
