//! The SQL of the figures: the facts that they are computed from, for one cohort or for all those of a partner, in a fixed
//! number of statements. `group` holds those of presence, pôles, money and opening hours.

mod group;

use crate::{
    app::{
        capitalisation::figures::{Booking, Event, Facts, Making, Output},
        figures::store::released,
    },
    domain::{money::Cents, quantity::Quantity},
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Whose figures.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Cohort(Uuid),
    /// Every cohort that this person is a partner of.
    Partner(Uuid),
}

impl Of {
    /// The first two placeholders of each statement.
    pub fn keys(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Of::Cohort(id) => (Some(id), None),
            Of::Partner(person) => (None, Some(person)),
        }
    }
}

/// The facts by cohort. What lies after `now` has not happened.
pub async fn facts(db: &mut Connection, of: Of, now: DateTime<Utc>) -> Result<HashMap<Uuid, Facts>, AppError> {
    let mut all: HashMap<Uuid, Facts> = HashMap::new();
    for (cohort, code, count) in counts(db, of).await? {
        all.entry(cohort).or_default().counts.insert(code, count);
    }
    for (cohort, output) in output(db, of).await? {
        all.entry(cohort).or_default().output.push(output);
    }
    for (cohort, making) in makings(db, of).await? {
        all.entry(cohort).or_default().makings.push(making);
    }
    for (cohort, event) in events(db, of, now).await? {
        all.entry(cohort).or_default().events.push(event);
    }
    for (cohort, booking) in bookings(db, of, now).await? {
        all.entry(cohort).or_default().bookings.push(booking);
    }
    for (cohort, said) in speakers(db, of).await? {
        all.entry(cohort).or_default().said.push(said);
    }
    group::add(db, of, &mut all).await?;
    for (cohort, released) in released(&mut *db, of).await? {
        all.entry(cohort).or_default().released.push(released);
    }
    all.values_mut().for_each(|facts| facts.as_of = now);
    Ok(all)
}

async fn counts(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, String, i64)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    sqlx::query_as(
        "with mine as (select id from cohort where id = $1
                       union select cohort from membership where person = $2 and until_on is null
                             and role in ('funder', 'prescriber', 'host', 'cae'))
         select cohort, 'people' as code, count(distinct person) as value from membership
         where role = 'entrepreneur' and cohort in (select id from mine) group by cohort
         union all
         select m.cohort, 'stayed', count(distinct m.person) from membership m join cohort c on c.id = m.cohort
         where m.role = 'entrepreneur' and (m.until_on is null or m.until_on >= c.ends_on)
               and m.cohort in (select id from mine) group by m.cohort
         union all
         select cohort, 'facilitators', count(distinct person) from membership
         where role = 'facilitator' and cohort in (select id from mine) group by cohort
         union all
         select cohort, 'partners', count(distinct person) from membership
         where role in ('funder', 'prescriber', 'host', 'cae') and cohort in (select id from mine) group by cohort
         union all
         select cohort, 'poles', count(*) from pole where cohort in (select id from mine) group by cohort
         union all
         select cohort, 'missions_done', count(*) from mission
         where state = 'done' and cohort in (select id from mine) group by cohort
         union all
         select cohort, 'records', count(*) from record
         where withdrawn_at is null and cohort in (select id from mine) group by cohort
         union all
         select cohort, 'products', count(distinct product) from record
         where withdrawn_at is null and cohort in (select id from mine) group by cohort
         union all
         select cohort, 'lessons', count(*) from lesson where cohort in (select id from mine) group by cohort",
    )
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await
}

async fn output(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Output)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, i64, i64, i64)> = sqlx::query_as(
        "select p.cohort, p.price_cents, p.material_cents, cast(sum(r.quantity) as bigint)
         from product p join record r on r.product = p.id
         where r.withdrawn_at is null
               and p.cohort in (select id from cohort where id = $1
                                union select cohort from membership where person = $2 and until_on is null
                                      and role in ('funder', 'prescriber', 'host', 'cae'))
         group by p.cohort, p.id, p.price_cents, p.material_cents",
    )
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let output = |price, material, quantity| Output {
        value: Cents(price).times(Quantity(quantity)),
        material: Cents(material).times(Quantity(quantity)),
    };
    Ok(rows
        .into_iter()
        .map(|(cohort, price, material, quantity)| (cohort, output(price, material, quantity)))
        .collect())
}

async fn makings(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Making)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, Uuid, NaiveDate, i64, i64)> = sqlx::query_as(
        "select r.cohort, k.person, r.made_on, cast(sum(k.minutes) as bigint), count(*)
         from record r join record_maker k on k.record = r.id
         where r.withdrawn_at is null
               and r.cohort in (select id from cohort where id = $1
                                union select cohort from membership where person = $2 and until_on is null
                                      and role in ('funder', 'prescriber', 'host', 'cae'))
         group by r.cohort, k.person, r.made_on",
    )
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(cohort, person, on, minutes, records)| (cohort, Making { person, on, minutes, records }))
        .collect())
}

async fn events(db: &mut Connection, of: Of, now: DateTime<Utc>) -> Result<Vec<(Uuid, Event)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, String, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select cohort, kind, starts_at, ends_at from event
         where ends_at <= $3
               and cohort in (select id from cohort where id = $1
                              union select cohort from membership where person = $2 and until_on is null
                                    and role in ('funder', 'prescriber', 'host', 'cae'))",
    )
    .bind(cohort)
    .bind(partner)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(cohort, kind, starts_at, ends_at)| {
            let is_training = kind == "training";
            (cohort, Event { is_training, starts_at, minutes: (ends_at - starts_at).num_minutes() })
        })
        .collect())
}

async fn bookings(db: &mut Connection, of: Of, now: DateTime<Utc>) -> Result<Vec<(Uuid, Booking)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, Uuid, DateTime<Utc>, DateTime<Utc>, i64)> = sqlx::query_as(
        "select cohort, person, starts_at, ends_at, people from booking
         where state = 'held' and hold_until is null and event is null and ends_at <= $3
               and cohort in (select id from cohort where id = $1
                              union select cohort from membership where person = $2 and until_on is null
                                    and role in ('funder', 'prescriber', 'host', 'cae'))",
    )
    .bind(cohort)
    .bind(partner)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(cohort, person, starts_at, ends_at, people)| {
            (cohort, Booking { person, starts_at, minutes: (ends_at - starts_at).num_minutes(), people })
        })
        .collect())
}

async fn speakers(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, i64)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    sqlx::query_as(
        "select cohort, count(*) from contribution
         where cohort in (select id from cohort where id = $1
                          union select cohort from membership where person = $2 and until_on is null
                                and role in ('funder', 'prescriber', 'host', 'cae'))
         group by cohort, person",
    )
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await
}
