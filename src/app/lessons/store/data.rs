//! What is stored of one person here, read for herself only.

use crate::platform::{db::Executor, session::Signed};
use chrono::NaiveDate;

/// An answer that she gave for a group, or what she told of its result.
#[derive(sqlx::FromRow)]
pub struct OwnAnswer {
    pub cohort: String,
    pub answered_on: NaiveDate,
    pub answer: String,
    pub words: String,
    pub result_words: String,
}

/// Her answers, the last one first. Words that somebody else wrote are left out.
pub async fn own_answers(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnAnswer>, sqlx::Error> {
    sqlx::query_as(
        "select c.name as cohort, a.answered_on, a.answer, case when a.answered_by = $1 then a.words else '' end as words,
                case when a.result_by = $1 then a.result_words else '' end as result_words
         from lesson_answer a join cohort c on c.id = a.cohort
         where a.answered_by = $1 or a.result_by = $1 order by a.answered_on desc, a.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The practices that she wrote first: day and name.
pub async fn own_practices(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(NaiveDate, String)>, sqlx::Error> {
    sqlx::query_as("select written_on, title from practice where written_by = $1 order by written_on desc, id")
        .bind(signed.person)
        .fetch_all(db)
        .await
}
