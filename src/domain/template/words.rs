//! Every code of every template has its words, in both languages.

use std::collections::{BTreeMap, BTreeSet};

use super::{EventKind, TemplateKind};
use crate::domain::phase::PhaseKind;

const FRENCH: &str = include_str!("../../../locales/templates/fr.json");
const ENGLISH: &str = include_str!("../../../locales/templates/en.json");

fn words(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).unwrap()
}

fn wanted() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = PhaseKind::ALL.iter().map(|kind| format!("phase.{}", kind.code())).collect();
    keys.extend(EventKind::ALL.iter().map(|kind| format!("event_kind.{}", kind.code())));
    keys.insert("event.capitalisation_day".to_owned());
    for kind in TemplateKind::ALL {
        let template = kind.template();
        keys.extend([format!("template.{}", kind.code()), format!("template.{}.purpose", kind.code())]);
        for pole in template.poles {
            keys.extend([format!("pole.{}", pole.code), format!("pole.{}.purpose", pole.code)]);
            keys.extend(pole.missions.iter().map(|mission| format!("mission.{mission}")));
        }
        keys.extend(template.events.iter().map(|event| format!("event.{}", event.code)));
        for space in template.spaces {
            keys.insert(format!("space.{}", space.code));
            keys.extend(space.machines.iter().map(|(machine, _)| format!("machine.{machine}")));
        }
        for product in template.products {
            keys.extend([format!("product.{}", product.code), format!("unit.{}", product.unit)]);
        }
    }
    keys
}

#[test]
fn both_languages_have_exactly_the_words_of_the_templates() {
    for text in [FRENCH, ENGLISH] {
        let have: BTreeSet<String> = words(text).into_keys().collect();
        let wanted = wanted();
        assert_eq!(wanted.difference(&have).collect::<Vec<_>>(), Vec::<&String>::new(), "missing");
        assert_eq!(have.difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new(), "unknown");
    }
}

#[test]
fn words_are_short_and_well_set() {
    for word in words(FRENCH).values().chain(words(ENGLISH).values()) {
        assert!(!word.is_empty() && word.chars().count() <= 120, "{word}");
        assert!(!word.contains(['\u{b7}', '\'']), "{word}");
        assert_eq!(word.trim(), word);
    }
    for word in words(FRENCH).values() {
        let set =
            [':', ';', '!', '?'].iter().all(|mark| !word.contains(&format!(" {mark}")) || word.contains('\u{a0}'));
        assert!(set, "no-break space before the mark: {word}");
    }
}
