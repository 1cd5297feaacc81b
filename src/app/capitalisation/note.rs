//! What the program does for whoever writes the note: a first text to start from, and words to read twice.

use super::store::{Contribution, StoredLesson, note::Note};
use crate::domain::{
    capitalisation::{Kind, Marker},
    caution,
};

/// The headings of a first text, in its writer's language.
pub struct Headings {
    pub worked: String,
    pub did_not_work: String,
    pub surprises: String,
    pub lessons: String,
    /// What stands under a heading that has nothing yet.
    pub nothing: String,
}

/// A first text in Markdown: what may be quoted, by kind, then what the lessons say to do.
pub fn propose(headings: &Headings, said: &[Contribution], lessons: &[StoredLesson]) -> String {
    let quotes = |kinds: &[Kind]| {
        let of_kind = said.iter().rev().filter(|said| kinds.contains(&said.kind));
        of_kind.map(|said| Marker::Quote(said.id).to_text()).collect::<Vec<_>>().join("\n\n")
    };
    let actions =
        lessons.iter().map(|lesson| format!("- {}", one_line(&lesson.told.action))).collect::<Vec<_>>().join("\n");
    let sections = [
        (&headings.worked, quotes(&[Kind::Worked])),
        (&headings.did_not_work, quotes(&[Kind::DidNotWork])),
        (&headings.surprises, quotes(&[Kind::Surprise, Kind::Story])),
        (&headings.lessons, actions),
    ];
    let section = |(heading, content): (&String, String)| {
        let content = if content.is_empty() { headings.nothing.clone() } else { content };
        format!("## {heading}\n\n{content}")
    };
    sections.map(section).join("\n\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of the note, and of what may be quoted in it, that should be read twice before anybody else reads them.
pub fn cautions(note: &Note, quotable: &[Contribution]) -> Vec<&'static str> {
    let quoted = quotable.iter().filter(|said| note.body.contains(&said.id.to_string())).map(|said| said.text.as_str());
    let texts = [note.title.as_str(), &note.summary, &note.body].into_iter().chain(quoted);
    let mut found: Vec<&str> = texts.flat_map(caution::words_in).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::capitalisation::store::LessonText,
        domain::{
            capitalisation::{Medium, Outcome, Scope, SignedAs},
            cohort::Role,
        },
    };
    use uuid::Uuid;

    fn said(id: u128, kind: Kind) -> Contribution {
        Contribution {
            id: Uuid::from_u128(id),
            person: Uuid::nil(),
            kind,
            phase: None,
            text: "Mon adresse".into(),
            language: "fr".into(),
            scope: Scope::Partners,
            signed_as: SignedAs::Role,
            pseudonym: String::new(),
            said_on: Default::default(),
            name: String::new(),
            role: Role::Entrepreneur,
            medium: Medium::Text,
            media: None,
            about: None,
            typed_by: None,
            consented_on: None,
        }
    }

    #[test]
    fn proposes_a_text_from_the_records() {
        let [worked, did_not_work, surprises, lessons, nothing] =
            ["Marché", "Pas marché", "Surprises", "Leçons", "Rien encore."].map(str::to_owned);
        let headings = Headings { worked, did_not_work, surprises, lessons, nothing };
        let told = LessonText {
            outcome: Outcome::Worked,
            condition: String::new(),
            action: "Couper\n le matin".into(),
            reason: String::new(),
            applies_when: String::new(),
            does_not_apply_when: String::new(),
            evidence: String::new(),
            agreement: None,
            dissent: String::new(),
            replaced_by: String::new(),
        };
        let lesson = StoredLesson { id: Uuid::nil(), phase: None, superseded_by: None, review_on: None, told };
        let said = [said(3, Kind::Story), said(2, Kind::Worked), said(1, Kind::Worked)];
        let [one, two, three] = [1, 2, 3].map(|id| Marker::Quote(Uuid::from_u128(id)).to_text());
        let expected = format!(
            "## Marché\n\n{one}\n\n{two}\n\n## Pas marché\n\nRien encore.\n\n## Surprises\n\n{three}\n\n## Leçons\n\n- Couper le matin"
        );
        assert_eq!(propose(&headings, &said, &[lesson]), expected);
    }

    #[test]
    fn reads_quotes_twice_too() {
        let note = Note {
            id: Uuid::nil(),
            state: crate::domain::capitalisation::NoteState::Draft,
            title: "La préfecture".into(),
            summary: String::new(),
            body: Marker::Quote(Uuid::from_u128(1)).to_text(),
            version: 1,
            scope: Scope::Partners,
            announced_at: None,
            announced_by: None,
            published_at: None,
            editions: 0,
        };
        assert_eq!(cautions(&note, &[said(1, Kind::Worked)]), ["adresse", "préfecture"]);
        assert_eq!(cautions(&note, &[said(2, Kind::Worked)]), ["préfecture"]);
    }
}
