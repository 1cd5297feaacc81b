//! Where one can go: four places at most, and what lies under each.

use super::{frame::Group, icon::Icon};
use crate::{
    app::{i18n::*, paths, visit::Visit},
    domain::cohort::Role,
};
use leptos::prelude::*;

/// A page that one reaches from everywhere: its code, its address, its name.
#[derive(Clone)]
struct Entry {
    code: &'static str,
    href: String,
    label: String,
}

pub(super) struct Place {
    icon: &'static str,
    entry: Entry,
    under: Vec<Entry>,
}

impl Place {
    fn holds(&self, current: &str) -> bool {
        self.entry.code == current || self.under.iter().any(|entry| entry.code == current)
    }
}

/// The places of whoever looks: of a cohort's facilitator, of its entrepreneur, of a reader of notes, or none.
pub(super) fn places(visit: &Visit, group: Option<&Group>) -> Vec<Place> {
    let locale = visit.locale;
    match group {
        Some(group) => {
            let slug = &group.seat.cohort.slug;
            let shown = if group.seat.role == Role::Facilitator { FACILITATOR } else { ENTREPRENEUR };
            let entries = |codes: &[&'static str]| codes.iter().map(|code| entry(locale, slug, code)).collect();
            let place = |(code, icon, under): &(&'static str, &'static str, &[&'static str])| Place {
                icon,
                entry: entry_of_place(locale, slug, code),
                under: entries(under),
            };
            shown.iter().map(place).collect()
        }
        None if visit.visitor.signed.is_some() => reader_places(locale),
        None => Vec::new(),
    }
}

/// Places by code, with their pictogram and the pages under them.
type Shown = [(&'static str, &'static str, &'static [&'static str])];

const ENTREPRENEUR: &Shown = &[
    ("today", "today", &["today", "search"]),
    ("record", "note", &["record", "production", "sales", "orders", "stock"]),
    ("workshop", "workshop", &[]),
    (
        "poles",
        "team",
        &["poles", "missions", "decisions", "money", "sharing", "plan", "attendance", "calendar", "notebook"],
    ),
];

const FACILITATOR: &Shown = &[
    ("today", "today", &["today", "search"]),
    ("plan", "plan", &["plan", "attendance", "calendar"]),
    (
        "members",
        "cohort",
        &[
            "members",
            "poles",
            "missions",
            "decisions",
            "money",
            "sharing",
            "production",
            "sales",
            "orders",
            "stock",
            "workshop",
            "settings",
        ],
    ),
    ("notebook", "book", &[]),
];

/// A place is called after all that lies under it, and leads to the first of that.
fn entry_of_place(locale: Locale, slug: &str, code: &'static str) -> Entry {
    let entry = entry(locale, slug, code);
    match code {
        "poles" => Entry { label: td_string!(locale, frame.team).to_string(), ..entry },
        "members" => Entry { label: td_string!(locale, frame.cohort).to_string(), ..entry },
        _ => entry,
    }
}

fn entry(locale: Locale, slug: &str, code: &'static str) -> Entry {
    let (href, label) = match code {
        "record" => (paths::new_record(slug), td_string!(locale, frame.record)),
        "production" => (paths::production(slug), td_string!(locale, frame.production)),
        "stock" => (paths::stock(slug), td_string!(locale, stock.place)),
        "sales" => (paths::sales(slug), td_string!(locale, sales.title)),
        "orders" => (paths::orders(slug), td_string!(locale, orders.title)),
        "workshop" => (paths::bookings(slug), td_string!(locale, frame.workshop)),
        "poles" => (paths::poles(slug), td_string!(locale, frame.poles)),
        "missions" => (paths::missions(slug), td_string!(locale, frame.missions)),
        "decisions" => (paths::decisions(slug), td_string!(locale, frame.decisions)),
        "money" => (paths::money(slug), td_string!(locale, money.place)),
        "sharing" => (paths::sharings(slug), td_string!(locale, sharing.place)),
        "plan" => (paths::plan(slug), td_string!(locale, frame.plan)),
        "attendance" => (paths::attendance(slug), td_string!(locale, frame.attendance)),
        "calendar" => (paths::calendar(slug), td_string!(locale, calendar.place)),
        "search" => (paths::search(slug), td_string!(locale, search.place)),
        "notebook" => (paths::capitalisation(slug), td_string!(locale, frame.notebook)),
        "members" => (paths::members(slug), td_string!(locale, frame.members)),
        "settings" => (paths::settings(slug), td_string!(locale, frame.settings)),
        _ => (paths::cohort(slug), td_string!(locale, frame.today)),
    };
    Entry { code, href, label: label.to_string() }
}

fn reader_places(locale: Locale) -> Vec<Place> {
    let shown = [
        ("cohorts", "cohort", paths::COHORTS, td_string!(locale, frame.my_cohorts)),
        ("notes", "book", paths::NOTES, td_string!(locale, frame.notes)),
        ("figures", "figures", paths::FIGURES, td_string!(locale, frame.figures)),
    ];
    let entry = |code, href: &str, label: &str| Entry { code, href: href.to_owned(), label: label.to_owned() };
    let search = || {
        let notes = entry("notes", paths::NOTES, td_string!(locale, frame.notes));
        vec![notes, entry("search", paths::SEARCH, td_string!(locale, search.place))]
    };
    let place = |(code, icon, href, label): (&'static str, &'static str, &str, &str)| Place {
        icon,
        entry: entry(code, href, label),
        under: if code == "notes" { search() } else { Vec::new() },
    };
    shown.into_iter().map(place).collect()
}

fn links(under: &[Entry], current: &str) -> impl IntoView + use<> {
    under
        .iter()
        .map(|entry| {
            let here = (entry.code == current).then_some("page");
            view! { <li><a href=entry.href.clone() aria-current=here>{entry.label.clone()}</a></li> }
        })
        .collect_view()
}

#[component]
pub(super) fn Places<'p>(locale: Locale, places: &'p [Place], current: &'static str) -> impl IntoView + use<> {
    let items = places.iter().map(|place| {
        let here = place.holds(current).then_some("page");
        let under = (!place.under.is_empty()).then(|| view! { <ul class="places-sub">{links(&place.under, current)}</ul> });
        view! { <li><a href=place.entry.href.clone() aria-current=here><Icon name=place.icon/><span>{place.entry.label.clone()}</span></a>{under}</li> }
    }).collect_view();
    (!places.is_empty()).then(|| view! {
        <nav class="places" aria-label=td_string!(locale, frame.places).to_string()><ul class="places-list">{items}</ul></nav>
    })
}

/// The sub-pages of the place where we are; on a desktop the rail shows them.
#[component]
pub(super) fn Tabs<'p>(places: &'p [Place], current: &'static str) -> impl IntoView + use<> {
    let place = places.iter().find(|place| !place.under.is_empty() && place.holds(current));
    place.map(|place| view! {
        <nav class="tabs" aria-label=place.entry.label.clone()><ul class="tabs-list">{links(&place.under, current)}</ul></nav>
    })
}
