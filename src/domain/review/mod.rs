//! The day on which a group looks back: its steps, the hands that are raised, cards that belong together, stories of a change,
//! and what the records say of each phase.

mod board;
mod facts;
mod hands;
mod story;

pub use board::{Board, called};
pub use facts::{Dated, Facts, facts_of};
pub use hands::{Hands, may_stand};
pub use story::Story;

use super::time::TimeOfDay;
use chrono::{Datelike, Days, NaiveDate, Weekday};

codes! {
    /// The steps of the day, in order. What was done at each is read from what there is: no pointer can be lost.
    Step {
        Rules = "rules",
        Timeline = "timeline",
        Stories = "stories",
        Cards = "cards",
        Analysis = "analysis",
        Lessons = "lessons",
        Agreement = "agreement",
        Recommendations = "recommendations",
        Reading = "reading",
    }
}

codes! {
    /// Who is invited besides the group; they are counted, never named.
    Guest {
        Funder = "funder",
        Prescriber = "prescriber",
        Host = "host",
        Cae = "cae",
        Former = "former",
        Other = "other",
    }
}

codes! {
    /// How far somebody is in the round at the beginning.
    Presence {
        Present = "present",
        /// She is there, and the rules are hers too.
        Agreed = "agreed",
    }
}

codes! {
    /// To whom a recommendation speaks.
    Addressee {
        City = "city",
        Cae = "cae",
        Host = "host",
        Prescriber = "prescriber",
        Funder = "funder",
        Us = "us",
        NextCohort = "next_cohort",
        Other = "other",
    }
}

codes! {
    /// What has become of a recommendation.
    Progress {
        Open = "open",
        Doing = "doing",
        Done = "done",
        Dropped = "dropped",
    }
}

impl Step {
    /// From 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The step before.
    pub fn previous(self) -> Option<Step> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }

    /// The step after.
    pub fn next(self) -> Option<Step> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// From when to when, more or less.
    pub fn hours(self) -> (TimeOfDay, TimeOfDay) {
        let (from, to) = match self {
            Step::Rules => (9 * 60, 9 * 60 + 30),
            Step::Timeline => (9 * 60 + 30, 10 * 60 + 30),
            Step::Stories => (10 * 60 + 30, 11 * 60 + 30),
            Step::Cards => (11 * 60 + 30, 12 * 60 + 30),
            Step::Analysis => (13 * 60 + 30, 14 * 60 + 45),
            Step::Lessons => (14 * 60 + 45, 15 * 60 + 45),
            Step::Agreement => (15 * 60 + 45, 16 * 60 + 15),
            Step::Recommendations => (16 * 60 + 15, 16 * 60 + 40),
            Step::Reading => (16 * 60 + 40, 17 * 60),
        };
        let at = |minutes| TimeOfDay::from_minutes(minutes).unwrap_or(TimeOfDay::START);
        (at(from), at(to))
    }
}

/// The day to propose: in the week after the last day of the cohort, in the middle of a week, when most people are free.
pub fn proposed_day(ends_on: NaiveDate) -> NaiveDate {
    let after = |days| ends_on.checked_add_days(Days::new(days));
    let midweek = |day: &NaiveDate| matches!(day.weekday(), Weekday::Tue | Weekday::Wed | Weekday::Thu);
    (1..=7).filter_map(after).find(midweek).unwrap_or(ends_on)
}

/// So many lessons are kept from one day: fewer forget, more are not read.
pub const LESSONS: std::ops::RangeInclusive<usize> = 5..=12;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_follow_each_other() {
        assert_eq!(Step::Rules.previous(), None);
        assert_eq!(Step::Reading.next(), None);
        for pair in Step::ALL.windows(2) {
            assert_eq!((pair[0].next(), pair[1].previous()), (Some(pair[1]), Some(pair[0])));
            assert!(pair[0].hours().1 <= pair[1].hours().0 && pair[0].number() + 1 == pair[1].number());
        }
        assert!(Step::ALL.iter().all(|step| step.hours().0 < step.hours().1));
    }

    proptest! {
        #[test]
        fn the_day_is_in_the_week_after(day in 0..20_000_u64) {
            let ends_on = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(day);
            let proposed = proposed_day(ends_on);
            prop_assert!((1..=7).contains(&(proposed - ends_on).num_days()));
            prop_assert!(!matches!(proposed.weekday(), Weekday::Sat | Weekday::Sun | Weekday::Mon | Weekday::Fri));
        }
    }
}
