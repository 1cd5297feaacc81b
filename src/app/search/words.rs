//! What is found, in words and pictures.

use crate::{app::i18n::*, domain::search::Kind};

/// One of a kind, beside its title.
pub fn kind(locale: Locale, kind: Kind) -> String {
    let words = match kind {
        Kind::Lesson => td_string!(locale, search.kind.lesson),
        Kind::Published => td_string!(locale, search.kind.published),
        Kind::Practice => td_string!(locale, search.kind.practice),
        Kind::Note => td_string!(locale, search.kind.note),
        Kind::Contribution => td_string!(locale, search.kind.contribution),
        Kind::Decision => td_string!(locale, search.kind.decision),
        Kind::Minutes => td_string!(locale, search.kind.minutes),
        Kind::Event => td_string!(locale, search.kind.event),
        Kind::Mission => td_string!(locale, search.kind.mission),
        Kind::Product => td_string!(locale, search.kind.product),
        Kind::Order => td_string!(locale, search.kind.order),
    };
    words.to_string()
}

/// All of a kind, to choose it.
pub fn kinds(locale: Locale, kind: Kind) -> String {
    let words = match kind {
        Kind::Lesson => td_string!(locale, search.kinds.lesson),
        Kind::Published => td_string!(locale, search.kinds.published),
        Kind::Practice => td_string!(locale, search.kinds.practice),
        Kind::Note => td_string!(locale, search.kinds.note),
        Kind::Contribution => td_string!(locale, search.kinds.contribution),
        Kind::Decision => td_string!(locale, search.kinds.decision),
        Kind::Minutes => td_string!(locale, search.kinds.minutes),
        Kind::Event => td_string!(locale, search.kinds.event),
        Kind::Mission => td_string!(locale, search.kinds.mission),
        Kind::Product => td_string!(locale, search.kinds.product),
        Kind::Order => td_string!(locale, search.kinds.order),
    };
    words.to_string()
}

/// Its pictogram.
pub fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Lesson | Kind::Published => "lesson",
        Kind::Practice => "needle",
        Kind::Note => "book",
        Kind::Contribution => "quote",
        Kind::Decision => "check",
        Kind::Minutes => "note",
        Kind::Event => "calendar",
        Kind::Mission => "flag",
        Kind::Product => "box",
        Kind::Order => "basket",
    }
}
