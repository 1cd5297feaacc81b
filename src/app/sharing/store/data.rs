//! What is stored about one person's money, read for herself only.

use super::json;
use crate::{
    app::sharing::whole::Frozen,
    domain::money::Cents,
    platform::{db::Executor, error::AppError, session::Signed},
};
use chrono::NaiveDate;

/// Her advances: day and amount.
pub async fn own_advances(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(NaiveDate, i64)>, sqlx::Error> {
    sqlx::query_as("select on_day, amount_cents from advance where person = $1 order by on_day, id")
        .bind(signed.person)
        .fetch_all(db)
        .await
}

/// Her share in each frozen sharing: name and amount.
pub async fn own_shares(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, Cents)>, AppError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select s.name, s.frozen from sharing s where s.frozen is not null
            and exists (select 1 from membership m where m.cohort = s.cohort and m.person = $1)
         order by s.first_on, s.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    let mut own = Vec::new();
    for (name, frozen) in rows {
        own.extend(json::<Frozen>(&frozen)?.share_of(signed.person).map(|share| (name, share.amount)));
    }
    Ok(own)
}

/// The corrections for her: sharing, amount, reason.
pub async fn own_corrections(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, i64, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, k.amount_cents, k.reason from sharing_correction k join sharing s on s.id = k.sharing
         where k.person = $1 order by k.made_on, k.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The sharings that she is left out of: sharing and reason.
pub async fn own_reasons(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, o.reason from sharing_left_out o join sharing s on s.id = o.sharing
         where o.person = $1 order by s.first_on, s.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
