//! How this feature says what others show too.

use crate::{
    app::i18n::*,
    domain::{mission::MissionState, skill::Level},
};

/// What somebody says of herself.
pub fn level(locale: Locale, level: Level) -> String {
    match level {
        Level::Learns => td_string!(locale, poles.skills.levels.learns).to_string(),
        Level::Knows => td_string!(locale, poles.skills.levels.knows).to_string(),
        Level::PassesOn => td_string!(locale, poles.skills.levels.passes_on).to_string(),
    }
}

/// Where a mission stands.
pub fn state(locale: Locale, state: MissionState) -> String {
    match state {
        MissionState::ToDo => td_string!(locale, poles.states.to_do).to_string(),
        MissionState::Doing => td_string!(locale, poles.states.doing).to_string(),
        MissionState::Blocked => td_string!(locale, poles.states.blocked).to_string(),
        MissionState::Done => td_string!(locale, poles.states.done).to_string(),
    }
}
