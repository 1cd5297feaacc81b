//! Who is in a cohort, in which role, and how one leaves.

use crate::{
    app::access::{Facilitator, Seat},
    domain::cohort::Role,
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A membership, open or ended.
#[derive(Clone, Debug)]
pub struct Membership {
    pub person: Uuid,
    /// Empty once erased.
    pub name: String,
    pub role: Role,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct MembershipRow {
    person: Uuid,
    name: String,
    role: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

impl TryFrom<MembershipRow> for Membership {
    type Error = AppError;

    fn try_from(row: MembershipRow) -> Result<Self, AppError> {
        let role = Role::from_code(&row.role).ok_or(AppError::Internal)?;
        let MembershipRow { person, name, from_on, until_on, .. } = row;
        Ok(Self { person, name, role, from_on, until_on })
    }
}

/// Every membership of the cohort by name, ended ones included.
pub async fn memberships(db: impl Executor<'_>, facilitator: &Facilitator) -> Result<Vec<Membership>, AppError> {
    let rows: Vec<MembershipRow> = sqlx::query_as(
        "select m.person, p.display_name as name, m.role, m.from_on, m.until_on
         from membership m join person p on p.id = m.person where m.cohort = $1
         order by lower(p.display_name), m.person, m.from_on",
    )
    .bind(facilitator.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Membership::try_from).collect()
}

/// The latest membership of `person` in the cohort: the open one, when there is one.
pub async fn membership(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    person: Uuid,
) -> Result<Membership, AppError> {
    let row: MembershipRow = sqlx::query_as(
        "select m.person, p.display_name as name, m.role, m.from_on, m.until_on
         from membership m join person p on p.id = m.person where m.cohort = $1 and m.person = $2
         order by case when m.until_on is null then 0 else 1 end, m.until_on desc, m.id desc limit 1",
    )
    .bind(facilitator.cohort.id)
    .bind(person)
    .fetch_one(db)
    .await?;
    row.try_into()
}

/// Adds a membership, and says whether there was none open yet.
pub async fn insert_membership(
    tx: &mut Tx,
    person: Uuid,
    cohort: Uuid,
    role: Role,
    from_on: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let added = sqlx::query(
        "insert into membership (id, person, cohort, role, from_on) values ($1, $2, $3, $4, $5) on conflict do nothing",
    )
    .bind(Uuid::now_v7())
    .bind(person)
    .bind(cohort)
    .bind(role.code())
    .bind(from_on)
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Changes the role of `person` in the cohort.
pub async fn update_role(tx: &mut Tx, facilitator: &Facilitator, person: Uuid, role: Role) -> Result<(), sqlx::Error> {
    sqlx::query("update membership set role = $1 where cohort = $2 and person = $3 and until_on is null")
        .bind(role.code())
        .bind(facilitator.cohort.id)
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the membership of `person` in the cohort of `seat`: hers, or one that a facilitator ends.
pub async fn end_membership(tx: &mut Tx, seat: &Seat, person: Uuid, today: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query("update membership set until_on = $1 where cohort = $2 and person = $3 and until_on is null")
        .bind(today)
        .bind(seat.cohort.id)
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many others facilitate the cohort. Takes the cohort's row first, so that two who leave at once are counted in turn.
pub async fn other_facilitators(tx: &mut Tx, seat: &Seat, person: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query("update cohort set state = state where id = $1").bind(seat.cohort.id).execute(&mut **tx).await?;
    let (others,): (i64,) = sqlx::query_as(
        "select count(*) from membership
         where cohort = $1 and person <> $2 and role = 'facilitator' and until_on is null",
    )
    .bind(seat.cohort.id)
    .bind(person)
    .fetch_one(&mut **tx)
    .await?;
    Ok(others)
}

/// Takes `person` out of the cohort's pôles and missions, and gives back what she booked for herself.
pub async fn vacate(tx: &mut Tx, seat: &Seat, person: Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let cohort = seat.cohort.id;
    let from_pole = [
        "update pole set referent = null where cohort = $1 and referent = $2",
        "update pole set deputy = null where cohort = $1 and deputy = $2",
        "delete from pole_member where pole in (select id from pole where cohort = $1) and person = $2",
        "update mission set person = null where cohort = $1 and person = $2",
    ];
    for statement in from_pole {
        sqlx::query(statement).bind(cohort).bind(person).execute(&mut **tx).await?;
    }
    sqlx::query(
        "update booking set state = 'cancelled', cancelled_at = $1
         where cohort = $2 and person = $3 and pole is null and event is null and starts_at > $1 and state <> 'cancelled'",
    )
    .bind(now)
    .bind(cohort)
    .bind(person)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether `person` facilitates a cohort that is not archived and that the facilitator does not facilitate too. Whoever could
/// change her password could then sign in there.
pub async fn answers_elsewhere(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    person: Uuid,
) -> Result<bool, sqlx::Error> {
    let (elsewhere,): (i64,) = sqlx::query_as(
        "select count(*) from membership m join cohort c on c.id = m.cohort
         where m.person = $1 and m.role = 'facilitator' and m.until_on is null and c.state <> 'archived'
           and not exists (select 1 from membership mine
               where mine.cohort = m.cohort and mine.person = $2 and mine.role = 'facilitator' and mine.until_on is null)",
    )
    .bind(person)
    .bind(facilitator.person)
    .fetch_one(db)
    .await?;
    Ok(elsewhere > 0)
}
