//! The SQL of bookings that change: moved, shortened, given back, one or many at once.

use super::{machines_in_use, outages, reach, some, spaces::Space};
use crate::{
    app::{access::Member, bookings::forms::Wanted},
    domain::{
        capacity::{Machines, Usage},
        problem::Problem,
    },
    platform::{
        db::{Connection, Engine, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What takes room in a space between two instants, as `busy` says, but for some bookings: those that are about to change.
pub async fn busy_beside(
    db: &mut Connection,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    besides: &[Uuid],
) -> Result<Vec<Usage>, AppError> {
    let rows: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select id, starts_at, frees_at, people from booking
         where space = $1 and state = 'held' and frees_at > $2 and frees_at < $4 and starts_at < $3
         order by starts_at, id",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .bind(reach(to))
    .fetch_all(&mut *db)
    .await?;
    let mut machines = machines_in_use(&mut *db, space, from, to).await?;
    let beside = rows.into_iter().filter(|(id, ..)| !besides.contains(id));
    let usage = |(id, start, end, people): (Uuid, DateTime<Utc>, DateTime<Utc>, i64)| Usage {
        start,
        end,
        people: some(people),
        machines: machines.remove(&id).unwrap_or_default(),
    };
    let away = outages::unavailable(db, space, from, to).await?;
    Ok(beside.map(usage).chain(away.usages()).collect())
}

/// The machines of a booking, by id.
pub async fn machines_by_id(db: &mut Connection, booking: Uuid) -> Result<Machines, AppError> {
    let rows: Vec<(Uuid, i64)> =
        sqlx::query_as("select machine, count from booking_machine where booking = $1 order by machine")
            .bind(booking)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|(machine, count)| (machine, some(count))).collect())
}

/// What some bookings become: all alike but for when, and of one series or none.
#[derive(Clone, Debug)]
pub struct Rebooking<'c> {
    pub wanted: &'c Wanted,
    pub series: Option<Uuid>,
    /// Which, and when from now on.
    pub moments: &'c [(Uuid, DateTime<Utc>, DateTime<Utc>)],
    /// The one that was looked at, and its version then.
    pub seen: (Uuid, i64),
}

/// Changes them all: their places are given back, changed, and taken again, so that two that change places do not meet. The
/// last statement is where the database refuses what has no room.
///
/// Errors: [`Problem::Changed`] when the one that was looked at has changed since, or one is gone.
pub async fn change(tx: &mut Tx, member: &Member, change: Rebooking<'_>) -> Result<Result<(), sqlx::Error>, AppError> {
    let ids: Vec<Uuid> = change.moments.iter().map(|(id, ..)| *id).collect();
    lift(tx, member, &ids, change.seen).await?;
    let wanted = change.wanted;
    let mut sql = QueryBuilder::<Engine>::new("update booking set space = ");
    sql.push_bind(wanted.space).push(", people = ").push_bind(i64::from(wanted.usage.people));
    sql.push(", pole = ").push_bind(wanted.whom.pole()).push(", customer_order = ").push_bind(wanted.whom.order());
    sql.push(", mission = ").push_bind(wanted.whom.mission()).push(", purpose = ").push_bind(&wanted.purpose);
    sql.push(", series = ").push_bind(change.series);
    sql.push(", starts_at = v.column2, ends_at = v.column3 from (");
    sql.push_values(change.moments, |mut row, (id, start, end)| {
        row.push_bind(*id).push_bind(*start).push_bind(*end);
    });
    sql.push(") as v where booking.id = v.column1 and booking.cohort = ").push_bind(member.cohort.id);
    sql.build().execute(&mut **tx).await?;
    insert_machines(tx, &ids, &wanted.usage.machines).await?;
    let mut sql = QueryBuilder::<Engine>::new("update booking set state = 'held' where cohort = ");
    sql.push_bind(member.cohort.id);
    among(&mut sql, "id", &ids);
    Ok(sql.build().execute(&mut **tx).await.map(|_| ()))
}

/// Gives the places back for the moment, machines included.
async fn lift(tx: &mut Tx, member: &Member, ids: &[Uuid], (seen, version): (Uuid, i64)) -> Result<(), AppError> {
    let mut sql = QueryBuilder::<Engine>::new(
        "update booking set state = 'displaced' where state <> 'cancelled' and event is null and hold_until is null and cohort = ",
    );
    sql.push_bind(member.cohort.id).push(" and (id <> ").push_bind(seen).push(" or version = ").push_bind(version);
    sql.push(")");
    among(&mut sql, "id", ids);
    let lifted = sql.build().execute(&mut **tx).await?.rows_affected();
    if usize::try_from(lifted) != Ok(ids.len()) {
        return Err(AppError::field("", Problem::Changed));
    }
    let mut sql = QueryBuilder::<Engine>::new("delete from booking_machine where 1 = 1");
    among(&mut sql, "booking", ids);
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// The same machines for each of some bookings.
pub(super) async fn insert_machines(tx: &mut Tx, bookings: &[Uuid], machines: &Machines) -> Result<(), sqlx::Error> {
    if bookings.is_empty() || machines.is_empty() {
        return Ok(());
    }
    let lines = bookings.iter().flat_map(|booking| machines.iter().map(move |(id, count)| (*booking, *id, *count)));
    let mut sql = QueryBuilder::<Engine>::new("insert into booking_machine (booking, machine, count) ");
    sql.push_values(lines, |mut row, (booking, machine, count)| {
        row.push_bind(booking).push_bind(machine).push_bind(i64::from(count));
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

fn among(sql: &mut QueryBuilder<Engine>, column: &str, ids: &[Uuid]) {
    sql.push(format!(" and {column} in ("));
    let mut list = sql.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    sql.push(")");
}

/// Frees places for good. What was cancelled before stays as it was.
pub async fn cancel(
    tx: &mut Tx,
    member: &Member,
    ids: &[Uuid],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut sql = QueryBuilder::<Engine>::new("update booking set state = 'cancelled', cancelled_at = ");
    sql.push_bind(now).push(", cancelled_by = ").push_bind(member.person).push(", cancel_reason = ").push_bind(reason);
    sql.push(" where state <> 'cancelled' and event is null and cohort = ").push_bind(member.cohort.id);
    among(&mut sql, "id", ids);
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Ends a booking that goes on earlier than it was to.
pub async fn end_at(
    tx: &mut Tx,
    member: &Member,
    (id, version): (Uuid, i64),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let ended = sqlx::query(
        "update booking set ends_at = $4 where id = $1 and cohort = $2 and version = $3 and state = 'held' and hold_until is null and ends_at > $4",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(version)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    there(ended.rows_affected()).map_err(|_| AppError::field("", Problem::Changed))
}
