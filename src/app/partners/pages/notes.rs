//! The notes that one may read, as cards.

use crate::{
    app::{
        access::{self, Cohort, Seat},
        capitalisation::words,
        i18n::*,
        partners::store::{self, Card},
        paths,
        ui::{frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn NotesPage() -> impl IntoView {
    page(notes)
}

async fn notes(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let signed = visit.signed()?;
    let db = visit.state.db.read();
    let seats = access::seats(db, signed).await?;
    let published = store::published_notes(db, signed).await?;
    let cards = published.iter().filter_map(|note| Some(card(locale, of(&seats, note)?, note))).collect_view();
    let title = td_string!(locale, partners.title).to_string();
    let content =
        if published.is_empty() { empty(locale) } else { view! { <div class="cards">{cards}</div> }.into_any() };
    Ok(view! {
        <Frame visit=visit title=title.clone() place="notes">
            <header class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, partners.lead)}</p></header>
            {content}
        </Frame>
    }
    .into_any())
}

fn of<'s>(seats: &'s [Seat], note: &Card) -> Option<&'s Cohort> {
    seats.iter().map(|seat| &*seat.cohort).find(|cohort| cohort.id == note.cohort)
}

fn card(locale: Locale, cohort: &Cohort, note: &Card) -> AnyView {
    let lesson = note.lesson.clone().map(|lesson| view! { <p><b>{td_string!(locale, partners.one_lesson)}" "</b><span dir="auto">{words::beginning(&lesson)}</span></p> });
    view! {
        <a class="card" href=paths::note(&cohort.slug)>
            <h2>{note.title.clone()}</h2>
            <p class="row-note">{format!("{} · {} · {}", words::trade(locale, cohort), cohort.name, words::period(locale, cohort))}</p>
            <p dir="auto">{words::beginning(&note.summary)}</p>
            {lesson}
        </a>
    }
    .into_any()
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty"><Icon name="book" big=true/><h2>{td_string!(locale, partners.empty)}</h2><p>{td_string!(locale, partners.empty_why)}</p>
            <a class="button" href=paths::FIGURES><Icon name="figures"/><span>{td_string!(locale, partners.see_figures)}</span></a></div>
    }
    .into_any()
}
