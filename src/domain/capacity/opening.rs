//! When a space is open: hours by weekday, closures, on the clock of its place.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Space;
use crate::domain::problem::Problem;
use crate::domain::time::{Fold, TimeOfDay, instant_near, local};

/// Open from one time to another on a weekday; several may stand for one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub weekday: Weekday,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// Closed from the first to the last day, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub reason: String,
}

/// A space with its opening. A weekday without hours is a day on which it never opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub space: Space,
    pub hours: Vec<Hours>,
    pub closures: Vec<Closure>,
    pub tz: Tz,
}

/// An interval of instants, the end excluded.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

impl Place {
    /// The closure that a day falls in.
    pub fn closed(&self, day: NaiveDate) -> Option<&Closure> {
        self.closures.iter().find(|closure| closure.first <= day && day <= closure.last)
    }

    /// When it is open on a day, in order, hours that touch joined. Empty when closed.
    pub fn open(&self, day: NaiveDate) -> Vec<Span> {
        if self.closed(day).is_some() {
            return Vec::new();
        }
        let spans = self.hours_of(day.weekday()).into_iter().map(|hours| {
            // On a day when clocks go back, open from the first of the two times to the second.
            (instant_near(day, hours.from, self.tz, Fold::First), instant_near(day, hours.to, self.tz, Fold::Second))
        });
        joined(spans.collect())
    }

    /// Whether an interval lies inside the opening hours of its first day.
    ///
    /// Errors: [`Problem::Closed`], [`Problem::NotOpenThatDay`], [`Problem::OutsideHours`] with the hours to come nearest to.
    pub fn is_open(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Result<(), Problem> {
        let (day, time) = local(start, self.tz);
        if let Some(closure) = self.closed(day) {
            return Err(Problem::Closed { reason: closure.reason.clone() });
        }
        if self.open(day).iter().any(|(opens, closes)| *opens <= start && end <= *closes) {
            return Ok(());
        }
        let hours = self.hours_of(day.weekday());
        let nearest = hours.iter().min_by_key(|hours| away(hours, time));
        Err(nearest
            .map_or(Problem::NotOpenThatDay, |hours| Problem::OutsideHours { opens: hours.from, closes: hours.to }))
    }

    fn hours_of(&self, weekday: Weekday) -> Vec<Hours> {
        let mut hours: Vec<Hours> =
            self.hours.iter().copied().filter(|hours| hours.weekday == weekday && hours.from < hours.to).collect();
        hours.sort_by_key(|hours| (hours.from, hours.to));
        hours
    }
}

/// Minutes from a time to some hours, 0 inside.
fn away(hours: &Hours, time: TimeOfDay) -> u16 {
    let before = hours.from.minutes().saturating_sub(time.minutes());
    before.max(time.minutes().saturating_sub(hours.to.minutes()))
}

/// Sorted intervals, those that touch or overlap made one.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(start, end)| start < end);
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn at(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn place() -> Place {
        let hours = |weekday, from, to| Hours { weekday, from: at(from), to: at(to) };
        Place {
            space: Space::default(),
            hours: vec![
                hours(Weekday::Tue, "14:00", "18:00"),
                hours(Weekday::Tue, "9:00", "12:00"),
                hours(Weekday::Sun, "0:00", "24:00"),
            ],
            closures: vec![Closure {
                first: "2026-12-22".parse().unwrap(),
                last: "2027-01-02".parse().unwrap(),
                reason: "fêtes".into(),
            }],
            tz: chrono_tz::Europe::Paris,
        }
    }

    #[test]
    fn says_why_it_is_not_open() {
        let place = place();
        let check = |start: &str, end: &str| place.is_open(utc(start), utc(end));
        assert_eq!(check("2026-11-24T08:00:00Z", "2026-11-24T11:00:00Z"), Ok(()));
        let morning = Err(Problem::OutsideHours { opens: at("9:00"), closes: at("12:00") });
        assert_eq!(check("2026-11-24T07:45:00Z", "2026-11-24T09:00:00Z"), morning);
        assert_eq!(check("2026-11-24T10:00:00Z", "2026-11-24T14:00:00Z"), morning);
        let afternoon = Err(Problem::OutsideHours { opens: at("14:00"), closes: at("18:00") });
        assert_eq!(check("2026-11-24T17:30:00Z", "2026-11-24T18:00:00Z"), afternoon);
        assert_eq!(check("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z"), Err(Problem::NotOpenThatDay));
        assert_eq!(
            check("2026-12-22T10:00:00Z", "2026-12-22T11:00:00Z"),
            Err(Problem::Closed { reason: "fêtes".into() })
        );
    }

    #[test]
    fn days_have_the_hours_they_have() {
        let open = |day: &str| place().open(day.parse().unwrap());
        let length = |day: &str| open(day).iter().fold(Duration::zero(), |sum, (start, end)| sum + (*end - *start));
        assert_eq!(length("2026-03-29"), Duration::hours(23));
        assert_eq!(length("2026-10-25"), Duration::hours(25));
        assert_eq!(length("2026-11-24"), Duration::hours(7));
        assert!(open("2026-11-25").is_empty() && open("2026-12-29").is_empty());
    }

    #[test]
    fn hours_that_touch_are_one() {
        let mut place = place();
        place.hours.push(Hours { weekday: Weekday::Tue, from: at("12:00"), to: at("14:00") });
        assert_eq!(place.open("2026-11-24".parse().unwrap()).len(), 1);
        assert_eq!(place.is_open(utc("2026-11-24T10:30:00Z"), utc("2026-11-24T14:00:00Z")), Ok(()));
    }
}
