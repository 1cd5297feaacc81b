//! The SQL of how a space was used: bookings without a person, and what was made in them.

use super::spaces::Space;
use crate::{
    app::access::Facilitator,
    domain::cohort::Dates,
    platform::{db::Executor, error::AppError, session::Signed},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A held booking: of which cohort and pôle, from when to when, for how many people and machines.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stay {
    pub cohort: Uuid,
    pub pole: Option<String>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
    pub machines: i64,
}

/// The held bookings of a space that begin in an interval, of every cohort, in order.
pub async fn stays(
    db: impl Executor<'_>,
    space: &Space,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Stay>, AppError> {
    let rows = sqlx::query_as(
        "select b.cohort, o.name as pole, b.starts_at, b.ends_at, b.people,
                (select cast(coalesce(sum(m.count), 0) as bigint) from booking_machine m where m.booking = b.id) as machines
         from booking b left join pole o on o.id = b.pole
         where b.space = $1 and b.state = 'held' and b.hold_until is null and b.ends_at > $2 and b.starts_at >= $2 and b.starts_at < $3
         order by b.starts_at, b.id",
    );
    Ok(rows.bind(space.id).bind(from).bind(to).fetch_all(db).await?)
}

/// What was made of a product in the bookings of a space, and by how many people.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Output {
    pub name: String,
    pub pictogram: String,
    pub unit: String,
    /// Thousandths of the unit.
    pub quantity: i64,
    pub makers: i64,
}

/// What the facilitator's cohort made in a space between two days, both included: what records say that speak of a booking
/// there.
pub async fn outputs(
    db: impl Executor<'_>,
    by: &Facilitator,
    space: &Space,
    between: Dates,
) -> Result<Vec<Output>, AppError> {
    let rows = sqlx::query_as(
        "select p.name, p.pictogram, p.unit, cast(sum(r.quantity) as bigint) as quantity,
                (select count(distinct m.person) from record_maker m join record q on q.id = m.record
                 join booking k on k.id = q.booking
                 where q.product = p.id and q.cohort = $2 and k.space = $1 and q.withdrawn_at is null
                   and q.made_on >= $3 and q.made_on <= $4) as makers
         from record r join booking b on b.id = r.booking join product p on p.id = r.product
         where r.cohort = $2 and b.space = $1 and r.withdrawn_at is null and r.made_on >= $3 and r.made_on <= $4
         group by p.id, p.name, p.pictogram, p.unit, p.position order by p.position, p.name, p.id",
    );
    Ok(rows.bind(space.id).bind(by.cohort.id).bind(between.starts_on).bind(between.ends_on).fetch_all(db).await?)
}

/// The spaces of the cohorts that somebody pays for or lends to: cohort, space and its name.
pub async fn spaces_of_partners(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(Uuid, Uuid, String)>, AppError> {
    let rows = sqlx::query_as(
        "select l.cohort, s.id, s.name from space s join space_cohort l on l.space = s.id
         join membership m on m.cohort = l.cohort
         where m.person = $1 and m.until_on is null and m.role in ('funder', 'host') order by s.name, s.id",
    );
    Ok(rows.bind(signed.person).fetch_all(db).await?)
}
