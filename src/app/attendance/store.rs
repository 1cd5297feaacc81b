//! The SQL of attendance: learners, what is noted of them, corrections, codes of the day.

use crate::{
    app::access::{Facilitator, Member},
    domain::attendance::{DayCode, Half, HalfDay, Presence, SignedBy},
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// One stay of an entrepreneur in the cohort; who left and came back has two.
#[derive(Clone, Debug, FromRow)]
pub struct Stay {
    pub person: Uuid,
    pub name: String,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

/// What is noted of one person for one half-day.
#[derive(Clone, Debug)]
pub struct Mark {
    pub event: Uuid,
    pub half_day: HalfDay,
    pub person: Uuid,
    pub presence: Presence,
    pub signed_by: SignedBy,
}

#[derive(FromRow)]
struct MarkRow {
    event: Uuid,
    day: NaiveDate,
    half: String,
    person: Uuid,
    presence: String,
    signed_by: String,
}

impl MarkRow {
    fn mark(self) -> Result<Mark, AppError> {
        Ok(Mark {
            event: self.event,
            half_day: half_day(self.day, &self.half)?,
            person: self.person,
            presence: Presence::from_code(&self.presence).ok_or(AppError::Internal)?,
            signed_by: SignedBy::from_code(&self.signed_by).ok_or(AppError::Internal)?,
        })
    }
}

fn half_day(day: NaiveDate, half: &str) -> Result<HalfDay, AppError> {
    Ok(HalfDay { day, half: Half::from_code(half).ok_or(AppError::Internal)? })
}

/// A correction: what was noted before, who changed it and when.
#[derive(Clone, Debug)]
pub struct Trace {
    pub name: String,
    pub before: Presence,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// Everybody who learns or has learnt in the cohort, by name. Who accompanies is never counted.
pub async fn stays(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<Stay>, sqlx::Error> {
    sqlx::query_as(
        "select m.person, p.display_name as name, m.from_on, m.until_on
         from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.role = 'entrepreneur' order by lower(p.display_name), p.id, m.from_on, m.id",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await
}

/// Her own stays in the cohort.
pub async fn own_stays(db: impl Executor<'_>, member: &Member) -> Result<Vec<Stay>, sqlx::Error> {
    sqlx::query_as(
        "select m.person, p.display_name as name, m.from_on, m.until_on
         from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.person = $2 and m.role = 'entrepreneur' order by m.from_on, m.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await
}

/// All that is noted in the cohort.
pub async fn marks(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<Mark>, AppError> {
    let rows: Vec<MarkRow> =
        sqlx::query_as("select event, day, half, person, presence, signed_by from attendance where cohort = $1")
            .bind(by.cohort.id)
            .fetch_all(db)
            .await?;
    rows.into_iter().map(MarkRow::mark).collect()
}

/// All that is noted for one event.
pub async fn event_marks(db: impl Executor<'_>, by: &Facilitator, event: Uuid) -> Result<Vec<Mark>, AppError> {
    let rows: Vec<MarkRow> = sqlx::query_as(
        "select event, day, half, person, presence, signed_by from attendance where event = $1 and cohort = $2",
    )
    .bind(event)
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(MarkRow::mark).collect()
}

/// What is noted of the member herself.
pub async fn own_marks(db: impl Executor<'_>, member: &Member) -> Result<Vec<Mark>, AppError> {
    let rows: Vec<MarkRow> = sqlx::query_as(
        "select event, day, half, person, presence, signed_by from attendance where cohort = $1 and person = $2",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(MarkRow::mark).collect()
}

/// The half-days for which somebody was noted, whoever it was: event and half-day.
pub async fn taken(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, HalfDay)>, AppError> {
    let rows: Vec<(Uuid, NaiveDate, String)> =
        sqlx::query_as("select distinct event, day, half from attendance where cohort = $1")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    rows.into_iter().map(|(event, day, half)| Ok((event, half_day(day, &half)?))).collect()
}

/// What was corrected in one half-day, the last one first.
pub async fn traces(db: impl Executor<'_>, by: &Facilitator, event: Uuid, at: HalfDay) -> Result<Vec<Trace>, AppError> {
    let rows: Vec<(String, String, String, DateTime<Utc>)> = sqlx::query_as(
        "select p.display_name, t.before, b.display_name, t.changed_at
         from attendance_trace t join person p on p.id = t.person join person b on b.id = t.changed_by
         where t.event = $1 and t.day = $2 and t.half = $3 and t.cohort = $4 order by t.changed_at desc, t.id limit 50",
    )
    .bind(event)
    .bind(at.day)
    .bind(at.half.code())
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(name, before, by, at)| {
            Ok(Trace { name, before: Presence::from_code(&before).ok_or(AppError::Internal)?, by, at })
        })
        .collect()
}

/// Takes the event's row until the transaction ends, so that two who note it do so one after the other: when it begins and
/// when it ends.
pub async fn hold(tx: &mut Tx, member: &Member, event: Uuid) -> Result<(DateTime<Utc>, DateTime<Utc>), sqlx::Error> {
    sqlx::query_as("update event set title = title where id = $1 and cohort = $2 returning starts_at, ends_at")
        .bind(event)
        .bind(member.cohort.id)
        .fetch_one(&mut **tx)
        .await
}

/// One thing to be noted, and what was noted before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub person: Uuid,
    pub presence: Presence,
    pub signed_by: SignedBy,
    pub before: Option<(Presence, SignedBy)>,
}

/// Notes every change in one statement. What was noted before goes to the traces with [`insert_traces`].
pub async fn put_marks(
    tx: &mut Tx,
    by: &Facilitator,
    event: Uuid,
    at: HalfDay,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into attendance (cohort, event, day, half, person, presence, signed_by, marked_by, marked_at) ",
    );
    sql.push_values(changes, |mut row, change| {
        row.push_bind(by.cohort.id).push_bind(event).push_bind(at.day).push_bind(at.half.code());
        row.push_bind(change.person).push_bind(change.presence.code()).push_bind(change.signed_by.code());
        row.push_bind(by.person).push_bind(now);
    });
    sql.push(
        " on conflict (event, day, half, person) do update set presence = excluded.presence,
          signed_by = excluded.signed_by, marked_by = excluded.marked_by, marked_at = excluded.marked_at",
    );
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Keeps what was noted before each change, in one statement.
pub async fn insert_traces(
    tx: &mut Tx,
    by: &Facilitator,
    event: Uuid,
    at: HalfDay,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let corrected: Vec<_> = changes.iter().filter_map(|change| Some((change.person, change.before?))).collect();
    if corrected.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into attendance_trace (id, cohort, event, day, half, person, before, before_signed, changed_by, changed_at) ",
    );
    sql.push_values(corrected, |mut row, (person, (presence, signed_by))| {
        row.push_bind(Uuid::now_v7()).push_bind(by.cohort.id).push_bind(event).push_bind(at.day);
        row.push_bind(at.half.code()).push_bind(person).push_bind(presence.code()).push_bind(signed_by.code());
        row.push_bind(by.person).push_bind(now);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Forgets what is noted for one half-day: everybody is expected again.
pub async fn clear(tx: &mut Tx, by: &Facilitator, event: Uuid, at: HalfDay) -> Result<(), sqlx::Error> {
    sqlx::query("delete from attendance where event = $1 and day = $2 and half = $3 and cohort = $4")
        .bind(event)
        .bind(at.day)
        .bind(at.half.code())
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The member signs herself in, unless something is noted of her already: what, in that case.
pub async fn sign(
    tx: &mut Tx,
    member: &Member,
    event: Uuid,
    at: HalfDay,
    now: DateTime<Utc>,
) -> Result<Option<Presence>, AppError> {
    let fresh = sqlx::query(
        "insert into attendance (cohort, event, day, half, person, presence, signed_by, marked_by, marked_at)
         values ($1, $2, $3, $4, $5, 'present', 'code', $5, $6) on conflict do nothing",
    )
    .bind(member.cohort.id)
    .bind(event)
    .bind(at.day)
    .bind(at.half.code())
    .bind(member.person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if fresh.rows_affected() == 1 {
        return Ok(None);
    }
    let (noted,): (String,) = sqlx::query_as(
        "select presence from attendance where event = $1 and day = $2 and half = $3 and person = $4 and cohort = $5",
    )
    .bind(event)
    .bind(at.day)
    .bind(at.half.code())
    .bind(member.person)
    .bind(member.cohort.id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Some(Presence::from_code(&noted).ok_or(AppError::Internal)?))
}

/// The code of one half-day, while it can be used.
pub async fn code(
    db: impl Executor<'_>,
    by: &Facilitator,
    event: Uuid,
    at: HalfDay,
    now: DateTime<Utc>,
) -> Result<Option<DayCode>, AppError> {
    let row: Option<(String,)> = sqlx::query_as(
        "select code from attendance_code
         where event = $1 and day = $2 and half = $3 and cohort = $4 and expires_at > $5",
    )
    .bind(event)
    .bind(at.day)
    .bind(at.half.code())
    .bind(by.cohort.id)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(|(code,)| DayCode::parse(&code).map_err(|_| AppError::Internal)).transpose()
}

/// Forgets the codes of the cohort that are over, and names those that are not: no two may be alike.
pub async fn codes_in_use(tx: &mut Tx, by: &Facilitator, now: DateTime<Utc>) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query("delete from attendance_code where cohort = $1 and expires_at <= $2")
        .bind(by.cohort.id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    let rows: Vec<(String,)> = sqlx::query_as("select code from attendance_code where cohort = $1")
        .bind(by.cohort.id)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Takes back the code of one half-day.
pub async fn delete_code(tx: &mut Tx, by: &Facilitator, event: Uuid, at: HalfDay) -> Result<(), sqlx::Error> {
    sqlx::query("delete from attendance_code where event = $1 and day = $2 and half = $3 and cohort = $4")
        .bind(event)
        .bind(at.day)
        .bind(at.half.code())
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives one half-day its code; one that it has stays.
pub async fn insert_code(
    tx: &mut Tx,
    by: &Facilitator,
    event: Uuid,
    at: HalfDay,
    code: &DayCode,
    expires_at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into attendance_code (cohort, event, day, half, code, made_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (event, day, half) do nothing",
    )
    .bind(by.cohort.id)
    .bind(event)
    .bind(at.day)
    .bind(at.half.code())
    .bind(code.as_str())
    .bind(by.person)
    .bind(expires_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a code of the member's cohort is for, while it can be used.
pub async fn find_code(
    db: impl Executor<'_>,
    member: &Member,
    code: &DayCode,
    now: DateTime<Utc>,
) -> Result<Option<(Uuid, HalfDay)>, AppError> {
    let row: Option<(Uuid, NaiveDate, String)> = sqlx::query_as(
        "select event, day, half from attendance_code where cohort = $1 and code = $2 and expires_at > $3",
    )
    .bind(member.cohort.id)
    .bind(code.as_str())
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(|(event, day, half)| Ok((event, half_day(day, &half)?))).transpose()
}

/// The events that show a code now and where nothing is noted of the member yet: title and half-day.
pub async fn to_sign(
    db: impl Executor<'_>,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<Vec<(String, HalfDay)>, AppError> {
    let rows: Vec<(String, NaiveDate, String)> = sqlx::query_as(
        "select e.title, c.day, c.half from attendance_code c join event e on e.id = c.event
         where c.cohort = $1 and c.expires_at > $2
         and not exists (select 1 from attendance a where a.event = c.event and a.day = c.day and a.half = c.half
                         and a.person = $3)
         order by e.starts_at, e.id, c.day, c.half desc",
    )
    .bind(member.cohort.id)
    .bind(now)
    .bind(member.person)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(title, day, half)| Ok((title, half_day(day, &half)?))).collect()
}
