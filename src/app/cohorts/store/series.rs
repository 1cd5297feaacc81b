//! The SQL of series and of the days off that they may meet.

use crate::{
    app::access::{Facilitator, Member},
    domain::{holidays::Zone, recurrence::Series},
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Days left out, as they are stored.
pub fn written(days: &[NaiveDate]) -> String {
    days.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" ")
}

/// A series of which nothing is left, because its events were moved one by one, still ends on a day.
pub fn last_day(series: &Series) -> NaiveDate {
    series.until.max(series.starts_on)
}

pub async fn insert_series(tx: &mut Tx, by: &Facilitator, id: Uuid, series: &Series) -> Result<(), AppError> {
    sqlx::query("insert into series (id, cohort, rule, starts_on, until_on, skipped) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(by.cohort.id)
        .bind(series.to_string())
        .bind(series.starts_on)
        .bind(last_day(series))
        .bind(written(&series.except))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn update_series(tx: &mut Tx, by: &Facilitator, id: Uuid, series: &Series) -> Result<(), AppError> {
    sqlx::query(
        "update series set rule = $3, starts_on = $4, until_on = $5, skipped = $6 where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(series.to_string())
    .bind(series.starts_on)
    .bind(last_day(series))
    .bind(written(&series.except))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A series of which nothing is left goes too.
pub async fn drop_if_empty(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    sqlx::query(
        "delete from series where id = $1 and cohort = $2 and not exists (select 1 from event where series = $1)",
    )
    .bind(id)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Rule, first day, last day and the days left out, as they are stored.
pub type Row = (String, NaiveDate, NaiveDate, String);

/// A series as it is stored.
pub fn read((rule, starts_on, until_on, skipped): Row) -> Result<Series, AppError> {
    let except = skipped.split_whitespace().map(str::parse).collect::<Result<_, _>>();
    let series = Series::from_rule(&rule, starts_on, except.map_err(|_| AppError::Internal)?);
    Ok(Series { until: until_on, ..series.map_err(|_| AppError::Internal)? })
}

pub async fn series(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Series, AppError> {
    let row: Option<Row> =
        sqlx::query_as("select rule, starts_on, until_on, skipped from series where id = $1 and cohort = $2")
            .bind(id)
            .bind(member.cohort.id)
            .fetch_optional(db)
            .await?;
    read(row.ok_or(AppError::NotFound)?)
}

/// Every series of the member's cohort.
pub async fn all(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Series)>, AppError> {
    let rows: Vec<(Uuid, String, NaiveDate, NaiveDate, String)> =
        sqlx::query_as("select id, rule, starts_on, until_on, skipped from series where cohort = $1 order by id")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    let series = |(id, rule, starts_on, until_on, skipped)| Ok((id, read((rule, starts_on, until_on, skipped))?));
    rows.into_iter().map(series).collect()
}

/// The events of a series in order: id and beginning.
pub async fn events_of(
    db: impl Executor<'_>,
    member: &Member,
    series: Uuid,
) -> Result<Vec<(Uuid, DateTime<Utc>)>, AppError> {
    let rows =
        sqlx::query_as("select id, starts_at from event where series = $1 and cohort = $2 order by starts_at, id");
    Ok(rows.bind(series).bind(member.cohort.id).fetch_all(db).await?)
}

/// When an event and the others of its series begin: one statement, whether it has a series or not.
pub async fn all_starts(db: impl Executor<'_>, member: &Member, event: Uuid) -> Result<Vec<DateTime<Utc>>, AppError> {
    let rows: Vec<(DateTime<Utc>,)> = sqlx::query_as(
        "select starts_at from event
         where cohort = $1 and (id = $2 or series = (select series from event where id = $2)) order by starts_at",
    )
    .bind(member.cohort.id)
    .bind(event)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The zone of the cohort's school holidays, when somebody chose one.
pub async fn school_zone(db: impl Executor<'_>, member: &Member) -> Result<Option<Zone>, AppError> {
    let (code,): (Option<String>,) =
        sqlx::query_as("select school_zone from cohort where id = $1").bind(member.cohort.id).fetch_one(db).await?;
    Ok(code.and_then(|code| Zone::from_code(&code)))
}

pub async fn set_school_zone(tx: &mut Tx, by: &Facilitator, zone: Option<Zone>) -> Result<(), AppError> {
    sqlx::query("update cohort set school_zone = $2 where id = $1")
        .bind(by.cohort.id)
        .bind(zone.map(Zone::code))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
