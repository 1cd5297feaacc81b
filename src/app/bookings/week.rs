//! A week of a space, worked out once and drawn twice: as rows of a day on a phone, as a table on a desktop.

use super::store::{Own, Taken, outages::Unavailable, spaces::Workshop};
use crate::{
    app::access::Cohort,
    domain::{
        capacity::{FreeSlot, Need, Usage, day_slots},
        dial::{self, Hour, Lasting},
        time::local,
        week::IsoWeek,
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

type Span = (DateTime<Utc>, DateTime<Utc>);

/// One day of the week.
pub struct Day<'w> {
    pub date: NaiveDate,
    /// Why it is closed, when it is closed on a day on which it would open.
    pub closed: Option<&'w str>,
    /// When it is open.
    pub open: Vec<Span>,
    /// Where at least one place is free.
    pub slots: Vec<FreeSlot>,
    /// Bookings of one's own cohort.
    pub own: Vec<(&'w Own, Span)>,
    /// What its host takes of it, and why.
    pub blocks: Vec<(&'w str, Span)>,
    /// Whether the cohort may book on this day.
    pub bookable: bool,
    /// The hours that it has between those of the table.
    pub dial: Vec<Lasting>,
}

/// The week of a space.
pub struct Week<'w> {
    pub days: Vec<Day<'w>>,
    /// The rows of the table.
    pub rows: Vec<Hour>,
    /// Bookings begin from here on: as soon as the space allows, on a quarter of an hour.
    pub from: DateTime<Utc>,
}

/// What an hour of a day is like.
pub enum Cell<'d> {
    Shut,
    /// Over.
    Past,
    Full,
    /// Free from `span.0` to `span.1`, not in the rest of the hour.
    Partly(Span),
    /// Free throughout.
    Free(Room<'d>),
}

/// What is free throughout a part of a day.
pub struct Room<'d> {
    pub span: Span,
    pub people: u32,
    /// The parts that it is made of: of a machine, the least is free throughout.
    slots: &'d [FreeSlot],
}

impl Room<'_> {
    /// How many of the space's n-th machine.
    pub fn machine(&self, index: usize) -> u32 {
        self.slots.iter().filter_map(|slot| Some(slot.machines.get(index)?.1)).min().unwrap_or(0)
    }
}

impl<'w> Week<'w> {
    /// Works out a week: one pass over its bookings.
    pub fn of(
        workshop: &'w Workshop,
        taken: &'w [Taken],
        away: &'w Unavailable,
        week: IsoWeek,
        cohort: &Cohort,
        now: DateTime<Utc>,
    ) -> Self {
        let (zone, buffer) = (workshop.space.zone, workshop.place.space.buffer());
        let first = week.first_day();
        // The days of the week that an interval touches.
        let days = |start: DateTime<Utc>, end: DateTime<Utc>| {
            let (from, to) = (local(start, zone).0, local(end, zone).0);
            let numbers = (from - first).num_days().max(0)..=(to - first).num_days().min(6);
            numbers.filter_map(|n| usize::try_from(n).ok())
        };
        let (mut usages, mut own): ([Vec<Usage>; 7], [Vec<(&Own, Span)>; 7]) = Default::default();
        let mut blocks: [Vec<(&str, Span)>; 7] = Default::default();
        for taken in taken {
            let usage = Usage { end: taken.free, ..taken.usage.clone() };
            // What begins on the next day can stand in the way of cleaning on this one.
            days(usage.start - buffer, usage.end).for_each(|n| usages[n].push(usage.clone()));
            if let Some(mine) = &taken.own {
                let span = (taken.usage.start, taken.usage.end);
                days(span.0, span.1).for_each(|n| own[n].push((mine, span)));
            }
        }
        for usage in away.usages() {
            days(usage.start - buffer, usage.end).for_each(|n| usages[n].push(usage.clone()));
        }
        for blocked in &away.blocks {
            let span = (blocked.block.start, blocked.block.end);
            days(span.0, span.1).for_each(|n| blocks[n].push((blocked.block.reason.as_str(), span)));
        }
        let last = workshop.place.last_day(now);
        let range = hours(workshop, week);
        let days =
            week.days().into_iter().zip(usages).zip(own).zip(blocks).map(|(((date, usages), own), blocks)| Day {
                date,
                closed: workshop.place.closed(date).map(|closure| closure.reason.as_str()),
                open: workshop.place.open(date),
                slots: day_slots(&workshop.place, &usages, date, &Need { people: 1, machines: Vec::new() }),
                own,
                blocks,
                bookable: cohort.state.takes_work()
                    && cohort.dates.contains(date)
                    && last.is_none_or(|last| date <= last),
                dial: dial::hours(date, range, zone),
            });
        let days: Vec<Day<'w>> = days.collect();
        let rows = dial::rows(days.iter().map(|day| day.dial.as_slice()), range);
        Self { days, rows, from: workshop.place.soonest(now) }
    }
}

/// From the first hour in which the space ever opens to the last, those of this week's special days included.
pub fn hours(workshop: &Workshop, week: IsoWeek) -> (u16, u16) {
    let usual = workshop.place.hours.iter().map(|hours| (hours.from, hours.to));
    let special = workshop.place.special.iter().filter(|special| week.days().contains(&special.day));
    let all: Vec<_> = usual.chain(special.map(|special| (special.from, special.to))).collect();
    let first = all.iter().map(|(from, _)| from.hour()).min().unwrap_or(9);
    let last = all.iter().map(|(_, to)| to.minutes().div_ceil(60)).max().unwrap_or(18);
    (first, last)
}

impl Day<'_> {
    /// An hour of the table that this day has.
    pub fn cell(&self, (start, end): Span, from: DateTime<Utc>) -> Cell<'_> {
        let clip = |span: Span| (span.0.max(start), span.1.min(end));
        let length = |(start, end): Span| (end - start).max(TimeDelta::zero());
        let Some(open) = self.open.iter().map(|span| clip(*span)).find(|span| span.0 < span.1) else {
            return Cell::Shut;
        };
        if open.1 <= from {
            return Cell::Past;
        }
        let open = (open.0.max(from), open.1);
        let clip = |slot: &FreeSlot| (slot.start.max(open.0), slot.end.min(open.1));
        let here = self.slots.partition_point(|slot| slot.end <= open.0);
        let until = self.slots.partition_point(|slot| slot.start < open.1);
        let slots = self.slots.get(here..until).unwrap_or_default();
        let Some(least) = slots.iter().map(|slot| slot.people).min() else { return Cell::Full };
        let free: TimeDelta = slots.iter().map(|slot| length(clip(slot))).sum();
        if free < length(open) {
            // The first run of slots that touch.
            let mut run = clip(&slots[0]);
            for slot in &slots[1..] {
                if clip(slot).0 == run.1 {
                    run.1 = clip(slot).1;
                }
            }
            return Cell::Partly(run);
        }
        Cell::Free(Room { span: open, people: least, slots })
    }

    /// The rows of the day from an instant on: free, or full.
    pub fn rows(&self, from: DateTime<Utc>) -> Vec<(Span, Option<Room<'_>>)> {
        let mut rows = Vec::new();
        for (opens, closes) in self.open.iter().filter(|open| open.1 > from) {
            let mut at = (*opens).max(from);
            for slot in self.slots.iter().filter(|slot| slot.start < *closes && slot.end > (*opens).max(from)) {
                let start = slot.start.max(at);
                if at < start {
                    rows.push(((at, start), None));
                }
                let span = (start, slot.end);
                rows.push((span, Some(Room { span, people: slot.people, slots: std::slice::from_ref(slot) })));
                at = slot.end;
            }
            if at < *closes {
                rows.push(((at, *closes), None));
            }
        }
        rows
    }

    /// Why its host has an interval, or a part of it.
    pub fn block_in(&self, (start, end): Span) -> Option<&str> {
        self.blocks.iter().find(|(_, span)| span.0 < end && span.1 > start).map(|(reason, _)| *reason)
    }

    /// Bookings of one's own cohort that touch an interval.
    pub fn own_in(&self, (start, end): Span) -> impl Iterator<Item = &Own> {
        self.own.iter().filter(move |(_, span)| span.0 < end && span.1 > start).map(|(own, _)| *own)
    }
}
