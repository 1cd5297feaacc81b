//! The SQL of waiting: a member's places in line for full moments, and what she is offered. An offer is a booking with
//! `hold_until`. What settling needs is in `line`.

use super::{
    super::{forms::Wanted, purpose::For},
    line::end_offers,
    spaces,
};
use crate::{
    app::access::Member,
    domain::fairness::WaitState,
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Puts a member in line for `wanted`. The database refuses a second place in the same line.
pub async fn insert(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into wait (id, space, cohort, person, pole, starts_at, ends_at, people, purpose, created_at, customer_order,
                           mission)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id)
    .bind(wanted.space)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(wanted.whom.pole())
    .bind(wanted.usage.start)
    .bind(wanted.usage.end)
    .bind(i64::from(wanted.usage.people))
    .bind(&wanted.purpose)
    .bind(now)
    .bind(wanted.whom.order())
    .bind(wanted.whom.mission())
    .execute(&mut **tx)
    .await?;
    if wanted.usage.machines.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into wait_machine (wait, machine, count) ");
    sql.push_values(&wanted.usage.machines, |mut row, (machine, count)| {
        row.push_bind(id).push_bind(machine).push_bind(i64::from(*count));
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// A moment for which a member waits, or which is held for her.
#[derive(Clone, Debug)]
pub struct Mine {
    pub id: Uuid,
    pub space: Uuid,
    pub space_name: String,
    /// The clock of the space.
    pub zone: Tz,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub people: i64,
    /// The booking that is held for her, and until when.
    pub offer: Option<(Uuid, DateTime<Utc>)>,
}

type MineRow = (Uuid, Uuid, String, String, DateTime<Utc>, DateTime<Utc>, i64, Option<Uuid>, Option<DateTime<Utc>>);

/// For what the member waits in her cohort, and what is held for her now; the soonest first.
pub async fn mine(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Mine>, AppError> {
    let rows: Vec<MineRow> = sqlx::query_as(
        "select w.id, w.space, s.name, s.time_zone, w.starts_at, w.ends_at, w.people, w.booking, b.hold_until
         from wait w join space s on s.id = w.space left join booking b on b.id = w.booking
         where w.cohort = $1 and w.person = $2 and w.starts_at > $3
           and (w.state = 'waiting' or (w.state = 'offered' and b.state = 'held' and b.hold_until > $3))
         order by w.starts_at, w.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(read_mine).collect()
}

/// The offer that was the member's booking `id`, answered or not: nothing once it was taken.
pub async fn offer(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Option<Mine>, AppError> {
    let row: Option<MineRow> = sqlx::query_as(
        "select w.id, w.space, s.name, s.time_zone, w.starts_at, w.ends_at, w.people, w.booking, b.hold_until
         from booking b join wait w on w.booking = b.id join space s on s.id = w.space
         where b.id = $1 and b.cohort = $2 and b.person = $3 and b.hold_until is not null",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await?;
    row.map(read_mine).transpose()
}

fn read_mine((id, space, space_name, zone, start, end, people, booking, until): MineRow) -> Result<Mine, AppError> {
    let zone = zone.parse().map_err(|_| AppError::Internal)?;
    Ok(Mine { id, space, space_name, zone, start, end, people, offer: booking.zip(until) })
}

/// A place in line, to be answered or left.
#[derive(Clone, Debug)]
pub struct Wait {
    pub id: Uuid,
    pub space: Uuid,
    pub state: WaitState,
    pub booking: Option<Uuid>,
    pub whom: For,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

/// The member's own place in line. Anybody else's is not there.
pub async fn own(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Wait, AppError> {
    type Row = (Uuid, String, Option<Uuid>, Option<Uuid>, Option<Uuid>, Option<Uuid>, DateTime<Utc>, DateTime<Utc>);
    let row: Option<Row> = sqlx::query_as(
        "select space, state, booking, pole, customer_order, mission, starts_at, ends_at from wait
         where id = $1 and cohort = $2 and person = $3",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await?;
    let (space, state, booking, pole, order, mission, start, end) = row.ok_or(AppError::NotFound)?;
    let state = WaitState::from_code(&state).ok_or(AppError::Internal)?;
    Ok(Wait { id, space, state, booking, whom: For::of(pole, order, mission), start, end })
}

/// The same, its space's row taken first: nobody settles there until this ends.
pub async fn own_kept(tx: &mut Tx, member: &Member, id: Uuid) -> Result<Wait, AppError> {
    let found = own(&mut **tx, member, id).await?;
    spaces::lock(tx, found.space).await?;
    own(&mut **tx, member, id).await
}

/// Makes the offer a booking, while it stands. Whether it stood.
pub async fn take(tx: &mut Tx, member: &Member, wait: &Wait, now: DateTime<Utc>) -> Result<bool, AppError> {
    let taken = sqlx::query(
        "update booking set hold_until = null
         where id = $1 and cohort = $2 and person = $3 and state = 'held' and hold_until > $4",
    )
    .bind(wait.booking)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if taken.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("update wait set state = 'taken' where id = $1").bind(wait.id).execute(&mut **tx).await?;
    Ok(true)
}

/// Leaves the line, and gives back what is held. Whether there was anything to leave.
pub async fn leave(tx: &mut Tx, member: &Member, wait: &Wait, now: DateTime<Utc>) -> Result<bool, AppError> {
    let left = sqlx::query(
        "update wait set state = 'left' where id = $1 and cohort = $2 and person = $3 and state in ('waiting', 'offered')",
    )
    .bind(wait.id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    if left.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(booking) = wait.booking {
        end_offers(tx, &[booking], now).await?;
    }
    Ok(true)
}
