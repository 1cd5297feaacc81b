//! Who may do what in the workshop, where it needs more than a role.

use super::store::{self, Booking, BookingState, spaces::Space};
use crate::{
    app::{
        access::{self, Facilitator, Member},
        visit::Visit,
    },
    domain::{
        cohort::{PartnerKind, Role, State},
        problem::Problem,
    },
    platform::{db::Db, error::AppError, session::Signed},
};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use uuid::Uuid;

/// Whoever booked it, the pôle that it is for, and facilitators cancel a booking; once begun, facilitators only.
///
/// Errors: `OfEvent` for those of events, which are changed there; `Forbidden` to others of the cohort, `InPast` once begun.
pub fn may_cancel(member: &Member, booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    if booking.event.is_some() {
        return Err(AppError::field("", Problem::OfEvent));
    }
    let facilitates = member.role.is_facilitator();
    if !(facilitates || booking.person == member.person || booking.of_my_pole) {
        return Err(AppError::Forbidden);
    }
    if booking.state == BookingState::Held && booking.start <= now && !facilitates {
        return Err(AppError::field("", Problem::InPast));
    }
    Ok(())
}

/// Whoever may cancel a booking changes it too, also while it goes on.
///
/// Errors: `OfEvent`, `Forbidden` to others of the cohort, `BookingGone` once cancelled, `InPast` once over.
pub fn may_change(member: &Member, booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    if booking.event.is_some() {
        return Err(AppError::field("", Problem::OfEvent));
    }
    if !(member.role.is_facilitator() || booking.person == member.person || booking.of_my_pole) {
        return Err(AppError::Forbidden);
    }
    if booking.state == BookingState::Cancelled {
        return Err(AppError::field("", Problem::BookingGone));
    }
    if booking.end <= now { Err(AppError::field("", Problem::InPast)) } else { Ok(()) }
}

/// A place is passed on by whoever has it, and by nobody in her name.
pub fn may_pass(member: &Member, booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    if booking.person != member.person {
        return Err(AppError::Forbidden);
    }
    can_pass(booking, now)
}

/// Whether a booking can go to somebody else: it is held, to come, and nobody's but the booker's.
pub fn can_pass(booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    match booking.state {
        _ if booking.event.is_some() => Err(AppError::field("", Problem::OfEvent)),
        BookingState::Held if booking.start > now => Ok(()),
        BookingState::Held => Err(AppError::field("", Problem::BookingBegun)),
        _ => Err(AppError::field("", Problem::BookingGone)),
    }
}

/// Why a booking was given back late is for its booker, its pôle and who accompanies.
pub fn reads_reason(member: &Member, booking: &Booking) -> bool {
    member.role.is_facilitator() || booking.person == member.person || booking.of_my_pole
}

/// What somebody may do with a space.
pub enum Sight {
    /// Facilitators of the cohorts that use it.
    Edits(Facilitator),
    /// Their members.
    Reads(Member),
    /// Hosts among their partners: when it is used, without names.
    Sees,
}

impl Sight {
    /// The space `id` and the most that somebody may do with it. To whom nothing is allowed it is not there.
    pub async fn of(db: &Db, signed: &Signed, id: Uuid) -> Result<(Self, Space), AppError> {
        let cohorts = store::spaces::cohorts_of(db.read(), id).await?;
        let mut seats = access::seats(db.read(), signed).await?;
        seats.retain(|seat| cohorts.contains(&seat.cohort.id));
        // The strongest role first, and of the cohorts with that role one that runs.
        seats.sort_by_key(|seat| (Reverse(strength(seat.role)), seat.cohort.state != State::Running));
        let seat = seats.into_iter().next().filter(|seat| strength(seat.role) > 0).ok_or(AppError::NotFound)?;
        let space = store::spaces::space(db.read(), &seat, id).await?;
        let sight = match seat.role {
            Role::Facilitator => Sight::Edits(seat.member()?.facilitator()?),
            Role::Entrepreneur => Sight::Reads(seat.member()?),
            Role::Partner(_) => Sight::Sees,
        };
        Ok((sight, space))
    }

    /// Facilitators and hosts let others see when the space is taken.
    pub fn publishes(&self) -> Result<(), AppError> {
        if matches!(self, Sight::Reads(_)) { Err(AppError::Forbidden) } else { Ok(()) }
    }
}

/// The same for the visitor of a page.
pub async fn sight(visit: &Visit, id: Uuid) -> Result<(Sight, Space), AppError> {
    Sight::of(&visit.state.db, visit.signed()?, id).await
}

fn strength(role: Role) -> u8 {
    match role {
        Role::Facilitator => 3,
        Role::Entrepreneur => 2,
        Role::Partner(PartnerKind::Host) => 1,
        Role::Partner(_) => 0,
    }
}
