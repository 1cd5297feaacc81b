//! The SQL of bookings that come again: the rule, its dates, and writing many at once.

use super::BookingState;
use crate::{
    app::{
        access::Member,
        bookings::forms::Wanted,
        cohorts::store::series::{Row as Rule, last_day, read, written},
    },
    domain::{capacity::Usage, recurrence::Series, time::TimeOfDay},
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A series to be written: whose, where, when on the clock of the space.
#[derive(Clone, Debug)]
pub struct NewSeries<'s> {
    pub id: Uuid,
    pub space: Uuid,
    pub person: Uuid,
    pub series: &'s Series,
    pub hours: (TimeOfDay, TimeOfDay),
}

pub async fn insert_series(
    tx: &mut Tx,
    member: &Member,
    new: NewSeries<'_>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query(
        "insert into booking_series (id, cohort, space, person, rule, first_on, until_on, skipped, from_minutes,
                                     to_minutes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(new.id)
    .bind(member.cohort.id)
    .bind(new.space)
    .bind(new.person)
    .bind(new.series.to_string())
    .bind(new.series.starts_on)
    .bind(last_day(new.series))
    .bind(written(&new.series.except))
    .bind(i64::from(new.hours.0.minutes()))
    .bind(i64::from(new.hours.1.minutes()))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says the rule anew; the hours and the place stay.
pub async fn update_series(tx: &mut Tx, member: &Member, id: Uuid, series: &Series) -> Result<(), AppError> {
    sqlx::query(
        "update booking_series set rule = $3, first_on = $4, until_on = $5, skipped = $6 where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(series.to_string())
    .bind(series.starts_on)
    .bind(last_day(series))
    .bind(written(&series.except))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A series of which nothing is left goes too.
pub async fn drop_if_empty(tx: &mut Tx, member: &Member, id: Uuid) -> Result<(), AppError> {
    sqlx::query(
        "delete from booking_series where id = $1 and cohort = $2 and not exists (select 1 from booking where series = $1)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The rule of a series of the member's cohort.
pub async fn series(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Series, AppError> {
    let row: Option<Rule> =
        sqlx::query_as("select rule, first_on, until_on, skipped from booking_series where id = $1 and cohort = $2")
            .bind(id)
            .bind(member.cohort.id)
            .fetch_optional(db)
            .await?;
    read(row.ok_or(AppError::NotFound)?)
}

/// One booking of a series.
#[derive(Clone, Debug)]
pub struct Dated {
    pub id: Uuid,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub state: BookingState,
}

/// The bookings of a series in order, those that were cancelled left out.
pub async fn dates_of(db: impl Executor<'_>, member: &Member, series: Uuid) -> Result<Vec<Dated>, AppError> {
    let rows: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, bool)> = sqlx::query_as(
        "select id, starts_at, ends_at, state = 'held' from booking
         where series = $1 and cohort = $2 and state <> 'cancelled' order by starts_at, id",
    )
    .bind(series)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let state = |held| if held { BookingState::Held } else { BookingState::Displaced };
    Ok(rows.into_iter().map(|(id, start, end, held)| Dated { id, start, end, state: state(held) }).collect())
}

/// Books every slot for the member, all for the same; the database refuses what has no room. Two statements.
pub async fn insert_all(
    tx: &mut Tx,
    member: &Member,
    series: Uuid,
    wanted: &Wanted,
    slots: &[(Uuid, Usage)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into booking (id, space, cohort, person, pole, customer_order, mission, series, starts_at, ends_at,
                              people, purpose, created_at) ",
    );
    sql.push_values(slots, |mut row, (id, usage)| {
        row.push_bind(*id).push_bind(wanted.space).push_bind(member.cohort.id).push_bind(member.person);
        row.push_bind(wanted.whom.pole()).push_bind(wanted.whom.order()).push_bind(wanted.whom.mission());
        row.push_bind(series).push_bind(usage.start).push_bind(usage.end).push_bind(i64::from(usage.people));
        row.push_bind(&wanted.purpose).push_bind(now);
    });
    sql.build().execute(&mut **tx).await?;
    let ids: Vec<Uuid> = slots.iter().map(|(id, _)| *id).collect();
    super::changes::insert_machines(tx, &ids, &wanted.usage.machines).await
}
