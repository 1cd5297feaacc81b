//! The SQL of counting tills.

use crate::{
    app::{access::Member, sales::forms::CountForm},
    domain::{
        money::Cents,
        sale::{Channel, Till},
    },
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// A till that was counted, with the cash that its sales brought since then or before: the expected sum follows.
#[derive(Clone, Debug)]
pub struct Count {
    pub till: Channel,
    pub counted_on: NaiveDate,
    pub held: Till,
    pub counted: Cents,
    pub note: String,
    /// How often it was counted before.
    pub before: i64,
}

#[derive(FromRow)]
struct Row {
    till: String,
    counted_on: NaiveDate,
    float_cents: i64,
    taken_out_cents: i64,
    counted_cents: i64,
    note: String,
    cash: i64,
    before: i64,
}

/// The counts of the cohort, the latest day first. They do not say who counted.
pub async fn all(db: impl Executor<'_>, member: &Member) -> Result<Vec<Count>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.till, c.counted_on, c.float_cents, c.taken_out_cents, c.counted_cents, c.note,
             cast(coalesce((select sum(s.total_cents) from sale s where s.cohort = c.cohort and s.channel = c.till
                 and s.sold_on = c.counted_on and s.paid_by = 'cash' and s.taken_back_at is null), 0) as bigint) as cash,
             (select count(*) from cash_count_trace t where t.cash_count = c.id) as before
         from cash_count c where c.cohort = $1 order by c.counted_on desc, c.till",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let count = |row: Row| {
        let till = Channel::from_code(&row.till).ok_or(AppError::Internal)?;
        let (float, taken_out) = (Cents(row.float_cents), Cents(row.taken_out_cents));
        let held = Till { float, taken_out, cash_sales: Cents(row.cash) };
        let (counted, note, before) = (Cents(row.counted_cents), row.note, row.before);
        Ok(Count { till, counted_on: row.counted_on, held, counted, note, before })
    };
    rows.into_iter().map(count).collect()
}

/// What a till took in cash on a day.
pub async fn cash(db: impl Executor<'_>, member: &Member, till: Channel, on: NaiveDate) -> Result<Cents, sqlx::Error> {
    let (cash,): (i64,) = sqlx::query_as(
        "select cast(coalesce(sum(total_cents), 0) as bigint) from sale
         where cohort = $1 and channel = $2 and sold_on = $3 and paid_by = 'cash' and taken_back_at is null",
    )
    .bind(member.cohort.id)
    .bind(till.code())
    .bind(on)
    .fetch_one(db)
    .await?;
    Ok(Cents(cash))
}

/// Keeps what a count of that till and day says before it is counted again.
pub async fn keep_before(tx: &mut Tx, by: &Member, id: Uuid, on: NaiveDate, till: Channel) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into cash_count_trace (id, cash_count, float_cents, taken_out_cents, counted_cents, note, counted_by, counted_at)
         select $1, id, float_cents, taken_out_cents, counted_cents, note, counted_by, counted_at from cash_count
         where cohort = $2 and counted_on = $3 and till = $4",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(on)
    .bind(till.code())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a count, in place of the one that there is for that till and day.
pub async fn write(
    tx: &mut Tx,
    by: &Member,
    id: Uuid,
    form: &CountForm,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into cash_count (id, cohort, till, counted_on, float_cents, taken_out_cents, counted_cents, note, counted_by, counted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (cohort, counted_on, till) do update set float_cents = excluded.float_cents,
             taken_out_cents = excluded.taken_out_cents, counted_cents = excluded.counted_cents, note = excluded.note,
             counted_by = excluded.counted_by, counted_at = excluded.counted_at",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(form.till.code())
    .bind(form.counted_on)
    .bind(form.float.0)
    .bind(form.taken_out.0)
    .bind(form.counted.0)
    .bind(form.note.as_str())
    .bind(by.person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
