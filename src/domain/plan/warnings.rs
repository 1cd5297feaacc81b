//! What to know before agreeing to a move: only what the move brings, not what was so before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Change, Item, ItemKind, Plan};
use crate::domain::cohort::Dates;
use crate::domain::holidays::{Holiday, public_holiday};

/// Something about one item that somebody may want to know. The caller adds its own, such as a full workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    pub item: Uuid,
    #[serde(flatten)]
    pub reason: Reason,
}

/// What there is to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// It would fall on a public holiday.
    PublicHoliday { day: NaiveDate, holiday: Holiday },
    /// It would fall on a weekend, where it did not before.
    Weekend { day: NaiveDate },
    /// It ended by this deadline and would end after it.
    DeadlineCrossed { deadline: Uuid, on: NaiveDate },
    /// It would lie on days of a pinned item of its sort: a phase on those of a phase, another on those of another.
    OverlapsPinned { pinned: Uuid },
    /// It would no longer lie in the phase that it hangs on; also for what stayed while its phase moved.
    OutsidePhase { phase: Uuid },
    /// It would begin before today.
    InPast,
}

/// The warnings of all changes: first those of what moves, in the order of the changes, then of what stays.
pub(super) fn of(plan: &Plan, changes: &[Change], today: NaiveDate) -> Vec<Warning> {
    let items: BTreeMap<Uuid, &Item> = plan.items.iter().map(|item| (item.id, item)).collect();
    let (deadlines, pinned) = (deadlines(plan), Pinned::of(plan));
    let mut found = Vec::new();
    for change in changes {
        let Some(item) = items.get(&change.item) else { continue };
        let mut warn = |reason| found.push(Warning { item: item.id, reason });
        days(item, change).into_iter().for_each(&mut warn);
        crossed(change, &deadlines).for_each(&mut warn);
        pinned.newly_under(item, change).for_each(&mut warn);
        if change.to.starts_on < today && change.from.starts_on >= today {
            warn(Reason::InPast);
        }
    }
    found.extend(outside_phase(plan, changes));
    found
}

/// A phase is never on one day, and a mission is on none but the day on which it is due. Nothing else is long: two
/// weeks are enough to look at.
fn days_on(item: &Item, dates: Dates) -> Vec<NaiveDate> {
    match item.kind {
        ItemKind::Phase(_) => Vec::new(),
        ItemKind::Mission => vec![dates.ends_on],
        _ => dates.starts_on.iter_days().take_while(|day| *day <= dates.ends_on).take(14).collect(),
    }
}

fn is_weekend(day: &NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn days(item: &Item, change: &Change) -> Vec<Reason> {
    let (before, after) = (days_on(item, change.from), days_on(item, change.to));
    let new = after.iter().filter(|day| !before.contains(day));
    let holiday = |day: &NaiveDate| public_holiday(*day).map(|holiday| Reason::PublicHoliday { day: *day, holiday });
    let mut reasons: Vec<Reason> = new.filter_map(holiday).collect();
    if !before.iter().any(is_weekend) {
        reasons.extend(after.iter().find(|day| is_weekend(day)).map(|day| Reason::Weekend { day: *day }));
    }
    reasons
}

/// In order of their days, so that those crossed lie side by side.
fn deadlines(plan: &Plan) -> Vec<(NaiveDate, Uuid)> {
    let all = plan.items.iter().filter(|item| item.kind == ItemKind::Deadline);
    let mut all: Vec<_> = all.map(|item| (item.last, item.id)).collect();
    all.sort_unstable();
    all
}

fn crossed(change: &Change, deadlines: &[(NaiveDate, Uuid)]) -> impl Iterator<Item = Reason> {
    let from = deadlines.partition_point(|(on, _)| *on < change.from.ends_on);
    let to = deadlines.partition_point(|(on, _)| *on < change.to.ends_on).max(from);
    deadlines[from..to].iter().map(|(on, deadline)| Reason::DeadlineCrossed { deadline: *deadline, on: *on })
}

/// The pinned items that take time, of each sort in order of their first day, with the longest of them: only those that
/// begin within it can reach a day.
struct Pinned<'a> {
    phases: (Vec<&'a Item>, i64),
    others: (Vec<&'a Item>, i64),
}

/// Missions and deadlines take no time of day from anybody.
fn takes_time(item: &Item) -> bool {
    !matches!(item.kind, ItemKind::Mission | ItemKind::Deadline)
}

impl<'a> Pinned<'a> {
    fn of(plan: &'a Plan) -> Self {
        let sorted = |phases: bool| {
            let of_sort = |item: &&Item| item.pinned && takes_time(item) && item.is_phase() == phases;
            let mut all: Vec<&Item> = plan.items.iter().filter(of_sort).collect();
            all.sort_unstable_by_key(|item| (item.first, item.id));
            let longest = all.iter().map(|item| item.dates().days()).max().unwrap_or(0);
            (all, longest)
        };
        Pinned { phases: sorted(true), others: sorted(false) }
    }

    fn newly_under(&self, item: &Item, change: &Change) -> impl Iterator<Item = Reason> + use<'a, '_> {
        let (all, longest) = if item.is_phase() { &self.phases } else { &self.others };
        let reaches = |other: &Item| (change.to.starts_on - other.first).num_days() < *longest;
        let (from, to) = match takes_time(item) {
            true => (
                all.partition_point(|other| !reaches(other)),
                all.partition_point(|other| other.first <= change.to.ends_on),
            ),
            false => (0, 0),
        };
        let (was, is) = (change.from, change.to);
        let new = move |other: &&&Item| meets(is, other.dates()) && !meets(was, other.dates());
        all[from.min(to)..to].iter().filter(new).map(|other| Reason::OverlapsPinned { pinned: other.id })
    }
}

fn meets(a: Dates, b: Dates) -> bool {
    a.starts_on <= b.ends_on && b.starts_on <= a.ends_on
}

fn within(inner: Dates, outer: Dates) -> bool {
    outer.contains(inner.starts_on) && outer.contains(inner.ends_on)
}

fn outside_phase(plan: &Plan, changes: &[Change]) -> Vec<Warning> {
    let moved: BTreeMap<Uuid, Dates> = changes.iter().map(|change| (change.item, change.to)).collect();
    let phases: BTreeMap<Uuid, Dates> =
        plan.items.iter().filter(|item| item.is_phase()).map(|item| (item.id, item.dates())).collect();
    let touched: BTreeSet<Uuid> = moved.keys().copied().collect();
    let now = |id: Uuid, before: Dates| moved.get(&id).copied().unwrap_or(before);
    let hanging = plan.items.iter().filter(|item| !item.is_phase() && item.kind != ItemKind::Deadline);
    hanging
        .filter_map(|item| item.phase.and_then(|phase| Some((item, phase, *phases.get(&phase)?))))
        .filter(|(item, phase, _)| touched.contains(&item.id) || touched.contains(phase))
        .filter(|(item, phase, dates)| {
            within(item.dates(), *dates) && !within(now(item.id, item.dates()), now(*phase, *dates))
        })
        .map(|(item, phase, _)| Warning { item: item.id, reason: Reason::OutsidePhase { phase } })
        .collect()
}
