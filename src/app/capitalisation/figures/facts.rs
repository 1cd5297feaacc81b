//! What the figures of a cohort are computed from, as the store reads it.

use super::{by_person, count, hours};
use crate::domain::{
    attendance::{Half, HalfDay, half_days},
    capitalisation::FigureCode,
    cohort::Dates,
    journal::Totals,
    money::Cents,
    release::Part,
    sale::Beyond,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;
use uuid::Uuid;

/// What the figures are computed from.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// When it was read: what lies after has not happened.
    pub as_of: DateTime<Utc>,
    /// What is only counted, by code.
    pub counts: HashMap<String, i64>,
    pub output: Vec<Output>,
    pub makings: Vec<Making>,
    pub events: Vec<Event>,
    pub bookings: Vec<Booking>,
    /// How many contributions each speaker has left.
    pub said: Vec<i64>,
    pub given: Vec<Given>,
    pub attended: Vec<Attended>,
    pub trained: Vec<Trained>,
    /// What the journal came to.
    pub accounts: Totals,
    pub clientele: Beyond,
    pub openings: Vec<Opening>,
    /// What left the group already.
    pub released: Vec<Released>,
}

/// The figures that leave the group month by month: sums of what each person did.
pub const SERIES: [FigureCode; 6] = [
    FigureCode::ProductionHours,
    FigureCode::WorkshopHours,
    FigureCode::PoleHours,
    FigureCode::TrainingHours,
    FigureCode::Records,
    FigureCode::Bookings,
];

/// A sum that was released, once and for good. Hours are in minutes; nothing where too few people are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Of a figure, or of a part of one.
    pub code: String,
    pub period: Dates,
    pub value: Option<i64>,
}

/// What was made of one product.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    pub value: Cents,
    pub material: Cents,
}

/// What one person made on one day.
#[derive(Clone, Copy, Debug)]
pub struct Making {
    pub person: Uuid,
    pub on: NaiveDate,
    pub minutes: i64,
    pub records: i64,
}

/// An event that took place.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub is_training: bool,
    pub starts_at: DateTime<Utc>,
    pub minutes: i64,
}

/// A booking that was used.
#[derive(Clone, Copy, Debug)]
pub struct Booking {
    pub person: Uuid,
    pub starts_at: DateTime<Utc>,
    pub minutes: i64,
    /// For how many.
    pub people: i64,
}

/// What one person gave to pôles on one day.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    pub person: Uuid,
    pub on: NaiveDate,
    pub minutes: i64,
}

/// At how many half-days one person was expected, and at how many she was.
#[derive(Clone, Copy, Debug)]
pub struct Attended {
    pub expected: i64,
    pub present: i64,
}

/// One person at one half-day of a training.
#[derive(Clone, Copy, Debug)]
pub struct Trained {
    pub person: Uuid,
    pub on: NaiveDate,
    pub half: Half,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Trained {
    /// How long that half-day of the training was.
    pub fn minutes(&self, zone: Tz) -> i64 {
        let at = HalfDay { day: self.on, half: self.half };
        let parts = half_days(self.starts_at, self.ends_at, zone);
        parts.iter().filter(|part| part.half_day == at).map(|part| part.minutes).sum()
    }
}

/// How long the group's spaces are open on a weekday, times their places.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// From Monday, 1, to Sunday, 7.
    pub weekday: i64,
    pub place_minutes: i64,
}

impl Facts {
    /// What each person did of one of [`SERIES`], day by day: minutes or things.
    pub fn parts(&self, code: FigureCode, zone: Tz) -> Vec<Part> {
        let part = |person, on, amount| Part { person, on, amount };
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let made =
            |amount: fn(&Making) -> i64| self.makings.iter().map(|one| part(one.person, one.on, amount(one))).collect();
        let booked = |amount: fn(&Booking) -> i64| {
            self.bookings.iter().map(|one| part(one.person, day(one.starts_at), amount(one))).collect()
        };
        match code {
            FigureCode::ProductionHours => made(|making| making.minutes),
            FigureCode::Records => made(|making| making.records),
            FigureCode::WorkshopHours => booked(|booking| booking.minutes),
            FigureCode::Bookings => booked(|_| 1),
            FigureCode::PoleHours => self.given.iter().map(|one| part(one.person, one.on, one.minutes)).collect(),
            FigureCode::TrainingHours => {
                self.trained.iter().map(|one| part(one.person, one.on, one.minutes(zone))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What was released of a figure, in order.
    pub fn released_of(&self, code: &str) -> impl Iterator<Item = &Released> {
        self.released.iter().filter(move |one| one.code == code)
    }

    /// The last day of which something was released.
    pub fn released_until(&self, code: FigureCode) -> Option<NaiveDate> {
        self.released_of(code.code()).map(|one| one.period.ends_on).max()
    }

    /// What was released of a figure, all periods together.
    pub(super) fn released_sum(&self, code: FigureCode) -> Option<i64> {
        self.released_of(code.code()).filter_map(|one| one.value).reduce(|a, b| a + b)
    }

    /// What one of the codes counts that are only counted.
    pub(super) fn counted(&self, code: &str) -> i64 {
        self.counts.get(code).copied().unwrap_or_default()
    }

    /// Hours of what each person did, or nothing when nobody did.
    pub(super) fn hours_of(&self, parts: Vec<i64>) -> Option<i64> {
        (!parts.is_empty()).then(|| hours(parts.iter().sum()))
    }

    pub(super) fn trainings(&self) -> i64 {
        count(self.events.iter().filter(|event| event.is_training))
    }

    pub(super) fn minutes_made(&self) -> Vec<i64> {
        by_person(self.makings.iter().map(|making| (making.person, making.minutes)))
    }

    pub(super) fn minutes_booked(&self) -> Vec<i64> {
        by_person(self.bookings.iter().map(|booking| (booking.person, booking.minutes)))
    }

    pub(super) fn minutes_given(&self) -> Vec<i64> {
        by_person(self.given.iter().map(|given| (given.person, given.minutes)))
    }

    pub(super) fn minutes_trained(&self, zone: Tz) -> Vec<i64> {
        by_person(self.trained.iter().map(|trained| (trained.person, trained.minutes(zone))))
    }

    /// The half-days at which people were, of those at which they were expected, in percent.
    pub(super) fn attendance_rate(&self) -> Option<i64> {
        let expected: i64 = self.attended.iter().map(|one| one.expected).sum();
        let present: i64 = self.attended.iter().map(|one| one.present).sum();
        (present * 100 + expected / 2).checked_div(expected)
    }

    /// The part of the spaces' places that the group used between two days, both included, in percent.
    pub(super) fn space_share(&self, first: NaiveDate, last: NaiveDate) -> Option<i64> {
        let of_day = |day: NaiveDate| {
            let weekday = i64::from(day.weekday().number_from_monday());
            self.openings.iter().filter(|open| open.weekday == weekday).map(|open| open.place_minutes).sum::<i64>()
        };
        let open: i64 = first.iter_days().take_while(|day| *day <= last).map(of_day).sum();
        let used: i64 = self.bookings.iter().map(|booking| booking.minutes * booking.people).sum();
        (used * 100 + open / 2).checked_div(open)
    }
}
