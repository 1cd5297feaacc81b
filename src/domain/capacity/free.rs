//! Free moments: what is left of a day, and the nearest ones to a moment that is full.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::opening::{Place, Span, joined};
use super::{Machines, Need, Space, Usage, count, distinct};
use crate::domain::cohort::Dates;
use crate::domain::time::local;

/// Bookings begin on quarters of an hour.
const STEP: i64 = 15 * 60;

/// A free interval with what is left throughout it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeSlot {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub people: u32,
    /// Every machine of the space, in its order, also those of which none is left.
    pub machines: Machines,
}

/// The open intervals of a day that have room for a need and the cleaning after it, split where what is left changes.
/// What is too soon or too far ahead, the caller leaves out: it knows what time it is.
pub fn day_slots(place: &Place, usages: &[Usage], day: NaiveDate, need: &Need) -> Vec<FreeSlot> {
    place.open(day).into_iter().flat_map(|open| open_slots(&place.space, usages, open, need)).collect()
}

/// What of an open interval has room. The cleaning after a booking need not lie in it.
fn open_slots(space: &Space, usages: &[Usage], (opens, closes): Span, need: &Need) -> Vec<FreeSlot> {
    let mut slots = sweep(space, usages, (opens, closes + space.buffer()));
    if space.buffer_minutes > 0 {
        slots = lasting(&slots, space.buffer(), (opens, closes));
    }
    slots.retain(|slot| has_room(slot, need));
    slots
}

/// One sweep over the starts and ends inside an interval.
fn sweep(space: &Space, usages: &[Usage], (opens, closes): Span) -> Vec<FreeSlot> {
    let mut changes: Vec<(DateTime<Utc>, i64, &Usage)> = usages
        .iter()
        .filter(|usage| usage.overlaps(opens, closes))
        .flat_map(|usage| [(usage.start.max(opens), 1, usage), (usage.end.min(closes), -1, usage)])
        .collect();
    changes.sort_unstable_by_key(|(at, _, _)| *at);
    let mut left = Left::all(space);
    let mut slots: Vec<FreeSlot> = Vec::new();
    let (mut start, mut next) = (opens, 0);
    while start < closes {
        while let Some((_, sign, usage)) = changes.get(next).filter(|(at, _, _)| *at == start) {
            left.change(usage, *sign);
            next += 1;
        }
        let end = changes.get(next).map_or(closes, |(at, _, _)| *at);
        join(&mut slots, left.slot(start, end));
        start = end;
    }
    slots
}

/// What is left of each moment and of the `buffer` after it: the least, piece by piece.
fn lasting(pieces: &[FreeSlot], buffer: Duration, (opens, closes): Span) -> Vec<FreeSlot> {
    let edges = pieces.iter().flat_map(|piece| [piece.start - buffer, piece.start]);
    let mut edges: Vec<DateTime<Utc>> = edges.filter(|at| opens <= *at && *at < closes).chain([closes]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut slots = Vec::new();
    for edge in edges.windows(2) {
        let first = pieces.partition_point(|piece| piece.end <= edge[0]);
        let reached = pieces[first..].iter().take_while(|piece| piece.start < edge[1] + buffer);
        let least = reached.cloned().reduce(FreeSlot::least);
        slots.extend(least.map(|slot| FreeSlot { start: edge[0], end: edge[1], ..slot }));
    }
    let mut out = Vec::with_capacity(slots.len());
    slots.into_iter().for_each(|slot| join(&mut out, slot));
    out
}

impl FreeSlot {
    /// What is left throughout both.
    fn least(self, other: FreeSlot) -> FreeSlot {
        let machines = self.machines.iter().zip(&other.machines).map(|((id, one), (_, two))| (*id, *one.min(two)));
        FreeSlot { people: self.people.min(other.people), machines: machines.collect(), ..self }
    }
}

/// Lengthens the last slot when the next one has the same left, or begins another.
fn join(slots: &mut Vec<FreeSlot>, next: FreeSlot) {
    match slots.last_mut().filter(|last| (last.people, &last.machines) == (next.people, &next.machines)) {
        Some(last) => last.end = next.end,
        None => slots.push(next),
    }
}

/// What is left as a sweep passes.
struct Left {
    people: i64,
    machines: Vec<(Uuid, i64)>,
}

impl Left {
    fn all(space: &Space) -> Self {
        let machines = space.machines.iter().map(|(id, has)| (*id, i64::from(*has)));
        Self { people: space.people.into(), machines: machines.collect() }
    }

    fn change(&mut self, usage: &Usage, sign: i64) {
        self.people -= sign * i64::from(usage.people);
        for (id, number) in &usage.machines {
            if let Some((_, left)) = self.machines.iter_mut().find(|(has, _)| has == id) {
                *left -= sign * i64::from(*number);
            }
        }
    }

    fn slot(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> FreeSlot {
        let some = |left: i64| u32::try_from(left).unwrap_or(0);
        let machines = self.machines.iter().map(|(id, left)| (*id, some(*left))).collect();
        FreeSlot { start, end, people: some(self.people), machines }
    }
}

fn has_room(slot: &FreeSlot, need: &Need) -> bool {
    let machines =
        || distinct(&need.machines).into_iter().all(|id| count(&need.machines, id) <= count(&slot.machines, id));
    slot.people > 0 && need.people <= slot.people && machines()
}

/// The `how_many` moments nearest to `wanted`, of the same length and need: least distance in time, the earlier first,
/// on quarters of an hour, inside the opening hours, on days of the cohort, as soon and as far ahead of `now` as the place
/// allows. What is cleaned after it need not lie in the opening hours.
pub fn nearest(
    place: &Place,
    usages: &[Usage],
    wanted: &Usage,
    cohort: &Dates,
    now: DateTime<Utc>,
    how_many: usize,
) -> Vec<Span> {
    let length = wanted.end - wanted.start;
    if length <= Duration::zero() || how_many == 0 {
        return Vec::new();
    }
    let blocked = blocked(&place.space, usages, &wanted.need());
    let soonest = place.soonest(now);
    let first = cohort.starts_on.max(local(soonest, place.tz).0);
    let last = place.last_day(now).map_or(cohort.ends_on, |last| last.min(cohort.ends_on));
    let mut starts: Vec<DateTime<Utc>> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .flat_map(|day| place.open(day))
        .flat_map(|open| without(open, &blocked))
        .flat_map(|(start, end)| starts_near(wanted.start, start.max(soonest), end - length, how_many))
        .collect();
    starts.sort_unstable_by_key(|start| ((*start - wanted.start).abs(), *start));
    starts.truncate(how_many);
    starts.into_iter().map(|start| (start, start + length)).collect()
}

/// The intervals that a booking with this need must not touch, sorted and disjoint: where it does not fit, and before them
/// the time that it would be cleaned in. One sweep over all starts and ends.
fn blocked(space: &Space, usages: &[Usage], need: &Need) -> Vec<Span> {
    let sweep = Sweep::new(space, need);
    let mut changes: Vec<(DateTime<Utc>, i64, &Usage)> = usages
        .iter()
        .filter(|usage| usage.start < usage.end)
        .flat_map(|usage| [(usage.start, 1, usage), (usage.end, -1, usage)])
        .collect();
    changes.sort_unstable_by_key(|(at, sign, _)| (*at, *sign));
    if !sweep.fits() {
        return vec![(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC)];
    }
    joined(full_spans(sweep, &changes).into_iter().map(|(start, end)| (start - space.buffer(), end)).collect())
}

fn full_spans(mut sweep: Sweep, changes: &[(DateTime<Utc>, i64, &Usage)]) -> Vec<Span> {
    let mut full = Vec::new();
    let mut since: Option<DateTime<Utc>> = None;
    for (at, sign, usage) in changes {
        sweep.change(usage, *sign);
        match (since, sweep.fits()) {
            (None, false) => since = Some(*at),
            (Some(start), true) => {
                full.push((start, *at));
                since = None;
            }
            _ => {}
        }
    }
    full
}

/// What stays free for a need as the sweep passes: below 0, it does not fit.
struct Sweep {
    people: i64,
    machines: Vec<(Uuid, i64)>,
}

impl Sweep {
    fn new(space: &Space, need: &Need) -> Self {
        let spare = |id| (id, count(&space.machines, id) - count(&need.machines, id));
        // Who asks for no people is refused for none.
        let people = if need.people > 0 { i64::from(space.people) - i64::from(need.people) } else { i64::MAX / 2 };
        Self { people, machines: distinct(&need.machines).into_iter().map(spare).collect() }
    }

    fn change(&mut self, usage: &Usage, sign: i64) {
        self.people -= sign * i64::from(usage.people);
        for (id, spare) in &mut self.machines {
            *spare -= sign * count(&usage.machines, *id);
        }
    }

    fn fits(&self) -> bool {
        self.people >= 0 && self.machines.iter().all(|(_, spare)| *spare >= 0)
    }
}

/// What is left of an open interval when the blocked ones are taken out.
fn without((opens, closes): Span, blocked: &[Span]) -> Vec<Span> {
    let first = blocked.partition_point(|(_, end)| *end <= opens);
    let mut free = Vec::new();
    let mut from = opens;
    for (start, end) in blocked[first..].iter().take_while(|(start, _)| *start < closes) {
        free.push((from, *start));
        from = *end;
    }
    free.push((from, closes));
    free.retain(|(start, end)| start < end);
    free
}

/// The starts on quarters of an hour between two instants, both included, that are nearest to the wanted one.
fn starts_near(wanted: DateTime<Utc>, from: DateTime<Utc>, to: DateTime<Utc>, how_many: usize) -> Vec<DateTime<Utc>> {
    let nanos_over = i64::from(from.timestamp_subsec_nanos() > 0);
    let (low, high) = (-(-(from.timestamp() + nanos_over)).div_euclid(STEP), to.timestamp().div_euclid(STEP));
    if low > high {
        return Vec::new();
    }
    let around = wanted.timestamp().div_euclid(STEP).clamp(low, high);
    let reach = i64::try_from(how_many).unwrap_or(i64::MAX).min(high - low + 1);
    ((around - reach).max(low)..=(around + reach).min(high))
        .filter_map(|quarter| DateTime::from_timestamp(quarter * STEP, 0))
        .collect()
}

#[cfg(test)]
mod tests;
