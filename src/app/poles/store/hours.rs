//! The SQL of hours given to pôles. A line is read by its person only; others get sums.

use crate::{
    app::{
        access::{Facilitator, Member},
        poles::forms::HoursForm,
    },
    domain::minutes::Minutes,
    platform::db::{Executor, Tx},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Some hours of one day.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub id: Uuid,
    pub pole: Uuid,
    pub pole_name: String,
    pub worked_on: NaiveDate,
    pub minutes: i64,
    pub note: String,
}

/// The member's own lines, the latest first.
pub async fn own(db: impl Executor<'_>, member: &Member) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as(
        "select h.id, h.pole, p.name as pole_name, h.worked_on, h.minutes, h.note
         from pole_hours h join pole p on p.id = h.pole
         where p.cohort = $1 and h.person = $2 order by h.worked_on desc, h.id desc",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_all(db)
    .await
}

/// One line of the member's own. Anybody else's is not there.
pub async fn line(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Line, sqlx::Error> {
    sqlx::query_as(
        "select h.id, h.pole, p.name as pole_name, h.worked_on, h.minutes, h.note
         from pole_hours h join pole p on p.id = h.pole
         where h.id = $1 and p.cohort = $2 and h.person = $3",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_one(db)
    .await
}

/// The hours of the cohort by pôle, in the order of the pôles: name, pictogram, time.
pub async fn by_pole(db: impl Executor<'_>, by: &Facilitator) -> Result<Vec<(String, String, Minutes)>, sqlx::Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select p.name, p.pictogram, cast(sum(h.minutes) as bigint) from pole_hours h join pole p on p.id = h.pole
         where p.cohort = $1 group by p.id, p.name, p.pictogram, p.position order by p.position, p.id",
    )
    .bind(by.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(name, pictogram, minutes)| (name, pictogram, Minutes(minutes))).collect())
}

/// Writes a line of the member's own.
pub async fn insert(tx: &mut Tx, member: &Member, id: Uuid, form: &HoursForm) -> Result<(), sqlx::Error> {
    sqlx::query("insert into pole_hours (id, pole, person, worked_on, minutes, note) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(form.pole)
        .bind(member.person)
        .bind(form.worked_on)
        .bind(form.long.0)
        .bind(form.note.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes a line of the member's own say something else.
pub async fn update(tx: &mut Tx, member: &Member, id: Uuid, form: &HoursForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update pole_hours set pole = $1, worked_on = $2, minutes = $3, note = $4 where id = $5 and person = $6",
    )
    .bind(form.pole)
    .bind(form.worked_on)
    .bind(form.long.0)
    .bind(form.note.as_str())
    .bind(id)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a line of the member's own away.
pub async fn delete(tx: &mut Tx, member: &Member, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from pole_hours where id = $1 and person = $2")
        .bind(id)
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
