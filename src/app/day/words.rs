//! The words of steps, guests, addressees and of how far the group is.

use super::store::Counts;
use crate::{
    app::{i18n::*, words},
    domain::review::{Addressee, Facts, Guest, Hands, LESSONS, Presence, Progress, Step},
};

macro_rules! step_words {
    ($(#[$doc:meta])* $name:ident, $section:ident) => {
        $(#[$doc])*
        pub fn $name(locale: Locale, step: Step) -> String {
            match step {
                Step::Rules => td_string!(locale, day.$section.rules),
                Step::Timeline => td_string!(locale, day.$section.timeline),
                Step::Stories => td_string!(locale, day.$section.stories),
                Step::Cards => td_string!(locale, day.$section.cards),
                Step::Analysis => td_string!(locale, day.$section.analysis),
                Step::Lessons => td_string!(locale, day.$section.lessons),
                Step::Agreement => td_string!(locale, day.$section.agreement),
                Step::Recommendations => td_string!(locale, day.$section.recommendations),
                Step::Reading => td_string!(locale, day.$section.reading),
            }
            .to_string()
        }
    };
}

step_words! {
    /// The question of a step.
    step, steps
}
step_words! {
    /// What to do there, in one sentence.
    todo, todo
}

/// The pictogram of a step.
pub const fn icon(step: Step) -> &'static str {
    match step {
        Step::Rules => "heart-hands",
        Step::Timeline => "calendar",
        Step::Stories => "story",
        Step::Cards => "worked",
        Step::Analysis => "eye",
        Step::Lessons => "lesson",
        Step::Agreement => "team",
        Step::Recommendations => "megaphone",
        Step::Reading => "book",
    }
}

/// "Étape 3 sur 9 · 10 h 30 – 11 h 30"
pub fn place(locale: Locale, step: Step) -> String {
    let (from, to) = step.hours();
    let hours = words::span(locale, from, to);
    td_string!(locale, day.place, number = step.number(), of = Step::ALL.len(), hours = hours).to_string()
}

/// How far the group is at a step; nothing where there is nothing to count.
pub fn progress(locale: Locale, step: Step, counts: &Counts, phases: usize) -> String {
    match step {
        Step::Rules => {
            td_string!(locale, day.progress.rules, present = counts.present, agreed = counts.agreed).to_string()
        }
        Step::Timeline => td_string!(locale, day.progress.timeline, count = counts.moments, of = phases).to_string(),
        Step::Stories => td_string!(locale, day.progress.stories, count = counts.stories).to_string(),
        Step::Cards => td_string!(locale, day.progress.cards, cards = counts.cards, heaps = counts.heaps).to_string(),
        Step::Analysis => td_string!(locale, day.progress.analysis, count = counts.analysed).to_string(),
        Step::Lessons => {
            let (least, most) = (*LESSONS.start(), *LESSONS.end());
            td_string!(locale, day.progress.lessons, count = counts.lessons, least = least, most = most).to_string()
        }
        Step::Agreement => {
            td_string!(locale, day.progress.agreement, count = counts.counted, of = counts.lessons).to_string()
        }
        Step::Recommendations => {
            td_string!(locale, day.progress.recommendations, count = counts.recommendations).to_string()
        }
        Step::Reading => td_string!(locale, day.progress.reading).to_string(),
    }
}

/// Kinds of guests.
pub fn guest(locale: Locale, guest: Guest) -> String {
    match guest {
        Guest::Funder => td_string!(locale, day.guests.funder),
        Guest::Prescriber => td_string!(locale, day.guests.prescriber),
        Guest::Host => td_string!(locale, day.guests.host),
        Guest::Cae => td_string!(locale, day.guests.cae),
        Guest::Former => td_string!(locale, day.guests.former),
        Guest::Other => td_string!(locale, day.guests.other),
    }
    .to_string()
}

/// How far somebody is in the round.
pub fn presence(locale: Locale, presence: Option<Presence>) -> String {
    match presence {
        None => td_string!(locale, day.presence.not_yet),
        Some(Presence::Present) => td_string!(locale, day.presence.present),
        Some(Presence::Agreed) => td_string!(locale, day.presence.agreed),
    }
    .to_string()
}

/// To whom a recommendation speaks.
pub fn addressee(locale: Locale, addressee: Addressee) -> String {
    match addressee {
        Addressee::City => td_string!(locale, day.addressees.city),
        Addressee::Cae => td_string!(locale, day.addressees.cae),
        Addressee::Host => td_string!(locale, day.addressees.host),
        Addressee::Prescriber => td_string!(locale, day.addressees.prescriber),
        Addressee::Funder => td_string!(locale, day.addressees.funder),
        Addressee::Us => td_string!(locale, day.addressees.us),
        Addressee::NextCohort => td_string!(locale, day.addressees.next_cohort),
        Addressee::Other => td_string!(locale, day.addressees.other),
    }
    .to_string()
}

/// What has become of a recommendation.
pub fn state(locale: Locale, state: Progress) -> String {
    match state {
        Progress::Open => td_string!(locale, day.states.open),
        Progress::Doing => td_string!(locale, day.states.doing),
        Progress::Done => td_string!(locale, day.states.done),
        Progress::Dropped => td_string!(locale, day.states.dropped),
    }
    .to_string()
}

/// "7 pour, 1 contre, 0 ne se prononce pas"
pub fn hands(locale: Locale, hands: Hands) -> String {
    let Hands { in_favour, against, abstained } = hands;
    td_string!(locale, day.hands_told, in_favour = in_favour, against = against, abstained = abstained).to_string()
}

/// What the records say of a phase, in sentences; those of which there is nothing stay away.
pub fn facts(locale: Locale, facts: &Facts) -> Vec<String> {
    let lines = [
        (facts.days, td_string!(locale, day.facts.made, days = facts.days, count = facts.made).to_string()),
        (facts.met, td_string!(locale, day.facts.met, count = facts.met).to_string()),
        (facts.decided, td_string!(locale, day.facts.decided, count = facts.decided).to_string()),
        (
            facts.sold,
            td_string!(locale, day.facts.sold, count = facts.sold, amount = facts.earned.french()).to_string(),
        ),
    ];
    lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect()
}
