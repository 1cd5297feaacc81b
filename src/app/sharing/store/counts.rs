//! The SQL of what each key counts. It is read of everybody, since a share is a part of a whole; pages show each her own.

use crate::{
    app::access::Member,
    domain::{cohort::Dates, sharing::Key},
    platform::{
        db::{Connection, Executor},
        error::AppError,
    },
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The entrepreneurs who belonged to the cohort in a period, by name.
pub async fn people(db: impl Executor<'_>, member: &Member, period: Dates) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.display_name from membership m join person p on p.id = m.person
         where m.cohort = $1 and m.role = 'entrepreneur' and m.from_on <= $3
           and (m.until_on is null or m.until_on >= $2)
         group by p.id, p.display_name order by lower(p.display_name), p.id",
    )
    .bind(member.cohort.id)
    .bind(period.starts_on)
    .bind(period.ends_on)
    .fetch_all(db)
    .await
}

/// What each key counts of everybody in a period: minutes of production and for pôles, half-days of presence, cents of own
/// sales.
pub async fn counts(
    db: &mut Connection,
    member: &Member,
    period: Dates,
) -> Result<HashMap<Uuid, BTreeMap<Key, i64>>, AppError> {
    let rows: Vec<(String, Uuid, i64)> = sqlx::query_as(
        "select 'production', m.person, cast(sum(m.minutes) as bigint)
         from record_maker m join record r on r.id = m.record
         where r.cohort = $1 and r.withdrawn_at is null and r.made_on >= $2 and r.made_on <= $3 group by m.person
         union all
         select 'poles', h.person, cast(sum(h.minutes) as bigint) from pole_hours h join pole p on p.id = h.pole
         where p.cohort = $1 and h.worked_on >= $2 and h.worked_on <= $3 group by h.person
         union all
         select 'presence', a.person, cast(count(*) as bigint) from attendance a
         where a.cohort = $1 and a.presence = 'present' and a.day >= $2 and a.day <= $3 group by a.person
         union all
         select 'sales', s.seller, cast(sum(s.total_cents) as bigint) from sale s
         where s.cohort = $1 and s.taken_back_at is null and s.sold_on >= $2 and s.sold_on <= $3 group by s.seller",
    )
    .bind(member.cohort.id)
    .bind(period.starts_on)
    .bind(period.ends_on)
    .fetch_all(&mut *db)
    .await?;
    let mut counts: HashMap<Uuid, BTreeMap<Key, i64>> = HashMap::new();
    for (key, person, count) in rows {
        let key = Key::from_code(&key).ok_or(AppError::Internal)?;
        counts.entry(person).or_default().insert(key, count);
    }
    Ok(counts)
}
