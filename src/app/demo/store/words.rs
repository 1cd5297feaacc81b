//! Contributions, lessons, the note and its edition.

use crate::{
    app::{
        capitalisation::figures::Figure,
        demo::rows::{Contribution, Lesson, Note},
    },
    platform::db::Executor,
};
use chrono::{DateTime, Utc};
use sqlx::Error;
use uuid::Uuid;

pub async fn insert_contribution(db: impl Executor<'_>, cohort: Uuid, said: &Contribution) -> Result<(), Error> {
    sqlx::query(
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, signed_as, said_on,
                                   consented_on)
         values ($1, $2, $3, $4, $5, $6, 'fr', $7, $8, $9, $9)",
    )
    .bind(said.id)
    .bind(cohort)
    .bind(said.person)
    .bind(said.kind)
    .bind(said.phase)
    .bind(&said.text)
    .bind(said.scope)
    .bind(said.signed_as)
    .bind(said.said_on)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_lesson(db: impl Executor<'_>, cohort: Uuid, lesson: &Lesson) -> Result<(), Error> {
    sqlx::query(
        "insert into lesson (id, cohort, phase, outcome, condition, action, reason, applies_when, evidence, written_by,
                             written_on, does_not_apply_when, agreement, dissent)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(lesson.id)
    .bind(cohort)
    .bind(lesson.phase)
    .bind(lesson.outcome)
    .bind(&lesson.condition)
    .bind(&lesson.action)
    .bind(&lesson.reason)
    .bind(&lesson.applies_when)
    .bind(&lesson.evidence)
    .bind(lesson.written_by)
    .bind(lesson.written_on)
    .bind(&lesson.does_not_apply_when)
    .bind(lesson.agreement)
    .bind(&lesson.dissent)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_note(db: impl Executor<'_>, cohort: Uuid, note: &Note) -> Result<(), Error> {
    let published_at = note.published.map(|(_, at)| at);
    sqlx::query(
        "insert into note (id, cohort, state, title, summary, body, version, edited_by, edited_at, announced_at,
                           announced_by, published_at)
         values ($1, $2, $3, $4, $5, $6, 4, $7, $8, $9, $10, $11)",
    )
    .bind(note.id)
    .bind(cohort)
    .bind(note.state)
    .bind(&note.title)
    .bind(&note.summary)
    .bind(&note.body)
    .bind(note.edited_by)
    .bind(note.edited_at)
    .bind(published_at.map(|_| note.edited_at))
    .bind(published_at.map(|_| note.edited_by))
    .bind(published_at)
    .execute(db)
    .await?;
    Ok(())
}

/// The first edition of a note.
pub async fn insert_edition(db: impl Executor<'_>, note: &Note, person: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    sqlx::query(
        "insert into published_note (note, edition, title, summary, body, published_at, published_by, agreed)
         values ($1, 1, $2, $3, $4, $5, $6, 9)",
    )
    .bind(note.id)
    .bind(&note.title)
    .bind(&note.summary)
    .bind(&note.body)
    .bind(at)
    .bind(person)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_published_figure(db: impl Executor<'_>, note: Uuid, figure: &Figure) -> Result<(), Error> {
    sqlx::query("insert into published_figure (note, edition, code, value) values ($1, 1, $2, $3)")
        .bind(note)
        .bind(figure.code.code())
        .bind(figure.shown.count())
        .execute(db)
        .await?;
    Ok(())
}

pub async fn insert_published_lesson(
    db: impl Executor<'_>,
    note: Uuid,
    position: i64,
    lesson: &Lesson,
) -> Result<(), Error> {
    sqlx::query(
        "insert into published_lesson (note, edition, position, outcome, condition, action, reason, applies_when, evidence,
                                       lesson, phase_kind, does_not_apply_when, agreement, dissent)
         values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(note)
    .bind(position)
    .bind(lesson.outcome)
    .bind(&lesson.condition)
    .bind(&lesson.action)
    .bind(&lesson.reason)
    .bind(&lesson.applies_when)
    .bind(&lesson.evidence)
    .bind(lesson.id)
    .bind(lesson.phase_kind)
    .bind(&lesson.does_not_apply_when)
    .bind(lesson.agreement)
    .bind(&lesson.dissent)
    .execute(db)
    .await?;
    Ok(())
}
