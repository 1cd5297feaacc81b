//! The rooms of events: whether a space of ours is free for each of them, and taking it in the transaction that writes them.
//! The caller holds the cohort; here the space is taken too, so that what is found free stays so until the commit.

use super::{
    forms::{EventForm, Wish},
    store::move_events,
};
use crate::{
    app::{
        access::{Cohort, Facilitator},
        bookings::{
            forms,
            store::{
                blocks::{self, Blocked},
                events::{self as rows, Room, Slot},
                spaces::{self, Space, Workshop},
            },
        },
    },
    domain::{
        capacity::{self, Usage},
        problem::Problem,
        time::local,
    },
    platform::{
        db::{Connection, Tx, taken_meanwhile},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a group of events is about to book: nothing, or a space for those that have not booked just this.
pub(super) struct Rooms {
    wanted: Option<(Space, u32)>,
    take: Vec<Slot>,
}

impl EventForm {
    /// When the event `id` takes place.
    pub(super) fn slot(&self, id: Uuid) -> Slot {
        Slot { event: id, start: self.starts_at, end: self.ends_at }
    }
}

impl Rooms {
    /// Looks for a room for all of them, frees what they held otherwise, and says in the form what the place is called.
    /// Events are written after this, and [`Rooms::reserve`] comes last.
    ///
    /// Errors: at `space` what is in the way, for several events on which days; a space of others is not there.
    pub async fn find(tx: &mut Tx, by: &Facilitator, form: &mut EventForm, slots: &[Slot]) -> Result<Self, AppError> {
        let ids: Vec<Uuid> = slots.iter().map(|slot| slot.event).collect();
        let had = rows::rooms(&mut **tx, by, &ids).await?;
        let Some(wish) = form.room.clone() else {
            rows::release(tx, by, &ids).await?;
            return Ok(Self { wanted: None, take: Vec::new() });
        };
        lock(tx, had.iter().map(|room| room.space).chain([wish.space])).await?;
        let space = spaces::space(&mut **tx, by, wish.space).await?;
        let workshop = spaces::workshop(tx, space).await?;
        let people = people(tx, by, &wish).await?;
        let take: Vec<Slot> = slots.iter().filter(|slot| !has(&had, slot, wish.space, people)).copied().collect();
        refuse(tx, by, &workshop, people, &take, slots.len() == 1).await?;
        let freed: Vec<Uuid> = take.iter().map(|slot| slot.event).collect();
        rows::lift(tx, by, &freed).await?;
        form.place.clone_from(&workshop.space.name);
        Ok(Self { wanted: Some((workshop.space, people)), take })
    }

    /// Books what was found.
    pub async fn reserve(self, tx: &mut Tx, by: &Facilitator, now: DateTime<Utc>) -> Result<(), AppError> {
        let Some((space, people)) = self.wanted else { return Ok(()) };
        rows::reserve(tx, by, &space, people, &self.take, now).await.map_err(taken_meanwhile)
    }
}

/// Lower ids first, as the database does: two writers never wait for each other.
async fn lock(tx: &mut Tx, spaces: impl Iterator<Item = Uuid>) -> Result<(), AppError> {
    for space in spaces.collect::<BTreeSet<_>>() {
        spaces::lock(tx, space).await?;
    }
    Ok(())
}

/// For how many: everybody who takes part, unless the form says otherwise.
async fn people(db: &mut Connection, by: &Facilitator, wish: &Wish) -> Result<u32, AppError> {
    match wish.people {
        Some(people) => Ok(people),
        None => Ok(u32::try_from(rows::active(&mut *db, by).await?).unwrap_or(1).max(1)),
    }
}

fn has(had: &[Room], slot: &Slot, space: Uuid, people: u32) -> bool {
    had.iter().any(|room| {
        room.held
            && (room.event, room.space, room.people) == (slot.event, space, i64::from(people))
            && (room.starts_at, room.ends_at) == (slot.start, slot.end)
    })
}

async fn refuse(
    tx: &mut Tx,
    by: &Facilitator,
    workshop: &Workshop,
    people: u32,
    take: &[Slot],
    single: bool,
) -> Result<(), AppError> {
    if take.is_empty() {
        return Ok(());
    }
    // A plan is made with its rooms before the work begins; when it is over nothing more is booked.
    by.cohort.takes_missions().map_err(|_| AppError::field("space", Problem::CohortClosed))?;
    if i64::from(people) > workshop.space.people {
        return Err(AppError::field("people", Problem::MoreThanSpace { max: workshop.space.people }));
    }
    let found = in_the_way(tx, &by.cohort, workshop, people, take).await?;
    match found.into_iter().map(|(_, day, problem)| (day, problem)).collect::<Vec<_>>() {
        found if found.is_empty() => Ok(()),
        mut found if single => Err(AppError::field("space", found.remove(0).1)),
        found => {
            let days = found.into_iter().map(|(day, _)| day).collect();
            Err(AppError::field("space", Problem::NoRoomOn { days }))
        }
    }
}

/// Which of the events find no room for so many, on which day of the cohort, and why. What they hold themselves is free for
/// them. Two statements for all.
pub(super) async fn in_the_way(
    db: &mut Connection,
    cohort: &Cohort,
    workshop: &Workshop,
    people: u32,
    slots: &[Slot],
) -> Result<Vec<(Uuid, NaiveDate, Problem)>, AppError> {
    let (Some(from), Some(to)) = (slots.iter().map(|slot| slot.start).min(), slots.iter().map(|slot| slot.end).max())
    else {
        return Ok(Vec::new());
    };
    let ids: Vec<Uuid> = slots.iter().map(|slot| slot.event).collect();
    let space = &workshop.place.space;
    let span = (from, to + space.buffer());
    let mut usages = rows::taken_beside(&mut *db, &workshop.space, span, &ids).await?;
    let blocks = blocks::within(&mut *db, &workshop.space, span.0, span.1).await?;
    let mut found = Vec::new();
    for slot in slots {
        let wanted = Usage { start: slot.start, end: slot.end, people, machines: Vec::new() };
        match room_for(workshop, &usages, &blocks, &wanted) {
            Ok(()) => usages.push(space.cleaned(wanted)),
            Err(problem) => found.push((slot.event, local(slot.start, cohort.time_zone).0, problem)),
        }
    }
    Ok(found)
}

fn room_for(workshop: &Workshop, usages: &[Usage], blocks: &[Blocked], wanted: &Usage) -> Result<(), Problem> {
    workshop.place.is_open(wanted.start, wanted.end)?;
    if let Some(problem) = forms::blocked(workshop, blocks, wanted) {
        return Err(problem);
    }
    capacity::fits(&workshop.place.space, usages, wanted).map_err(|full| forms::full(workshop, &full).1)
}

/// Moves every event of a cohort, those with a room into the same room at the new time: its clock has become another.
///
/// Errors: at `field` the days without room.
pub(super) async fn carry(
    tx: &mut Tx,
    by: &Facilitator,
    field: &str,
    times: &[Slot],
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let had = rows::all_rooms(&mut **tx, by).await?;
    lock(tx, had.iter().map(|room| room.space)).await?;
    let ids: Vec<Uuid> = had.iter().map(|room| room.event).collect();
    rows::lift(tx, by, &ids).await?;
    move_events(tx, by, times).await?;
    let alike: BTreeSet<(Uuid, i64)> = had.iter().map(|room| (room.space, room.people)).collect();
    let mut days = Vec::new();
    for (space, people) in alike {
        let events: BTreeSet<Uuid> =
            had.iter().filter(|room| (room.space, room.people) == (space, people)).map(|room| room.event).collect();
        let slots: Vec<Slot> = times.iter().filter(|slot| events.contains(&slot.event)).copied().collect();
        let space = spaces::space(&mut **tx, by, space).await?;
        let workshop = spaces::workshop(tx, space).await?;
        let people = u32::try_from(people).unwrap_or(1);
        let found = in_the_way(tx, &by.cohort, &workshop, people, &slots).await?;
        if found.is_empty() {
            rows::reserve(tx, by, &workshop.space, people, &slots, now).await.map_err(taken_meanwhile)?;
        }
        days.extend(found.into_iter().map(|(_, day, _)| day));
    }
    if days.is_empty() { Ok(()) } else { Err(AppError::field(field, Problem::NoRoomOn { days })) }
}
