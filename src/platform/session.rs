//! Who is asking. A cookie holds a random token, the table its hash; every request asks the table, so that ending a session
//! works at once.

use super::{
    clock::Clock,
    db::{Db, Executor, Tx},
    token::{self, Token},
};
use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// The session's cookie. The prefix makes browsers refuse it from other hosts, and without TLS.
pub const COOKIE_NAME: &str = "__Host-coop";

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A phone or computer that others use too: `idle` minutes without a request end it, 12 hours in any case.
    Shared { idle_minutes: i64 },
    /// A phone that its user called her own: 14 days idle, 30 in any case.
    OwnPhone,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Shared { .. } => "short",
            Self::OwnPhone => "phone",
        }
    }

    fn idle_minutes(self) -> i64 {
        match self {
            Self::Shared { idle_minutes } => idle_minutes,
            Self::OwnPhone => 14 * 24 * 60,
        }
    }

    fn lasts(self) -> Duration {
        match self {
            Self::Shared { .. } => Duration::hours(12),
            Self::OwnPhone => Duration::days(30),
        }
    }
}

/// Somebody who is signed in. Holding one is the proof.
#[derive(Clone, Debug)]
pub struct Signed {
    pub person: Uuid,
    pub session: Uuid,
    pub login: String,
    pub display_name: String,
    pub language: String,
    pub may_create_cohorts: bool,
    pub own_phone: bool,
}

/// Anybody who asks.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    pub signed: Option<Signed>,
    /// Whose session has just run out here: what she typed is kept for her.
    pub lapsed: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person: Uuid,
    kind: String,
    idle_minutes: i64,
    seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    login: Option<String>,
    display_name: String,
    language: String,
    may_create_cohorts: bool,
}

/// Reads the cookie and asks the table. One statement; a second one, at most once a minute, says that the session is used.
pub async fn visitor(db: &Db, clock: &Clock, headers: &HeaderMap) -> Result<Visitor, sqlx::Error> {
    let Some(token) = cookie(headers, COOKIE_NAME) else { return Ok(Visitor::default()) };
    let hash = token::hash(token);
    let Some(row) = find(db.read(), &hash).await? else { return Ok(Visitor::default()) };
    let now = clock.now();
    if now >= row.expires_at || now >= row.seen_at + Duration::minutes(row.idle_minutes) {
        return Ok(Visitor { signed: None, lapsed: Some(row.person) });
    }
    if now - row.seen_at >= Duration::minutes(1) {
        touch(db, &hash, row.person, now).await?;
    }
    let signed = Signed {
        person: row.person,
        session: row.id,
        login: row.login.unwrap_or_default(),
        display_name: row.display_name,
        language: row.language,
        may_create_cohorts: row.may_create_cohorts,
        own_phone: row.kind == Kind::OwnPhone.code(),
    };
    Ok(Visitor { signed: Some(signed), lapsed: None })
}

async fn find(db: impl Executor<'_>, hash: &[u8; 32]) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "select s.id, s.person, s.kind, s.idle_minutes, s.seen_at, s.expires_at,
                p.login, p.display_name, p.language, p.may_create_cohorts
         from session s join person p on p.id = s.person where s.hash = $1",
    )
    .bind(hash.as_slice())
    .fetch_optional(db)
    .await
}

async fn touch(db: &Db, hash: &[u8; 32], person: Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query("update session set seen_at = $1 where hash = $2")
        .bind(now)
        .bind(hash.as_slice())
        .execute(&mut *tx)
        .await?;
    sqlx::query("update person set seen_on = $1 where id = $2 and seen_on <> $1")
        .bind(now.date_naive())
        .bind(person)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Opens a session and returns the cookie that carries it.
pub async fn open(tx: &mut Tx, person: Uuid, kind: Kind, now: DateTime<Utc>) -> Result<HeaderValue, sqlx::Error> {
    let token = Token::random();
    sqlx::query(
        "insert into session (hash, id, person, kind, idle_minutes, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(token.hash().as_slice())
    .bind(Uuid::now_v7())
    .bind(person)
    .bind(kind.code())
    .bind(kind.idle_minutes())
    .bind(now)
    .bind(now + kind.lasts())
    .execute(&mut **tx)
    .await?;
    let age = match kind {
        Kind::Shared { .. } => String::new(),
        Kind::OwnPhone => format!("; Max-Age={}", kind.lasts().num_seconds()),
    };
    Ok(header(&format!("{COOKIE_NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax{age}", token.text())))
}

/// Ends one session of `person`.
pub async fn end(tx: &mut Tx, person: Uuid, session: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from session where person = $1 and id = $2")
        .bind(person)
        .bind(session)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends every session of `person`.
pub async fn end_all(tx: &mut Tx, person: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from session where person = $1").bind(person).execute(&mut **tx).await?;
    Ok(())
}

/// Ends every session of `person` but this one.
pub async fn end_others(tx: &mut Tx, person: Uuid, session: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from session where person = $1 and id <> $2")
        .bind(person)
        .bind(session)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A session as its owner sees it: a kind and two instants, no device, no place.
#[derive(sqlx::FromRow)]
pub struct Listed {
    pub id: Uuid,
    pub kind: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

/// The sessions of `person`, the newest first.
pub async fn list(db: impl Executor<'_>, person: Uuid) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as("select id, kind, created_at, seen_at from session where person = $1 order by seen_at desc")
        .bind(person)
        .fetch_all(db)
        .await
}

/// A cookie that takes the session's away.
pub fn expired_cookie() -> HeaderValue {
    header(&format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
}

/// The value of the cookie `name`.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split("; "));
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}
