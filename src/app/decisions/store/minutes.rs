//! The SQL of meetings' minutes.

use crate::{
    app::{access::Member, decisions::forms::MinutesForm},
    platform::{
        db::{Engine, Executor, Tx, all_there},
        error::AppError,
    },
};
use chrono::NaiveDate;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// What was said at a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Minutes {
    pub id: Uuid,
    pub title: String,
    pub text: String,
    pub held_on: NaiveDate,
    pub event: Option<Uuid>,
    pub written_by: Uuid,
    pub by: String,
}

/// The minutes of the cohort, the latest meeting first.
pub async fn all(db: impl Executor<'_>, member: &Member) -> Result<Vec<Minutes>, sqlx::Error> {
    sqlx::query_as(
        "select m.id, m.title, m.text, m.held_on, m.event, m.written_by, p.display_name as by
         from meeting_minutes m join person p on p.id = m.written_by
         where m.cohort = $1 order by m.held_on desc, m.id desc",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// The minutes of one meeting of the cohort.
pub async fn one(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Minutes, sqlx::Error> {
    sqlx::query_as(
        "select m.id, m.title, m.text, m.held_on, m.event, m.written_by, p.display_name as by
         from meeting_minutes m join person p on p.id = m.written_by
         where m.id = $1 and m.cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_one(db)
    .await
}

/// Writes the minutes of a meeting.
pub async fn insert(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    form: &MinutesForm,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into meeting_minutes (id, cohort, event, held_on, title, text, written_by, written_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(form.event)
    .bind(form.held_on)
    .bind(form.title.as_str())
    .bind(form.text.as_str())
    .bind(member.person)
    .bind(today)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes minutes say something else.
pub async fn update(tx: &mut Tx, member: &Member, id: Uuid, form: &MinutesForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update meeting_minutes set event = $1, held_on = $2, title = $3, text = $4 where id = $5 and cohort = $6",
    )
    .bind(form.event)
    .bind(form.held_on)
    .bind(form.title.as_str())
    .bind(form.text.as_str())
    .bind(id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says which decisions were taken at that meeting: these, all of them the cohort's, and no others.
pub async fn set_decisions(tx: &mut Tx, member: &Member, id: Uuid, decisions: &[Uuid]) -> Result<(), AppError> {
    sqlx::query("update decision set minutes = null where minutes = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    if decisions.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update decision set minutes = ");
    sql.push_bind(id).push(" where cohort = ").push_bind(member.cohort.id).push(" and id in (");
    let mut ids = sql.separated(", ");
    for decision in decisions {
        ids.push_bind(*decision);
    }
    ids.push_unseparated(")");
    all_there(sql.build().execute(&mut **tx).await?.rows_affected(), decisions.len())
}
