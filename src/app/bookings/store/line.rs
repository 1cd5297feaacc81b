//! The SQL of settling: everybody in line in a space, and what settling decides about them. Those who settle act for the
//! system: the space is their only key, and nothing of this is shown to anybody.

use super::some;
use crate::{
    domain::{
        capacity::{Machines, Usage},
        fairness::WaitState,
        phase::{Phase, PhaseKind},
    },
    platform::{
        db::{Engine, Executor, Tx, taken_meanwhile},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// The spaces in which something can come of the time that passes: somebody waits or was made an offer, or places are given
/// back that nobody comes for.
pub async fn spaces_to_settle(db: impl Executor<'_>) -> Result<Vec<Uuid>, AppError> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "select id from space where grace_minutes is not null
         union select space from wait where state in ('waiting', 'offered') order by 1",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Whether anybody waits here or was made an offer, and how long a place is kept for who does not come.
pub async fn stands(db: impl Executor<'_>, space: Uuid) -> Result<(bool, Option<i64>), AppError> {
    let row = sqlx::query_as(
        "select exists (select 1 from wait w where w.space = s.id and w.state in ('waiting', 'offered')), s.grace_minutes
         from space s where s.id = $1",
    )
    .bind(space)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)
}

/// Whether the time that passed has freed a place here: an offer ended, or nobody came for one that began by `late`.
pub async fn passed(
    db: impl Executor<'_>,
    space: Uuid,
    late: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let (passed,): (bool,) = sqlx::query_as(
        "select exists (
            select 1 from wait w join booking b on b.id = w.booking
            where w.space = $1 and w.state = 'offered' and b.hold_until <= $2
         ) or exists (
            select 1 from booking
            where space = $1 and state = 'held' and event is null and hold_until is null and checked_in_at is null
              and starts_at <= $3 and created_at <= $3 and ends_at > $2 and frees_at > $2 and frees_at < $4
         )",
    )
    .bind(space)
    .bind(now)
    .bind(late)
    .bind(super::reach(now))
    .fetch_one(db)
    .await?;
    Ok(passed)
}

/// What became of the booking by which somebody was offered a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    /// As the booking's state: `held`, `cancelled`, `displaced`.
    pub state: String,
    /// None once it was taken.
    pub until: Option<DateTime<Utc>>,
}

/// Somebody in line, as settling sees her.
#[derive(Clone, Debug)]
pub struct Live {
    pub id: Uuid,
    pub cohort: Uuid,
    pub person: Uuid,
    pub state: WaitState,
    pub usage: Usage,
    pub asked_at: DateTime<Utc>,
    pub held: Option<Held>,
    /// Her cohort runs and uses the space, and she is in it.
    pub belongs: bool,
    /// The clock of her cohort, and its first day.
    pub zone: Tz,
    pub starts_on: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct LiveRow {
    id: Uuid,
    cohort: Uuid,
    person: Uuid,
    state: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    people: i64,
    created_at: DateTime<Utc>,
    booking: Option<Uuid>,
    held: Option<String>,
    hold_until: Option<DateTime<Utc>>,
    belongs: bool,
    time_zone: String,
    starts_on: NaiveDate,
}

/// Everybody in line here, of every cohort.
pub async fn live(tx: &mut Tx, space: Uuid) -> Result<Vec<Live>, AppError> {
    let rows: Vec<LiveRow> = sqlx::query_as(
        "select w.id, w.cohort, w.person, w.state, w.starts_at, w.ends_at, w.people, w.created_at, w.booking,
                b.state as held, b.hold_until, c.time_zone, c.starts_on,
                c.state = 'running' and m.person is not null and l.space is not null as belongs
         from wait w join cohort c on c.id = w.cohort
         left join booking b on b.id = w.booking
         left join space_cohort l on l.space = w.space and l.cohort = w.cohort
         left join membership m on m.cohort = w.cohort and m.person = w.person and m.until_on is null
                               and m.role in ('facilitator', 'entrepreneur')
         where w.space = $1 and w.state in ('waiting', 'offered') order by w.created_at, w.id",
    )
    .bind(space)
    .fetch_all(&mut **tx)
    .await?;
    let mut machines = machines(tx, space).await?;
    rows.into_iter().map(|row| row.live(&mut machines)).collect()
}

impl LiveRow {
    fn live(self, machines: &mut HashMap<Uuid, Machines>) -> Result<Live, AppError> {
        let machines = machines.remove(&self.id).unwrap_or_default();
        let held = self.booking.zip(self.held);
        Ok(Live {
            id: self.id,
            cohort: self.cohort,
            person: self.person,
            state: WaitState::from_code(&self.state).ok_or(AppError::Internal)?,
            usage: Usage { start: self.starts_at, end: self.ends_at, people: some(self.people), machines },
            asked_at: self.created_at,
            held: held.map(|(id, state)| Held { id, state, until: self.hold_until }),
            belongs: self.belongs,
            zone: self.time_zone.parse().map_err(|_| AppError::Internal)?,
            starts_on: self.starts_on,
        })
    }
}

async fn machines(tx: &mut Tx, space: Uuid) -> Result<HashMap<Uuid, Machines>, AppError> {
    let rows: Vec<(Uuid, Uuid, i64)> = sqlx::query_as(
        "select m.wait, m.machine, m.count from wait_machine m join wait w on w.id = m.wait
         where w.space = $1 and w.state in ('waiting', 'offered')",
    )
    .bind(space)
    .fetch_all(&mut **tx)
    .await?;
    let mut machines: HashMap<Uuid, Machines> = HashMap::new();
    for (wait, machine, count) in rows {
        machines.entry(wait).or_default().push((machine, some(count)));
    }
    Ok(machines)
}

/// The phases of the cohorts whose members wait here.
pub async fn phases(tx: &mut Tx, space: Uuid) -> Result<HashMap<Uuid, Vec<Phase>>, AppError> {
    let rows: Vec<(Uuid, Uuid, String, NaiveDate, NaiveDate)> = sqlx::query_as(
        "select cohort, id, kind, starts_on, ends_on from phase
         where cohort in (select cohort from wait where space = $1 and state = 'waiting') order by starts_on, id",
    )
    .bind(space)
    .fetch_all(&mut **tx)
    .await?;
    let mut phases: HashMap<Uuid, Vec<Phase>> = HashMap::new();
    for (cohort, id, kind, starts_on, ends_on) in rows {
        let kind = PhaseKind::from_code(&kind).ok_or(AppError::Internal)?;
        phases.entry(cohort).or_default().push(Phase { id, kind, starts_on, ends_on });
    }
    Ok(phases)
}

/// What those who wait here have used for themselves of this space between two instants: cohort, person, from, to, for how
/// many.
pub async fn used(
    tx: &mut Tx,
    space: Uuid,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<(Uuid, Uuid, DateTime<Utc>, DateTime<Utc>, i64)>, AppError> {
    let rows = sqlx::query_as(
        "select b.cohort, b.person, b.starts_at, b.ends_at, b.people from booking b
         where b.space = $1 and b.state = 'held' and b.hold_until is null and b.event is null and b.pole is null
           and b.customer_order is null and b.mission is null
           and b.ends_at > $2 and b.starts_at < $3
           and exists (select 1 from wait w where w.space = $1 and w.state = 'waiting' and w.cohort = b.cohort and w.person = b.person)",
    );
    Ok(rows.bind(space).bind(from).bind(to).fetch_all(&mut **tx).await?)
}

/// Ends offers: their places are free, and they never were a use of the space.
pub async fn end_offers(tx: &mut Tx, bookings: &[Uuid], now: DateTime<Utc>) -> Result<(), AppError> {
    if bookings.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update booking set state = 'cancelled', cancelled_at = ");
    sql.push_bind(now).push(" where hold_until is not null and state <> 'cancelled' and id in (");
    let mut ids = sql.separated(", ");
    for booking in bookings {
        ids.push_bind(*booking);
    }
    ids.push_unseparated(")");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// A place in line becomes something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub wait: Uuid,
    pub state: WaitState,
    pub booking: Option<Uuid>,
}

/// Writes what became of places in line.
pub async fn change(tx: &mut Tx, changes: &[Change]) -> Result<(), AppError> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update wait set state = v.column2, booking = v.column3 from (");
    sql.push_values(changes, |mut row, change| {
        row.push_bind(change.wait).push_bind(change.state.code()).push_bind(change.booking);
    });
    sql.push(") as v where wait.id = v.column1").build().execute(&mut **tx).await?;
    Ok(())
}

/// An offer to be made: to whom, under which id, until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub wait: Uuid,
    pub booking: Uuid,
    pub until: DateTime<Utc>,
}

/// Holds the places of offers and says whom a mail is owed. The database refuses what has no room.
pub async fn hold(tx: &mut Tx, offers: &[Offer], now: DateTime<Utc>) -> Result<(), AppError> {
    if offers.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into booking (id, space, cohort, person, pole, customer_order, mission, starts_at, ends_at, people, purpose,
                              hold_until, created_at)
         select v.column2, w.space, w.cohort, w.person, w.pole, w.customer_order, w.mission, w.starts_at, w.ends_at, w.people, w.purpose, v.column3, ",
    );
    sql.push_bind(now).push(" from wait w join (");
    listed(&mut sql, offers);
    sql.push(") as v on v.column1 = w.id").build().execute(&mut **tx).await.map_err(taken_meanwhile)?;
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into booking_machine (booking, machine, count)
         select v.column2, m.machine, m.count from wait_machine m join (",
    );
    listed(&mut sql, offers);
    sql.push(") as v on v.column1 = m.wait").build().execute(&mut **tx).await.map_err(taken_meanwhile)?;
    let mut sql = QueryBuilder::<Engine>::new("insert into mail (booking, created_at, next_at) select v.column2, ");
    sql.push_bind(now).push(", ").push_bind(now).push(" from wait w join mail_address a on a.person = w.person join (");
    listed(&mut sql, offers);
    sql.push(") as v on v.column1 = w.id").build().execute(&mut **tx).await?;
    Ok(())
}

fn listed(sql: &mut QueryBuilder<Engine>, offers: &[Offer]) {
    sql.push_values(offers, |mut row, offer| {
        row.push_bind(offer.wait).push_bind(offer.booking).push_bind(offer.until);
    });
}
