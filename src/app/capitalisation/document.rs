//! An article as a document: what every file of a note is written from. The same words in the same order as its page.

use super::{
    article::Article,
    charts::{self, Drawn},
    markdown::blocks::blocks,
    store::LessonText,
    words,
};
use crate::{
    app::{access::Cohort, i18n::*},
    domain::{
        capitalisation::FigureCode,
        document::{Block, Document, FORMAT, Fact, Figure, Part, Point, Section, VERSION},
        figures::Shown,
    },
};

/// The document of an article of `cohort`.
pub fn document(locale: Locale, cohort: &Cohort, article: &Article) -> Document {
    let mut sections = vec![
        section(Part::Summary, td_string!(locale, capitalisation.in_short).to_string(), summary(article)),
        section(Part::Card, td_string!(locale, capitalisation.card).to_string(), facts(article.card(locale, cohort))),
        section(Part::Figures, td_string!(locale, capitalisation.in_figures).to_string(), figures(locale, article)),
        section(Part::Text, String::new(), blocks(&article.body, &article.fill(locale))),
        section(Part::Lessons, td_string!(locale, capitalisation.lessons).to_string(), lessons(locale, article)),
        section(
            Part::Definitions,
            td_string!(locale, capitalisation.how_counted).to_string(),
            definitions(locale, article),
        ),
        section(
            Part::Colophon,
            td_string!(locale, capitalisation.colophon.title).to_string(),
            article.colophon(locale, cohort).into_iter().map(Block::words).collect(),
        ),
    ];
    sections.retain(|section| !section.blocks.is_empty());
    Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        language: locale.to_string(),
        title: article.title.clone(),
        kind: td_string!(locale, capitalisation.note_kind).to_string(),
        about: vec![words::described(locale, cohort)],
        sections,
    }
}

fn section(part: Part, heading: String, blocks: Vec<Block>) -> Section {
    Section { part, heading, blocks }
}

fn summary(article: &Article) -> Vec<Block> {
    article.summary.lines().filter(|line| !line.trim().is_empty()).map(Block::words).collect()
}

fn facts(facts: Vec<(String, String)>) -> Vec<Block> {
    let facts: Vec<Fact> = facts.into_iter().map(|(name, value)| Fact { name, value }).collect();
    if facts.is_empty() { Vec::new() } else { vec![Block::Facts { facts }] }
}

fn figures(locale: Locale, article: &Article) -> Vec<Block> {
    let one = |(code, shown): (FigureCode, Shown)| Figure {
        code: code.code().to_owned(),
        number: words::shown(locale, code, shown),
        sentence: words::told(locale, code, shown),
    };
    let figures: Vec<Figure> = article.big_figures().into_iter().map(one).collect();
    let big = (!figures.is_empty()).then_some(Block::Figures { figures });
    big.into_iter().chain(article.parts.charts.iter().map(|series| chart(charts::drawn(locale, series)))).collect()
}

fn chart(drawn: Drawn) -> Block {
    let Drawn { title, sentence, labels, unit, points } = drawn;
    let points = points.into_iter().map(|(label, value, shown)| Point { label, value, shown }).collect();
    Block::Chart { title, sentence, labels, unit, points }
}

fn lessons(locale: Locale, article: &Article) -> Vec<Block> {
    article.parts.lessons.iter().map(|told| lesson(locale, told)).collect()
}

fn lesson(locale: Locale, told: &LessonText) -> Block {
    let fact = |name: String, value: &str| Fact { name, value: value.to_owned() };
    let core = vec![
        fact(td_string!(locale, capitalisation.if_).to_string(), &told.condition),
        fact(td_string!(locale, capitalisation.then_).to_string(), &told.action),
        fact(td_string!(locale, capitalisation.because).to_string(), &told.reason),
    ];
    let agreed = told.agreement.map(|agreement| words::agreement(locale, agreement)).unwrap_or_default();
    let mut facts = vec![
        fact(td_string!(locale, capitalisation.applies_when_is).to_string(), &told.applies_when),
        fact(td_string!(locale, lessons.does_not_apply_when_is).to_string(), &told.does_not_apply_when),
        fact(td_string!(locale, capitalisation.evidence_is).to_string(), &told.evidence),
        fact(td_string!(locale, capitalisation.agreed_is).to_string(), &agreed),
        fact(td_string!(locale, lessons.dissent_is).to_string(), &told.dissent),
        fact(td_string!(locale, lessons.replaced_by_is).to_string(), &told.replaced_by),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    Block::Lesson { outcome: words::outcome(locale, told.outcome), core, facts }
}

fn definitions(locale: Locale, article: &Article) -> Vec<Block> {
    let told = article.figures_told(&article.big_figures());
    facts(told.into_iter().map(|code| (words::figure_name(locale, code), words::definition(locale, code))).collect())
}
