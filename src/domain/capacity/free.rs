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
mod tests {
    use super::super::{Hours, Special, fits};
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
            space: Space { people, machines: vec![(MACHINE, machines)], buffer_minutes: 0 },
            special: Vec::new(),
            lead_minutes: 0,
            horizon_days: None,
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
    fn a_slot_ends_so_that_it_is_clean_before_the_next() {
        let mut place = place(4, 1);
        place.space.buffer_minutes = 30;
        let booked = place.space.cleaned(usage(utc("2026-11-24T09:00:00Z"), 60, 4, 1));
        // The host has it from the moment at which it closes.
        let host = usage(utc("2026-11-24T17:00:00Z"), 60, 500, 0);
        let slots = day_slots(&place, &[booked, host], ymd("2026-11-24"), &Need { people: 1, machines: vec![] });
        let rows: Vec<_> = slots.iter().map(|slot| (slot.start, slot.end)).collect();
        let row = |from: &str, to: &str| (utc(&format!("2026-11-24T{from}:00Z")), utc(&format!("2026-11-24T{to}:00Z")));
        assert_eq!(rows, [row("08:00", "08:30"), row("10:30", "11:00"), row("12:00", "16:30")]);
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

    /// Buffer, lead and horizon.
    fn some_terms() -> impl Strategy<Value = (u32, u32, Option<u32>)> {
        (prop_oneof![Just(0_u32), 1..90_u32], prop_oneof![Just(0_u32), 1..3000_u32], prop::option::of(1..4_u32))
    }

    /// Other hours on one of the days.
    fn some_special((day, from, quarters): (u64, u16, u16)) -> Special {
        let time = |quarter: u16| TimeOfDay::from_minutes(quarter * 15).unwrap();
        Special { day: ymd("2026-10-23") + chrono::Days::new(day), from: time(from), to: time(from + quarters) }
    }

    fn by_trying(place: &Place, usages: &[Usage], wanted: &Usage, cohort: &Dates, now: DateTime<Utc>) -> Vec<Span> {
        let length = wanted.end - wanted.start;
        let moments = (-100..700).map(quarter).map(|start| Usage { start, end: start + length, ..wanted.clone() });
        let mut good: Vec<Span> = moments
            .filter(|moment| moment.start >= now && cohort.contains(local(moment.start, place.tz).0))
            .filter(|moment| place.may_begin(moment.start, now).is_ok())
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
            blocks in proptest::collection::vec((0..480_i64, 1..60_i64), 0..3),
            (buffer_minutes, lead_minutes, horizon_days) in some_terms(),
            special in (0..5_u64, 0..90_u16, 1..6_u16),
        ) {
            let mut place = place(people, machines);
            place.space.buffer_minutes = buffer_minutes;
            (place.lead_minutes, place.horizon_days) = (lead_minutes, horizon_days);
            place.special.push(some_special(special));
            let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage))
                .chain(blocks.into_iter().map(|(at, quarters)| usage(quarter(at), quarters * 15, 500, 0))).collect();
            let cohort = Dates { starts_on: ymd("2026-10-23"), ends_on: ymd("2026-10-27") };
            let now = quarter(now) + Duration::minutes(now % 15);
            prop_assert_eq!(nearest(&place, &usages, &wanted, &cohort, now, 3), by_trying(&place, &usages, &wanted, &cohort, now));
        }

        #[test]
        fn a_row_has_room_for_what_it_says(
            usages in proptest::collection::vec(some_usage(), 0..15),
            day in 0..5_u64,
            (buffer_minutes, _, _) in some_terms(),
        ) {
            let mut place = place(3, 1);
            place.space.buffer_minutes = buffer_minutes;
            let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage)).collect();
            let day = ymd("2026-10-23") + chrono::Days::new(day);
            for slot in day_slots(&place, &usages, day, &Need { people: 1, machines: vec![] }) {
                let all = Usage { start: slot.start, end: slot.end, people: slot.people, machines: slot.machines.clone() };
                prop_assert!(fits(&place.space, &usages, &all).is_ok());
                let more = Usage { people: slot.people + 1, machines: vec![], ..all };
                prop_assert!(fits(&place.space, &usages, &more).is_err());
            }
        }

        #[test]
        fn every_quarter_with_room_is_in_a_row(
            usages in proptest::collection::vec(some_usage(), 0..15),
            day in 0..5_u64,
            (buffer_minutes, _, _) in some_terms(),
        ) {
            let mut place = place(3, 1);
            place.space.buffer_minutes = buffer_minutes;
            let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage)).collect();
            let day = ymd("2026-10-23") + chrono::Days::new(day);
            let slots = day_slots(&place, &usages, day, &Need { people: 1, machines: vec![] });
            let in_a_row = |one: &Usage| slots.iter().any(|slot| slot.start < one.end && one.start < slot.end);
            for one in (0..480).map(|n| Usage { machines: vec![], ..usage(quarter(n), 15, 1, 0) }) {
                let open = place.open(day).iter().any(|(opens, closes)| *opens <= one.start && one.end <= *closes);
                prop_assert!(!open || fits(&place.space, &usages, &one).is_err() || in_a_row(&one), "{one:?}");
            }
        }
    }
}
