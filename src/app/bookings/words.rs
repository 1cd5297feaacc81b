//! How the workshop says things: places, machines, moments.

use super::store::{
    Booking,
    exchanges::{Exchange, Place},
    spaces::Machine,
};
use crate::{
    app::{i18n::*, words},
    domain::time::{self, local},
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
