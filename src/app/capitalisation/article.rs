//! The note as its readers see it: the summary first, six figures each with its sentence, the text, the lessons.

use super::{
    charts::{Series, drawn},
    markdown::{Fill, Quote, render},
    store::{
        Contribution, LessonText,
        note::{Edition, Note},
    },
    words,
};
use crate::{
    app::{
        access::Cohort,
        i18n::*,
        ui::{
            chart::{BarChart, TableWords},
            icon::Icon,
        },
        words as common,
    },
    domain::{
        capitalisation::{FigureCode, Marker, Outcome, Scope, Segment, markers},
        figures::{FEWEST, Shown},
        lesson::Agreement,
    },
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// What an article is made of: an edition, or the working text as it would be published.
pub struct Article {
    pub title: String,
    pub summary: String,
    pub body: String,
    pub parts: Parts,
    /// None: not published yet.
    pub edition: Option<Mark>,
}

/// What stands in an article beside its text.
pub struct Parts {
    /// What may be quoted, for the readers that the article is for.
    pub quotable: Vec<Contribution>,
    pub figures: Vec<(FigureCode, Shown)>,
    pub charts: Vec<Series>,
    pub lessons: Vec<LessonText>,
}

/// What an edition says of itself.
pub struct Mark {
    number: i64,
    pub published_at: DateTime<Utc>,
    scope: Scope,
    correction: String,
    agreed: i64,
}

impl Article {
    /// As published.
    pub fn published(edition: Edition, parts: Parts) -> Self {
        let mark = Mark {
            number: edition.number(),
            published_at: edition.published_at,
            scope: edition.scope,
            correction: edition.correction,
            agreed: edition.agreed,
        };
        Self { title: edition.title, summary: edition.summary, body: edition.body, parts, edition: Some(mark) }
    }

    /// As it would be published now.
    pub fn preview(note: &Note, parts: Parts) -> Self {
        let (title, summary, body) = (note.title.clone(), note.summary.clone(), note.body.clone());
        Self { title, summary, body, parts, edition: None }
    }

    /// What stands in for the markers of the text.
    pub fn fill(&self, locale: Locale) -> Fill {
        let quote = |said: &Contribution| Quote {
            text: said.text.clone(),
            language: said.language.clone(),
            signature: words::signature(locale, said),
        };
        Fill {
            quotes: self.parts.quotable.iter().map(|said| (said.id, quote(said))).collect(),
            figures: FigureCode::ALL
                .iter()
                .map(|code| (*code, words::shown(locale, *code, self.shown(*code))))
                .collect(),
            withdrawn: td_string!(locale, capitalisation.withdrawn_quote).to_string(),
        }
    }

    /// The group on a card: name and value.
    pub fn card(&self, locale: Locale, cohort: &Cohort) -> Vec<(String, String)> {
        let told = |code| {
            Some(self.shown(code))
                .filter(|shown| *shown != Shown::Nothing)
                .map(|shown| words::told(locale, code, shown))
        };
        let (group, weeks) = (told(FigureCode::People), told(FigureCode::Weeks));
        let fact = |name: String, value: Option<String>| value.map(|value| (name, value));
        let rows = [
            fact(td_string!(locale, capitalisation.cards.name).to_string(), Some(cohort.name.clone())),
            fact(td_string!(locale, capitalisation.cards.trade).to_string(), Some(words::trade(locale, cohort))),
            fact(td_string!(locale, capitalisation.cards.days).to_string(), Some(words::period(locale, cohort))),
            fact(td_string!(locale, capitalisation.cards.length).to_string(), weeks),
            fact(td_string!(locale, capitalisation.cards.people).to_string(), group),
        ];
        rows.into_iter().flatten().collect()
    }

    /// Who wrote it, who agreed, which edition it is, what is different, who may read it: one sentence each.
    pub fn colophon(&self, locale: Locale, cohort: &Cohort) -> Vec<String> {
        let Some(mark) = &self.edition else { return Vec::new() };
        let day = common::day(locale, cohort.today(mark.published_at));
        let agreed = match mark.agreed {
            0 => None,
            // How few they are would tell who they are.
            few if few < FEWEST => Some(td_string!(locale, capitalisation.colophon.agreed_few).to_string()),
            agreed => Some(td_string!(locale, capitalisation.colophon.agreed, count = agreed).to_string()),
        };
        let corrected = (!mark.correction.is_empty()).then(|| {
            td_string!(locale, capitalisation.colophon.correction, text = mark.correction.clone()).to_string()
        });
        let readers = match mark.scope {
            Scope::Public => td_string!(locale, capitalisation.colophon.public).to_string(),
            _ => td_string!(locale, capitalisation.colophon.partners).to_string(),
        };
        let lines = [
            Some(td_string!(locale, capitalisation.colophon.written).to_string()),
            agreed,
            Some(td_string!(locale, capitalisation.colophon.edition, number = mark.number, day = day).to_string()),
            corrected,
            Some(readers),
        ];
        lines.into_iter().flatten().collect()
    }

    /// What has no data is not frozen, and editions of before know fewer figures.
    fn shown(&self, code: FigureCode) -> Shown {
        self.parts.figures.iter().find(|figure| figure.0 == code).map_or(Shown::Nothing, |figure| figure.1)
    }

    /// The first six figures that say something.
    pub fn big_figures(&self) -> Vec<(FigureCode, Shown)> {
        let told = FIRST.iter().map(|code| (*code, self.shown(*code)));
        told.filter(|(_, shown)| shown.count().is_some_and(|count| count > 0)).take(6).collect()
    }

    /// Every figure of the article, in the order of their codes.
    pub fn figures_told(&self, big: &[(FigureCode, Shown)]) -> Vec<FigureCode> {
        let in_text: Vec<FigureCode> = markers(&self.body)
            .into_iter()
            .filter_map(|segment| match segment {
                Segment::Marker(Marker::Figure(code)) => Some(code),
                _ => None,
            })
            .collect();
        let told = |code: &&FigureCode| in_text.contains(code) || big.iter().any(|figure| figure.0 == **code);
        FigureCode::ALL.iter().filter(told).copied().collect()
    }
}

/// Which figures stand first, where there are more than six.
const FIRST: [FigureCode; 11] = [
    FigureCode::People,
    FigureCode::Weeks,
    FigureCode::Events,
    FigureCode::ProductionHours,
    FigureCode::Records,
    FigureCode::WorkshopHours,
    FigureCode::Trainings,
    FigureCode::MissionsDone,
    FigureCode::Products,
    FigureCode::Poles,
    FigureCode::Lessons,
];

/// The article itself; `h1` is its title unless it stands inside a page that has one. Its headings are those of its files.
pub fn article(locale: Locale, cohort: &Cohort, article: &Article, is_page: bool) -> AnyView {
    let title = article.title.clone();
    let title = if is_page { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    let summary = article.summary.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned);
    let summary = summary.map(|line| view! { <p>{line}</p> }).collect_view();
    let published = article.edition.as_ref().map(|mark| {
        let day = common::day(locale, cohort.today(mark.published_at));
        view! { <p class="note-meta">{td_string!(locale, capitalisation.published_on, day = day).to_string()}</p> }
    });
    view! {
        <article class="note">
            <header class="note-head">
                <p class="note-kind">{td_string!(locale, capitalisation.note_kind)}</p>
                {title}
                <p class="note-meta">{words::described(locale, cohort)}</p>
                {published}
            </header>
            <section class="easy"><h2><Icon name="book"/><span>{td_string!(locale, capitalisation.in_short)}</span></h2>{summary}</section>
            {named(td_string!(locale, capitalisation.card).to_string(), article.card(locale, cohort))}
            {figures(locale, article)}
            <div class="note-body" dir="auto" inner_html=render(&article.body, &article.fill(locale))></div>
            {lessons(locale, &article.parts.lessons)}
            {counted(locale, article)}
            {colophon(locale, cohort, article)}
        </article>
    }
    .into_any()
}

fn named(title: String, facts: Vec<(String, String)>) -> AnyView {
    let row = |(name, value): (String, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let rows = facts.into_iter().map(row).collect_view();
    view! { <section class="section"><h2>{title}</h2><dl class="facts">{rows}</dl></section> }.into_any()
}

fn figures(locale: Locale, article: &Article) -> AnyView {
    let big = article.big_figures();
    if big.is_empty() && article.parts.charts.is_empty() {
        return ().into_any();
    }
    let items = big.iter().map(|(code, shown)| {
        let (number, sentence) = (words::shown(locale, *code, *shown), words::told(locale, *code, *shown));
        view! { <li><b class="number"><bdi>{number}</bdi></b><p>{sentence}</p></li> }
    });
    let items = items.collect_view();
    let charts = article.parts.charts.iter().map(|series| chart(locale, series)).collect_view();
    view! {
        <section class="section note-figures"><h2>{td_string!(locale, capitalisation.in_figures)}</h2>
            <ul class="big-figures">{items}</ul>{charts}</section>
    }
    .into_any()
}

fn chart(locale: Locale, series: &Series) -> AnyView {
    let drawn = drawn(locale, series);
    let words = TableWords { open: td_string!(locale, capitalisation.charts.see).to_string(), labels: drawn.labels };
    let id = format!("chart-{}", series.code.code());
    view! { <BarChart id=id title=drawn.title sentence=drawn.sentence unit=drawn.unit data=drawn.points words=words/> }
        .into_any()
}

fn counted(locale: Locale, article: &Article) -> AnyView {
    let told = article.figures_told(&article.big_figures());
    if told.is_empty() {
        return ().into_any();
    }
    view! { <section class="section"><h2>{td_string!(locale, capitalisation.how_counted)}</h2>{definitions(locale, &told)}</section> }
        .into_any()
}

fn colophon(locale: Locale, cohort: &Cohort, article: &Article) -> AnyView {
    let lines = article.colophon(locale, cohort);
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view();
    view! { <section class="section colophon"><h2>{td_string!(locale, capitalisation.colophon.title)}</h2>{lines}</section> }
        .into_any()
}

/// Figures and how each is counted.
pub fn definitions(locale: Locale, codes: &[FigureCode]) -> AnyView {
    let row = |code: &FigureCode| {
        view! { <div><dt>{words::figure_name(locale, *code)}</dt><dd>{words::definition(locale, *code)}</dd></div> }
    };
    let rows = codes.iter().map(row).collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

fn lessons(locale: Locale, lessons: &[LessonText]) -> AnyView {
    if lessons.is_empty() {
        return ().into_any();
    }
    let cards = lessons.iter().map(|told| lesson(locale, told, None)).collect_view();
    view! { <section class="section"><h2>{td_string!(locale, capitalisation.lessons)}</h2><div class="cards">{cards}</div></section> }
        .into_any()
}

/// A lesson as a card; `link` leads to its page.
pub fn lesson(locale: Locale, told: &LessonText, link: Option<String>) -> AnyView {
    let class = match told.outcome {
        Outcome::Worked => "lesson",
        Outcome::Failed => "lesson failed",
        Outcome::Mixed => "lesson mixed",
    };
    let line = |label: String, text: &String| {
        (!text.is_empty()).then(|| view! { <p><b>{label}" "</b><span dir="auto">{text.clone()}</span></p> })
    };
    let agreed = told.agreement.map(|agreement| agreed(locale, agreement, &told.dissent));
    let link = link
        .map(|href| view! { <p><a class="link" href=href>{td_string!(locale, capitalisation.read_lesson)}</a></p> });
    view! {
        <article class=class>
            <dl class="lesson-body">
                <div><dt>{td_string!(locale, capitalisation.if_)}</dt><dd dir="auto">{told.condition.clone()}</dd></div>
                <div><dt>{td_string!(locale, capitalisation.then_)}</dt><dd dir="auto">{told.action.clone()}</dd></div>
                <div><dt>{td_string!(locale, capitalisation.because)}</dt><dd dir="auto">{told.reason.clone()}</dd></div>
            </dl>
            <footer class="lesson-foot">
                <p><b>{words::outcome(locale, told.outcome)}</b></p>
                {line(td_string!(locale, capitalisation.applies_when_is).to_string(), &told.applies_when)}
                {line(td_string!(locale, lessons.does_not_apply_when_is).to_string(), &told.does_not_apply_when)}
                {line(td_string!(locale, capitalisation.evidence_is).to_string(), &told.evidence)}
                {agreed}
                {line(td_string!(locale, lessons.replaced_by_is).to_string(), &told.replaced_by)}
                {link}
            </footer>
        </article>
    }
    .into_any()
}

/// Who stands behind a lesson, and what those say who do not.
fn agreed(locale: Locale, agreement: Agreement, dissent: &str) -> AnyView {
    let words = words::agreement(locale, agreement);
    let dissent = (!dissent.is_empty()).then(|| {
        view! {
            <div class="dissent"><Icon name="quote"/><div><b>{td_string!(locale, lessons.dissent_is)}</b>
                <blockquote dir="auto"><p>{dissent.to_owned()}</p></blockquote></div></div>
        }
    });
    view! { <p class="agreed"><Icon name="team"/><span>{words}</span></p>{dissent} }.into_any()
}
