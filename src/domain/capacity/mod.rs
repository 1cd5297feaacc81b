//! The rule of the workshop: at every instant, the people and each machine in use never exceed what the space has.
//! The database enforces the same rule; this is what explains a refusal and offers other moments.

mod away;
mod door;
mod free;
mod opening;
mod shrink;
mod terms;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::number;
use super::problem::Problem;

pub use away::{Away, Block, Outage, until_repaired};
pub use door::{DoorCode, Turn, about_to_begin, missed_by};
pub use free::{FreeSlot, day_slots, nearest};
pub use opening::{Closure, Hours, Place, Special};
pub use shrink::{Held, displaced};
pub use terms::Terms;

/// Machines by id, with how many of each.
pub type Machines = Vec<(Uuid, u32)>;

/// The most people, or machines of one kind, that a space can have.
pub const MOST: i64 = 500;

/// Reads how many: a whole number from `min` to [`MOST`].
pub fn parse_count(text: &str, min: i64) -> Result<u32, Problem> {
    parse_between(text, min, MOST)
}

/// Reads a whole number from `min` to `max`.
pub fn parse_between(text: &str, min: i64, max: i64) -> Result<u32, Problem> {
    let text = number::plain(text);
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let negative = text.strip_prefix('-').is_some_and(|rest| number::digits(rest).is_some());
    match number::digits(&text) {
        None if negative => Err(Problem::NumberTooSmall { min }),
        None => Err(Problem::NotANumber),
        Some(number) if number < min => Err(Problem::NumberTooSmall { min }),
        Some(number) if number > max => Err(Problem::NumberTooLarge { max }),
        Some(number) => u32::try_from(number).map_err(|_| Problem::NotANumber),
    }
}

/// What a space has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Space {
    pub people: u32,
    pub machines: Machines,
    /// After each booking its people and machines stay out of use for so long: it is cleaned.
    #[serde(default)]
    pub buffer_minutes: u32,
}

impl Space {
    /// For how long it is cleaned after a booking.
    pub fn buffer(&self) -> Duration {
        Duration::minutes(self.buffer_minutes.into())
    }

    /// What a booking takes, until it has been cleaned after it.
    pub fn cleaned(&self, booking: Usage) -> Usage {
        Usage { end: booking.end + self.buffer(), ..booking }
    }
}

/// What somebody needs of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub people: u32,
    pub machines: Machines,
}

/// What takes room, without its names: a booking of any cohort, a time that its host takes, a machine out of order. `start`
/// included, `end` excluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub people: u32,
    pub machines: Machines,
}

/// The first thing that is full, the first instant at which it is, and how much is left then (never below 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Full {
    People { at: DateTime<Utc>, left: i64 },
    Machine { id: Uuid, at: DateTime<Utc>, left: i64 },
}

/// The most in use at any instant of an interval.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peak {
    pub people: i64,
    /// Each machine in use at some instant, by id.
    pub machines: Vec<(Uuid, i64)>,
}

impl Usage {
    /// A need in an interval.
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>, need: Need) -> Self {
        Self { start, end, people: need.people, machines: need.machines }
    }

    /// What it needs, without when.
    pub fn need(&self) -> Need {
        Need { people: self.people, machines: self.machines.clone() }
    }

    fn overlaps(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> bool {
        self.start < end && start < self.end
    }

    fn is_on(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }
}

/// How many of a machine a list holds; a machine listed twice counts twice.
fn count(machines: &[(Uuid, u32)], id: Uuid) -> i64 {
    machines.iter().filter(|(listed, _)| *listed == id).map(|(_, number)| i64::from(*number)).sum()
}

/// Each machine of which there is at least one, once, by id.
fn distinct<'a>(machines: impl IntoIterator<Item = &'a (Uuid, u32)>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = machines.into_iter().filter(|(_, number)| *number > 0).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn people_at(usages: &[&Usage], at: DateTime<Utc>) -> i64 {
    usages.iter().filter(|usage| usage.is_on(at)).map(|usage| i64::from(usage.people)).sum()
}

fn machines_at(usages: &[&Usage], id: Uuid, at: DateTime<Utc>) -> i64 {
    usages.iter().filter(|usage| usage.is_on(at)).map(|usage| count(&usage.machines, id)).sum()
}

/// Use only grows at a start: these are the instants to look at, in order.
fn instants(usages: &[&Usage], start: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let mut instants: Vec<_> = usages.iter().map(|usage| usage.start.max(start)).chain([start]).collect();
    instants.sort_unstable();
    instants.dedup();
    instants
}

/// The most people and the most of each machine in use at any instant of `[start, end)`.
pub fn peak(usages: &[Usage], start: DateTime<Utc>, end: DateTime<Utc>) -> Peak {
    let near: Vec<&Usage> = usages.iter().filter(|usage| usage.overlaps(start, end)).collect();
    let instants = instants(&near, start);
    let most = |in_use: &dyn Fn(DateTime<Utc>) -> i64| instants.iter().map(|at| in_use(*at)).max().unwrap_or(0);
    let ids = distinct(near.iter().flat_map(|usage| &usage.machines));
    Peak {
        people: most(&|at| people_at(&near, at)),
        machines: ids.into_iter().map(|id| (id, most(&|at| machines_at(&near, id, at)))).collect(),
    }
}

/// Whether the booking `wanted` fits beside what exists until it has been cleaned after. Of what exists each says itself
/// until when it takes room: bookings do until they have been cleaned after. Only what is asked for counts: a machine
/// that is over its number already is no reason to refuse who does not use it.
///
/// Errors: the first instant at which people, or else a machine, would exceed the space.
pub fn fits(space: &Space, existing: &[Usage], wanted: &Usage) -> Result<(), Full> {
    fits_beside(space, existing.iter(), wanted)
}

fn fits_beside<'u>(space: &Space, existing: impl Iterator<Item = &'u Usage>, wanted: &Usage) -> Result<(), Full> {
    let free = wanted.end + space.buffer();
    let near: Vec<&Usage> = existing.filter(|usage| usage.overlaps(wanted.start, free)).collect();
    let ids = distinct(&wanted.machines);
    instants(&near, wanted.start).into_iter().try_for_each(|at| fits_at(space, &near, wanted, &ids, at))
}

fn fits_at(space: &Space, near: &[&Usage], wanted: &Usage, ids: &[Uuid], at: DateTime<Utc>) -> Result<(), Full> {
    let left = i64::from(space.people) - people_at(near, at);
    if wanted.people > 0 && i64::from(wanted.people) > left {
        return Err(Full::People { at, left: left.max(0) });
    }
    for &id in ids {
        let left = count(&space.machines, id) - machines_at(near, id, at);
        if count(&wanted.machines, id) > left {
            return Err(Full::Machine { id, at, left: left.max(0) });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MACHINE: [Uuid; 2] = [Uuid::from_u128(1), Uuid::from_u128(2)];

    fn minute(n: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(n)
    }

    fn usage(start: i64, length: i64, people: u32, machines: [u32; 2]) -> Usage {
        let machines = MACHINE.into_iter().zip(machines).filter(|(_, n)| *n > 0).collect();
        Usage { start: minute(start), end: minute(start + length), people, machines }
    }

    /// A block or an outage.
    fn some_away() -> impl Strategy<Value = Usage> {
        (0..90_i64, 1..40_i64, 0..3_u32).prop_map(|(start, length, count)| {
            let (start, end, since) = (minute(start), minute(start + length), minute(0));
            match count {
                0 => Block { start, end, since, reason: String::new() }.away().usage,
                _ => Outage { machine: MACHINE[0], count, start, end, since, reason: String::new() }.away().usage,
            }
        })
    }

    fn some_usage() -> impl Strategy<Value = Usage> {
        (0..60_i64, 1..30_i64, 1..3_u32, [0..2_u32, 0..2_u32])
            .prop_map(|(start, length, people, machines)| usage(start, length, people, machines))
    }

    /// Bookings, blocks and outages as a clock on the wall would see them, minute by minute.
    fn fits_by_minute(space: &Space, booked: &[Usage], away: &[Usage], wanted: &Usage) -> bool {
        let buffer = i64::from(space.buffer_minutes);
        let in_use = |usage: &Usage, at: DateTime<Utc>| usage.start <= at && at < usage.end + Duration::minutes(buffer);
        (0..200).map(minute).filter(|at| in_use(wanted, *at)).all(|at| {
            let booked = booked.iter().chain([wanted]).filter(|usage| in_use(usage, at));
            let all: Vec<&Usage> = booked.chain(away.iter().filter(|usage| usage.is_on(at))).collect();
            let machine_fits = |id: &Uuid| {
                let asked = count(&wanted.machines, *id);
                asked == 0
                    || all.iter().map(|usage| count(&usage.machines, *id)).sum::<i64>() <= count(&space.machines, *id)
            };
            let people: i64 = all.iter().map(|usage| i64::from(usage.people)).sum();
            people <= i64::from(space.people) && MACHINE.iter().all(machine_fits)
        })
    }

    #[test]
    fn names_what_is_full_and_when() {
        let space = Space { people: 4, machines: vec![(MACHINE[0], 1)], buffer_minutes: 0 };
        let existing = [usage(30, 30, 3, [1, 0])];
        assert_eq!(fits(&space, &existing, &usage(0, 30, 4, [1, 0])), Ok(()), "touching is not overlapping");
        assert_eq!(fits(&space, &existing, &usage(0, 60, 2, [0, 0])), Err(Full::People { at: minute(30), left: 1 }));
        assert_eq!(
            fits(&space, &existing, &usage(40, 5, 1, [1, 0])),
            Err(Full::Machine { id: MACHINE[0], at: minute(40), left: 0 })
        );
        assert_eq!(
            fits(&space, &[], &usage(0, 5, 1, [0, 1])),
            Err(Full::Machine { id: MACHINE[1], at: minute(0), left: 0 })
        );
        let twice = Usage { machines: vec![(MACHINE[0], 1), (MACHINE[0], 1)], ..usage(0, 5, 1, [0, 0]) };
        assert_eq!(fits(&space, &[], &twice), Err(Full::Machine { id: MACHINE[0], at: minute(0), left: 1 }));
    }

    #[test]
    fn reads_how_many() {
        assert_eq!(parse_count(" ٣ ", 1), Ok(3));
        assert_eq!(parse_count("0", 1), Err(Problem::NumberTooSmall { min: 1 }));
        assert_eq!(parse_count("-1", 0), Err(Problem::NumberTooSmall { min: 0 }));
        assert_eq!(parse_count("501", 0), Err(Problem::NumberTooLarge { max: 500 }));
        for text in ["un", "1,5", "1e3", "99999999999999999999", "--1"] {
            assert_eq!(parse_count(text, 0), Err(Problem::NotANumber), "{text}");
        }
    }

    #[test]
    fn the_peak_is_not_the_sum() {
        let all = [usage(0, 10, 2, [1, 0]), usage(10, 10, 3, [1, 1]), usage(15, 10, 1, [0, 0])];
        let expected = Peak { people: 4, machines: vec![(MACHINE[0], 1), (MACHINE[1], 1)] };
        assert_eq!(peak(&all, minute(0), minute(30)), expected);
        assert_eq!(peak(&all, minute(30), minute(40)), Peak::default());
    }

    proptest! {
        #[test]
        fn fits_is_what_every_minute_says(
            booked in proptest::collection::vec(some_usage(), 0..8),
            away in proptest::collection::vec(some_away(), 0..3),
            wanted in some_usage(),
            people in 1..6_u32,
            machines in [0..3_u32, 0..3_u32],
            buffer_minutes in prop_oneof![Just(0_u32), 1..20_u32],
        ) {
            let space = Space { people, machines: MACHINE.into_iter().zip(machines).collect(), buffer_minutes };
            let existing: Vec<Usage> =
                booked.iter().map(|usage| space.cleaned(usage.clone())).chain(away.iter().cloned()).collect();
            prop_assert_eq!(fits(&space, &existing, &wanted).is_ok(), fits_by_minute(&space, &booked, &away, &wanted));
        }

        #[test]
        fn what_fits_one_by_one_stays_below_the_space(asked in proptest::collection::vec(some_usage(), 0..20)) {
            let space = Space { people: 4, machines: vec![(MACHINE[0], 1), (MACHINE[1], 2)], buffer_minutes: 0 };
            let mut booked: Vec<Usage> = Vec::new();
            for wanted in asked {
                if fits(&space, &booked, &wanted).is_ok() {
                    booked.push(wanted);
                }
            }
            let peak = peak(&booked, minute(0), minute(200));
            prop_assert!(peak.people <= 4);
            prop_assert!(peak.machines.iter().all(|(id, most)| *most <= count(&space.machines, *id)));
        }
    }
}
