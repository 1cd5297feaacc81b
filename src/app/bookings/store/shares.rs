//! The SQL of who uses a space how much: read for sums, never for a list of what somebody did.

use super::spaces::Space;
use crate::{
    app::access::{Facilitator, Member},
    platform::{db::Executor, error::AppError},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A use of the space. Of other cohorts only that it was theirs.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Use {
    pub ours: bool,
    pub person: Option<Uuid>,
    pub pole: Option<Uuid>,
    pub event: bool,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
}

/// Every use of a space that touches an interval. What is only offered is no use.
pub async fn uses(
    db: impl Executor<'_>,
    member: &Member,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Use>, AppError> {
    let rows = sqlx::query_as(
        "select cohort = $2 as ours, case when cohort = $2 then person end as person, case when cohort = $2 then pole end as pole,
                event is not null as event, starts_at, ends_at, people
         from booking where space = $1 and state = 'held' and hold_until is null and ends_at > $3 and starts_at < $4",
    );
    Ok(rows.bind(space.id).bind(member.cohort.id).bind(from).bind(to).fetch_all(db).await?)
}

/// The pôles of the cohort in their own order.
pub async fn poles(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, String)>, AppError> {
    let rows = sqlx::query_as("select id, name from pole where cohort = $1 order by position, id");
    Ok(rows.bind(member.cohort.id).fetch_all(db).await?)
}

/// How many take part in the cohort as entrepreneurs: each has an equal part.
pub async fn entrepreneurs(db: impl Executor<'_>, member: &Member) -> Result<i64, AppError> {
    let (count,): (i64,) = sqlx::query_as(
        "select count(*) from membership where cohort = $1 and role = 'entrepreneur' and until_on is null",
    )
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(count)
}

/// They and their names, for who may lift the quota of one of them.
pub async fn named(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<(Uuid, String)>, AppError> {
    let rows = sqlx::query_as(
        "select p.id, p.display_name from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.role = 'entrepreneur' and m.until_on is null",
    );
    Ok(rows.bind(by.cohort.id).fetch_all(db).await?)
}
