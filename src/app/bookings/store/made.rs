//! The SQL of what comes after a booking: those that are over and of which nobody has said what was made.

use crate::{
    app::access::Member,
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, Duration, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A booking that is over.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Over {
    pub id: Uuid,
    pub space: String,
    /// The clock of the space.
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
    pub person: Uuid,
}

/// So many are asked about at once, and those of the last days: what is longer ago nobody remembers.
const ASKED: i64 = 3;
const DAYS: i64 = 14;

/// The last bookings of the member and of her pôles that are over and have no record.
pub async fn unnoted(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Over>, AppError> {
    let mut sql = over(member, now);
    sql.push(" and b.starts_at >= ").push_bind(now - Duration::days(DAYS));
    sql.push(" order by b.starts_at desc, b.id limit ").push_bind(ASKED);
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// The booking `id`, when it is one of those, however long ago.
pub async fn unnoted_one(
    db: impl Executor<'_>,
    member: &Member,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Over>, AppError> {
    let mut sql = over(member, now);
    sql.push(" and b.id = ").push_bind(id);
    Ok(sql.build_query_as().fetch_optional(db).await?)
}

fn over(member: &Member, now: DateTime<Utc>) -> QueryBuilder<Engine> {
    let mut sql = QueryBuilder::<Engine>::new(
        "select b.id, s.name as space, s.time_zone, b.starts_at, b.ends_at, b.people, b.person
         from booking b join space s on s.id = b.space left join pole_member m on m.pole = b.pole and m.person = ",
    );
    sql.push_bind(member.person).push(" where b.cohort = ").push_bind(member.cohort.id);
    sql.push(" and b.state = 'held' and b.hold_until is null and b.event is null and b.ends_at <= ").push_bind(now);
    sql.push(" and b.nothing_made = ").push_bind(false);
    sql.push(" and (m.person is not null or b.person = ").push_bind(member.person);
    sql.push(") and not exists (select 1 from record r where r.booking = b.id and r.withdrawn_at is null)");
    sql
}

/// Who probably worked in each of some bookings, booking and person: whoever booked; and the whole pôle that it is for, when it
/// is as many as were booked for.
pub async fn hands(db: impl Executor<'_>, member: &Member, over: &[Over]) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    if over.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "select b.id, m.person from booking b join pole_member m on m.pole = b.pole
         join membership s on s.cohort = b.cohort and s.person = m.person and s.until_on is null
         where b.people = (select count(*) from pole_member o where o.pole = b.pole) and b.cohort = ",
    );
    sql.push_bind(member.cohort.id).push(" and b.id in (");
    let mut list = sql.separated(", ");
    for one in over {
        list.push_bind(one.id);
    }
    sql.push(")");
    let pole: Vec<(Uuid, Uuid)> = sql.build_query_as().fetch_all(db).await?;
    let bookers = over.iter().map(|one| (one.id, one.person)).filter(|one| !pole.contains(one));
    Ok(bookers.chain(pole.iter().copied()).collect())
}

/// Nothing is to be noted of a booking of the member's cohort. Said twice, it is said.
pub async fn nothing(tx: &mut Tx, member: &Member, id: Uuid) -> Result<(), AppError> {
    sqlx::query("update booking set nothing_made = $3 where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .bind(true)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
