//! Sums over bookings, and the check that the rule of the workshop holds, made without the database's help.

use super::opening::all_places;
use crate::{
    app::access::{Member, Seat},
    domain::{minutes::Minutes, time::local},
    platform::{
        db::{Connection, Executor},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How much a cohort has used spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub bookings: i64,
    /// From start to end, added up.
    pub minutes: i64,
    /// The same times the people booked for.
    pub person_minutes: i64,
}

/// What the seat's cohort has used by `until`, in all spaces: bookings over by then and still held.
pub async fn workshop_minutes(db: impl Executor<'_>, seat: &Seat, until: DateTime<Utc>) -> Result<Used, AppError> {
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>, i64, i64)> = sqlx::query_as(
        "select starts_at, ends_at, count(*), cast(sum(people) as bigint) from booking
         where cohort = $1 and state = 'held' and hold_until is null and ends_at <= $2 group by starts_at, ends_at",
    )
    .bind(seat.cohort.id)
    .bind(until)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().fold(Used::default(), |sum, (start, end, bookings, people)| {
        let minutes = (end - start).num_minutes();
        Used {
            bookings: sum.bookings + bookings,
            minutes: sum.minutes + minutes * bookings,
            person_minutes: sum.person_minutes + minutes * people,
        }
    }))
}

/// What the member's cohort has booked, in all spaces: from start to end, added up for each day on which something begins
/// by the clock of its space.
pub async fn by_day(db: impl Executor<'_>, member: &Member) -> Result<BTreeMap<NaiveDate, Minutes>, AppError> {
    let rows: Vec<(String, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select s.time_zone, b.starts_at, b.ends_at, count(*) from booking b join space s on s.id = b.space
         where b.cohort = $1 and b.state = 'held' and b.hold_until is null group by s.time_zone, b.starts_at, b.ends_at",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let mut days: BTreeMap<NaiveDate, Minutes> = BTreeMap::new();
    for (zone, start, end, bookings) in rows {
        let zone: Tz = zone.parse().map_err(|_| AppError::Internal)?;
        days.entry(local(start, zone).0).or_default().0 += (end - start).num_minutes() * bookings;
    }
    Ok(days)
}

/// Where the rule is broken: what is over its number, from when, by how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overbooked {
    pub space: Uuid,
    pub space_name: String,
    /// The machine, or the people when there is none.
    pub machine: Option<String>,
    pub at: DateTime<Utc>,
    pub used: i64,
    /// 0 people where its host takes the time.
    pub has: i64,
}

/// Every space and machine whose held bookings, with the cleaning after them, exceed it at some instant, and every block that a
/// booking lies in: the first instant of each. It adds up by itself, so it finds what triggers let pass.
pub async fn overbooked(db: &mut Connection) -> Result<Vec<Overbooked>, AppError> {
    let spaces: Vec<(Uuid, String, i64, DateTime<Utc>)> =
        sqlx::query_as("select id, name, people, since from space order by name, id").fetch_all(&mut *db).await?;
    let machines: Vec<(Uuid, Uuid, String, i64)> =
        sqlx::query_as("select id, space, name, count from machine order by name, id").fetch_all(&mut *db).await?;
    let people: Vec<UseRow> = sqlx::query_as(
        "select space as of, starts_at, ends_at, frees_at, people as number from booking where state = 'held'",
    )
    .fetch_all(&mut *db)
    .await?;
    let uses: Vec<UseRow> = sqlx::query_as(
        "select m.machine as of, b.starts_at, b.ends_at, b.frees_at, m.count as number
         from booking b join booking_machine m on m.booking = b.id where b.state = 'held'",
    )
    .fetch_all(&mut *db)
    .await?;
    let blocks: Vec<AwayRow> =
        sqlx::query_as("select space as of, starts_at, ends_at, since, cast(0 as bigint) as number from block")
            .fetch_all(&mut *db)
            .await?;
    let outages: Vec<AwayRow> =
        sqlx::query_as("select machine as of, starts_at, ends_at, since, count as number from outage")
            .fetch_all(&mut *db)
            .await?;
    let (people, uses) = (grouped(people, |row| row.of), grouped(uses, |row| row.of));
    let (blocks, outages) = (grouped(blocks, |row| row.of), grouped(outages, |row| row.of));
    let mut found = Vec::new();
    for (space, name, has, since) in spaces {
        let over = |machine: Option<String>, (at, used): (DateTime<Utc>, i64), has: i64| Overbooked {
            space,
            space_name: name.clone(),
            machine,
            at,
            used,
            has,
        };
        let there = people.get(&space).map(Vec::as_slice).unwrap_or_default();
        found.extend(first_over(there, &[], has, since).map(|first| over(None, first, has)));
        for block in blocks.get(&space).into_iter().flatten() {
            found.extend(first_inside(there, block).map(|first| over(None, first, 0)));
        }
        for (id, _, machine, has) in machines.iter().filter(|(_, of, _, _)| *of == space) {
            let out = outages.get(id).map(Vec::as_slice).unwrap_or_default();
            let first = uses.get(id).and_then(|uses| first_over(uses, out, *has, since));
            found.extend(first.map(|first| over(Some(machine.clone()), first, *has)));
        }
    }
    Ok(found)
}

/// What a held booking takes, of a space or of a machine.
#[derive(sqlx::FromRow)]
struct UseRow {
    of: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    frees_at: DateTime<Utc>,
    number: i64,
}

/// What takes room without being a booking.
#[derive(sqlx::FromRow)]
struct AwayRow {
    of: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    since: DateTime<Utc>,
    number: i64,
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// The first instant from `since` on at which more than `has` are in use, and how many. Of what is out of order, that counts
/// which came before the latest of those bookings began.
fn first_over(uses: &[UseRow], outages: &[AwayRow], has: i64, since: DateTime<Utc>) -> Option<(DateTime<Utc>, i64)> {
    let uses: Vec<&UseRow> = uses.iter().filter(|row| row.ends_at > since).collect();
    let mut changes: Vec<(DateTime<Utc>, bool, Change<'_>)> = Vec::with_capacity(2 * (uses.len() + outages.len()));
    for row in uses {
        changes.push((row.starts_at.max(since), true, Change::Use(row)));
        changes.push((row.frees_at, false, Change::Use(row)));
    }
    for row in outages.iter().filter(|row| row.ends_at > since) {
        changes.push((row.starts_at.max(since), true, Change::Out(row)));
        changes.push((row.ends_at, false, Change::Out(row)));
    }
    // Ends before starts: touching is not overlapping.
    changes.sort_by_key(|(at, begins, _)| (*at, *begins));
    let (mut on, mut out): (Vec<&UseRow>, Vec<&AwayRow>) = (Vec::new(), Vec::new());
    changes.into_iter().find_map(|(at, begins, change)| {
        match (change, begins) {
            (Change::Use(row), true) => on.push(row),
            (Change::Out(row), true) => out.push(row),
            (Change::Use(row), false) => on.retain(|other| !std::ptr::eq(*other, row)),
            (Change::Out(row), false) => out.retain(|other| !std::ptr::eq(*other, row)),
        }
        let latest = on.iter().map(|row| row.starts_at).max()?;
        let known = out.iter().filter(|row| row.since < latest).map(|row| row.number);
        let used = on.iter().map(|row| row.number).chain(known).sum::<i64>();
        (used > has).then_some((at, used))
    })
}

enum Change<'r> {
    Use(&'r UseRow),
    Out(&'r AwayRow),
}

/// The first booking in a block that had not begun when the time was taken.
fn first_inside(uses: &[UseRow], block: &AwayRow) -> Option<(DateTime<Utc>, i64)> {
    let inside =
        |row: &&UseRow| row.starts_at < block.ends_at && block.starts_at < row.frees_at && block.since < row.starts_at;
    let first = uses.iter().filter(inside).min_by_key(|row| row.starts_at)?;
    Some((first.starts_at.max(block.starts_at), first.number))
}

/// The held bookings that begin, since their space last changed, when it is not open: when, and where.
pub async fn outside(db: &mut Connection) -> Result<Vec<(DateTime<Utc>, String)>, AppError> {
    let bookings: Vec<(Uuid, String, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select b.space, s.name, b.starts_at, b.ends_at from booking b join space s on s.id = b.space
         where b.state = 'held' and b.starts_at > s.since order by b.starts_at, b.id",
    )
    .fetch_all(&mut *db)
    .await?;
    let places = all_places(db).await?;
    let closed = |space: &Uuid, start, end| places.get(space).is_none_or(|place| place.is_open(start, end).is_err());
    let outside = bookings.into_iter().filter(|(space, _, start, end)| closed(space, *start, *end));
    Ok(outside.map(|(_, name, start, _)| (start, name)).collect())
}
