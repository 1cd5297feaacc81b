//! Sums over bookings, and the check that the rule of the workshop holds, made without the database's help.

use super::some;
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
    pub has: i64,
}

/// Every space and machine whose held bookings exceed it at some instant, the first instant of each. It adds up by itself,
/// so it finds what triggers let pass.
pub async fn overbooked(db: &mut Connection) -> Result<Vec<Overbooked>, AppError> {
    let spaces: Vec<(Uuid, String, i64, DateTime<Utc>)> =
        sqlx::query_as("select id, name, people, since from space order by name, id").fetch_all(&mut *db).await?;
    let machines: Vec<(Uuid, Uuid, String, i64)> =
        sqlx::query_as("select id, space, name, count from machine order by name, id").fetch_all(&mut *db).await?;
    let people: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, i64)> =
        sqlx::query_as("select space, starts_at, ends_at, people from booking where state = 'held'")
            .fetch_all(&mut *db)
            .await?;
    let uses: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select m.machine, b.starts_at, b.ends_at, m.count from booking b join booking_machine m on m.booking = b.id
         where b.state = 'held'",
    )
    .fetch_all(&mut *db)
    .await?;
    let (people, uses) = (grouped(people), grouped(uses));
    let mut found = Vec::new();
    for (space, name, has, since) in spaces {
        let over = |machine: Option<String>, has: i64, uses: Option<&Vec<Use>>| {
            let (at, used) = first_over(uses?, has, since)?;
            Some(Overbooked { space, space_name: name.clone(), machine, at, used, has })
        };
        found.extend(over(None, has, people.get(&space)));
        let here = machines.iter().filter(|(_, of, _, _)| *of == space);
        found.extend(here.filter_map(|(id, _, machine, has)| over(Some(machine.clone()), *has, uses.get(id))));
    }
    Ok(found)
}

type Use = (DateTime<Utc>, DateTime<Utc>, i64);

fn grouped(rows: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>, i64)>) -> HashMap<Uuid, Vec<Use>> {
    let mut groups: HashMap<Uuid, Vec<Use>> = HashMap::new();
    for (id, start, end, number) in rows {
        groups.entry(id).or_default().push((start, end, i64::from(some(number))));
    }
    groups
}

/// The first instant from `since` on at which more than `has` are in use, and how many.
fn first_over(uses: &[Use], has: i64, since: DateTime<Utc>) -> Option<(DateTime<Utc>, i64)> {
    let mut changes: Vec<(DateTime<Utc>, i64)> = uses
        .iter()
        .filter(|(_, end, _)| *end > since)
        .flat_map(|(start, end, number)| [((*start).max(since), *number), (*end, -*number)])
        .collect();
    // Ends before starts: touching is not overlapping.
    changes.sort_unstable();
    let mut used = 0;
    changes.into_iter().find_map(|(at, change)| {
        used += change;
        (used > has).then_some((at, used))
    })
}
