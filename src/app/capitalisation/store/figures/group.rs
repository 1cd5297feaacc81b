//! The facts of presence, of hours given to pôles, of money and of opening hours; a statement each.

use super::Of;
use crate::{
    app::capitalisation::figures::{Attended, Facts, Given, Opening, Trained},
    domain::{attendance::Half, journal::Account, money::Cents, sale::Clientele},
    platform::{db::Connection, error::AppError},
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// The cohorts that [`Of`] speaks of, as the condition of a statement.
macro_rules! mine {
    ($($part:literal),+) => {
        concat!(
            "with mine as (select id from cohort where id = $1
                           union select cohort from membership where person = $2 and until_on is null
                                 and role in ('funder', 'prescriber', 'host', 'cae')) ",
            $($part),+
        )
    };
}

/// Adds them to what is known of each cohort.
pub(super) async fn add(db: &mut Connection, of: Of, all: &mut HashMap<Uuid, Facts>) -> Result<(), AppError> {
    for (cohort, attended) in attended(db, of).await? {
        all.entry(cohort).or_default().attended.push(attended);
    }
    for (cohort, trained) in trained(db, of).await? {
        all.entry(cohort).or_default().trained.push(trained);
    }
    for (cohort, given) in given(db, of).await? {
        all.entry(cohort).or_default().given.push(given);
    }
    for (cohort, account, amount) in accounts(db, of).await? {
        all.entry(cohort).or_default().accounts.add(account, amount);
    }
    for (cohort, clientele, amount) in clientele(db, of).await? {
        all.entry(cohort).or_default().clientele.add(clientele, amount);
    }
    for (cohort, opening) in openings(db, of).await? {
        all.entry(cohort).or_default().openings.push(opening);
    }
    Ok(())
}

/// Where somebody was noted, everybody who belonged to the group on that day was expected.
async fn attended(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Attended)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(mine!(
        ", noted as (select distinct cohort, event, day, half from attendance where cohort in (select id from mine)),
         expected as (select n.cohort, n.event, n.day, n.half, m.person from noted n
                      join membership m on m.cohort = n.cohort and m.role = 'entrepreneur' and m.from_on <= n.day
                           and (m.until_on is null or m.until_on >= n.day)
                      union select cohort, event, day, half, person from attendance where cohort in (select id from mine))
         select e.cohort, count(*), cast(sum(case when a.presence = 'present' then 1 else 0 end) as bigint)
         from expected e
         left join attendance a on a.event = e.event and a.day = e.day and a.half = e.half and a.person = e.person
         group by e.cohort, e.person"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(cohort, expected, present)| (cohort, Attended { expected, present })).collect())
}

async fn trained(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Trained)>, AppError> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, Uuid, NaiveDate, String, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(mine!(
        "select a.cohort, a.person, a.day, a.half, e.starts_at, e.ends_at
         from attendance a join event e on e.id = a.event
         where e.kind = 'training' and a.presence = 'present' and a.cohort in (select id from mine)"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let trained = |(cohort, person, on, half, starts_at, ends_at): (_, _, _, String, _, _)| {
        let half = Half::from_code(&half).ok_or(AppError::Internal)?;
        Ok((cohort, Trained { person, on, half, starts_at, ends_at }))
    };
    rows.into_iter().map(trained).collect()
}

async fn given(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Given)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, Uuid, NaiveDate, i64)> = sqlx::query_as(mine!(
        "select p.cohort, h.person, h.worked_on, cast(sum(h.minutes) as bigint)
         from pole_hours h join pole p on p.id = h.pole
         where p.cohort in (select id from mine) group by p.cohort, h.person, h.worked_on"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(cohort, person, on, minutes)| (cohort, Given { person, on, minutes })).collect())
}

async fn accounts(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Account, Cents)>, AppError> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, String, i64)> = sqlx::query_as(mine!(
        "select cohort, account, cast(sum(amount_cents) as bigint) from journal
         where cohort in (select id from mine) group by cohort, account"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let account = |(cohort, account, amount): (_, String, _)| {
        Ok((cohort, Account::from_code(&account).ok_or(AppError::Internal)?, Cents(amount)))
    };
    rows.into_iter().map(account).collect()
}

async fn clientele(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Clientele, Cents)>, AppError> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, String, i64)> = sqlx::query_as(mine!(
        "select cohort, clientele, cast(sum(total_cents) as bigint) from sale
         where taken_back_at is null and cohort in (select id from mine) group by cohort, clientele"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let bought = |(cohort, clientele, amount): (_, String, _)| {
        Ok((cohort, Clientele::from_code(&clientele).ok_or(AppError::Internal)?, Cents(amount)))
    };
    rows.into_iter().map(bought).collect()
}

async fn openings(db: &mut Connection, of: Of) -> Result<Vec<(Uuid, Opening)>, sqlx::Error> {
    let (cohort, partner) = of.keys();
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(mine!(
        "select l.cohort, o.weekday, cast(sum((o.closes - o.opens) * s.people) as bigint)
         from space_cohort l join space s on s.id = l.space join opening o on o.space = s.id
         where l.cohort in (select id from mine) group by l.cohort, o.weekday"
    ))
    .bind(cohort)
    .bind(partner)
    .fetch_all(db)
    .await?;
    let opening = |(cohort, weekday, place_minutes)| (cohort, Opening { weekday, place_minutes });
    Ok(rows.into_iter().map(opening).collect())
}
