//! The words of the built-in templates, in the two languages in which they are written. A new cohort gets them as text of
//! its own; the kinds of phases and events are called by them everywhere.

use crate::{
    app::i18n::Locale,
    domain::{
        phase::PhaseKind,
        template::{EventKind, Model, TemplateKind},
    },
};
use std::{collections::HashMap, sync::LazyLock};

type Words = HashMap<String, String>;

// A unit test of `domain::template` reads both files and compares their keys.
static FRENCH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../locales/templates/fr.json")));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../locales/templates/en.json")));

fn read(text: &str) -> Words {
    serde_json::from_str(text).unwrap_or_default()
}

/// The word of `key`, such as `pole.confection.purpose`.
fn word(locale: Locale, key: &str) -> String {
    let words = if locale == Locale::fr { &FRENCH } else { &ENGLISH };
    words.get(key).cloned().unwrap_or_default()
}

/// A built-in trade in a language.
pub fn built_in(locale: Locale, kind: TemplateKind) -> Model {
    Model::built_in(kind, &|key| word(locale, key))
}

/// "Textile" and what it is about.
pub fn template(locale: Locale, kind: TemplateKind) -> (String, String) {
    let key = format!("template.{}", kind.code());
    (word(locale, &key), word(locale, &format!("{key}.purpose")))
}

/// "Prospection et vente"
pub fn phase(locale: Locale, kind: PhaseKind) -> String {
    word(locale, &format!("phase.{}", kind.code()))
}

/// "Journée de vente"
pub fn event_kind(locale: Locale, kind: EventKind) -> String {
    word(locale, &format!("event_kind.{}", kind.code()))
}

/// The pictogram of a kind of event.
pub fn event_icon(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Training => "training",
        EventKind::Visit => "visit",
        EventKind::Meeting => "meeting",
        EventKind::SalesDay => "sales-day",
        EventKind::CapitalisationDay => "book",
    }
}
