//! The SQL of who hosts the group: the cooperative (CAE) that its papers name, and what the contract allows.

use crate::{
    app::{
        access::{Facilitator, Member},
        orders::forms::HostingForm,
    },
    domain::{money::Cents, order::Terms},
    platform::db::{Executor, Tx},
};
use chrono::NaiveDate;
use sqlx::FromRow;

/// The cooperative as papers name it.
#[derive(Clone, Debug, FromRow)]
pub struct Hosting {
    pub name: String,
    pub seat: String,
    pub number: String,
    pub contract_ends_on: Option<NaiveDate>,
    commitment_cents: Option<i64>,
}

impl Hosting {
    pub fn terms(&self) -> Terms {
        Terms { ends_on: self.contract_ends_on, commitment: self.commitment_cents.map(Cents) }
    }
}

/// Who hosts the cohort, when somebody said so.
pub async fn find(db: impl Executor<'_>, member: &Member) -> Result<Option<Hosting>, sqlx::Error> {
    sqlx::query_as("select name, seat, number, contract_ends_on, commitment_cents from hosting where cohort = $1")
        .bind(member.cohort.id)
        .fetch_optional(db)
        .await
}

/// Says who hosts the cohort.
pub async fn write(tx: &mut Tx, by: &Facilitator, form: &HostingForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into hosting (cohort, name, seat, number, contract_ends_on, commitment_cents) values ($1, $2, $3, $4, $5, $6)
         on conflict (cohort) do update set name = excluded.name, seat = excluded.seat, number = excluded.number,
             contract_ends_on = excluded.contract_ends_on, commitment_cents = excluded.commitment_cents",
    )
    .bind(by.cohort.id)
    .bind(form.name.as_str())
    .bind(form.seat.as_str())
    .bind(form.number.as_str())
    .bind(form.terms.ends_on)
    .bind(form.terms.commitment.map(|cents| cents.0))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
