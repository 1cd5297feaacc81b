//! Half-days, presences and signatures in words.

use super::register::Moment;
use crate::{
    app::{i18n::*, words},
    domain::{
        attendance::{Half, HalfDay, Presence, SignedBy},
        time,
    },
};
use chrono_tz::Tz;

/// "matin"
pub fn half(locale: Locale, half: Half) -> String {
    match half {
        Half::Morning => td_string!(locale, attendance.morning).to_string(),
        Half::Afternoon => td_string!(locale, attendance.afternoon).to_string(),
    }
}

/// "mar. 24, matin"
pub fn short(locale: Locale, at: HalfDay) -> String {
    format!("{}, {}", words::weekday_short(locale, at.day), half(locale, at.half))
}

/// "mardi 24 novembre, matin"
pub fn long(locale: Locale, at: HalfDay) -> String {
    format!("{}, {}", words::day_without_year(locale, at.day), half(locale, at.half))
}

/// "9 h 30 – 13 h", on the clock of the cohort.
pub fn hours(locale: Locale, moment: &Moment, zone: Tz) -> String {
    let (_, from, to) = time::hours(moment.from, moment.to, zone);
    words::span(locale, from, to)
}

/// "Présence", as tables and files say it.
pub fn presence(locale: Locale, presence: Presence) -> String {
    match presence {
        Presence::Expected => td_string!(locale, attendance.presences.expected).to_string(),
        Presence::Present => td_string!(locale, attendance.presences.present).to_string(),
        Presence::Absent => td_string!(locale, attendance.presences.absent).to_string(),
        Presence::Excused => td_string!(locale, attendance.presences.excused).to_string(),
    }
}

/// The badge of a presence: class and pictogram.
pub fn badge(presence: Presence) -> (&'static str, &'static str) {
    match presence {
        Presence::Expected => ("badge wait", "clock"),
        Presence::Present => ("badge done", "check"),
        Presence::Absent => ("badge stop", "cross"),
        Presence::Excused => ("badge info", "info"),
    }
}

/// "avec le code du jour"
pub fn signed_by(locale: Locale, signed_by: SignedBy) -> String {
    match signed_by {
        SignedBy::Facilitator => td_string!(locale, attendance.signed.facilitator).to_string(),
        SignedBy::Code => td_string!(locale, attendance.signed.code).to_string(),
        SignedBy::Paper => td_string!(locale, attendance.signed.paper).to_string(),
    }
}
