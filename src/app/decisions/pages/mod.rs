//! The pages of this feature.

mod minutes;
mod one;
mod proposal;
mod register;

pub use minutes::{EditMinutesPage, MinutesPage, NewMinutesPage};
pub use one::DecisionPage;
pub use proposal::{EditProposalPage, NewProposalPage};
pub use register::RegisterPage;

use super::store::{Decision, State};
use crate::app::{i18n::*, paths, ui::icon::Icon, words};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The way back to the register, then the page's question or purpose.
fn head(locale: Locale, slug: &str, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::decisions(slug)><Icon name="arrow-back"/><span>{td_string!(locale, decisions.title)}</span></a></p>
            <h1 dir="auto">{title}</h1>
        </header>
    }
    .into_any()
}

/// What people wrote, a paragraph a line.
fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect_view().into_any()
}

/// How far a decision is, in a word.
fn badge(locale: Locale, decision: &Decision, today: NaiveDate) -> AnyView {
    let due = decision.review_on.is_some_and(|day| day <= today);
    let (class, icon, word) = match decision.state {
        State::Proposed => ("badge", "question", td_string!(locale, decisions.states.proposed).to_string()),
        State::Open if decision.takes_votes(today) => {
            ("badge wait", "clock", td_string!(locale, decisions.states.open).to_string())
        }
        _ if due => ("badge info", "undo", td_string!(locale, decisions.states.review).to_string()),
        _ => ("badge done", "check", td_string!(locale, decisions.states.over).to_string()),
    };
    view! { <span class=class><Icon name=icon/><span>{word}</span></span> }.into_any()
}

/// A link to a decision, with one line about it.
fn row(locale: Locale, slug: &str, decision: &Decision, note: String, today: NaiveDate) -> AnyView {
    view! {
        <li><a class="row" href=paths::decision(slug, decision.id)>
            <span class="row-main"><b dir="auto">{decision.title.clone()}</b><span class="row-note">{note}</span></span>
            <span class="row-end">{badge(locale, decision, today)}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// "Proposé par Aïcha, lundi 23 novembre"
fn proposed(locale: Locale, decision: &Decision, today: NaiveDate) -> String {
    let (name, day) = (words::person(locale, &decision.by), words::day_near(locale, decision.proposed_on, today));
    td_string!(locale, decisions.proposed_by, name = name, day = day).to_string()
}
