//! The SQL of what is released, and of what people say they do afterwards.

pub mod afterwards;

use crate::{
    app::capitalisation::{figures::Released, store::figures::Of},
    domain::cohort::Dates,
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A cohort, and up to which day the program has looked at what it may release.
#[derive(Clone, Copy, Debug)]
pub struct Looked {
    pub cohort: Uuid,
    pub dates: Dates,
    pub zone: Tz,
    pub until: Option<NaiveDate>,
}

/// Every cohort that has begun and whose last question has not been counted: few, whatever their number.
pub async fn looked(db: impl Executor<'_>) -> Result<Vec<Looked>, AppError> {
    let rows: Vec<(Uuid, NaiveDate, NaiveDate, String, Option<NaiveDate>)> = sqlx::query_as(
        "select c.id, c.starts_on, c.ends_on, c.time_zone, u.until_on
         from cohort c left join released_until u on u.cohort = c.id
         where c.state <> 'draft'
           and not exists (select 1 from released r where r.cohort = c.id and r.code = 'after_six_months')",
    )
    .fetch_all(db)
    .await?;
    let looked = |(cohort, starts_on, ends_on, zone, until): (_, _, _, String, _)| {
        let zone = zone.parse().map_err(|_| AppError::Internal)?;
        Ok(Looked { cohort, dates: Dates { starts_on, ends_on }, zone, until })
    };
    rows.into_iter().map(looked).collect()
}

/// Takes the cohort's row until the transaction ends, and says again up to where somebody has looked.
pub async fn hold(tx: &mut Tx, cohort: Uuid) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query("update cohort set state = state where id = $1").bind(cohort).execute(&mut **tx).await?;
    let until: Option<(NaiveDate,)> = sqlx::query_as("select until_on from released_until where cohort = $1")
        .bind(cohort)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(until.map(|row| row.0))
}

/// Releases sums, in one statement. What was released before stays as it was.
pub async fn release(tx: &mut Tx, cohort: Uuid, sums: &[Released]) -> Result<(), sqlx::Error> {
    if sums.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into released (cohort, code, first_on, last_on, value) ");
    sql.push_values(sums, |mut row, sum| {
        row.push_bind(cohort).push_bind(&sum.code).push_bind(sum.period.starts_on).push_bind(sum.period.ends_on);
        row.push_bind(sum.value);
    });
    sql.push(" on conflict do nothing");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Says up to which day the program has looked.
pub async fn look_until(tx: &mut Tx, cohort: Uuid, until: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into released_until (cohort, until_on) values ($1, $2)
         on conflict (cohort) do update set until_on = excluded.until_on",
    )
    .bind(cohort)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What is released of one cohort or of all those of a partner, in order.
pub async fn released(db: impl Executor<'_>, of: Of) -> Result<Vec<(Uuid, Released)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, String, NaiveDate, NaiveDate, Option<i64>)> = sqlx::query_as(
        "select cohort, code, first_on, last_on, value from released
         where cohort in (select id from cohort where id = $1
                          union select cohort from membership where person = $2 and until_on is null
                                and role in ('funder', 'prescriber', 'host', 'cae'))
         order by cohort, first_on, code",
    )
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let released = |(cohort, code, starts_on, ends_on, value)| {
        (cohort, Released { code, period: Dates { starts_on, ends_on }, value })
    };
    Ok(rows.into_iter().map(released).collect())
}
