//! The months of a cohort as partners see them: what was released of each.

use super::{Facts, count, hours};
use crate::{
    app::access::Cohort,
    domain::{capitalisation::FigureCode, cohort::Dates, figures::rounded, release::months},
};
use chrono::NaiveDate;

impl Facts {
    /// The months of the cohort that have begun, each as partners see it.
    pub fn months(&self, cohort: &Cohort, today: NaiveDate) -> Vec<Month> {
        let held = |month: &Dates| {
            let days = self.events.iter().map(|event| event.starts_at.with_timezone(&cohort.time_zone).date_naive());
            count(days.filter(|day| month.contains(*day)))
        };
        let month = |month: Dates| Month {
            first: month.starts_on,
            events: held(&month),
            hours: HOURS.map(|code| self.cell(code, month)),
        };
        months(cohort.dates).into_iter().filter(|month| month.starts_on <= today).map(month).collect()
    }

    /// What is told of a month: its own sum, the month with which it was released, or nothing yet.
    fn cell(&self, code: FigureCode, month: Dates) -> Cell {
        let of = self.released_of(code.code()).find(|one| one.period.contains(month.starts_on));
        match of.map(|one| (one.period.ends_on, one.value)) {
            Some((last, Some(minutes))) if last == month.ends_on => Cell::Hours(rounded(hours(minutes))),
            Some((last, _)) => Cell::With(last),
            None => Cell::Open,
        }
    }
}

/// The hours that are told month by month.
pub const HOURS: [FigureCode; 4] =
    [FigureCode::ProductionHours, FigureCode::PoleHours, FigureCode::TrainingHours, FigureCode::WorkshopHours];

/// A month of a cohort as partners see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day in the cohort.
    pub first: NaiveDate,
    pub events: i64,
    /// In the order of [`HOURS`].
    pub hours: [Cell; 4],
}

/// What is told of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Hours(i64),
    /// Counted with the months up to this day.
    With(NaiveDate),
    /// Not over yet, or of too few people so far.
    Open,
}
