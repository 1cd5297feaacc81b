//! The note as its readers see it: the summary first, six figures each with its sentence, the text, the lessons.

use super::{
    figures::Figure,
    markdown::{Fill, Quote, render},
    store::{
        Contribution, LessonText,
        note::{Edition, Note},
    },
    words,
};
use crate::{
    app::{access::Cohort, i18n::*, ui::icon::Icon, words as common},
    domain::{
        capitalisation::{FigureCode, Marker, Outcome, Segment, markers},
        figures::Shown,
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
    pub quotable: Vec<Contribution>,
    pub figures: Vec<(FigureCode, Shown)>,
    pub lessons: Vec<LessonText>,
    pub published_at: Option<DateTime<Utc>>,
}

impl Article {
    /// As published.
    pub fn published(
        edition: Edition,
        quotable: Vec<Contribution>,
        figures: Vec<(FigureCode, Shown)>,
        lessons: Vec<LessonText>,
    ) -> Self {
        let (title, summary, body) = (edition.title, edition.summary, edition.body);
        Self { title, summary, body, quotable, figures, lessons, published_at: Some(edition.published_at) }
    }

    /// As it would be published now.
    pub fn preview(note: &Note, quotable: Vec<Contribution>, figures: &[Figure], lessons: Vec<LessonText>) -> Self {
        Self {
            title: note.title.clone(),
            summary: note.summary.clone(),
            body: note.body.clone(),
            quotable,
            figures: figures.iter().map(|figure| (figure.code, figure.shown)).collect(),
            lessons,
            published_at: None,
        }
    }

    /// What has no data is not frozen, and editions of before know fewer figures.
    fn shown(&self, code: FigureCode) -> Shown {
        self.figures.iter().find(|figure| figure.0 == code).map_or(Shown::Nothing, |figure| figure.1)
    }

    fn html(&self, locale: Locale) -> String {
        let quote = |said: &Contribution| Quote {
            text: said.text.clone(),
            language: said.language.clone(),
            signature: words::signature(locale, said),
        };
        let fill = Fill {
            quotes: self.quotable.iter().map(|said| (said.id, quote(said))).collect(),
            figures: FigureCode::ALL
                .iter()
                .map(|code| (*code, words::shown(locale, *code, self.shown(*code))))
                .collect(),
            withdrawn: td_string!(locale, capitalisation.withdrawn_quote).to_string(),
        };
        render(&self.body, &fill)
    }

    /// The first six figures that say something.
    fn big_figures(&self) -> Vec<(FigureCode, Shown)> {
        let told = FIRST.iter().map(|code| (*code, self.shown(*code)));
        told.filter(|(_, shown)| shown.count().is_some_and(|count| count > 0)).take(6).collect()
    }

    /// Every figure of the article, in the order of their codes.
    fn figures_told(&self, big: &[(FigureCode, Shown)]) -> Vec<FigureCode> {
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

/// The article itself; `h1` is its title unless it stands inside a page that has one.
pub fn article(locale: Locale, cohort: &Cohort, article: &Article, is_page: bool) -> AnyView {
    let title = article.title.clone();
    let title = if is_page { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    let meta = format!("{} · {} · {}", words::trade(locale, cohort), cohort.name, words::period(locale, cohort));
    let published = article.published_at.map(|at| {
        let day = common::day(locale, cohort.today(at));
        view! { <p class="note-meta">{td_string!(locale, capitalisation.published_on, day = day).to_string()}</p> }
    });
    let summary = article.summary.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned);
    let summary = summary.map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <article class="note">
            <header class="note-head">
                <p class="note-kind">{td_string!(locale, capitalisation.note_kind)}</p>
                {title}
                <p class="note-meta">{meta}</p>
                {published}
            </header>
            <section class="easy"><h2><Icon name="book"/><span>{td_string!(locale, capitalisation.in_short)}</span></h2>{summary}</section>
            {figures(locale, article)}
            <div class="note-body" dir="auto" inner_html=article.html(locale)></div>
            {lessons(locale, &article.lessons)}
        </article>
    }
    .into_any()
}

fn figures(locale: Locale, article: &Article) -> AnyView {
    let big = article.big_figures();
    let items = big.iter().map(|(code, shown)| {
        let (number, sentence) = (words::shown(locale, *code, *shown), words::told(locale, *code, *shown));
        view! { <li><b class="number"><bdi>{number}</bdi></b><p>{sentence}</p></li> }
    });
    let items = items.collect_view();
    let told = article.figures_told(&big);
    let how = (!told.is_empty()).then(|| view! {
        <details class="more"><summary>{td_string!(locale, capitalisation.how_counted)}</summary>{definitions(locale, &told)}</details>
    });
    view! { <ul class="big-figures">{items}</ul>{how} }.into_any()
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
