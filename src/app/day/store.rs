//! The SQL of the day itself: when and where, who came, which step is shown, how far the group is. `told` holds that of what
//! people say, `work` that of what the group writes together, `facts` what the records say, `data` what is one person's.

pub mod data;
pub mod facts;
pub mod told;
pub mod work;

use super::forms::Plan;
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        review::{Guest, Presence, Step},
        text::Title,
    },
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The day of a cohort.
#[derive(Clone, Debug)]
pub struct Day {
    pub held_on: NaiveDate,
    pub place: String,
    pub led_by: String,
    pub from_outside: bool,
    pub languages: String,
    /// The one that everybody is shown.
    pub step: Step,
    /// The story that the group chose.
    pub story: Option<Uuid>,
    pub story_reason: String,
}

type DayRow = (NaiveDate, String, String, bool, String, String, Option<Uuid>, String);

/// The day of the member's cohort, once it is planned.
pub async fn day(db: impl Executor<'_>, member: &Member) -> Result<Option<Day>, AppError> {
    let row: Option<DayRow> = sqlx::query_as(
        "select held_on, place, led_by, led_from_outside, languages, step, story, story_reason from review_day where cohort = $1",
    )
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.map(|(held_on, place, led_by, from_outside, languages, step, story, story_reason)| {
        let step = Step::from_code(&step).ok_or(AppError::Internal)?;
        Ok(Day { held_on, place, led_by, from_outside, languages, step, story, story_reason })
    })
    .transpose()
}

/// Plans the day, or changes when and where it is.
pub async fn keep_day(tx: &mut Tx, by: &Facilitator, plan: &Plan) -> Result<(), sqlx::Error> {
    let line = |text: &Option<Title>| text.as_ref().map(Title::as_str).unwrap_or_default().to_owned();
    sqlx::query(
        "insert into review_day (cohort, held_on, place, led_by, led_from_outside, languages) values ($1, $2, $3, $4, $5, $6)
         on conflict (cohort) do update set held_on = excluded.held_on, place = excluded.place, led_by = excluded.led_by,
            led_from_outside = excluded.led_from_outside, languages = excluded.languages",
    )
    .bind(by.cohort.id)
    .bind(plan.held_on)
    .bind(line(&plan.place))
    .bind(line(&plan.led_by))
    .bind(plan.from_outside)
    .bind(line(&plan.languages))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets how many guests there were.
pub async fn forget_guests(tx: &mut Tx, by: &Facilitator) -> Result<(), sqlx::Error> {
    sqlx::query("delete from review_guest where cohort = $1").bind(by.cohort.id).execute(&mut **tx).await?;
    Ok(())
}

/// Notes how many guests of one kind there are.
pub async fn keep_guests(tx: &mut Tx, by: &Facilitator, role: Guest, people: i64) -> Result<(), sqlx::Error> {
    sqlx::query("insert into review_guest (cohort, role, people) values ($1, $2, $3)")
        .bind(by.cohort.id)
        .bind(role.code())
        .bind(people)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many guests of each kind there are.
pub async fn guests(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Guest, i64)>, AppError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select role, people from review_guest where cohort = $1 order by role")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    rows.into_iter().map(|(role, people)| Ok((Guest::from_code(&role).ok_or(AppError::Internal)?, people))).collect()
}

/// Shows everybody this step.
pub async fn show(tx: &mut Tx, by: &Facilitator, step: Step) -> Result<(), AppError> {
    let done = sqlx::query("update review_day set step = $1 where cohort = $2")
        .bind(step.code())
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}

/// Takes the day's row, so that two who sort cards at once come one after the other.
pub async fn take_turn(tx: &mut Tx, member: &Member) -> Result<(), AppError> {
    let done = sqlx::query("update review_day set step = step where cohort = $1")
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}

/// Notes which story the group chose, and why.
pub async fn choose(tx: &mut Tx, by: &Facilitator, story: Uuid, reason: &str) -> Result<(), AppError> {
    let done = sqlx::query(
        "update review_day set story = $1, story_reason = $2 where cohort = $3
            and exists (select 1 from contribution c where c.id = $1 and c.cohort = $3 and c.kind = 'story'
                        and c.withdrawn_on is null)",
    )
    .bind(story)
    .bind(reason)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())
}

/// Somebody of the group, and how far she is in the round.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub facilitates: bool,
    pub presence: Option<Presence>,
}

/// Everybody who takes part in the cohort now, by name.
pub async fn people(db: impl Executor<'_>, member: &Member) -> Result<Vec<Person>, AppError> {
    let rows: Vec<(Uuid, String, bool, Option<String>)> = sqlx::query_as(
        "select p.id, p.display_name, m.role = 'facilitator', r.presence
         from membership m join person p on p.id = m.person
         left join review_presence r on r.cohort = m.cohort and r.person = m.person
         where m.cohort = $1 and m.until_on is null and m.role in ('facilitator', 'entrepreneur')
         order by lower(p.display_name), p.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let person = |(id, name, facilitates, presence): (Uuid, String, bool, Option<String>)| {
        let presence = presence.map(|code| Presence::from_code(&code).ok_or(AppError::Internal)).transpose()?;
        Ok(Person { id, name, facilitates, presence })
    };
    rows.into_iter().map(person).collect()
}

/// Whether `person` takes part in the member's cohort now.
pub async fn takes_part(db: impl Executor<'_>, member: &Member, person: Uuid) -> Result<bool, sqlx::Error> {
    let (here,): (i64,) = sqlx::query_as(
        "select count(*) from membership where cohort = $1 and person = $2 and until_on is null
            and role in ('facilitator', 'entrepreneur')",
    )
    .bind(member.cohort.id)
    .bind(person)
    .fetch_one(db)
    .await?;
    Ok(here > 0)
}

/// Notes how far somebody is in the round.
pub async fn note_presence(tx: &mut Tx, member: &Member, person: Uuid, at: Presence) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into review_presence (cohort, person, presence) values ($1, $2, $3)
         on conflict (cohort, person) do update set presence = excluded.presence",
    )
    .bind(member.cohort.id)
    .bind(person)
    .bind(at.code())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Somebody is not there after all.
pub async fn forget_presence(tx: &mut Tx, member: &Member, person: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from review_presence where cohort = $1 and person = $2")
        .bind(member.cohort.id)
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How far the group is: what there is of each step.
#[derive(Clone, Copy, Debug, Default, sqlx::FromRow)]
pub struct Counts {
    pub present: i64,
    pub agreed: i64,
    pub moments: i64,
    pub stories: i64,
    pub cards: i64,
    pub heaps: i64,
    pub analysed: i64,
    pub lessons: i64,
    pub counted: i64,
    pub recommendations: i64,
}

/// Counts what there is.
pub async fn counts(db: impl Executor<'_>, member: &Member) -> Result<Counts, sqlx::Error> {
    sqlx::query_as(
        "select (select count(*) from review_presence where cohort = $1) as present,
                (select count(*) from review_presence where cohort = $1 and presence = 'agreed') as agreed,
                (select count(*) from moment where cohort = $1) as moments,
                (select count(*) from contribution where cohort = $1 and kind = 'story' and withdrawn_on is null
                    and text <> '') as stories,
                (select count(*) from contribution where cohort = $1 and kind <> 'story' and withdrawn_on is null
                    and text <> '') as cards,
                (select count(*) from heap where cohort = $1) as heaps,
                (select count(*) from analysis_row where cohort = $1) as analysed,
                (select count(*) from lesson where cohort = $1) as lessons,
                (select count(*) from lesson_hands where cohort = $1) as counted,
                (select count(*) from recommendation where cohort = $1) as recommendations",
    )
    .bind(member.cohort.id)
    .fetch_one(db)
    .await
}
