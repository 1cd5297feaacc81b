//! Moving what is planned: one item is asked to move, a policy says what moves along, the whole is refused or shown
//! before it is done, done in one go, and undone by its inverse. All in days: an instant keeps its time on the local
//! clock, which is the caller's to turn back.

mod diff;
#[cfg(test)]
mod laws;
mod policy;
#[cfg(test)]
mod tests;
mod warnings;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cohort::Dates;
use super::phase::{self, PhaseKind};

pub use diff::{Difference, diff};
pub use policy::Policy;
pub use warnings::{Reason, Warning};

/// What an item of a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Phase(PhaseKind),
    Milestone,
    /// Set from outside, such as a report to a funder: it never moves with others.
    Deadline,
    Event,
    /// The one kind of event that may follow the end of the cohort, as the phase of its name.
    CapitalisationDay,
    /// Its last day is the one on which it is due.
    Mission,
    Booking,
}

codes! {
    /// A mark in the plan: the group's own, or a limit that somebody else has set.
    DeadlineKind {
        Milestone = "milestone",
        /// The end of a CAPE contract.
        Cape = "cape",
        Funder = "funder",
        Lease = "lease",
        Other = "other",
    }
}

impl DeadlineKind {
    /// How it moves.
    pub fn item(self) -> ItemKind {
        if self == DeadlineKind::Milestone { ItemKind::Milestone } else { ItemKind::Deadline }
    }
}

/// Something planned, from its first to its last day, both included. `phase` is what it hangs on; phases hang on
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: Uuid,
    pub kind: ItemKind,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub pinned: bool,
    pub phase: Option<Uuid>,
}

/// The dates of a cohort, and everything planned in it; every id once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub cohort: Dates,
    pub items: Vec<Item>,
}

/// The item asked to move, to be longer or shorter, and its new days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub item: Uuid,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// Nothing moves, because of this item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub item: Uuid,
    pub why: Why,
}

/// Why an item keeps a plan from changing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Why {
    /// There is no such item.
    Unknown,
    /// It was asked to move, and is pinned.
    Pinned,
    /// It was asked to move, and deadlines are set from outside.
    Deadline,
    /// It would end before it starts.
    EndBeforeStart,
    /// It would leave the days that it may take.
    Outside { allowed: Dates },
    /// It would have to be pushed, and is pinned.
    InTheWay,
}

/// One item from days to days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub item: Uuid,
    pub from: Dates,
    pub to: Dates,
}

/// Everything that would change, the item asked for first (nothing at all when it is there already), and what to know
/// before agreeing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub changes: Vec<Change>,
    pub warnings: Vec<Warning>,
}

impl Item {
    /// First and last day.
    pub fn dates(&self) -> Dates {
        Dates { starts_on: self.first, ends_on: self.last }
    }

    /// The days that it may take: those of the cohort, for the capitalisation also the two months that follow.
    pub fn allowed(&self, cohort: &Dates) -> Dates {
        match self.kind {
            ItemKind::Phase(kind) => phase::allowed(kind, cohort),
            ItemKind::CapitalisationDay => phase::allowed(PhaseKind::Capitalisation, cohort),
            _ => *cohort,
        }
    }

    fn is_phase(&self) -> bool {
        matches!(self.kind, ItemKind::Phase(_))
    }

    fn is_past(&self, today: NaiveDate) -> bool {
        self.last < today
    }

    /// Whether it stays where it is whatever moves around it.
    fn stays(&self, today: NaiveDate) -> bool {
        self.pinned || self.kind == ItemKind::Deadline || self.is_past(today)
    }

    fn refuses(&self, why: Why) -> Refused {
        Refused { item: self.id, why }
    }

    /// Errors: leaves the days that it may take.
    fn at(&self, to: Dates, cohort: &Dates) -> Result<Change, Refused> {
        let allowed = self.allowed(cohort);
        if allowed.contains(to.starts_on) && allowed.contains(to.ends_on) {
            return Ok(Change { item: self.id, from: self.dates(), to });
        }
        Err(self.refuses(Why::Outside { allowed }))
    }
}

/// What would happen. Nothing is changed; [`Preview::apply`] does it.
///
/// Pinned items, deadlines and what was over before `today` stay where they are; what is over moves only when it is
/// itself the item asked for. Whatever moves stays in the days that it may take, or all is refused.
///
/// Errors: the first item in the way, and why.
pub fn preview(plan: &Plan, wanted: &Wanted, policy: Policy, today: NaiveDate) -> Result<Preview, Refused> {
    let (asked, change) = asked(plan, wanted)?;
    if change.from == change.to {
        return Ok(Preview::default());
    }
    let changes = policy.changes(plan, asked, change, today)?;
    let warnings = warnings::of(plan, &changes, today);
    Ok(Preview { changes, warnings })
}

fn asked<'a>(plan: &'a Plan, wanted: &Wanted) -> Result<(&'a Item, Change), Refused> {
    let found = plan.items.iter().find(|item| item.id == wanted.item);
    let item = found.ok_or(Refused { item: wanted.item, why: Why::Unknown })?;
    match item.kind {
        _ if item.pinned => return Err(item.refuses(Why::Pinned)),
        ItemKind::Deadline => return Err(item.refuses(Why::Deadline)),
        _ => {}
    }
    let to = Dates::new(wanted.first, wanted.last).map_err(|_| item.refuses(Why::EndBeforeStart))?;
    Ok((item, item.at(to, &plan.cohort)?))
}

impl Preview {
    /// The plan with every change made. An item that is no longer there is passed over.
    pub fn apply(&self, plan: &Plan) -> Plan {
        let to: BTreeMap<Uuid, Dates> = self.changes.iter().map(|change| (change.item, change.to)).collect();
        let mut plan = plan.clone();
        for item in &mut plan.items {
            if let Some(to) = to.get(&item.id) {
                (item.first, item.last) = (to.starts_on, to.ends_on);
            }
        }
        plan
    }

    /// What undoes it, without warnings.
    pub fn inverse(&self) -> Preview {
        let back = |change: &Change| Change { item: change.item, from: change.to, to: change.from };
        Preview { changes: self.changes.iter().map(back).collect(), warnings: Vec::new() }
    }

    /// Whether every item that it moves is still where it was when this was made: else somebody else moved it since.
    pub fn fits(&self, plan: &Plan) -> bool {
        let now: BTreeMap<Uuid, Dates> = plan.items.iter().map(|item| (item.id, item.dates())).collect();
        self.changes.iter().all(|change| now.get(&change.item) == Some(&change.from))
    }
}
