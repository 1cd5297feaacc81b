//! The SQL of practices: written and read by the members of a cohort; by those of others while its note is published.

use crate::{
    app::{
        access::Member,
        lessons::forms::{Asked, PracticeText},
    },
    domain::{
        lesson::{Criterion, Met, Season, Size, steps},
        phase::PhaseKind,
        template::TemplateKind,
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

/// A practice of another cohort in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OtherLine {
    pub id: Uuid,
    pub title: String,
    /// The name of the cohort that works like this.
    pub cohort: String,
    pub met: i64,
}

/// A practice as it is kept.
#[derive(Clone, Debug)]
pub struct Practice {
    pub id: Uuid,
    cohort: Uuid,
    /// The name of the cohort that works like this.
    pub cohort_name: String,
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
    cohort: Uuid,
    cohort_name: String,
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
            cohort: self.cohort,
            cohort_name: self.cohort_name,
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

impl Practice {
    /// Whether the member's own cohort works like this; that of others she only reads.
    pub fn is_of(&self, member: &Member) -> bool {
        self.cohort == member.cohort.id
    }
}

/// How many of the seven criteria a practice `p` meets.
macro_rules! met {
    () => {
        "cast(case when p.proven = 'yes' then 1 else 0 end + case when p.durable = 'yes' then 1 else 0 end
            + case when p.gender_sensitive = 'yes' then 1 else 0 end + case when p.feasible = 'yes' then 1 else 0 end
            + case when p.participatory = 'yes' then 1 else 0 end + case when p.replicable = 'yes' then 1 else 0 end
            + case when p.lowers_risk = 'yes' then 1 else 0 end as bigint) as met"
    };
}

/// The practices of a cohort: those that hold first, by name.
macro_rules! lines {
    () => {
        concat!(
            "select p.id, p.title, p.superseded_by, ",
            met!(),
            " from practice p where p.cohort = $1 order by case when p.superseded_by is null then 0 else 1 end, p.title, p.id"
        )
    };
}

/// The practices of the member's cohort: those that hold first, by name.
pub async fn practices(db: impl Executor<'_>, member: &Member) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as(lines!()).bind(member.cohort.id).fetch_all(db).await
}

/// The practices of the cohort whose practice this is.
pub async fn beside(db: impl Executor<'_>, practice: &Practice) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as(lines!()).bind(practice.cohort).fetch_all(db).await
}

/// How many practices of others a page holds.
pub const A_PAGE: i64 = 20;

/// A page of the practices of cohorts whose note is published and, where there are more, one of the next: the same trade first.
/// Those that were replaced stay away.
pub async fn of_others(db: impl Executor<'_>, member: &Member, asked: &Asked) -> Result<Vec<OtherLine>, sqlx::Error> {
    let (fewest, most) = asked.size.map_or((0, i64::MAX), Size::bounds);
    sqlx::query_as(concat!(
        "select p.id, p.title, c.name as cohort, ",
        met!(),
        " from note n join practice p on p.cohort = n.cohort join cohort c on c.id = n.cohort
         where n.published_at is not null and n.cohort <> $1 and p.superseded_by is null
           and ($2 = '' or c.template = $2) and ($3 = '' or p.phase_kind = $3)
           and ($4 = '' or $4 like '%' || substr(cast(c.starts_on as text), 6, 2) || '%')
           and (select count(distinct m.person) from membership m where m.cohort = c.id and m.role = 'entrepreneur')
               between $5 and $6
         order by case when c.template = $7 then 0 else 1 end, n.published_at desc, p.title, p.id
         limit $8 offset $9"
    ))
    .bind(member.cohort.id)
    .bind(asked.trade.map_or("", TemplateKind::code))
    .bind(asked.phase.map_or("", PhaseKind::code))
    .bind(asked.season.map_or("", Season::months))
    .bind(fewest)
    .bind(most)
    .bind(&member.cohort.template)
    .bind(A_PAGE + 1)
    .bind((asked.page - 1) * A_PAGE)
    .fetch_all(db)
    .await
}

/// One practice `$1`, of those that `$readable` lets a member of the cohort `$2` read.
macro_rules! one {
    ($readable:literal) => {
        concat!(
            "select p.id, p.cohort, c.name as cohort_name, p.title, p.phase_kind, p.steps, p.who, p.time_needed, p.cost, p.equipment,
                    p.skills, p.limits, p.adaptation, p.proven, p.durable, p.gender_sensitive, p.feasible, p.participatory,
                    p.replicable, p.lowers_risk, p.superseded_by, p.version, p.written_by, p.edited_on
             from practice p join cohort c on c.id = p.cohort where p.id = $1 and ",
            $readable
        )
    };
}

/// One practice of the member's cohort.
pub async fn practice(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Practice, AppError> {
    let row: Option<Row> =
        sqlx::query_as(one!("p.cohort = $2")).bind(id).bind(member.cohort.id).fetch_optional(db).await?;
    row.ok_or(AppError::NotFound)?.read()
}

/// One practice that the member may read: of her cohort, or of one whose note is published.
pub async fn readable(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Practice, AppError> {
    let row: Option<Row> = sqlx::query_as(one!(
        "(p.cohort = $2 or exists (select 1 from note n where n.cohort = p.cohort and n.published_at is not null))"
    ))
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
