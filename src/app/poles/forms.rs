//! What the forms of this feature say, once read.

use super::store::{Person, skills::Skill};
use crate::{
    app::access::Cohort,
    domain::{
        cohort::Dates,
        minutes::Minutes,
        mission::MissionState,
        phase::Phase,
        problem::Problem,
        skill::Level,
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
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
    pub helpers: Vec<Uuid>,
    pub phase: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
    pub state: MissionState,
}

/// The fields of a mission's form.
pub const MISSION: [&str; 8] = ["pole", "mission", "title", "person", "helpers", "phase", "due_on", "state"];

impl MissionForm {
    /// Reads a mission for one of `people`, or nobody, in one of `phases`, or none, within the cohort's dates. `start` is the
    /// state when none is asked.
    pub fn read(
        mut fields: Fields<'_>,
        people: &[Person],
        phases: &[(Phase, String)],
        dates: &Dates,
        start: MissionState,
    ) -> Result<Self, AppError> {
        let title = fields.required("title", Title::parse);
        let person = fields.optional_id("person");
        if person.is_some_and(|id| people.iter().all(|person| person.id != id)) {
            fields.refuse("person", Problem::NotAChoice);
        }
        let mut helpers = fields.ids("helpers");
        if helpers.iter().any(|id| people.iter().all(|person| person.id != *id)) {
            fields.refuse("helpers", Problem::NotAChoice);
        }
        // Who has the mission does not help herself.
        helpers.retain(|id| Some(*id) != person);
        let phase = fields.optional_id("phase");
        if phase.is_some_and(|id| phases.iter().all(|(phase, _)| phase.id != id)) {
            fields.refuse("phase", Problem::NotAChoice);
        }
        let due_on = fields.optional_day("due_on");
        if due_on.is_some_and(|day| !dates.contains(day)) {
            fields.refuse("due_on", Problem::OutsideCohort { starts_on: dates.starts_on, ends_on: dates.ends_on });
        }
        let state = match fields.text("state") {
            "" => Some(start),
            _ => fields.choice("state", MissionState::from_code),
        };
        fields.finish(|| Some(Self { title: title?, person, helpers, phase, due_on, state: state? }))
    }
}

/// Reads `turn[{phase}]`: who of `people` answers for the pôle in which of `phases`. An empty one is nobody's.
pub fn turns(
    mut fields: Fields<'_>,
    people: &[Person],
    phases: &[(Phase, String)],
) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    let turns = fields.by_id("turn", |text| {
        let person = Uuid::parse_str(text).ok().filter(|id| people.iter().any(|person| person.id == *id));
        person.ok_or(Problem::NotAChoice)
    });
    if turns.iter().any(|(id, _)| phases.iter().all(|(phase, _)| phase.id != *id)) {
        fields.refuse("turn", Problem::NotAChoice);
    }
    fields.finish(|| Some(turns))
}

/// Reads `level[{skill}]`: what somebody says of herself. What is left empty is not said.
pub fn levels(mut fields: Fields<'_>, listed: &[Skill]) -> Result<Vec<(Uuid, Level)>, AppError> {
    let levels = fields.by_id("level", |code| Level::from_code(code).ok_or(Problem::NotAChoice));
    if levels.iter().any(|(id, _)| listed.iter().all(|skill| skill.id != *id)) {
        fields.refuse("level", Problem::NotAChoice);
    }
    fields.finish(|| Some(levels))
}

/// Half a day given to a pôle, and a whole one.
pub const HALF_DAY: Minutes = Minutes(180);
pub const WHOLE_DAY: Minutes = Minutes(360);

/// The fields of hours given to a pôle; `long_other` holds what is typed beside the buttons.
pub const HOURS: [&str; 7] = ["hours", "pole", "worked_on", "worked_on_other", "long", "long_other", "note"];

/// Hours given to a pôle, on a day of the cohort that is not to come.
pub struct HoursForm {
    pub pole: Uuid,
    pub worked_on: NaiveDate,
    pub long: Minutes,
    pub note: String,
}

impl HoursForm {
    /// Reads them.
    pub fn read(mut fields: Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let pole = fields.id("pole");
        let worked_on = fields.day("worked_on");
        let dates = cohort.dates;
        match worked_on {
            Some(day) if !dates.contains(day) => {
                let ends_on = dates.ends_on.min(today);
                fields.refuse("worked_on", Problem::OutsideCohort { starts_on: dates.starts_on, ends_on });
            }
            Some(day) if day > today => fields.refuse("worked_on", Problem::InFuture),
            _ => {}
        }
        let long = long(&mut fields);
        let note = fields.optional("note", Title::parse);
        fields.finish(|| {
            Some(Self {
                pole: pole?,
                worked_on: worked_on?,
                long: long?,
                note: note.map(String::from).unwrap_or_default(),
            })
        })
    }
}

fn long(fields: &mut Fields<'_>) -> Option<Minutes> {
    let more_than_none = |text: &str| match Minutes::parse(text)? {
        Minutes(0) => Err(Problem::NotMoreThanZero),
        minutes => Ok(minutes),
    };
    match fields.text("long") {
        "morning" | "afternoon" => Some(HALF_DAY),
        "whole_day" => Some(WHOLE_DAY),
        "other" => fields.required("long_other", more_than_none),
        _ => fields.required("long", more_than_none),
    }
}
