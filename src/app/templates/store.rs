//! The SQL of templates. Each is its owner's: somebody else's is not there.

pub mod whole;

use super::file;
use crate::{
    app::cohorts::policy::Creator,
    domain::template::{Model, TemplateKind},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A template in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Uuid,
    pub name: String,
    pub trade: TemplateKind,
    pub created_at: DateTime<Utc>,
}

/// A template as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    pub name: String,
    /// The file.
    pub body: String,
}

impl Kept {
    /// What a cohort would begin with.
    pub fn model(&self) -> Result<Model, AppError> {
        file::read(&self.body).map(|(_, model)| model).map_err(|problem| {
            tracing::error!(%problem, "a template that was kept cannot be read");
            AppError::Internal
        })
    }
}

/// Her templates, the latest first.
pub async fn templates(db: impl Executor<'_>, by: Creator) -> Result<Vec<Listed>, AppError> {
    let rows: Vec<(Uuid, String, String, DateTime<Utc>)> = sqlx::query_as(
        "select id, name, trade, created_at from template where person = $1 order by created_at desc, id desc",
    )
    .bind(by.person())
    .fetch_all(db)
    .await?;
    let listed = |(id, name, trade, created_at): (Uuid, String, String, DateTime<Utc>)| {
        let trade = TemplateKind::from_code(&trade).ok_or(AppError::Internal)?;
        Ok(Listed { id, name, trade, created_at })
    };
    rows.into_iter().map(listed).collect()
}

/// One template of hers.
pub async fn template(db: impl Executor<'_>, by: Creator, id: Uuid) -> Result<Kept, AppError> {
    let kept = sqlx::query_as("select name, body from template where id = $1 and person = $2")
        .bind(id)
        .bind(by.person())
        .fetch_one(db)
        .await?;
    Ok(kept)
}

/// Keeps a template as a file.
pub async fn insert(
    tx: &mut Tx,
    by: Creator,
    id: Uuid,
    (name, model): (&str, &Model),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query("insert into template (id, person, name, trade, body, created_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(by.person())
        .bind(name)
        .bind(model.trade.code())
        .bind(file::write(name, model))
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a template; cohorts that began with it stay as they are.
pub async fn delete(tx: &mut Tx, by: Creator, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("delete from template where id = $1 and person = $2")
        .bind(id)
        .bind(by.person())
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}
