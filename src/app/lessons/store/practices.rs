//! The SQL of practices: written by the members of a cohort, read by all of it and by nobody else.

use crate::{
    app::{access::Member, lessons::forms::PracticeText},
    domain::{
        lesson::{Criterion, Met, steps},
        phase::PhaseKind,
    },
    platform::{db::Executor, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// A practice in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub id: Uuid,
    pub title: String,
    pub superseded_by: Option<Uuid>,
    /// How many of the seven criteria it meets.
    pub met: i64,
}

/// A practice as it is kept.
#[derive(Clone, Debug)]
pub struct Practice {
    pub id: Uuid,
    pub title: String,
    pub phase_kind: Option<PhaseKind>,
    pub steps: Vec<String>,
    pub who: String,
    pub time_needed: String,
    pub cost: String,
    pub equipment: String,
    pub skills: String,
    pub limits: String,
    pub adaptation: String,
    pub criteria: Vec<(Criterion, Met)>,
    pub superseded_by: Option<Uuid>,
    pub version: i64,
    pub written_by: Uuid,
    pub edited_on: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title: String,
    phase_kind: Option<String>,
    steps: String,
    who: String,
    time_needed: String,
    cost: String,
    equipment: String,
    skills: String,
    limits: String,
    adaptation: String,
    proven: String,
    durable: String,
    gender_sensitive: String,
    feasible: String,
    participatory: String,
    replicable: String,
    lowers_risk: String,
    superseded_by: Option<Uuid>,
    version: i64,
    written_by: Uuid,
    edited_on: NaiveDate,
}

impl Row {
    fn read(self) -> Result<Practice, AppError> {
        // As Criterion::ALL.
        let met = [
            self.proven,
            self.durable,
            self.gender_sensitive,
            self.feasible,
            self.participatory,
            self.replicable,
            self.lowers_risk,
        ];
        let read = |(criterion, met): (&Criterion, String)| Some((*criterion, Met::from_code(&met)?));
        let criteria: Option<Vec<_>> = Criterion::ALL.iter().zip(met).map(read).collect();
        Ok(Practice {
            id: self.id,
            title: self.title,
            phase_kind: self.phase_kind.as_deref().and_then(PhaseKind::from_code),
            steps: steps(&self.steps),
            who: self.who,
            time_needed: self.time_needed,
            cost: self.cost,
            equipment: self.equipment,
            skills: self.skills,
            limits: self.limits,
            adaptation: self.adaptation,
            criteria: criteria.ok_or(AppError::Internal)?,
            superseded_by: self.superseded_by,
            version: self.version,
            written_by: self.written_by,
            edited_on: self.edited_on,
        })
    }
}

/// The practices of the member's cohort: those that hold first, by name.
pub async fn practices(db: impl Executor<'_>, member: &Member) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as(
        "select id, title, superseded_by,
                cast(case when proven = 'yes' then 1 else 0 end + case when durable = 'yes' then 1 else 0 end
                   + case when gender_sensitive = 'yes' then 1 else 0 end + case when feasible = 'yes' then 1 else 0 end
                   + case when participatory = 'yes' then 1 else 0 end + case when replicable = 'yes' then 1 else 0 end
                   + case when lowers_risk = 'yes' then 1 else 0 end as bigint) as met
         from practice where cohort = $1
         order by case when superseded_by is null then 0 else 1 end, title, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// One practice of the member's cohort.
pub async fn practice(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Practice, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, title, phase_kind, steps, who, time_needed, cost, equipment, skills, limits, adaptation, proven, durable,
                gender_sensitive, feasible, participatory, replicable, lowers_risk, superseded_by, version, written_by, edited_on
         from practice where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.read()
}

type Written<'q> =
    sqlx::query::Query<'q, crate::platform::db::Engine, <crate::platform::db::Engine as sqlx::Database>::Arguments>;

/// Binds `$1` to `$18`: what a practice says.
fn bind<'q>(sql: &'static str, text: &'q PracticeText) -> Written<'q> {
    let query =
        sqlx::query(sql).bind(text.title.as_str()).bind(text.phase_kind.map(PhaseKind::code)).bind(text.steps.as_str());
    let long =
        [&text.who, &text.time_needed, &text.cost, &text.equipment, &text.skills, &text.limits, &text.adaptation];
    let query = long.into_iter().fold(query, |query, text| query.bind(text.as_str()));
    let query = text.criteria.iter().fold(query, |query, met| query.bind(met.code()));
    query.bind(text.superseded_by)
}

/// Keeps a new practice.
pub async fn keep(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    text: &PracticeText,
    on: NaiveDate,
) -> Result<(), sqlx::Error> {
    let sql = "insert into practice (title, phase_kind, steps, who, time_needed, cost, equipment, skills, limits, adaptation,
                                     proven, durable, gender_sensitive, feasible, participatory, replicable, lowers_risk,
                                     superseded_by, id, cohort, written_by, written_on, edited_on)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $22)";
    bind(sql, text).bind(id).bind(member.cohort.id).bind(member.person).bind(on).execute(db).await?;
    Ok(())
}

/// Rewrites a practice. Whether it was still the version that the writer had read.
pub async fn rewrite(
    db: impl Executor<'_>,
    member: &Member,
    (id, version): (Uuid, i64),
    text: &PracticeText,
    on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let sql = "update practice set title = $1, phase_kind = $2, steps = $3, who = $4, time_needed = $5, cost = $6, equipment = $7,
                      skills = $8, limits = $9, adaptation = $10, proven = $11, durable = $12, gender_sensitive = $13,
                      feasible = $14, participatory = $15, replicable = $16, lowers_risk = $17, superseded_by = $18,
                      version = version + 1, edited_on = $19
               where id = $20 and cohort = $21 and version = $22";
    let query = bind(sql, text).bind(on).bind(id).bind(member.cohort.id).bind(version);
    Ok(query.execute(db).await?.rows_affected() == 1)
}

/// Removes a practice of the member's cohort.
pub async fn remove(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from practice where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .execute(db)
        .await?;
    Ok(())
}
