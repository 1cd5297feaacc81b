//! What one chooses of a series: how often, and how much of it a change is about.

use chrono::{Datelike, NaiveDate};

use super::{Nth, Rule};

codes! {
    /// How often something comes again.
    Repeat {
        Never = "never",
        Weekly = "week",
        Fortnightly = "two_weeks",
        Monthly = "month",
    }
}

codes! {
    /// How much of a series is meant.
    Which {
        One = "one",
        Following = "following",
        All = "all",
    }
}

impl Repeat {
    /// The rule of what begins on a day and comes again on the same weekday; nothing when it does not.
    pub fn rule(self, on: NaiveDate) -> Option<Rule> {
        let weeks = |every| Some(Rule::Weeks { weekdays: vec![on.weekday()], every });
        match self {
            Repeat::Never => None,
            Repeat::Weekly => weeks(1),
            Repeat::Fortnightly => weeks(2),
            Repeat::Monthly => Some(Rule::Month { nth: Nth::of(on), weekday: on.weekday() }),
        }
    }
}
