//! How often one may try. Account limits are rows, so that a restart forgives nothing; address limits are in memory under a
//! key of this process, so that no list of addresses exists. Both are the generic cell rate algorithm: one instant per subject.

use super::{
    db::{Db, Executor, Tx},
    error::AppError,
    token::{self, random_bytes},
};
use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// So many at once, then one each interval.
#[derive(Clone, Copy)]
pub struct Rate {
    pub burst: i32,
    pub every: Duration,
}

/// Signing in to one account.
pub const ACCOUNT: Rate = Rate { burst: 5, every: Duration::seconds(60) };
/// Signing in from one address: a workshop of twenty shares one.
pub const ADDRESS: Rate = Rate { burst: 60, every: Duration::seconds(2) };
/// Typing a code that somebody shows in the room.
pub const CODES: Rate = Rate { burst: 5, every: Duration::seconds(60) };
/// Typing codes at one door: a group that arrives together types them one after the other.
pub const DOOR: Rate = Rate { burst: 10, every: Duration::seconds(60) };
/// Opening invitations and resets from one address.
pub const LINKS: Rate = Rate { burst: 60, every: Duration::seconds(60) };

/// The instant until which the allowance is used up after one more, or the seconds to wait.
fn admit(used_until: Option<DateTime<Utc>>, rate: Rate, now: DateTime<Utc>) -> Result<DateTime<Utc>, i64> {
    let from = used_until.unwrap_or(now).max(now);
    let wait = from - now - rate.every * (rate.burst - 1);
    if wait > Duration::zero() { Err(wait.num_seconds().max(1)) } else { Ok(from + rate.every) }
}

/// Counts one try on the account called `login`, whether it exists or not.
pub async fn account(db: &Db, login: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    count(db, &subject(login), ACCOUNT, now).await
}

/// Counts one try of `person` at a code.
pub async fn code(db: &Db, person: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    count(db, &subject(&code_of(person)), CODES, now).await
}

/// Counts one try at the door of `space`, by whomever.
pub async fn door(db: &Db, space: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    count(db, &door_of(space), DOOR, now).await
}

/// Takes back one try at the door of `space`: the code was right, and guessing has not become easier.
pub async fn was_right(tx: &mut Tx, space: Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let subject = door_of(space);
    lock(&mut **tx, &subject, now).await?;
    let (used_until,): (DateTime<Utc>,) = sqlx::query_as("select used_until from throttle where subject = $1")
        .bind(&subject)
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query("update throttle set used_until = $1 where subject = $2")
        .bind(used_until - DOOR.every)
        .bind(&subject)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn door_of(space: Uuid) -> String {
    subject(&format!("door {space}"))
}

/// What the tries of `person` at codes are counted under, before it is hashed. No login looks like it.
pub fn code_of(person: Uuid) -> String {
    format!("code {person}")
}

/// What a row calls whoever tries.
pub fn subject(of: &str) -> String {
    token::hash(of).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn count(db: &Db, subject: &str, rate: Rate, now: DateTime<Utc>) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    lock(&mut *tx, subject, now).await?;
    let (used_until,): (DateTime<Utc>,) =
        sqlx::query_as("select used_until from throttle where subject = $1").bind(subject).fetch_one(&mut *tx).await?;
    let until = admit(Some(used_until), rate, now).map_err(|seconds| AppError::TooMany { seconds })?;
    sqlx::query("update throttle set used_until = $1 where subject = $2")
        .bind(until)
        .bind(subject)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Makes the row and holds it, so that tries in parallel count one after the other.
async fn lock(db: impl Executor<'_>, subject: &str, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into throttle (subject, used_until) values ($1, $2)
         on conflict (subject) do update set used_until = throttle.used_until",
    )
    .bind(subject)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// What each address has used, under a key that dies with the process.
pub struct Addresses {
    key: [u8; 32],
    used: Mutex<HashMap<(&'static str, [u8; 32]), DateTime<Utc>>>,
}

/// Beyond so many addresses the used-up ones are dropped.
const MANY: usize = 10_000;

impl Addresses {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self { key: random_bytes(), used: Mutex::default() }
    }

    /// Counts one try of the kind `what` from `address`.
    pub fn admit(
        &self,
        what: &'static str,
        rate: Rate,
        address: Option<IpAddr>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(address) = address else { return Ok(()) };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() > MANY {
            used.retain(|_, until| *until > now);
        }
        let subject = (what, self.keyed(address));
        let until = admit(used.get(&subject).copied(), rate, now).map_err(|seconds| AppError::TooMany { seconds })?;
        used.insert(subject, until);
        Ok(())
    }

    fn keyed(&self, address: IpAddr) -> [u8; 32] {
        // One subscriber holds a whole /64.
        let text = match address {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => format!("{:x?}", &v6.segments()[..4]),
        };
        match Hmac::<Sha256>::new_from_slice(&self.key) {
            Ok(mut mac) => {
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().into()
            }
            Err(_) => token::hash(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_at_once_then_one_a_minute() {
        let start = DateTime::UNIX_EPOCH;
        let mut used = None;
        for _ in 0..5 {
            used = Some(admit(used, ACCOUNT, start).expect("within the burst"));
        }
        assert_eq!(admit(used, ACCOUNT, start), Err(60));
        assert!(admit(used, ACCOUNT, start + Duration::seconds(59)).is_err());
        assert!(admit(used, ACCOUNT, start + Duration::seconds(60)).is_ok());
    }
}
