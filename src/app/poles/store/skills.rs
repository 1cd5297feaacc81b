//! The SQL of know-how and of what each says of herself.

use crate::{
    app::access::{Facilitator, Member},
    domain::skill::Level,
    platform::db::{Executor, Tx},
};
use uuid::Uuid;

/// A know-how that the group named.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Skill {
    pub id: Uuid,
    pub name: String,
}

/// The know-how of the cohort, by name.
pub async fn all(db: impl Executor<'_>, member: &Member) -> Result<Vec<Skill>, sqlx::Error> {
    sqlx::query_as("select id, name from skill where cohort = $1 order by lower(name), id")
        .bind(member.cohort.id)
        .fetch_all(db)
        .await
}

/// What those who take part now say of themselves: know-how, person, level.
pub async fn lines(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Uuid, Level)>, sqlx::Error> {
    let rows: Vec<(Uuid, Uuid, String)> = sqlx::query_as(
        "select l.skill, l.person, l.level from skill_line l join skill s on s.id = l.skill
         join membership m on m.cohort = s.cohort and m.person = l.person and m.until_on is null
         where s.cohort = $1 order by l.skill, l.person",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|(skill, person, level)| Some((skill, person, Level::from_code(&level)?))).collect())
}

/// Puts a know-how on the list.
pub async fn insert(tx: &mut Tx, member: &Member, id: Uuid, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query("insert into skill (id, cohort, name) values ($1, $2, $3)")
        .bind(id)
        .bind(member.cohort.id)
        .bind(name)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes a know-how off the list, with what was said of it; says whether it was there.
pub async fn delete(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query("delete from skill where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Takes back all that the member said of herself in this cohort.
pub async fn withdraw(tx: &mut Tx, member: &Member) -> Result<(), sqlx::Error> {
    sqlx::query("delete from skill_line where person = $1 and skill in (select id from skill where cohort = $2)")
        .bind(member.person)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes these what the member says of herself in this cohort, and nothing else.
pub async fn replace(tx: &mut Tx, member: &Member, levels: &[(Uuid, Level)]) -> Result<(), sqlx::Error> {
    withdraw(tx, member).await?;
    for (skill, level) in levels {
        sqlx::query("insert into skill_line (skill, person, level) values ($1, $2, $3)")
            .bind(skill)
            .bind(member.person)
            .bind(level.code())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
