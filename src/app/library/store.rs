//! The SQL of the public library: only notes whose present edition goes to everybody.

use crate::{
    domain::template::TemplateKind,
    platform::{db::Executor, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};

/// How many notes a page of the library holds.
pub const A_PAGE: i64 = 20;

/// A note as a card.
#[derive(Clone, Debug)]
pub struct Card {
    pub slug: String,
    /// The group that wrote it.
    pub cohort: String,
    pub trade: TemplateKind,
    pub began_on: NaiveDate,
    pub title: String,
    pub summary: String,
    pub published_at: DateTime<Utc>,
    /// What one of its lessons says to do.
    pub lesson: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    cohort: String,
    template: String,
    began_on: NaiveDate,
    title: String,
    summary: String,
    published_at: DateTime<Utc>,
    lesson: Option<String>,
}

/// A page of the library and, where there are more, one note of the next; the latest first, of one trade or of all.
pub async fn notes(db: impl Executor<'_>, trade: Option<TemplateKind>, page: i64) -> Result<Vec<Card>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.slug, c.name as cohort, c.template, c.starts_on as began_on, e.title, e.summary, e.published_at,
                (select l.action from published_lesson l where l.note = e.note and l.edition = e.edition
                 order by l.position limit 1) as lesson
         from note n
         join published_note e on e.note = n.id and e.edition = (select max(edition) from published_note where note = n.id)
         join cohort c on c.id = n.cohort
         where n.published_at is not null and e.scope = 'public' and ($1 = '' or c.template = $1)
         order by n.published_at desc, n.id
         limit $2 offset $3",
    )
    .bind(trade.map_or("", TemplateKind::code))
    .bind(A_PAGE + 1)
    .bind((page - 1) * A_PAGE)
    .fetch_all(db)
    .await?;
    let read = |row: Row| {
        Ok(Card {
            trade: TemplateKind::from_code(&row.template).ok_or(AppError::Internal)?,
            slug: row.slug,
            cohort: row.cohort,
            began_on: row.began_on,
            title: row.title,
            summary: row.summary,
            published_at: row.published_at,
            lesson: row.lesson,
        })
    };
    rows.into_iter().map(read).collect()
}
