//! Who waits in the running cohort: for a machine of which there is one, on the next day when others have it. The workshop
//! asks for a fair part, and once a facilitator let somebody have more.

use super::{
    craft::{id, person},
    rows::{Booking, Cohort, Space},
    store,
};
use crate::{domain::cohort::State, platform::db::Tx};
use chrono::{DateTime, Duration, Utc};
use sqlx::Error;
use uuid::Uuid;

/// Who waits, and whose quota is lifted.
const WAITS: &str = "aicha";
const LIFTED: &str = "fatoumata";
/// Ten hours a week.
const QUOTA: i64 = 600;

/// Somebody in line.
pub struct Wait<'b> {
    pub id: Uuid,
    pub person: Uuid,
    pub machine: Uuid,
    /// What she waits for.
    pub taken: &'b Booking,
    pub asked_at: DateTime<Utc>,
}

/// A lifted quota, from the day on which it was lifted.
pub struct Lift {
    pub id: Uuid,
    pub space: Uuid,
    pub person: Uuid,
    pub by: Uuid,
    pub reason: &'static str,
    pub at: DateTime<Utc>,
}

pub async fn insert(tx: &mut Tx, cohort: &Cohort, spaces: &[Space], now: DateTime<Utc>) -> Result<(), Error> {
    let Some(wait) = wait(cohort, spaces, now).filter(|_| cohort.script.state == State::Running) else { return Ok(()) };
    let at = now - Duration::days(1);
    let lift = Lift {
        id: id(at, "lift"),
        space: wait.taken.space,
        person: person(LIFTED),
        by: person(cohort.script.facilitators[0]),
        reason: "Une commande de foulards à finir avant le marché.",
        at,
    };
    store::set_quota(tx, lift.space, QUOTA).await?;
    store::insert_wait(tx, cohort.id, &wait).await?;
    store::insert_lift(tx, cohort.id, &lift).await
}

fn wait<'b>(cohort: &'b Cohort, spaces: &[Space], now: DateTime<Utc>) -> Option<Wait<'b>> {
    let waits = person(WAITS);
    let only = |machine: &Uuid| {
        spaces.iter().flat_map(|space| &space.machines).any(|one| one.id == *machine && one.count == 1)
    };
    let others = cohort.bookings.iter().filter(|booking| booking.cancelled_at.is_none() && booking.person != waits);
    let coming = others.filter(|booking| booking.starts_at > now + Duration::days(1));
    let (taken, machine) = coming.into_iter().find_map(|booking| {
        booking.machines.iter().find(|(machine, _)| only(machine)).map(|(machine, _)| (booking, *machine))
    })?;
    let asked_at = now - Duration::hours(3);
    Some(Wait { id: id(asked_at, "wait"), person: waits, machine, taken, asked_at })
}
