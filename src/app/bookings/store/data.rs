//! What is stored about one person's series and exchanges, read for herself only.

use crate::{
    app::cohorts::store::series::read,
    domain::recurrence::Series,
    platform::{db::Executor, error::AppError, session::Signed},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Her series: space and rule.
pub async fn own_series(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, Series)>, AppError> {
    let rows: Vec<(String, String, NaiveDate, NaiveDate, String)> = sqlx::query_as(
        "select s.name, b.rule, b.first_on, b.until_on, b.skipped from booking_series b join space s on s.id = b.space
         where b.person = $1 order by b.created_at desc, b.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    let line = |(space, rule, first, until, skipped)| Ok((space, read((rule, first, until, skipped))?));
    rows.into_iter().map(line).collect()
}

/// The exchanges that she asked for or was asked about: space, when, what came of it.
pub async fn own_exchanges(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, DateTime<Utc>, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, x.created_at, x.state from exchange x join booking b on b.id = x.given join space s on s.id = b.space
         where x.asked_by = $1 or x.asked = $1 order by x.created_at desc, x.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// Why she gave places back: space and words.
pub async fn own_reasons(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, b.cancel_reason from booking b join space s on s.id = b.space
         where b.cancelled_by = $1 and b.cancel_reason <> '' order by b.starts_at desc, b.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
