//! The SQL of the note: its working text, what was announced, what readers see.

use super::{Contribution, LessonText, LessonTextRow, quotable_in};
use crate::{
    app::{
        access::{Facilitator, Member, Reader},
        capitalisation::{charts::Series, figures::Figure, forms::NoteText},
    },
    domain::{
        capitalisation::{FigureCode, NoteState, Scope, SeriesCode},
        figures::Shown,
    },
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// The working text of a cohort's note and where it stands.
#[derive(Clone, Debug)]
pub struct Note {
    pub id: Uuid,
    pub state: NoteState,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub version: i64,
    /// How far the next edition goes: `partners` or `public`.
    pub scope: Scope,
    pub announced_at: Option<DateTime<Utc>>,
    pub announced_by: Option<Uuid>,
    /// Set while readers see an edition, even when the working text has gone on.
    pub published_at: Option<DateTime<Utc>>,
    /// How many editions there were.
    pub editions: i64,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: Uuid,
    state: String,
    title: String,
    summary: String,
    body: String,
    version: i64,
    scope: String,
    announced_at: Option<DateTime<Utc>>,
    announced_by: Option<Uuid>,
    published_at: Option<DateTime<Utc>>,
    editions: i64,
}

/// The note of the member's cohort, once somebody has begun it.
pub async fn note(db: impl Executor<'_>, member: &Member) -> Result<Option<Note>, AppError> {
    let row: Option<NoteRow> = sqlx::query_as(
        "select id, state, title, summary, body, version, scope, announced_at, announced_by, published_at,
                (select count(*) from published_note where note = note.id) as editions
         from note where cohort = $1",
    )
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(Note {
            id: row.id,
            state: NoteState::from_code(&row.state).ok_or(AppError::Internal)?,
            title: row.title,
            summary: row.summary,
            body: row.body,
            version: row.version,
            scope: Scope::from_code(&row.scope).ok_or(AppError::Internal)?,
            announced_at: row.announced_at,
            announced_by: row.announced_by,
            published_at: row.published_at,
            editions: row.editions,
        })
    })
    .transpose()
}

/// Where the note stands, without its text: what the notebook and the overview say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: NoteState,
    /// Whether readers see an edition.
    pub is_published: bool,
}

/// Where the note of the member's cohort stands.
pub async fn standing(db: impl Executor<'_>, member: &Member) -> Result<Option<Standing>, AppError> {
    let row: Option<(String, Option<DateTime<Utc>>)> =
        sqlx::query_as("select state, published_at from note where cohort = $1")
            .bind(member.cohort.id)
            .fetch_optional(db)
            .await?;
    row.map(|(state, at)| {
        let state = NoteState::from_code(&state).ok_or(AppError::Internal)?;
        Ok(Standing { state, is_published: at.is_some() })
    })
    .transpose()
}

/// What may be quoted in the note of a seat's cohort: not withdrawn, and meant for partners or everybody.
pub async fn quotable(db: impl Executor<'_>, reader: &Reader) -> Result<Vec<Contribution>, AppError> {
    let mut said = quotable_in(db, reader.cohort.id).await?;
    said.retain(|said| said.scope >= reader.scope);
    Ok(said)
}

/// How many facilitators the cohort has now.
pub async fn facilitators(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<usize, sqlx::Error> {
    let (count,): (i64,) = sqlx::query_as(
        "select count(*) from membership where cohort = $1 and role = 'facilitator' and until_on is null",
    )
    .bind(facilitator.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Begins the note. Whether nobody had done so meanwhile.
pub async fn begin(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    note: &NoteText,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into note (id, cohort, state, title, summary, body, version, edited_by, edited_at)
         values ($1, $2, 'draft', $3, $4, $5, 1, $6, $7) on conflict do nothing",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(note.title.as_str())
    .bind(note.summary.as_str())
    .bind(note.body.as_str())
    .bind(facilitator.person)
    .bind(at)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Rewrites the note, whose announcement no longer holds. Whether it was still the version that the writer had read.
pub async fn rewrite(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    note: &NoteText,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update note set title = $1, summary = $2, body = $3, version = version + 1, state = 'draft',
                announced_at = null, announced_by = null, edited_by = $4, edited_at = $5
         where cohort = $6 and version = $7",
    )
    .bind(note.title.as_str())
    .bind(note.summary.as_str())
    .bind(note.body.as_str())
    .bind(facilitator.person)
    .bind(at)
    .bind(facilitator.cohort.id)
    .bind(note.version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells the members that this version will be published, and how far. Told once, the clock does not start again; told to more
/// readers, it does.
pub async fn announce(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    version: i64,
    scope: Scope,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update note set state = 'announced', announced_at = $1, announced_by = $2, scope = $5
         where cohort = $3 and version = $4 and (state <> 'announced' or scope <> $5)",
    )
    .bind(at)
    .bind(facilitator.person)
    .bind(facilitator.cohort.id)
    .bind(version)
    .bind(scope.code())
    .execute(db)
    .await?;
    Ok(())
}

/// Publishes the working text as the next edition, with its figures, charts and lessons as they stand. `correction` says what
/// is different from the edition before.
pub async fn publish(
    tx: &mut Tx,
    facilitator: &Facilitator,
    note: &Note,
    (figures, charts): (&[Figure], &[Series]),
    correction: &str,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let edition = add_edition(&mut **tx, facilitator, note, correction, at).await?;
    freeze_figures(tx, note.id, edition, figures).await?;
    freeze_charts(tx, note.id, edition, charts).await?;
    freeze_lessons(&mut **tx, facilitator, note.id, edition).await?;
    sqlx::query("update note set state = 'published', published_at = $1 where id = $2")
        .bind(at)
        .bind(note.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn add_edition(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    note: &Note,
    correction: &str,
    at: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    let (edition,): (i64,) = sqlx::query_as(
        "insert into published_note (note, edition, title, summary, body, published_at, published_by, scope, correction, agreed)
         values ($1, (select coalesce(max(edition), 0) + 1 from published_note where note = $1), $2, $3, $4, $5, $6, $7, $8,
                 (select count(*) from note_agreed where note = $1 and version = $9))
         returning edition",
    )
    .bind(note.id)
    .bind(&note.title)
    .bind(&note.summary)
    .bind(&note.body)
    .bind(at)
    .bind(facilitator.person)
    .bind(note.scope.code())
    .bind(correction)
    .bind(note.version)
    .fetch_one(db)
    .await?;
    Ok(edition)
}

/// What has no data has no row.
async fn freeze_figures(tx: &mut Tx, note: Uuid, edition: i64, figures: &[Figure]) -> Result<(), sqlx::Error> {
    let figures: Vec<&Figure> = figures.iter().filter(|figure| figure.shown != Shown::Nothing).collect();
    if figures.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into published_figure (note, edition, code, value) ");
    sql.push_values(figures, |mut row, figure| {
        row.push_bind(note).push_bind(edition).push_bind(figure.code.code()).push_bind(figure.shown.count());
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Keeps what the charts of an edition show.
pub(in crate::app) async fn freeze_charts(
    tx: &mut Tx,
    note: Uuid,
    edition: i64,
    charts: &[Series],
) -> Result<(), sqlx::Error> {
    let points = charts.iter().flat_map(|chart| chart.points.iter().zip(0i64..).map(move |point| (chart.code, point)));
    let points: Vec<_> = points.collect();
    if points.is_empty() {
        return Ok(());
    }
    let mut sql =
        QueryBuilder::<Engine>::new("insert into published_series (note, edition, series, position, label, value) ");
    sql.push_values(points, |mut row, (code, ((label, shown), position))| {
        row.push_bind(note).push_bind(edition).push_bind(code.code()).push_bind(position);
        row.push_bind(label.as_str()).push_bind(shown.count());
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

async fn freeze_lessons(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    note: Uuid,
    edition: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into published_lesson (note, edition, position, outcome, condition, action, reason, applies_when, evidence,
                                       lesson, phase_kind, does_not_apply_when, agreement, dissent, superseded_by)
         select e.note, e.edition, row_number() over (order by l.written_on, l.id),
                l.outcome, l.condition, l.action, l.reason, l.applies_when, l.evidence,
                l.id, f.kind, l.does_not_apply_when, l.agreement, l.dissent, l.superseded_by
         from published_note e join lesson l on l.cohort = $3 left join phase f on f.id = l.phase
         where e.note = $1 and e.edition = $2",
    )
    .bind(note)
    .bind(edition)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the note back: nobody reads it any more. Whether an edition was public.
pub async fn withdraw(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Option<Uuid>, sqlx::Error> {
    let row: Option<(Uuid,)> = sqlx::query_as(
        "update note set state = 'withdrawn', published_at = null, announced_at = null, announced_by = null
         where cohort = $1 and published_at is not null returning id",
    )
    .bind(facilitator.cohort.id)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.0))
}

/// What readers see of a note.
#[derive(Clone, Debug)]
pub struct Edition {
    note: Uuid,
    edition: i64,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub published_at: DateTime<Utc>,
    pub scope: Scope,
    /// What is different from the edition before.
    pub correction: String,
    /// How many members had agreed.
    pub agreed: i64,
}

impl Edition {
    /// Counts from 1.
    pub fn number(&self) -> i64 {
        self.edition
    }
}

#[derive(sqlx::FromRow)]
struct EditionRow {
    note: Uuid,
    edition: i64,
    title: String,
    summary: String,
    body: String,
    published_at: DateTime<Utc>,
    scope: String,
    correction: String,
    agreed: i64,
}

impl EditionRow {
    fn read(self) -> Result<Edition, AppError> {
        Ok(Edition {
            note: self.note,
            edition: self.edition,
            title: self.title,
            summary: self.summary,
            body: self.body,
            published_at: self.published_at,
            scope: Scope::from_code(&self.scope).ok_or(AppError::Internal)?,
            correction: self.correction,
            agreed: self.agreed,
        })
    }
}

/// The edition that readers of this seat's cohort see; partners and members alike.
pub async fn edition(db: impl Executor<'_>, reader: &Reader) -> Result<Edition, AppError> {
    let row: Option<EditionRow> = sqlx::query_as(
        "select e.note, e.edition, e.title, e.summary, e.body, e.published_at, e.scope, e.correction, e.agreed
         from note n join published_note e on e.note = n.id
         where n.cohort = $1 and n.published_at is not null
         order by e.edition desc limit 1",
    )
    .bind(reader.cohort.id)
    .fetch_optional(db)
    .await?;
    let edition = row.ok_or(AppError::NotFound)?.read()?;
    if edition.scope >= reader.scope { Ok(edition) } else { Err(AppError::NotFound) }
}

/// The charts of an edition, frozen on its day.
pub async fn frozen_charts(db: impl Executor<'_>, edition: &Edition) -> Result<Vec<Series>, sqlx::Error> {
    let rows: Vec<(String, String, Option<i64>)> = sqlx::query_as(
        "select series, label, value from published_series where note = $1 and edition = $2 order by series, position",
    )
    .bind(edition.note)
    .bind(edition.edition)
    .fetch_all(db)
    .await?;
    let mut charts: Vec<Series> = Vec::new();
    for (code, label, value) in rows {
        let Some(code) = SeriesCode::from_code(&code) else { continue };
        let point = (label, value.map_or(Shown::Hidden, Shown::Count));
        match charts.last_mut().filter(|last| last.code == code) {
            Some(last) => last.points.push(point),
            None => charts.push(Series { code, points: vec![point] }),
        }
    }
    Ok(charts)
}

/// The figures of an edition, frozen on its day; one that must not be shown has none.
pub async fn frozen_figures(db: impl Executor<'_>, edition: &Edition) -> Result<Vec<(FigureCode, Shown)>, sqlx::Error> {
    let rows: Vec<(String, Option<i64>)> =
        sqlx::query_as("select code, value from published_figure where note = $1 and edition = $2")
            .bind(edition.note)
            .bind(edition.edition)
            .fetch_all(db)
            .await?;
    let shown = |value: Option<i64>| value.map_or(Shown::Hidden, Shown::Count);
    Ok(rows.into_iter().filter_map(|(code, value)| Some((FigureCode::from_code(&code)?, shown(value)))).collect())
}

/// The lessons of an edition, as they stood on its day.
pub async fn frozen_lessons(db: impl Executor<'_>, edition: &Edition) -> Result<Vec<LessonText>, AppError> {
    let rows: Vec<LessonTextRow> = sqlx::query_as(
        "select l.outcome, l.condition, l.action, l.reason, l.applies_when, l.does_not_apply_when, l.evidence, l.agreement, l.dissent,
                coalesce(r.action, '') as replaced_by
         from published_lesson l left join published_lesson r on r.note = l.note and r.edition = l.edition and r.lesson = l.superseded_by
         where l.note = $1 and l.edition = $2 order by l.position",
    )
    .bind(edition.note)
    .bind(edition.edition)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(LessonTextRow::told).collect()
}

/// The lessons of the cohort that the member's own learns from, as long as they are published.
pub async fn lessons_before(db: impl Executor<'_>, member: &Member) -> Result<Vec<LessonText>, AppError> {
    let rows: Vec<LessonTextRow> = sqlx::query_as(
        "select l.outcome, l.condition, l.action, l.reason, l.applies_when, l.does_not_apply_when, l.evidence, l.agreement, l.dissent,
                coalesce(r.action, '') as replaced_by
         from cohort c join note n on n.cohort = c.learns_from join published_lesson l on l.note = n.id
         left join published_lesson r on r.note = l.note and r.edition = l.edition and r.lesson = l.superseded_by
         where c.id = $1 and n.published_at is not null
           and l.edition = (select max(edition) from published_note where note = n.id)
         order by l.position",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(LessonTextRow::told).collect()
}
