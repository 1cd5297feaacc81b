//! What a reader of notes finds, partners first of all: published notes and their lessons, of the cohorts that she has a place in.

use super::{
    member::wanted,
    results::{Found, Searched, results},
};
use crate::{
    app::{
        i18n::*,
        paths,
        search::{asked::Asked, store},
        ui::frame::Frame,
        visit::{Visit, page},
    },
    platform::{error::AppError, session::Signed},
};
use leptos::prelude::*;

#[component]
pub fn ReaderSearchPage() -> impl IntoView {
    page(search)
}

async fn search(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let asked = Asked::of(|name| visit.query(name));
    let found = look(&visit, visit.signed()?, &asked).await?;
    let title = td_string!(locale, search.ask).to_string();
    let searched = Searched {
        locale,
        action: paths::SEARCH.to_owned(),
        hint: td_string!(locale, search.hint_notes).to_string(),
        elsewhere: (paths::NOTES.to_owned(), td_string!(locale, partners.see_notes).to_string()),
        asked: &asked,
        found: found.as_ref(),
        href: &|hit| paths::note(&hit.slug),
        told: &|hit| Some(hit.cohort.clone()),
    };
    let content = results(&searched);
    Ok(view! { <Frame visit title=title place="search">{content}</Frame> }.into_any())
}

async fn look(visit: &Visit, signed: &Signed, asked: &Asked) -> Result<Option<Found>, AppError> {
    let Some(Ok(question)) = &asked.question else { return Ok(None) };
    let mut db = visit.state.db.read().acquire().await?;
    let hits = store::found_in_notes(&mut *db, signed, &wanted(question, asked)).await?;
    let counts = store::count_in_notes(&mut *db, signed, question).await?;
    Ok(Some(Found { question: question.clone(), hits, counts }))
}
