//! What the landing page shows: a member's next appointments and what waits for her.

use super::{Event, EventRow};
use crate::{
    app::access::{Facilitator, Member},
    domain::mission::MissionState,
    platform::{db::Executor, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// The events that come next or go on: a day and the next have no more.
pub async fn next_events(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Event>, AppError> {
    let rows: Vec<EventRow> = sqlx::query_as(
        "select id, kind, title, place, starts_at, ends_at from event
         where cohort = $1 and ends_at > $2 order by starts_at, id limit 12",
    )
    .bind(member.cohort.id)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EventRow::event).collect()
}

/// A booking as its booker needs it.
#[derive(Clone, Debug, FromRow)]
pub struct Slot {
    pub id: Uuid,
    pub space: String,
    /// The clock of the space.
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Her own bookings that come next or go on.
pub async fn next_bookings(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Slot>, AppError> {
    let slots = sqlx::query_as(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at from booking b join space s on s.id = b.space
         where b.cohort = $1 and b.person = $2 and b.state = 'held' and b.hold_until is null and b.event is null and b.ends_at > $3
         order by b.starts_at, b.id limit 12",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(slots)
}

/// Bookings to come that lost their place when the space changed: her own, and everybody's for a facilitator.
pub async fn displaced(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Slot>, AppError> {
    let slots = sqlx::query_as(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at from booking b join space s on s.id = b.space
         where b.cohort = $1 and b.state = 'displaced' and b.hold_until is null and b.ends_at > $2 and (b.person = $3 or $4 = true)
         order by b.starts_at, b.id limit 20",
    )
    .bind(member.cohort.id)
    .bind(now)
    .bind(member.person)
    .bind(member.role.is_facilitator())
    .fetch_all(db)
    .await?;
    Ok(slots)
}

/// A task of hers.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: Uuid,
    pub title: String,
    pub pole: String,
    pub due_on: Option<NaiveDate>,
    pub state: MissionState,
}

/// Her missions that are not done, the most urgent first.
pub async fn tasks(db: impl Executor<'_>, member: &Member) -> Result<Vec<Task>, AppError> {
    let rows: Vec<(Uuid, String, String, Option<NaiveDate>, String)> = sqlx::query_as(
        "select m.id, m.title, p.name, m.due_on, m.state from mission m join pole p on p.id = m.pole
         where m.cohort = $1 and m.state <> 'done'
           and (m.person = $2 or exists (select 1 from mission_helper h where h.mission = m.id and h.person = $2))
         order by coalesce(m.due_on, $3), m.created_at, m.id limit 8",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(NaiveDate::from_ymd_opt(9999, 12, 31))
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(id, title, pole, due_on, state)| {
            let state = MissionState::from_code(&state).ok_or(AppError::Internal)?;
            Ok(Task { id, title, pole, due_on, state })
        })
        .collect()
}

/// The names of the pôles for which nobody answers.
pub async fn poles_without_referent(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<String>, AppError> {
    let rows: Vec<(String,)> =
        sqlx::query_as("select name from pole where cohort = $1 and referent is null order by position, id")
            .bind(by.cohort.id)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The names of the entrepreneurs who are in no pôle.
pub async fn people_without_pole(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<String>, AppError> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "select h.display_name from membership m join person h on h.id = m.person
         where m.cohort = $1 and m.role = 'entrepreneur' and m.until_on is null
         and not exists (select 1 from pole_member i join pole p on p.id = i.pole
                         where p.cohort = m.cohort and i.person = m.person)
         order by m.from_on, m.id",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
