//! The SQL of searching. Who asks decides what is looked through, so that neither a result nor a count tells of anything else.
//! First what holds every word in its title, then the newest: ids are made in order of time, so both engines know that order.

pub mod index;

use crate::{
    app::access::Member,
    domain::search::{Kind, Question},
    platform::{
        db::{Executor, asked_for, holding},
        error::AppError,
        session::Signed,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// How many results a page holds.
pub const A_PAGE: i64 = 20;

/// What was found.
#[derive(Clone, Debug)]
pub struct Hit {
    pub kind: Kind,
    pub object: Uuid,
    /// The lesson that a published one was made from.
    pub lesson: Option<Uuid>,
    /// Whose it is.
    pub slug: String,
    pub cohort: String,
    pub title: String,
    pub text: String,
    /// When an event begins.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it was proposed, held or said.
    pub on_day: Option<NaiveDate>,
    pub said: Option<Said>,
}

/// What a contribution was about, and in which language.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: String,
    pub phase: Option<Uuid>,
    pub language: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    object: Uuid,
    lesson: Option<Uuid>,
    slug: String,
    cohort: String,
    title: String,
    text: String,
    starts_at: Option<DateTime<Utc>>,
    on_day: Option<NaiveDate>,
    said_kind: Option<String>,
    said_phase: Option<Uuid>,
    said_language: Option<String>,
}

impl Row {
    fn read(self) -> Result<Hit, AppError> {
        let (phase, language) = (self.said_phase, self.said_language.unwrap_or_default());
        Ok(Hit {
            kind: Kind::from_code(&self.kind).ok_or(AppError::Internal)?,
            object: self.object,
            lesson: self.lesson,
            slug: self.slug,
            cohort: self.cohort,
            title: self.title,
            text: self.text,
            starts_at: self.starts_at,
            on_day: self.on_day,
            said: self.said_kind.map(|kind| Said { kind, phase, language }),
        })
    }
}

/// A page of what `$readable` lets the reader `$1` see of what `$2` asks for; `$3` asks the titles, `$4` wants one kind.
macro_rules! page {
    ($readable:literal) => {
        concat!(
            "with page as
                (select s.id, s.object, s.part, case when s.id in (select t.id from ",
            holding!("$3"),
            " t) then 0 else 1 end as place from ",
            holding!("$2"),
            " s where ($4 = '' or s.kind = $4) and ",
            $readable,
            " order by place, s.object desc, s.part limit $5 offset $6)
             select s.kind, s.object, s.lesson, h.slug, h.name as cohort, s.title, s.text, e.starts_at,
                    coalesce(d.proposed_on, m.held_on, c.said_on) as on_day,
                    c.kind as said_kind, c.phase as said_phase, c.language as said_language
             from page p join sought s on s.id = p.id join cohort h on h.id = s.cohort
             left join event e on s.kind = 'event' and e.id = s.object
             left join decision d on s.kind = 'decision' and d.id = s.object
             left join meeting_minutes m on s.kind = 'minutes' and m.id = s.object
             left join contribution c on s.kind = 'contribution' and c.id = s.object
             order by p.place, p.object desc, p.part"
        )
    };
}

/// How much of each kind `$readable` lets the reader `$1` see of what `$2` asks for.
macro_rules! counts {
    ($readable:literal) => {
        concat!("select s.kind, count(*) from ", holding!("$2"), " s where ", $readable, " group by s.kind")
    };
}

/// A member reads all of her cohort; of others, what stands in a note that is published, or beside it.
macro_rules! of_member {
    ($statement:ident) => {
        $statement!(
            "((s.cohort = $1 and s.kind <> 'published')
              or (s.cohort <> $1 and (s.kind = 'practice' or (s.kind = 'published' and s.lesson is not null))
                  and s.cohort in (select n.cohort from note n where n.published_at is not null)))"
        )
    };
}

/// Whoever has a place in a cohort, partners too, reads its published note with its lessons.
macro_rules! of_reader {
    ($statement:ident) => {
        $statement!(
            "s.kind in ('note', 'published')
             and s.cohort in (select n.cohort from note n where n.published_at is not null)
             and s.cohort in (select m.cohort from membership m where m.person = $1 and m.until_on is null)"
        )
    };
}

/// What to find: the words, one kind or all, a page.
pub struct Wanted<'q> {
    pub question: &'q Question,
    pub kind: Option<Kind>,
    pub page: i64,
}

/// What a member finds.
pub async fn found(db: impl Executor<'_>, member: &Member, wanted: &Wanted<'_>) -> Result<Vec<Hit>, AppError> {
    look(db, of_member!(page), member.cohort.id, wanted).await
}

/// How much of each kind a member finds.
pub async fn count(db: impl Executor<'_>, member: &Member, question: &Question) -> Result<Vec<(Kind, i64)>, AppError> {
    tally(db, of_member!(counts), member.cohort.id, question).await
}

/// What a reader of notes finds.
pub async fn found_in_notes(db: impl Executor<'_>, signed: &Signed, wanted: &Wanted<'_>) -> Result<Vec<Hit>, AppError> {
    look(db, of_reader!(page), signed.person, wanted).await
}

/// How much of each kind a reader of notes finds.
pub async fn count_in_notes(
    db: impl Executor<'_>,
    signed: &Signed,
    question: &Question,
) -> Result<Vec<(Kind, i64)>, AppError> {
    tally(db, of_reader!(counts), signed.person, question).await
}

async fn look(
    db: impl Executor<'_>,
    sql: &'static str,
    reader: Uuid,
    wanted: &Wanted<'_>,
) -> Result<Vec<Hit>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(reader)
        .bind(asked_for(wanted.question.roots()))
        .bind(asked_for(wanted.question.in_title()))
        .bind(wanted.kind.map_or("", Kind::code))
        .bind(A_PAGE)
        .bind((wanted.page - 1) * A_PAGE)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(Row::read).collect()
}

async fn tally(
    db: impl Executor<'_>,
    sql: &'static str,
    reader: Uuid,
    question: &Question,
) -> Result<Vec<(Kind, i64)>, AppError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as(sql).bind(reader).bind(asked_for(question.roots())).fetch_all(db).await?;
    let mut counts = rows
        .into_iter()
        .map(|(kind, count)| Ok((Kind::from_code(&kind).ok_or(AppError::Internal)?, count)))
        .collect::<Result<Vec<_>, AppError>>()?;
    counts.sort_unstable();
    Ok(counts)
}
