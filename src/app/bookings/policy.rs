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
    if booking.offered {
        return Err(AppError::field("", Problem::AnswerFirst));
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
        _ if booking.offered => Err(AppError::field("", Problem::AnswerFirst)),
        BookingState::Held if booking.start > now => Ok(()),
        BookingState::Held => Err(AppError::field("", Problem::BookingBegun)),
        _ => Err(AppError::field("", Problem::BookingGone)),
    }
}

/// Why a booking was given back late is for its booker, its pôle and who accompanies.
pub fn reads_reason(member: &Member, booking: &Booking) -> bool {
    member.role.is_facilitator() || booking.person == member.person || booking.of_my_pole
}

/// Whoever booked it and the pôle that it is for say what was made, once it is over.
///
/// Errors: `Forbidden` to others of the cohort, `InFuture` before its end.
pub fn may_say_what_was_made(member: &Member, booking: &Booking, now: DateTime<Utc>) -> Result<(), AppError> {
    if booking.event.is_some() || !(booking.person == member.person || booking.of_my_pole) {
        return Err(AppError::Forbidden);
    }
    if booking.end > now { Err(AppError::field("", Problem::InFuture)) } else { Ok(()) }
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

impl Sight {
    /// The cohort through which it is seen; hosts see it through none in particular.
    pub fn cohort(&self) -> Option<Uuid> {
        match self {
            Sight::Edits(facilitator) => Some(facilitator.cohort.id),
            Sight::Reads(member) => Some(member.cohort.id),
            Sight::Sees => None,
        }
    }

    /// Its facilitators and hosts take time of a space for something else, and give it back.
    pub fn blocks(&self) -> bool {
        !matches!(self, Sight::Reads(_))
    }

    /// Whoever works there says that a machine is out of order: facilitators from when and until when, others until this
    /// evening, so that a mistake costs nobody more than a day.
    pub fn reports(&self) -> bool {
        !matches!(self, Sight::Sees)
    }
}

/// The space `id` for who takes time of it, as long as one of the cohorts through which it is theirs has not been archived.
pub async fn may_block(db: &Db, signed: &Signed, id: Uuid) -> Result<(Sight, Space), AppError> {
    let (sight, space) = Sight::of(db, signed, id).await?;
    match &sight {
        Sight::Edits(facilitator) => facilitator.cohort.takes_plan()?,
        Sight::Reads(_) => return Err(AppError::Forbidden),
        Sight::Sees => hosts_still(db, signed, id).await?,
    }
    Ok((sight, space))
}

async fn hosts_still(db: &Db, signed: &Signed, space: Uuid) -> Result<(), AppError> {
    let cohorts = store::spaces::cohorts_of(db.read(), space).await?;
    let seats = access::seats(db.read(), signed).await?;
    let still = |seat: &access::Seat| {
        strength(seat.role) > 0 && cohorts.contains(&seat.cohort.id) && seat.cohort.state.takes_plan()
    };
    if seats.iter().any(still) { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
}

/// The space `id` for who says that a machine is out of order: facilitators while there is a plan, others while they work.
pub async fn may_report(db: &Db, signed: &Signed, id: Uuid) -> Result<(Sight, Space), AppError> {
    let (sight, space) = Sight::of(db, signed, id).await?;
    match &sight {
        Sight::Edits(facilitator) => facilitator.cohort.takes_plan()?,
        Sight::Reads(member) => member.cohort.takes_work()?,
        Sight::Sees => return Err(AppError::Forbidden),
    }
    Ok((sight, space))
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

/// Who reads how a space was used: facilitators and hosts all of it, a funder what her own cohorts did. Nobody is named in it;
/// of the cohorts, those that the reader belongs to.
#[derive(Clone, Debug)]
pub struct Reading {
    pub space: Space,
    pub person: Uuid,
    /// The reader's cohorts that use the space, by name.
    pub cohorts: Vec<(Uuid, String)>,
    /// Whether what others did is added up beside them.
    pub others: bool,
    /// The cohort that the reader accompanies, when she does.
    pub facilitator: Option<Facilitator>,
}

impl Reading {
    /// The space `id` as `signed` may read of its use. To whom nothing is allowed it is not there.
    pub async fn of(db: &Db, signed: &Signed, id: Uuid) -> Result<Self, AppError> {
        let linked = store::spaces::cohorts_of(db.read(), id).await?;
        let mut seats = access::seats(db.read(), signed).await?;
        seats.retain(|seat| linked.contains(&seat.cohort.id));
        let strength = |seat: &access::Seat| match seat.role {
            Role::Partner(PartnerKind::Funder) => 1,
            role => strength(role) * 2,
        };
        seats.retain(|seat| strength(seat) > 0);
        seats.sort_by_key(|seat| (Reverse(strength(seat)), seat.cohort.state != State::Running));
        let best = seats.first().cloned().ok_or(AppError::NotFound)?;
        let space = store::spaces::space(db.read(), &best, id).await?;
        let facilitator = match best.role {
            Role::Entrepreneur => return Err(AppError::Forbidden),
            Role::Facilitator => Some(best.clone().member()?.facilitator()?),
            Role::Partner(_) => None,
        };
        let cohorts = seats.into_iter().map(|seat| (seat.cohort.id, seat.cohort.name.clone())).collect();
        Ok(Self { space, person: signed.person, cohorts, others: strength(&best) > 1, facilitator })
    }

    /// What a cohort is called, to this reader; nothing where she reads nothing of it.
    pub fn name<'r>(&'r self, cohort: Uuid, others: &'r str) -> Option<&'r str> {
        let own = self.cohorts.iter().find(|(id, _)| *id == cohort).map(|(_, name)| name.as_str());
        own.or(self.others.then_some(others))
    }
}
