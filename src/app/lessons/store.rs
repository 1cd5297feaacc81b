//! The SQL of the library and of answers to lessons; `practices` holds that of practices. What another cohort learnt is read
//! here only as it stands in the edition of a note that readers see.

pub mod data;
pub mod practices;

use super::forms::{Answered, Asked, Told};
use crate::{
    app::{
        access::{Facilitator, Member},
        capitalisation::store::{LessonText, LessonTextRow},
    },
    domain::{
        lesson::{Answer, Effect, Season, Size},
        phase::PhaseKind,
        template::TemplateKind,
    },
    platform::{db::Executor, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// A lesson of another cohort, as it is published.
#[derive(Clone, Debug)]
pub struct Published {
    pub lesson: Uuid,
    /// The name of the cohort that learnt it.
    pub cohort: String,
    pub template: TemplateKind,
    pub began_on: NaiveDate,
    pub phase: Option<PhaseKind>,
    pub told: LessonText,
    /// What the reader's cohort answered.
    pub answer: Option<Given>,
    /// How many cohorts took it, as it is or their own way.
    pub adopted: i64,
    /// How many of them it helped.
    pub helped: i64,
}

/// What a cohort answered to a lesson, and what came of it.
#[derive(Clone, Debug)]
pub struct Given {
    pub answer: Answer,
    pub words: String,
    pub result: Option<Effect>,
    pub result_words: String,
}

#[derive(sqlx::FromRow)]
struct PublishedRow {
    lesson: Uuid,
    cohort: String,
    template: String,
    began_on: NaiveDate,
    phase_kind: Option<String>,
    #[sqlx(flatten)]
    text: LessonTextRow,
    answer: Option<String>,
    words: Option<String>,
    result: Option<String>,
    result_words: Option<String>,
    adopted: i64,
    helped: i64,
}

impl PublishedRow {
    fn read(self) -> Result<Published, AppError> {
        let result = self.result.as_deref().map(|code| Effect::from_code(code).ok_or(AppError::Internal));
        let result = result.transpose()?;
        let given = |code: String| {
            let answer = Answer::from_code(&code).ok_or(AppError::Internal)?;
            let words = [self.words, self.result_words].map(Option::unwrap_or_default);
            let [words, result_words] = words;
            Ok::<_, AppError>(Given { answer, words, result, result_words })
        };
        Ok(Published {
            lesson: self.lesson,
            cohort: self.cohort,
            template: TemplateKind::from_code(&self.template).ok_or(AppError::Internal)?,
            began_on: self.began_on,
            phase: self.phase_kind.as_deref().and_then(PhaseKind::from_code),
            told: self.text.told()?,
            answer: self.answer.map(given).transpose()?,
            adopted: self.adopted,
            helped: self.helped,
        })
    }
}

/// Lessons of other cohorts than `$1`, as their readers see them now, with what `$1` answered.
macro_rules! published {
    ($rest:literal) => {
        concat!(
            "select l.lesson, c.name as cohort, c.template, c.starts_on as began_on, l.phase_kind, l.outcome, l.condition, l.action,
                    l.reason, l.applies_when, l.does_not_apply_when, l.evidence, l.agreement, l.dissent,
                    coalesce(r.action, '') as replaced_by, a.answer, a.words, a.result, a.result_words,
                    (select count(*) from lesson_answer u where u.lesson = l.lesson and u.answer <> 'not_for_us') as adopted,
                    (select count(*) from lesson_answer u where u.lesson = l.lesson and u.result = 'helped') as helped
             from note n
             join published_lesson l on l.note = n.id
                  and l.edition = (select max(e.edition) from published_note e where e.note = n.id)
             join cohort c on c.id = n.cohort
             left join published_lesson r on r.note = l.note and r.edition = l.edition and r.lesson = l.superseded_by
             left join lesson_answer a on a.lesson = l.lesson and a.cohort = $1
             where n.published_at is not null and n.cohort <> $1 and l.lesson is not null ",
            $rest
        )
    };
}

/// How many lessons a page of the library holds.
pub const A_PAGE: i64 = 20;

/// A page of the library and, where there are more, one lesson of the next: the same trade first, then the latest.
pub async fn library(db: impl Executor<'_>, member: &Member, asked: &Asked) -> Result<Vec<Published>, AppError> {
    let (fewest, most) = asked.size.map_or((0, i64::MAX), Size::bounds);
    let rows: Vec<PublishedRow> = sqlx::query_as(published!(
        "and ($2 = '' or c.template = $2) and ($3 = '' or l.phase_kind = $3)
         and ($4 = '' or $4 like '%' || substr(cast(c.starts_on as text), 6, 2) || '%')
         and (select count(distinct m.person) from membership m where m.cohort = c.id and m.role = 'entrepreneur')
             between $5 and $6
         order by case when c.template = $7 then 0 else 1 end, n.published_at desc, l.note, l.position
         limit $8 offset $9"
    ))
    .bind(member.cohort.id)
    .bind(asked.trade.map_or("", TemplateKind::code))
    .bind(asked.phase.map_or("", PhaseKind::code))
    .bind(asked.season.map_or("", Season::months))
    .bind(fewest)
    .bind(most)
    .bind(&member.cohort.template)
    .bind(A_PAGE + 1)
    .bind((asked.page - 1) * A_PAGE)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(PublishedRow::read).collect()
}

/// How many lessons are shown at once where they apply.
const AT_ONCE: i64 = 3;

/// The lessons that apply in phases of these kinds: the same trade first, those without an answer first. What is not for the
/// group, what has shown its effect and what was replaced stays away. They come from the twelve latest notes of the trade and
/// the twelve latest of all, so that a page costs the same however many there are.
pub async fn applying(db: impl Executor<'_>, member: &Member, kinds: &[PhaseKind]) -> Result<Vec<Published>, AppError> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    let rows: Vec<PublishedRow> = sqlx::query_as(published!(
        "and n.id in (
            select id from (select y.id from note y cross join cohort z
                            where z.id = y.cohort and z.template = $3 and y.published_at is not null
                            order by y.published_at desc, y.id limit 12) as of_the_trade
            union all
            select id from (select y.id from note y where y.published_at is not null
                            order by y.published_at desc, y.id limit 12) as of_all)
         and $2 like '%,' || l.phase_kind || ',%' and l.superseded_by is null
         and (a.answer is null or (a.answer <> 'not_for_us' and coalesce(a.result, 'too_early') = 'too_early'))
         order by case when c.template = $3 then 0 else 1 end, case when a.answer is null then 0 else 1 end,
                  n.published_at desc, l.note, l.position
         limit $4"
    ))
    .bind(member.cohort.id)
    .bind(format!(",{},", kinds.join(",")))
    .bind(&member.cohort.template)
    .bind(AT_ONCE)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(PublishedRow::read).collect()
}

/// One lesson of another cohort.
pub async fn published(db: impl Executor<'_>, member: &Member, lesson: Uuid) -> Result<Published, AppError> {
    let row: Option<PublishedRow> =
        sqlx::query_as(published!("and l.lesson = $2")).bind(member.cohort.id).bind(lesson).fetch_optional(db).await?;
    row.ok_or(AppError::NotFound)?.read()
}

/// Keeps the cohort's answer, in place of another one that it gave; what came of it stays as long as it is taken.
pub async fn keep_answer(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    given: &Answered,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into lesson_answer (id, cohort, lesson, answer, words, answered_by, answered_on)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (cohort, lesson) do update set answer = excluded.answer, words = excluded.words,
            answered_by = excluded.answered_by, answered_on = excluded.answered_on,
            result = case when excluded.answer = 'not_for_us' then null else lesson_answer.result end,
            result_by = case when excluded.answer = 'not_for_us' then null else lesson_answer.result_by end,
            result_on = case when excluded.answer = 'not_for_us' then null else lesson_answer.result_on end,
            result_words = case when excluded.answer = 'not_for_us' then '' else lesson_answer.result_words end",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(given.lesson)
    .bind(given.answer.code())
    .bind(given.words.as_str())
    .bind(facilitator.person)
    .bind(on)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what came of a lesson that the cohort took. Whether it did take it.
pub async fn keep_result(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    told: &Told,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update lesson_answer set result = $1, result_words = $2, result_by = $3, result_on = $4
         where cohort = $5 and lesson = $6 and answer <> 'not_for_us'",
    )
    .bind(told.result.code())
    .bind(told.words.as_str())
    .bind(facilitator.person)
    .bind(on)
    .bind(facilitator.cohort.id)
    .bind(told.lesson)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
