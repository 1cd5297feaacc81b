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
    platform::error::AppError,
};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use uuid::Uuid;

/// Whoever booked it, the pôle that it is for, and facilitators cancel a booking; once begun, facilitators only.
///
/// Errors: `Forbidden` to others of the cohort, `InPast` once begun.
pub fn may_cancel(member: &Member, booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    let facilitates = member.role.is_facilitator();
    if !(facilitates || booking.person == member.person || booking.of_my_pole) {
        return Err(AppError::Forbidden);
    }
    if booking.state == BookingState::Held && booking.start <= now && !facilitates {
        return Err(AppError::field("", Problem::InPast));
    }
    Ok(())
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

/// The space `id` and the most that the visitor may do with it. To whom nothing is allowed it is not there.
pub async fn sight(visit: &Visit, id: Uuid) -> Result<(Sight, Space), AppError> {
    let db = visit.state.db.read();
    let cohorts = store::spaces::cohorts_of(db, id).await?;
    let mut seats = access::seats(db, visit.signed()?).await?;
    seats.retain(|seat| cohorts.contains(&seat.cohort.id));
    // The strongest role first, and of the cohorts with that role one that runs.
    seats.sort_by_key(|seat| (Reverse(strength(seat.role)), seat.cohort.state != State::Running));
    let seat = seats.into_iter().next().filter(|seat| strength(seat.role) > 0).ok_or(AppError::NotFound)?;
    let space = store::spaces::space(db, &seat, id).await?;
    let sight = match seat.role {
        Role::Facilitator => Sight::Edits(seat.member()?.facilitator()?),
        Role::Entrepreneur => Sight::Reads(seat.member()?),
        Role::Partner(_) => Sight::Sees,
    };
    Ok((sight, space))
}

fn strength(role: Role) -> u8 {
    match role {
        Role::Facilitator => 3,
        Role::Entrepreneur => 2,
        Role::Partner(PartnerKind::Host) => 1,
        Role::Partner(_) => 0,
    }
}
