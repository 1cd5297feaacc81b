//! The SQL of bookings: who is where when. That of spaces is in `spaces`, sums and checks are in `counts`.

pub mod blocks;
pub mod changes;
pub mod counts;
pub mod data;
pub mod displaced;
pub mod door;
pub mod events;
pub mod exchanges;
pub mod house;
pub mod imported;
pub mod line;
pub mod made;
pub mod opening;
pub mod outages;
pub mod purposes;
pub mod quota;
pub mod series;
pub mod shares;
pub mod spaces;
pub mod usage;
pub mod waits;

use super::forms::Wanted;
use crate::{
    app::access::Member,
    domain::capacity::{Machines, Usage},
    platform::{
        db::{Connection, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use spaces::Space;
use std::collections::HashMap;
use uuid::Uuid;

/// No booking is longer than a day and cleaned for more than four hours, so what frees its place within so long after an
/// interval is all that can reach into it: this keeps the index narrow.
fn reach(to: DateTime<Utc>) -> DateTime<Utc> {
    to.checked_add_signed(Duration::hours(30)).unwrap_or(to)
}

/// A booking as the week shows it. Of another cohort it holds neither a name nor an address.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Only of one's own cohort.
    pub own: Option<Own>,
    pub usage: Usage,
    /// From when on others may have its place: it has been cleaned.
    pub free: DateTime<Utc>,
}

/// What members of the booking's cohort may know.
#[derive(Clone, Debug)]
pub struct Own {
    pub id: Uuid,
    /// Whether the reader booked it.
    pub mine: bool,
    /// The event that made it, else the pôle, or else the person.
    pub label: String,
    /// The event that made it: it is seen and changed there.
    pub event: Option<Uuid>,
    /// Held for somebody who was offered it, and has not answered: who, is nobody else's business.
    pub offered: bool,
}

/// The held bookings of a space that touch an interval, cleaning included, in order.
pub async fn taken(
    db: &mut Connection,
    member: &Member,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Taken>, AppError> {
    type Row = (Uuid, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, i64, Option<String>, bool, Option<Uuid>, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.starts_at, b.ends_at, b.frees_at, b.people,
                case when b.cohort = $2 and b.hold_until is not null then ''
                     when b.cohort = $2 then coalesce(e.title, o.name, p.display_name) end,
                b.cohort = $2 and b.person = $3 and b.event is null, e.id, b.hold_until is not null
         from booking b
         left join event e on e.id = b.event and b.cohort = $2
         left join person p on p.id = b.person and b.cohort = $2
         left join pole o on o.id = b.pole and b.cohort = $2
         where b.space = $1 and b.state = 'held' and b.frees_at > $4 and b.frees_at < $6 and b.starts_at < $5
         order by b.starts_at, b.id",
    )
    .bind(space.id)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(from)
    .bind(to)
    .bind(reach(to))
    .fetch_all(&mut *db)
    .await?;
    let mut machines = machines_in_use(db, space, from, to).await?;
    let taken = rows.into_iter().map(|(id, start, end, free, people, label, mine, event, offered)| Taken {
        free,
        own: label.map(|label| Own { id, mine, label, event, offered }),
        usage: Usage { start, end, people: some(people), machines: machines.remove(&id).unwrap_or_default() },
    });
    Ok(taken.collect())
}

/// All that takes room in a space between two instants, without any name: bookings until they have been cleaned after, times
/// that its host takes, machines out of order. For who looks for a free moment.
pub async fn busy(
    db: &mut Connection,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Usage>, AppError> {
    changes::busy_beside(db, space, (from, to), &[]).await
}

async fn machines_in_use(
    db: impl Executor<'_>,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<HashMap<Uuid, Machines>, AppError> {
    let rows: Vec<(Uuid, Uuid, i64)> = sqlx::query_as(
        "select m.booking, m.machine, m.count from booking b join booking_machine m on m.booking = b.id
         where b.space = $1 and b.state = 'held' and b.frees_at > $2 and b.frees_at < $4 and b.starts_at < $3",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .bind(reach(to))
    .fetch_all(db)
    .await?;
    let mut machines: HashMap<Uuid, Machines> = HashMap::with_capacity(rows.len());
    for (booking, machine, count) in rows {
        machines.entry(booking).or_default().push((machine, some(count)));
    }
    Ok(machines)
}

/// A count of the database, which holds none below 0.
pub(super) fn some(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

/// Writes a booking, which the database refuses when there is no room.
pub async fn insert(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into booking (id, space, cohort, person, pole, starts_at, ends_at, people, purpose, created_at,
                              customer_order, mission)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id)
    .bind(wanted.space)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(wanted.whom.pole())
    .bind(wanted.usage.start)
    .bind(wanted.usage.end)
    .bind(i64::from(wanted.usage.people))
    .bind(&wanted.purpose)
    .bind(now)
    .bind(wanted.whom.order())
    .bind(wanted.whom.mission())
    .execute(&mut **tx)
    .await?;
    changes::insert_machines(tx, &[id], &wanted.usage.machines).await
}

/// What became of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingState {
    Held,
    Cancelled,
    /// No room is left for it since the space changed.
    Displaced,
}

/// One booking of one's own cohort.
#[derive(Clone, Debug)]
pub struct Booking {
    pub id: Uuid,
    pub space: Uuid,
    pub space_name: String,
    /// The clock of the space.
    pub zone: Tz,
    pub person: Uuid,
    pub person_name: String,
    pub pole: Option<Uuid>,
    pub pole_name: Option<String>,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub people: i64,
    pub purpose: String,
    pub state: BookingState,
    /// The event that made it, and its title.
    pub event: Option<(Uuid, String)>,
    /// Held for the reader, who has not answered.
    pub offered: bool,
    /// Whether the reader is a member of the pôle that it is for.
    pub of_my_pole: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    space: Uuid,
    space_name: String,
    time_zone: String,
    person: Uuid,
    person_name: String,
    pole: Option<Uuid>,
    pole_name: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    people: i64,
    purpose: String,
    state: String,
    event: Option<Uuid>,
    event_title: Option<String>,
    offered: bool,
    of_my_pole: bool,
}

impl Row {
    fn booking(self) -> Result<Booking, AppError> {
        let state = match self.state.as_str() {
            "held" => BookingState::Held,
            "cancelled" => BookingState::Cancelled,
            "displaced" => BookingState::Displaced,
            _ => return Err(AppError::Internal),
        };
        Ok(Booking {
            id: self.id,
            space: self.space,
            space_name: self.space_name,
            zone: self.time_zone.parse().map_err(|_| AppError::Internal)?,
            person: self.person,
            person_name: self.person_name,
            pole: self.pole,
            pole_name: self.pole_name,
            start: self.starts_at,
            end: self.ends_at,
            people: self.people,
            purpose: self.purpose,
            state,
            event: self.event.zip(self.event_title),
            offered: self.offered,
            of_my_pole: self.of_my_pole,
        })
    }
}

/// The booking `id` of the member's cohort. What somebody else was offered is not there.
pub async fn booking(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Booking, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select b.id, b.space, s.name as space_name, s.time_zone, b.person, p.display_name as person_name, b.pole,
                o.name as pole_name, b.starts_at, b.ends_at, b.people, b.purpose, b.state, b.event,
                e.title as event_title, b.hold_until is not null as offered, m.person is not null as of_my_pole
         from booking b join space s on s.id = b.space join person p on p.id = b.person
         left join event e on e.id = b.event left join pole o on o.id = b.pole left join pole_member m on m.pole = b.pole and m.person = $3
         where b.id = $1 and b.cohort = $2 and (b.hold_until is null or b.person = $3)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.booking()
}

/// The same, its space's row taken first: nobody changes it or what is beside it until this ends.
pub async fn booking_kept(tx: &mut Tx, member: &Member, id: Uuid) -> Result<Booking, AppError> {
    let found = booking(&mut **tx, member, id).await?;
    spaces::lock(tx, found.space).await?;
    booking(&mut **tx, member, id).await
}

/// The machines of a booking: name and how many.
pub async fn machines_of(db: impl Executor<'_>, booking: &Booking) -> Result<Vec<(String, i64)>, AppError> {
    let rows = sqlx::query_as(
        "select m.name, b.count from booking_machine b join machine m on m.id = b.machine where b.booking = $1 order by m.name",
    );
    Ok(rows.bind(booking.id).fetch_all(db).await?)
}

/// The next bookings of the member and of her pôles, those going on included: for the overview and the week. Those of events
/// are the group's.
pub async fn next_bookings(
    db: impl Executor<'_>,
    member: &Member,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Booking>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.space, s.name as space_name, s.time_zone, b.person, p.display_name as person_name, b.pole,
                o.name as pole_name, b.starts_at, b.ends_at, b.people, b.purpose, b.state, b.event,
                e.title as event_title, b.hold_until is not null as offered, m.person is not null as of_my_pole
         from booking b join space s on s.id = b.space join person p on p.id = b.person
         left join event e on e.id = b.event left join pole o on o.id = b.pole left join pole_member m on m.pole = b.pole and m.person = $2
         where b.cohort = $1 and b.starts_at > $4 and b.ends_at > $3 and b.state = 'held' and b.hold_until is null and b.event is null
           and (b.person = $2 or m.person is not null)
         order by b.starts_at, b.id limit $5",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .bind(now - Duration::hours(26))
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::booking).collect()
}

/// The bookings of the member's cohort that lost their place when a space changed and are not over: somebody has to find
/// another moment. For the overview, the week and the page of the space.
pub async fn displaced(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Booking>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.space, s.name as space_name, s.time_zone, b.person, p.display_name as person_name, b.pole,
                o.name as pole_name, b.starts_at, b.ends_at, b.people, b.purpose, b.state, b.event,
                e.title as event_title, b.hold_until is not null as offered, m.person is not null as of_my_pole
         from booking b join space s on s.id = b.space join person p on p.id = b.person
         left join event e on e.id = b.event left join pole o on o.id = b.pole left join pole_member m on m.pole = b.pole and m.person = $2
         where b.cohort = $1 and b.starts_at > $4 and b.ends_at > $3 and b.state = 'displaced' and b.hold_until is null
         order by b.starts_at, b.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .bind(now - Duration::hours(26))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::booking).collect()
}

/// The pôles that the member may book for: her own; a facilitator's are all.
pub async fn poles(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, String, String)>, AppError> {
    let rows = sqlx::query_as(
        "select o.id, o.name, o.pictogram from pole o left join pole_member m on m.pole = o.id and m.person = $2
         where o.cohort = $1 and (m.person is not null or $3) order by o.position, o.id",
    );
    Ok(rows.bind(member.cohort.id).bind(member.person).bind(member.role.is_facilitator()).fetch_all(db).await?)
}
