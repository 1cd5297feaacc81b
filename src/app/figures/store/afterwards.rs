//! What people say they do afterwards: an answer is read by its person only, others get counts.

use crate::{
    app::access::Member,
    domain::afterwards::{Moment, Situation},
    platform::{
        db::{Executor, Tx},
        error::AppError,
        session::Signed,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The member's own answer.
pub async fn own(db: impl Executor<'_>, member: &Member, moment: Moment) -> Result<Option<Situation>, AppError> {
    let row: Option<(String,)> =
        sqlx::query_as("select situation from afterwards where cohort = $1 and person = $2 and moment = $3")
            .bind(member.cohort.id)
            .bind(member.person)
            .bind(moment.code())
            .fetch_optional(db)
            .await?;
    row.map(|(code,)| Situation::from_code(&code).ok_or(AppError::Internal)).transpose()
}

/// Keeps her answer, in place of another one.
pub async fn keep(
    tx: &mut Tx,
    member: &Member,
    moment: Moment,
    situation: Situation,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into afterwards (cohort, person, moment, situation, answered_on) values ($1, $2, $3, $4, $5)
         on conflict (cohort, person, moment) do update set situation = excluded.situation, answered_on = excluded.answered_on",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(moment.code())
    .bind(situation.code())
    .bind(on)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes her answer away. Whether there was one.
pub async fn withdraw(tx: &mut Tx, member: &Member, moment: Moment) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("delete from afterwards where cohort = $1 and person = $2 and moment = $3")
        .bind(member.cohort.id)
        .bind(member.person)
        .bind(moment.code())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many said each thing at a moment.
pub async fn counts(tx: &mut Tx, cohort: Uuid, moment: Moment) -> Result<Vec<(String, i64)>, sqlx::Error> {
    sqlx::query_as("select situation, count(*) from afterwards where cohort = $1 and moment = $2 group by situation")
        .bind(cohort)
        .bind(moment.code())
        .fetch_all(&mut **tx)
        .await
}

/// Everything that she said, for her own page: cohort, moment, situation, day.
pub async fn all_own(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, String, String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as(
        "select c.name, a.moment, a.situation, a.answered_on from afterwards a join cohort c on c.id = a.cohort
         where a.person = $1 order by a.answered_on desc, c.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}
