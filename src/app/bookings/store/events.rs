//! The SQL of bookings that events make: they come, change and go with their event, and only through it.

use super::{blocks, reach, some, spaces::Space};
use crate::{
    app::access::{Facilitator, Member, Seat},
    domain::capacity::Usage,
    platform::{
        db::{Connection, Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// When an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub event: Uuid,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

/// The booking of an event.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Room {
    pub event: Uuid,
    pub booking: Uuid,
    pub space: Uuid,
    pub people: i64,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Whether it has its place, or lost it when the space changed.
    pub held: bool,
}

/// The rooms of some events of the member's cohort; those without have none.
pub async fn rooms(db: impl Executor<'_>, member: &Member, events: &[Uuid]) -> Result<Vec<Room>, AppError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "select event, id as booking, space, people, starts_at, ends_at, state = 'held' as held from booking where cohort = ",
    );
    sql.push_bind(member.cohort.id);
    among(&mut sql, events);
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// Every held room of the member's cohort, in the spaces that it may still use.
pub async fn all_rooms(db: impl Executor<'_>, member: &Member) -> Result<Vec<Room>, AppError> {
    let rows = sqlx::query_as(
        "select event, id as booking, space, people, starts_at, ends_at, state = 'held' as held from booking
         where cohort = $1 and event is not null and state = 'held'
           and space in (select space from space_cohort where cohort = $1) order by starts_at, id",
    );
    Ok(rows.bind(member.cohort.id).fetch_all(db).await?)
}

/// The people that are in a space between two instants and until it has been cleaned after them, but for those that some
/// events have booked it for, and the times that its host takes. Events take no machines, so none are told.
pub async fn taken_beside(
    db: &mut Connection,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    events: &[Uuid],
) -> Result<Vec<Usage>, AppError> {
    let rows: Vec<(Option<Uuid>, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select event, starts_at, frees_at, people from booking
         where space = $1 and state = 'held' and frees_at > $2 and frees_at < $4 and starts_at < $3 order by starts_at, id",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .bind(reach(to))
    .fetch_all(&mut *db)
    .await?;
    let blocks = blocks::within(db, space, from, to).await?;
    let beside = rows.into_iter().filter(|(event, ..)| event.is_none_or(|event| !events.contains(&event)));
    let beside = beside.map(|(_, start, end, people)| Usage { start, end, people: some(people), machines: Vec::new() });
    Ok(beside.chain(blocks.into_iter().map(|blocked| blocked.block.away().usage)).collect())
}

/// Books `space` for each of the events, or puts what they have booked before there; the database refuses what has no room.
pub async fn reserve(
    tx: &mut Tx,
    by: &Facilitator,
    space: &Space,
    people: u32,
    slots: &[Slot],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    if slots.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into booking (id, space, cohort, person, event, starts_at, ends_at, people, created_at) ",
    );
    sql.push_values(slots, |mut row, slot| {
        row.push_bind(Uuid::now_v7()).push_bind(space.id).push_bind(by.cohort.id).push_bind(by.person);
        row.push_bind(slot.event).push_bind(slot.start).push_bind(slot.end);
        row.push_bind(i64::from(people)).push_bind(now);
    });
    sql.push(
        " on conflict (event) where event is not null do update set space = excluded.space, people = excluded.people,
          starts_at = excluded.starts_at, ends_at = excluded.ends_at, state = 'held'",
    );
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Frees the places of events that are about to get others: two that change places do not meet.
pub async fn lift(tx: &mut Tx, by: &Facilitator, events: &[Uuid]) -> Result<(), AppError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql =
        QueryBuilder::<Engine>::new("update booking set state = 'displaced' where state = 'held' and cohort = ");
    sql.push_bind(by.cohort.id);
    among(&mut sql, events);
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Gives lifted places of events back to them, where their events are now; the database refuses what has no room.
pub async fn put(tx: &mut Tx, by: &Facilitator, events: &[Uuid]) -> Result<(), sqlx::Error> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update booking set state = 'held' where cohort = ");
    sql.push_bind(by.cohort.id);
    among(&mut sql, events);
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Gives the places of events back for good.
pub async fn release(tx: &mut Tx, by: &Facilitator, events: &[Uuid]) -> Result<(), AppError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("delete from booking where cohort = ");
    sql.push_bind(by.cohort.id);
    among(&mut sql, events);
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

fn among(sql: &mut QueryBuilder<Engine>, events: &[Uuid]) {
    sql.push(" and event in (");
    let mut list = sql.separated(", ");
    for event in events {
        list.push_bind(*event);
    }
    sql.push(")");
}

/// How many take part in the cohort: for so many an event books when nobody says otherwise.
pub async fn active(db: impl Executor<'_>, seat: &Seat) -> Result<i64, AppError> {
    let (count,): (i64,) = sqlx::query_as(
        "select count(*) from membership
         where cohort = $1 and until_on is null and role in ('facilitator', 'entrepreneur')",
    )
    .bind(seat.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(count)
}

/// How many events have a room of ours, and how many of those are not where or when their booking is. Read without the
/// database's help, so it finds what triggers let pass.
pub async fn apart(db: impl Executor<'_>) -> Result<(i64, i64), AppError> {
    Ok(sqlx::query_as(
        "select count(*), cast(coalesce(sum(case when e.id is null or b.cohort <> e.cohort or b.starts_at <> e.starts_at
                 or b.ends_at <> e.ends_at or e.place <> s.name or b.state = 'cancelled' then 1 else 0 end), 0) as bigint)
         from booking b join space s on s.id = b.space left join event e on e.id = b.event where b.event is not null",
    )
    .fetch_one(db)
    .await?)
}
