//! From a story's days to the calendar's: weeks of the cohort, holidays, the day of the filling.

use super::script::{Clock, Day, Script, When};
use crate::domain::{
    cohort::{Dates, Months},
    time::{Fold, TimeOfDay, instant_near, local},
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::{Europe::Paris, Tz};

/// Where the demonstration lives.
pub const ZONE: Tz = Paris;

/// Bookings are made up to the end of the second week that follows.
const WEEKS_AHEAD: i64 = 3;

/// Holidays that come on the same day each year.
const HOLIDAYS: &[(u32, u32)] = &[(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
/// Those of 2019 that move: Easter Monday, Ascension, Whit Monday.
const MOVING: &[(i32, u32, u32)] = &[(2019, 4, 22), (2019, 5, 30), (2019, 6, 10)];

/// One cohort's days, as seen on the day of the filling.
#[derive(Clone, Copy)]
pub struct Calendar {
    pub dates: Dates,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

impl Calendar {
    pub fn of(script: &Script, now: DateTime<Utc>) -> Self {
        let months = Months::new(script.months).unwrap_or(Months::DEFAULT);
        let dates = Dates::lasting(on(script.starts, now), months);
        Self { dates, now, today: local(now, ZONE).0 }
    }

    /// The day of a story.
    pub fn day(&self, Day(week, weekday): Day) -> NaiveDate {
        let first = self.dates.starts_on + Duration::days((week - 1) * 7);
        first + Duration::days(weekday.days_since(first.weekday()).into())
    }

    /// The instant of a clock on a day.
    pub fn at(&self, day: NaiveDate, clock: Clock) -> DateTime<Utc> {
        instant_near(day, time(clock), ZONE, Fold::First)
    }

    /// Whether the group works: in its dates, not on a holiday, not further ahead than people book.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        let holiday =
            HOLIDAYS.contains(&(day.month(), day.day())) || MOVING.contains(&(day.year(), day.month(), day.day()));
        self.dates.contains(day) && !holiday && day < monday(self.now) + Duration::weeks(WEEKS_AHEAD)
    }

    /// How far the cohort was on a day, from 0 to 100.
    pub fn progress(&self, day: NaiveDate) -> i64 {
        ((day - self.dates.starts_on).num_days() * 100 / self.dates.days()).clamp(0, 100)
    }
}

/// The Monday of the week of `now`.
pub fn monday(now: DateTime<Utc>) -> NaiveDate {
    let today = local(now, ZONE).0;
    today - Duration::days(today.weekday().num_days_from_monday().into())
}

/// A day on the calendar.
pub fn on(when: When, now: DateTime<Utc>) -> NaiveDate {
    match when {
        When::On(year, month, day) => NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default(),
        When::FromMonday(days) => monday(now) + Duration::days(days),
    }
}

/// A time of day; the stories hold none that does not exist.
pub fn time((hour, minute): Clock) -> TimeOfDay {
    TimeOfDay::new(hour, minute).unwrap_or(TimeOfDay::START)
}
