//! Which days a calendar shows, and where one goes from there.

use crate::domain::{cohort::Dates, week::IsoWeek};
use chrono::{Datelike, Days, Months, NaiveDate};

/// So many days are in the agenda.
const AGENDA: u64 = 28;

/// How a calendar is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Month,
    Week,
    Agenda,
    /// The reader's own week.
    Mine,
}

impl View {
    pub const ALL: [View; 4] = [View::Month, View::Week, View::Agenda, View::Mine];

    pub const fn code(self) -> &'static str {
        match self {
            View::Month => "month",
            View::Week => "week",
            View::Agenda => "agenda",
            View::Mine => "mine",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }

    /// The days shown when `on` is looked at: whole weeks, but for the agenda.
    pub fn days(self, on: NaiveDate) -> Dates {
        let (first, last) = match self {
            View::Month => (first_of(on), last_of(on)),
            View::Agenda => return Dates { starts_on: on, ends_on: later(on, AGENDA - 1) },
            View::Week | View::Mine => (on, on),
        };
        Dates { starts_on: IsoWeek::of(first).first_day(), ends_on: IsoWeek::of(last).last_day() }
    }

    /// A day of what comes before.
    pub fn before(self, on: NaiveDate) -> NaiveDate {
        match self {
            View::Month => first_of(on).checked_sub_months(Months::new(1)),
            View::Agenda => on.checked_sub_days(Days::new(AGENDA)),
            View::Week | View::Mine => on.checked_sub_days(Days::new(7)),
        }
        .unwrap_or(on)
    }

    /// A day of what comes after.
    pub fn after(self, on: NaiveDate) -> NaiveDate {
        match self {
            View::Month => first_of(on).checked_add_months(Months::new(1)).unwrap_or(on),
            View::Agenda => later(on, AGENDA),
            View::Week | View::Mine => later(on, 7),
        }
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of(day: NaiveDate) -> NaiveDate {
    first_of(day).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let shown = View::Month.days(day("2026-11-24"));
        assert_eq!((shown.starts_on, shown.ends_on), (day("2026-10-26"), day("2026-12-06")));
        assert_eq!(View::Month.before(day("2026-03-31")), day("2026-02-01"));
        assert_eq!(View::Month.after(day("2026-12-31")), day("2027-01-01"));
    }

    #[test]
    fn what_comes_after_touches_what_is_shown() {
        for view in [View::Week, View::Agenda, View::Mine] {
            for on in [day("2026-11-24"), day("2027-01-01")] {
                let (shown, next) = (view.days(on), view.days(view.after(on)));
                assert_eq!(shown.ends_on.succ_opt(), Some(next.starts_on), "{view:?}");
                assert_eq!(view.days(view.before(view.after(on))), shown);
            }
        }
    }
}
