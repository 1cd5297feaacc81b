//! The SQL of exchanges: a booking handed over, or two whose places are swapped, when the other agrees.

use super::Booking;
use crate::{
    app::access::Member,
    domain::problem::Problem,
    platform::{
        db::{Executor, Tx, Violation, violation},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::FromRow;
use uuid::Uuid;

/// One of the two bookings, for who is asked.
#[derive(Clone, Debug)]
pub struct Place {
    pub booking: Uuid,
    pub version: i64,
    pub space: Uuid,
    pub space_name: String,
    pub zone: Tz,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub series: Option<Uuid>,
}

/// A question that waits for an answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub id: Uuid,
    pub asked_by: Uuid,
    pub asked_by_name: String,
    pub asked: Uuid,
    pub asked_name: String,
    pub given: Place,
    /// None: handed over.
    pub taken: Option<Place>,
    /// Whether it can still be done: nothing has changed, begun or been cancelled.
    pub stands: bool,
}

impl Exchange {
    pub fn is_about(&self, booking: Uuid) -> bool {
        self.given.booking == booking || self.taken.as_ref().is_some_and(|taken| taken.booking == booking)
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    asked_by: Uuid,
    asked_by_name: String,
    asked: Uuid,
    asked_name: String,
    given: Uuid,
    given_version: i64,
    given_space: Uuid,
    given_space_name: String,
    given_zone: String,
    given_start: DateTime<Utc>,
    given_end: DateTime<Utc>,
    given_series: Option<Uuid>,
    taken: Option<Uuid>,
    taken_version: Option<i64>,
    taken_space: Option<Uuid>,
    taken_space_name: Option<String>,
    taken_zone: Option<String>,
    taken_start: Option<DateTime<Utc>>,
    taken_end: Option<DateTime<Utc>>,
    taken_series: Option<Uuid>,
    stands: bool,
}

impl Row {
    fn exchange(self) -> Result<Exchange, AppError> {
        let zone = |text: &str| text.parse().map_err(|_| AppError::Internal);
        let given = Place {
            booking: self.given,
            version: self.given_version,
            space: self.given_space,
            space_name: self.given_space_name,
            zone: zone(&self.given_zone)?,
            start: self.given_start,
            end: self.given_end,
            series: self.given_series,
        };
        let taken = match self.taken {
            None => None,
            Some(booking) => Some(Place {
                booking,
                version: self.taken_version.ok_or(AppError::Internal)?,
                space: self.taken_space.ok_or(AppError::Internal)?,
                space_name: self.taken_space_name.unwrap_or_default(),
                zone: zone(&self.taken_zone.unwrap_or_default())?,
                start: self.taken_start.ok_or(AppError::Internal)?,
                end: self.taken_end.ok_or(AppError::Internal)?,
                series: self.taken_series,
            }),
        };
        Ok(Exchange {
            id: self.id,
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked: self.asked,
            asked_name: self.asked_name,
            given,
            taken,
            stands: self.stands,
        })
    }
}

/// The questions that wait, asked by the member or of her.
pub async fn waiting(db: impl Executor<'_>, member: &Member, now: DateTime<Utc>) -> Result<Vec<Exchange>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select x.id, x.asked_by, y.display_name as asked_by_name, x.asked, z.display_name as asked_name,
                x.given, x.given_version, g.space as given_space, gs.name as given_space_name, gs.time_zone as given_zone,
                g.starts_at as given_start, g.ends_at as given_end, g.series as given_series,
                x.taken, x.taken_version, t.space as taken_space, ts.name as taken_space_name, ts.time_zone as taken_zone,
                t.starts_at as taken_start, t.ends_at as taken_end, t.series as taken_series,
                (g.version = x.given_version and g.state = 'held' and g.starts_at > $3
                 and exists (select 1 from membership m where m.cohort = x.cohort and m.person = x.asked_by and m.until_on is null)
                 and (x.taken is null or (t.version = x.taken_version and t.state = 'held' and t.starts_at > $3))) as stands
         from exchange x join person y on y.id = x.asked_by join person z on z.id = x.asked
         join booking g on g.id = x.given join space gs on gs.id = g.space
         left join booking t on t.id = x.taken left join space ts on ts.id = t.space
         where x.cohort = $1 and x.state = 'asked' and (x.asked = $2 or x.asked_by = $2)
         order by x.created_at, x.id",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::exchange).collect()
}

/// A question to be asked.
#[derive(Clone, Copy, Debug)]
pub struct NewExchange {
    pub id: Uuid,
    /// With its version.
    pub given: (Uuid, i64),
    pub taken: Option<(Uuid, i64)>,
    pub asked: Uuid,
}

/// Asks. What was asked about the same booking before is taken back.
pub async fn ask(tx: &mut Tx, member: &Member, new: NewExchange, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query(
        "update exchange set state = 'withdrawn', answered_at = $3 where given = $1 and cohort = $2 and state = 'asked'",
    )
    .bind(new.given.0)
    .bind(member.cohort.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let asked = sqlx::query(
        "insert into exchange (id, cohort, given, given_version, taken, taken_version, asked_by, asked, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id)
    .bind(member.cohort.id)
    .bind(new.given.0)
    .bind(new.given.1)
    .bind(new.taken.map(|taken| taken.0))
    .bind(new.taken.map(|taken| taken.1))
    .bind(member.person)
    .bind(new.asked)
    .bind(now)
    .execute(&mut **tx)
    .await;
    match asked {
        // Asked twice at the same moment: one of the two waits.
        Err(error) if violation(&error) == Some(Violation::Unique) => Err(AppError::ChangedMeanwhile),
        other => Ok(other.map(|_| ())?),
    }
}

/// Notes the answer; a question that no longer waits is answered already.
pub async fn answer(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    state: &'static str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let answered = sqlx::query(
        "update exchange set state = $3, answered_at = $4
         where id = $1 and cohort = $2 and state = 'asked' and (asked = $5 or asked_by = $5)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(state)
    .bind(now)
    .bind(member.person)
    .execute(&mut **tx)
    .await?;
    if answered.rows_affected() == 0 { Err(AppError::field("", Problem::ExchangeOver)) } else { Ok(()) }
}

/// Gives the booking to who was asked; the rest of it stays.
pub async fn hand_over(tx: &mut Tx, member: &Member, exchange: &Exchange, now: DateTime<Utc>) -> Result<(), AppError> {
    let given = sqlx::query(
        "update booking set person = $4, series = null
         where id = $1 and cohort = $2 and version = $3 and state = 'held' and starts_at > $5",
    )
    .bind(exchange.given.booking)
    .bind(member.cohort.id)
    .bind(exchange.given.version)
    .bind(exchange.asked)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if given.rows_affected() == 1 { Ok(()) } else { Err(AppError::field("", Problem::ExchangeOver)) }
}

/// Each of the two gets the place of the other: times, people and machines stay where they are, so that nothing is fuller
/// than before. One statement.
pub async fn swap(
    tx: &mut Tx,
    member: &Member,
    given: &Place,
    taken: &Place,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let swapped = sqlx::query(
        "update booking set person = o.person, pole = o.pole, customer_order = o.customer_order, mission = o.mission,
                purpose = o.purpose, series = null
         from booking as o
         where booking.cohort = $5 and o.cohort = $5 and booking.state = 'held' and o.state = 'held'
           and booking.starts_at > $6 and o.starts_at > $6
           and ((booking.id = $1 and booking.version = $2 and o.id = $3 and o.version = $4)
             or (booking.id = $3 and booking.version = $4 and o.id = $1 and o.version = $2))",
    )
    .bind(given.booking)
    .bind(given.version)
    .bind(taken.booking)
    .bind(taken.version)
    .bind(member.cohort.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if swapped.rows_affected() == 2 { Ok(()) } else { Err(AppError::field("", Problem::ExchangeOver)) }
}

/// A booking of somebody else that the member could ask for.
#[derive(Clone, Debug, FromRow)]
pub struct Theirs {
    pub id: Uuid,
    pub person: String,
    pub space: String,
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// The bookings to come of others who take part in the member's cohort, the nearest first.
pub async fn others(
    db: impl Executor<'_>,
    member: &Member,
    mine: &Booking,
    now: DateTime<Utc>,
) -> Result<Vec<Theirs>, AppError> {
    let rows = sqlx::query_as(
        "select b.id, p.display_name as person, s.name as space, s.time_zone, b.starts_at, b.ends_at
         from booking b join space s on s.id = b.space join person p on p.id = b.person
         join membership m on m.cohort = b.cohort and m.person = b.person and m.until_on is null
         where b.cohort = $1 and b.person <> $2 and b.state = 'held' and b.hold_until is null and b.event is null and b.starts_at > $3
         order by case when b.space = $4 then 0 else 1 end, b.starts_at, b.id limit 60",
    );
    Ok(rows.bind(member.cohort.id).bind(member.person).bind(now).bind(mine.space).fetch_all(db).await?)
}
