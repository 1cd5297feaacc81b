//! What was done and what was refused: ids and instants, chained by hash so that a missing row shows. No names, no texts.

use super::db::{Db, Executor, Tx};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One line of the audit, before it is chained.
pub struct Entry<'e> {
    pub at: DateTime<Utc>,
    /// The person's own id; the row gets her random audit id.
    pub actor: Option<Uuid>,
    pub action: &'e str,
    pub cohort: Option<Uuid>,
    pub object: Option<Uuid>,
    /// `done`, or the code of the refusal.
    pub outcome: &'e str,
}

/// Appends `entry` inside the transaction that it is about.
pub async fn append(tx: &mut Tx, entry: Entry<'_>) -> Result<(), sqlx::Error> {
    // An object that is the actor herself would tie her audit id to her row for good.
    let object = entry.object.filter(|object| Some(*object) != entry.actor);
    let entry = Entry { object, ..entry };
    let actor = match entry.actor {
        Some(person) => Some(audit_id(tx, person).await?),
        None => None,
    };
    // Taking the head first makes writers queue, so that the chain has no forks.
    let (last, before): (i64, Vec<u8>) =
        sqlx::query_as("update audit_head set last = last + 1 where one = 1 returning last, hash")
            .fetch_one(&mut **tx)
            .await?;
    let hash = chained(&before, last, &entry, actor);
    sqlx::query(
        "insert into audit (id, at, actor, action, cohort, object, outcome, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(last)
    .bind(entry.at)
    .bind(actor)
    .bind(entry.action)
    .bind(entry.cohort)
    .bind(entry.object)
    .bind(entry.outcome)
    .bind(hash.as_slice())
    .execute(&mut **tx)
    .await?;
    sqlx::query("update audit_head set hash = $1 where one = 1").bind(hash.as_slice()).execute(&mut **tx).await?;
    Ok(())
}

/// Writes a refusal in a transaction of its own, after the refused one was rolled back.
pub async fn refused(db: &Db, entry: Entry<'_>) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    match entry.actor {
        Some(_) => append(&mut tx, entry).await?,
        None => count(&mut *tx, &entry).await?,
    }
    tx.commit().await
}

async fn count(db: impl Executor<'_>, entry: &Entry<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into refusal_count (endpoint, minute, outcome, times) values ($1, $2, $3, 1)
         on conflict (endpoint, minute, outcome) do update set times = refusal_count.times + 1",
    )
    .bind(entry.action)
    .bind(entry.at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(entry.at))
    .bind(entry.outcome)
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes the only row that says whose an audit id is. The audit's own rows stay, and nobody's name is behind them.
pub async fn forget(tx: &mut Tx, person: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from audit_name where person = $1").bind(person).execute(&mut **tx).await?;
    Ok(())
}

async fn audit_id(tx: &mut Tx, person: Uuid) -> Result<Uuid, sqlx::Error> {
    let known: Option<(Uuid,)> = sqlx::query_as("select audit_id from audit_name where person = $1")
        .bind(person)
        .fetch_optional(&mut **tx)
        .await?;
    if let Some((id,)) = known {
        return Ok(id);
    }
    let (id,): (Uuid,) = sqlx::query_as(
        "insert into audit_name (person, audit_id) values ($1, $2)
         on conflict (person) do update set audit_id = audit_name.audit_id returning audit_id",
    )
    .bind(person)
    .bind(Uuid::new_v4())
    .fetch_one(&mut **tx)
    .await?;
    Ok(id)
}

fn chained(before: &[u8], id: i64, entry: &Entry<'_>, actor: Option<Uuid>) -> [u8; 32] {
    let line = serde_json::json!([id, entry.at, actor, entry.action, entry.cohort, entry.object, entry.outcome]);
    Sha256::new().chain_update(before).chain_update(line.to_string()).finalize().into()
}

/// The first row whose hash does not follow from the row before, if any, and how many rows there are.
pub async fn verify(db: impl Executor<'_>) -> Result<(i64, Option<i64>), sqlx::Error> {
    type Row = (i64, DateTime<Utc>, Option<Uuid>, String, Option<Uuid>, Option<Uuid>, String, Vec<u8>);
    let rows: Vec<Row> =
        sqlx::query_as("select id, at, actor, action, cohort, object, outcome, hash from audit order by id")
            .fetch_all(db)
            .await?;
    let mut before = vec![0; 32];
    for (index, (id, at, actor, action, cohort, object, outcome, hash)) in rows.iter().enumerate() {
        let entry = Entry { at: *at, actor: None, action, cohort: *cohort, object: *object, outcome };
        if *id != index as i64 + 1 || chained(&before, *id, &entry, *actor) != hash.as_slice() {
            return Ok((rows.len() as i64, Some(*id)));
        }
        before.clone_from(hash);
    }
    Ok((rows.len() as i64, None))
}
