//! Documents as PDF, in builds with the feature `pdf`; what makes them takes minutes to build, so the daily build goes without.

use super::error::AppError;
use chrono::{DateTime, Utc};

/// Whether this program makes PDFs.
pub const MADE: bool = cfg!(feature = "pdf");

/// The PDF of a document in JSON, as of `at`. One at a time: each takes a core and tens of megabytes for a moment.
///
/// Errors: [`AppError::NotFound`] where no PDF is made.
#[cfg(feature = "pdf")]
pub async fn make(json: String, at: DateTime<Utc>) -> Result<Vec<u8>, AppError> {
    use chrono::{Datelike, Timelike};

    static TURN: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(1);
    let _turn = TURN.acquire().await.map_err(|_| AppError::Internal)?;
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let moment =
        (at.year(), small(at.month()), small(at.day()), small(at.hour()), small(at.minute()), small(at.second()));
    let made = tokio::task::spawn_blocking(move || cooperade_pdf::make(&json, moment));
    let made = made.await.map_err(|error| error.to_string()).and_then(|made| made.map_err(|error| error.to_string()));
    made.map_err(|error| {
        tracing::error!(error, "pdf");
        AppError::Internal
    })
}

/// There is none.
#[cfg(not(feature = "pdf"))]
pub async fn make(_: String, _: DateTime<Utc>) -> Result<Vec<u8>, AppError> {
    Err(AppError::NotFound)
}
