//! The clocks that a calendar names: those of the world by their name, those that it describes itself, the space's own.

use super::{
    lines::Component,
    repeat::{self, Budget},
    value::{Said, when},
};
use chrono::{DateTime, Days, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::{collections::HashMap, sync::Arc};

/// What some programs call the clocks of our part of the world, where their files do not describe them.
const ALIASES: [(&str, Tz); 6] = [
    ("Romance Standard Time", Tz::Europe__Paris),
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("GMT Standard Time", Tz::Europe__London),
    ("Coordinated Universal Time", Tz::UTC),
];

/// A clock on a wall somewhere.
#[derive(Clone, Debug)]
pub enum Clock {
    Zone(Tz),
    /// What a file describes, change by change.
    Steps(Arc<Vec<Step>>),
}

/// So many seconds before Greenwich from an instant on; `wall` is what the clock shows once the change is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    wall: NaiveDateTime,
    utc: NaiveDateTime,
    offset: i32,
}

fn offset_at(steps: &[Step], began: impl FnMut(&Step) -> bool) -> i32 {
    let next = steps.partition_point(began);
    steps.get(next.saturating_sub(1)).map_or(0, |step| step.offset)
}

impl Clock {
    /// The instant at which it shows a time: the first of two; a time that it skips, as if it had not.
    pub fn instant(&self, at: NaiveDateTime) -> DateTime<Utc> {
        match self {
            Clock::Zone(tz) => match tz.from_local_datetime(&at).earliest() {
                Some(there) => there.to_utc(),
                None => {
                    let before = at.checked_sub_days(Days::new(1)).unwrap_or(at);
                    let offset = tz.offset_from_local_datetime(&before).earliest().map(|offset| offset.fix());
                    before_greenwich(at, offset.map_or(0, |offset| offset.local_minus_utc()))
                }
            },
            Clock::Steps(steps) => before_greenwich(at, offset_at(steps, |step| step.wall <= at)),
        }
    }

    /// What it shows at an instant.
    pub fn shows(&self, at: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Clock::Zone(tz) => at.with_timezone(tz).naive_local(),
            Clock::Steps(steps) => {
                let utc = at.naive_utc();
                utc + TimeDelta::seconds(offset_at(steps, |step| step.utc <= utc).into())
            }
        }
    }
}

fn before_greenwich(at: NaiveDateTime, offset: i32) -> DateTime<Utc> {
    (at - TimeDelta::seconds(offset.into())).and_utc()
}

/// The clocks of one calendar.
pub struct Clocks {
    own: Tz,
    described: HashMap<String, Clock>,
}

impl Clocks {
    /// Those that the calendar describes; the space's for what names none.
    pub fn of(calendar: &Component, own: Tz, until: DateTime<Utc>, budget: &mut Budget) -> Self {
        let zones = calendar.within.iter().filter(|one| one.name == "VTIMEZONE");
        let described = zones.filter_map(|zone| {
            let clock = known(zone.value("X-LIC-LOCATION")).or_else(|| described(zone, until, budget))?;
            Some((zone.value("TZID").to_owned(), clock))
        });
        Self { own, described: described.collect() }
    }

    /// The space's own.
    pub fn own(&self) -> Clock {
        Clock::Zone(self.own)
    }

    /// The clock of this name: by the name of a place, else as the file describes it.
    pub fn named(&self, name: &str) -> Option<Clock> {
        if name.is_empty() {
            return Some(self.own());
        }
        let alias = || ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, tz)| Clock::Zone(*tz));
        known(name).or_else(|| self.described.get(name).cloned()).or_else(alias)
    }
}

/// "Europe/Paris", also behind the address of whoever keeps the list.
fn known(name: &str) -> Option<Clock> {
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let tails = (1..=parts.len().min(3)).map(|count| parts[parts.len() - count..].join("/"));
    let mut tails: Vec<String> = tails.collect();
    tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
    // A last part by itself may be anything: "Customized/Eire" is no Ireland.
    tails.retain(|tail| tail.contains('/') || parts.len() == 1);
    tails.into_iter().find_map(|tail| tail.parse().ok()).map(Clock::Zone)
}

/// A clock by its own description: every change of its seasons up to the last moment that is read.
fn described(zone: &Component, until: DateTime<Utc>, budget: &mut Budget) -> Option<Clock> {
    let end = until.naive_utc().checked_add_days(Days::new(800))?;
    let mut steps: Vec<Step> = Vec::new();
    let mut first: Option<(NaiveDateTime, i32)> = None;
    for season in &zone.within {
        let (from, to) = (offset(season.value("TZOFFSETFROM"))?, offset(season.value("TZOFFSETTO"))?);
        let Some(Said::Clock(start)) = when(season.value("DTSTART")) else { return None };
        let mut starts = vec![start];
        if let Some(rule) = season.line("RRULE") {
            let greenwich = Clock::Zone(Tz::UTC);
            starts.extend(repeat::starts(start, &rule.value, &greenwich, (start, end), budget).ok()?);
        }
        for dates in season.all("RDATE") {
            starts.extend(dates.value.split(',').filter_map(when).filter_map(|said| match said {
                Said::Clock(at) | Said::Utc(at) => Some(at),
                Said::Day(_) => None,
            }));
        }
        if first.is_none_or(|(earliest, _)| start < earliest) {
            first = Some((start, from));
        }
        // A change is told on the clock before it. Of an hour that happens twice, the first is meant.
        steps.extend(starts.into_iter().map(|at| {
            let wall = at.max(at + TimeDelta::seconds((to - from).into()));
            Step { wall, utc: at - TimeDelta::seconds(from.into()), offset: to }
        }));
    }
    let (_, before) = first?;
    steps.push(Step { wall: NaiveDateTime::MIN, utc: NaiveDateTime::MIN, offset: before });
    steps.sort_unstable();
    steps.dedup();
    Some(Clock::Steps(Arc::new(steps)))
}

/// "+0100" in seconds.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.trim().split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let number = |range| digits.get(range).and_then(|part: &str| part.parse::<i32>().ok());
    let (hours, minutes) = (number(0..2)?, number(2..4)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}
