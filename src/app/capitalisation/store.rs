//! The SQL of lessons; `said`, `about` and `media` hold that of what people say, `note` and `figures` that of the note and of the
//! cohort's figures.

pub mod about;
pub mod figures;
pub mod media;
pub mod note;
mod said;
pub mod versions;

pub use said::*;

use super::forms::Lesson;
use crate::{
    app::access::{Facilitator, Member},
    domain::{capitalisation::Outcome, lesson::Agreement},
    platform::{db::Executor, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// A lesson as it is kept.
#[derive(Clone, Debug)]
pub struct StoredLesson {
    pub id: Uuid,
    pub phase: Option<Uuid>,
    /// The lesson of the same cohort that replaced it.
    pub superseded_by: Option<Uuid>,
    /// When to look at it again.
    pub review_on: Option<NaiveDate>,
    pub told: LessonText,
}

/// What a lesson says, now or as published.
#[derive(Clone, Debug)]
pub struct LessonText {
    pub outcome: Outcome,
    pub condition: String,
    pub action: String,
    pub reason: String,
    pub applies_when: String,
    pub does_not_apply_when: String,
    pub evidence: String,
    pub agreement: Option<Agreement>,
    /// What those say who do not agree.
    pub dissent: String,
    /// What the lesson that replaced it says to do.
    pub replaced_by: String,
}

/// The columns of a [`LessonText`].
#[derive(sqlx::FromRow)]
pub(in crate::app) struct LessonTextRow {
    outcome: String,
    condition: String,
    action: String,
    reason: String,
    applies_when: String,
    does_not_apply_when: String,
    evidence: String,
    agreement: Option<String>,
    dissent: String,
    replaced_by: String,
}

impl LessonTextRow {
    pub(in crate::app) fn told(self) -> Result<LessonText, AppError> {
        let agreement = self.agreement.as_deref().map(|code| Agreement::from_code(code).ok_or(AppError::Internal));
        Ok(LessonText {
            outcome: Outcome::from_code(&self.outcome).ok_or(AppError::Internal)?,
            condition: self.condition,
            action: self.action,
            reason: self.reason,
            applies_when: self.applies_when,
            does_not_apply_when: self.does_not_apply_when,
            evidence: self.evidence,
            agreement: agreement.transpose()?,
            dissent: self.dissent,
            replaced_by: self.replaced_by,
        })
    }
}

#[derive(sqlx::FromRow)]
struct LessonRow {
    id: Uuid,
    phase: Option<Uuid>,
    superseded_by: Option<Uuid>,
    review_on: Option<NaiveDate>,
    #[sqlx(flatten)]
    text: LessonTextRow,
}

impl LessonRow {
    fn read(self) -> Result<StoredLesson, AppError> {
        let (superseded_by, review_on) = (self.superseded_by, self.review_on);
        Ok(StoredLesson { id: self.id, phase: self.phase, superseded_by, review_on, told: self.text.told()? })
    }
}

/// The lessons of the member's cohort, the first first.
pub async fn lessons(db: impl Executor<'_>, member: &Member) -> Result<Vec<StoredLesson>, AppError> {
    let rows: Vec<LessonRow> = sqlx::query_as(
        "select l.id, l.phase, l.superseded_by, l.review_on, l.outcome, l.condition, l.action, l.reason, l.applies_when,
                l.does_not_apply_when, l.evidence, l.agreement, l.dissent, coalesce(r.action, '') as replaced_by
         from lesson l left join lesson r on r.id = l.superseded_by
         where l.cohort = $1 order by l.written_on, l.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(LessonRow::read).collect()
}

/// Keeps a new lesson.
pub async fn keep_lesson(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    lesson: &Lesson,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into lesson (id, cohort, phase, outcome, condition, action, reason, applies_when, evidence, written_by, written_on,
                             does_not_apply_when, agreement, dissent, superseded_by, review_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(lesson.phase)
    .bind(lesson.outcome.code())
    .bind(lesson.condition.as_str())
    .bind(lesson.action.as_str())
    .bind(lesson.reason.as_str())
    .bind(lesson.applies_when.as_str())
    .bind(lesson.evidence.as_str())
    .bind(facilitator.person)
    .bind(on)
    .bind(lesson.does_not_apply_when.as_str())
    .bind(lesson.agreement.map(Agreement::code))
    .bind(lesson.dissent.as_str())
    .bind(lesson.superseded_by)
    .bind(lesson.review_on)
    .execute(db)
    .await?;
    Ok(())
}

/// Rewrites a lesson. Whether it was there.
pub async fn change_lesson(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    lesson: &Lesson,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update lesson set phase = $1, outcome = $2, condition = $3, action = $4, reason = $5, applies_when = $6, evidence = $7,
                does_not_apply_when = $8, agreement = $9, dissent = $10, superseded_by = $11, review_on = $12
         where id = $13 and cohort = $14",
    )
    .bind(lesson.phase)
    .bind(lesson.outcome.code())
    .bind(lesson.condition.as_str())
    .bind(lesson.action.as_str())
    .bind(lesson.reason.as_str())
    .bind(lesson.applies_when.as_str())
    .bind(lesson.evidence.as_str())
    .bind(lesson.does_not_apply_when.as_str())
    .bind(lesson.agreement.map(Agreement::code))
    .bind(lesson.dissent.as_str())
    .bind(lesson.superseded_by)
    .bind(lesson.review_on)
    .bind(id)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a lesson. Whether it was there.
pub async fn remove_lesson(db: impl Executor<'_>, facilitator: &Facilitator, id: Uuid) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("delete from lesson where id = $1 and cohort = $2")
        .bind(id)
        .bind(facilitator.cohort.id)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// What replaced what among the lessons of the cohort: from the old one to the new one; and every lesson that there is.
pub async fn replacements(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
) -> Result<Vec<(Uuid, Option<Uuid>)>, sqlx::Error> {
    sqlx::query_as("select id, superseded_by from lesson where cohort = $1 order by id")
        .bind(facilitator.cohort.id)
        .fetch_all(db)
        .await
}
