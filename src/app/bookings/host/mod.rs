//! A host's calendar, read: from the bytes of an `.ics` file to the moments at which a space is taken. Pure: no database, no
//! clock. The work is bounded whatever the file says, and what cannot be read is told line by line.

mod clock;
mod event;
mod lines;
mod repeat;
mod value;

use crate::domain::problem::Problem;
use chrono::{DateTime, Months, Utc};
use chrono_tz::Tz;
use clock::Clocks;
use event::{Event, taken};
use lines::components;
use repeat::Budget;
use std::collections::{BTreeSet, HashMap};

/// The most moments that one file brings.
pub const MOST: usize = 2_000;
/// The largest file, in bytes.
pub const LARGEST: usize = crate::platform::upload::LARGEST_CALENDAR;
/// So many months ahead are read: what comes later comes with the next file.
const MONTHS: u32 = 12;
/// The longest name by which an entry is known again.
const UID: usize = 200;
/// The longest title.
const TITLE: usize = 120;

/// A moment at which the host needs the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// By which a newer file knows it again.
    pub uid: String,
    /// What the host calls it; empty where it is nobody's business.
    pub title: String,
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// In order, [`MOST`] at most.
    pub blocked: Vec<Blocked>,
    /// Every entry of the file, also those that are over or were called off: what a file before brought of them goes.
    pub uids: BTreeSet<String>,
    pub wrong: Vec<Wrong>,
    /// Whether there were more than [`MOST`].
    pub more: bool,
}

/// What is wrong, and on which line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: usize,
    pub fault: Fault,
}

/// Why a part of a file was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a line of a calendar.
    Line,
    /// An entry that does not say when it begins.
    NoStart,
    /// Not a date.
    Date(String),
    /// Not a length of time.
    Length(String),
    /// A clock that nobody knows.
    Zone(String),
    /// It ends when it begins, or before.
    EndBeforeStart,
    /// Not a rule of repetition, or one of a kind that we do not read.
    Rule,
    /// It comes again within the hour: no room is taken like that.
    TooOften,
    /// So many repetitions that the rest of the file is not worked out.
    TooMuch,
    /// The file stops in the middle of an entry.
    Cut,
}

/// Reads a file: what it says of the twelve months from `now` on. Times without a clock are on that of the space.
///
/// Errors: nothing chosen, too large, not a calendar.
pub fn read(text: &str, zone: Tz, now: DateTime<Utc>) -> Result<Calendar, Problem> {
    if text.len() > LARGEST {
        return Err(Problem::FileTooLarge { kilobytes: LARGEST / 1024 });
    }
    if text.trim().is_empty() {
        return Err(Problem::NoFile);
    }
    let (components, mut wrong) = components(text);
    let calendars: Vec<_> = components.into_iter().filter(|one| one.name == "VCALENDAR").collect();
    if calendars.is_empty() {
        return Err(Problem::NotACalendar);
    }
    let until = now.checked_add_months(Months::new(MONTHS)).unwrap_or(now);
    let mut budget = Budget::default();
    let mut read = Calendar::default();
    for calendar in &calendars {
        let mut clocks = Clocks::of(calendar, zone, until, &mut budget);
        let called_off = calendar.value("METHOD").eq_ignore_ascii_case("CANCEL");
        let mut events: Vec<Event> = Vec::new();
        for one in calendar.within.iter().filter(|one| one.name == "VEVENT") {
            if let Some(mut event) = Event::read(one, &mut clocks, &mut wrong) {
                read.uids.insert(event.uid.clone());
                event.called_off |= called_off;
                events.push(event);
            }
        }
        for of_one in by_uid(events) {
            read.blocked.extend(taken(of_one, (now, until), &mut budget, &mut wrong));
        }
    }
    // What bears one name and begins at one time is one, and lasts as long as the longest.
    read.blocked.sort_by(|a, b| (a.start, &a.uid, b.end).cmp(&(b.start, &b.uid, a.end)));
    read.blocked.dedup_by(|b, a| (a.start, &a.uid) == (b.start, &b.uid));
    read.more = read.blocked.len() > MOST;
    read.blocked.truncate(MOST);
    wrong.sort_by_key(|wrong| wrong.line);
    read.wrong = wrong;
    Ok(read)
}

/// The events of each name together, in the order of the file.
fn by_uid(events: Vec<Event>) -> Vec<Vec<Event>> {
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<Event>> = Vec::new();
    for event in events {
        let index = *at.entry(event.uid.clone()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[index].push(event);
    }
    groups
}

/// So many characters of a text, on one line.
fn short(text: &str, most: usize) -> String {
    let line = crate::domain::ical::clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}

#[cfg(test)]
mod tests;
