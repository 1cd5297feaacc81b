//! The SQL of a host's calendar: what files before brought, and the bookings that lie in what the new one brings.

use super::spaces::Space;
use crate::platform::{
    db::{Engine, Executor, Tx},
    error::AppError,
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use std::collections::BTreeSet;
use uuid::Uuid;

/// So many names a statement.
const NAMES: usize = 1_000;

/// The names of the blocks that files brought and that are not over, one for each block.
pub async fn names(db: impl Executor<'_>, space: &Space, now: DateTime<Utc>) -> Result<Vec<String>, AppError> {
    let rows: Vec<(String,)> = sqlx::query_as("select uid from block where space = $1 and uid <> '' and ends_at > $2")
        .bind(space.id)
        .bind(now)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Gives back what files brought under these names, so far as it is not over.
pub async fn forget(tx: &mut Tx, space: &Space, names: &BTreeSet<String>, now: DateTime<Utc>) -> Result<(), AppError> {
    let names: Vec<&String> = names.iter().collect();
    for some in names.chunks(NAMES) {
        let mut sql = QueryBuilder::<Engine>::new("delete from block where space = ");
        sql.push_bind(space.id).push(" and ends_at > ").push_bind(now).push(" and uid <> '' and uid in (");
        let mut list = sql.separated(", ");
        for name in some {
            list.push_bind(name.as_str());
        }
        sql.push(")");
        sql.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// A booking that has not begun: from when on it is there, and until when it is cleaned after it.
pub type Ahead = (Uuid, DateTime<Utc>, DateTime<Utc>);

/// The held bookings of a space that have not begun, of every cohort: no names.
pub async fn ahead(db: impl Executor<'_>, space: &Space, now: DateTime<Utc>) -> Result<Vec<Ahead>, AppError> {
    let rows = sqlx::query_as(
        "select id, starts_at, frees_at from booking where space = $1 and state = 'held' and frees_at > $2 and starts_at > $2
         order by starts_at, id",
    );
    Ok(rows.bind(space.id).bind(now).fetch_all(db).await?)
}
