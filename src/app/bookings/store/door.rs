//! The SQL of the door: who has come, what nobody came for, and the address of the page there, of which only the hash is here.

use super::{Booking, machines_in_use, reach, some, spaces::Space};
use crate::{
    app::access::{Facilitator, Member},
    domain::capacity::{Turn, Usage, about_to_begin, missed_by},
    platform::{
        db::{Connection, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// Gives back the places of a space that nobody came for in time, where it gives so many minutes. The rule is
/// [`Turn::is_missed`], said once more for the database.
pub async fn free_missed(tx: &mut Tx, space: Uuid, grace: i64, now: DateTime<Utc>) -> Result<u64, AppError> {
    let Some(late) = missed_by(Some(grace), now) else { return Ok(0) };
    let freed = sqlx::query(
        "update booking set state = 'cancelled', cancelled_at = $2, missed_at = $2
         where space = $1 and state = 'held' and event is null and hold_until is null and checked_in_at is null
           and starts_at <= $3 and created_at <= $3 and ends_at > $2 and frees_at > $2 and frees_at < $4",
    )
    .bind(space)
    .bind(now)
    .bind(late)
    .bind(reach(now))
    .execute(&mut **tx)
    .await?;
    Ok(freed.rows_affected())
}

/// When the places of a space are that nobody came for and whose time is not over, of every cohort and without a name.
/// A space that gives nothing back is not asked.
pub async fn missed(
    db: impl Executor<'_>,
    space: &Space,
    now: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, AppError> {
    if space.terms.grace_minutes.is_none() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as(
        "select distinct starts_at, ends_at from booking
         where space = $1 and missed_at is not null and ends_at > $2 order by starts_at, ends_at",
    )
    .bind(space.id)
    .bind(now)
    .fetch_all(db)
    .await?)
}

/// What is known of a booking at the door.
#[derive(Clone, Debug)]
pub struct Presence {
    pub turn: Turn,
    pub checked_in_at: Option<DateTime<Utc>>,
    pub missed_at: Option<DateTime<Utc>>,
    pub grace_minutes: Option<i64>,
    /// What codes are made of, where there is a tablet at the door.
    pub code_key: Option<Vec<u8>>,
}

/// The same for a booking that the member has looked up.
pub async fn presence(db: impl Executor<'_>, member: &Member, booking: &Booking) -> Result<Presence, AppError> {
    type Row = (DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<i64>, Option<Vec<u8>>);
    let row: Option<Row> = sqlx::query_as(
        "select b.created_at, b.checked_in_at, b.missed_at, s.grace_minutes, d.code_key
         from booking b join space s on s.id = b.space left join door d on d.space = b.space
         where b.id = $1 and b.cohort = $2",
    )
    .bind(booking.id)
    .bind(member.cohort.id)
    .fetch_optional(db)
    .await?;
    let (made, checked_in_at, missed_at, grace_minutes, code_key) = row.ok_or(AppError::NotFound)?;
    let (start, end) = (booking.start, booking.end);
    let turn = Turn { start, end, made, has_come: checked_in_at.is_some(), of_event: booking.event.is_some() };
    Ok(Presence { turn, checked_in_at, missed_at, grace_minutes, code_key })
}

/// Notes that somebody has come, and gives a place back to who was missed; the database refuses when it is taken by now.
/// Whoever was noted stays as she was.
pub async fn check_in(tx: &mut Tx, booking: Uuid, cohort: Uuid, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "update booking set state = 'held', checked_in_at = $3, missed_at = null, cancelled_at = null
         where id = $1 and cohort = $2 and event is null and checked_in_at is null
           and (state = 'held' or missed_at is not null)",
    )
    .bind(booking)
    .bind(cohort)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// A booking of one's own that begins or runs.
#[derive(Clone, Debug)]
pub struct Mine {
    pub id: Uuid,
    pub space: String,
    pub zone: Tz,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub has_come: bool,
    pub missed: bool,
}

/// The member's own bookings that are about to begin or run, those that she was missed at included.
pub async fn mine(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Mine>, AppError> {
    type Row = (Uuid, String, String, Option<i64>, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, bool, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, s.name, s.time_zone, s.grace_minutes, b.starts_at, b.ends_at, b.created_at,
                b.checked_in_at is not null, b.missed_at is not null
         from booking b join space s on s.id = b.space
         where b.cohort = $1 and b.person = $2 and b.event is null and b.starts_at > $5 and b.starts_at <= $4
           and b.ends_at > $3 and (b.state = 'held' or b.missed_at is not null)
         order by b.starts_at, b.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .bind(about_to_begin(now))
    .bind(now - (reach(now) - now))
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(id, space, zone, grace, start, end, made, has_come, missed)| {
            let zone = zone.parse().map_err(|_| AppError::Internal)?;
            let turn = Turn { start, end, made, has_come, of_event: false };
            Ok(Mine { id, space, zone, start, end, has_come, missed: missed || turn.is_missed(grace, now) })
        })
        .collect()
}

/// A booking as paper and tablet show it: a person's or an event's name only where the group says so.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: Uuid,
    pub cohort: Uuid,
    pub turn: Turn,
    pub usage: Usage,
    pub pole: Option<String>,
    /// Nothing where the group wants no names; empty for somebody who is gone.
    pub name: Option<String>,
}

/// The held bookings of a space that touch an interval, of every cohort, in order.
pub async fn shown(
    db: &mut Connection,
    space: &Space,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Shown>, AppError> {
    type Row =
        (Uuid, Uuid, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, bool, bool, i64, Option<String>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select b.id, b.cohort, b.starts_at, b.ends_at, b.created_at, b.checked_in_at is not null, b.event is not null,
                b.people, o.name, case when $5 = true then coalesce(e.title, p.display_name) end
         from booking b left join pole o on o.id = b.pole
         left join event e on e.id = b.event and $5 = true left join person p on p.id = b.person and $5 = true
         where b.space = $1 and b.state = 'held' and b.hold_until is null
           and b.ends_at > $2 and b.frees_at > $2 and b.frees_at < $4 and b.starts_at < $3
         order by b.starts_at, b.ends_at, b.id",
    )
    .bind(space.id)
    .bind(from)
    .bind(to)
    .bind(reach(to))
    .bind(space.terms.names_at_door)
    .fetch_all(&mut *db)
    .await?;
    let mut machines = machines_in_use(db, space, from, to).await?;
    let read = |(id, cohort, start, end, made, has_come, of_event, people, pole, name): Row| Shown {
        id,
        cohort,
        turn: Turn { start, end, made, has_come, of_event },
        usage: Usage { start, end, people: some(people), machines: machines.remove(&id).unwrap_or_default() },
        pole,
        name,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The address of the page at a space's door: since when it works, and its hash to know it by.
#[derive(Clone, Debug)]
pub struct Address {
    pub made_at: DateTime<Utc>,
    hash: Vec<u8>,
}

impl Address {
    /// Whether the token with this hash opens it.
    pub fn is(&self, hash: &[u8; 32]) -> bool {
        self.hash == hash
    }
}

/// The address of the page at a space's door, when there is one.
pub async fn address(db: impl Executor<'_>, space: &Space) -> Result<Option<Address>, AppError> {
    let row: Option<(DateTime<Utc>, Vec<u8>)> = sqlx::query_as("select made_at, token_hash from door where space = $1")
        .bind(space.id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|(made_at, hash)| Address { made_at, hash }))
}

/// Gives the page this address; the one before opens nothing any more, and the codes of bookings stay.
pub async fn renew(
    tx: &mut Tx,
    _: &Facilitator,
    space: &Space,
    hash: [u8; 32],
    key: [u8; 32],
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query(
        "insert into door (space, token_hash, code_key, made_at) values ($1, $2, $3, $4)
         on conflict (space) do update set token_hash = excluded.token_hash, made_at = excluded.made_at",
    )
    .bind(space.id)
    .bind(hash.as_slice())
    .bind(key.as_slice())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The address opens nothing any more, and there are no codes.
pub async fn stop(tx: &mut Tx, _: &Facilitator, space: &Space) -> Result<(), AppError> {
    sqlx::query("delete from door where space = $1").bind(space.id).execute(&mut **tx).await?;
    Ok(())
}

/// A door that somebody has the address of, and what its codes are made of. It is only had by the hash of a token.
#[derive(Clone, Debug)]
pub struct Door {
    pub space: Space,
    pub code_key: Vec<u8>,
}

/// The door whose token has this hash.
pub async fn door(db: &mut Connection, hash: [u8; 32]) -> Result<Door, AppError> {
    let row: Option<(Uuid, Vec<u8>)> = sqlx::query_as("select space, code_key from door where token_hash = $1")
        .bind(hash.as_slice())
        .fetch_optional(&mut *db)
        .await?;
    let (space, code_key) = row.ok_or(AppError::NotFound)?;
    Ok(Door { space: super::spaces::at_door(db, space).await?, code_key })
}
