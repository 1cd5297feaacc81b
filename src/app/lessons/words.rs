//! The words of answers, results, criteria and of what the library is filtered by.

use super::store::Published;
use crate::{
    app::{cohorts::template_words, i18n::*},
    domain::{
        lesson::{Answer, Criterion, Effect, Met, Season, Size},
        template::TemplateKind,
    },
};
use chrono::{Datelike, NaiveDate};

/// What the group does with a lesson.
pub fn answer(locale: Locale, answer: Answer) -> String {
    match answer {
        Answer::Adopted => td_string!(locale, lessons.answers.adopted),
        Answer::Adapted => td_string!(locale, lessons.answers.adapted),
        Answer::NotForUs => td_string!(locale, lessons.answers.not_for_us),
    }
    .to_string()
}

/// What came of it.
pub fn effect(locale: Locale, effect: Effect) -> String {
    match effect {
        Effect::Helped => td_string!(locale, lessons.results.helped),
        Effect::DidNot => td_string!(locale, lessons.results.did_not),
        Effect::TooEarly => td_string!(locale, lessons.results.too_early),
    }
    .to_string()
}

/// What a criterion asks.
pub fn criterion(locale: Locale, criterion: Criterion) -> String {
    match criterion {
        Criterion::Proven => td_string!(locale, lessons.criteria.proven),
        Criterion::Durable => td_string!(locale, lessons.criteria.durable),
        Criterion::GenderSensitive => td_string!(locale, lessons.criteria.gender_sensitive),
        Criterion::Feasible => td_string!(locale, lessons.criteria.feasible),
        Criterion::Participatory => td_string!(locale, lessons.criteria.participatory),
        Criterion::Replicable => td_string!(locale, lessons.criteria.replicable),
        Criterion::LowersRisk => td_string!(locale, lessons.criteria.lowers_risk),
    }
    .to_string()
}

/// "Oui"
pub fn met(locale: Locale, met: Met) -> String {
    match met {
        Met::Yes => td_string!(locale, lessons.met.yes),
        Met::No => td_string!(locale, lessons.met.no),
        Met::Unknown => td_string!(locale, lessons.met.unknown),
    }
    .to_string()
}

/// "De 8 à 14 personnes"
pub fn size(locale: Locale, size: Size) -> String {
    match size {
        Size::Small => td_string!(locale, lessons.sizes.small),
        Size::Medium => td_string!(locale, lessons.sizes.medium),
        Size::Large => td_string!(locale, lessons.sizes.large),
    }
    .to_string()
}

/// "Automne"
pub fn season(locale: Locale, season: Season) -> String {
    match season {
        Season::Spring => td_string!(locale, lessons.seasons.spring),
        Season::Summer => td_string!(locale, lessons.seasons.summer),
        Season::Autumn => td_string!(locale, lessons.seasons.autumn),
        Season::Winter => td_string!(locale, lessons.seasons.winter),
    }
    .to_string()
}

/// "Textile"
pub fn trade(locale: Locale, kind: TemplateKind) -> String {
    match kind {
        TemplateKind::Culinary => td_string!(locale, capitalisation.trades.culinary),
        TemplateKind::Textile => td_string!(locale, capitalisation.trades.textile),
        TemplateKind::Services => td_string!(locale, capitalisation.trades.services),
    }
    .to_string()
}

fn began(locale: Locale, day: NaiveDate) -> String {
    let month = format!("{:02}", day.month());
    let of = Season::ALL.iter().find(|season| season.months().contains(&month));
    let season = of.map(|of| season(locale, *of)).unwrap_or_default();
    format!("{} {}", season.to_lowercase(), day.year())
}

/// Where a lesson comes from: its trade, its group, the season in which that began, its phase.
pub fn origin(locale: Locale, lesson: &Published) -> String {
    let phase = lesson.phase.map(|kind| format!(" · {}", template_words::phase(locale, kind))).unwrap_or_default();
    let (trade, began) = (trade(locale, lesson.template), began(locale, lesson.began_on));
    format!("{trade} · {}, {began}{phase}", lesson.cohort)
}

/// How many groups took a lesson, and how many of them it helped. Groups are counted, never named.
pub fn counts(locale: Locale, lesson: &Published) -> String {
    if lesson.adopted == 0 {
        return td_string!(locale, lessons.taken_by_nobody).to_string();
    }
    let taken = td_string!(locale, lessons.taken, count = lesson.adopted).to_string();
    let helped = td_string!(locale, lessons.helped, count = lesson.helped).to_string();
    format!("{taken} {helped}")
}
