//! How this feature says what others show too.

use crate::{app::i18n::*, domain::skill::Level};

/// What somebody says of herself.
pub fn level(locale: Locale, level: Level) -> String {
    match level {
        Level::Learns => td_string!(locale, poles.skills.levels.learns).to_string(),
        Level::Knows => td_string!(locale, poles.skills.levels.knows).to_string(),
        Level::PassesOn => td_string!(locale, poles.skills.levels.passes_on).to_string(),
    }
}
