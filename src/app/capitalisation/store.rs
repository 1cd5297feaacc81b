//! The SQL of contributions and lessons; `note`, `versions` and `figures` hold that of the note, of its
//! texts and of the cohort's figures.

pub mod figures;
pub mod note;
pub mod versions;

use super::forms::{Consent, Lesson, Said};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        capitalisation::{Kind, Outcome, Scope, SignedAs},
        cohort::Role,
        lesson::Agreement,
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
    /// The name that she chose for these words, where she did.
    pub pseudonym: String,
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
    pseudonym: String,
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
            pseudonym: self.pseudonym,
            said_on: self.said_on,
            name: self.name,
            role: Role::from_code(&self.role).ok_or(AppError::Internal)?,
        })
    }
}

/// What the member may read of what was said in her cohort, the latest first: of what was meant for the room, her own.
pub async fn contributions(db: impl Executor<'_>, member: &Member) -> Result<Vec<Contribution>, AppError> {
    let said = said_in(db, member.cohort.id).await?;
    Ok(said.into_iter().filter(|said| said.scope > Scope::Room || said.person == member.person).collect())
}

/// Everything said in `cohort` and not withdrawn, the latest first.
pub(super) async fn said_in(db: impl Executor<'_>, cohort: Uuid) -> Result<Vec<Contribution>, AppError> {
    let rows: Vec<ContributionRow> = sqlx::query_as(
        "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.signed_as, c.pseudonym, c.said_on,
                p.display_name as name,
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
        "select c.id, c.person, c.kind, c.phase, c.text, c.language, c.scope, c.signed_as, c.pseudonym, c.said_on,
                p.display_name as name,
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
        "insert into contribution (id, cohort, person, kind, phase, text, language, scope, signed_as, pseudonym,
                                   said_on, consented_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
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
    .bind(said.consent.pseudonym())
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
    consent: &Consent,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update contribution set scope = $1, signed_as = $2, pseudonym = $3, consented_on = $4
         where id = $5 and cohort = $6 and person = $7 and withdrawn_on is null",
    )
    .bind(consent.scope.code())
    .bind(consent.signed_as.code())
    .bind(consent.pseudonym())
    .bind(on)
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
        "update contribution set text = '', pseudonym = '', signed_as = 'role', withdrawn_on = $1
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
