//! The weekly quota: how long somebody books a space for herself in a week, by the clock of the space, unless a facilitator
//! lifted it. It is the time that counts, not the places. What is for a pôle or an event is the group's, and facilitators
//! book for the group: neither is held to it.

use super::store::{quota as rows, spaces::Space};
use crate::{
    app::access::Member,
    domain::{
        fairness::{inside, left, week_of},
        minutes::Minutes,
        problem::Problem,
        time::local,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Whether the member may book a space for `pole`, or for herself, from `start` to `end`.
///
/// Errors: at `to` what is left of that week, and who may lift it.
pub async fn allow(
    db: &mut Connection,
    member: &Member,
    space: &Space,
    pole: Option<Uuid>,
    (start, end): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), AppError> {
    let Some(quota) = space.terms.quota_minutes.map(Minutes).filter(|_| pole.is_none()) else { return Ok(()) };
    if member.role.is_facilitator() {
        return Ok(());
    }
    let week = week_of(start, space.zone);
    let left = left(quota, booked(db, member, space, week).await?);
    let day = local(start, space.zone).0;
    if inside((start, end), week) <= left || rows::is_lifted(&mut *db, member, space, day).await? {
        return Ok(());
    }
    let by = rows::facilitators(&mut *db, member).await?.join(", ");
    let week = local(week.0, space.zone).0;
    Err(AppError::field("to", Problem::OverQuota { left, week, by }))
}

/// What the member has booked for herself in a week of a space.
pub async fn booked(
    db: &mut Connection,
    member: &Member,
    space: &Space,
    week: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Minutes, AppError> {
    let booked = rows::booked(&mut *db, member, space, week).await?;
    Ok(booked.into_iter().map(|span| inside(span, week)).sum())
}
