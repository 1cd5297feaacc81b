//! The SQL of calendars: what is on which days, and the addresses of feeds.

pub mod feeds;

use crate::{
    app::access::Member,
    platform::{db::Executor, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// A mission on the day by which it is due.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Due {
    pub id: Uuid,
    pub title: String,
    pub due_on: NaiveDate,
    pub mine: bool,
}

/// The missions of the member's cohort that are due between two days, both included, and not done.
pub async fn due(
    db: impl Executor<'_>,
    member: &Member,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<Due>, AppError> {
    let rows = sqlx::query_as(
        "select id, title, due_on, coalesce(person = $2, $5) as mine from mission
         where cohort = $1 and due_on >= $3 and due_on <= $4 and state <> 'done' order by due_on, created_at, id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(first)
    .bind(last)
    .bind(false)
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// A booking of the reader's.
#[derive(Clone, Debug)]
pub struct Booked {
    pub id: Uuid,
    pub space: String,
    /// The clock of the space.
    pub zone: Tz,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// The member's own held bookings that begin in an interval, in order. Those of events are seen as events.
pub async fn booked(
    db: impl Executor<'_>,
    member: &Member,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Booked>, AppError> {
    let rows: Vec<(Uuid, String, String, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select b.id, s.name, s.time_zone, b.starts_at, b.ends_at from booking b join space s on s.id = b.space
         where b.cohort = $1 and b.person = $2 and b.state = 'held' and b.hold_until is null and b.event is null and b.starts_at >= $3 and b.starts_at < $4
         order by b.starts_at, b.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(id, space, zone, starts_at, ends_at)| {
            let zone = zone.parse().map_err(|_| AppError::Internal)?;
            Ok(Booked { id, space, zone, starts_at, ends_at })
        })
        .collect()
}
