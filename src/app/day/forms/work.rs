//! The forms of what the group writes together: moments, rows of the analysis, hands, recommendations.

use crate::{
    app::act::Act,
    domain::{
        lesson::Agreement,
        problem::Problem,
        review::{Addressee, Hands, Progress, may_stand},
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The version that somebody had read; 0 where there was none.
pub fn version(fields: &mut Fields<'_>) -> Option<i64> {
    fields.required("version", |text| text.parse::<i64>().map_err(|_| Problem::NotAChoice))
}

/// What was planned in a phase, and what came of it.
#[derive(Clone, Debug)]
pub struct Moment {
    pub phase: Uuid,
    pub planned: Long,
    pub happened: Long,
    pub surprise: Long,
    pub not_reached: Long,
    pub version: i64,
}

impl Moment {
    /// Reads `phase`, `planned`, `happened`, `surprise`, `not_reached` and `version`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let texts = ["planned", "happened", "surprise", "not_reached"];
        let mut fields = act.fields(&["phase", "planned", "happened", "surprise", "not_reached", "version"])?;
        let phase = fields.id("phase");
        let [planned, happened, surprise, not_reached] = texts.map(|name| fields.long(name, Long::parse));
        let version = version(&mut fields);
        fields.finish(|| {
            Some(Moment {
                phase: phase?,
                planned: planned?,
                happened: happened?,
                surprise: surprise?,
                not_reached: not_reached?,
                version: version?,
            })
        })
    }
}

/// What the group says of one criterion.
#[derive(Clone, Debug)]
pub struct Row {
    pub criterion: Title,
    pub positive: Long,
    pub positive_why: Long,
    pub negative: Long,
    pub negative_why: Long,
    pub not_known: Long,
}

/// The fields of a row; `row` and `version` where there is one already.
pub const ROW: [&str; 8] =
    ["row", "version", "criterion", "positive", "positive_why", "negative", "negative_why", "not_known"];

impl Row {
    /// Reads the row that `fields` hold: something has to be said of the criterion.
    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let criterion = fields.required("criterion", Title::parse);
        let texts = ["positive", "positive_why", "negative", "negative_why", "not_known"];
        let [positive, positive_why, negative, negative_why, not_known] =
            texts.map(|name| fields.long(name, Long::parse));
        let silent = |text: &Option<Long>| text.as_ref().is_some_and(Long::is_empty);
        if [&positive, &negative, &not_known].into_iter().all(silent) {
            fields.refuse("positive", Problem::Required);
        }
        fields.finish(|| {
            Some(Row {
                criterion: criterion?,
                positive: positive?,
                positive_why: positive_why?,
                negative: negative?,
                negative_why: negative_why?,
                not_known: not_known?,
            })
        })
    }
}

/// The hands raised for a lesson, what they mean, and what is said against it.
#[derive(Clone, Debug)]
pub struct Counted {
    pub lesson: Uuid,
    pub hands: Hands,
    pub agreement: Agreement,
    pub dissent: Long,
}

impl Counted {
    /// Reads `lesson`, `in_favour`, `against`, `abstained` and `dissent`.
    pub fn parse(act: &Act) -> Result<Self, AppError> {
        let mut fields = act.fields(&["lesson", "in_favour", "against", "abstained", "dissent"])?;
        let lesson = fields.id("lesson");
        let [in_favour, against, abstained] =
            ["in_favour", "against", "abstained"].map(|name| fields.long(name, Hands::count));
        let dissent = fields.long("dissent", Long::parse);
        let hands = (|| Some(Hands { in_favour: in_favour?, against: against?, abstained: abstained? }))();
        let agreement = hands.zip(dissent.as_ref()).and_then(|(hands, dissent)| {
            let field = if hands.raised() == 0 { "in_favour" } else { "dissent" };
            fields.keep(field, may_stand(hands, dissent.as_str()))
        });
        fields.finish(|| Some(Counted { lesson: lesson?, hands: hands?, agreement: agreement?, dissent: dissent? }))
    }
}

/// What the group asks of somebody.
#[derive(Clone, Debug)]
pub struct Recommendation {
    pub addressee: Addressee,
    pub action: Long,
    /// The member who looks after it.
    pub follower: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
    pub state: Progress,
}

/// The fields of a recommendation; `recommendation` and `version` where there is one already.
pub const RECOMMENDATION: [&str; 7] =
    ["recommendation", "version", "addressee", "action", "follower", "due_on", "state"];

impl Recommendation {
    /// Reads the recommendation that `fields` hold.
    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let addressee = fields.choice("addressee", Addressee::from_code);
        let action = fields.required("action", Long::some);
        let follower = fields.optional_id("follower");
        let due_on = fields.optional_day("due_on");
        let known = |code: &str| Progress::from_code(code).ok_or(Problem::NotAChoice);
        let state = fields.optional("state", known).unwrap_or(Progress::Open);
        fields.finish(|| Some(Recommendation { addressee: addressee?, action: action?, follower, due_on, state }))
    }
}
