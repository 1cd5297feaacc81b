//! The SQL of spaces: what they have, when they are open, whose they are.

use super::some;
use crate::{
    app::access::{Facilitator, Seat},
    domain::{
        capacity::{self, Closure, Hours, Place, Special, Terms},
        time::TimeOfDay,
    },
    platform::{
        db::{Connection, Engine, Executor, Tx, there},
        error::AppError,
        session::Signed,
    },
};
use chrono::{DateTime, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A space that was looked up for somebody who may see it: holding one is the proof.
#[derive(Clone, Debug)]
pub struct Space {
    pub id: Uuid,
    pub name: String,
    pub details: String,
    pub people: i64,
    pub zone: Tz,
    pub terms: Terms,
}

/// A kind of machine, of which a space has so many.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Machine {
    pub id: Uuid,
    pub name: String,
    pub pictogram: String,
    pub count: i64,
}

/// A closure with the id to take it back by.
#[derive(Clone, Debug)]
pub struct Shut {
    pub id: Uuid,
    pub closure: Closure,
}

/// A space with all that a booking has to fit.
#[derive(Clone, Debug)]
pub struct Workshop {
    pub space: Space,
    pub machines: Vec<Machine>,
    pub shut: Vec<Shut>,
    pub place: Place,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    details: String,
    people: i64,
    time_zone: String,
    lead_minutes: i64,
    horizon_days: Option<i64>,
    buffer_minutes: i64,
    cancel_minutes: i64,
    hold_minutes: i64,
    grace_minutes: Option<i64>,
    quota_minutes: Option<i64>,
    names_at_door: bool,
}

fn read(row: Row) -> Result<Space, AppError> {
    let terms = Terms {
        lead_minutes: row.lead_minutes,
        horizon_days: row.horizon_days,
        buffer_minutes: row.buffer_minutes,
        cancel_minutes: row.cancel_minutes,
        hold_minutes: row.hold_minutes,
        grace_minutes: row.grace_minutes,
        quota_minutes: row.quota_minutes,
        names_at_door: row.names_at_door,
    };
    let zone = row.time_zone.parse().map_err(|_| AppError::Internal)?;
    Ok(Space { id: row.id, name: row.name, details: row.details, people: row.people, zone, terms })
}

/// The spaces of the seat's cohort.
pub async fn spaces(db: impl Executor<'_>, seat: &Seat) -> Result<Vec<Space>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id, s.name, s.details, s.people, s.time_zone, s.lead_minutes, s.horizon_days, s.buffer_minutes,
                s.cancel_minutes, s.hold_minutes, s.grace_minutes, s.quota_minutes, s.names_at_door
         from space s join space_cohort l on l.space = s.id
         where l.cohort = $1 order by s.name, s.id",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(read).collect()
}

/// The space `id`, when it is one of the seat's cohort.
pub async fn space(db: impl Executor<'_>, seat: &Seat, id: Uuid) -> Result<Space, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.name, s.details, s.people, s.time_zone, s.lead_minutes, s.horizon_days, s.buffer_minutes,
                s.cancel_minutes, s.hold_minutes, s.grace_minutes, s.quota_minutes, s.names_at_door
         from space s join space_cohort l on l.space = s.id
         where l.cohort = $1 and s.id = $2",
    )
    .bind(seat.cohort.id)
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound).and_then(read)
}

/// The spaces of all cohorts where the person takes part or is a host.
pub async fn spaces_of(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<Space>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id, s.name, s.details, s.people, s.time_zone, s.lead_minutes, s.horizon_days, s.buffer_minutes,
                s.cancel_minutes, s.hold_minutes, s.grace_minutes, s.quota_minutes, s.names_at_door
         from space s
         where s.id in (select l.space from space_cohort l join membership m on m.cohort = l.cohort
                        where m.person = $1 and m.until_on is null and m.role in ('facilitator', 'entrepreneur', 'host'))
         order by s.name, s.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(read).collect()
}

/// The cohorts that use a space: only those among them that the reader belongs to may be named to her.
pub async fn cohorts_of(db: impl Executor<'_>, space: Uuid) -> Result<Vec<Uuid>, AppError> {
    let rows: Vec<(Uuid,)> =
        sqlx::query_as("select cohort from space_cohort where space = $1").bind(space).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The machines of a space, by name.
pub async fn machines(db: impl Executor<'_>, space: &Space) -> Result<Vec<Machine>, AppError> {
    let rows = sqlx::query_as("select id, name, pictogram, count from machine where space = $1 order by name, id");
    Ok(rows.bind(space.id).fetch_all(db).await?)
}

#[derive(sqlx::FromRow)]
struct MachineRow {
    space: Uuid,
    #[sqlx(flatten)]
    machine: Machine,
}

/// The machines of all spaces of the seat's cohort, by name: space and machine.
pub async fn all_machines(db: impl Executor<'_>, seat: &Seat) -> Result<Vec<(Uuid, Machine)>, AppError> {
    let rows: Vec<MachineRow> = sqlx::query_as(
        "select m.space, m.id, m.name, m.pictogram, m.count from machine m join space_cohort l on l.space = m.space
         where l.cohort = $1 order by m.name, m.id",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.space, row.machine)).collect())
}

/// The hours of all spaces of the seat's cohort, in order: space and hours.
pub async fn all_hours(db: impl Executor<'_>, seat: &Seat) -> Result<Vec<(Uuid, Hours)>, AppError> {
    let rows: Vec<(Uuid, i64, i64, i64)> = sqlx::query_as(
        "select o.space, o.weekday, o.opens, o.closes from opening o join space_cohort l on l.space = o.space
         where l.cohort = $1 order by o.weekday, o.opens",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await?;
    let read = |(space, weekday, opens, closes)| Some((space, hours_read((weekday, opens, closes))?));
    rows.into_iter().map(read).collect::<Option<_>>().ok_or(AppError::Internal)
}

pub(super) fn hours_read((weekday, opens, closes): (i64, i64, i64)) -> Option<Hours> {
    Some(Hours { weekday: weekday_of(weekday)?, from: time(opens)?, to: time(closes)? })
}

/// The hours of the week and those of single days: one statement for both.
async fn hours(db: impl Executor<'_>, space: &Space) -> Result<(Vec<Hours>, Vec<Special>), AppError> {
    let rows: Vec<(i64, i64, i64, Option<NaiveDate>)> = sqlx::query_as(
        "select weekday, opens, closes, cast(null as date) as on_day from opening where space = $1
         union all select 0, opens, closes, on_day from special_day where space = $1
         order by 4, 1, 2",
    )
    .bind(space.id)
    .fetch_all(db)
    .await?;
    let (mut hours, mut special) = (Vec::new(), Vec::new());
    for (weekday, opens, closes, on_day) in rows {
        match on_day {
            None => hours.push(hours_read((weekday, opens, closes)).ok_or(AppError::Internal)?),
            Some(day) => special.push(special_read(day, opens, closes).ok_or(AppError::Internal)?),
        }
    }
    Ok((hours, special))
}

pub(super) fn special_read(day: NaiveDate, opens: i64, closes: i64) -> Option<Special> {
    Some(Special { day, from: time(opens)?, to: time(closes)? })
}

fn weekday_of(number: i64) -> Option<Weekday> {
    Weekday::try_from(u8::try_from(number - 1).ok()?).ok()
}

fn time(minutes: i64) -> Option<TimeOfDay> {
    TimeOfDay::from_minutes(u16::try_from(minutes).ok()?)
}

async fn closures(db: impl Executor<'_>, space: &Space) -> Result<Vec<Shut>, AppError> {
    let rows: Vec<(Uuid, NaiveDate, NaiveDate, String)> =
        sqlx::query_as("select id, first_on, last_on, reason from closure where space = $1 order by first_on, id")
            .bind(space.id)
            .fetch_all(db)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, first, last, reason)| Shut { id, closure: Closure { first, last, reason } })
        .collect())
}

/// All that a booking in `space` has to fit.
pub async fn workshop(db: &mut Connection, space: Space) -> Result<Workshop, AppError> {
    let machines = machines(&mut *db, &space).await?;
    let (hours, special) = hours(&mut *db, &space).await?;
    let shut = closures(&mut *db, &space).await?;
    let place = Place {
        space: capacity::Space {
            people: some(space.people),
            machines: machines.iter().map(|machine| (machine.id, some(machine.count))).collect(),
            buffer_minutes: some(space.terms.buffer_minutes),
        },
        hours,
        special,
        closures: shut.iter().map(|shut| shut.closure.clone()).collect(),
        tz: space.zone,
        lead_minutes: some(space.terms.lead_minutes),
        horizon_days: space.terms.horizon_days.map(some),
    };
    Ok(Workshop { space, machines, shut, place })
}

/// Makes writers of this space wait for each other until the end of the transaction.
pub async fn lock(tx: &mut Tx, space: Uuid) -> Result<(), AppError> {
    sqlx::query("update space set version = version + 1 where id = $1").bind(space).execute(&mut **tx).await?;
    Ok(())
}

/// Makes a space.
pub async fn insert(tx: &mut Tx, _: &Facilitator, space: &Space) -> Result<(), AppError> {
    sqlx::query("insert into space (id, name, details, people, time_zone) values ($1, $2, $3, $4, $5)")
        .bind(space.id)
        .bind(&space.name)
        .bind(&space.details)
        .bind(space.people)
        .bind(space.zone.name())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Changes a space. What it has counts from `now` on: what was over by then is left alone.
pub async fn update(tx: &mut Tx, _: &Facilitator, space: &Space, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query("update space set name = $2, details = $3, people = $4, time_zone = $5, since = $6 where id = $1")
        .bind(space.id)
        .bind(&space.name)
        .bind(&space.details)
        .bind(space.people)
        .bind(space.zone.name())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds a kind of machine.
pub async fn insert_machine(tx: &mut Tx, _: &Facilitator, space: Uuid, machine: &Machine) -> Result<(), AppError> {
    sqlx::query("insert into machine (id, space, name, pictogram, count) values ($1, $2, $3, $4, $5)")
        .bind(machine.id)
        .bind(space)
        .bind(&machine.name)
        .bind(&machine.pictogram)
        .bind(machine.count)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Renames a kind of machine and says how many there are.
pub async fn update_machine(tx: &mut Tx, _: &Facilitator, space: Uuid, machine: &Machine) -> Result<(), AppError> {
    let changed = sqlx::query("update machine set name = $3, count = $4 where id = $1 and space = $2")
        .bind(machine.id)
        .bind(space)
        .bind(&machine.name)
        .bind(machine.count)
        .execute(&mut **tx)
        .await?;
    there(changed.rows_affected())
}

/// Opens the space at these hours and no others.
pub async fn set_hours(tx: &mut Tx, _: &Facilitator, space: Uuid, hours: &[Hours]) -> Result<(), AppError> {
    sqlx::query("delete from opening where space = $1").bind(space).execute(&mut **tx).await?;
    if hours.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into opening (space, weekday, opens, closes) ");
    sql.push_values(hours, |mut row, hours| {
        row.push_bind(space).push_bind(i64::from(hours.weekday.number_from_monday()));
        row.push_bind(i64::from(hours.from.minutes())).push_bind(i64::from(hours.to.minutes()));
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Closes the space for some days.
pub async fn insert_closure(
    tx: &mut Tx,
    _: &Facilitator,
    space: Uuid,
    id: Uuid,
    closure: &Closure,
) -> Result<(), AppError> {
    sqlx::query("insert into closure (id, space, first_on, last_on, reason) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(space)
        .bind(closure.first)
        .bind(closure.last)
        .bind(&closure.reason)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes a closure back. One that is gone already is gone.
pub async fn delete_closure(tx: &mut Tx, _: &Facilitator, space: Uuid, id: Uuid) -> Result<(), AppError> {
    let gone =
        sqlx::query("delete from closure where id = $1 and space = $2").bind(id).bind(space).execute(&mut **tx).await?;
    there(gone.rows_affected())
}

/// Lets a cohort that the facilitator accompanies use the space.
pub async fn link(tx: &mut Tx, facilitator: &Facilitator, space: Uuid) -> Result<(), AppError> {
    sqlx::query("insert into space_cohort (space, cohort) values ($1, $2) on conflict do nothing")
        .bind(space)
        .bind(facilitator.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends it.
pub async fn unlink(tx: &mut Tx, facilitator: &Facilitator, space: Uuid) -> Result<(), AppError> {
    sqlx::query("delete from space_cohort where space = $1 and cohort = $2")
        .bind(space)
        .bind(facilitator.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A space for the system itself, which settles it: nothing of it is shown to anybody.
pub async fn by_system(db: impl Executor<'_>, id: Uuid) -> Result<Space, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.name, s.details, s.people, s.time_zone, s.lead_minutes, s.horizon_days, s.buffer_minutes,
                s.cancel_minutes, s.hold_minutes, s.grace_minutes, s.quota_minutes, s.names_at_door
         from space s where s.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound).and_then(read)
}

/// The space of a door: whoever has the address of its page has looked it up by that.
pub(super) async fn at_door(db: impl Executor<'_>, id: Uuid) -> Result<Space, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.name, s.details, s.people, s.time_zone, s.lead_minutes, s.horizon_days, s.buffer_minutes,
                s.cancel_minutes, s.hold_minutes, s.grace_minutes, s.quota_minutes, s.names_at_door
         from space s where s.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound).and_then(read)
}
