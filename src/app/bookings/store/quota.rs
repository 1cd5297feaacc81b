//! The SQL of the weekly quota: what somebody has booked for herself, and for whom it is lifted.

use super::spaces::Space;
use crate::{
    app::access::{Facilitator, Member},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What the member has booked for herself in a space between two instants, in whichever of her cohorts. What is for a pôle,
/// an event, an order or a mission is the group's, and an offer is nothing yet.
pub async fn booked(
    db: impl Executor<'_>,
    member: &Member,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<(Uuid, DateTime<Utc>, DateTime<Utc>)>, AppError> {
    let rows = sqlx::query_as(
        "select id, starts_at, ends_at from booking
         where person = $1 and space = $2 and state = 'held' and hold_until is null and event is null and pole is null
           and customer_order is null and mission is null and ends_at > $3 and starts_at < $4",
    );
    Ok(rows.bind(member.person).bind(space.id).bind(from).bind(to).fetch_all(db).await?)
}

/// The days, first to last, for which the quota is lifted for the member between two days.
pub async fn lifted(
    db: impl Executor<'_>,
    member: &Member,
    space: &Space,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Vec<(NaiveDate, NaiveDate)>, AppError> {
    let rows = sqlx::query_as(
        "select first_on, last_on from quota_lift
         where person = $1 and space = $2 and cohort = $3 and first_on <= $5 and last_on >= $4",
    );
    let rows = rows.bind(member.person).bind(space.id).bind(member.cohort.id).bind(from).bind(until);
    Ok(rows.fetch_all(db).await?)
}

/// Those who may lift it, by name.
pub async fn facilitators(db: impl Executor<'_>, member: &Member) -> Result<Vec<String>, AppError> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "select p.display_name from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.role = 'facilitator' and m.until_on is null order by m.from_on, m.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Somebody whose quota is lifted for some days.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Lift {
    pub id: Uuid,
    pub person_name: String,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub reason: String,
    pub by_name: String,
}

/// For whom the quota of a space is lifted today or later.
pub async fn lifts(
    db: impl Executor<'_>,
    by: &Facilitator,
    space: &Space,
    today: NaiveDate,
) -> Result<Vec<Lift>, AppError> {
    let rows = sqlx::query_as(
        "select l.id, p.display_name as person_name, l.first_on, l.last_on, l.reason, f.display_name as by_name
         from quota_lift l join person p on p.id = l.person join person f on f.id = l.by_person
         where l.cohort = $1 and l.space = $2 and l.last_on >= $3 order by l.first_on, l.id",
    );
    Ok(rows.bind(by.cohort.id).bind(space.id).bind(today).fetch_all(db).await?)
}

/// Lifts the quota of `person`, who must be an entrepreneur of the cohort, from the first to the last day.
pub async fn insert_lift(
    tx: &mut Tx,
    by: &Facilitator,
    id: Uuid,
    (space, person): (Uuid, Uuid),
    (first, last): (NaiveDate, NaiveDate),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let made = sqlx::query(
        "insert into quota_lift (id, space, cohort, person, first_on, last_on, reason, by_person, created_at)
         select $1, l.space, m.cohort, m.person, $5, $6, $7, $8, $9
         from membership m join space_cohort l on l.cohort = m.cohort
         where m.cohort = $2 and l.space = $3 and m.person = $4 and m.until_on is null and m.role = 'entrepreneur'",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(space)
    .bind(person)
    .bind(first)
    .bind(last)
    .bind(reason)
    .bind(by.person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    there(made.rows_affected())
}

/// The quota counts again.
pub async fn delete_lift(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    let gone = sqlx::query("delete from quota_lift where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(gone.rows_affected())
}
