//! Who may begin a cohort: it belongs to nobody yet, so no role in it can say so.

use crate::platform::{error::AppError, session::Signed};
use uuid::Uuid;

/// Somebody to whom `cooperade invite` gave the right to create cohorts. Holding one is the proof.
#[derive(Clone, Copy, Debug)]
pub struct Creator(Uuid);

impl Creator {
    /// Whoever is signed in, if she has the right.
    pub fn of(signed: &Signed) -> Result<Self, AppError> {
        if signed.may_create_cohorts { Ok(Self(signed.person)) } else { Err(AppError::Forbidden) }
    }

    /// The person.
    pub fn person(&self) -> Uuid {
        self.0
    }
}
