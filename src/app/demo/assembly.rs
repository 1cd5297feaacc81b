//! What the group decided, how it shares the work of running itself, and who knows what: the story, then its rows.

use super::{
    build::Scene,
    craft::{person, set},
    rows,
    script::{Day, Who},
};
use crate::domain::{
    phase::PhaseKind,
    skill::Level,
    template::EventKind,
    vote::{Ballot, ConsentBallot, Electorate, MajorityBallot, Method},
};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The story.
pub struct Assembly {
    pub questions: &'static [Question],
    pub minutes: &'static [Minutes],
    pub hours: &'static [Hours],
    /// A know-how, and what each says of herself.
    pub skills: &'static [(&'static str, &'static [(Who, Level)])],
    /// A mission's small steps, the first so many done.
    pub steps: &'static [(&'static str, usize, &'static [&'static str])],
    /// A mission and who helps.
    pub helpers: &'static [(&'static str, Who)],
    pub turns: &'static [(&'static str, PhaseKind, Who)],
    pub handovers: &'static [Handover],
}

/// A question to the assembly.
pub struct Question {
    pub title: &'static str,
    pub details: &'static str,
    pub by: Who,
    pub on: Day,
    pub method: Method,
    pub secret: bool,
    pub needed: i64,
    pub options: &'static [&'static str],
    /// Who voted, and how: a code, or places of options such as "2,1".
    pub votes: &'static [(Who, &'static str)],
    pub stage: Stage,
}

/// How far a question is.
pub enum Stage {
    Proposed,
    Open,
    /// On that day, in these words, to be looked at again.
    Closed(Day, &'static str, Option<Day>),
}

/// What was said at the meeting of that day, and which questions were answered there.
pub struct Minutes {
    pub on: Day,
    pub title: &'static str,
    pub text: &'static str,
    pub by: Who,
    pub questions: &'static [&'static str],
}

/// Hours for a pôle: who, pôle, day, minutes, what for.
pub type Hours = (Who, &'static str, Day, i64, &'static str);

/// What one tells the next.
pub struct Handover {
    pub pole: &'static str,
    pub by: Who,
    pub on: Day,
    pub text: &'static str,
}

/// What the story becomes.
pub struct Rows {
    pub decisions: Vec<Decision>,
    pub minutes: Vec<MinutesRow>,
    pub hours: Vec<HoursRow>,
    pub skills: Vec<(Uuid, &'static str, Vec<(Uuid, &'static str)>)>,
    /// Step, mission, position, text, whether it is done.
    pub steps: Vec<(Uuid, Uuid, i64, String, bool)>,
    pub helpers: Vec<(Uuid, Uuid)>,
    pub turns: Vec<(Uuid, Uuid, Uuid)>,
    pub handovers: Vec<HandoverRow>,
}

pub struct Decision {
    pub id: Uuid,
    pub title: String,
    pub details: String,
    pub method: &'static str,
    pub secret: bool,
    pub electorate: &'static str,
    pub needed: i64,
    pub state: &'static str,
    pub proposed_by: Uuid,
    pub proposed_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub outcome: String,
    pub review_on: Option<NaiveDate>,
    pub minutes: Option<Uuid>,
    pub options: Vec<(Uuid, String)>,
    pub voters: Vec<Uuid>,
    /// In the order of the voters when the vote is open; else in no order.
    pub ballots: Vec<String>,
}

pub struct MinutesRow {
    pub id: Uuid,
    pub event: Option<Uuid>,
    pub held_on: NaiveDate,
    pub title: String,
    pub text: String,
    pub by: Uuid,
}

pub struct HoursRow {
    pub id: Uuid,
    pub pole: Uuid,
    pub person: Uuid,
    pub worked_on: NaiveDate,
    pub minutes: i64,
    pub note: String,
}

pub struct HandoverRow {
    pub id: Uuid,
    pub pole: Uuid,
    pub text: String,
    pub by: Uuid,
    pub on: NaiveDate,
}

/// The rows of one cohort's story.
pub fn rows(scene: &Scene, phases: &[rows::Phase]) -> Rows {
    let story = scene.script.assembly;
    let phase = |kind: PhaseKind| phases.iter().find(|phase| phase.kind == kind).map(|phase| phase.id);
    let steps = story.steps.iter().flat_map(|(mission, done, texts)| {
        texts.iter().enumerate().map(move |(at, text)| {
            let id = scene.id("step", &format!("{mission} {text}"));
            (id, scene.id("mission", mission), at as i64 + 1, set(text), at < *done)
        })
    });
    let skill = |(name, said): &(&'static str, &'static [(Who, Level)])| {
        (scene.id("skill", name), *name, said.iter().map(|(who, level)| (person(who), level.code())).collect())
    };
    Rows {
        decisions: story.questions.iter().map(|question| decision(scene, question)).collect(),
        minutes: story.minutes.iter().map(|minutes| minutes_row(scene, minutes)).collect(),
        hours: story.hours.iter().map(|hours| hours_row(scene, hours)).collect(),
        skills: story.skills.iter().map(skill).collect(),
        steps: steps.collect(),
        helpers: story.helpers.iter().map(|(mission, who)| (scene.id("mission", mission), person(who))).collect(),
        turns: story
            .turns
            .iter()
            .filter_map(|(pole, kind, who)| Some((scene.id("pole", pole), phase(*kind)?, person(who))))
            .collect(),
        handovers: story.handovers.iter().map(|note| handover_row(scene, note)).collect(),
    }
}

fn decision(scene: &Scene, question: &Question) -> Decision {
    let (state, closed_on, outcome, review_on) = match question.stage {
        Stage::Proposed => ("proposed", None, "", None),
        Stage::Open => ("open", None, "", None),
        Stage::Closed(on, outcome, review) => ("closed", Some(on), outcome, review),
    };
    let options: Vec<(Uuid, String)> = question
        .options
        .iter()
        .map(|title| (scene.id("option", &format!("{} {title}", question.title)), set(title)))
        .collect();
    let mut ballots: Vec<String> =
        question.votes.iter().map(|(_, code)| ballot(question.method, code, &options).code()).collect();
    if question.secret {
        ballots.sort_unstable();
    }
    let minutes = scene.script.assembly.minutes.iter().find(|minutes| minutes.questions.contains(&question.title));
    Decision {
        id: scene.id("decision", question.title),
        title: set(question.title),
        details: set(question.details),
        method: question.method.code(),
        secret: question.secret,
        electorate: Electorate::Entrepreneurs.code(),
        needed: question.needed,
        state,
        proposed_by: person(question.by),
        proposed_on: scene.calendar.day(question.on),
        closed_on: closed_on.map(|day| scene.calendar.day(day)),
        outcome: set(outcome),
        review_on: review_on.map(|day| scene.calendar.day(day)),
        minutes: minutes.map(|minutes| scene.id("minutes", minutes.title)),
        options,
        voters: question.votes.iter().map(|(who, _)| person(who)).collect(),
        ballots,
    }
}

fn ballot(method: Method, code: &str, options: &[(Uuid, String)]) -> Ballot {
    match method {
        Method::Consent => Ballot::Consent(ConsentBallot::from_code(code).unwrap_or(ConsentBallot::Agree)),
        Method::Majority => Ballot::Majority(MajorityBallot::from_code(code).unwrap_or(MajorityBallot::Abstain)),
        Method::Ranking => {
            let option = |place: &str| options.get(place.parse::<usize>().ok()?.checked_sub(1)?);
            Ballot::Ranking(code.split(',').filter_map(option).map(|(id, _)| *id).collect())
        }
    }
}

/// The id of a secret ballot: no time, like the program's own, but alike at every filling.
pub fn ballot_id(decision: Uuid, index: usize) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(format!("{decision} {index}").as_bytes()).into();
    let mut random = [0; 16];
    random.copy_from_slice(&digest[..16]);
    Builder::from_random_bytes(random).into_uuid()
}

fn minutes_row(scene: &Scene, minutes: &Minutes) -> MinutesRow {
    let held_on = scene.calendar.day(minutes.on);
    let events = scene.script.events.iter().filter(|event| event.kind == EventKind::Meeting);
    let mut events = events.filter(|event| scene.calendar.day(event.on) == held_on);
    MinutesRow {
        id: scene.id("minutes", minutes.title),
        event: events.next().map(|event| scene.id("event", &format!("{held_on} {}", event.title))),
        held_on,
        title: set(minutes.title),
        text: set(minutes.text),
        by: person(minutes.by),
    }
}

fn hours_row(scene: &Scene, (who, pole, on, minutes, note): &Hours) -> HoursRow {
    let worked_on = scene.calendar.day(*on);
    HoursRow {
        id: scene.id("hours", &format!("{who} {pole} {worked_on}")),
        pole: scene.id("pole", pole),
        person: person(who),
        worked_on,
        minutes: *minutes,
        note: set(note),
    }
}

fn handover_row(scene: &Scene, note: &Handover) -> HandoverRow {
    let on = scene.calendar.day(note.on);
    HandoverRow {
        id: scene.id("handover", &format!("{} {on}", note.pole)),
        pole: scene.id("pole", note.pole),
        text: set(note.text),
        by: person(note.by),
        on,
    }
}
