//! The SQL of what partners read, beside the reads of `capitalisation::store`; `said` holds that of what they answer.

pub mod said;

use crate::platform::{db::Executor, session::Signed};
use uuid::Uuid;

/// A published note as a card: its cohort, its title, its summary, one lesson.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Card {
    pub cohort: Uuid,
    pub title: String,
    pub summary: String,
    pub lesson: Option<String>,
}

/// The notes that readers see now, of every cohort that `signed` has a place in.
pub async fn published_notes(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<Card>, sqlx::Error> {
    sqlx::query_as(
        "select n.cohort, e.title, e.summary,
                (select l.action from published_lesson l where l.note = e.note and l.edition = e.edition
                 order by l.position limit 1) as lesson
         from note n
         join membership m on m.cohort = n.cohort and m.person = $1 and m.until_on is null
         join published_note e on e.note = n.id
              and e.edition = (select max(edition) from published_note where note = n.id)
         where n.published_at is not null
         order by e.published_at desc, e.note",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
