//! The SQL of the texts of a note that were saved, and of who agreed with one.

use super::note::Note;
use crate::{
    app::access::{Facilitator, Member},
    platform::{
        db::{Executor, Tx},
        error::AppError,
        session::Signed,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A text as it was saved.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Version {
    pub version: i64,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub saved_at: DateTime<Utc>,
    /// Who saved it.
    pub name: String,
}

/// When a text was saved, and by whom.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Saved {
    pub version: i64,
    pub saved_at: DateTime<Utc>,
    pub name: String,
}

/// Keeps the working text of `note` as it stands, once.
pub async fn keep(db: impl Executor<'_>, facilitator: &Facilitator, note: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into note_version (note, version, title, summary, body, saved_by, saved_at)
         select id, version, title, summary, body, edited_by, edited_at from note where id = $1 and cohort = $2
         on conflict do nothing",
    )
    .bind(note)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Every text that was saved, the last one first.
pub async fn all(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Saved>, sqlx::Error> {
    sqlx::query_as(
        "select v.version, v.saved_at, p.display_name as name
         from note n join note_version v on v.note = n.id join person p on p.id = v.saved_by
         where n.cohort = $1 order by v.version desc",
    )
    .bind(facilitator.cohort.id)
    .fetch_all(db)
    .await
}

/// One text, and the one before it, where there is one.
pub async fn with_previous(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    version: i64,
) -> Result<(Version, Option<Version>), AppError> {
    let mut found: Vec<Version> = sqlx::query_as(
        "select v.version, v.title, v.summary, v.body, v.saved_at, p.display_name as name
         from note n join note_version v on v.note = n.id join person p on p.id = v.saved_by
         where n.cohort = $1 and v.version <= $2 order by v.version desc limit 2",
    )
    .bind(facilitator.cohort.id)
    .bind(version)
    .fetch_all(db)
    .await?;
    let before = (found.len() > 1).then(|| found.remove(1));
    let this = found.pop().filter(|found| found.version == version).ok_or(AppError::NotFound)?;
    Ok((this, before))
}

/// Removes every text but the last one, and every edition but the last one.
pub async fn forget(tx: &mut Tx, facilitator: &Facilitator, note: &Note) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from note_version where note = (select id from note where id = $1 and cohort = $2) and version < $3",
    )
    .bind(note.id)
    .bind(facilitator.cohort.id)
    .bind(note.version)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "delete from published_note where note = (select id from note where id = $1 and cohort = $2)
         and edition < (select max(edition) from published_note where note = $1)",
    )
    .bind(note.id)
    .bind(facilitator.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that the member agrees with the text that she was told of, once.
pub async fn agree(db: impl Executor<'_>, member: &Member, note: &Note, on: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into note_agreed (note, version, person, agreed_on) values ($1, $2, $3, $4) on conflict do nothing",
    )
    .bind(note.id)
    .bind(note.version)
    .bind(member.person)
    .bind(on)
    .execute(db)
    .await?;
    Ok(())
}

/// Whether the member agreed with this text, and how many did.
pub async fn agreed(db: impl Executor<'_>, member: &Member, note: &Note) -> Result<(bool, i64), sqlx::Error> {
    sqlx::query_as(
        "select count(case when person = $3 then 1 end) > 0, count(*) from note_agreed where note = $1 and version = $2",
    )
    .bind(note.id)
    .bind(note.version)
    .bind(member.person)
    .fetch_one(db)
    .await
}

/// The notes that somebody agreed with: cohort and day.
pub async fn own(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as(
        "select c.name, a.agreed_on from note_agreed a join note n on n.id = a.note join cohort c on c.id = n.cohort
         where a.person = $1 order by a.agreed_on desc, c.name",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
