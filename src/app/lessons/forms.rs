//! What the forms of this feature say, once read.

use crate::{
    app::act::Act,
    domain::{
        lesson::{Answer, Criterion, Effect, Met, Season, Size, steps},
        phase::PhaseKind,
        problem::Problem,
        template::TemplateKind,
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use uuid::Uuid;

/// What a cohort does with a lesson, and how or why.
#[derive(Clone, Debug)]
pub struct Answered {
    pub lesson: Uuid,
    pub answer: Answer,
    pub words: Long,
}

impl Answered {
    /// Reads `lesson`, `answer` and `words`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["lesson", "answer", "words"])?;
        let lesson = fields.id("lesson");
        let answer = fields.choice("answer", Answer::from_code);
        let words = fields.long("words", Long::parse);
        let silent = words.as_ref().is_some_and(Long::is_empty);
        if silent && answer.is_some_and(Answer::needs_words) {
            fields.refuse("words", Problem::Required);
        }
        fields.finish(|| Some(Answered { lesson: lesson?, answer: answer?, words: words? }))
    }
}

/// What came of a lesson that was taken.
#[derive(Clone, Debug)]
pub struct Told {
    pub lesson: Uuid,
    pub result: Effect,
    pub words: Long,
}

impl Told {
    /// Reads `lesson`, `result` and `result_words`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["lesson", "result", "result_words"])?;
        let lesson = fields.id("lesson");
        let result = fields.choice("result", Effect::from_code);
        let words = fields.long("result_words", Long::parse);
        fields.finish(|| Some(Told { lesson: lesson?, result: result?, words: words? }))
    }
}

/// A practice: what to do, step by step, and what it takes.
#[derive(Clone, Debug)]
pub struct PracticeText {
    pub title: Title,
    pub phase_kind: Option<PhaseKind>,
    /// One a line, without numbers.
    pub steps: String,
    pub who: Long,
    pub time_needed: Long,
    pub cost: Long,
    pub equipment: Long,
    pub skills: Long,
    pub limits: Long,
    pub adaptation: Long,
    /// In the order of [`Criterion::ALL`].
    pub criteria: Vec<Met>,
    pub superseded_by: Option<Uuid>,
}

/// The fields of a practice; `practice` and `version` where there is one already.
pub const PRACTICE: [&str; 20] = [
    "practice",
    "version",
    "title",
    "phase_kind",
    "steps",
    "who",
    "time_needed",
    "cost",
    "equipment",
    "skills",
    "limits",
    "adaptation",
    "superseded_by",
    "proven",
    "durable",
    "gender_sensitive",
    "feasible",
    "participatory",
    "replicable",
    "lowers_risk",
];

fn some_steps(text: &str) -> Result<String, Problem> {
    let steps = steps(Long::some(text)?.as_str());
    if steps.is_empty() { Err(Problem::Required) } else { Ok(steps.join("\n")) }
}

fn met(fields: &mut Fields<'_>, criterion: Criterion) -> Met {
    let known = |code: &str| Met::from_code(code).ok_or(Problem::NotAChoice);
    fields.optional(criterion.code(), known).unwrap_or(Met::Unknown)
}

impl PracticeText {
    /// Reads the practice that `fields` hold.
    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let title = fields.required("title", Title::parse);
        let kind = |code: &str| PhaseKind::from_code(code).ok_or(Problem::NotAChoice);
        let phase_kind = fields.optional("phase_kind", kind);
        let steps = fields.required("steps", some_steps);
        let [who, time_needed, cost, equipment, skills, limits, adaptation] =
            ["who", "time_needed", "cost", "equipment", "skills", "limits", "adaptation"]
                .map(|name| fields.long(name, Long::parse));
        let criteria = Criterion::ALL.iter().map(|criterion| met(&mut fields, *criterion)).collect();
        let superseded_by = fields.optional_id("superseded_by");
        fields.finish(|| {
            Some(PracticeText {
                title: title?,
                phase_kind,
                steps: steps?,
                who: who?,
                time_needed: time_needed?,
                cost: cost?,
                equipment: equipment?,
                skills: skills?,
                limits: limits?,
                adaptation: adaptation?,
                criteria,
                superseded_by,
            })
        })
    }
}

/// What the library is asked for, by its address. What was not offered counts as not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub trade: Option<TemplateKind>,
    pub phase: Option<PhaseKind>,
    pub size: Option<Size>,
    pub season: Option<Season>,
    /// From 1.
    pub page: i64,
}

impl Asked {
    /// Reads `trade`, `phase`, `size`, `season` and `page`.
    pub fn of(query: impl Fn(&str) -> Option<String>) -> Self {
        let page = query("page").and_then(|page| page.parse().ok()).filter(|page| (1..100_000).contains(page));
        Self {
            trade: query("trade").and_then(|code| TemplateKind::from_code(&code)),
            phase: query("phase").and_then(|code| PhaseKind::from_code(&code)),
            size: query("size").and_then(|code| Size::from_code(&code)),
            season: query("season").and_then(|code| Season::from_code(&code)),
            page: page.unwrap_or(1),
        }
    }

    /// Whether anything is left out.
    pub fn is_filtered(&self) -> bool {
        Self { page: 0, ..*self } != Self::default()
    }
}
