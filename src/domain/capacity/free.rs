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

/// The open intervals of a day that have room for a need, split where what is left changes.
pub fn day_slots(place: &Place, usages: &[Usage], day: NaiveDate, need: &Need) -> Vec<FreeSlot> {
    place.open(day).into_iter().flat_map(|open| open_slots(&place.space, usages, open, need)).collect()
}

/// One sweep over the starts and ends inside an open interval.
fn open_slots(space: &Space, usages: &[Usage], (opens, closes): Span, need: &Need) -> Vec<FreeSlot> {
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
        left.extend(&mut slots, start, end);
        start = end;
    }
    slots.retain(|slot| has_room(slot, need));
    slots
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

    /// Lengthens the last slot when nothing has changed, or begins another.
    fn extend(&self, slots: &mut Vec<FreeSlot>, start: DateTime<Utc>, end: DateTime<Utc>) {
        let some = |left: i64| u32::try_from(left).unwrap_or(0);
        let same = |slot: &&mut FreeSlot| {
            slot.people == some(self.people)
                && slot.machines.iter().zip(&self.machines).all(|((_, had), (_, left))| *had == some(*left))
        };
        match slots.last_mut().filter(same) {
            Some(last) => last.end = end,
            None => {
                let machines = self.machines.iter().map(|(id, left)| (*id, some(*left))).collect();
                slots.push(FreeSlot { start, end, people: some(self.people), machines });
            }
        }
    }
}

fn has_room(slot: &FreeSlot, need: &Need) -> bool {
    let machines =
        || distinct(&need.machines).into_iter().all(|id| count(&need.machines, id) <= count(&slot.machines, id));
    slot.people > 0 && need.people <= slot.people && machines()
}

/// The `how_many` moments nearest to `wanted`, of the same length and need: least distance in time, the earlier first,
/// on quarters of an hour, inside the opening hours, on days of the cohort, not begun before `now`.
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
    let first = cohort.starts_on.max(local(now, place.tz).0);
    let mut starts: Vec<DateTime<Utc>> = first
        .iter_days()
        .take_while(|day| *day <= cohort.ends_on)
        .flat_map(|day| place.open(day))
        .flat_map(|open| without(open, &blocked))
        .flat_map(|(start, end)| starts_near(wanted.start, start.max(now), end - length, how_many))
        .collect();
    starts.sort_unstable_by_key(|start| ((*start - wanted.start).abs(), *start));
    starts.truncate(how_many);
    starts.into_iter().map(|start| (start, start + length)).collect()
}

/// The intervals in which a need does not fit, sorted and disjoint: one sweep over all starts and ends.
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
    full_spans(sweep, &changes)
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
    joined(full)
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
mod tests {
    use super::super::{Hours, fits};
    use super::*;
    use crate::domain::time::TimeOfDay;
    use chrono::Weekday;
    use proptest::prelude::*;

    const MACHINE: Uuid = Uuid::from_u128(1);
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn ymd(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn place(people: u32, machines: u32) -> Place {
        let hours = WEEK.into_iter().flat_map(|weekday| {
            [("9:00", "12:00"), ("13:00", "18:00")].map(|(from, to)| Hours { weekday, from: time(from), to: time(to) })
        });
        Place {
            space: Space { people, machines: vec![(MACHINE, machines)] },
            hours: hours.filter(|hours| hours.weekday != Weekday::Sun).collect(),
            closures: vec![super::super::Closure {
                first: ymd("2026-10-24"),
                last: ymd("2026-10-24"),
                reason: String::new(),
            }],
            tz: chrono_tz::Europe::Paris,
        }
    }

    fn usage(start: DateTime<Utc>, minutes: i64, people: u32, machines: u32) -> Usage {
        Usage { start, end: start + Duration::minutes(minutes), people, machines: vec![(MACHINE, machines)] }
    }

    #[test]
    fn the_day_as_rows() {
        let usages = [usage(utc("2026-11-24T09:00:00Z"), 60, 3, 1), usage(utc("2026-11-24T12:00:00Z"), 300, 4, 0)];
        let slots = day_slots(&place(4, 1), &usages, ymd("2026-11-24"), &Need { people: 1, machines: vec![] });
        let rows: Vec<_> = slots.iter().map(|slot| (slot.start, slot.end, slot.people, slot.machines[0].1)).collect();
        let row = |from: &str, to: &str, people, machines| {
            (utc(&format!("2026-11-24T{from}:00Z")), utc(&format!("2026-11-24T{to}:00Z")), people, machines)
        };
        assert_eq!(rows, [row("08:00", "09:00", 4, 1), row("09:00", "10:00", 1, 0), row("10:00", "11:00", 4, 1)]);
    }

    #[test]
    fn offers_the_nearest_moments() {
        let wanted = usage(utc("2026-11-24T13:00:00Z"), 60, 1, 1);
        let taken = [usage(utc("2026-11-24T13:00:00Z"), 60, 1, 1)];
        let cohort = Dates { starts_on: ymd("2026-11-01"), ends_on: ymd("2026-12-31") };
        let found = nearest(&place(4, 1), &taken, &wanted, &cohort, utc("2026-11-23T08:00:00Z"), 3);
        let starts: Vec<_> = found.iter().map(|(start, _)| start.format("%H:%M").to_string()).collect();
        assert_eq!(starts, ["12:00", "14:00", "14:15"]);
        let nothing_before_now = nearest(&place(4, 1), &taken, &wanted, &cohort, utc("2026-11-24T12:07:00Z"), 3);
        assert_eq!(nothing_before_now[0].0, utc("2026-11-24T14:00:00Z"));
        assert!(nearest(&place(4, 0), &[], &wanted, &cohort, utc("2026-11-23T08:00:00Z"), 3).is_empty());
    }

    #[test]
    fn six_full_months_are_searched_in_milliseconds() {
        let start = utc("2026-07-01T07:00:00Z");
        let usages: Vec<_> = (0..17_000).map(|n| usage(start + Duration::minutes(15 * n), 15, 1, 1)).collect();
        let cohort = Dates { starts_on: ymd("2026-07-01"), ends_on: ymd("2026-12-31") };
        let began = std::time::Instant::now();
        let found = nearest(&place(1, 1), &usages, &usages[0].clone(), &cohort, start, 3);
        assert_eq!(found.len(), 3, "the last days are free");
        // Generous, for an unoptimised build on a busy machine.
        assert!(began.elapsed().as_millis() < 400, "{:?}", began.elapsed());
    }

    /// Quarters of some days around the end of summer time.
    fn quarter(n: i64) -> DateTime<Utc> {
        utc("2026-10-22T22:00:00Z") + Duration::minutes(15 * n)
    }

    fn some_usage() -> impl Strategy<Value = Usage> {
        (0..480_i64, 1..24_i64, 1..3_u32, 0..2_u32)
            .prop_map(|(at, quarters, people, machines)| usage(quarter(at), quarters * 15, people, machines))
    }

    fn by_trying(place: &Place, usages: &[Usage], wanted: &Usage, cohort: &Dates, now: DateTime<Utc>) -> Vec<Span> {
        let length = wanted.end - wanted.start;
        let moments = (-100..700).map(quarter).map(|start| Usage { start, end: start + length, ..wanted.clone() });
        let mut good: Vec<Span> = moments
            .filter(|moment| moment.start >= now && cohort.contains(local(moment.start, place.tz).0))
            .filter(|moment| {
                place.is_open(moment.start, moment.end).is_ok() && fits(&place.space, usages, moment).is_ok()
            })
            .map(|moment| (moment.start, moment.end))
            .collect();
        good.sort_by_key(|(start, _)| ((*start - wanted.start).abs(), *start));
        good.truncate(3);
        good
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nearest_is_what_trying_everything_finds(
            usages in proptest::collection::vec(some_usage(), 0..25),
            wanted in some_usage(),
            now in 0..300_i64,
            people in 1..4_u32,
            machines in 0..3_u32,
        ) {
            let place = place(people, machines);
            let cohort = Dates { starts_on: ymd("2026-10-23"), ends_on: ymd("2026-10-27") };
            let now = quarter(now) + Duration::minutes(now % 15);
            prop_assert_eq!(nearest(&place, &usages, &wanted, &cohort, now, 3), by_trying(&place, &usages, &wanted, &cohort, now));
        }

        #[test]
        fn a_row_has_room_for_what_it_says(usages in proptest::collection::vec(some_usage(), 0..15), day in 0..5_u64) {
            let place = place(3, 1);
            let day = ymd("2026-10-23") + chrono::Days::new(day);
            for slot in day_slots(&place, &usages, day, &Need { people: 1, machines: vec![] }) {
                let all = Usage { start: slot.start, end: slot.end, people: slot.people, machines: slot.machines.clone() };
                prop_assert!(fits(&place.space, &usages, &all).is_ok());
                let more = Usage { people: slot.people + 1, machines: vec![], ..all };
                prop_assert!(fits(&place.space, &usages, &more).is_err());
            }
        }
    }
}
