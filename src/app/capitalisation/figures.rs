//! The figures of a cohort, computed from its records; each has two values: what its facilitators see, and what may leave
//! the group.

use super::store::figures::{Of, facts};
use crate::{
    app::access::{Cohort, Member},
    domain::{
        capitalisation::FigureCode,
        figures::{Shown, hidden_sums, list, people, rounded, sum_over_people},
        money::Cents,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub code: FigureCode,
    /// To the unit; money in cents.
    pub value: i64,
    /// As partners and readers of the note see it.
    pub shown: Shown,
}

/// What the figures are computed from.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What is only counted, by code.
    pub counts: HashMap<String, i64>,
    pub output: Vec<Output>,
    pub makings: Vec<Making>,
    pub events: Vec<Event>,
    pub bookings: Vec<Booking>,
    /// How many contributions each speaker has left.
    pub said: Vec<i64>,
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
}

/// Every figure of the member's cohort, in the order of their codes.
pub async fn all(db: &mut Connection, member: &Member, now: DateTime<Utc>) -> Result<Vec<Figure>, AppError> {
    let cohort = &member.cohort;
    let facts = facts(db, Of::Cohort(cohort.id), now).await?.remove(&cohort.id).unwrap_or_default();
    Ok(facts.figures(cohort))
}

impl Facts {
    /// Every figure of `cohort`, in the order of their codes.
    pub fn figures(&self, cohort: &Cohort) -> Vec<Figure> {
        FigureCode::ALL.iter().map(|code| self.figure(*code, cohort)).collect()
    }

    fn figure(&self, code: FigureCode, cohort: &Cohort) -> Figure {
        use FigureCode::*;
        let value = self.value(code, cohort);
        let shown = match code {
            People | Facilitators | Partners => people(value),
            // Facts of the plan say nothing of one person.
            Weeks | Poles | Events | Trainings | EventHours | Products | Lessons => Shown::Count(value),
            MissionsDone => Shown::Count(rounded(value)),
            ProductionHours => unless_one_person_s(&self.minutes_made(), rounded(value)),
            OutputValue | MaterialCost => unless_one_person_s(&self.minutes_made(), rounded(value / 100) * 100),
            Records => unless_one_person_s(&self.records_made(), rounded(value)),
            Bookings | WorkshopHours => unless_one_person_s(&self.minutes_booked(), rounded(value)),
            Contributions => unless_one_person_s(&self.said, rounded(value)),
        };
        Figure { code, value, shown }
    }

    fn value(&self, code: FigureCode, cohort: &Cohort) -> i64 {
        use FigureCode::*;
        match code {
            Weeks => cohort.dates.weeks(),
            Events => count(self.events.iter()),
            Trainings => count(self.events.iter().filter(|event| event.is_training)),
            EventHours => hours(self.events.iter().map(|event| event.minutes).sum()),
            ProductionHours => hours(self.makings.iter().map(|making| making.minutes).sum()),
            Bookings => count(self.bookings.iter()),
            WorkshopHours => hours(self.bookings.iter().map(|booking| booking.minutes).sum()),
            OutputValue => self.output.iter().map(|output| output.value).sum::<Cents>().0,
            MaterialCost => self.output.iter().map(|output| output.material).sum::<Cents>().0,
            Contributions => self.said.iter().sum(),
            counted => self.counts.get(counted.code()).copied().unwrap_or_default(),
        }
    }

    /// Who stayed to the end and who left before, of everybody who began.
    pub fn stayed_and_left(&self) -> (Shown, Shown) {
        let number = |code: &str| self.counts.get(code).copied().unwrap_or_default();
        let stayed = number("stayed");
        let (cells, _) = list(&[stayed, (number("people") - stayed).max(0)]);
        (cells[0], cells[1])
    }

    fn minutes_made(&self) -> Vec<i64> {
        by_person(self.makings.iter().map(|making| (making.person, making.minutes)))
    }

    fn records_made(&self) -> Vec<i64> {
        by_person(self.makings.iter().map(|making| (making.person, making.records)))
    }

    fn minutes_booked(&self) -> Vec<i64> {
        by_person(self.bookings.iter().map(|booking| (booking.person, booking.minutes)))
    }

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

/// `number`, unless too few people share in it or one of them has most of it.
fn unless_one_person_s(parts: &[i64], number: i64) -> Shown {
    match sum_over_people(parts) {
        Shown::Hidden => Shown::Hidden,
        Shown::Count(_) => Shown::Count(number),
    }
}

fn by_person(parts: impl Iterator<Item = (Uuid, i64)>) -> Vec<i64> {
    let mut sums: HashMap<Uuid, i64> = HashMap::new();
    for (person, part) in parts {
        *sums.entry(person).or_default() += part;
    }
    sums.into_values().collect()
}

fn count(things: impl Iterator) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

/// Minutes to the nearest hour.
fn hours(minutes: i64) -> i64 {
    (minutes + 30).div_euclid(60)
}
