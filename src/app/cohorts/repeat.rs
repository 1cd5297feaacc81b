//! What the form of an event says beyond one day: whether it comes again, and how many of a series a change is about.

use crate::{
    domain::{
        day::parse_days,
        problem::Problem,
        recurrence::{Repeat, Series, Which},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;

/// What was chosen of a series in the field `name`; an event by itself has no choice to make.
pub fn which(mut fields: Fields<'_>, name: &str) -> Result<Which, AppError> {
    let which = fields.optional(name, |code| Which::from_code(code).ok_or(Problem::NotAChoice));
    fields.finish(|| Some(which.unwrap_or(Which::One)))
}

/// The series of which an event that is there, on `on`, becomes the first.
pub fn begins(mut fields: Fields<'_>, on: NaiveDate) -> Result<Series, AppError> {
    let begun = series(&mut fields, on);
    if fields.text("repeat") == Repeat::Never.code() || fields.text("repeat").is_empty() {
        fields.refuse("repeat", Problem::Required);
    }
    if begun.as_ref().is_some_and(|series| series.except.contains(&on)) {
        // What is there stays; others are left out.
        fields.refuse("except", Problem::DayBefore { first: on.succ_opt().unwrap_or(on) });
    }
    fields.finish(|| begun)
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
