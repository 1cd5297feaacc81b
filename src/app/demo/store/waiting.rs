//! Who waits, and the quota of a week.

use crate::{
    app::demo::waiting::{Lift, Wait},
    platform::db::Tx,
};
use chrono::Duration;
use sqlx::Error;
use uuid::Uuid;

/// The space asks how much somebody books for herself in a week.
pub async fn set_quota(tx: &mut Tx, space: Uuid, minutes: i64) -> Result<(), Error> {
    sqlx::query("update space set quota_minutes = $2 where id = $1")
        .bind(space)
        .bind(minutes)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Somebody waits for what a booking has taken.
pub async fn insert_wait(tx: &mut Tx, cohort: Uuid, wait: &Wait<'_>) -> Result<(), Error> {
    sqlx::query(
        "insert into wait (id, space, cohort, person, starts_at, ends_at, people, purpose, created_at)
         values ($1, $2, $3, $4, $5, $6, 1, 'Une commande à finir', $7)",
    )
    .bind(wait.id)
    .bind(wait.taken.space)
    .bind(cohort)
    .bind(wait.person)
    .bind(wait.taken.starts_at)
    .bind(wait.taken.ends_at)
    .bind(wait.asked_at)
    .execute(&mut **tx)
    .await?;
    sqlx::query("insert into wait_machine (wait, machine, count) values ($1, $2, 1)")
        .bind(wait.id)
        .bind(wait.machine)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The quota is lifted for a week.
pub async fn insert_lift(tx: &mut Tx, cohort: Uuid, lift: &Lift) -> Result<(), Error> {
    let first = lift.at.date_naive();
    sqlx::query(
        "insert into quota_lift (id, space, cohort, person, first_on, last_on, reason, by_person, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(lift.id)
    .bind(lift.space)
    .bind(cohort)
    .bind(lift.person)
    .bind(first)
    .bind(first + Duration::days(6))
    .bind(lift.reason)
    .bind(lift.by)
    .bind(lift.at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
