//! The SQL of moving: everything planned in a cohort, where it is put, and where it stood before.

use crate::{
    app::access::{Facilitator, Member},
    domain::{cohort::Dates, plan::DeadlineKind},
    platform::{
        db::{self, Engine, Executor, Tx, taken_meanwhile},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What never moves: the ids of the phases and events that somebody pinned.
pub async fn pinned(db: impl Executor<'_>, member: &Member) -> Result<BTreeSet<Uuid>, sqlx::Error> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "select id from phase where cohort = $1 and pinned union all select id from event where cohort = $1 and pinned",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A mission that is not done, and its day.
#[derive(Clone, Debug, FromRow)]
pub struct DueMission {
    pub id: Uuid,
    pub title: String,
    pub due_on: NaiveDate,
    /// The phase that it names, which it follows.
    pub phase: Option<Uuid>,
}

/// Missions that are not done and have a day, the first first.
pub async fn missions(db: impl Executor<'_>, member: &Member) -> Result<Vec<DueMission>, sqlx::Error> {
    sqlx::query_as(
        "select id, title, due_on, phase from mission where cohort = $1 and due_on is not null and state <> 'done'
         order by due_on, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Orders that are promised or offered for a day: id, number, day.
pub async fn orders(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, i64, NaiveDate)>, sqlx::Error> {
    sqlx::query_as(
        "select id, number, deliver_on from customer_order
         where cohort = $1 and deliver_on is not null and state in ('quote', 'confirmed', 'in_production')
         order by deliver_on, number",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// A booking from now on in a space that the cohort may use; of other cohorts only what it takes is known. Those of the
/// cohort's events are not among them: they move with their events. What somebody was offered stays where it is.
#[derive(FromRow)]
pub struct BookingRow {
    pub id: Uuid,
    pub space: Uuid,
    pub space_name: String,
    pub time_zone: String,
    pub ours: bool,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
}

pub async fn bookings(
    db: impl Executor<'_>,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<Vec<BookingRow>, sqlx::Error> {
    sqlx::query_as(
        "select b.id, b.space, s.name as space_name, s.time_zone, b.cohort = $1 and b.hold_until is null as ours, b.starts_at, b.ends_at, b.people
         from booking b join space s on s.id = b.space
         where b.state = 'held' and b.ends_at > $2
           and ((b.cohort = $1 and b.event is null)
                or (b.cohort <> $1 and b.space in (select space from space_cohort where cohort = $1)))
         order by b.starts_at, b.id",
    )
    .bind(member.cohort.id)
    .bind(now)
    .fetch_all(db)
    .await
}

/// The machines of the same bookings: booking, machine, how many.
pub async fn machines(
    db: impl Executor<'_>,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, Uuid, i64)>, sqlx::Error> {
    sqlx::query_as(
        "select m.booking, m.machine, m.count from booking_machine m join booking b on b.id = m.booking
         where b.state = 'held' and b.ends_at > $2
           and (b.cohort = $1 or b.space in (select space from space_cohort where cohort = $1))",
    )
    .bind(member.cohort.id)
    .bind(now)
    .fetch_all(db)
    .await
}

/// A milestone or a deadline.
#[derive(Clone, Debug)]
pub struct Deadline {
    pub id: Uuid,
    pub kind: DeadlineKind,
    pub title: String,
    pub falls_on: NaiveDate,
}

pub async fn deadlines(db: impl Executor<'_>, member: &Member) -> Result<Vec<Deadline>, AppError> {
    let rows: Vec<(Uuid, String, String, NaiveDate)> =
        sqlx::query_as("select id, kind, title, falls_on from deadline where cohort = $1 order by falls_on, id")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    let deadline = |(id, kind, title, falls_on): (Uuid, String, String, NaiveDate)| {
        let kind = DeadlineKind::from_code(&kind).ok_or(AppError::Internal)?;
        Ok(Deadline { id, kind, title, falls_on })
    };
    rows.into_iter().map(deadline).collect()
}

pub async fn insert_deadline(tx: &mut Tx, by: &Facilitator, deadline: &Deadline) -> Result<(), sqlx::Error> {
    sqlx::query("insert into deadline (id, cohort, kind, title, falls_on) values ($1, $2, $3, $4, $5)")
        .bind(deadline.id)
        .bind(by.cohort.id)
        .bind(deadline.kind.code())
        .bind(&deadline.title)
        .bind(deadline.falls_on)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn delete_deadline(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    let query = sqlx::query("delete from deadline where id = $1 and cohort = $2").bind(id).bind(by.cohort.id);
    was_there(query.execute(&mut **tx).await?.rows_affected())
}

/// Puts deadlines on other days.
pub async fn move_deadlines(tx: &mut Tx, by: &Facilitator, days: &[(Uuid, NaiveDate)]) -> Result<(), AppError> {
    move_days(tx, by, "deadline", "falls_on", days).await
}

/// Puts the days by which missions are due elsewhere.
pub async fn move_missions(tx: &mut Tx, by: &Facilitator, days: &[(Uuid, NaiveDate)]) -> Result<(), AppError> {
    move_days(tx, by, "mission", "due_on", days).await
}

/// Puts the days on which orders are delivered elsewhere.
pub async fn move_orders(tx: &mut Tx, by: &Facilitator, days: &[(Uuid, NaiveDate)]) -> Result<(), AppError> {
    move_days(tx, by, "customer_order", "deliver_on", days).await
}

async fn move_days(
    tx: &mut Tx,
    by: &Facilitator,
    table: &'static str,
    day: &'static str,
    days: &[(Uuid, NaiveDate)],
) -> Result<(), AppError> {
    if days.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update ");
    sql.push(table).push(" set ").push(day).push(" = v.column2 from (");
    sql.push_values(days, |mut row, (id, day)| {
        row.push_bind(id).push_bind(day);
    });
    sql.push(") as v where ").push(table).push(".id = v.column1 and ").push(table).push(".cohort = ");
    sql.push_bind(by.cohort.id);
    all_there(sql.build().execute(&mut **tx).await?.rows_affected(), days.len())
}

/// Gives phases other days.
pub async fn move_phases(tx: &mut Tx, by: &Facilitator, phases: &[(Uuid, Dates)]) -> Result<(), AppError> {
    if phases.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update phase set starts_on = v.column2, ends_on = v.column3 from (");
    sql.push_values(phases, |mut row, (id, dates)| {
        row.push_bind(id).push_bind(dates.starts_on).push_bind(dates.ends_on);
    });
    sql.push(") as v where phase.id = v.column1 and phase.cohort = ").push_bind(by.cohort.id);
    all_there(sql.build().execute(&mut **tx).await?.rows_affected(), phases.len())
}

/// Frees the places of bookings that are about to get others: two that change places do not meet.
pub async fn lift_bookings(tx: &mut Tx, by: &Facilitator, bookings: &[Put]) -> Result<(), AppError> {
    if bookings.is_empty() {
        return Ok(());
    }
    let mut sql =
        QueryBuilder::<Engine>::new("update booking set state = 'displaced' where state = 'held' and cohort = ");
    sql.push_bind(by.cohort.id).push(" and id in (");
    let mut ids = sql.separated(", ");
    for booking in bookings {
        ids.push_bind(booking.id);
    }
    ids.push_unseparated(")");
    all_there(sql.build().execute(&mut **tx).await?.rows_affected(), bookings.len())
}

/// The new place of a booking.
#[derive(Clone, Copy, Debug)]
pub struct Put {
    pub id: Uuid,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

/// Gives lifted bookings their new places; the database refuses what has no room.
pub async fn put_bookings(tx: &mut Tx, by: &Facilitator, bookings: &[Put]) -> Result<(), AppError> {
    if bookings.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "update booking set starts_at = v.column2, ends_at = v.column3, state = 'held' from (",
    );
    sql.push_values(bookings, |mut row, booking| {
        row.push_bind(booking.id).push_bind(booking.start).push_bind(booking.end);
    });
    sql.push(") as v where booking.id = v.column1 and booking.cohort = ").push_bind(by.cohort.id);
    let put = sql.build().execute(&mut **tx).await.map_err(taken_meanwhile)?;
    all_there(put.rows_affected(), bookings.len())
}

/// Pins a phase or an event, or lets it move again.
pub async fn pin(tx: &mut Tx, by: &Facilitator, id: Uuid, pinned: bool) -> Result<(), AppError> {
    let phase = sqlx::query("update phase set pinned = $3 where id = $1 and cohort = $2");
    let phases = phase.bind(id).bind(by.cohort.id).bind(pinned).execute(&mut **tx).await?.rows_affected();
    let event = sqlx::query("update event set pinned = $3 where id = $1 and cohort = $2");
    let events = event.bind(id).bind(by.cohort.id).bind(pinned).execute(&mut **tx).await?.rows_affected();
    was_there(phases + events)
}

/// Where everything stood before something was done.
#[derive(Clone, Debug, FromRow)]
pub struct Version {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    pub what: String,
    pub title: String,
    pub plan: String,
}

/// The versions of the cohort's plan, latest first.
pub async fn versions(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<Version>, sqlx::Error> {
    sqlx::query_as(
        "select id, made_at, what, title, '' as plan from plan_version where cohort = $1 order by made_at desc, id desc",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await
}

pub async fn version(db: impl Executor<'_>, by: &Facilitator, id: Uuid) -> Result<Version, AppError> {
    let row: Option<Version> =
        sqlx::query_as("select id, made_at, what, title, plan from plan_version where id = $1 and cohort = $2")
            .bind(id)
            .bind(by.cohort.id)
            .fetch_optional(db)
            .await?;
    row.ok_or(AppError::NotFound)
}

/// Keeps a version, and of the older ones nine.
pub async fn insert_version(tx: &mut Tx, by: &Facilitator, version: &Version) -> Result<(), sqlx::Error> {
    sqlx::query("insert into plan_version (id, cohort, made_at, what, title, plan) values ($1, $2, $3, $4, $5, $6)")
        .bind(version.id)
        .bind(by.cohort.id)
        .bind(version.made_at)
        .bind(&version.what)
        .bind(&version.title)
        .bind(&version.plan)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "delete from plan_version where cohort = $1 and id not in (
           select id from plan_version where cohort = $1 order by made_at desc, id desc limit 10)",
    )
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn was_there(rows: u64) -> Result<(), AppError> {
    if rows == 0 { Err(AppError::ChangedMeanwhile) } else { Ok(()) }
}

fn all_there(rows: u64, wanted: usize) -> Result<(), AppError> {
    db::all_there(rows, wanted).map_err(|_| AppError::ChangedMeanwhile)
}
