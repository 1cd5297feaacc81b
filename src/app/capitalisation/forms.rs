//! What the forms of this feature say, once read.

mod said;

pub use said::{Consent, Reworded, Said};

use crate::{
    app::act::Act,
    domain::{
        capitalisation::{Marker, Outcome, Scope, Segment, markers, short_enough, unknown_markers},
        lesson::{Agreement, agreed},
        problem::Problem,
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// What the address says when somebody does not know the phase.
pub const UNKNOWN_PHASE: &str = "unknown";

fn phase(fields: &mut Fields<'_>) -> Option<Uuid> {
    if fields.text("phase") == UNKNOWN_PHASE { None } else { fields.optional_id("phase") }
}

/// A lesson: if, then, because.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub phase: Option<Uuid>,
    pub outcome: Outcome,
    pub condition: Long,
    pub action: Long,
    pub reason: Long,
    pub applies_when: Long,
    pub does_not_apply_when: Long,
    pub evidence: Long,
    pub agreement: Option<Agreement>,
    pub dissent: Long,
    pub superseded_by: Option<Uuid>,
    pub review_on: Option<NaiveDate>,
}

/// The fields of a lesson, `lesson` being its id where there is one already.
pub const LESSON: [&str; 13] = [
    "lesson",
    "phase",
    "outcome",
    "condition",
    "action",
    "reason",
    "applies_when",
    "does_not_apply_when",
    "evidence",
    "agreement",
    "dissent",
    "superseded_by",
    "review_on",
];

impl Lesson {
    /// Reads the lesson that `fields` hold.
    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let outcome = fields.choice("outcome", Outcome::from_code);
        let phase = phase(&mut fields);
        let [condition, action, reason] =
            ["condition", "action", "reason"].map(|name| fields.required(name, Long::some));
        let [applies_when, does_not_apply_when, evidence, dissent] =
            ["applies_when", "does_not_apply_when", "evidence", "dissent"].map(|name| fields.long(name, Long::parse));
        let agreement = fields.optional("agreement", |code| Agreement::from_code(code).ok_or(Problem::NotAChoice));
        if let Some(Err(problem)) = dissent.as_ref().map(|dissent| agreed(agreement, dissent.as_str())) {
            fields.refuse("dissent", problem);
        }
        let superseded_by = fields.optional_id("superseded_by");
        let review_on = fields.optional_day("review_on");
        fields.finish(|| {
            Some(Lesson {
                phase,
                outcome: outcome?,
                condition: condition?,
                action: action?,
                reason: reason?,
                applies_when: applies_when?,
                does_not_apply_when: does_not_apply_when?,
                evidence: evidence?,
                agreement,
                dissent: dissent?,
                superseded_by,
                review_on,
            })
        })
    }
}

/// The text of a note, and the version that its writer had read (0: there was none).
#[derive(Clone, Debug)]
pub struct NoteText {
    pub title: Title,
    pub summary: Long,
    pub body: Long,
    pub version: i64,
}

/// How many wrong markers are told at once.
const WRONG_MARKERS: usize = 10;

/// The most characters of a note's body.
pub const BODY: usize = 100_000;

fn version(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::NotAChoice)
}

impl NoteText {
    /// Reads `title`, `summary`, `body` and `version`. Quotes must be among `known` contributions.
    pub fn parse(act: &Act, known: &[Uuid]) -> Result<Self, AppError> {
        let mut fields = act.fields(&["title", "summary", "body", "version"])?;
        let title = fields.required("title", Title::parse);
        let summary = fields.long("summary", |text| {
            let text = Long::parse(text)?;
            short_enough(text.as_str()).map(|()| text)
        });
        let body = fields.long("body", |text| Long::at_most(text, BODY));
        for problem in body.iter().flat_map(|body| wrong_markers(body.as_str(), known)).take(WRONG_MARKERS) {
            fields.refuse("body", problem);
        }
        let version = fields.required("version", version);
        fields.finish(|| Some(NoteText { title: title?, summary: summary?, body: body?, version: version? }))
    }
}

/// The version of the note that a button was pressed on.
pub fn version_seen(act: &Act) -> Result<i64, AppError> {
    let mut fields = act.fields(&["version"])?;
    let version = fields.required("version", version);
    fields.finish(|| version)
}

/// What members are told: which text, and how far it goes.
pub struct Telling {
    pub version: i64,
    pub scope: Scope,
}

impl Telling {
    /// Reads `version` and `scope`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["version", "scope"])?;
        let version = fields.required("version", version);
        let scope = fields.choice("scope", |code| Scope::from_code(code).filter(|scope| *scope >= Scope::Partners));
        fields.finish(|| Some(Self { version: version?, scope: scope? }))
    }
}

/// The version that is published, and what is different from the edition before.
pub fn correction(act: &Act) -> Result<(i64, String), AppError> {
    let mut fields = act.fields(&["version", "correction"])?;
    let version = fields.required("version", version);
    let correction = fields.long("correction", Long::parse);
    fields.finish(|| Some((version?, correction?.as_str().trim().to_owned())))
}

fn wrong_markers(body: &str, known: &[Uuid]) -> Vec<Problem> {
    let foreign = |segment| match segment {
        Segment::Marker(marker @ Marker::Quote(id)) if !known.contains(&id) => {
            Some(Problem::UnknownMarker { text: marker.to_text() })
        }
        _ => None,
    };
    let mut wrong = unknown_markers(body);
    wrong.extend(markers(body).into_iter().filter_map(foreign));
    wrong
}
