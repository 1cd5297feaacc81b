//! The SQL of cohorts, phases and events.

pub mod found;
pub mod series;
pub mod today;

use super::forms::{EventForm, PhaseForm, Settings};
use crate::{
    app::{
        access::{Facilitator, Member},
        bookings::store::events::{Room, Slot},
    },
    domain::{
        cohort::{Dates, State},
        phase::{Phase, PhaseKind},
        problem::Problem,
        template::EventKind,
    },
    platform::{
        db::{self, Engine, Executor, Tx, Violation, all_there, taken_meanwhile, there},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// The phases of the member's cohort with their names, in the order of their first days.
pub async fn phases(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Phase, String)>, AppError> {
    let rows: Vec<PhaseRow> = sqlx::query_as(
        "select id, kind, name, starts_on, ends_on from phase where cohort = $1 order by starts_on, ends_on, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(PhaseRow::phase).collect()
}

#[derive(FromRow)]
struct PhaseRow {
    id: Uuid,
    kind: String,
    name: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl PhaseRow {
    fn phase(self) -> Result<(Phase, String), AppError> {
        let kind = PhaseKind::from_code(&self.kind).ok_or(AppError::Internal)?;
        Ok((Phase { id: self.id, kind, starts_on: self.starts_on, ends_on: self.ends_on }, self.name))
    }
}

/// Takes the cohort's row until the transaction ends, so that its dates and what lies in them change one after the other.
pub async fn hold(tx: &mut Tx, facilitator: &Facilitator) -> Result<Dates, AppError> {
    let (starts_on, ends_on): (NaiveDate, NaiveDate) =
        sqlx::query_as("update cohort set name = name where id = $1 returning starts_on, ends_on")
            .bind(facilitator.cohort.id)
            .fetch_one(&mut **tx)
            .await?;
    Ok(Dates { starts_on, ends_on })
}

pub async fn insert_phase(tx: &mut Tx, by: &Facilitator, id: Uuid, phase: &PhaseForm) -> Result<(), AppError> {
    sqlx::query("insert into phase (id, cohort, kind, name, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(by.cohort.id)
        .bind(phase.kind.code())
        .bind(phase.name.as_str())
        .bind(phase.starts_on)
        .bind(phase.ends_on)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn update_phase(tx: &mut Tx, by: &Facilitator, id: Uuid, phase: &PhaseForm) -> Result<(), AppError> {
    let done = sqlx::query(
        "update phase set kind = $3, name = $4, starts_on = $5, ends_on = $6 where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(phase.kind.code())
    .bind(phase.name.as_str())
    .bind(phase.starts_on)
    .bind(phase.ends_on)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())
}

/// What was said about the phase stays, without it.
pub async fn delete_phase(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("delete from phase where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}

/// Something at a place and a time.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: Uuid,
    pub kind: EventKind,
    pub title: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct EventRow {
    id: Uuid,
    kind: String,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl EventRow {
    fn event(self) -> Result<Event, AppError> {
        let kind = EventKind::from_code(&self.kind).ok_or(AppError::Internal)?;
        let Self { id, title, place, starts_at, ends_at, .. } = self;
        Ok(Event { id, kind, title, place, starts_at, ends_at })
    }
}

/// The events of the member's cohort in order of beginning.
pub async fn events(db: impl Executor<'_>, member: &Member) -> Result<Vec<Event>, AppError> {
    let rows: Vec<EventRow> = sqlx::query_as(
        "select id, kind, title, place, starts_at, ends_at from event where cohort = $1
         order by starts_at, ends_at, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EventRow::event).collect()
}

/// Those that begin in an interval.
pub async fn events_between(
    db: impl Executor<'_>,
    member: &Member,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Event>, AppError> {
    let rows: Vec<EventRow> = sqlx::query_as(
        "select id, kind, title, place, starts_at, ends_at from event
         where cohort = $1 and starts_at >= $2 and starts_at < $3 order by starts_at, ends_at, id",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EventRow::event).collect()
}

pub async fn event(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Event, AppError> {
    Ok(described(db, member, id).await?.event)
}

/// An event with what only its own page says.
#[derive(Clone, Debug)]
pub struct Described {
    pub event: Event,
    pub details: String,
    pub leads: String,
    pub materials: String,
    /// The series that it is one of.
    pub series: Option<Uuid>,
    /// The booking that it has made in a space of ours.
    pub room: Option<Room>,
}

#[derive(FromRow)]
struct DescribedRow {
    #[sqlx(flatten)]
    event: EventRow,
    details: String,
    leads: String,
    materials: String,
    series: Option<Uuid>,
    booking: Option<Uuid>,
    space: Option<Uuid>,
    people: Option<i64>,
    held: Option<bool>,
}

impl DescribedRow {
    fn described(self) -> Result<Described, AppError> {
        let Self { event, details, leads, materials, series, booking, space, people, held } = self;
        let (event, about) = (event.event()?, booking.zip(space).zip(people.zip(held)));
        let room = about.map(|((booking, space), (people, held))| Room {
            event: event.id,
            booking,
            space,
            people,
            starts_at: event.starts_at,
            ends_at: event.ends_at,
            held,
        });
        Ok(Described { event, details, leads, materials, series, room })
    }
}

pub async fn described(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Described, AppError> {
    let row: Option<DescribedRow> = sqlx::query_as(
        "select e.id, e.kind, e.title, e.place, e.starts_at, e.ends_at, e.details, e.leads, e.materials, e.series,
                b.id as booking, b.space, b.people, b.state = 'held' as held
         from event e left join booking b on b.event = e.id where e.id = $1 and e.cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.described()
}

/// The events of the member's cohort in order of beginning, with all that their pages say.
pub async fn all_described(db: impl Executor<'_>, member: &Member) -> Result<Vec<Described>, AppError> {
    let rows: Vec<DescribedRow> = sqlx::query_as(
        "select e.id, e.kind, e.title, e.place, e.starts_at, e.ends_at, e.details, e.leads, e.materials, e.series,
                b.id as booking, b.space, b.people, b.state = 'held' as held
         from event e left join booking b on b.event = e.id where e.cohort = $1 order by e.starts_at, e.ends_at, e.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(DescribedRow::described).collect()
}

/// Writes events, each with its id, by themselves or as the first of a series: one statement for all of them.
pub async fn insert_events(
    tx: &mut Tx,
    by: &Facilitator,
    events: &[(Uuid, EventForm)],
    series: Option<Uuid>,
) -> Result<(), AppError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into event (id, cohort, kind, title, place, details, starts_at, ends_at, leads, materials, series) ",
    );
    sql.push_values(events, |mut row, (id, event)| {
        row.push_bind(id).push_bind(by.cohort.id).push_bind(event.kind.code()).push_bind(event.title.as_str());
        row.push_bind(&event.place).push_bind(event.details.as_str()).push_bind(event.starts_at);
        row.push_bind(event.ends_at).push_bind(&event.leads).push_bind(event.materials.as_str()).push_bind(series);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Makes events say what `event` says, each at its own time, by themselves or as those of a series.
pub async fn update_events(
    tx: &mut Tx,
    by: &Facilitator,
    event: &EventForm,
    times: &[Slot],
    series: Option<Uuid>,
) -> Result<(), AppError> {
    let mut sql = QueryBuilder::<Engine>::new("update event set kind = ");
    sql.push_bind(event.kind.code()).push(", title = ").push_bind(event.title.as_str());
    sql.push(", place = ").push_bind(&event.place).push(", details = ").push_bind(event.details.as_str());
    sql.push(", leads = ").push_bind(&event.leads).push(", materials = ").push_bind(event.materials.as_str());
    sql.push(", series = ").push_bind(series).push(", ");
    at(&mut sql, times);
    sql.push_bind(by.cohort.id);
    let done = sql.build().execute(&mut **tx).await?;
    all_there(done.rows_affected(), times.len())
}

/// Moves events and nothing else of them; their bookings move along.
///
/// Errors: [`AppError::ChangedMeanwhile`] when one is no longer there, or its room is not.
pub async fn move_events(tx: &mut Tx, by: &Facilitator, times: &[Slot]) -> Result<(), AppError> {
    if times.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("update event set ");
    at(&mut sql, times);
    sql.push_bind(by.cohort.id);
    let done = sql.build().execute(&mut **tx).await.map_err(taken_meanwhile)?;
    all_there(done.rows_affected(), times.len()).map_err(|_| AppError::ChangedMeanwhile)
}

/// Each at its own time; the cohort is still to be said.
fn at(sql: &mut QueryBuilder<Engine>, times: &[Slot]) {
    sql.push("starts_at = v.column2, ends_at = v.column3 from (");
    sql.push_values(times, |mut row, slot| {
        row.push_bind(slot.event).push_bind(slot.start).push_bind(slot.end);
    });
    sql.push(") as v where event.id = v.column1 and event.cohort = ");
}

/// Lets an event that was by itself be the first of a series.
pub async fn begin_series(tx: &mut Tx, by: &Facilitator, event: Uuid, series: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("update event set series = $3 where id = $1 and cohort = $2 and series is null")
        .bind(event)
        .bind(by.cohort.id)
        .bind(series)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 { Err(AppError::ChangedMeanwhile) } else { Ok(()) }
}

/// Who was there is not forgotten with a click: an event with presences stays. Bookings go with their events.
pub async fn delete_events(tx: &mut Tx, by: &Facilitator, ids: &[Uuid]) -> Result<(), AppError> {
    let mut sql = QueryBuilder::<Engine>::new("delete from event where cohort = ");
    sql.push_bind(by.cohort.id).push(" and id in (");
    let mut list = sql.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    sql.push(")");
    let done = sql.build().execute(&mut **tx).await.map_err(|error| match db::violation(&error) {
        Some(Violation::ForeignKey) => AppError::field("", Problem::HasAttendance),
        _ => error.into(),
    })?;
    all_there(done.rows_affected(), ids.len())
}

pub async fn update_cohort(tx: &mut Tx, by: &Facilitator, settings: &Settings) -> Result<(), AppError> {
    sqlx::query(
        "update cohort set name = $2, brand = $3, brand_colour = $4, starts_on = $5, ends_on = $6, time_zone = $7,
                help_name = $8, help_phone = $9
         where id = $1",
    )
    .bind(by.cohort.id)
    .bind(settings.name.as_str())
    .bind(settings.brand.as_str())
    .bind(settings.brand_colour)
    .bind(settings.dates.starts_on)
    .bind(settings.dates.ends_on)
    .bind(settings.time_zone.name())
    .bind(&settings.help_name)
    .bind(&settings.help_phone)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// From the state that the facilitator saw to the next; when somebody else was faster, nothing.
pub async fn set_state(tx: &mut Tx, by: &Facilitator, next: State) -> Result<(), AppError> {
    let done = sqlx::query("update cohort set state = $3 where id = $1 and state = $2")
        .bind(by.cohort.id)
        .bind(by.cohort.state.code())
        .bind(next.code())
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 { Err(AppError::ChangedMeanwhile) } else { Ok(()) }
}

/// Deletes a draft with all that is in it, and the spaces that nobody else uses.
pub async fn delete_draft(tx: &mut Tx, by: &Facilitator) -> Result<(), AppError> {
    let spaces: Vec<(Uuid,)> = sqlx::query_as(
        "select l.space from space_cohort l where l.cohort = $1
         and not exists (select 1 from space_cohort o where o.space = l.space and o.cohort <> l.cohort)
         and not exists (select 1 from booking b where b.space = l.space and b.cohort <> l.cohort)",
    )
    .bind(by.cohort.id)
    .fetch_all(&mut **tx)
    .await?;
    let done = sqlx::query("delete from cohort where id = $1 and state = 'draft'")
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::ChangedMeanwhile);
    }
    if spaces.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("delete from space where id in (");
    let mut ids = sql.separated(", ");
    for (space,) in spaces {
        ids.push_bind(space);
    }
    ids.push_unseparated(")");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}
