//! The SQL of places that are lost, or would be: of one's own cohort with who booked them, of others when they are.

use super::{reach, some, spaces::Space};
use crate::{
    app::access::Facilitator,
    domain::capacity::{Held, Machines, Usage},
    platform::{
        db::{Connection, Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// A booking as somebody who changes its space may see it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Lost {
    pub id: Uuid,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
    /// The event, else the pôle, or else the person: of the reader's cohort only.
    pub label: Option<String>,
}

/// Some bookings of the space, in order. `cohort` is the reader's; a host has none.
pub async fn these(
    db: impl Executor<'_>,
    space: &Space,
    cohort: Option<Uuid>,
    bookings: &[Uuid],
) -> Result<Vec<Lost>, AppError> {
    if bookings.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = selected(space, cohort);
    sql.push(" and b.id in (");
    let mut list = sql.separated(", ");
    for booking in bookings {
        list.push_bind(*booking);
    }
    sql.push(") order by b.starts_at, b.id");
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// The bookings of every cohort that lost their place in this space and are not over.
pub async fn here(
    db: impl Executor<'_>,
    space: &Space,
    cohort: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Vec<Lost>, AppError> {
    let mut sql = selected(space, cohort);
    sql.push(" and b.state = 'displaced' and b.hold_until is null and b.ends_at > ").push_bind(now);
    sql.push(" order by b.starts_at, b.id");
    Ok(sql.build_query_as().fetch_all(db).await?)
}

fn selected(space: &Space, cohort: Option<Uuid>) -> QueryBuilder<Engine> {
    let mut sql = QueryBuilder::<Engine>::new("select b.id, b.starts_at, b.ends_at, b.people, case when b.cohort = ");
    sql.push_bind(cohort.unwrap_or_default());
    sql.push(
        " then coalesce(e.title, o.name, p.display_name) end as label
         from booking b join person p on p.id = b.person
         left join event e on e.id = b.event left join pole o on o.id = b.pole where b.space = ",
    );
    sql.push_bind(space.id);
    sql
}

/// When the space is booked between two instants, and for how many: no names, and nothing that is not a booking.
pub async fn booked(
    db: impl Executor<'_>,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>, i64)>, AppError> {
    let rows = sqlx::query_as(
        "select starts_at, ends_at, people from booking
         where space = $1 and state = 'held' and frees_at > $2 and frees_at < $4 and starts_at < $3 and ends_at > $2
         order by starts_at, id",
    );
    Ok(rows.bind(space.id).bind(from).bind(to).bind(reach(to)).fetch_all(db).await?)
}

/// The coming bookings of a cohort that leaves a space.
pub async fn coming_of(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    space: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, AppError> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "select id from booking where space = $1 and cohort = $2 and state = 'held' and starts_at > $3 order by starts_at, id",
    )
    .bind(space)
    .bind(facilitator.cohort.id)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Those of some bookings that are more than an offer nobody has answered: who loses an offer goes on waiting, and who was
/// made one is nobody else's business.
pub async fn firm(db: impl Executor<'_>, bookings: &[Uuid]) -> Result<Vec<Uuid>, AppError> {
    if bookings.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Engine>::new("select id from booking where hold_until is null and id in (");
    let mut list = sql.separated(", ");
    for booking in bookings {
        list.push_bind(*booking);
    }
    sql.push(") order by starts_at, id");
    let rows: Vec<(Uuid,)> = sql.build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Takes the places of some bookings of the space away: they are listed from now on, and no longer counted.
pub async fn displace(tx: &mut Tx, space: &Space, bookings: &[Uuid]) -> Result<(), AppError> {
    if bookings.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update booking set state = 'displaced' where space = ");
    sql.push_bind(space.id).push(" and id in (");
    let mut list = sql.separated(", ");
    for booking in bookings {
        list.push_bind(*booking);
    }
    sql.push(")");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// The held bookings of a space that are not over, of every cohort, with when they were made.
pub async fn held(db: &mut Connection, space: &Space, now: DateTime<Utc>) -> Result<Vec<Held>, AppError> {
    let rows: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select id, created_at, starts_at, ends_at, people from booking where space = $1 and state = 'held' and ends_at > $2",
    )
    .bind(space.id)
    .bind(now)
    .fetch_all(&mut *db)
    .await?;
    let machines: Vec<(Uuid, Uuid, i64)> = sqlx::query_as(
        "select m.booking, m.machine, m.count from booking b join booking_machine m on m.booking = b.id
         where b.space = $1 and b.state = 'held' and b.ends_at > $2",
    )
    .bind(space.id)
    .bind(now)
    .fetch_all(&mut *db)
    .await?;
    let mut by_booking: HashMap<Uuid, Machines> = HashMap::new();
    for (booking, machine, count) in machines {
        by_booking.entry(booking).or_default().push((machine, some(count)));
    }
    let held = rows.into_iter().map(|(id, made_at, start, end, people)| Held {
        id,
        made_at,
        usage: Usage { start, end, people: some(people), machines: by_booking.remove(&id).unwrap_or_default() },
    });
    Ok(held.collect())
}
