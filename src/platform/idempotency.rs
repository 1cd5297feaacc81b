//! One form, one record. The form carries a key; the key becomes the record's id; a retry finds that it has been here.

use super::{
    db::Tx,
    error::AppError,
    form::{self, RawForm},
};
use crate::domain::problem::Problem;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What to do with a form that creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// Create it, under this id.
    First(Uuid),
    /// It was created, under this id: answer the same.
    Again(Uuid),
}

impl Once {
    /// The record's id, now or then.
    pub fn id(self) -> Uuid {
        match self {
            Self::First(id) | Self::Again(id) => id,
        }
    }
}

/// Takes the form's key inside the transaction that creates. The same person with another body is asked whether it is a
/// second record; another person's key counts as unused.
pub async fn once(
    tx: &mut Tx,
    person: Uuid,
    action: &str,
    raw: &RawForm,
    now: DateTime<Utc>,
) -> Result<Once, AppError> {
    let key = Uuid::parse_str(form::text(raw, "key").trim()).map_err(|_| AppError::BadRequest)?;
    let body = digest(raw);
    let id = free_id(tx, person, key).await?;
    let inserted = sqlx::query(
        "insert into used_key (person, key, made, action, body, used_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    )
    .bind(person)
    .bind(key)
    .bind(id)
    .bind(action)
    .bind(body.as_slice())
    .bind(now)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 1 {
        return Ok(Once::First(id));
    }
    let (made, first_action, first_body): (Uuid, String, Vec<u8>) =
        sqlx::query_as("select made, action, body from used_key where person = $1 and key = $2")
            .bind(person)
            .bind(key)
            .fetch_one(&mut **tx)
            .await?;
    if first_action == action && first_body == body {
        return Ok(Once::Again(made));
    }
    Err(AppError::field("", Problem::AlreadySent))
}

/// The key itself, unless somebody else used it first.
async fn free_id(tx: &mut Tx, person: Uuid, key: Uuid) -> Result<Uuid, sqlx::Error> {
    let (others,): (i64,) = sqlx::query_as("select count(*) from used_key where key = $1 and person <> $2")
        .bind(key)
        .bind(person)
        .fetch_one(&mut **tx)
        .await?;
    Ok(if others == 0 { key } else { Uuid::now_v7() })
}

fn digest(raw: &RawForm) -> [u8; 32] {
    let sorted: BTreeMap<_, _> = raw.iter().filter(|(name, _)| *name != "key").collect();
    Sha256::digest(serde_json::to_vec(&sorted).unwrap_or_default()).into()
}
