//! The SQL of a mission's small steps and of who helps with it.

use super::Mission;
use crate::{
    app::access::Member,
    platform::db::{Engine, Executor, Tx},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A small step of a mission.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Step {
    pub id: Uuid,
    pub text: String,
    pub done: bool,
}

/// The steps of a mission, in order.
pub async fn of(db: impl Executor<'_>, member: &Member, mission: Uuid) -> Result<Vec<Step>, sqlx::Error> {
    sqlx::query_as(
        "select s.id, s.text, s.done from mission_step s join mission m on m.id = s.mission
         where s.mission = $1 and m.cohort = $2 order by s.position, s.id",
    )
    .bind(mission)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// The steps of all missions, in order: mission and text.
pub async fn all(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.mission, s.text from mission_step s join mission m on m.id = s.mission
         where m.cohort = $1 order by s.position, s.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// How far each mission with steps is: mission, steps, steps done.
pub async fn progress(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, i64, i64)>, sqlx::Error> {
    sqlx::query_as(
        "select s.mission, count(*), cast(sum(case when s.done = $2 then 1 else 0 end) as bigint)
         from mission_step s join mission m on m.id = s.mission where m.cohort = $1 group by s.mission",
    )
    .bind(member.cohort.id)
    .bind(true)
    .fetch_all(db)
    .await
}

/// Adds a step after the others.
pub async fn insert(tx: &mut Tx, _: &Member, mission: &Mission, id: Uuid, text: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into mission_step (id, mission, position, text)
         select $1, $2, coalesce(max(position), 0) + 1, $3 from mission_step where mission = $2",
    )
    .bind(id)
    .bind(mission.id)
    .bind(text)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ticks a step or takes the tick away; says whether it was there.
pub async fn tick(tx: &mut Tx, _: &Member, mission: &Mission, id: Uuid, done: bool) -> Result<bool, sqlx::Error> {
    let ticked = sqlx::query("update mission_step set done = $1 where id = $2 and mission = $3")
        .bind(done)
        .bind(id)
        .bind(mission.id)
        .execute(&mut **tx)
        .await?;
    Ok(ticked.rows_affected() == 1)
}

/// Removes a step; says whether it was there.
pub async fn delete(tx: &mut Tx, _: &Member, mission: &Mission, id: Uuid) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query("delete from mission_step where id = $1 and mission = $2")
        .bind(id)
        .bind(mission.id)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Makes `people` those who help with a mission of the cohort.
pub async fn replace_helpers(tx: &mut Tx, _: &Member, mission: Uuid, people: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query("delete from mission_helper where mission = $1").bind(mission).execute(&mut **tx).await?;
    if people.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into mission_helper (mission, person) ");
    sql.push_values(people, |mut row, person| {
        row.push_bind(mission).push_bind(person);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}
