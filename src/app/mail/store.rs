//! The SQL of mail: sealed addresses, and what is still to be sent.

use crate::platform::{
    db::{Executor, Tx},
    error::AppError,
    session::Signed,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// Whether somebody accompanies or hosts a group: only then an address may be kept.
pub async fn may_give(db: impl Executor<'_>, signed: &Signed) -> Result<bool, AppError> {
    let (seats,): (i64,) = sqlx::query_as(
        "select count(*) from membership where person = $1 and until_on is null and role in ('facilitator', 'host')",
    )
    .bind(signed.person)
    .fetch_one(db)
    .await?;
    Ok(seats > 0)
}

/// The sealed address of the reader.
pub async fn sealed(db: impl Executor<'_>, signed: &Signed) -> Result<Option<Vec<u8>>, AppError> {
    let row: Option<(Vec<u8>,)> = sqlx::query_as("select sealed from mail_address where person = $1")
        .bind(signed.person)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.0))
}

/// Keeps a sealed address.
pub async fn keep(tx: &mut Tx, signed: &Signed, sealed: &[u8]) -> Result<(), AppError> {
    sqlx::query(
        "insert into mail_address (person, sealed) values ($1, $2) on conflict (person) do update set sealed = excluded.sealed",
    )
    .bind(signed.person)
    .bind(sealed)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets the address.
pub async fn remove(tx: &mut Tx, signed: &Signed) -> Result<(), AppError> {
    sqlx::query("delete from mail_address where person = $1").bind(signed.person).execute(&mut **tx).await?;
    Ok(())
}

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct Due {
    pub booking: Uuid,
    pub tries: i64,
    pub person: Uuid,
    pub sealed: Vec<u8>,
    pub language: String,
    pub slug: String,
    pub space: String,
    pub zone: Tz,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub hold_until: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    booking: Uuid,
    tries: i64,
    person: Uuid,
    sealed: Vec<u8>,
    language: String,
    slug: String,
    space: String,
    time_zone: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    hold_until: DateTime<Utc>,
}

/// Mail about offers that still stand, to who still may have an address.
pub async fn due(db: impl Executor<'_>, now: DateTime<Utc>, limit: i64) -> Result<Vec<Due>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select m.booking, m.tries, b.person, a.sealed, p.language, c.slug, s.name as space, s.time_zone,
                b.starts_at, b.ends_at, b.hold_until
         from mail m join booking b on b.id = m.booking join mail_address a on a.person = b.person
         join person p on p.id = b.person join cohort c on c.id = b.cohort join space s on s.id = b.space
         where m.next_at <= $1 and b.state = 'held' and b.hold_until > $1 order by m.next_at, m.booking limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::due).collect()
}

impl Row {
    fn due(self) -> Result<Due, AppError> {
        Ok(Due {
            booking: self.booking,
            tries: self.tries,
            person: self.person,
            sealed: self.sealed,
            language: self.language,
            slug: self.slug,
            space: self.space,
            zone: self.time_zone.parse().map_err(|_| AppError::Internal)?,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            hold_until: self.hold_until,
        })
    }
}

/// It went.
pub async fn done(tx: &mut Tx, booking: Uuid) -> Result<(), AppError> {
    sqlx::query("delete from mail where booking = $1").bind(booking).execute(&mut **tx).await?;
    Ok(())
}

/// It did not go: once more at `at`.
pub async fn later(tx: &mut Tx, booking: Uuid, at: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query("update mail set tries = tries + 1, next_at = $2 where booking = $1")
        .bind(booking)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets what has nothing left to say: mail made before `old` or about an offer that was answered, and the addresses of
/// those who accompany and host nobody any more.
pub async fn forget(tx: &mut Tx, old: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query(
        "delete from mail where created_at < $1
            or exists (select 1 from booking b where b.id = mail.booking and (b.hold_until is null or b.state <> 'held'))",
    )
    .bind(old)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "delete from mail_address where person not in
            (select person from membership where until_on is null and role in ('facilitator', 'host'))",
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
