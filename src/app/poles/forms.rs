//! What the forms of this feature say, once read.

use super::store::Person;
use crate::{
    domain::{
        cohort::Dates,
        mission::MissionState,
        problem::Problem,
        text::{Long, Title},
    },
    platform::{
        error::AppError,
        form::{self, Fields},
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The pictograms that a pôle can have, as the sprite calls them.
pub const PICTOGRAMS: [&str; 12] = [
    "needle",
    "pot",
    "plate",
    "basket",
    "truck",
    "megaphone",
    "coins",
    "fabric",
    "ruler",
    "heart-hands",
    "box",
    "file",
];

/// A pôle as its form says it. A new one has nobody yet.
pub struct PoleForm {
    pub name: Title,
    pub purpose: Long,
    pub pictogram: String,
    pub members: Vec<Uuid>,
    pub referent: Option<Uuid>,
    pub deputy: Option<Uuid>,
}

/// The fields of a pôle's form.
pub const POLE: [&str; 7] = ["pole", "name", "purpose", "pictogram", "members", "referent", "deputy"];

impl PoleForm {
    /// Reads a pôle among `people`. Who answers for it is one of its members, and not twice the same.
    pub fn read(mut fields: Fields<'_>, people: &[Person]) -> Result<Self, AppError> {
        let name = fields.required("name", Title::parse);
        let purpose = fields.long("purpose", Long::parse);
        let pictogram = fields.choice("pictogram", |code| PICTOGRAMS.contains(&code).then(|| code.to_owned()));
        let members = fields.ids("members");
        if members.iter().any(|member| people.iter().all(|person| person.id != *member)) {
            fields.refuse("members", Problem::NotAChoice);
        }
        let (referent, deputy) = (fields.optional_id("referent"), fields.optional_id("deputy"));
        for (field, person) in [("referent", referent), ("deputy", deputy)] {
            if person.is_some_and(|person| !members.contains(&person)) {
                fields.refuse(field, Problem::NotInPole);
            }
        }
        if deputy.is_some() && deputy == referent {
            fields.refuse("deputy", Problem::SamePerson);
        }
        fields
            .finish(|| Some(Self { name: name?, purpose: purpose?, pictogram: pictogram?, members, referent, deputy }))
    }
}

/// A mission as its form says it.
pub struct MissionForm {
    pub title: Title,
    pub person: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
    pub state: MissionState,
}

/// The fields of a mission's form.
pub const MISSION: [&str; 6] = ["pole", "mission", "title", "person", "due_on", "state"];

impl MissionForm {
    /// Reads a mission for one of `people`, or nobody, within the cohort's dates. `start` is the state when none is asked.
    pub fn read(
        mut fields: Fields<'_>,
        people: &[Person],
        dates: &Dates,
        start: MissionState,
    ) -> Result<Self, AppError> {
        let title = fields.required("title", Title::parse);
        let person = fields.optional_id("person");
        if person.is_some_and(|id| people.iter().all(|person| person.id != id)) {
            fields.refuse("person", Problem::NotAChoice);
        }
        let due_on = fields.optional_day("due_on");
        if due_on.is_some_and(|day| !dates.contains(day)) {
            fields.refuse("due_on", Problem::OutsideCohort { starts_on: dates.starts_on, ends_on: dates.ends_on });
        }
        let state = match fields.text("state") {
            "" => Some(start),
            _ => fields.choice("state", MissionState::from_code),
        };
        fields.finish(|| Some(Self { title: title?, person, due_on, state: state? }))
    }
}

/// The id that a hidden field holds. What is no id is not there.
pub fn object(raw: &form::RawForm, name: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(form::text(raw, name).trim()).map_err(|_| AppError::NotFound)
}
