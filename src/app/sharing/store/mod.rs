//! The SQL of sharings, their rules and who is left out. Counts, advances and corrections stand in files of their own.

pub mod advances;
pub mod corrections;
pub mod counts;
pub mod data;

use super::{forms::SharingForm, whole::Frozen};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        cohort::Dates,
        sharing::{Rule, SetAside},
    },
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// A period whose result is shared.
#[derive(Clone, Debug)]
pub struct Sharing {
    pub id: Uuid,
    pub name: String,
    pub period: Dates,
    pub aside: SetAside,
    /// Whether everybody sees every line.
    pub open_lines: bool,
    pub decision: Option<Uuid>,
    pub frozen_on: Option<NaiveDate>,
    pub frozen: Option<Frozen>,
}

/// A rule that the group compares.
#[derive(Clone, Debug)]
pub struct NamedRule {
    pub id: Uuid,
    pub name: String,
    pub rule: Rule,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    first_on: NaiveDate,
    last_on: NaiveDate,
    contribution: i64,
    reserve: i64,
    carried: i64,
    open_lines: bool,
    decision: Option<Uuid>,
    frozen_on: Option<NaiveDate>,
    frozen: Option<String>,
}

impl Row {
    fn sharing(self) -> Result<Sharing, AppError> {
        let frozen = self.frozen.as_deref().map(json).transpose()?;
        let Row { id, name, contribution, reserve, carried, open_lines, decision, frozen_on, .. } = self;
        let period = Dates { starts_on: self.first_on, ends_on: self.last_on };
        let aside = SetAside { contribution, reserve, carried };
        Ok(Sharing { id, name, period, aside, open_lines, decision, frozen_on, frozen })
    }
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|_| AppError::Internal)
}

fn text(value: &impl serde::Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|_| AppError::Internal)
}

/// The sharings of the cohort, the latest period first.
pub async fn sharings(db: impl Executor<'_>, member: &Member) -> Result<Vec<Sharing>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, name, first_on, last_on, contribution, reserve, carried, open_lines, decision, frozen_on, frozen
         from sharing where cohort = $1 order by first_on desc, id desc",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::sharing).collect()
}

/// One sharing of the cohort.
pub async fn sharing(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Sharing, AppError> {
    let row: Row = sqlx::query_as(
        "select id, name, first_on, last_on, contribution, reserve, carried, open_lines, decision, frozen_on, frozen
         from sharing where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    row.sharing()
}

/// The periods of the cohort whose result has been shared.
pub async fn shared(db: impl Executor<'_>, member: &Member) -> Result<Vec<Dates>, sqlx::Error> {
    let rows: Vec<(NaiveDate, NaiveDate)> =
        sqlx::query_as("select first_on, last_on from sharing where cohort = $1 and frozen_on is not null")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|(starts_on, ends_on)| Dates { starts_on, ends_on }).collect())
}

/// Writes a sharing that is to be prepared.
pub async fn insert(tx: &mut Tx, by: &Facilitator, id: Uuid, form: &SharingForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into sharing (id, cohort, name, first_on, last_on, contribution, reserve, carried, open_lines)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(form.name.as_str())
    .bind(form.period.starts_on)
    .bind(form.period.ends_on)
    .bind(form.aside.contribution)
    .bind(form.aside.reserve)
    .bind(form.aside.carried)
    .bind(form.open_lines)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes a sharing say something else.
pub async fn update(tx: &mut Tx, by: &Facilitator, id: Uuid, form: &SharingForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update sharing set name = $1, first_on = $2, last_on = $3, contribution = $4, reserve = $5, carried = $6,
                            open_lines = $7
         where id = $8 and cohort = $9",
    )
    .bind(form.name.as_str())
    .bind(form.period.starts_on)
    .bind(form.period.ends_on)
    .bind(form.aside.contribution)
    .bind(form.aside.reserve)
    .bind(form.aside.carried)
    .bind(form.open_lines)
    .bind(id)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Removes a sharing with its rules.
pub async fn delete(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from sharing where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Names the decision by which the group chooses a rule.
pub async fn set_decision(tx: &mut Tx, by: &Facilitator, id: Uuid, decision: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("update sharing set decision = $1 where id = $2 and cohort = $3")
        .bind(decision)
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Copies what was decided into the row, which never changes from then on.
pub async fn freeze(
    tx: &mut Tx,
    by: &Facilitator,
    sharing: &Sharing,
    decision: Uuid,
    frozen: &Frozen,
    today: NaiveDate,
) -> Result<(), AppError> {
    sqlx::query("update sharing set decision = $1, frozen_on = $2, frozen = $3 where id = $4 and cohort = $5")
        .bind(decision)
        .bind(today)
        .bind(text(frozen)?)
        .bind(sharing.id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The rules of a sharing, in the order in which they were proposed.
pub async fn rules(db: impl Executor<'_>, member: &Member, sharing: Uuid) -> Result<Vec<NamedRule>, AppError> {
    let rows: Vec<(Uuid, String, String)> = sqlx::query_as(
        "select r.id, r.name, r.rule from sharing_rule r join sharing s on s.id = r.sharing
         where r.sharing = $1 and s.cohort = $2 order by r.id",
    )
    .bind(sharing)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(id, name, rule)| Ok(NamedRule { id, name, rule: json(&rule)? })).collect()
}

/// Adds a rule to a sharing that was read as the cohort's.
pub async fn insert_rule(tx: &mut Tx, _: &Facilitator, sharing: &Sharing, rule: &NamedRule) -> Result<(), AppError> {
    sqlx::query("insert into sharing_rule (id, sharing, name, rule) values ($1, $2, $3, $4)")
        .bind(rule.id)
        .bind(sharing.id)
        .bind(&rule.name)
        .bind(text(&rule.rule)?)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes a rule of that sharing say something else.
pub async fn update_rule(tx: &mut Tx, _: &Facilitator, sharing: &Sharing, rule: &NamedRule) -> Result<(), AppError> {
    sqlx::query("update sharing_rule set name = $1, rule = $2 where id = $3 and sharing = $4")
        .bind(&rule.name)
        .bind(text(&rule.rule)?)
        .bind(rule.id)
        .bind(sharing.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a rule of that sharing.
pub async fn delete_rule(tx: &mut Tx, _: &Facilitator, sharing: &Sharing, rule: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("delete from sharing_rule where id = $1 and sharing = $2")
        .bind(rule)
        .bind(sharing.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Who is left out of a sharing, with the group's reason.
pub async fn left_out(
    db: impl Executor<'_>,
    member: &Member,
    sharing: Uuid,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "select o.person, o.reason from sharing_left_out o join sharing s on s.id = o.sharing
         where o.sharing = $1 and s.cohort = $2",
    )
    .bind(sharing)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Says who is left out of that sharing, in place of who was.
pub async fn replace_left_out(
    tx: &mut Tx,
    _: &Facilitator,
    sharing: &Sharing,
    reasons: &[(Uuid, String)],
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from sharing_left_out where sharing = $1").bind(sharing.id).execute(&mut **tx).await?;
    if reasons.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into sharing_left_out (sharing, person, reason) ");
    sql.push_values(reasons, |mut row, (person, reason)| {
        row.push_bind(sharing.id).push_bind(*person).push_bind(reason);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// For `cooperade check`: how many sharings are frozen, and how many of them the journal tells otherwise: what was earned in
/// the period, or what was paid with its corrections.
pub async fn apart(db: impl Executor<'_>) -> Result<(usize, usize), AppError> {
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(
        "select s.frozen,
                cast(coalesce((select sum(e.amount_cents) from journal e
                               where e.cohort = s.cohort and e.on_day >= s.first_on and e.on_day <= s.last_on
                                 and e.account in ('sales', 'grant', 'income', 'brought', 'materials', 'shared_costs')), 0) as bigint),
                cast(coalesce((select sum(k.amount_cents) from sharing_correction k where k.sharing = s.id), 0) as bigint),
                cast(coalesce((select sum(j.amount_cents) from journal j
                               where j.source = s.id and j.account = 'shares'), 0) as bigint)
         from sharing s where s.frozen is not null",
    )
    .fetch_all(db)
    .await?;
    let mut apart = 0;
    for (frozen, earned, corrected, paid) in &rows {
        let frozen: Frozen = json(frozen)?;
        apart += usize::from(frozen.pool.earned.net().0 != *earned || frozen.due().0 + corrected != -paid);
    }
    Ok((rows.len(), apart))
}
