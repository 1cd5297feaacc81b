//! The SQL of what the group writes together. Its note reads some of it by cohort: readers of a note have no seat in the room.

use crate::{
    app::{
        access::{Facilitator, Member},
        day::forms::{Counted, Moment, Recommendation, Row},
    },
    domain::review::{Addressee, Hands, Progress},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// What was planned in a phase, and what came of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    pub phase: Uuid,
    pub planned: String,
    pub happened: String,
    pub surprise: String,
    pub not_reached: String,
    pub version: i64,
}

/// The moments of the cohort.
pub async fn moments(db: impl Executor<'_>, member: &Member) -> Result<Vec<Kept>, sqlx::Error> {
    sqlx::query_as(
        "select phase, planned, happened, surprise, not_reached, version from moment where cohort = $1 order by phase",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Keeps a moment of one of the cohort's phases. Whether it was still the version that the writer had read, or none.
pub async fn keep_moment(tx: &mut Tx, member: &Member, moment: &Moment) -> Result<bool, sqlx::Error> {
    let sql = match moment.version {
        0 => {
            "insert into moment (phase, cohort, planned, happened, surprise, not_reached)
             select f.id, f.cohort, $3, $4, $5, $6 from phase f where f.id = $1 and f.cohort = $2 and $7 = 0
             on conflict (phase) do nothing"
        }
        _ => {
            "update moment set planned = $3, happened = $4, surprise = $5, not_reached = $6, version = version + 1
             where phase = $1 and cohort = $2 and version = $7"
        }
    };
    let done = sqlx::query(sql)
        .bind(moment.phase)
        .bind(member.cohort.id)
        .bind(moment.planned.as_str())
        .bind(moment.happened.as_str())
        .bind(moment.surprise.as_str())
        .bind(moment.not_reached.as_str())
        .bind(moment.version)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A row of the analysis.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Analysed {
    pub id: Uuid,
    pub criterion: String,
    pub positive: String,
    pub positive_why: String,
    pub negative: String,
    pub negative_why: String,
    pub not_known: String,
    pub version: i64,
}

/// The rows of the analysis, the first first.
pub async fn analysis(db: impl Executor<'_>, member: &Member) -> Result<Vec<Analysed>, sqlx::Error> {
    sqlx::query_as(
        "select id, criterion, positive, positive_why, negative, negative_why, not_known, version from analysis_row
         where cohort = $1 order by id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Keeps a new row.
pub async fn keep_row(tx: &mut Tx, member: &Member, id: Uuid, row: &Row) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into analysis_row (id, cohort, criterion, positive, positive_why, negative, negative_why, not_known)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(row.criterion.as_str())
    .bind(row.positive.as_str())
    .bind(row.positive_why.as_str())
    .bind(row.negative.as_str())
    .bind(row.negative_why.as_str())
    .bind(row.not_known.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Rewrites a row. Whether it was still the version that the writer had read.
pub async fn change_row(
    tx: &mut Tx,
    member: &Member,
    (id, version): (Uuid, i64),
    row: &Row,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update analysis_row set criterion = $4, positive = $5, positive_why = $6, negative = $7, negative_why = $8,
            not_known = $9, version = version + 1
         where id = $1 and cohort = $2 and version = $3",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(version)
    .bind(row.criterion.as_str())
    .bind(row.positive.as_str())
    .bind(row.positive_why.as_str())
    .bind(row.negative.as_str())
    .bind(row.negative_why.as_str())
    .bind(row.not_known.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a row.
pub async fn remove_row(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("delete from analysis_row where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}

/// The hands raised for each lesson of the cohort.
pub async fn hands(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Uuid, Hands)>, sqlx::Error> {
    let rows: Vec<(Uuid, i64, i64, i64)> =
        sqlx::query_as("select lesson, in_favour, against, abstained from lesson_hands where cohort = $1")
            .bind(member.cohort.id)
            .fetch_all(db)
            .await?;
    let hands = |(lesson, in_favour, against, abstained)| (lesson, Hands { in_favour, against, abstained });
    Ok(rows.into_iter().map(hands).collect())
}

/// Keeps the hands raised for a lesson of the cohort, in place of those counted before.
pub async fn keep_hands(tx: &mut Tx, by: &Facilitator, counted: &Counted) -> Result<(), AppError> {
    let done = sqlx::query(
        "insert into lesson_hands (lesson, cohort, in_favour, against, abstained)
         select l.id, l.cohort, $3, $4, $5 from lesson l where l.id = $1 and l.cohort = $2
         on conflict (lesson) do update set in_favour = excluded.in_favour, against = excluded.against,
            abstained = excluded.abstained",
    )
    .bind(counted.lesson)
    .bind(by.cohort.id)
    .bind(counted.hands.in_favour)
    .bind(counted.hands.against)
    .bind(counted.hands.abstained)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())
}

/// Writes what the hands said beside their lesson.
pub async fn keep_agreement(tx: &mut Tx, by: &Facilitator, counted: &Counted) -> Result<(), AppError> {
    let done = sqlx::query("update lesson set agreement = $1, dissent = $2 where id = $3 and cohort = $4")
        .bind(counted.agreement.code())
        .bind(counted.dissent.as_str())
        .bind(counted.lesson)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}

/// A recommendation as it is kept.
#[derive(Clone, Debug)]
pub struct Recommended {
    pub id: Uuid,
    pub addressee: Addressee,
    pub action: String,
    pub follower: Option<Uuid>,
    /// Her name, for the group only.
    pub followed_by: String,
    pub due_on: Option<NaiveDate>,
    pub state: Progress,
    pub version: i64,
}

type RecommendedRow = (Uuid, String, String, Option<Uuid>, String, Option<NaiveDate>, String, i64);

/// The recommendations of the cohort, by whom they speak to, the earliest due first.
pub async fn recommendations(db: impl Executor<'_>, member: &Member) -> Result<Vec<Recommended>, AppError> {
    recommended_by(db, member.cohort.id).await
}

/// The same for the note. Nobody's name belongs there: `followed_by` is for the group.
pub(in crate::app) async fn recommended_by(db: impl Executor<'_>, cohort: Uuid) -> Result<Vec<Recommended>, AppError> {
    let rows: Vec<RecommendedRow> = sqlx::query_as(
        "select r.id, r.addressee, r.action, r.follower, coalesce(p.display_name, ''), r.due_on, r.state, r.version
         from recommendation r left join person p on p.id = r.follower
         where r.cohort = $1
         order by r.addressee, case when r.due_on is null then 1 else 0 end, r.due_on, r.id",
    )
    .bind(cohort)
    .fetch_all(db)
    .await?;
    let read = |(id, addressee, action, follower, followed_by, due_on, state, version): RecommendedRow| {
        let addressee = Addressee::from_code(&addressee).ok_or(AppError::Internal)?;
        let state = Progress::from_code(&state).ok_or(AppError::Internal)?;
        Ok(Recommended { id, addressee, action, follower, followed_by, due_on, state, version })
    };
    rows.into_iter().map(read).collect()
}

/// Keeps a new recommendation.
pub async fn recommend(tx: &mut Tx, member: &Member, id: Uuid, new: &Recommendation) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into recommendation (id, cohort, addressee, action, follower, due_on, state) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(new.addressee.code())
    .bind(new.action.as_str())
    .bind(new.follower)
    .bind(new.due_on)
    .bind(new.state.code())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Rewrites a recommendation. Whether it was still the version that the writer had read.
pub async fn change_recommendation(
    tx: &mut Tx,
    member: &Member,
    (id, version): (Uuid, i64),
    new: &Recommendation,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update recommendation set addressee = $4, action = $5, follower = $6, due_on = $7, state = $8, version = version + 1
         where id = $1 and cohort = $2 and version = $3",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(version)
    .bind(new.addressee.code())
    .bind(new.action.as_str())
    .bind(new.follower)
    .bind(new.due_on)
    .bind(new.state.code())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a recommendation.
pub async fn remove_recommendation(tx: &mut Tx, by: &Facilitator, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("delete from recommendation where id = $1 and cohort = $2")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}
