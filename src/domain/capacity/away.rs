//! What takes room in a space without being a booking: a time that its host takes, machines that are out of order. What had
//! begun when it became known (`since`) goes on: nobody is put out of the door.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::super::{problem::Problem, time::local};
use super::{MOST, Usage};

/// A time at which nobody else uses the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub since: DateTime<Utc>,
    pub reason: String,
}

/// So many machines of one kind that nobody can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    pub machine: Uuid,
    pub count: u32,
    pub start: DateTime<Utc>,
    /// [`until_repaired`] when nobody knows.
    pub end: DateTime<Utc>,
    pub since: DateTime<Utc>,
    pub reason: String,
}

/// The room that either takes, and from when on bookings had to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    pub usage: Usage,
    pub since: DateTime<Utc>,
}

/// The end of what has none yet: the last second that both engines write alike.
pub fn until_repaired() -> DateTime<Utc> {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).zip(NaiveTime::from_hms_opt(23, 59, 59));
    last.map_or(DateTime::<Utc>::MAX_UTC, |(day, time)| day.and_time(time).and_utc())
}

impl Block {
    /// What who wants to book then is told, on the clock of the space.
    pub fn refuses(&self, tz: Tz) -> Problem {
        let ((on, from), (until_on, until)) = (local(self.start, tz), local(self.end, tz));
        Problem::Blocked { reason: self.reason.clone(), on, from, until_on, until }
    }

    /// All places, of however large a space.
    pub fn away(&self) -> Away {
        let people = u32::try_from(MOST).unwrap_or(u32::MAX);
        let usage = Usage { start: self.start, end: self.end, people, machines: Vec::new() };
        Away { usage, since: self.since }
    }
}

impl Outage {
    /// Its machines, and nobody's place.
    pub fn away(&self) -> Away {
        let usage = Usage { start: self.start, end: self.end, people: 0, machines: vec![(self.machine, self.count)] };
        Away { usage, since: self.since }
    }

    /// Whether nobody knows until when.
    pub fn is_open(&self) -> bool {
        self.end >= until_repaired()
    }
}

impl Away {
    /// Whether a booking that begins at `start` has to leave room for it.
    pub fn counts_for(&self, start: DateTime<Utc>) -> bool {
        self.since < start
    }
}
