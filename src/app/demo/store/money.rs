//! The rows of a cohort's money.

use super::super::money::Money;
use crate::platform::{db::Tx, error::AppError};
use uuid::Uuid;

/// The journal, the sharing with its rules, the advances.
pub async fn insert_money(tx: &mut Tx, cohort: Uuid, money: &Money) -> Result<(), AppError> {
    for (entry, at) in &money.entries {
        sqlx::query(
            "insert into journal (id, cohort, on_day, account, amount_cents, what, source, entered_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(entry.id)
        .bind(cohort)
        .bind(entry.on)
        .bind(entry.account.code())
        .bind(entry.amount.0)
        .bind(&entry.what)
        .bind(entry.source)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    }
    insert_sharing(tx, cohort, money).await?;
    for (id, person, cents, on, sharing) in &money.advances {
        sqlx::query(
            "insert into advance (id, cohort, person, amount_cents, on_day, sharing) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(cohort)
        .bind(person)
        .bind(cents)
        .bind(on)
        .bind(sharing)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn insert_sharing(tx: &mut Tx, cohort: Uuid, money: &Money) -> Result<(), AppError> {
    let sharing = &money.sharing;
    let json = sharing.frozen.as_ref().map(serde_json::to_string).transpose().map_err(|_| AppError::Internal)?;
    sqlx::query(
        "insert into sharing (id, cohort, name, first_on, last_on, contribution, reserve, carried, open_lines, decision,
                              frozen_on, frozen)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(sharing.id)
    .bind(cohort)
    .bind(&sharing.name)
    .bind(sharing.period.starts_on)
    .bind(sharing.period.ends_on)
    .bind(sharing.aside.contribution)
    .bind(sharing.aside.reserve)
    .bind(sharing.aside.carried)
    .bind(sharing.open_lines)
    .bind(sharing.decision)
    .bind(sharing.frozen_on)
    .bind(json)
    .execute(&mut **tx)
    .await?;
    for rule in &money.rules {
        sqlx::query("insert into sharing_rule (id, sharing, name, rule) values ($1, $2, $3, $4)")
            .bind(rule.id)
            .bind(sharing.id)
            .bind(&rule.name)
            .bind(serde_json::to_string(&rule.rule).map_err(|_| AppError::Internal)?)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
