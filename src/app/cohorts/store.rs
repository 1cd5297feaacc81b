//! The SQL of cohorts, phases and events.

use crate::{
    app::access::Member,
    domain::phase::{Phase, PhaseKind},
    platform::{db::Executor, error::AppError},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The phases of the member's cohort with their names, in the order of their first days.
pub async fn phases(db: impl Executor<'_>, member: &Member) -> Result<Vec<(Phase, String)>, AppError> {
    let rows: Vec<(Uuid, String, String, NaiveDate, NaiveDate)> = sqlx::query_as(
        "select id, kind, name, starts_on, ends_on from phase where cohort = $1 order by starts_on, ends_on, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(id, kind, name, starts_on, ends_on)| {
            let kind = PhaseKind::from_code(&kind).ok_or(AppError::Internal)?;
            Ok((Phase { id, kind, starts_on, ends_on }, name))
        })
        .collect()
}
