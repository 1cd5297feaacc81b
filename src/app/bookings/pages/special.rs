//! Days on which a space opens at other hours.

use super::super::{
    actions::{
        spaces::PARTS,
        times::{DAY, RemoveDay, SaveDay},
    },
    store::spaces::Workshop,
};
use crate::app::{
    i18n::*,
    paths,
    ui::{
        form::{ButtonForm, DayField, Form, Submit, TextField, Typed},
        icon::Icon,
    },
    words,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::collections::BTreeSet;

/// The special days from `today` on.
fn days(workshop: &Workshop, today: NaiveDate) -> BTreeSet<NaiveDate> {
    workshop.place.special.iter().map(|special| special.day).filter(|day| *day >= today).collect()
}

/// "9 h – 12 h, 14 h – 18 h"
fn hours(locale: Locale, workshop: &Workshop, day: NaiveDate) -> String {
    let spans = workshop.place.hours_of(day).into_iter().map(|(from, to)| words::span(locale, from, to));
    spans.collect::<Vec<_>>().join(", ")
}

/// What everybody reads of them, below the hours of the week.
pub fn facts(locale: Locale, workshop: &Workshop, today: NaiveDate) -> AnyView {
    let facts = days(workshop, today).into_iter().filter(|day| workshop.place.closed(*day).is_none()).map(|day| {
        view! { <div><dt>{words::day_without_year(locale, day)}</dt><dd>{hours(locale, workshop, day)}</dd></div> }
    });
    facts.collect_view().into_any()
}

/// Those to come, each with the way back to the usual hours, and the form for another.
pub fn form(locale: Locale, slug: &str, workshop: &Workshop, typed: &Typed, today: NaiveDate) -> AnyView {
    let space = workshop.space.id.to_string();
    let rows = days(workshop, today).into_iter().map(|day| {
        let fields = vec![("cohort", slug.to_owned()), ("space", space.clone()), ("on", day.to_string())];
        view! {
            <li><div class="row"><Icon name="clock"/><span class="row-main"><b>{words::day(locale, day)}</b><span class="row-note">{hours(locale, workshop, day)}</span></span>
                <span class="row-end"><ButtonForm action=RemoveDay::url() fields=fields label=td_string!(locale, bookings.special.remove).to_string() icon="undo"/></span></div></li>
        }
    });
    let rows = rows.collect_view();
    let parts = PARTS.into_iter().map(|(opens, closes)| {
        view! {
            <TextField typed=typed.clone() name=format!("{opens}[{DAY}]") label=td_string!(locale, bookings.opens).to_string() class="short"/>
            <TextField typed=typed.clone() name=format!("{closes}[{DAY}]") label=td_string!(locale, bookings.closes).to_string() class="short"/>
        }
    });
    let parts = parts.collect_view();
    let (typed, slug) = (typed.clone(), slug.to_owned());
    view! {
        <p>{td_string!(locale, bookings.special.hint)}</p>
        <ul class="rows">{rows}</ul>
        <Form typed=typed.clone() action=SaveDay::url() cohort=slug id="special">
            <input type="hidden" name="space" value=space/>
            <DayField typed=typed.clone() name="on" legend=td_string!(locale, bookings.on).to_string()/>
            <div class="date-parts">{parts}</div>
            <Submit label=td_string!(locale, bookings.special.save).to_string() class="button"/>
        </Form>
    }
    .into_any()
}

/// The ways to what else there is to know and to change.
pub fn ways(locale: Locale, workshop: &Workshop, edits: bool) -> AnyView {
    let terms = edits.then(|| view! {
        <a class="button secondary" href=paths::space_terms(workshop.space.id)><Icon name="edit"/><span>{td_string!(locale, bookings.terms.title)}</span></a>
    });
    view! {
        <a class="button secondary" href=paths::space_times(workshop.space.id)><Icon name="tools"/><span>{td_string!(locale, bookings.times.title)}</span></a>{terms}
    }
    .into_any()
}
