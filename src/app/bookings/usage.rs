//! How a space was used, added up: by day for a file, by month, cohort, pôle and phase for the report. A booking counts on the day
//! on which it begins by the clock of its space, and as long as it lasts: an hour that happens twice counts twice.

use super::{policy::Reading, store::usage::Stay};
use crate::domain::{
    capacity::Place,
    cohort::Dates,
    time::{bounds, local},
};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use std::{collections::BTreeMap, ops::AddAssign};

/// So many months are looked back to, unless somebody asks for others.
pub const USUAL: u32 = 12;
/// What there is to choose from.
pub const CHOICES: [u32; 3] = [3, 12, 60];

/// The months that an address asks for.
pub fn months(asked: Option<&str>) -> u32 {
    asked.and_then(|text| text.parse().ok()).filter(|months| CHOICES.contains(months)).unwrap_or(USUAL)
}

/// Whole months up to the present one.
pub fn period(months: u32, now: DateTime<Utc>, zone: Tz) -> Dates {
    let first = first_of(local(now, zone).0);
    let starts_on = first.checked_sub_months(Months::new(months.saturating_sub(1))).unwrap_or(first);
    Dates { starts_on, ..month(first) }
}

/// The first and the last instant of a period there.
pub fn instants(dates: Dates, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    (bounds(dates.starts_on, zone).0, bounds(dates.ends_on, zone).1)
}

/// The days of the month that begins on a day.
pub fn month(first: NaiveDate) -> Dates {
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    Dates { starts_on: first, ends_on: next.pred_opt().unwrap_or(first) }
}

/// The first day of a day's month.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Bookings added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub bookings: i64,
    /// From start to end.
    pub minutes: i64,
    /// The same times the people, and times the machines.
    pub person_minutes: i64,
    pub machine_minutes: i64,
}

impl AddAssign<&Stay> for Sum {
    fn add_assign(&mut self, stay: &Stay) {
        let minutes = (stay.ends_at - stay.starts_at).num_minutes();
        self.bookings += 1;
        self.minutes += minutes;
        self.person_minutes += minutes * stay.people;
        self.machine_minutes += minutes * stay.machines;
    }
}

/// How long a space is open, and how long for all of its places together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub minutes: i64,
    pub place_minutes: i64,
}

impl Open {
    /// On one day, by the hours that it has now.
    pub fn on(place: &Place, day: NaiveDate) -> Self {
        let minutes: i64 = place.open(day).iter().map(|(opens, closes)| (*closes - *opens).num_minutes()).sum();
        Self { minutes, place_minutes: minutes * i64::from(place.space.people) }
    }

    /// On every day of a period.
    pub fn between(place: &Place, dates: Dates) -> Self {
        let days = dates.starts_on.iter_days().take_while(|day| *day <= dates.ends_on);
        days.map(|day| Self::on(place, day)).fold(Self::default(), |sum, open| Self {
            minutes: sum.minutes + open.minutes,
            place_minutes: sum.place_minutes + open.place_minutes,
        })
    }

    /// Which part of it was used, in hundredths of a percent; nothing where it was shut.
    pub fn share(&self, sum: &Sum) -> Option<i64> {
        (sum.person_minutes * 10_000 + self.place_minutes / 2).checked_div(self.place_minutes)
    }
}

/// By day and by cohort as the reader may know it; the reader's own come first.
pub fn by_day(reading: &Reading, stays: &[Stay], others: &str) -> BTreeMap<NaiveDate, Vec<(String, Sum)>> {
    let mut days: BTreeMap<NaiveDate, Vec<(String, Sum)>> = BTreeMap::new();
    for stay in stays {
        let Some(name) = reading.name(stay.cohort, others) else { continue };
        add(days.entry(local(stay.starts_at, reading.space.zone).0).or_default(), name, stay);
    }
    days
}

/// By a name that each booking may have.
pub fn by_name<'s>(stays: &'s [Stay], name: impl Fn(&'s Stay) -> Option<&'s str>) -> Vec<(String, Sum)> {
    let mut sums = Vec::new();
    for stay in stays {
        if let Some(name) = name(stay) {
            add(&mut sums, name, stay);
        }
    }
    sums.sort_by_key(|(_, sum): &(String, Sum)| std::cmp::Reverse(sum.person_minutes));
    sums
}

fn add(sums: &mut Vec<(String, Sum)>, name: &str, stay: &Stay) {
    match sums.iter_mut().find(|(known, _)| known == name) {
        Some((_, sum)) => *sum += stay,
        None => {
            let mut sum = Sum::default();
            sum += stay;
            sums.push((name.to_owned(), sum));
        }
    }
}

/// Sums added up.
pub fn all(sums: &[&Sum]) -> Sum {
    sums.iter().fold(Sum::default(), |all, sum| Sum {
        bookings: all.bookings + sum.bookings,
        minutes: all.minutes + sum.minutes,
        person_minutes: all.person_minutes + sum.person_minutes,
        machine_minutes: all.machine_minutes + sum.machine_minutes,
    })
}

/// Some bookings added up.
pub fn sum<'s>(stays: impl Iterator<Item = &'s Stay>) -> Sum {
    stays.fold(Sum::default(), |mut sum, stay| {
        sum += stay;
        sum
    })
}
