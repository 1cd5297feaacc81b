//! The weekly quota: how long somebody books a space for herself in a week, by the clock of the space, unless a facilitator
//! lifted it. It is the time that counts, not the places. What is for a pôle, an event, an order or a mission is the group's,
//! and facilitators book for the group: neither is held to it.

use super::{
    purpose::For,
    store::{quota as rows, spaces::Space},
};
use crate::{
    app::access::Member,
    domain::{
        fairness::{inside, over_quota, week_of},
        minutes::Minutes,
        problem::Problem,
        time::local,
    },
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whether the member may book a space at these moments. What `besides` names is about to change, and counts no more.
///
/// Errors: at `to` what is left of the first week that would have too much, and who may lift it.
pub async fn allow(
    db: &mut Connection,
    member: &Member,
    space: &Space,
    whom: For,
    moments: &[(DateTime<Utc>, DateTime<Utc>)],
    besides: &[Uuid],
) -> Result<(), AppError> {
    let Some(quota) = space.terms.quota_minutes.map(Minutes).filter(|_| whom == For::Me) else { return Ok(()) };
    if member.role.is_facilitator() {
        return Ok(());
    }
    let weeks: BTreeSet<_> = moments.iter().map(|moment| week_of(moment.0, space.zone)).collect();
    let Some((first, last)) = weeks.first().zip(weeks.last()) else { return Ok(()) };
    let mut booked = rows::booked(&mut *db, member, space, (first.0, last.1)).await?;
    booked.retain(|(id, ..)| !besides.contains(id));
    let booked: Vec<_> = booked.into_iter().map(|(_, start, end)| (start, end)).collect();
    let days = (local(first.0, space.zone).0, local(last.1, space.zone).0);
    let lifted = rows::lifted(&mut *db, member, space, days).await?;
    let is_lifted = |moment: &(DateTime<Utc>, DateTime<Utc>)| {
        let day = local(moment.0, space.zone).0;
        lifted.iter().any(|(from, until)| *from <= day && day <= *until)
    };
    let counted: Vec<_> = moments.iter().copied().filter(|moment| !is_lifted(moment)).collect();
    let Some((week, left)) = over_quota(quota, &booked, &counted, space.zone) else { return Ok(()) };
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
    Ok(booked.into_iter().map(|(_, start, end)| inside((start, end), week)).sum())
}
