//! The SQL of corrections: what is put right after a sharing was frozen, each with its reason.

use super::super::forms::CorrectionForm;
use crate::{
    app::access::{Facilitator, Member},
    platform::db::{Executor, Tx},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// More or less for somebody, and why.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Correction {
    pub person: Uuid,
    pub name: String,
    pub amount_cents: i64,
    pub reason: String,
    pub made_on: NaiveDate,
}

/// Every correction of a sharing, the first one first.
pub async fn all(db: impl Executor<'_>, by: &Facilitator, sharing: Uuid) -> Result<Vec<Correction>, sqlx::Error> {
    sqlx::query_as(
        "select k.person, p.display_name as name, k.amount_cents, k.reason, k.made_on
         from sharing_correction k join person p on p.id = k.person join sharing s on s.id = k.sharing
         where k.sharing = $1 and s.cohort = $2 order by k.made_on, k.id",
    )
    .bind(sharing)
    .bind(by.cohort.id)
    .fetch_all(db)
    .await
}

/// The member's own corrections in a sharing.
pub async fn own(db: impl Executor<'_>, member: &Member, sharing: Uuid) -> Result<Vec<Correction>, sqlx::Error> {
    sqlx::query_as(
        "select k.person, p.display_name as name, k.amount_cents, k.reason, k.made_on
         from sharing_correction k join person p on p.id = k.person join sharing s on s.id = k.sharing
         where k.sharing = $1 and s.cohort = $2 and k.person = $3 order by k.made_on, k.id",
    )
    .bind(sharing)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await
}

/// Writes a correction of a sharing that was read as the cohort's.
pub async fn insert(
    tx: &mut Tx,
    _: &Facilitator,
    id: Uuid,
    sharing: Uuid,
    form: &CorrectionForm,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into sharing_correction (id, sharing, person, amount_cents, reason, made_on)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(sharing)
    .bind(form.person)
    .bind(form.amount.0)
    .bind(form.reason.as_str())
    .bind(today)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
