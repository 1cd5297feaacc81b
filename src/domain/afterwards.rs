//! What people do once the group has ended: asked at the end and six months later, of who wants to say it.

use super::cohort::Dates;
use chrono::{Days, Months, NaiveDate};

codes! {
    /// When it is asked.
    Moment {
        End = "end",
        SixMonths = "six_months",
    }
}

codes! {
    /// What somebody does.
    Situation {
        Employment = "employment",
        /// Her own.
        Business = "business",
        Training = "training",
        Project = "project",
        Looking = "looking",
        /// Something else, or nothing that she wants to say.
        Other = "other",
    }
}

/// So long each question stays open.
const OPEN: Days = Days::new(56);

impl Moment {
    /// The first and the last day on which it can be answered: after the last day of the cohort.
    pub fn days(self, cohort: Dates) -> Dates {
        let ends_on = cohort.ends_on;
        let starts_on = match self {
            Moment::End => ends_on.succ_opt(),
            Moment::SixMonths => ends_on.checked_add_months(Months::new(6)),
        };
        let starts_on = starts_on.unwrap_or(ends_on);
        Dates { starts_on, ends_on: starts_on.checked_add_days(OPEN).unwrap_or(starts_on) }
    }

    /// The one that can be answered on a day.
    pub fn open(cohort: Dates, today: NaiveDate) -> Option<Self> {
        Self::ALL.iter().copied().find(|moment| moment.days(cohort).contains(today))
    }

    /// Whether nobody can answer it any more: what was said is counted then, once.
    pub fn is_over(self, cohort: Dates, today: NaiveDate) -> bool {
        self.days(cohort).ends_on < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_asked_twice_and_for_eight_weeks() {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        let dates = Dates { starts_on: NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(), ends_on: day(2, 21) };
        let open = |today| Moment::open(dates, today);
        assert_eq!(
            (open(day(2, 21)), open(day(2, 22)), open(day(4, 19))),
            (None, Some(Moment::End), Some(Moment::End))
        );
        assert_eq!((open(day(4, 20)), open(day(8, 21))), (None, Some(Moment::SixMonths)));
        assert_eq!((open(day(10, 16)), open(day(10, 17))), (Some(Moment::SixMonths), None));
        assert!(Moment::End.is_over(dates, day(4, 20)) && !Moment::SixMonths.is_over(dates, day(10, 16)));
    }
}
