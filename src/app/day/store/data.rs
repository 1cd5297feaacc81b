//! What is stored of one person of such a day, read for herself only. Her words are among her contributions.

use crate::platform::{db::Executor, session::Signed};
use chrono::NaiveDate;

/// The days at which she was: cohort, day, and how far she was in the round.
pub async fn own_days(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, NaiveDate, String)>, sqlx::Error> {
    sqlx::query_as(
        "select c.name, d.held_on, p.presence from review_presence p join review_day d on d.cohort = p.cohort
         join cohort c on c.id = p.cohort where p.person = $1 order by d.held_on desc, c.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The recommendations that she looks after: cohort and what is to be done.
pub async fn own_recommendations(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select c.name, r.action from recommendation r join cohort c on c.id = r.cohort where r.follower = $1 order by r.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
