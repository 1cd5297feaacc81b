//! The months of a cohort as partners see them.

use super::{Facts, count, hours};
use crate::{
    app::access::Cohort,
    domain::figures::{Shown, hidden_sums, rounded},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Facts {
    /// The months of the cohort that have begun, each as partners see it.
    pub fn months(&self, cohort: &Cohort, today: NaiveDate) -> Vec<Month> {
        let months = months_between(cohort.dates.starts_on, cohort.dates.ends_on.min(today));
        let made = self.makings.iter().map(|making| (making.person, making.on, making.minutes));
        let made = hours_by_month(&months, made.collect());
        let booked = self
            .bookings
            .iter()
            .map(|booking| (booking.person, local(booking.starts_at, cohort.time_zone), booking.minutes));
        let booked = hours_by_month(&months, booked.collect());
        let events = |first: NaiveDate| {
            let held = self.events.iter().map(|event| month_of(local(event.starts_at, cohort.time_zone)));
            count(held.filter(|month| *month == first))
        };
        let rows = months.iter().zip(made).zip(booked);
        rows.map(|((first, production_hours), workshop_hours)| Month {
            first: *first,
            events: events(*first),
            production_hours,
            workshop_hours,
        })
        .collect()
    }
}

/// A month of a cohort as partners see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    pub events: i64,
    pub production_hours: Shown,
    pub workshop_hours: Shown,
}

fn local(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn months_between(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let next = |month: &NaiveDate| month.checked_add_months(chrono::Months::new(1));
    std::iter::successors(Some(month_of(first)), next).take_while(|month| *month <= last).collect()
}

/// Hours a month; what lies before or after counts for the first or the last, so that they sum to the whole.
fn hours_by_month(months: &[NaiveDate], parts: Vec<(Uuid, NaiveDate, i64)>) -> Vec<Shown> {
    let mut minutes: BTreeMap<Uuid, Vec<i64>> = BTreeMap::new();
    for (person, day, part) in parts {
        let row = minutes.entry(person).or_insert_with(|| vec![0; months.len()]);
        let month =
            months.binary_search(&month_of(day)).unwrap_or_else(|month| month.min(months.len().saturating_sub(1)));
        if let Some(cell) = row.get_mut(month) {
            *cell += part;
        }
    }
    let month = |index: usize| minutes.values().map(|row| row[index]).collect::<Vec<i64>>();
    let cells: Vec<Vec<i64>> = (0..months.len()).map(month).collect();
    let (hidden, _) = hidden_sums(&cells);
    let shown = |(cell, hidden): (&Vec<i64>, bool)| match hidden {
        true => Shown::Hidden,
        false => Shown::Count(rounded(hours(cell.iter().sum()))),
    };
    cells.iter().zip(hidden).map(shown).collect()
}
