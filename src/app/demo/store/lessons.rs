//! Answers to lessons, and practices.

use crate::{
    app::demo::lessons::{Answer, Practice},
    platform::db::Executor,
};
use sqlx::Error;
use uuid::Uuid;

pub async fn insert_answer(db: impl Executor<'_>, cohort: Uuid, given: &Answer) -> Result<(), Error> {
    sqlx::query(
        "insert into lesson_answer (id, cohort, lesson, answer, words, answered_by, answered_on, result, result_words,
                                    result_by, result_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(given.id)
    .bind(cohort)
    .bind(given.lesson)
    .bind(given.answer.code())
    .bind(&given.words)
    .bind(given.by)
    .bind(given.on)
    .bind(given.result.as_ref().map(|result| result.0.code()))
    .bind(given.result.as_ref().map_or("", |result| &result.1))
    .bind(given.result.as_ref().map(|_| given.by))
    .bind(given.result.as_ref().map(|_| given.on))
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_practice(db: impl Executor<'_>, cohort: Uuid, practice: &Practice) -> Result<(), Error> {
    sqlx::query(
        "insert into practice (id, cohort, title, phase_kind, steps, who, time_needed, cost, equipment, skills, limits, adaptation,
                               proven, durable, gender_sensitive, feasible, participatory, replicable, lowers_risk,
                               written_by, written_on, edited_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'yes', 'unknown', 'yes', 'yes', 'yes', 'yes', 'unknown',
                 $13, $14, $14)",
    )
    .bind(practice.id)
    .bind(cohort)
    .bind(&practice.title)
    .bind(practice.phase.code())
    .bind(&practice.steps)
    .bind(&practice.who)
    .bind(&practice.time)
    .bind(&practice.cost)
    .bind(&practice.equipment)
    .bind(&practice.skills)
    .bind(&practice.limits)
    .bind(&practice.adaptation)
    .bind(practice.by)
    .bind(practice.on)
    .execute(db)
    .await?;
    Ok(())
}
