//! What moves along with the item asked for.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::{Change, Item, Plan, Refused, Why};
use crate::domain::cohort::Dates;

codes! {
    /// What moves along.
    Policy {
        /// What hangs on a phase moves with it. A phase that began after it is pushed later, by the fewest days such
        /// that it still begins no earlier than the phase that pushes and overlaps it by no more days than before (by
        /// none, if they did not overlap); what is pushed pushes in its turn. A phase that lies within another, or
        /// began on the same day, is not pushed because that one grows. Nothing is ever pulled back.
        Push = "push",
        /// Everything that begins on the old first day or later moves by as many days as the first day does. If only
        /// the last day changes: everything that begins on the old last day or later, by as many days as that.
        Keep = "keep",
        /// Nothing else.
        Alone = "alone",
    }
}

impl Policy {
    /// The change asked for, then what follows from it, in order of the old days.
    pub(super) fn changes(
        self,
        plan: &Plan,
        asked: &Item,
        change: Change,
        today: NaiveDate,
    ) -> Result<Vec<Change>, Refused> {
        let mut others = match self {
            Policy::Push => push(plan, asked, change, today)?,
            Policy::Keep => keep(plan, asked, change, today)?,
            Policy::Alone => Vec::new(),
        };
        others.sort_unstable_by_key(|other| (other.from.starts_on, other.from.ends_on, other.item));
        others.insert(0, change);
        Ok(others)
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

impl Item {
    /// Errors: leaves the days that it may take.
    fn later_by(&self, days: i64, cohort: &Dates) -> Result<Change, Refused> {
        let shifted = |day: NaiveDate| TimeDelta::try_days(days).and_then(|days| day.checked_add_signed(days));
        match (shifted(self.first), shifted(self.last)) {
            (Some(starts_on), Some(ends_on)) => self.at(Dates { starts_on, ends_on }, cohort),
            _ => Err(self.refuses(Why::Outside { allowed: self.allowed(cohort) })),
        }
    }
}

fn keep(plan: &Plan, asked: &Item, change: Change, today: NaiveDate) -> Result<Vec<Change>, Refused> {
    let (from, days) = match days_between(change.from.starts_on, change.to.starts_on) {
        0 => (change.from.ends_on, days_between(change.from.ends_on, change.to.ends_on)),
        days => (change.from.starts_on, days),
    };
    let follows = |item: &&Item| item.id != asked.id && item.first >= from && !item.stays(today);
    plan.items.iter().filter(follows).map(|item| item.later_by(days, &plan.cohort)).collect()
}

fn push(plan: &Plan, asked: &Item, change: Change, today: NaiveDate) -> Result<Vec<Change>, Refused> {
    let mut phases = if asked.is_phase() { pushed_phases(plan, asked, change, today)? } else { Vec::new() };
    let carried: BTreeMap<Uuid, i64> =
        phases.iter().chain([&change]).map(|moved| (moved.item, carries(moved))).collect();
    for item in plan.items.iter().filter(|item| item.id != asked.id && !item.is_phase() && !item.stays(today)) {
        match item.phase.and_then(|phase| carried.get(&phase)) {
            Some(0) | None => {}
            Some(days) => phases.push(item.later_by(*days, &plan.cohort)?),
        }
    }
    Ok(phases)
}

/// By how many days what hangs on a moved item moves: with its first day, but not at all when only one end moved.
fn carries(moved: &Change) -> i64 {
    let first = days_between(moved.from.starts_on, moved.to.starts_on);
    let last = days_between(moved.from.ends_on, moved.to.ends_on);
    if last == 0 { 0 } else { first }
}

/// The phases that have to make room, in order: each is looked at once, after all that can push it. Phases are a
/// handful, so that comparing them two by two costs nothing.
fn pushed_phases(plan: &Plan, asked: &Item, change: Change, today: NaiveDate) -> Result<Vec<Change>, Refused> {
    let mut later: Vec<&Item> =
        plan.items.iter().filter(|item| item.is_phase() && item.first > asked.first && !item.is_past(today)).collect();
    later.sort_unstable_by_key(|item| (item.first, item.last, item.id));
    let mut moved = vec![change];
    for phase in later {
        let days = moved.iter().map(|earlier| room(earlier, phase.dates())).max().unwrap_or(0);
        if days > 0 && phase.pinned {
            return Err(phase.refuses(Why::InTheWay));
        }
        if days > 0 {
            moved.push(phase.later_by(days, &plan.cohort)?);
        }
    }
    Ok(moved.split_off(1))
}

/// By how many days a phase that begins after `earlier` did has to move, now that `earlier` has.
fn room(earlier: &Change, phase: Dates) -> i64 {
    if earlier.from.starts_on >= phase.starts_on {
        return 0;
    }
    let before = overlap(earlier.from, phase);
    let in_order = days_between(phase.starts_on, earlier.to.starts_on).max(0);
    // How much of it lies before the new end, were it moved just enough to stay in order.
    let under = days_between(phase.starts_on, earlier.to.ends_on) + 1 - in_order;
    if under.min(phase.days()) <= before { in_order } else { in_order + under - before }
}

/// How many days two have in common.
pub(super) fn overlap(a: Dates, b: Dates) -> i64 {
    (days_between(a.starts_on.max(b.starts_on), a.ends_on.min(b.ends_on)) + 1).max(0)
}
