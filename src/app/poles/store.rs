//! The SQL of pôles, who is in them, and their missions.

pub mod hours;
pub mod skills;
pub mod steps;
pub mod turns;

use super::forms::{MissionForm, PoleForm};
use crate::{
    app::access::Member,
    domain::mission::MissionState,
    platform::{
        db::{Connection, Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A pôle: what it is for and who answers for it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pole {
    pub id: Uuid,
    pub name: String,
    pub purpose: String,
    pub pictogram: String,
    pub referent: Option<Uuid>,
    pub deputy: Option<Uuid>,
}

/// Somebody who takes part now, as pôles need to know her.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub facilitates: bool,
}

/// A task of a pôle.
#[derive(Clone, Debug)]
pub struct Mission {
    pub id: Uuid,
    pub pole: Uuid,
    pub title: String,
    pub person: Option<Uuid>,
    /// Who helps whoever has it.
    pub helpers: Vec<Uuid>,
    /// The phase that it belongs to, and follows.
    pub phase: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
    pub state: MissionState,
}

impl Mission {
    /// Whether it is hers to do, alone or with others.
    pub fn is_for(&self, person: Uuid) -> bool {
        self.person == Some(person) || self.helpers.contains(&person)
    }

    /// Still to be done, and its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.state.is_open() && self.due_on.is_some_and(|due| due < today)
    }
}

#[derive(sqlx::FromRow)]
struct MissionRow {
    id: Uuid,
    pole: Uuid,
    title: String,
    person: Option<Uuid>,
    phase: Option<Uuid>,
    due_on: Option<NaiveDate>,
    state: String,
}

impl TryFrom<MissionRow> for Mission {
    type Error = AppError;

    fn try_from(row: MissionRow) -> Result<Self, AppError> {
        let state = MissionState::from_code(&row.state).ok_or(AppError::Internal)?;
        let MissionRow { id, pole, title, person, phase, due_on, .. } = row;
        Ok(Self { id, pole, title, person, helpers: Vec::new(), phase, due_on, state })
    }
}

/// The pôles of the cohort, in their order.
pub async fn poles(db: impl Executor<'_>, member: &Member) -> Result<Vec<Pole>, sqlx::Error> {
    sqlx::query_as(
        "select id, name, purpose, pictogram, referent, deputy from pole where cohort = $1 order by position, name, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// One pôle of the cohort.
pub async fn pole(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Pole, sqlx::Error> {
    sqlx::query_as("select id, name, purpose, pictogram, referent, deputy from pole where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .fetch_one(db)
        .await
}

/// Who is in which pôle of the cohort: pôle and person.
pub async fn memberships(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    sqlx::query_as(
        "select pm.pole, pm.person from pole_member pm join pole p on p.id = pm.pole where p.cohort = $1
         order by pm.pole, pm.person",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Everybody who takes part in the cohort now, by name. Partners do not.
pub async fn people(db: impl Executor<'_>, member: &Member) -> Result<Vec<Person>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.display_name as name, m.role = 'facilitator' as facilitates
         from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.until_on is null and m.role in ('facilitator', 'entrepreneur')
         order by lower(p.display_name), p.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// The missions of the cohort: open ones first, the earliest due first.
pub async fn missions(db: &mut Connection, member: &Member) -> Result<Vec<Mission>, AppError> {
    let rows: Vec<MissionRow> = sqlx::query_as(
        "select id, pole, title, person, phase, due_on, state from mission where cohort = $1
         order by case state when 'done' then 1 else 0 end, case when due_on is null then 1 else 0 end, due_on, created_at, id",
    )
    .bind(member.cohort.id)
    .fetch_all(&mut *db)
    .await?;
    with_helpers(db, member, rows, None).await
}

/// Missions from their rows, with who helps.
async fn with_helpers(
    db: &mut Connection,
    member: &Member,
    rows: Vec<MissionRow>,
    only: Option<Uuid>,
) -> Result<Vec<Mission>, AppError> {
    let helpers: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "select h.mission, h.person from mission_helper h join mission m on m.id = h.mission
         where m.cohort = $1 and ($2 is null or m.id = $2) order by h.mission, h.person",
    )
    .bind(member.cohort.id)
    .bind(only)
    .fetch_all(db)
    .await?;
    let of = |id: Uuid| helpers.iter().filter(move |(mission, _)| *mission == id).map(|(_, person)| *person).collect();
    rows.into_iter()
        .map(|row| Mission::try_from(row).map(|mission| Mission { helpers: of(mission.id), ..mission }))
        .collect()
}

/// One mission of the cohort.
pub async fn mission(db: &mut Connection, member: &Member, id: Uuid) -> Result<Mission, AppError> {
    let row: MissionRow = sqlx::query_as(
        "select id, pole, title, person, phase, due_on, state from mission where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_one(&mut *db)
    .await?;
    with_helpers(db, member, vec![row], Some(id)).await?.pop().ok_or(AppError::NotFound)
}

/// Adds a pôle after the others.
pub async fn insert_pole(tx: &mut Tx, member: &Member, id: Uuid, form: &PoleForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into pole (id, cohort, name, purpose, pictogram, position)
         select $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 from pole where cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(form.name.as_str())
    .bind(form.purpose.as_str())
    .bind(&form.pictogram)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes what a pôle is for and who answers for it.
pub async fn update_pole(tx: &mut Tx, member: &Member, pole: &Pole, form: &PoleForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update pole set name = $1, purpose = $2, pictogram = $3, referent = $4, deputy = $5 where id = $6 and cohort = $7",
    )
    .bind(form.name.as_str())
    .bind(form.purpose.as_str())
    .bind(&form.pictogram)
    .bind(form.referent)
    .bind(form.deputy)
    .bind(pole.id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes `people` the members of the pôle. The keys on référent and deputy are checked at the end of the transaction.
pub async fn replace_members(tx: &mut Tx, _: &Member, pole: &Pole, people: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query("delete from pole_member where pole = $1").bind(pole.id).execute(&mut **tx).await?;
    insert_members(tx, pole.id, people).await
}

async fn insert_members(tx: &mut Tx, pole: Uuid, people: &[Uuid]) -> Result<(), sqlx::Error> {
    if people.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into pole_member (pole, person) ");
    sql.push_values(people, |mut row, person| {
        row.push_bind(pole).push_bind(person);
    });
    sql.push(" on conflict do nothing").build().execute(&mut **tx).await?;
    Ok(())
}

/// The member herself comes into the pôle.
pub async fn join(tx: &mut Tx, member: &Member, pole: &Pole) -> Result<(), sqlx::Error> {
    insert_members(tx, pole.id, &[member.person]).await
}

/// The member herself leaves the pôle, and with it what she answered for.
pub async fn leave(tx: &mut Tx, member: &Member, pole: &Pole) -> Result<(), sqlx::Error> {
    sqlx::query("update pole set referent = null where id = $1 and referent = $2")
        .bind(pole.id)
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    sqlx::query("update pole set deputy = null where id = $1 and deputy = $2")
        .bind(pole.id)
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    sqlx::query("delete from pole_member where pole = $1 and person = $2")
        .bind(pole.id)
        .bind(member.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a pôle that has no mission, and says whether it did.
pub async fn delete_pole(tx: &mut Tx, member: &Member, pole: &Pole) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query(
        "delete from pole where id = $1 and cohort = $2 and not exists (select 1 from mission where pole = $1)",
    )
    .bind(pole.id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Adds a mission to a pôle.
pub async fn insert_mission(
    tx: &mut Tx,
    member: &Member,
    pole: &Pole,
    id: Uuid,
    form: &MissionForm,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into mission (id, cohort, pole, title, person, phase, due_on, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(pole.id)
    .bind(form.title.as_str())
    .bind(form.person)
    .bind(form.phase)
    .bind(form.due_on)
    .bind(form.state.code())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes all of a mission.
pub async fn update_mission(tx: &mut Tx, member: &Member, id: Uuid, form: &MissionForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update mission set title = $1, person = $2, phase = $3, due_on = $4, state = $5 where id = $6 and cohort = $7",
    )
    .bind(form.title.as_str())
    .bind(form.person)
    .bind(form.phase)
    .bind(form.due_on)
    .bind(form.state.code())
    .bind(id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says where a mission stands.
pub async fn move_mission(tx: &mut Tx, member: &Member, id: Uuid, state: MissionState) -> Result<(), sqlx::Error> {
    sqlx::query("update mission set state = $1 where id = $2 and cohort = $3")
        .bind(state.code())
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a mission.
pub async fn delete_mission(tx: &mut Tx, member: &Member, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from mission where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
