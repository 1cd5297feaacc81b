//! Everything that is stored about one person, read for herself only: it has to fit one page.

use crate::{
    domain::{
        attendance::{Half, Presence},
        cohort::Role,
        mission::MissionState,
    },
    platform::{db::Executor, error::AppError, session::Signed},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Her row.
#[derive(sqlx::FromRow)]
pub struct Account {
    pub may_create_cohorts: bool,
    pub created_on: NaiveDate,
    pub seen_on: NaiveDate,
}

/// Reads her row.
pub async fn account(db: impl Executor<'_>, signed: &Signed) -> Result<Account, sqlx::Error> {
    sqlx::query_as("select may_create_cohorts, created_on, seen_on from person where id = $1")
        .bind(signed.person)
        .fetch_one(db)
        .await
}

/// A cohort that she is or was in.
pub struct OwnMembership {
    pub cohort: String,
    pub role: Role,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

/// Her memberships, the first one first.
pub async fn own_memberships(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnMembership>, AppError> {
    let rows: Vec<(String, String, NaiveDate, Option<NaiveDate>)> = sqlx::query_as(
        "select c.name, m.role, m.from_on, m.until_on from membership m join cohort c on c.id = m.cohort
         where m.person = $1 order by m.from_on, m.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(cohort, role, from_on, until_on)| {
            let role = Role::from_code(&role).ok_or(AppError::Internal)?;
            Ok(OwnMembership { cohort, role, from_on, until_on })
        })
        .collect()
}

/// The pôles that she is in: name, and whether she is its référent or its deputy.
pub async fn own_poles(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, bool, bool)>, sqlx::Error> {
    sqlx::query_as(
        "select p.name, coalesce(p.referent = $1, $2), coalesce(p.deputy = $1, $2)
         from pole_member pm join pole p on p.id = pm.pole where pm.person = $1 order by p.name, p.id",
    )
    .bind(signed.person)
    .bind(false)
    .fetch_all(db)
    .await
}

/// Her missions: title, state, due day.
pub async fn own_missions(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, MissionState, Option<NaiveDate>)>, AppError> {
    let rows: Vec<(String, String, Option<NaiveDate>)> =
        sqlx::query_as("select title, state, due_on from mission where person = $1 order by created_at, id")
            .bind(signed.person)
            .fetch_all(db)
            .await?;
    rows.into_iter()
        .map(|(title, state, due)| Ok((title, MissionState::from_code(&state).ok_or(AppError::Internal)?, due)))
        .collect()
}

/// What is noted of her at events: event, day, half, presence; the last one first.
pub async fn own_presences(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, NaiveDate, Half, Presence)>, AppError> {
    let rows: Vec<(String, NaiveDate, String, String)> = sqlx::query_as(
        "select e.title, a.day, a.half, a.presence from attendance a join event e on e.id = a.event
         where a.person = $1 order by a.day desc, a.half, e.title",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(event, day, half, presence)| {
            let half = Half::from_code(&half).ok_or(AppError::Internal)?;
            Ok((event, day, half, Presence::from_code(&presence).ok_or(AppError::Internal)?))
        })
        .collect()
}

/// A booking that she made.
#[derive(sqlx::FromRow)]
pub struct OwnBooking {
    pub space: String,
    pub time_zone: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub people: i64,
    pub purpose: String,
    pub state: String,
    pub checked_in_at: Option<DateTime<Utc>>,
    pub missed_at: Option<DateTime<Utc>>,
}

/// Her bookings, the last one first.
pub async fn own_bookings(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnBooking>, sqlx::Error> {
    sqlx::query_as(
        "select s.name as space, s.time_zone, b.starts_at, b.ends_at, b.people, b.purpose, b.state,
                b.checked_in_at, b.missed_at
         from booking b join space s on s.id = b.space where b.person = $1 and b.hold_until is null order by b.starts_at desc, b.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// A record that she wrote or worked on. Quantities are in thousandths of the unit.
#[derive(sqlx::FromRow)]
pub struct OwnRecord {
    pub product: String,
    pub unit: String,
    pub made_on: NaiveDate,
    pub quantity: i64,
    pub minutes: Option<i64>,
    pub note: String,
    pub author: Uuid,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Her records, the last one first.
pub async fn own_records(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnRecord>, sqlx::Error> {
    sqlx::query_as(
        "select p.name as product, p.unit, r.made_on, r.quantity, rm.minutes, r.note, r.author, r.withdrawn_at
         from record r join product p on p.id = r.product
         left join record_maker rm on rm.record = r.id and rm.person = $1
         where r.author = $1 or rm.person = $1 order by r.made_on desc, r.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The lots that she made: number, product, day.
pub async fn own_lots(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(i64, String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as(
        "select l.number, p.name, l.made_on from lot_maker m join lot l on l.id = m.lot join product p on p.id = l.product
         where m.person = $1 order by l.made_on desc, l.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// Something that she said.
#[derive(sqlx::FromRow)]
pub struct OwnWords {
    pub said_on: NaiveDate,
    /// Empty once withdrawn, or where a voice or a picture says it.
    pub text: String,
    pub scope: String,
    pub pseudonym: String,
    pub withdrawn: bool,
    pub medium: String,
    pub bytes: Option<i64>,
    pub seconds: Option<i64>,
    pub alt: Option<String>,
}

/// What she said, the latest first.
pub async fn own_contributions(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnWords>, sqlx::Error> {
    sqlx::query_as(
        "select c.said_on, c.text, c.scope, c.pseudonym, c.withdrawn_on is not null as withdrawn, c.medium,
                cast(length(m.bytes) as bigint) as bytes, m.seconds, m.alt
         from contribution c left join contribution_media m on m.contribution = c.id
         where c.person = $1 order by c.said_on desc, c.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The lessons that she wrote: day, if, then.
pub async fn own_lessons(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(NaiveDate, String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select written_on, condition, action from lesson where written_by = $1 order by written_on desc, id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// What is only counted: kept drafts, keys of sent forms, corrections, invitations made, notes last edited, calendar addresses.
#[derive(sqlx::FromRow)]
pub struct Counts {
    pub drafts: i64,
    pub keys: i64,
    pub corrections: i64,
    /// Made by her, or about her.
    pub presence_corrections: i64,
    /// Of others, by her, and codes that she showed.
    pub presences_noted: i64,
    pub invitations: i64,
    /// What she wrote down for others.
    pub typed: i64,
    pub notes: i64,
    pub feeds: i64,
}

/// Counts what has no words of its own.
pub async fn own_counts(db: impl Executor<'_>, signed: &Signed) -> Result<Counts, sqlx::Error> {
    sqlx::query_as(
        "select (select count(*) from draft where person = $1) as drafts,
                (select count(*) from used_key where person = $1) as keys,
                (select count(*) from record_trace where person = $1) as corrections,
                (select count(*) from attendance_trace where changed_by = $1 or person = $1) as presence_corrections,
                (select count(*) from attendance where marked_by = $1 and person <> $1)
                    + (select count(*) from attendance_code where made_by = $1) as presences_noted,
                (select count(*) from invitation where made_by = $1)
                    + (select count(*) from password_reset where made_by = $1) as invitations,
                (select count(*) from contribution where typed_by = $1) as typed,
                (select count(*) from note where edited_by = $1) as notes,
                (select count(*) from feed where person = $1) as feeds",
    )
    .bind(signed.person)
    .fetch_one(db)
    .await
}

/// The questions that she proposed: title and day.
pub async fn own_proposals(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as("select title, proposed_on from decision where proposed_by = $1 order by proposed_on desc, id")
        .bind(signed.person)
        .fetch_all(db)
        .await
}

/// The templates that she keeps: name and when.
pub async fn own_templates(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, DateTime<Utc>)>, sqlx::Error> {
    sqlx::query_as("select name, created_at from template where person = $1 order by created_at desc, id")
        .bind(signed.person)
        .fetch_all(db)
        .await
}

/// The minutes that she wrote: title and day of the meeting.
pub async fn own_minutes(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as("select title, held_on from meeting_minutes where written_by = $1 order by held_on desc, id")
        .bind(signed.person)
        .fetch_all(db)
        .await
}

/// A vote of hers: the question, and in an open vote what she said. In a secret one nobody can know.
#[derive(sqlx::FromRow)]
pub struct OwnVote {
    pub title: String,
    pub method: String,
    pub ballot: Option<String>,
}

/// Her votes, by question.
pub async fn own_votes(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnVote>, sqlx::Error> {
    sqlx::query_as(
        "select d.title, d.method, b.ballot from decision d
         left join decision_ballot b on b.decision = d.id and b.person = $1
         where b.person = $1 or exists (select 1 from decision_voter v where v.decision = d.id and v.person = $1)
         order by d.title, d.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The options of the questions that she voted on: id and title.
pub async fn own_options(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "select o.id, o.title from decision_option o join decision_ballot b on b.decision = o.decision where b.person = $1",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The hours that she gave to pôles: pôle, day, minutes, note.
pub async fn own_pole_hours(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, NaiveDate, i64, String)>, sqlx::Error> {
    sqlx::query_as(
        "select p.name, h.worked_on, h.minutes, h.note from pole_hours h join pole p on p.id = h.pole
         where h.person = $1 order by h.worked_on desc, h.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// What she said that she knows: know-how and level.
pub async fn own_skills(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select s.name, l.level from skill_line l join skill s on s.id = l.skill where l.person = $1 order by s.name, s.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The handover notes that she wrote: pôle and text.
pub async fn own_handovers(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select p.name, h.text from pole_handover h join pole p on p.id = h.pole
         where h.written_by = $1 order by h.written_on desc, h.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The phases in which she is planned to answer for a pôle: pôle and phase.
pub async fn own_turns(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "select p.name, f.name from pole_turn t join pole p on p.id = t.pole join phase f on f.id = t.phase
         where t.person = $1 order by f.starts_on, p.name, p.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The missions with which she helps.
pub async fn own_helps(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String,)>, sqlx::Error> {
    sqlx::query_as(
        "select m.title from mission_helper h join mission m on m.id = h.mission where h.person = $1 order by m.title, m.id",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// A sale that she entered: channel, day, amount, whether it was taken back, her note.
pub type OwnSale = (String, NaiveDate, i64, Option<DateTime<Utc>>, String);

/// The sales that she entered.
pub async fn own_sales(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<OwnSale>, sqlx::Error> {
    sqlx::query_as(
        "select channel, sold_on, total_cents, taken_back_at, note from sale where seller = $1 order by sold_at desc",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The tills that she counted, corrected counts included: till, day, note.
pub async fn own_cash_counts(
    db: impl Executor<'_>,
    signed: &Signed,
) -> Result<Vec<(String, NaiveDate, String)>, sqlx::Error> {
    sqlx::query_as(
        "select till, counted_on, note from cash_count where counted_by = $1
         union all select c.till, c.counted_on, t.note from cash_count_trace t join cash_count c on c.id = t.cash_count
             where t.counted_by = $1
         order by 2 desc",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await
}

/// The numbers of the orders that she took.
pub async fn own_orders(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(i64,)>, sqlx::Error> {
    sqlx::query_as("select number from customer_order where taken_by = $1 order by created_at")
        .bind(signed.person)
        .fetch_all(db)
        .await
}

/// What she does for orders.
pub async fn own_order_tasks(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<(String,)>, sqlx::Error> {
    sqlx::query_as("select what from order_task where person = $1 order by id").bind(signed.person).fetch_all(db).await
}
