//! What is stored about somebody who waits for a place, or whose quota was lifted: read for herself only.

use crate::platform::{db::Executor, session::Signed};
use chrono::{DateTime, NaiveDate, Utc};

/// A place in line that she took.
#[derive(sqlx::FromRow)]
pub struct OwnWait {
    pub space: String,
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: String,
    pub purpose: String,
}

/// For what she waited, the last one first.
pub async fn own_waits(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnWait>, sqlx::Error> {
    sqlx::query_as(
        "select s.name as space, s.time_zone, w.starts_at, w.ends_at, w.state, w.purpose
         from wait w join space s on s.id = w.space where w.person = $1 order by w.starts_at desc, w.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// For which days her quota was lifted, where, and why; and for whom she lifted it: then her name is theirs.
pub async fn own_lifts(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, NaiveDate, NaiveDate, String, bool)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, l.first_on, l.last_on, l.reason, l.person = $1
         from quota_lift l join space s on s.id = l.space where l.person = $1 or l.by_person = $1 order by l.first_on desc, l.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
