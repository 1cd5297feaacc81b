//! The SQL of advances. One is deducted once, by the sharing that it names from then on.

use super::super::forms::AdvanceForm;
use crate::{
    app::access::{Facilitator, Member},
    domain::money::Cents,
    platform::db::{Engine, Executor, Tx},
};
use chrono::NaiveDate;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Some money that somebody got before the sharing.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Advance {
    pub id: Uuid,
    pub name: String,
    pub amount_cents: i64,
    pub on_day: NaiveDate,
    pub sharing: Option<Uuid>,
    pub withdrawn_on: Option<NaiveDate>,
}

/// Every advance of the cohort, the latest first: who accompanies the group has paid them.
pub async fn all(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<Advance>, sqlx::Error> {
    sqlx::query_as(
        "select a.id, p.display_name as name, a.amount_cents, a.on_day, a.sharing, a.withdrawn_on
         from advance a join person p on p.id = a.person where a.cohort = $1 order by a.on_day desc, a.id desc",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await
}

/// The member's own advances, the latest first.
pub async fn own(db: impl Executor<'_>, member: &Member) -> Result<Vec<Advance>, sqlx::Error> {
    sqlx::query_as(
        "select a.id, p.display_name as name, a.amount_cents, a.on_day, a.sharing, a.withdrawn_on
         from advance a join person p on p.id = a.person
         where a.cohort = $1 and a.person = $2 order by a.on_day desc, a.id desc",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await
}

/// What each has received until a day and nothing has deducted yet.
pub async fn open(
    db: impl Executor<'_>,
    member: &Member,
    until: NaiveDate,
) -> Result<BTreeMap<Uuid, Cents>, sqlx::Error> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select person, cast(sum(amount_cents) as bigint) from advance
         where cohort = $1 and on_day <= $2 and sharing is null and withdrawn_on is null group by person",
    )
    .bind(member.cohort.id)
    .bind(until)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(person, cents)| (person, Cents(cents))).collect())
}

/// Writes an advance.
pub async fn insert(tx: &mut Tx, by: &Facilitator, id: Uuid, form: &AdvanceForm) -> Result<(), sqlx::Error> {
    sqlx::query("insert into advance (id, cohort, person, amount_cents, on_day) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(by.cohort.id)
        .bind(form.person)
        .bind(form.amount.0)
        .bind(form.on)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether the cohort has this advance.
pub async fn is_there(db: impl Executor<'_>, by: &Facilitator, id: Uuid) -> Result<bool, sqlx::Error> {
    let (found,): (i64,) = sqlx::query_as("select count(*) from advance where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .fetch_one(db)
        .await?;
    Ok(found > 0)
}

/// Takes an advance back, unless it was or a sharing has deducted it; says whether it did.
pub async fn withdraw(tx: &mut Tx, by: &Facilitator, id: Uuid, on: NaiveDate) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update advance set withdrawn_on = $1
         where id = $2 and cohort = $3 and sharing is null and withdrawn_on is null",
    )
    .bind(on)
    .bind(id)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says that a sharing has deducted what these people received until a day.
pub async fn settle(
    tx: &mut Tx,
    by: &Facilitator,
    sharing: Uuid,
    people: &[Uuid],
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    if people.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update advance set sharing = ");
    sql.push_bind(sharing).push(" where cohort = ").push_bind(by.cohort.id).push(" and on_day <= ").push_bind(until);
    sql.push(" and sharing is null and withdrawn_on is null and person in (");
    let mut list = sql.separated(", ");
    for person in people {
        list.push_bind(*person);
    }
    sql.push(")");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}
