//! Decisions, minutes, hours, know-how, steps, turns.

use crate::{
    app::demo::assembly::{Decision, HandoverRow, HoursRow, MinutesRow, Rows, ballot_id},
    platform::db::{Executor, Tx},
};
use sqlx::Error;
use uuid::Uuid;

/// Everything of a cohort's assembly, in the order in which rows refer to each other.
pub async fn insert_assembly(tx: &mut Tx, cohort: Uuid, rows: &Rows) -> Result<(), Error> {
    for minutes in &rows.minutes {
        insert_minutes(&mut **tx, cohort, minutes).await?;
    }
    for decision in &rows.decisions {
        insert_decision(tx, cohort, decision).await?;
    }
    for hours in &rows.hours {
        insert_hours(&mut **tx, hours).await?;
    }
    for note in &rows.handovers {
        insert_handover(&mut **tx, note).await?;
    }
    insert_skills(tx, cohort, rows).await?;
    insert_missions(tx, rows).await
}

async fn insert_minutes(db: impl Executor<'_>, cohort: Uuid, minutes: &MinutesRow) -> Result<(), Error> {
    sqlx::query(
        "insert into meeting_minutes (id, cohort, event, held_on, title, text, written_by, written_on)
         values ($1, $2, $3, $4, $5, $6, $7, $4)",
    )
    .bind(minutes.id)
    .bind(cohort)
    .bind(minutes.event)
    .bind(minutes.held_on)
    .bind(&minutes.title)
    .bind(&minutes.text)
    .bind(minutes.by)
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_decision(tx: &mut Tx, cohort: Uuid, decision: &Decision) -> Result<(), Error> {
    sqlx::query(
        "insert into decision (id, cohort, title, details, method, secret, electorate, needed, state, proposed_by,
                               proposed_on, closed_on, outcome, review_on, minutes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(decision.id)
    .bind(cohort)
    .bind(&decision.title)
    .bind(&decision.details)
    .bind(decision.method)
    .bind(decision.secret)
    .bind(decision.electorate)
    .bind(decision.needed)
    .bind(decision.state)
    .bind(decision.proposed_by)
    .bind(decision.proposed_on)
    .bind(decision.closed_on)
    .bind(&decision.outcome)
    .bind(decision.review_on)
    .bind(decision.minutes)
    .execute(&mut **tx)
    .await?;
    for (position, (id, title)) in (1_i64..).zip(&decision.options) {
        sqlx::query("insert into decision_option (id, decision, position, title) values ($1, $2, $3, $4)")
            .bind(id)
            .bind(decision.id)
            .bind(position)
            .bind(title)
            .execute(&mut **tx)
            .await?;
    }
    if decision.secret { insert_secret(tx, decision).await } else { insert_signed(tx, decision).await }
}

async fn insert_signed(tx: &mut Tx, decision: &Decision) -> Result<(), Error> {
    for (person, ballot) in decision.voters.iter().zip(&decision.ballots) {
        sqlx::query("insert into decision_ballot (decision, person, ballot) values ($1, $2, $3)")
            .bind(decision.id)
            .bind(person)
            .bind(ballot)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn insert_secret(tx: &mut Tx, decision: &Decision) -> Result<(), Error> {
    for person in &decision.voters {
        sqlx::query("insert into decision_voter (decision, person) values ($1, $2)")
            .bind(decision.id)
            .bind(person)
            .execute(&mut **tx)
            .await?;
    }
    for (index, ballot) in decision.ballots.iter().enumerate() {
        sqlx::query("insert into secret_ballot (id, decision, ballot) values ($1, $2, $3)")
            .bind(ballot_id(decision.id, index))
            .bind(decision.id)
            .bind(ballot)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn insert_hours(db: impl Executor<'_>, hours: &HoursRow) -> Result<(), Error> {
    sqlx::query("insert into pole_hours (id, pole, person, worked_on, minutes, note) values ($1, $2, $3, $4, $5, $6)")
        .bind(hours.id)
        .bind(hours.pole)
        .bind(hours.person)
        .bind(hours.worked_on)
        .bind(hours.minutes)
        .bind(&hours.note)
        .execute(db)
        .await?;
    Ok(())
}

async fn insert_handover(db: impl Executor<'_>, note: &HandoverRow) -> Result<(), Error> {
    sqlx::query("insert into pole_handover (id, pole, text, written_by, written_on) values ($1, $2, $3, $4, $5)")
        .bind(note.id)
        .bind(note.pole)
        .bind(&note.text)
        .bind(note.by)
        .bind(note.on)
        .execute(db)
        .await?;
    Ok(())
}

async fn insert_skills(tx: &mut Tx, cohort: Uuid, rows: &Rows) -> Result<(), Error> {
    for (id, name, said) in &rows.skills {
        sqlx::query("insert into skill (id, cohort, name) values ($1, $2, $3)")
            .bind(id)
            .bind(cohort)
            .bind(*name)
            .execute(&mut **tx)
            .await?;
        for (person, level) in said {
            sqlx::query("insert into skill_line (skill, person, level) values ($1, $2, $3)")
                .bind(id)
                .bind(person)
                .bind(*level)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

/// Steps and helpers of missions, turns of pôles.
async fn insert_missions(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    for (id, mission, position, text, done) in &rows.steps {
        sqlx::query("insert into mission_step (id, mission, position, text, done) values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(mission)
            .bind(position)
            .bind(text)
            .bind(done)
            .execute(&mut **tx)
            .await?;
    }
    for (mission, person) in &rows.helpers {
        sqlx::query("insert into mission_helper (mission, person) values ($1, $2)")
            .bind(mission)
            .bind(person)
            .execute(&mut **tx)
            .await?;
    }
    for (pole, phase, person) in &rows.turns {
        sqlx::query("insert into pole_turn (pole, phase, person) values ($1, $2, $3)")
            .bind(pole)
            .bind(phase)
            .bind(person)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
