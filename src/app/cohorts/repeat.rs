//! What the form of an event says beyond one day: whether it comes again, and how many of a series a change is about.

use crate::{
    domain::{
        day::parse_days,
        problem::Problem,
        recurrence::{Repeat, Series, Which},
        text::{Long, Title},
        time::{Fold, TimeOfDay, instant_near},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// What was chosen of a series in the field `name`; an event by itself has no choice to make.
pub fn which(mut fields: Fields<'_>, name: &str) -> Result<Which, AppError> {
    let which = fields.optional(name, |code| Which::from_code(code).ok_or(Problem::NotAChoice));
    fields.finish(|| Some(which.unwrap_or(Which::One)))
}

/// What an event says besides what, when and where.
#[derive(Clone, Debug)]
pub struct More {
    pub leads: String,
    pub materials: String,
}

impl More {
    pub fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let leads = fields.optional("leads", Title::parse).map(String::from).unwrap_or_default();
        let materials = fields.long("materials", Long::parse)?;
        Some(Self { leads, materials: materials.as_str().to_owned() })
    }
}

/// The series that a new event begins, when it comes again; its problems are at the fields of the series.
pub fn series(fields: &mut Fields<'_>, on: NaiveDate) -> Option<Series> {
    let repeat = fields.optional("repeat", |code| Repeat::from_code(code).ok_or(Problem::NotAChoice));
    let rule = repeat.and_then(|repeat| repeat.rule(on))?;
    let until = fields.day("until");
    let except = fields.optional("except", |text| parse_days(text, on)).unwrap_or_default();
    let whole = Series { rule, starts_on: on, until: until?, except: Vec::new() };
    let days = fields.keep("until", whole.days())?;
    if let Some(day) = except.iter().find(|day| !days.contains(day)) {
        fields.refuse("except", Problem::NotInSeries { day: *day });
        return None;
    }
    let series = Series { except, ..whole };
    fields.keep("except", series.days()).map(|_| series)
}

/// The two instants of the same clock on another day; where the clocks change, the nearest that exist.
pub fn on_clock(day: NaiveDate, from: TimeOfDay, to: TimeOfDay, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let starts_at = instant_near(day, from, zone, Fold::First);
    let ends_at = instant_near(day, to, zone, Fold::First);
    // Both may fall into the hour that the clocks skip.
    let lasts = chrono::Duration::minutes(i64::from(to.minutes()) - i64::from(from.minutes()));
    (starts_at, if ends_at > starts_at { ends_at } else { starts_at + lasts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    #[test]
    fn a_series_keeps_its_clock_when_the_clocks_change() {
        let at = |text: &str| TimeOfDay::parse(text).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let starts = |on: &str| on_clock(day(on), at("9:30"), at("11:00"), Paris).0.to_rfc3339();
        assert_eq!(starts("2026-10-19"), "2026-10-19T07:30:00+00:00");
        assert_eq!(starts("2026-10-26"), "2026-10-26T08:30:00+00:00");
        let (from, to) = on_clock(day("2027-03-28"), at("2:15"), at("2:45"), Paris);
        assert_eq!((to - from).num_minutes(), 30, "an hour that does not exist");
    }
}
