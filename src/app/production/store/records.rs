//! The SQL of records: what was made, by whom, and what a record said before it was corrected. A line is read by its
//! author and its makers, and by nobody else.

use crate::{
    app::{
        access::{Member, Seat},
        production::forms::Entry,
    },
    domain::{minutes::Minutes, quantity::Quantity},
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Somebody of the cohort.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}

/// A record of the member's own: she wrote it or made it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Record {
    pub id: Uuid,
    pub product: Uuid,
    pub made_on: NaiveDate,
    /// Thousandths of the product's unit, for the whole record.
    pub quantity: i64,
    pub booking: Option<Uuid>,
    pub note: String,
    pub author: Uuid,
    pub author_name: String,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A line of the member's own list.
#[derive(Clone, Debug)]
pub struct OwnRecord {
    pub id: Uuid,
    pub product: Uuid,
    pub made_on: NaiveDate,
    /// Thousandths of the product's unit, for the whole record.
    pub quantity: i64,
    pub note: String,
    pub makers: Vec<Maker>,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    id: Uuid,
    product: Uuid,
    made_on: NaiveDate,
    quantity: i64,
    note: String,
    person: Option<Uuid>,
    name: Option<String>,
    minutes: Option<i64>,
}

/// Who made a record, and for how long.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Maker {
    pub record: Uuid,
    pub person: Uuid,
    pub name: String,
    pub minutes: i64,
}

/// A booking that a record may speak of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Booked {
    pub id: Uuid,
    pub space: String,
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// What a record said before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub product: Uuid,
    pub made_on: NaiveDate,
    pub quantity: Quantity,
    pub booking: Option<Uuid>,
    pub makers: Vec<(Uuid, Minutes)>,
}

/// A change that was made to a record: when, by whom, and what it said before.
#[derive(Clone, Debug)]
pub struct Trace {
    pub at: DateTime<Utc>,
    pub by: String,
    pub withdrawn: bool,
    pub before: Before,
}

/// Who may have made something today: the cohort's entrepreneurs and facilitators, by name.
pub async fn people(db: impl Executor<'_>, seat: &Seat) -> Result<Vec<Person>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.display_name as name from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.until_on is null and m.role in ('entrepreneur', 'facilitator')
         order by p.display_name, p.id",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await
}

/// The record `id`, when the member wrote it or made it.
pub async fn record(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Option<Record>, sqlx::Error> {
    sqlx::query_as(
        "select r.id, r.product, r.made_on, r.quantity, r.booking, r.note, r.author, a.display_name as author_name, r.withdrawn_at
         from record r join person a on a.id = r.author
         where r.id = $1 and r.cohort = $2
           and (r.author = $3 or exists (select 1 from record_maker m where m.record = r.id and m.person = $3))",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await
}

/// The makers of a record of the cohort, by name.
pub async fn makers(db: impl Executor<'_>, member: &Member, record: Uuid) -> Result<Vec<Maker>, sqlx::Error> {
    sqlx::query_as(
        "select m.record, m.person, p.display_name as name, m.minutes
         from record_maker m join record r on r.id = m.record join person p on p.id = m.person
         where m.record = $1 and r.cohort = $2 order by p.display_name, p.id",
    )
    .bind(record)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// The member's own records that count with their makers by name, newest first: `limit` of them after the first `skip`.
pub async fn own_records(
    db: impl Executor<'_>,
    member: &Member,
    limit: i64,
    skip: i64,
) -> Result<Vec<OwnRecord>, sqlx::Error> {
    let rows: Vec<OwnRow> = sqlx::query_as(
        "select r.id, r.product, r.made_on, r.quantity, r.note, m.person, p.display_name as name, m.minutes
         from (select id, product, made_on, quantity, note, created_at from record r
               where r.cohort = $1 and r.withdrawn_at is null
                 and r.id in (select id from record where author = $2
                              union select record from record_maker where person = $2)
               order by r.made_on desc, r.created_at desc, r.id desc limit $3 offset $4) r
         left join record_maker m on m.record = r.id left join person p on p.id = m.person
         order by r.made_on desc, r.created_at desc, r.id desc, p.display_name, p.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(limit)
    .bind(skip)
    .fetch_all(db)
    .await?;
    let mut records: Vec<OwnRecord> = Vec::new();
    for row in rows {
        if records.last().is_none_or(|last| last.id != row.id) {
            let OwnRow { id, product, made_on, quantity, ref note, .. } = row;
            records.push(OwnRecord { id, product, made_on, quantity, note: note.clone(), makers: Vec::new() });
        }
        if let (Some(last), Some(person), Some(name)) = (records.last_mut(), row.person, row.name) {
            last.makers.push(Maker { record: row.id, person, name, minutes: row.minutes.unwrap_or_default() });
        }
    }
    Ok(records)
}

/// The bookings of the member and of her pôles that hold, latest first, from `since` on.
pub async fn own_bookings(
    db: impl Executor<'_>,
    member: &Member,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Booked>, sqlx::Error> {
    sqlx::query_as(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at
         from booking b join space s on s.id = b.space left join pole_member m on m.pole = b.pole and m.person = $2
         where b.cohort = $1 and (b.person = $2 or m.person is not null)
           and b.state = 'held' and b.hold_until is null and b.event is null and b.starts_at >= $3 and b.starts_at <= $4
         order by b.starts_at desc limit 12",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(since)
    .bind(now)
    .fetch_all(db)
    .await
}

/// The booking `id` of the cohort, whoever made it.
pub async fn booking(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Option<Booked>, sqlx::Error> {
    sqlx::query_as(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at
         from booking b join space s on s.id = b.space where b.id = $1 and b.cohort = $2 and b.hold_until is null",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await
}

/// Who made the booking `id` of the cohort, when it holds, and whether it is for a pôle of the member's.
pub async fn booker(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Option<(Uuid, bool)>, sqlx::Error> {
    sqlx::query_as(
        "select b.person, m.person is not null
         from booking b left join pole_member m on m.pole = b.pole and m.person = $3
         where b.id = $1 and b.cohort = $2 and b.state = 'held' and b.hold_until is null and b.event is null",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await
}

/// Writes a record; its makers follow.
pub async fn insert_record(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    entry: &Entry,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into record (id, cohort, product, made_on, quantity, booking, note, author, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(entry.product)
    .bind(entry.made_on)
    .bind(entry.quantity.0)
    .bind(entry.booking)
    .bind(entry.note.as_str())
    .bind(member.person)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a record of the cohort these makers and no others.
pub async fn set_makers(
    tx: &mut Tx,
    member: &Member,
    record: Uuid,
    makers: &[(Uuid, Minutes)],
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from record_maker where record = (select id from record where id = $1 and cohort = $2)")
        .bind(record)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    if makers.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into record_maker (record, person, minutes) ");
    sql.push_values(makers, |mut row, (person, minutes)| {
        row.push_bind(record).push_bind(person).push_bind(minutes.0);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Makes a record say something else.
pub async fn update_record(db: impl Executor<'_>, member: &Member, id: Uuid, entry: &Entry) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update record set product = $1, made_on = $2, quantity = $3, booking = $4, note = $5
         where id = $6 and cohort = $7",
    )
    .bind(entry.product)
    .bind(entry.made_on)
    .bind(entry.quantity.0)
    .bind(entry.booking)
    .bind(entry.note.as_str())
    .bind(id)
    .bind(member.cohort.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a record out of every total.
pub async fn withdraw_record(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("update record set withdrawn_at = $1 where id = $2 and cohort = $3")
        .bind(now)
        .bind(id)
        .bind(member.cohort.id)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps what a record said. `what` is `corrected` or `withdrawn`.
pub async fn insert_trace(
    db: impl Executor<'_>,
    member: &Member,
    record: Uuid,
    what: &str,
    before: &Before,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into record_trace (id, record, at, person, what, before) values ($1, $2, $3, $4, $5, $6)")
        .bind(Uuid::now_v7())
        .bind(record)
        .bind(now)
        .bind(member.person)
        .bind(what)
        .bind(serde_json::to_string(before).unwrap_or_default())
        .execute(db)
        .await?;
    Ok(())
}

/// What was changed in a record of the cohort, latest first.
pub async fn traces(db: impl Executor<'_>, member: &Member, record: Uuid) -> Result<Vec<Trace>, AppError> {
    let rows: Vec<(DateTime<Utc>, String, String, String)> = sqlx::query_as(
        "select t.at, p.display_name, t.what, t.before
         from record_trace t join record r on r.id = t.record join person p on p.id = t.person
         where t.record = $1 and r.cohort = $2 order by t.at desc, t.id desc",
    )
    .bind(record)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(at, by, what, before)| {
            let before = serde_json::from_str(&before).map_err(|_| AppError::Internal)?;
            Ok(Trace { at, by, withdrawn: what == "withdrawn", before })
        })
        .collect()
}
