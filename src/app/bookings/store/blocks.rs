//! The SQL of blocks: times that the host of a space or a facilitator takes for something else. Who may is the caller's to
//! know; holding the space proves that it was looked up for somebody who sees it. A block does not say who made it.

use super::spaces::Space;
use crate::{
    domain::capacity::Block,
    platform::{
        db::{Engine, Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// So many rows a statement: an imported calendar may have thousands.
const ROWS: usize = 1_000;

/// A block with the id to take it back by. `uid` is what a calendar file calls it, empty for those made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub id: Uuid,
    pub uid: String,
    pub block: Block,
}

/// Takes these times. One of a calendar file that is known already, by `uid` and start, is changed.
///
/// Errors: a held booking that has not begun lies in one of them; the caller takes such places away first.
pub async fn insert_all(tx: &mut Tx, space: &Space, blocks: &[Blocked]) -> Result<(), sqlx::Error> {
    for some in blocks.chunks(ROWS) {
        let mut sql =
            QueryBuilder::<Engine>::new("insert into block (id, space, starts_at, ends_at, reason, uid, since) ");
        sql.push_values(some, |mut row, Blocked { id, uid, block }| {
            row.push_bind(*id).push_bind(space.id).push_bind(block.start).push_bind(block.end);
            row.push_bind(block.reason.clone()).push_bind(uid.clone()).push_bind(block.since);
        });
        sql.push(
            " on conflict (space, uid, starts_at) where uid <> ''
              do update set ends_at = excluded.ends_at, reason = excluded.reason, since = excluded.since",
        );
        sql.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// The times of a space that are taken for something else in an interval.
pub async fn during(
    db: impl Executor<'_>,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Block>, AppError> {
    Ok(within(db, space, from, to).await?.into_iter().map(|blocked| blocked.block).collect())
}

/// The blocks of a space that touch an interval, in order.
pub async fn within(
    db: impl Executor<'_>,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Blocked>, AppError> {
    let rows: Vec<(Uuid, String, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, String)> = sqlx::query_as(
        "select id, uid, starts_at, ends_at, since, reason from block
         where space = $1 and ends_at > $2 and starts_at < $3 order by starts_at, id",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    let read = |(id, uid, start, end, since, reason)| Blocked { id, uid, block: Block { start, end, since, reason } };
    Ok(rows.into_iter().map(read).collect())
}

/// Gives the time back.
pub async fn remove(tx: &mut Tx, space: &Space, id: Uuid) -> Result<(), AppError> {
    let gone = sqlx::query("delete from block where id = $1 and space = $2")
        .bind(id)
        .bind(space.id)
        .execute(&mut **tx)
        .await?;
    there(gone.rows_affected())
}
