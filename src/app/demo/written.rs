//! From what people said to contributions, lessons and the note that quotes them.

use super::{
    build::Scene,
    craft::{person, set},
    rows,
    script::Day,
};
use crate::domain::{
    capitalisation::{Marker, NoteState},
    phase::PhaseKind,
};
use uuid::Uuid;

fn phase(phases: &[rows::Phase], kind: PhaseKind) -> Option<Uuid> {
    phases.iter().find(|phase| phase.kind == kind).map(|phase| phase.id)
}

/// What everybody said, in order of days.
pub fn contributions(scene: &Scene, phases: &[rows::Phase]) -> Vec<rows::Contribution> {
    let voices = scene.script.voices.iter().map(|voice| {
        let said_on = scene.calendar.day(voice.on);
        rows::Contribution {
            id: scene.id_at(scene.calendar.at(said_on, (18, 0)), "contribution", voice.text),
            key: voice.key,
            person: person(voice.by),
            kind: voice.kind.code(),
            phase: phase(phases, voice.phase),
            text: set(voice.text),
            scope: voice.scope.code(),
            signed_as: if voice.by_name { "name" } else { "role" },
            said_on,
        }
    });
    let mut voices: Vec<_> = voices.collect();
    voices.sort_by_key(|voice| voice.said_on);
    voices
}

/// The lessons, each at its phase.
pub fn lessons(scene: &Scene, phases: &[rows::Phase]) -> Vec<rows::Lesson> {
    let row = |lesson: &super::script::Lesson| rows::Lesson {
        id: scene.id("lesson", lesson.condition),
        phase: phase(phases, lesson.phase),
        outcome: lesson.outcome.code(),
        condition: set(lesson.condition),
        action: set(lesson.action),
        reason: set(lesson.reason),
        applies_when: set(lesson.applies_when),
        evidence: set(lesson.evidence),
        does_not_apply_when: set(lesson.does_not_apply_when),
        agreement: lesson.agreement.code(),
        dissent: set(lesson.dissent),
        phase_kind: lesson.phase.code(),
        written_by: person(lesson.by),
        written_on: scene.calendar.day(lesson.on),
    };
    scene.script.lessons.iter().map(row).collect()
}

/// The note, its quotes led to what was said.
pub fn note(scene: &Scene, contributions: &[rows::Contribution]) -> rows::Note {
    let note = &scene.script.note;
    let Day(week, weekday) = note.on;
    let edited_at = scene.calendar.at(scene.calendar.day(Day(week, weekday)), (16, 20));
    let agreed_at = scene.calendar.at(scene.calendar.day(Day(week + 1, weekday)), (11, 5));
    let quoted = contributions.iter().filter(|said| !said.key.is_empty());
    let body = quoted.fold(set(note.body), |body, said| {
        body.replace(&format!("{{{{quote:{}}}}}", said.key), &Marker::Quote(said.id).to_text())
    });
    rows::Note {
        id: scene.id("note", ""),
        state: note.state.code(),
        title: set(note.title),
        summary: set(note.summary),
        body,
        edited_by: person(note.by),
        edited_at,
        published: (note.state == NoteState::Published).then(|| (person(note.agreed), agreed_at)),
    }
}
