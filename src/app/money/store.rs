//! The SQL of the journal.

use crate::{
    app::access::Member,
    domain::{
        journal::{Account, Entry, Totals, month},
        money::Cents,
    },
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Takes the group's books until the transaction ends: what is read of them then holds when it is written.
pub async fn hold(tx: &mut Tx, by: &Member) -> Result<(), sqlx::Error> {
    sqlx::query("update cohort set state = state where id = $1").bind(by.cohort.id).execute(&mut **tx).await?;
    Ok(())
}

/// Writes entries, in one statement.
pub async fn enter(tx: &mut Tx, by: &Member, entries: &[Entry], now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into journal (id, cohort, on_day, account, amount_cents, what, source, reverses, entered_at) ",
    );
    sql.push_values(entries, |mut row, entry| {
        row.push_bind(entry.id).push_bind(by.cohort.id).push_bind(entry.on).push_bind(entry.account.code());
        row.push_bind(entry.amount.0).push_bind(&entry.what).push_bind(entry.source).push_bind(entry.reverses);
        row.push_bind(now);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Takes back, on a day, whatever of `source` still counts.
pub async fn take_back(
    tx: &mut Tx,
    by: &Member,
    source: Uuid,
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let standing = standing(&mut **tx, by, source).await?;
    let back = |entry: Entry| Entry {
        id: Uuid::now_v7(),
        on,
        amount: Cents(-entry.amount.0),
        reverses: Some(entry.id),
        ..entry
    };
    let back: Vec<Entry> = standing.into_iter().map(back).collect();
    Ok(enter(tx, by, &back, now).await?)
}

#[derive(FromRow)]
struct EntryRow {
    id: Uuid,
    on_day: NaiveDate,
    account: String,
    amount_cents: i64,
    what: String,
    source: Option<Uuid>,
    reverses: Option<Uuid>,
}

impl EntryRow {
    fn entry(self) -> Result<Entry, AppError> {
        let account = Account::from_code(&self.account).ok_or(AppError::Internal)?;
        let (on, amount) = (self.on_day, Cents(self.amount_cents));
        Ok(Entry { id: self.id, on, account, amount, what: self.what, source: self.source, reverses: self.reverses })
    }
}

/// The entries of a source that nothing has taken back.
async fn standing(db: impl Executor<'_>, member: &Member, source: Uuid) -> Result<Vec<Entry>, AppError> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select j.id, j.on_day, j.account, j.amount_cents, j.what, j.source, j.reverses from journal j
         where j.cohort = $1 and j.source = $2 and j.reverses is null
           and not exists (select 1 from journal b where b.reverses = j.id)",
    )
    .bind(member.cohort.id)
    .bind(source)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EntryRow::entry).collect()
}

/// The entries of an interval of days, both included, latest first.
pub async fn entries(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Entry>, AppError> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select id, on_day, account, amount_cents, what, source, reverses from journal
         where cohort = $1 and on_day >= $2 and on_day <= $3 order by on_day desc, entered_at desc, id desc",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EntryRow::entry).collect()
}

/// What each account came to, by the first day of the month.
pub async fn by_month(db: impl Executor<'_>, member: &Member) -> Result<BTreeMap<NaiveDate, Totals>, AppError> {
    let rows: Vec<(NaiveDate, String, i64)> = sqlx::query_as(
        "select on_day, account, cast(sum(amount_cents) as bigint) from journal where cohort = $1
         group by on_day, account",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let mut months: BTreeMap<NaiveDate, Totals> = BTreeMap::new();
    for (day, account, amount) in rows {
        let account = Account::from_code(&account).ok_or(AppError::Internal)?;
        months.entry(month(day)).or_default().add(account, Cents(amount));
    }
    Ok(months)
}

/// One entry, and whether it was taken back.
pub async fn entry(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<(Entry, bool), AppError> {
    #[derive(FromRow)]
    struct Found {
        #[sqlx(flatten)]
        row: EntryRow,
        gone: bool,
    }
    let found: Found = sqlx::query_as(
        "select j.id, j.on_day, j.account, j.amount_cents, j.what, j.source, j.reverses,
                exists (select 1 from journal b where b.reverses = j.id) as gone
         from journal j where j.id = $1 and j.cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok((found.row.entry()?, found.gone))
}

/// Which entries of an interval of days, both included, were taken back, then or later.
pub async fn taken_back(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "select j.id from journal j join journal b on b.reverses = j.id
         where j.cohort = $1 and j.on_day >= $2 and j.on_day <= $3",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What each account came to in an interval of days, both included.
pub async fn totals(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Totals, AppError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select account, cast(sum(amount_cents) as bigint) from journal
         where cohort = $1 and on_day >= $2 and on_day <= $3 group by account",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    let mut totals = Totals::default();
    for (account, amount) in rows {
        totals.add(Account::from_code(&account).ok_or(AppError::Internal)?, Cents(amount));
    }
    Ok(totals)
}
