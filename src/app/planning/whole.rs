//! Everything planned in a cohort as one value: what `domain::plan` moves, and what the clocks and the workshop add.

use super::store::{self, BookingRow, Deadline, DueMission, Put};
use crate::{
    app::{
        access::{Facilitator, Member},
        bookings::store::{
            events::{self as rooms, Room, Slot},
            outages, spaces,
        },
        cohorts::store::{self as cohorts, Event},
    },
    domain::{
        capacity::{self, Need, Usage},
        phase::{self, Phase},
        plan::{self, Change, Item, ItemKind, Plan, Preview},
        template::EventKind,
        time::{carried, local},
    },
    platform::{
        db::{Connection, Tx, taken_meanwhile},
        error::AppError,
        token,
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an item is called, and what moving it takes.
#[derive(Clone, Debug)]
pub struct Known {
    pub title: String,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Phase(phase::PhaseKind),
    Deadline(plan::DeadlineKind),
    /// With its room, when it is in a space of ours: the two move together or not at all.
    Event {
        kind: EventKind,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        room: Option<Room>,
    },
    Mission,
    /// An order on its delivery day, by its number: who it is for is not the plan's to know.
    Order,
    Booking {
        space: Uuid,
        zone: Tz,
        usage: Usage,
    },
}

/// The plan of a cohort.
pub struct Whole {
    pub plan: Plan,
    pub known: BTreeMap<Uuid, Known>,
    pub today: NaiveDate,
    zone: Tz,
    /// What others have booked in the same spaces.
    others: Vec<(Uuid, Usage)>,
}

/// Where everything stood once, with its titles: what a version keeps.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    pub plan: Plan,
    pub titles: BTreeMap<Uuid, String>,
}

/// A booking, or an event in a space of ours, that finds no room where it would be put, so that it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stay {
    pub item: Uuid,
    pub why: NoRoom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NoRoom {
    /// The place is closed then.
    Closed,
    /// Somebody else is there.
    Full,
    /// It would lie in the past.
    Past,
}

impl Whole {
    /// Reads it: nine statements.
    pub async fn load(db: &mut Connection, member: &Member, now: DateTime<Utc>) -> Result<Self, AppError> {
        let cohort = &member.cohort;
        let mut whole = Self {
            plan: Plan { cohort: cohort.dates, items: Vec::new() },
            known: BTreeMap::new(),
            today: cohort.today(now),
            zone: cohort.time_zone,
            others: Vec::new(),
        };
        let named = cohorts::phases(&mut *db, member).await?;
        let phases: Vec<Phase> = named.iter().map(|(phase, _)| phase.clone()).collect();
        let pinned = store::pinned(&mut *db, member).await?;
        whole.add_phases(&named, &pinned);
        let rooms = rooms::all_rooms(&mut *db, member).await?.into_iter().map(|room| (room.event, room)).collect();
        whole.add_events(cohorts::events(&mut *db, member).await?, rooms, &pinned, &phases);
        whole.add_missions(store::missions(&mut *db, member).await?, &phases);
        whole.add_orders(store::orders(&mut *db, member).await?, &phases);
        whole.add_deadlines(store::deadlines(&mut *db, member).await?);
        let bookings = store::bookings(&mut *db, member, now).await?;
        whole.add_bookings(bookings, store::machines(&mut *db, member, now).await?, &phases)?;
        Ok(whole)
    }

    fn add(&mut self, item: Item, title: String, what: What) {
        self.known.insert(item.id, Known { title, what });
        self.plan.items.push(item);
    }

    fn add_phases(&mut self, named: &[(Phase, String)], pinned: &BTreeSet<Uuid>) {
        for (phase, name) in named {
            let Phase { id, kind, starts_on: first, ends_on: last } = *phase;
            let item = Item { id, kind: ItemKind::Phase(kind), first, last, pinned: pinned.contains(&id), phase: None };
            self.add(item, name.clone(), What::Phase(kind));
        }
    }

    fn add_events(
        &mut self,
        events: Vec<Event>,
        mut rooms: BTreeMap<Uuid, Room>,
        pinned: &BTreeSet<Uuid>,
        phases: &[Phase],
    ) {
        for Event { id, kind, title, starts_at, ends_at, .. } in events {
            let (first, _) = local(starts_at, self.zone);
            // Until midnight is until the end of the day before.
            let (last, _) = local(ends_at - TimeDelta::seconds(1), self.zone);
            let sort = if kind == EventKind::CapitalisationDay { ItemKind::CapitalisationDay } else { ItemKind::Event };
            let (pinned, phase) = (pinned.contains(&id), hangs_on(phases, first));
            let what = What::Event { kind, starts_at, ends_at, room: rooms.remove(&id) };
            self.add(Item { id, kind: sort, first, last, pinned, phase }, title, what);
        }
    }

    /// A mission that names its phase follows that one; another hangs on what goes on when it is due.
    fn add_missions(&mut self, rows: Vec<DueMission>, phases: &[Phase]) {
        for DueMission { id, title, due_on: day, phase } in rows {
            let phase = phase.or_else(|| hangs_on(phases, day));
            let item = Item { id, kind: ItemKind::Mission, first: day, last: day, pinned: false, phase };
            self.add(item, title, What::Mission);
        }
    }

    /// A delivery hangs on what goes on that day, as a mission does.
    fn add_orders(&mut self, rows: Vec<(Uuid, i64, NaiveDate)>, phases: &[Phase]) {
        for (id, number, day) in rows {
            let phase = hangs_on(phases, day);
            let item = Item { id, kind: ItemKind::Mission, first: day, last: day, pinned: false, phase };
            self.add(item, format!("n° {number}"), What::Order);
        }
    }

    fn add_deadlines(&mut self, deadlines: Vec<Deadline>) {
        for Deadline { id, kind, title, falls_on: day } in deadlines {
            let item = Item { id, kind: kind.item(), first: day, last: day, pinned: false, phase: None };
            self.add(item, title, What::Deadline(kind));
        }
    }

    fn add_bookings(
        &mut self,
        rows: Vec<BookingRow>,
        machines: Vec<(Uuid, Uuid, i64)>,
        phases: &[Phase],
    ) -> Result<(), AppError> {
        let mut used: BTreeMap<Uuid, Vec<(Uuid, u32)>> = BTreeMap::new();
        for (booking, machine, count) in machines {
            used.entry(booking).or_default().push((machine, u32::try_from(count).unwrap_or(0)));
        }
        for row in rows {
            let need = Need {
                people: u32::try_from(row.people).unwrap_or(0),
                machines: used.remove(&row.id).unwrap_or_default(),
            };
            let usage = Usage::new(row.starts_at, row.ends_at, need);
            if !row.ours {
                self.others.push((row.space, usage));
                continue;
            }
            let zone: Tz = row.time_zone.parse().map_err(|_| AppError::Internal)?;
            let (first, _) = local(row.starts_at, zone);
            let (last, _) = local(row.ends_at - TimeDelta::seconds(1), zone);
            let phase = hangs_on(phases, first);
            let item = Item { id: row.id, kind: ItemKind::Booking, first, last, pinned: false, phase };
            self.add(item, row.space_name, What::Booking { space: row.space, zone, usage });
        }
        Ok(())
    }

    pub fn item(&self, id: Uuid) -> Option<&Item> {
        self.plan.items.iter().find(|item| item.id == id)
    }

    pub fn title(&self, id: Uuid) -> &str {
        self.known.get(&id).map_or("", |known| &known.title)
    }

    /// As a version keeps it.
    pub fn snapshot(&self) -> Snapshot {
        let titles = self.known.iter().map(|(id, known)| (*id, known.title.clone())).collect();
        Snapshot { plan: self.plan.clone(), titles }
    }

    /// The bookings and the events in our spaces that would find no room. Those stay where they are, and nobody is put onto their places: so it is
    /// looked at again until nothing changes. A few statements for each space in which something would move.
    pub async fn stays(
        &self,
        db: &mut Connection,
        member: &Member,
        changes: &[Change],
        now: DateTime<Utc>,
    ) -> Result<Vec<Stay>, AppError> {
        let mut by_space: BTreeMap<Uuid, Vec<(Uuid, Usage, Usage)>> = BTreeMap::new();
        for change in changes {
            if let Some((space, zone, usage)) = self.known.get(&change.item).and_then(|known| self.takes(known)) {
                let to = moved(&usage, change, zone);
                by_space.entry(space).or_default().push((change.item, usage, to));
            }
        }
        let mut stays = Vec::new();
        for (space, moving) in by_space {
            let space = spaces::space(&mut *db, member, space).await?;
            let workshop = spaces::workshop(&mut *db, space).await?;
            let last = moving.iter().map(|(.., to)| to.end).max().unwrap_or(now);
            let until = last + workshop.place.space.buffer();
            let away = outages::unavailable(&mut *db, &workshop.space, now, until).await?;
            stays.extend(self.left_in(&workshop, away.usages().collect(), &moving, now));
        }
        stays.sort_unstable_by_key(|stay| (self.item(stay.item).map(|item| item.first), stay.item));
        Ok(stays)
    }

    /// The place that an item takes in a space, and the clock that it moves by.
    fn takes(&self, known: &Known) -> Option<(Uuid, Tz, Usage)> {
        match &known.what {
            What::Booking { space, zone, usage } => Some((*space, *zone, usage.clone())),
            What::Event { room: Some(room), starts_at, ends_at, .. } => {
                let need = Need { people: u32::try_from(room.people).unwrap_or(0), machines: Vec::new() };
                Some((room.space, self.zone, Usage::new(*starts_at, *ends_at, need)))
            }
            _ => None,
        }
    }

    fn left_in(
        &self,
        workshop: &spaces::Workshop,
        away: Vec<Usage>,
        moving: &[(Uuid, Usage, Usage)],
        now: DateTime<Utc>,
    ) -> Vec<Stay> {
        let leave: BTreeSet<Uuid> = moving.iter().map(|(id, ..)| *id).collect();
        let cleaned = |usage: Usage| workshop.place.space.cleaned(usage);
        let mut fixed = away;
        fixed.extend(self.there(workshop.space.id, &leave).into_iter().map(cleaned));
        let mut left: BTreeMap<Uuid, NoRoom> = BTreeMap::new();
        loop {
            let mut usages = fixed.clone();
            usages.extend(
                moving.iter().filter(|(id, ..)| left.contains_key(id)).map(|(_, from, _)| cleaned(from.clone())),
            );
            let before = left.len();
            for (id, _, to) in moving {
                if left.contains_key(id) {
                    continue;
                }
                match place(workshop, &usages, to, now) {
                    None => usages.push(cleaned(to.clone())),
                    Some(why) => drop(left.insert(*id, why)),
                }
            }
            if left.len() == before {
                return left.into_iter().map(|(item, why)| Stay { item, why }).collect();
            }
        }
    }

    /// What is in a space and does not move.
    fn there(&self, space: Uuid, leave: &BTreeSet<Uuid>) -> Vec<Usage> {
        let ours = self.known.iter().filter(|(id, _)| !leave.contains(id)).filter_map(|(_, known)| self.takes(known));
        let ours = ours.filter(|(at, ..)| *at == space).map(|(_, _, usage)| usage);
        let others = self.others.iter().filter(|(at, _)| *at == space).map(|(_, usage)| usage.clone());
        ours.chain(others).collect()
    }

    /// Does it, all of it in the caller's transaction, a statement for each kind of thing. Every place is freed before one is taken.
    ///
    /// Errors: [`AppError::ChangedMeanwhile`] when something is no longer there, or its room is not.
    pub async fn apply(
        &self,
        tx: &mut Tx,
        by: &Facilitator,
        changes: &[Change],
        stays: &[Stay],
    ) -> Result<(), AppError> {
        let stays: BTreeSet<Uuid> = stays.iter().map(|stay| stay.item).collect();
        let (mut phases, mut deadlines, mut missions, mut orders) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut bookings, mut events, mut rooms) = (Vec::new(), Vec::new(), Vec::new());
        for change in changes.iter().filter(|change| !stays.contains(&change.item)) {
            let Some(known) = self.known.get(&change.item) else { return Err(AppError::ChangedMeanwhile) };
            let (id, to) = (change.item, change.to);
            match &known.what {
                What::Phase(_) => phases.push((id, to)),
                What::Deadline(_) => deadlines.push((id, to.starts_on)),
                What::Mission => missions.push((id, to.ends_on)),
                What::Order => orders.push((id, to.ends_on)),
                What::Event { starts_at, ends_at, room, .. } => {
                    let (start, end) = shifted(*starts_at, *ends_at, change, self.zone);
                    events.push(Slot { event: id, start, end });
                    rooms.extend(room.as_ref().map(|_| id));
                }
                What::Booking { zone, usage, .. } => {
                    let Usage { start, end, .. } = moved(usage, change, *zone);
                    bookings.push(Put { id, start, end });
                }
            }
        }
        store::move_phases(tx, by, &phases).await?;
        store::move_deadlines(tx, by, &deadlines).await?;
        store::move_missions(tx, by, &missions).await?;
        store::move_orders(tx, by, &orders).await?;
        store::lift_bookings(tx, by, &bookings).await?;
        rooms::lift(tx, by, &rooms).await?;
        // Lifted rooms come along by the database's hand; those of events moved are put where their events are.
        cohorts::move_events(tx, by, &events).await?;
        rooms::put(tx, by, &rooms).await.map_err(taken_meanwhile)?;
        store::put_bookings(tx, by, &bookings).await
    }
}

/// What a facilitator has seen and agreed to: when the same is worked out again and differs, somebody was faster.
pub fn fingerprint(preview: &Preview, stays: &[Stay]) -> String {
    let json = serde_json::to_string(&(&preview.changes, stays)).unwrap_or_default();
    token::hash(&json).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The phase that is named on a day is what the day's events, missions and bookings hang on.
fn hangs_on(phases: &[Phase], day: NaiveDate) -> Option<Uuid> {
    phase::current(phases, day).filter(|phase| phase.ends_on >= day).map(|phase| phase.id)
}

fn place(workshop: &spaces::Workshop, usages: &[Usage], to: &Usage, now: DateTime<Utc>) -> Option<NoRoom> {
    if to.start < now {
        return Some(NoRoom::Past);
    }
    if workshop.place.is_open(to.start, to.end).is_err() {
        return Some(NoRoom::Closed);
    }
    capacity::fits(&workshop.place.space, usages, to).is_err().then_some(NoRoom::Full)
}

fn moved(usage: &Usage, change: &Change, zone: Tz) -> Usage {
    let (start, end) = shifted(usage.start, usage.end, change, zone);
    Usage::new(start, end, usage.need())
}

/// The same times of day, so many days later or earlier.
fn shifted(
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    change: &Change,
    zone: Tz,
) -> (DateTime<Utc>, DateTime<Utc>) {
    carried((starts_at, ends_at), change.to.starts_on - change.from.starts_on, zone, zone)
}
