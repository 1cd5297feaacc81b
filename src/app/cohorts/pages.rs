//! The pages of this feature, and the small pieces that several of them share.

mod again;
mod create;
mod density;
mod events;
mod list;
mod phases;
mod plan;
mod rooms;
mod settings;
mod timeline;
mod today;
mod wall;

pub use create::NewCohortPage;
pub use events::{EventPage, NewEventPage};
pub use list::CohortsPage;
pub use phases::{NewPhasePage, PhasePage};
pub use plan::PlanPage;
pub use settings::SettingsPage;
pub use today::TodayPage;

use super::{store::Event, template_words};
use crate::{
    app::{i18n::*, paths, ui::icon::Icon, words},
    domain::time,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

/// "mardi 24 novembre · 9 h 30 – 12 h 30", on the clock of `zone`.
fn when(locale: Locale, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    let (day, from, to) = time::hours(starts_at, ends_at, zone);
    let near = words::day_near(locale, day, today);
    format!("{near} · {}", words::span(locale, from, to))
}

/// An event as a row that leads to its page.
fn event_row(locale: Locale, slug: &str, event: &Event, when: String) -> AnyView {
    let kind = template_words::event_kind(locale, event.kind);
    let what = if event.place.is_empty() { kind } else { format!("{kind} · {}", event.place) };
    view! {
        <li><a class="row" href=paths::event(slug, event.id)>
            <Icon name=template_words::event_icon(event.kind)/>
            <span class="row-main"><b>{event.title.clone()}</b><span class="row-note">{when}</span><span class="row-note">{what}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// The eight dyes by name, for a list to choose from.
fn colours(locale: Locale) -> Vec<(String, String)> {
    let names = [
        td_string!(locale, cohorts.colour.c1),
        td_string!(locale, cohorts.colour.c2),
        td_string!(locale, cohorts.colour.c3),
        td_string!(locale, cohorts.colour.c4),
        td_string!(locale, cohorts.colour.c5),
        td_string!(locale, cohorts.colour.c6),
        td_string!(locale, cohorts.colour.c7),
        td_string!(locale, cohorts.colour.c8),
    ];
    (1..).zip(names).map(|(number, name): (u8, _)| (number.to_string(), name.to_string())).collect()
}
