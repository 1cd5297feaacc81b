//! The figures of a cohort, computed from its records; each has two values: what its facilitators see, and what may leave
//! the group.

mod facts;
mod months;

pub use facts::{Attended, Booking, Event, Facts, Given, Making, Opening, Output, Released, SERIES, Trained};
pub use months::{Cell, HOURS, Month};

use super::store::figures::{Of, facts};
use crate::{
    app::access::{Cohort, Member},
    domain::{
        capitalisation::{FigureCode, Unit},
        figures::{Shown, list, people, rounded, sum_over_people},
        journal::Account,
        money::Cents,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub code: FigureCode,
    /// To the unit; money in cents. Nothing when there is nothing to count.
    pub value: Option<i64>,
    /// As partners and readers of the note see it.
    pub shown: Shown,
}

/// Every figure of the member's cohort, in the order of their codes.
pub async fn all(db: &mut Connection, member: &Member, now: DateTime<Utc>) -> Result<Vec<Figure>, AppError> {
    Ok(of_member(db, member, now).await?.figures(&member.cohort))
}

/// What the figures of the member's cohort are computed from.
pub async fn of_member(db: &mut Connection, member: &Member, now: DateTime<Utc>) -> Result<Facts, AppError> {
    let cohort = member.cohort.id;
    Ok(facts(db, Of::Cohort(cohort), now).await?.remove(&cohort).unwrap_or_default())
}

impl Facts {
    /// Every figure of `cohort`, in the order of their codes.
    pub fn figures(&self, cohort: &Cohort) -> Vec<Figure> {
        FigureCode::ALL.iter().map(|code| self.figure(*code, cohort)).collect()
    }

    fn figure(&self, code: FigureCode, cohort: &Cohort) -> Figure {
        let value = self.value(code, cohort);
        let shown = value.map_or(Shown::Nothing, |value| match SERIES.contains(&code) {
            true => self.sum_shown(code, value),
            false => self.shown(code, value),
        });
        Figure { code, value, shown }
    }

    /// What has left the group of a sum over people: the months that were released.
    fn sum_shown(&self, code: FigureCode, value: i64) -> Shown {
        match (self.released_sum(code), code.unit()) {
            (Some(minutes), Unit::Hours) => Shown::Count(rounded(hours(minutes))),
            (Some(sum), _) => Shown::Count(rounded(sum)),
            (None, _) if value == 0 => Shown::Nothing,
            (None, _) => Shown::Hidden,
        }
    }

    /// What may leave the group of a figure that comes to `value`.
    fn shown(&self, code: FigureCode, value: i64) -> Shown {
        use FigureCode::*;
        let near = match code.unit() {
            Unit::Money => rounded(value / 100) * 100,
            _ => rounded(value),
        };
        match code {
            People | Facilitators | Partners => people(value),
            // Facts of the plan say nothing of one person.
            Weeks | Poles | Events | Trainings | EventHours | Products | Lessons => Shown::Count(value),
            MissionsDone => Shown::Count(near),
            OutputValue | MaterialCost => unless_one_person_s(&self.minutes_made(), near),
            // The group's money comes from what its members make.
            Sales | BeyondShare | Result | SelfFinancing | MaterialRatio => {
                unless_one_person_s(&self.minutes_made(), near)
            }
            SpaceShare => unless_one_person_s(&self.minutes_booked(), near),
            Contributions => unless_one_person_s(&self.said, near),
            AttendanceRate => {
                let present: Vec<i64> = self.attended.iter().map(|one| one.present).collect();
                unless_one_person_s(&present, near)
            }
            // Counted by the program when nobody is asked any more.
            AfterEnd | AfterSixMonths => people(value),
            ProductionHours | WorkshopHours | PoleHours | TrainingHours | Records | Bookings => Shown::Hidden,
        }
    }

    fn value(&self, code: FigureCode, cohort: &Cohort) -> Option<i64> {
        use FigureCode::*;
        let money = |cents: Cents| (self.accounts != Default::default()).then_some(cents.0);
        match code {
            Weeks => Some(cohort.dates.weeks()),
            Events => Some(count(self.events.iter())),
            Trainings => Some(self.trainings()),
            EventHours => Some(hours(self.events.iter().map(|event| event.minutes).sum())),
            ProductionHours => self.hours_of(self.minutes_made()),
            PoleHours => self.hours_of(self.minutes_given()),
            TrainingHours => self.hours_of(self.minutes_trained(cohort.time_zone)),
            WorkshopHours => self.hours_of(self.minutes_booked()),
            Bookings => Some(count(self.bookings.iter())),
            OutputValue => self.made(|output| output.value),
            MaterialCost => self.made(|output| output.material),
            Contributions => Some(self.said.iter().sum()),
            AttendanceRate => self.attendance_rate(),
            Sales => money(self.accounts.of(Account::Sales)),
            Result => money(self.accounts.result()),
            SelfFinancing => self.accounts.self_financing(),
            MaterialRatio => self.accounts.material_ratio(),
            BeyondShare => self.clientele.percent(),
            SpaceShare => {
                let last = cohort.dates.ends_on.min(cohort.today(self.as_of));
                self.space_share(cohort.dates.starts_on, last)
            }
            AfterEnd | AfterSixMonths => self.released_of(code.code()).next().map(|one| one.value.unwrap_or_default()),
            People | Facilitators | Partners | Poles | MissionsDone | Records | Products | Lessons => {
                Some(self.counted(code.code()))
            }
        }
    }

    fn made(&self, part: fn(&Output) -> Cents) -> Option<i64> {
        (!self.output.is_empty()).then(|| self.output.iter().map(part).sum::<Cents>().0)
    }

    /// Who stayed to the end and who left before, of everybody who began.
    pub fn stayed_and_left(&self) -> (Shown, Shown) {
        let stayed = self.counted("stayed");
        let (cells, _) = list(&[stayed, (self.counted("people") - stayed).max(0)]);
        (cells[0], cells[1])
    }
}

/// `number`, unless too few people share in it or one of them has most of it.
fn unless_one_person_s(parts: &[i64], number: i64) -> Shown {
    match sum_over_people(parts) {
        Shown::Count(_) => Shown::Count(number),
        hidden => hidden,
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
