//! The SQL of proposals and decisions. Ballots stand in `ballots`, minutes in `minutes`.

pub mod ballots;
pub mod minutes;

pub use minutes::Minutes;

use super::forms::{Closing, Proposal, Voters};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        cohort::Role,
        vote::{Electorate, Method},
    },
    platform::{
        db::{Connection, Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// How far a decision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Proposed,
    Open,
    Closed,
}

impl State {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        match code {
            "proposed" => Some(Self::Proposed),
            "open" => Some(Self::Open),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }
}

/// One of the options of a ranking.
#[derive(Clone, Debug)]
pub struct Choice {
    pub id: Uuid,
    pub title: String,
}

/// A question to the assembly, from proposal to outcome.
#[derive(Clone, Debug)]
pub struct Decision {
    pub id: Uuid,
    pub title: String,
    pub details: String,
    pub method: Method,
    pub options: Vec<Choice>,
    pub secret: bool,
    pub electorate: Electorate,
    pub needed: i64,
    pub state: State,
    pub proposed_by: Uuid,
    pub by: String,
    pub proposed_on: NaiveDate,
    pub closes_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub outcome: String,
    pub review_on: Option<NaiveDate>,
    pub minutes: Option<Uuid>,
    /// How many have voted: all that anybody learns before the end.
    pub voted: i64,
    /// Whether the reader has.
    pub has_voted: bool,
}

impl Decision {
    /// Whether one can vote: opened, and its last day has not passed.
    pub fn takes_votes(&self, today: NaiveDate) -> bool {
        self.state == State::Open && self.closes_on.is_none_or(|last| last >= today)
    }

    /// Whether the result may be read: closed by hand, or by its last day.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.state == State::Closed || (self.state == State::Open && !self.takes_votes(today))
    }

    /// The day from which it was over.
    pub fn over_on(&self) -> Option<NaiveDate> {
        self.closed_on.or(self.closes_on)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title: String,
    details: String,
    method: String,
    secret: bool,
    electorate: String,
    needed: i64,
    state: String,
    proposed_by: Uuid,
    by: String,
    proposed_on: NaiveDate,
    closes_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    outcome: String,
    review_on: Option<NaiveDate>,
    minutes: Option<Uuid>,
    voted: i64,
    has_voted: bool,
}

impl Row {
    fn decision(self, options: &mut HashMap<Uuid, Vec<Choice>>) -> Result<Decision, AppError> {
        Ok(Decision {
            method: Method::from_code(&self.method).ok_or(AppError::Internal)?,
            electorate: Electorate::from_code(&self.electorate).ok_or(AppError::Internal)?,
            state: State::from_code(&self.state).ok_or(AppError::Internal)?,
            options: options.remove(&self.id).unwrap_or_default(),
            id: self.id,
            title: self.title,
            details: self.details,
            secret: self.secret,
            needed: self.needed,
            proposed_by: self.proposed_by,
            by: self.by,
            proposed_on: self.proposed_on,
            closes_on: self.closes_on,
            closed_on: self.closed_on,
            outcome: self.outcome,
            review_on: self.review_on,
            minutes: self.minutes,
            voted: self.voted,
            has_voted: self.has_voted,
        })
    }
}

/// The decisions of the cohort, the latest first.
pub async fn decisions(db: &mut Connection, member: &Member) -> Result<Vec<Decision>, AppError> {
    read(db, member, None).await
}

/// One decision of the cohort.
pub async fn decision(db: &mut Connection, member: &Member, id: Uuid) -> Result<Decision, AppError> {
    read(db, member, Some(id)).await?.pop().ok_or(AppError::NotFound)
}

async fn read(db: &mut Connection, member: &Member, only: Option<Uuid>) -> Result<Vec<Decision>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select d.id, d.title, d.details, d.method, d.secret, d.electorate, d.needed, d.state, d.proposed_by,
                p.display_name as by, d.proposed_on, d.closes_on, d.closed_on, d.outcome, d.review_on, d.minutes,
                (select count(*) from decision_ballot b where b.decision = d.id)
                    + (select count(*) from decision_voter v where v.decision = d.id) as voted,
                (exists (select 1 from decision_ballot b where b.decision = d.id and b.person = $2)
                    or exists (select 1 from decision_voter v where v.decision = d.id and v.person = $2)) as has_voted
         from decision d join person p on p.id = d.proposed_by
         where d.cohort = $1 and ($3 is null or d.id = $3)
         order by coalesce(d.closed_on, d.proposed_on) desc, d.id desc",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(only)
    .fetch_all(&mut *db)
    .await?;
    let mut options = options(db, member, only).await?;
    rows.into_iter().map(|row| row.decision(&mut options)).collect()
}

async fn options(
    db: &mut Connection,
    member: &Member,
    only: Option<Uuid>,
) -> Result<HashMap<Uuid, Vec<Choice>>, sqlx::Error> {
    let rows: Vec<(Uuid, Uuid, String)> = sqlx::query_as(
        "select o.decision, o.id, o.title from decision_option o join decision d on d.id = o.decision
         where d.cohort = $1 and ($2 is null or d.id = $2) order by o.decision, o.position",
    )
    .bind(member.cohort.id)
    .bind(only)
    .fetch_all(db)
    .await?;
    let mut all: HashMap<Uuid, Vec<Choice>> = HashMap::new();
    for (decision, id, title) in rows {
        all.entry(decision).or_default().push(Choice { id, title });
    }
    Ok(all)
}

/// How many could vote today.
pub async fn voters(db: impl Executor<'_>, member: &Member) -> Result<Voters, sqlx::Error> {
    let (entrepreneurs, members): (i64, i64) = sqlx::query_as(
        "select cast(coalesce(sum(case role when 'entrepreneur' then 1 else 0 end), 0) as bigint), count(*)
         from membership where cohort = $1 and until_on is null and role in ('facilitator', 'entrepreneur')",
    )
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(Voters { entrepreneurs, members })
}

/// What waits for the member's own vote: id, question, last day.
pub async fn waiting(
    db: impl Executor<'_>,
    member: &Member,
    today: NaiveDate,
) -> Result<Vec<(Uuid, String, Option<NaiveDate>)>, sqlx::Error> {
    sqlx::query_as(
        "select d.id, d.title, d.closes_on from decision d
         where d.cohort = $1 and d.state = 'open' and (d.closes_on is null or d.closes_on >= $2)
           and (d.electorate = 'members' or $3 = true)
           and not exists (select 1 from decision_ballot b where b.decision = d.id and b.person = $4)
           and not exists (select 1 from decision_voter v where v.decision = d.id and v.person = $4)
         order by coalesce(d.closes_on, $5), d.proposed_on, d.id",
    )
    .bind(member.cohort.id)
    .bind(today)
    .bind(member.role == Role::Entrepreneur)
    .bind(member.person)
    .bind(NaiveDate::from_ymd_opt(9999, 12, 31))
    .fetch_all(db)
    .await
}

/// Writes a proposal with its options. Nobody votes on it before it is opened.
pub async fn insert_proposal(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    proposal: &Proposal,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into decision (id, cohort, title, details, method, secret, electorate, needed, state, proposed_by,
                               proposed_on, closes_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10, $11)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(proposal.title.as_str())
    .bind(proposal.details.as_str())
    .bind(proposal.method.code())
    .bind(proposal.secret)
    .bind(proposal.electorate.code())
    .bind(proposal.needed)
    .bind(member.person)
    .bind(today)
    .bind(proposal.closes_on)
    .execute(&mut **tx)
    .await?;
    insert_options(tx, id, proposal).await
}

async fn insert_options(tx: &mut Tx, decision: Uuid, proposal: &Proposal) -> Result<(), sqlx::Error> {
    for (position, option) in (1_i64..).zip(&proposal.options) {
        sqlx::query("insert into decision_option (id, decision, position, title) values ($1, $2, $3, $4)")
            .bind(Uuid::now_v7())
            .bind(decision)
            .bind(position)
            .bind(option.as_str())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Makes a proposal say something else, unless its vote began meanwhile; says whether it did.
pub async fn update_proposal(tx: &mut Tx, member: &Member, id: Uuid, proposal: &Proposal) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(
        "update decision set title = $1, details = $2, method = $3, secret = $4, electorate = $5, needed = $6, closes_on = $7
         where id = $8 and cohort = $9 and state = 'proposed'",
    )
    .bind(proposal.title.as_str())
    .bind(proposal.details.as_str())
    .bind(proposal.method.code())
    .bind(proposal.secret)
    .bind(proposal.electorate.code())
    .bind(proposal.needed)
    .bind(proposal.closes_on)
    .bind(id)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 1 {
        sqlx::query("delete from decision_option where decision = $1").bind(id).execute(&mut **tx).await?;
        insert_options(tx, id, proposal).await?;
    }
    Ok(changed == 1)
}

/// Removes a proposal whose vote has not begun; says whether it did.
pub async fn delete_proposal(tx: &mut Tx, member: &Member, id: Uuid) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query("delete from decision where id = $1 and cohort = $2 and state = 'proposed'")
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Opens the vote on a proposal; says whether it did.
pub async fn open(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<bool, sqlx::Error> {
    let opened = sqlx::query("update decision set state = 'open' where id = $1 and cohort = $2 and state = 'proposed'")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(opened.rows_affected() == 1)
}

/// Closes a vote and keeps what was said of it; says whether it did.
pub async fn close(
    tx: &mut Tx,
    by: &Facilitator,
    id: Uuid,
    closing: &Closing,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let closed = sqlx::query(
        "update decision set state = 'closed', closed_on = $1, outcome = $2, review_on = $3
         where id = $4 and cohort = $5 and state = 'open'",
    )
    .bind(today)
    .bind(closing.outcome.as_str())
    .bind(closing.review_on)
    .bind(id)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(closed.rows_affected() == 1)
}
