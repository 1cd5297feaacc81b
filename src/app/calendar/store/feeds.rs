//! The SQL of feeds: their addresses, of which only the hash is here, and what is in them. A feed is read by whoever has the
//! address, so [`Feed`] is the capability: it is only had by the hash of a token.

use crate::{
    app::bookings::store::spaces::Space,
    platform::{
        db::{Executor, Tx},
        error::AppError,
        session::Signed,
    },
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// So much of the past is in the feed of a space.
const PAST: Duration = Duration::days(31);

/// A feed that somebody has the address of.
#[derive(Clone, Debug)]
pub struct Feed {
    pub of: Of,
    pub language: String,
}

/// Whose calendar it is.
#[derive(Clone, Debug)]
pub enum Of {
    Person(Uuid),
    Space { id: Uuid, name: String, zone: Tz },
}

/// The feed whose token has this hash. That of a person speaks the language that she chose.
pub async fn feed(db: impl Executor<'_>, hash: [u8; 32]) -> Result<Feed, AppError> {
    type Row = (Option<Uuid>, Option<Uuid>, String, Option<String>, Option<String>);
    let row: Option<Row> = sqlx::query_as(
        "select f.person, f.space, coalesce(p.language, f.language), s.name, s.time_zone from feed f
         left join person p on p.id = f.person left join space s on s.id = f.space where f.token_hash = $1",
    )
    .bind(hash.as_slice())
    .fetch_optional(db)
    .await?;
    match row.ok_or(AppError::NotFound)? {
        (Some(person), _, language, ..) => Ok(Feed { of: Of::Person(person), language }),
        (_, Some(id), language, Some(name), Some(zone)) => {
            let zone = zone.parse().map_err(|_| AppError::Internal)?;
            Ok(Feed { of: Of::Space { id, name, zone }, language })
        }
        _ => Err(AppError::Internal),
    }
}

/// When the address of a feed was made, and its hash to know it by.
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

fn address(row: Option<(DateTime<Utc>, Vec<u8>)>) -> Option<Address> {
    row.map(|(made_at, hash)| Address { made_at, hash })
}

/// The address of one's own feed, when there is one.
pub async fn own(db: impl Executor<'_>, signed: &Signed) -> Result<Option<Address>, AppError> {
    let row = sqlx::query_as("select made_at, token_hash from feed where person = $1").bind(signed.person);
    Ok(address(row.fetch_optional(db).await?))
}

/// The address of a space's feed, when there is one.
pub async fn of_space(db: impl Executor<'_>, space: &Space) -> Result<Option<Address>, AppError> {
    let row = sqlx::query_as("select made_at, token_hash from feed where space = $1").bind(space.id);
    Ok(address(row.fetch_optional(db).await?))
}

/// A new address.
pub struct NewAddress<'a> {
    pub id: Uuid,
    pub hash: [u8; 32],
    pub language: &'a str,
    pub made_at: DateTime<Utc>,
}

/// Gives one's own feed this address; the one before opens nothing any more.
pub async fn renew_own(tx: &mut Tx, signed: &Signed, new: &NewAddress<'_>) -> Result<(), AppError> {
    sqlx::query(
        "insert into feed (id, token_hash, person, language, made_at) values ($1, $2, $3, $4, $5)
         on conflict (person) do update set token_hash = excluded.token_hash, made_at = excluded.made_at",
    )
    .bind(new.id)
    .bind(new.hash.as_slice())
    .bind(signed.person)
    .bind(new.language)
    .bind(new.made_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The same for a space.
pub async fn renew_of_space(tx: &mut Tx, space: &Space, new: &NewAddress<'_>) -> Result<(), AppError> {
    sqlx::query(
        "insert into feed (id, token_hash, space, language, made_at) values ($1, $2, $3, $4, $5)
         on conflict (space) do update
         set token_hash = excluded.token_hash, made_at = excluded.made_at, language = excluded.language",
    )
    .bind(new.id)
    .bind(new.hash.as_slice())
    .bind(space.id)
    .bind(new.language)
    .bind(new.made_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The address of one's own feed opens nothing any more.
pub async fn stop_own(tx: &mut Tx, signed: &Signed) -> Result<(), AppError> {
    sqlx::query("delete from feed where person = $1").bind(signed.person).execute(&mut **tx).await?;
    Ok(())
}

/// The same for a space.
pub async fn stop_of_space(tx: &mut Tx, space: &Space) -> Result<(), AppError> {
    sqlx::query("delete from feed where space = $1").bind(space.id).execute(&mut **tx).await?;
    Ok(())
}

/// Something between two instants, with what readers of feeds need to see a change.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Timed {
    pub id: Uuid,
    /// A code of `EventKind`; empty for bookings.
    pub kind: String,
    pub title: String,
    pub place: String,
    pub materials: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub sequence: i64,
    pub stamp: DateTime<Utc>,
}

/// The events of every cohort where the person takes part, those in the archive excepted. Who leads is not among them.
pub async fn events(db: impl Executor<'_>, person: Uuid) -> Result<Vec<Timed>, AppError> {
    let rows = sqlx::query_as(
        "select e.id, e.kind, e.title, e.place, e.materials, e.starts_at, e.ends_at, e.sequence,
                coalesce(e.changed_at, c.created_at) as stamp
         from event e join cohort c on c.id = e.cohort join membership m on m.cohort = c.id
         where m.person = $1 and m.until_on is null and m.role in ('facilitator', 'entrepreneur') and c.state <> 'archived'
         order by e.starts_at, e.id",
    );
    Ok(rows.bind(person).fetch_all(db).await?)
}

/// The person's held bookings in the cohorts where she takes part: the space, and no purpose. Those of events are
/// among the events.
pub async fn bookings(db: impl Executor<'_>, person: Uuid) -> Result<Vec<Timed>, AppError> {
    let rows = sqlx::query_as(
        "select b.id, '' as kind, s.name as title, s.name as place, '' as materials, b.starts_at, b.ends_at, b.sequence,
                coalesce(b.changed_at, b.created_at) as stamp
         from booking b join space s on s.id = b.space join cohort c on c.id = b.cohort
         join membership m on m.cohort = c.id and m.person = b.person
         where b.person = $1 and b.state = 'held' and b.hold_until is null and b.event is null and m.until_on is null
           and m.role in ('facilitator', 'entrepreneur') and c.state <> 'archived'
         order by b.starts_at, b.id",
    );
    Ok(rows.bind(person).fetch_all(db).await?)
}

/// A mission's due day.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueDay {
    pub id: Uuid,
    pub title: String,
    pub due_on: NaiveDate,
    pub sequence: i64,
    pub stamp: DateTime<Utc>,
}

/// The person's missions that are not done, in the cohorts where she takes part.
pub async fn due_days(db: impl Executor<'_>, person: Uuid) -> Result<Vec<DueDay>, AppError> {
    let rows = sqlx::query_as(
        "select i.id, i.title, i.due_on, i.sequence, coalesce(i.changed_at, i.created_at) as stamp
         from mission i join cohort c on c.id = i.cohort join membership m on m.cohort = c.id and m.person = i.person
         where i.person = $1 and i.due_on is not null and i.state <> 'done' and m.until_on is null
           and m.role in ('facilitator', 'entrepreneur') and c.state <> 'archived'
         order by i.due_on, i.id",
    );
    Ok(rows.bind(person).fetch_all(db).await?)
}

/// A milestone or a deadline.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mark {
    pub id: Uuid,
    pub title: String,
    pub falls_on: NaiveDate,
    pub sequence: i64,
    pub stamp: DateTime<Utc>,
}

/// The milestones and deadlines of every cohort where the person takes part, as the plan shows them to her.
pub async fn marks(db: impl Executor<'_>, person: Uuid) -> Result<Vec<Mark>, AppError> {
    let rows = sqlx::query_as(
        "select d.id, d.title, d.falls_on, d.sequence, coalesce(d.changed_at, c.created_at) as stamp
         from deadline d join cohort c on c.id = d.cohort join membership m on m.cohort = c.id
         where m.person = $1 and m.until_on is null and m.role in ('facilitator', 'entrepreneur') and c.state <> 'archived'
         order by d.falls_on, d.id",
    );
    Ok(rows.bind(person).fetch_all(db).await?)
}

/// When the host or somebody who accompanies needs a space, from a month ago on: times and nothing else.
pub async fn blocked(db: impl Executor<'_>, space: Uuid, now: DateTime<Utc>) -> Result<Vec<Timed>, AppError> {
    let rows = sqlx::query_as(
        "select id, '' as kind, '' as title, '' as place, '' as materials, starts_at, ends_at, cast(0 as bigint) as sequence,
                since as stamp
         from block where space = $1 and ends_at > $2 order by starts_at, id",
    );
    Ok(rows.bind(space).bind(now - PAST).fetch_all(db).await?)
}

/// Days on which a space is closed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Shut {
    pub id: Uuid,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
}

/// The days on which a space is closed, from a month ago on.
pub async fn shut(db: impl Executor<'_>, space: Uuid, now: DateTime<Utc>) -> Result<Vec<Shut>, AppError> {
    let rows = sqlx::query_as(
        "select id, first_on, last_on from closure where space = $1 and last_on >= $2 order by first_on, id",
    );
    Ok(rows.bind(space).bind((now - PAST).date_naive()).fetch_all(db).await?)
}

/// When a space is taken, from a month ago on: times and nothing else.
pub async fn taken(db: impl Executor<'_>, space: Uuid, now: DateTime<Utc>) -> Result<Vec<Timed>, AppError> {
    let rows = sqlx::query_as(
        "select id, '' as kind, '' as title, '' as place, '' as materials, starts_at, ends_at, sequence,
                coalesce(changed_at, created_at) as stamp
         from booking where space = $1 and state = 'held' and hold_until is null and ends_at > $2 order by starts_at, id",
    );
    Ok(rows.bind(space).bind(now - PAST).fetch_all(db).await?)
}
