//! The SQL of voices and pictures. They are read one at a time, never with the words.

use crate::{
    app::access::Member,
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use uuid::Uuid;

/// What goes with words, without its bytes.
#[derive(Clone, Debug)]
pub struct Media {
    pub content_type: String,
    /// How many.
    pub bytes: i64,
    /// Of a voice.
    pub seconds: Option<i64>,
    /// What a picture shows.
    pub alt: String,
}

/// A voice or a picture as it is kept.
#[derive(Clone, Debug)]
pub struct Recording {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    pub seconds: Option<i64>,
    pub alt: String,
}

/// Keeps what goes with a contribution.
pub async fn insert(tx: &mut Tx, contribution: Uuid, recording: &Recording) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into contribution_media (contribution, content_type, bytes, seconds, alt) values ($1, $2, $3, $4, $5)",
    )
    .bind(contribution)
    .bind(recording.content_type)
    .bind(&recording.bytes)
    .bind(recording.seconds)
    .bind(&recording.alt)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many bytes the cohort keeps.
pub async fn kept(db: impl Executor<'_>, member: &Member) -> Result<i64, sqlx::Error> {
    let (bytes,): (i64,) = sqlx::query_as(
        "select cast(coalesce(sum(length(m.bytes)), 0) as bigint)
         from contribution_media m join contribution c on c.id = m.contribution where c.cohort = $1",
    )
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(bytes)
}

/// Kind and bytes of what goes with a contribution that the member may read.
pub async fn bytes(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<(String, Vec<u8>), AppError> {
    let found: Option<(String, Vec<u8>)> = sqlx::query_as(
        "select m.content_type, m.bytes from contribution_media m join contribution c on c.id = m.contribution
         where c.id = $1 and c.cohort = $2 and c.withdrawn_on is null and (c.scope <> 'room' or c.person = $3)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await?;
    found.ok_or(AppError::NotFound)
}
