//! How this feature speaks.

use crate::{
    app::i18n::*,
    domain::afterwards::{Moment, Situation},
};

/// What somebody does.
pub fn situation(locale: Locale, situation: Situation) -> String {
    match situation {
        Situation::Employment => td_string!(locale, figures.situations.employment),
        Situation::Business => td_string!(locale, figures.situations.business),
        Situation::Training => td_string!(locale, figures.situations.training),
        Situation::Project => td_string!(locale, figures.situations.project),
        Situation::Looking => td_string!(locale, figures.situations.looking),
        Situation::Other => td_string!(locale, figures.situations.other),
    }
    .to_string()
}

/// When it was asked.
pub fn moment(locale: Locale, moment: Moment) -> String {
    match moment {
        Moment::End => td_string!(locale, figures.moments.end),
        Moment::SixMonths => td_string!(locale, figures.moments.six_months),
    }
    .to_string()
}
