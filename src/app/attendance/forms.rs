//! What the forms of this feature say, once read.

use crate::{
    domain::{
        attendance::{DayCode, HalfDay, Presence, SignedBy},
        problem::Problem,
    },
    platform::{
        error::AppError,
        form::{self, Fields, RawForm},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The event and the half-day that hidden fields name. What our pages would not have written is not there.
pub fn about(raw: &RawForm) -> Result<(Uuid, HalfDay), AppError> {
    let event = form::object(raw, "event")?;
    let half_day = form::text(raw, "half").trim().parse().map_err(|_| AppError::NotFound)?;
    Ok((event, half_day))
}

/// The roll of one half-day as it was filled in.
pub struct RollForm {
    /// What was chosen for each person; who is left out stays as she is.
    pub said: Vec<(Uuid, Presence)>,
    /// What the page showed for each: what is said again unchanged changes nothing.
    pub seen: BTreeMap<Uuid, Presence>,
    pub signed_by: SignedBy,
    /// Whoever is not noted yet is here.
    pub everybody: bool,
}

/// The fields of the roll.
pub const ROLL: [&str; 6] = ["event", "half", "presence", "seen", "signed_by", "everybody"];

impl RollForm {
    /// Reads the roll of `people`.
    pub fn read(mut fields: Fields<'_>, people: &[Uuid]) -> Result<Self, AppError> {
        let said = fields.by_id("presence", noted);
        let seen = fields.by_id("seen", noted);
        for (person, _) in said.iter().filter(|(person, _)| !people.contains(person)) {
            fields.refuse(&format!("presence[{person}]"), Problem::NotAChoice);
        }
        let everybody = fields.text("everybody") == "yes";
        let signed_by = fields.choice("signed_by", by_hand);
        fields.finish(|| Some(Self { said, seen: seen.into_iter().collect(), signed_by: signed_by?, everybody }))
    }
}

/// A presence that one can choose.
fn noted(code: &str) -> Result<Presence, Problem> {
    Presence::from_code(code).filter(|presence| *presence != Presence::Expected).ok_or(Problem::NotAChoice)
}

/// How a facilitator notes; with the code people sign themselves.
fn by_hand(code: &str) -> Option<SignedBy> {
    SignedBy::from_code(code).filter(|signed_by| *signed_by != SignedBy::Code)
}

/// Reads the code that somebody typed.
pub fn code(mut fields: Fields<'_>) -> Result<DayCode, AppError> {
    let code = fields.required("code", DayCode::parse);
    fields.finish(|| code)
}
