//! When the books can be written in: a draft has none yet, an archive keeps its own.

use crate::{
    app::access::Cohort,
    domain::{cohort::State, problem::Problem},
    platform::error::AppError,
};

/// Whether money may move in a cohort: while it runs, and until it is archived.
pub fn moves(cohort: &Cohort) -> bool {
    matches!(cohort.state, State::Running | State::Closed)
}

/// Refuses what would move money in a draft or an archive.
pub fn takes_money(cohort: &Cohort) -> Result<(), AppError> {
    if moves(cohort) { Ok(()) } else { Err(AppError::field("", Problem::CohortClosed)) }
}
