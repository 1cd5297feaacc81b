//! A booking that comes again: what its form says of the rule, and of each date when it is looked at before it is booked.

use super::{
    forms::{self, FIELDS},
    store::spaces::Workshop,
};
use crate::{
    domain::{
        capacity::Usage,
        cohort::Dates,
        problem::Problem,
        recurrence::{Repeat, Rule, Series, Which},
        series::{self, Obstacle, Occurrence},
    },
    platform::form::{self, Fields, RawForm},
};
use chrono::{DateTime, NaiveDate, Utc, Weekday};

/// Whether a form asks for more than one date.
pub fn repeats(raw: &RawForm) -> bool {
    let repeat = form::text(raw, "repeat").trim();
    !repeat.is_empty() && repeat != Repeat::Never.code()
}

/// The rule that the form names, from `on` on, with its dates.
pub fn read(fields: &mut Fields<'_>, on: Option<NaiveDate>, cohort: &Dates) -> Option<(Series, Vec<NaiveDate>)> {
    let repeat = fields.choice("repeat", Repeat::from_code);
    let weekdays = fields.codes("weekdays", weekday);
    let before = fields.problems();
    let until = fields.optional_day("until");
    if until.is_none() && fields.problems() == before {
        fields.refuse("until", Problem::SeriesWithoutEnd { last: cohort.ends_on });
    }
    let (repeat, mut weekdays, on) = (repeat?, weekdays?, on?);
    weekdays.sort_by_key(Weekday::num_days_from_monday);
    weekdays.dedup();
    let rule = match repeat.rule(on)? {
        rule if weekdays.is_empty() => rule,
        Rule::Weeks { every, .. } => Rule::Weeks { weekdays, every },
        Rule::Month { .. } => {
            fields.refuse("weekdays", Problem::NotAChoice);
            return None;
        }
    };
    let series = Series { rule, starts_on: on, until: until?, except: Vec::new() };
    let dates = fields.keep("until", series::dates(&series))?;
    Some((series, dates))
}

/// The rule of a form that came back, as far as it can be read.
pub fn again(raw: &RawForm, on: Option<NaiveDate>, cohort: &Dates) -> Option<(Series, Vec<NaiveDate>)> {
    let known: Vec<&str> = FIELDS.into_iter().chain(["dates"]).collect();
    read(&mut Fields::read(raw, &known).ok()?, on, cohort)
}

fn weekday(number: &str) -> Option<Weekday> {
    let number: u8 = number.parse().ok().filter(|number| (1..=7).contains(number))?;
    Weekday::try_from(number - 1).ok()
}

/// The rule as its form writes it again.
pub fn written(raw: &RawForm) -> Vec<(String, String)> {
    let days = form::list(raw, "weekdays").into_iter().map(|day| ("weekdays[]".to_owned(), day.to_owned()));
    let until = match form::map(raw, "until") {
        parts if parts.is_empty() => vec![("until".to_owned(), form::text(raw, "until").to_owned())],
        parts => parts.into_iter().map(|(part, text)| (format!("until[{part}]"), text.to_owned())).collect(),
    };
    let repeat = ("repeat".to_owned(), form::text(raw, "repeat").to_owned());
    std::iter::once(repeat).chain(days).chain(until).collect()
}

/// What is chosen for one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Take,
    Skip,
    /// With so many people.
    Fewer(u32),
    /// For as long, from another instant on.
    At(DateTime<Utc>),
}

impl Choice {
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => match text {
                "take" => Some(Self::Take),
                "skip" => Some(Self::Skip),
                _ => None,
            },
            Some(("fewer", people)) => people.parse().ok().filter(|people| *people > 0).map(Self::Fewer),
            Some(("at", at)) => at.parse().ok().map(Self::At),
            Some(_) => None,
        }
    }

    pub fn code(self) -> String {
        match self {
            Self::Take => "take".to_owned(),
            Self::Skip => "skip".to_owned(),
            Self::Fewer(people) => format!("fewer:{people}"),
            Self::At(at) => format!("at:{}", at.format("%Y-%m-%dT%H:%M:%SZ")),
        }
    }

    /// What is booked then, when something is.
    pub fn usage(self, at: &Occurrence, wanted: &Usage) -> Option<Usage> {
        let there = Usage { start: at.start, end: at.end, ..wanted.clone() };
        match self {
            Self::Take => Some(there),
            Self::Skip => None,
            Self::Fewer(people) => Some(Usage { people: people.min(wanted.people), ..there }),
            Self::At(start) => Some(Usage { start, end: start + (at.end - at.start), ..there }),
        }
    }
}

/// From the first beginning to the last end.
pub fn span<'u>(usages: impl Iterator<Item = &'u Usage> + Clone) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    Some((usages.clone().map(|usage| usage.start).min()?, usages.map(|usage| usage.end).max()?))
}

/// What is in the way, as a field is told.
pub fn problem(workshop: &Workshop, obstacle: &Obstacle) -> Problem {
    match obstacle {
        Obstacle::Refused(problem) => problem.clone(),
        Obstacle::Full(full) => forms::full(workshop, full).1,
    }
}

/// The name of the field in which a date is chosen.
pub fn field(day: NaiveDate) -> String {
    format!("dates[{day}]")
}

/// What is chosen for each date. One that is left unanswered has to be.
pub fn choices(fields: &mut Fields<'_>, raw: &RawForm, dates: &[NaiveDate]) -> Vec<(NaiveDate, Choice)> {
    let said = form::map(raw, "dates");
    let mut choices = Vec::with_capacity(dates.len());
    for day in dates {
        let text = said.get(day.to_string().as_str()).copied().unwrap_or_default();
        match Choice::parse(text) {
            Some(choice) => choices.push((*day, choice)),
            None if text.is_empty() => fields.refuse(&field(*day), Problem::Required),
            None => fields.refuse(&field(*day), Problem::NotAChoice),
        }
    }
    choices
}

/// What was chosen of a series in the field `which`; a booking by itself has no choice to make.
pub fn which(fields: &mut Fields<'_>) -> Which {
    fields.optional("which", |code| Which::from_code(code).ok_or(Problem::NotAChoice)).unwrap_or(Which::One)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back() {
        let at = "2026-11-24T13:00:00Z".parse().unwrap();
        for choice in [Choice::Take, Choice::Skip, Choice::Fewer(2), Choice::At(at)] {
            assert_eq!(Choice::parse(&choice.code()), Some(choice));
        }
        for text in ["", "all", "fewer:", "fewer:0", "fewer:-1", "at:noon", "at:", "skip:1"] {
            assert_eq!(Choice::parse(text), None, "{text}");
        }
    }
}
