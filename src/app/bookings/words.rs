//! How the workshop says things: places, machines, moments.

use super::store::{Booking, door::Shown, spaces::Machine};
use crate::{
    app::{i18n::*, words},
    domain::{
        dial::Hour,
        time::{self, Fold, TimeOfDay, local},
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

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
