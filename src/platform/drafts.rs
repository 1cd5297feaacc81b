//! Forms that were refused or interrupted, kept a day. One row holds what was typed and what is wrong with it, in codes; the
//! page words them. A draft is its owner's; one typed by nobody is whoever's has its address, which cannot be guessed.

use super::{
    db::{Db, Executor},
    error::FieldProblem,
    form::RawForm,
    token::random_hex,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What was typed, and why it was not taken.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub action: String,
    pub fields: RawForm,
    pub problems: Vec<FieldProblem>,
}

/// Fields that never leave the request. A draft stands beside its owner's name, so neither a ballot
/// nor an address is part of it.
const SECRET: [&str; 7] = ["password", "new_password", "current_password", "token", "ballot", "rank", "work_address"];

/// Keeps a form and returns the draft's id.
pub async fn keep(
    db: &Db,
    person: Option<Uuid>,
    action: &str,
    fields: &RawForm,
    problems: &[FieldProblem],
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    let id = random_hex();
    let mut kept = fields.clone();
    kept.retain(|name, _| !SECRET.contains(&name.as_str()));
    let mut tx = db.begin().await?;
    sqlx::query("insert into draft (id, person, action, fields, problems, created_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(&id)
        .bind(person)
        .bind(action)
        .bind(serde_json::to_string(&kept).unwrap_or_default())
        .bind(serde_json::to_string(problems).unwrap_or_default())
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// The draft `id`, when it is this person's (or nobody's).
pub async fn find(db: impl Executor<'_>, id: &str, person: Option<Uuid>) -> Result<Option<Draft>, sqlx::Error> {
    let row: Option<(Option<Uuid>, String, String, String)> =
        sqlx::query_as("select person, action, fields, problems from draft where id = $1")
            .bind(id)
            .fetch_optional(db)
            .await?;
    Ok(row.filter(|row| row.0.is_none() || row.0 == person).map(|(_, action, fields, problems)| Draft {
        action,
        fields: serde_json::from_str(&fields).unwrap_or_default(),
        problems: serde_json::from_str(&problems).unwrap_or_default(),
    }))
}
