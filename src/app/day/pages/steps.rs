//! What each step shows to all, and what it asks whoever is there. What is shown is read again when somebody says something; what
//! asks stands outside of it.

mod conclusions;
mod heard;
mod reading;
mod start;
mod told;

use super::table::Table;
use crate::{
    app::{
        day::store::told::{self as store, Told},
        i18n::*,
        ui::icon::Icon,
    },
    domain::review::Step,
    platform::{db::Connection, error::AppError},
};
use leptos::prelude::*;

/// Everything on the table.
pub const ALL: i64 = store::TABLE;
/// What was said last.
pub const LATEST: i64 = store::LATEST;

/// What everybody sees of a step, so many of what was said at most: three statements at most, and nine where all is read back.
pub async fn list(table: &Table, db: &mut Connection, step: Step, most: i64) -> Result<AnyView, AppError> {
    match step {
        Step::Rules => start::round(table, db).await,
        Step::Timeline => start::timeline(table, db).await,
        Step::Stories => heard::stories(table, db, most).await,
        Step::Cards => heard::cards(table, db, most, Told::Cards).await,
        Step::Analysis => conclusions::analysis(table, db).await,
        Step::Lessons => conclusions::lessons(table, db).await,
        Step::Agreement => conclusions::agreement(table, db).await,
        Step::Recommendations => conclusions::recommendations(table, db).await,
        Step::Reading => reading::all(table, db).await,
    }
}

/// What a step asks whoever is there: one statement at most.
pub async fn form(table: &Table, db: &mut Connection, step: Step) -> Result<AnyView, AppError> {
    if !table.writes() {
        return Ok(().into_any());
    }
    match step {
        Step::Stories => told::story(table, db).await,
        Step::Cards => told::card(table, db).await,
        Step::Analysis => conclusions::ask_row(table).await,
        Step::Lessons => conclusions::ask_lesson(table).await,
        Step::Recommendations => conclusions::ask_recommendation(table, db).await,
        Step::Rules | Step::Timeline | Step::Agreement | Step::Reading => Ok(().into_any()),
    }
}

/// The action of a step's form, whose draft the language switch keeps.
pub fn action(step: Step) -> &'static str {
    match step {
        Step::Stories => "day/tell-story",
        Step::Cards => "day/say",
        Step::Analysis => "day/analyse",
        Step::Lessons => "day/learn",
        Step::Recommendations => "day/recommend",
        Step::Rules | Step::Timeline | Step::Agreement | Step::Reading => "",
    }
}

/// Nothing was said here yet.
fn nothing(locale: Locale) -> AnyView {
    view! { <p class="hint">{td_string!(locale, day.nothing_yet)}</p> }.into_any()
}

/// A link as a small button.
fn link(href: String, icon: &'static str, label: String) -> AnyView {
    view! { <a class="button small secondary" href=href><Icon name=icon/><span>{label}</span></a> }.into_any()
}

/// The lines of a text as paragraphs.
fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).map(|line| view! { <p>{line.to_owned()}</p> });
    lines.collect_view().into_any()
}
