//! The SQL of contributions and lessons; `note` and `figures` hold that of the note and of the cohort's figures.

pub mod figures;
pub mod note;

use super::forms::{Consent, Lesson, Said};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        capitalisation::{Kind, Outcome, Scope, SignedAs},
        cohort::Role,
    },
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// What somebody said, with what its signature needs.
#[derive(Clone, Debug)]
pub struct Contribution {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: Kind,
    pub phase: Option<Uuid>,
    pub text: String,
    pub language: String,
    pub scope: Scope,
    pub signed_as: SignedAs,
    pub said_on: NaiveDate,
    /// The speaker's display name: for her own choice only.
    pub name: String,
    /// What the speaker is, or was last, in the cohort.
    pub role: Role,
}

#[derive(sqlx::FromRow)]
struct ContributionRow {
    id: Uuid,
    person: Uuid,
    kind: String,
    phase: Option<Uuid>,
    text: String,
    language: String,
    scope: String,
    signed_as: String,
    said_on: NaiveDate,
    name: String,
    role: String,
}

impl ContributionRow {
    fn read(self) -> Result<Contribution, AppError> {
        Ok(Contribution {
            id: self.id,
            person: self.person,
            kind: Kind::from_code(&self.kind).ok_or(AppError::Internal)?,
            phase: self.phase,
            text: self.text,
            language: self.language,
            scope: Scope::from_code(&self.scope).ok_or(AppError::Internal)?,
            signed_as: SignedAs::from_code(&self.signed_as).ok_or(AppError::Internal)?,
            said_on: self.said_on,
            name: self.name,
            role: Role::from_code(&self.role).ok_or(AppError::Internal)?,
        })
    }
}

/// Everything said in the member's cohort and not withdrawn, the latest first.
pub async fn contributions(db: impl Executor<'_>, member: &Member) -> Result<Vec<Contribution>, AppError> {
    said_in(db, member.cohort.id).await
}

/// Everything said in `cohort` and not withdrawn, the latest first.
pub(super) async fn said_in(db: impl Executor<'_>, cohort: Uuid) -> Result<Vec<Contribution>, AppError> {
    let rows: Vec<ContributionRow> = sqlx::query_as(
        "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.signed_as, c.said_on, p.display_name as name,
                coalesce((select m.role from membership m where m.person = c.person and m.cohort = c.cohort
                          order by case when m.until_on is null then 0 else 1 end, m.from_on desc, m.id limit 1),
                         'entrepreneur') as role
         from contribution c join person p on p.id = c.person
         where c.cohort = $1 and c.withdrawn_on is null and c.text <> ''
         order by c.said_on desc, c.id desc",
    )
    .bind(cohort)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(ContributionRow::read).collect()
}

/// One contribution of the member's cohort, not withdrawn.
pub async fn contribution(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Contribution, AppError> {
    let row: Option<ContributionRow> = sqlx::query_as(
        "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.signed_as, c.said_on, p.display_name as name,
                'entrepreneur' as role
         from contribution c join person p on p.id = c.person
         where c.id = $1 and c.cohort = $2 and c.withdrawn_on is null and c.text <> ''",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.read()
}

/// Whose contribution it is, withdrawn or not.
pub async fn speaker(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Uuid, AppError> {
    let row: Option<(Uuid,)> = sqlx::query_as("select person from contribution where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .fetch_optional(db)
        .await?;
    row.map(|row| row.0).ok_or(AppError::NotFound)
}

/// Every contribution of the cohort that a note may name, withdrawn ones included.
pub async fn contribution_ids(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Uuid>, sqlx::Error> {
    let rows: Vec<(Uuid,)> = sqlx::query_as("select id from contribution where cohort = $1")
        .bind(facilitator.cohort.id)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Whether the member's cohort has this phase.
pub async fn phase_exists(db: impl Executor<'_>, member: &Member, phase: Uuid) -> Result<bool, sqlx::Error> {
    let (found,): (i64,) = sqlx::query_as("select count(*) from phase where id = $1 and cohort = $2")
        .bind(phase)
        .bind(member.cohort.id)
        .fetch_one(db)
        .await?;
    Ok(found > 0)
}

/// Keeps what the member said.
pub async fn keep_contribution(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    said: &Said,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, signed_as, said_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(said.kind.code())
    .bind(said.phase)
    .bind(said.text.as_str())
    .bind(&said.language)
    .bind(said.consent.scope.code())
    .bind(said.consent.signed_as.code())
    .bind(on)
    .execute(db)
    .await?;
    Ok(())
}

/// Changes who may read what the member said, and how it is signed. Whether it was hers and still there.
pub async fn change_consent(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    consent: Consent,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update contribution set scope = $1, signed_as = $2
         where id = $3 and cohort = $4 and person = $5 and withdrawn_on is null",
    )
    .bind(consent.scope.code())
    .bind(consent.signed_as.code())
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Empties what the member said, for good, and what is left of it in unsent forms.
pub async fn withdraw(tx: &mut Tx, member: &Member, id: Uuid, on: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update contribution set text = '', withdrawn_on = $1
         where id = $2 and cohort = $3 and person = $4 and withdrawn_on is null",
    )
    .bind(on)
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    sqlx::query("delete from draft where person = $1 and action = 'capitalisation/contribute'")
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A lesson as it is kept.
#[derive(Clone, Debug)]
pub struct StoredLesson {
    pub id: Uuid,
    pub phase: Option<Uuid>,
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
    pub evidence: String,
}

#[derive(sqlx::FromRow)]
struct LessonTextRow {
    outcome: String,
    condition: String,
    action: String,
    reason: String,
    applies_when: String,
    evidence: String,
}

impl LessonTextRow {
    fn told(self) -> Result<LessonText, AppError> {
        let Self { outcome, condition, action, reason, applies_when, evidence } = self;
        let outcome = Outcome::from_code(&outcome).ok_or(AppError::Internal)?;
        Ok(LessonText { outcome, condition, action, reason, applies_when, evidence })
    }
}

#[derive(sqlx::FromRow)]
struct LessonRow {
    id: Uuid,
    phase: Option<Uuid>,
    #[sqlx(flatten)]
    text: LessonTextRow,
}

impl LessonRow {
    fn read(self) -> Result<StoredLesson, AppError> {
        Ok(StoredLesson { id: self.id, phase: self.phase, told: self.text.told()? })
    }
}

/// The lessons of the member's cohort, the first first.
pub async fn lessons(db: impl Executor<'_>, member: &Member) -> Result<Vec<StoredLesson>, AppError> {
    let rows: Vec<LessonRow> = sqlx::query_as(
        "select id, phase, outcome, condition, action, reason, applies_when, evidence
         from lesson where cohort = $1 order by written_on, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(LessonRow::read).collect()
}

/// One lesson of the member's cohort.
pub async fn lesson(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<StoredLesson, AppError> {
    let row: Option<LessonRow> = sqlx::query_as(
        "select id, phase, outcome, condition, action, reason, applies_when, evidence
         from lesson where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.read()
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
        "insert into lesson (id, cohort, phase, outcome, condition, action, reason, applies_when, evidence, written_by, written_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
        "update lesson set phase = $1, outcome = $2, condition = $3, action = $4, reason = $5, applies_when = $6, evidence = $7
         where id = $8 and cohort = $9",
    )
    .bind(lesson.phase)
    .bind(lesson.outcome.code())
    .bind(lesson.condition.as_str())
    .bind(lesson.action.as_str())
    .bind(lesson.reason.as_str())
    .bind(lesson.applies_when.as_str())
    .bind(lesson.evidence.as_str())
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
