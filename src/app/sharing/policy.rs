//! Who may do what here, and until when: what the group votes on or has decided stays as it is.

use super::{
    stage::Stage,
    store::{self, Sharing},
};
use crate::{
    app::{access::Member, money},
    domain::{cohort::Dates, problem::Problem},
    platform::{db::Tx, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Refuses to change a sharing that the group votes on or has decided.
pub fn prepare(stage: &Stage) -> Result<(), AppError> {
    match stage {
        Stage::Preparing => Ok(()),
        _ => Err(AppError::field("", Problem::SharingFixed)),
    }
}

/// Whether `member` sees what others get.
pub fn sees_lines(member: &Member, sharing: &Sharing) -> bool {
    // Who accompanies the group pays what was decided; before that there is nothing to pay.
    sharing.open_lines || (member.role.is_facilitator() && sharing.frozen.is_some())
}

/// A statement is its member's. Anybody else's is not there.
pub fn statement(member: &Member, person: Uuid) -> Result<(), AppError> {
    if member.person == person { Ok(()) } else { Err(AppError::NotFound) }
}

/// Whether two periods have a day in common.
pub fn overlap(one: Dates, other: Dates) -> bool {
    one.starts_on <= other.ends_on && other.starts_on <= one.ends_on
}

/// Refuses, at `field`, a day whose result is shared already. It takes the group's books until the transaction ends: nobody
/// freezes a sharing meanwhile.
pub async fn not_shared(tx: &mut Tx, by: &Member, field: &str, day: NaiveDate) -> Result<(), AppError> {
    money::store::hold(tx, by).await?;
    match store::shared(&mut **tx, by).await?.iter().find(|period| period.contains(day)) {
        Some(period) => Err(AppError::field(field, Problem::Shared { first: period.starts_on, last: period.ends_on })),
        None => Ok(()),
    }
}
