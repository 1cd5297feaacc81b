//! What a change of a space does to what is booked there. What would lose its place is listed first and asked about; once
//! somebody has agreed to just this list, it loses its place in the transaction that changes the space.

use super::super::{
    settling,
    store::{
        self,
        spaces::{Space, Workshop},
    },
};
use crate::{
    app::{
        act::{Act, Go},
        words::Notice,
    },
    domain::{
        capacity::{self, Away, Closure, Hours, Special, until_repaired},
        problem::Problem,
    },
    platform::{db::Tx, error::AppError, form, token},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The actions that may cost bookings their place.
pub const CHANGES: [&str; 10] = [
    "spaces/save",
    "spaces/save-machine",
    "spaces/save-hours",
    "spaces/close",
    "spaces/unlink",
    "spaces/save-terms",
    "spaces/save-day",
    "spaces/remove-day",
    "spaces/block",
    "spaces/report-outage",
];

/// What a space is about to become.
pub(super) struct After<'a> {
    pub space: &'a Space,
    pub machine: Option<(Uuid, u32)>,
    pub hours: Option<&'a [Hours]>,
    pub special: Option<(NaiveDate, &'a [Special])>,
    pub closure: Option<&'a Closure>,
    pub away: Option<Away>,
}

impl<'a> After<'a> {
    pub fn of(space: &'a Space) -> Self {
        Self { space, machine: None, hours: None, special: None, closure: None, away: None }
    }

    fn change(&self, workshop: &mut Workshop) {
        let place = &mut workshop.place;
        if let Some((machine, count)) = self.machine {
            place.space.machines.iter_mut().filter(|(id, _)| *id == machine).for_each(|(_, has)| *has = count);
        }
        if let Some(hours) = self.hours {
            place.hours = hours.to_vec();
        }
        if let Some((day, hours)) = self.special {
            place.special.retain(|special| special.day != day);
            place.special.extend_from_slice(hours);
        }
        place.closures.extend(self.closure.cloned());
    }
}

/// Takes the places of the bookings that do not fit `after`, before the space becomes so; the space is locked. Whether there
/// were any.
///
/// Errors: which ones, as long as nobody has agreed to just these.
pub(super) async fn make_room(act: &Act, tx: &mut Tx, after: After<'_>) -> Result<bool, AppError> {
    let now = act.now();
    let mut workshop = store::spaces::workshop(tx, after.space.clone()).await?;
    after.change(&mut workshop);
    let unavailable = store::outages::unavailable(&mut **tx, after.space, now, until_repaired()).await?;
    let away: Vec<Away> = unavailable.away().chain(after.away).collect();
    let held = store::displaced::held(tx, after.space, now).await?;
    let out = capacity::displaced(&workshop.place, &held, &away, now);
    let displaced = displace(act, tx, after.space, &out).await?;
    store::opening::count_from(tx, after.space, now).await?;
    Ok(displaced)
}

/// Takes these places away, unanswered offers among them. Whether there was more than offers.
///
/// Errors: which ones, as long as nobody has agreed to just these.
pub(super) async fn displace(act: &Act, tx: &mut Tx, space: &Space, out: &[Uuid]) -> Result<bool, AppError> {
    let bookings = store::displaced::firm(&mut **tx, out).await?;
    if !bookings.is_empty() && form::text(&act.form, "agreed") != agreement(&bookings) {
        return Err(AppError::field("", Problem::WouldDisplace { bookings }));
    }
    store::displaced::displace(tx, space, out).await?;
    Ok(!bookings.is_empty())
}

/// What a form says to agree that these bookings lose their place: with one more or one less, it is asked again.
pub fn agreement(bookings: &[Uuid]) -> String {
    let mut ids: Vec<String> = bookings.iter().map(Uuid::to_string).collect();
    ids.sort_unstable();
    token::hash(&ids.join(" ")).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Offers what the change may have freed, commits, and says on the page at `path` whether bookings lost their place.
pub(super) async fn done(act: &Act, mut tx: Tx, space: Uuid, displaced: bool, path: String) -> Result<Go, AppError> {
    settling::settle(&mut tx, space, act.now()).await?;
    act.finish(tx, space).await?;
    Ok(Go::to(path).saying(if displaced { Notice::SpaceSavedDisplaced } else { Notice::SpaceSaved }))
}
