//! What one must hold to do something. A value of these types is the proof that its holder belongs to a cohort, in a role;
//! whoever does not belong meets "not there", and whoever belongs in another role meets "not for you".

mod store;

pub use store::{open, seat, seats};

use crate::{
    domain::{
        capitalisation::Scope,
        cohort::{Dates, Role, State},
        problem::Problem,
    },
    platform::error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::{ops::Deref, sync::Arc};
use uuid::Uuid;

/// What every page of a cohort needs to know of it.
#[derive(Clone, Debug)]
pub struct Cohort {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub brand: String,
    pub brand_colour: i64,
    pub template: String,
    pub state: State,
    pub dates: Dates,
    pub time_zone: Tz,
    pub help_name: String,
    pub help_phone: String,
}

impl Cohort {
    /// The cohort's own day at `now`.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.time_zone).date_naive()
    }

    /// Production, sales, bookings: only while the cohort runs.
    pub fn takes_work(&self) -> Result<(), AppError> {
        if self.state.takes_work() { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
    }

    /// Missions: while it is prepared and while it runs.
    pub fn takes_missions(&self) -> Result<(), AppError> {
        if self.state.takes_missions() { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
    }

    /// Contributions, lessons, the note: until it is archived.
    pub fn takes_words(&self) -> Result<(), AppError> {
        if self.state.takes_words() { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
    }

    /// The plan: until it is archived.
    pub fn takes_plan(&self) -> Result<(), AppError> {
        if self.state.takes_plan() { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
    }
}

/// A place in a cohort, in whatever role.
#[derive(Clone, Debug)]
pub struct Seat {
    pub person: Uuid,
    pub name: String,
    pub role: Role,
    pub cohort: Arc<Cohort>,
}

/// Somebody who takes part: facilitator or entrepreneur. Partners are not members.
#[derive(Clone, Debug)]
pub struct Member(Seat);

/// Somebody who plans and answers for the cohort.
#[derive(Clone, Debug)]
pub struct Facilitator(Member);

/// Somebody who reads published notes and aggregates, and nothing else.
#[derive(Clone, Debug)]
pub struct Partner(Seat);

/// Somebody who reads a cohort's published note: from a seat of whatever role, or from the public library.
#[derive(Clone, Debug)]
pub struct Reader {
    pub cohort: Arc<Cohort>,
    /// What she reads was meant for so many at least.
    pub scope: Scope,
}

impl Reader {
    /// From a seat.
    pub fn of(seat: &Seat) -> Self {
        Self { cohort: seat.cohort.clone(), scope: Scope::Partners }
    }
}

impl Deref for Member {
    type Target = Seat;
    fn deref(&self) -> &Seat {
        &self.0
    }
}

impl Deref for Facilitator {
    type Target = Member;
    fn deref(&self) -> &Member {
        &self.0
    }
}

impl Deref for Partner {
    type Target = Seat;
    fn deref(&self) -> &Seat {
        &self.0
    }
}

impl Seat {
    /// As a member. To a partner the cohort's inner pages are not there.
    pub fn member(self) -> Result<Member, AppError> {
        if self.role.is_member() { Ok(Member(self)) } else { Err(AppError::NotFound) }
    }

    /// As a partner.
    pub fn partner(self) -> Result<Partner, AppError> {
        if self.role.is_partner() { Ok(Partner(self)) } else { Err(AppError::NotFound) }
    }
}

impl Member {
    /// As a facilitator.
    pub fn facilitator(self) -> Result<Facilitator, AppError> {
        if self.role.is_facilitator() { Ok(Facilitator(self)) } else { Err(AppError::Forbidden) }
    }
}
