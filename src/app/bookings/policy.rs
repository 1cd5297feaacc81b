//! Who may do what in the workshop, where it needs more than a role.

use super::store::{self, Booking, BookingState, door::Presence, spaces::Space};
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

/// Whoever booked it and the pôle that it is for say that they have come; facilitators also when it was late.
///
/// Errors: `Forbidden` to others of the cohort, `Changed` when it was cancelled, else what [`crate::domain::capacity::Turn::comes`] says.
pub fn may_check_in(
    member: &Member,
    booking: &Booking,
    presence: &Presence,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let facilitates = member.role.is_facilitator();
    if !(facilitates || booking.person == member.person || booking.of_my_pole) {
        return Err(AppError::Forbidden);
    }
    if booking.state != BookingState::Held && presence.missed_at.is_none() {
        return Err(AppError::field("", Problem::Changed));
    }
    let comes = match presence.missed_at {
        Some(_) => Err(Problem::NobodyCame),
        None => presence.turn.comes(presence.grace_minutes, now),
    };
    match comes {
        Err(Problem::NobodyCame | Problem::InPast) if facilitates => Ok(()),
        comes => comes.map_err(|problem| AppError::field("", problem)),
    }
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

    /// Facilitators alone change it.
    pub fn edits(self) -> Result<Facilitator, AppError> {
        match self {
            Self::Edits(facilitator) => Ok(facilitator),
            Self::Reads(_) => Err(AppError::Forbidden),
            Self::Sees => Err(AppError::NotFound),
        }
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
