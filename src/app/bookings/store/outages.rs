//! The SQL of machines that are out of order for a while, and of all that takes room without being a booking.

use super::{blocks::Blocked, some, spaces::Space};
use crate::{
    domain::capacity::{Away, Block, Outage, Usage},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An outage with the id to end it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub id: Uuid,
    pub outage: Outage,
}

/// Blocks and outages of a space, in order.
#[derive(Clone, Debug, Default)]
pub struct Unavailable {
    pub blocks: Vec<Blocked>,
    pub outages: Vec<Broken>,
}

impl Unavailable {
    /// As what takes room.
    pub fn away(&self) -> impl Iterator<Item = Away> {
        let blocks = self.blocks.iter().map(|blocked| blocked.block.away());
        blocks.chain(self.outages.iter().map(|broken| broken.outage.away()))
    }

    /// As bookings have to know them that begin from now on.
    pub fn usages(&self) -> impl Iterator<Item = Usage> {
        self.away().map(|away| away.usage)
    }
}

/// What takes room in a space without being a booking and touches an interval: one statement for both kinds.
pub async fn unavailable(
    db: impl Executor<'_>,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Unavailable, AppError> {
    type Row = (Uuid, String, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, String, Option<Uuid>, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, uid, starts_at, ends_at, since, reason, cast(null as uuid) as machine, 0 as count from block
         where space = $1 and ends_at > $2 and starts_at < $3
         union all
         select o.id, '', o.starts_at, o.ends_at, o.since, o.reason, o.machine, o.count
         from outage o join machine m on m.id = o.machine
         where m.space = $1 and o.ends_at > $2 and o.starts_at < $3
         order by 3, 1",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    let mut found = Unavailable::default();
    for (id, uid, start, end, since, reason, machine, count) in rows {
        match machine {
            None => found.blocks.push(Blocked { id, uid, block: Block { start, end, since, reason } }),
            Some(machine) => {
                let outage = Outage { machine, count: some(count), start, end, since, reason };
                found.outages.push(Broken { id, outage });
            }
        }
    }
    Ok(found)
}

/// Notes that machines are out of order.
///
/// Errors: held bookings that have not begun need them; the caller takes such places away first.
pub async fn insert(tx: &mut Tx, id: Uuid, outage: &Outage) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into outage (id, machine, count, starts_at, ends_at, reason, since) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(outage.machine)
    .bind(i64::from(outage.count))
    .bind(outage.start)
    .bind(outage.end)
    .bind(&outage.reason)
    .bind(outage.since)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Machines work again from `now` on. What never began is forgotten; what is over already stays as it was.
pub async fn end(tx: &mut Tx, space: &Space, id: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let forgotten = sqlx::query(
        "delete from outage where id = $1 and starts_at >= $3 and machine in (select id from machine where space = $2)",
    )
    .bind(id)
    .bind(space.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if forgotten.rows_affected() > 0 {
        return Ok(());
    }
    let ended = sqlx::query(
        "update outage set ends_at = case when ends_at > $3 then $3 else ends_at end
         where id = $1 and machine in (select id from machine where space = $2)",
    )
    .bind(id)
    .bind(space.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    there(ended.rows_affected())
}
