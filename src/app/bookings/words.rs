//! How the workshop says things: places, machines, moments.

use super::store::{
    Booking,
    door::Shown,
    exchanges::{Exchange, Place},
    made::Over,
    spaces::{Machine, Workshop},
};
use crate::{
    app::{i18n::*, paths, production::forms as production, words},
    domain::{
        capacity::Outage,
        dial::Hour,
        minutes::Minutes,
        time::{self, Fold, TimeOfDay, local},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// "4 places"
pub fn places(locale: Locale, count: u32) -> String {
    td_string!(locale, bookings.places, count = count).to_string()
}

/// "1 surjeteuse", "2 × surjeteuse"
pub fn machines(locale: Locale, name: &str, count: i64) -> String {
    let name = uncapitalised(name);
    match count {
        1 => format!("1 {name}"),
        _ => td_string!(locale, bookings.machines, count = count, name = name).to_string(),
    }
}

/// "sans surjeteuse"
pub fn without(locale: Locale, machine: &Machine) -> String {
    td_string!(locale, bookings.without, name = uncapitalised(&machine.name)).to_string()
}

/// A name inside a sentence: "Surjeteuse" as "surjeteuse", but "CNC" as it is.
fn uncapitalised(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

/// "9 h – 12 h" on the clock of a space; midnight at the end is 24 h.
pub fn hours(locale: Locale, start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> String {
    let (_, from, to) = time::hours(start, end, zone);
    words::span(locale, from, to)
}

/// "mardi 24 novembre, 9 h – 12 h"
pub fn moment(locale: Locale, start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> String {
    format!("{}, {}", words::day_without_year(locale, local(start, zone).0), hours(locale, start, end, zone))
}

/// "mardi 24 novembre, 9 h – 12 h", or from one day to another.
pub fn stretch(locale: Locale, start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> String {
    let (last, _) = local(end - TimeDelta::seconds(1), zone);
    if local(start, zone).0 == last {
        return moment(locale, start, end, zone);
    }
    let (from, until) = (words::instant(locale, start, zone), words::instant(locale, end, zone));
    td_string!(locale, bookings.times.stretch, from = from, until = until).to_string()
}

/// What is out of order ("1 surjeteuse"), and from when until when.
pub fn outage(locale: Locale, workshop: &Workshop, outage: &Outage) -> (String, String) {
    let name =
        workshop.machines.iter().find(|machine| machine.id == outage.machine).map(|machine| machine.name.as_str());
    let what = machines(locale, name.unwrap_or_default(), outage.count.into());
    let zone = workshop.space.zone;
    let first = words::day_without_year(locale, local(outage.start, zone).0);
    let when = if outage.is_open() {
        td_string!(locale, bookings.times.since, first = first).to_string()
    } else {
        let last = words::day_without_year(locale, local(outage.end - TimeDelta::seconds(1), zone).0);
        td_string!(locale, bookings.closure_days, first = first, last = last).to_string()
    };
    (what, when)
}

/// Who a booking is for: the event, else the pôle, or else the person.
pub fn holder(booking: &Booking) -> &str {
    if let Some((_, title)) = &booking.event {
        return title;
    }
    booking.pole_name.as_deref().unwrap_or(&booking.person_name)
}

/// Who a booking is for, as the door tells it: a name where the group wants names, else the pôle, or that it is taken.
pub fn at_door(locale: Locale, one: &Shown) -> String {
    let name = one.name.as_ref().map(|name| words::person(locale, name));
    match (name, &one.pole) {
        (Some(name), Some(pole)) if !one.turn.of_event => format!("{name} · {pole}"),
        (Some(name), _) => name,
        (None, _) if one.turn.of_event => td_string!(locale, bookings.door.the_group).to_string(),
        (None, Some(pole)) => pole.clone(),
        (None, None) => td_string!(locale, bookings.door.taken).to_string(),
    }
}

/// The time at which something ends: midnight is 24 h.
pub fn end_of_day(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> TimeOfDay {
    time::hours(start, end, zone).2
}

/// "9 h"; of an hour that comes twice, which one.
pub fn dial(locale: Locale, row: Hour) -> String {
    let time = words::time(locale, TimeOfDay::new(row.hour, 0).unwrap_or(TimeOfDay::START));
    match row.fold {
        None => time,
        Some(Fold::First) => td_string!(locale, bookings.grid.first_of_two, time = time).to_string(),
        Some(Fold::Second) => td_string!(locale, bookings.grid.second_of_two, time = time).to_string(),
    }
}

/// "Commande n° 3"
pub fn order(locale: Locale, number: i64) -> String {
    td_string!(locale, bookings.for_order, number = number).to_string()
}

/// "Rosa vous donne sa place : mardi 24 novembre, 9 h – 12 h (Atelier)", or what oneself has asked.
pub fn exchange(locale: Locale, exchange: &Exchange, mine: bool) -> String {
    let place =
        |place: &Place| format!("{} ({})", moment(locale, place.start, place.end, place.zone), place.space_name);
    let given = place(&exchange.given);
    let (by, asked) = (words::person(locale, &exchange.asked_by_name), words::person(locale, &exchange.asked_name));
    match (exchange.taken.as_ref().map(place), mine) {
        (None, true) => td_string!(locale, bookings.exchange.gave, name = asked, given = given).to_string(),
        (None, false) => td_string!(locale, bookings.exchange.gives, name = by, given = given).to_string(),
        (Some(taken), true) => {
            td_string!(locale, bookings.exchange.swaps_mine, name = asked, given = given, taken = taken).to_string()
        }
        (Some(taken), false) => {
            td_string!(locale, bookings.exchange.swaps, name = by, given = given, taken = taken).to_string()
        }
    }
}

/// The questions of a record, with what a booking that is over knows: its day, how long it lasted, who was probably there.
pub fn record_of(slug: &str, over: &Over, hands: &[(Uuid, Uuid)]) -> String {
    let zone = over.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris);
    let minutes = (over.ends_at - over.starts_at).num_minutes().min(Minutes::MAX_TYPED.0);
    let mut answers = vec![("booking", over.id.to_string()), ("made_on", local(over.starts_at, zone).0.to_string())];
    match production::TIMES.contains(&minutes) {
        true => answers.push(("minutes", minutes.to_string())),
        false => {
            answers.extend([("minutes", production::OTHER.to_owned()), ("minutes_other", Minutes(minutes).french())])
        }
    }
    let makers = hands.iter().filter(|(booking, _)| *booking == over.id);
    answers.extend(makers.map(|(_, person)| ("makers[]", person.to_string())));
    paths::new_record_with(slug, &answers)
}
