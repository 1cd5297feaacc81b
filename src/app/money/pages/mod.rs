//! The pages of this feature.

mod entry;
mod journal;
mod month;

pub use entry::{EntryPage, NewEntryPage};
pub use journal::JournalPage;
pub use month::MonthPage;

use crate::app::{i18n::*, paths, ui::icon::Icon};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The way back, then the page's question or purpose.
fn head(locale: Locale, slug: &str, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::money(slug)><Icon name="arrow-back"/><span>{td_string!(locale, money.place)}</span></a></p>
            <h1 dir="auto">{title}</h1>
        </header>
    }
    .into_any()
}

/// The last day of the month that begins on `first`.
fn last_of(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}
