//! One entry of a calendar, and when it takes the space: once, or again and again but for what was moved or called off.

use super::{
    Blocked, Fault, TITLE, UID, Wrong,
    clock::{Clock, Clocks},
    lines::{Component, Line},
    repeat::{self, Budget},
    short,
    value::{Length, Said, length, when},
};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use std::collections::HashSet;

type Window = (DateTime<Utc>, DateTime<Utc>);

/// A time on a clock, or a whole day.
#[derive(Clone, Debug)]
struct Moment {
    at: NaiveDateTime,
    clock: Clock,
    is_day: bool,
}

impl Moment {
    /// Reads one value of a line that says when.
    fn read(line: &Line, text: &str, clocks: &Clocks) -> Result<Self, Fault> {
        let zone = line.param("TZID");
        let clock = || clocks.named(zone).ok_or_else(|| Fault::Zone(short(zone, 60)));
        let (at, clock, is_day) = match when(text).ok_or_else(|| Fault::Date(short(text, 40)))? {
            Said::Day(day) => (day.into(), clocks.own(), true),
            Said::Clock(at) => (at, clock()?, false),
            Said::Utc(at) => (at, Clock::Zone(chrono_tz::UTC), false),
        };
        Ok(Self { at, clock, is_day })
    }

    fn instant(&self) -> DateTime<Utc> {
        self.clock.instant(self.at)
    }
}

/// Moments of a series, by their instant or by their day.
#[derive(Clone, Debug, Default)]
struct Named {
    instants: HashSet<DateTime<Utc>>,
    days: HashSet<NaiveDate>,
}

impl Named {
    fn add(&mut self, moment: &Moment) {
        match moment.is_day {
            true => drop(self.days.insert(moment.at.date())),
            false => drop(self.instants.insert(moment.instant())),
        }
    }

    fn has(&self, on_wall: NaiveDateTime, at: DateTime<Utc>) -> bool {
        self.instants.contains(&at) || self.days.contains(&on_wall.date())
    }
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Event {
    pub uid: String,
    pub called_off: bool,
    line: usize,
    start: Moment,
    length: Length,
    rule: Option<Line>,
    except: Named,
    /// More moments of a series.
    also: Vec<Moment>,
    /// Which of a series it stands for.
    instead_of: Option<Moment>,
    title: String,
    /// Noted, and the space stays free.
    free: bool,
    sequence: i64,
}

impl Event {
    /// Reads an entry. Of one that cannot be read the reason is noted; of one of which a part cannot, the rest counts.
    pub fn read(component: &Component, clocks: &mut Clocks, wrong: &mut Vec<Wrong>) -> Option<Self> {
        let start = match component.line("DTSTART") {
            None => Err(Wrong { line: component.number, fault: Fault::NoStart }),
            Some(line) => {
                let noted = |fault| Wrong { line: line.number, fault };
                Moment::read(line, &line.value, clocks).map_err(noted)
            }
        };
        let read = start.and_then(|start| Ok((lasting(component, &start, clocks)?, start)));
        let (length, start) = match read {
            Ok(read) => read,
            Err(problem) => {
                wrong.push(problem);
                return None;
            }
        };
        let mut except = Named::default();
        moments(component, "EXDATE", clocks, wrong).iter().for_each(|moment| except.add(moment));
        let private = ["PRIVATE", "CONFIDENTIAL"].contains(&component.value("CLASS").to_ascii_uppercase().as_str());
        let uid = match component.value("UID") {
            "" => format!("{} {}", component.value("DTSTART"), short(component.value("SUMMARY"), TITLE)),
            uid => uid.to_owned(),
        };
        Some(Self {
            uid: short(&uid, UID),
            called_off: component.value("STATUS").eq_ignore_ascii_case("CANCELLED"),
            line: component.number,
            start,
            length,
            rule: component.line("RRULE").cloned(),
            except,
            also: moments(component, "RDATE", clocks, wrong),
            instead_of: moments(component, "RECURRENCE-ID", clocks, wrong).into_iter().next(),
            title: if private { String::new() } else { short(component.value("SUMMARY"), TITLE) },
            free: component.value("TRANSP").eq_ignore_ascii_case("TRANSPARENT"),
            sequence: component.value("SEQUENCE").parse().unwrap_or(0),
        })
    }

    /// From when to when, when it begins at a time on its clock.
    fn span(&self, at: NaiveDateTime) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let days = TimeDelta::days(self.length.days);
        let end = self.start.clock.instant(at.checked_add_signed(days)?).checked_add_signed(self.length.rest)?;
        Some((self.start.clock.instant(at), end))
    }

    /// One moment of it, when it takes the space within the window.
    fn blocked(&self, at: NaiveDateTime, (from, to): Window) -> Option<Blocked> {
        let (start, end) = self.span(at).filter(|(start, end)| start < end && *end > from && *start < to)?;
        Some(Blocked { start, end, uid: self.uid.clone(), title: self.title.clone() })
    }

    /// Every time at which it begins, on its clock, that may reach into the window.
    fn starts(&self, (from, to): Window, budget: &mut Budget) -> Result<Vec<NaiveDateTime>, Fault> {
        let clock = &self.start.clock;
        let Some(rule) = &self.rule else { return Ok(vec![self.start.at]) };
        let reach = self.length.days.unsigned_abs() + self.length.rest.num_days().unsigned_abs() + 2;
        let first = clock.shows(from).checked_sub_days(Days::new(reach)).unwrap_or(self.start.at);
        let mut starts = repeat::starts(self.start.at, &rule.value, clock, (first, clock.shows(to)), budget)?;
        // The first moment of a series is one of it, whatever its rule says.
        if !starts.contains(&self.start.at) {
            starts.push(self.start.at);
        }
        Ok(starts)
    }
}

/// How long an entry lasts: until its end, for its length, or for the day.
fn lasting(component: &Component, start: &Moment, clocks: &Clocks) -> Result<Length, Wrong> {
    let (length, line) = if let Some(line) = component.line("DTEND") {
        let noted = |fault| Wrong { line: line.number, fault };
        let end = Moment::read(line, &line.value, clocks).map_err(noted)?;
        let length = match start.is_day && end.is_day {
            true => Length { days: (end.at - start.at).num_days(), rest: TimeDelta::zero() },
            false => Length { days: 0, rest: end.instant() - start.instant() },
        };
        // Some programs write the same day twice for one day.
        let one_day = start.is_day && end.is_day && length.days == 0;
        (if one_day { Length { days: 1, ..length } } else { length }, line.number)
    } else if let Some(line) = component.line("DURATION") {
        let fault = || Fault::Length(short(&line.value, 40));
        (length(&line.value).ok_or_else(|| Wrong { line: line.number, fault: fault() })?, line.number)
    } else {
        (Length { days: i64::from(start.is_day), rest: TimeDelta::zero() }, component.number)
    };
    let lasts = TimeDelta::days(length.days) + length.rest > TimeDelta::zero();
    if lasts { Ok(length) } else { Err(Wrong { line, fault: Fault::EndBeforeStart }) }
}

/// The moments that every property of this name lists.
fn moments(component: &Component, name: &str, clocks: &Clocks, wrong: &mut Vec<Wrong>) -> Vec<Moment> {
    let mut moments = Vec::new();
    for line in component.all(name) {
        for text in line.value.split(',') {
            // Of a period, its beginning: it lasts as long as the others.
            let text = text.split('/').next().unwrap_or_default();
            match Moment::read(line, text, clocks) {
                Ok(moment) => moments.push(moment),
                Err(fault) => wrong.push(Wrong { line: line.number, fault }),
            }
        }
    }
    moments
}

/// When the entries of one name take the space: the series as it was written last, and those of it that were moved.
pub fn taken(events: Vec<Event>, window: Window, budget: &mut Budget, wrong: &mut Vec<Wrong>) -> Vec<Blocked> {
    let (moved, whole): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.instead_of.is_some());
    let mut replaced = Named::default();
    moved.iter().filter_map(|event| event.instead_of.as_ref()).for_each(|moment| replaced.add(moment));
    let mut blocked: Vec<Blocked> = Vec::new();
    // Of equals the later one is meant.
    if let Some(series) = whole.into_iter().max_by_key(|event| event.sequence).filter(holds) {
        let also = series.also.iter().map(|moment| series.start.clock.shows(moment.instant()));
        let starts = series.starts(window, budget).unwrap_or_else(|fault| {
            let line = series.rule.as_ref().map_or(series.line, |rule| rule.number);
            wrong.push(Wrong { line, fault });
            Vec::new()
        });
        for at in starts.into_iter().chain(also) {
            let instant = series.start.clock.instant(at);
            if !series.except.has(at, instant) && !replaced.has(at, instant) {
                blocked.extend(series.blocked(at, window));
            }
        }
    }
    let moved = moved.iter().filter(|event| holds(event));
    blocked.extend(moved.filter_map(|event| event.blocked(event.start.at, window)));
    blocked
}

fn holds(event: &Event) -> bool {
    !event.called_off && !event.free
}
