//! ISO weeks: Monday to Sunday, written "2026-W48".

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::day;
use super::number;
use super::problem::Problem;

/// An ISO week, held by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoWeek(NaiveDate);

impl IsoWeek {
    /// The week of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(back(day, u64::from(day.weekday().num_days_from_monday())))
    }

    /// Reads "2026-W48".
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (year, week) = text.trim().split_once("-W").ok_or(Problem::NotAWeek)?;
        let (Some(year), Some(week)) = (number::digits(year), number::digits(week)) else {
            return Err(Problem::NotAWeek);
        };
        let year = i32::try_from(year).ok().filter(|year| day::YEARS.contains(year));
        let week = u32::try_from(week).ok();
        let monday = year.zip(week).and_then(|(year, week)| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon));
        monday.map(Self).ok_or(Problem::NotAWeek)
    }

    /// The ISO year, which can differ from the calendar year of some of its days.
    pub fn year(self) -> i32 {
        self.0.iso_week().year()
    }

    /// 1 to 53.
    pub fn week(self) -> u32 {
        self.0.iso_week().week()
    }

    /// Its Monday.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its Sunday.
    pub fn last_day(self) -> NaiveDate {
        forward(self.0, 6)
    }

    /// Monday to Sunday.
    pub fn days(self) -> [NaiveDate; 7] {
        std::array::from_fn(|n| forward(self.0, n as u64))
    }

    /// The week after.
    pub fn next(self) -> Self {
        Self(forward(self.0, 7))
    }

    /// The week before.
    pub fn previous(self) -> Self {
        Self(back(self.0, 7))
    }
}

fn forward(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year(), self.week())
    }
}

impl FromStr for IsoWeek {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::parse(text)
    }
}

impl TryFrom<String> for IsoWeek {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<IsoWeek> for String {
    fn from(week: IsoWeek) -> String {
        week.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn knows_the_long_years() {
        assert_eq!(IsoWeek::parse("2026-W48").unwrap().first_day(), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert!(IsoWeek::parse("2026-W53").is_ok());
        for text in ["2025-W53", "2026-W0", "2026-W54", "2026-48", "W48", "2026-W", "999999-W01", "-026-W01"] {
            assert_eq!(IsoWeek::parse(text), Err(Problem::NotAWeek), "{text}");
        }
        let over_new_year = IsoWeek::of(NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
        assert_eq!(over_new_year.to_string(), "2026-W53");
        assert_eq!(over_new_year.next().to_string(), "2027-W01");
    }

    proptest! {
        #[test]
        fn holds_its_days(offset in 0..90_000_u64) {
            let day = forward(NaiveDate::from_ymd_opt(1950, 1, 1).unwrap(), offset);
            let week = IsoWeek::of(day);
            prop_assert!(week.days().contains(&day));
            prop_assert_eq!(week.next().previous(), week);
            prop_assert_eq!(IsoWeek::parse(&week.to_string()), Ok(week));
            prop_assert_eq!(week.last_day(), week.days()[6]);
        }
    }
}
