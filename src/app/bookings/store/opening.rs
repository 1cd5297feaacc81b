//! The SQL of what a space asks of who books it, and of when all spaces are open.

use super::spaces::{Space, hours_read, special_read};
use crate::{
    app::access::Facilitator,
    domain::capacity::{Closure, Place, Special, Terms},
    platform::{
        db::{Connection, Engine, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// Says what a space asks of who books it. A buffer counts for bookings that are not over.
pub async fn set_terms(tx: &mut Tx, _: &Facilitator, space: Uuid, terms: &Terms) -> Result<(), AppError> {
    sqlx::query(
        "update space set lead_minutes = $2, horizon_days = $3, buffer_minutes = $4, cancel_minutes = $5,
                hold_minutes = $6, grace_minutes = $7, quota_minutes = $8, names_at_door = $9
         where id = $1",
    )
    .bind(space)
    .bind(terms.lead_minutes)
    .bind(terms.horizon_days)
    .bind(terms.buffer_minutes)
    .bind(terms.cancel_minutes)
    .bind(terms.hold_minutes)
    .bind(terms.grace_minutes)
    .bind(terms.quota_minutes)
    .bind(terms.names_at_door)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Opens the space at these hours on their day, and at no others then.
pub async fn set_special(
    tx: &mut Tx,
    _: &Facilitator,
    space: Uuid,
    day: NaiveDate,
    hours: &[Special],
) -> Result<(), AppError> {
    sqlx::query("delete from special_day where space = $1 and on_day = $2")
        .bind(space)
        .bind(day)
        .execute(&mut **tx)
        .await?;
    if hours.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into special_day (space, on_day, opens, closes) ");
    sql.push_values(hours, |mut row, hours| {
        row.push_bind(space).push_bind(day);
        row.push_bind(i64::from(hours.from.minutes())).push_bind(i64::from(hours.to.minutes()));
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// When every space of the instance is open; what it has is left out.
pub async fn all_places(db: &mut Connection) -> Result<HashMap<Uuid, Place>, AppError> {
    let spaces: Vec<(Uuid, String)> = sqlx::query_as("select id, time_zone from space").fetch_all(&mut *db).await?;
    let mut places: HashMap<Uuid, Place> = HashMap::with_capacity(spaces.len());
    for (id, zone) in spaces {
        places.insert(id, Place::always_shut(zone.parse().map_err(|_| AppError::Internal)?));
    }
    let hours: Vec<(Uuid, i64, i64, i64)> =
        sqlx::query_as("select space, weekday, opens, closes from opening").fetch_all(&mut *db).await?;
    for (space, weekday, opens, closes) in hours {
        let hours = hours_read((weekday, opens, closes)).ok_or(AppError::Internal)?;
        places.entry(space).and_modify(|place| place.hours.push(hours));
    }
    let special: Vec<(Uuid, NaiveDate, i64, i64)> =
        sqlx::query_as("select space, on_day, opens, closes from special_day").fetch_all(&mut *db).await?;
    for (space, day, opens, closes) in special {
        let special = special_read(day, opens, closes).ok_or(AppError::Internal)?;
        places.entry(space).and_modify(|place| place.special.push(special));
    }
    let closures: Vec<(Uuid, NaiveDate, NaiveDate)> =
        sqlx::query_as("select space, first_on, last_on from closure").fetch_all(&mut *db).await?;
    for (space, first, last) in closures {
        let closure = Closure { first, last, reason: String::new() };
        places.entry(space).and_modify(|place| place.closures.push(closure));
    }
    Ok(places)
}

/// What the space has counts from `now` on: to be said before a machine's number falls.
pub async fn count_from(tx: &mut Tx, space: &Space, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query("update space set since = $2 where id = $1").bind(space.id).bind(now).execute(&mut **tx).await?;
    Ok(())
}
