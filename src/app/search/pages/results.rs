//! A search and what it found, the same for members and for readers of notes.

use crate::{
    app::{
        i18n::*,
        paths,
        search::{
            asked::Asked,
            store::{A_PAGE, Hit},
            words,
        },
        ui::{
            form::{Submit, Summary, TextField, Typed},
            icon::Icon,
        },
    },
    domain::search::{Kind, Piece, Question, excerpt, marked},
    platform::{error::FieldProblem, form::RawForm},
};
use leptos::prelude::*;

/// What was found: a page of it, and how much there is of each kind.
pub struct Found {
    pub question: Question,
    pub hits: Vec<Hit>,
    pub counts: Vec<(Kind, i64)>,
}

impl Found {
    fn all(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// How much there is of one kind, or in all.
    fn of(&self, kind: Option<Kind>) -> i64 {
        self.counts.iter().filter(|(one, _)| kind.is_none_or(|kind| kind == *one)).map(|(_, count)| count).sum()
    }
}

/// A search, and what its page says of a result.
pub struct Searched<'s> {
    pub locale: Locale,
    pub action: String,
    pub hint: String,
    /// Where to look otherwise, and in which words.
    pub elsewhere: (String, String),
    pub asked: &'s Asked,
    pub found: Option<&'s Found>,
    pub href: &'s dyn Fn(&Hit) -> String,
    /// What tells a result from another of its kind.
    pub told: &'s dyn Fn(&Hit) -> Option<String>,
}

impl Searched<'_> {
    /// The same search, of one kind or all, from its first page or a later one.
    fn address(&self, kind: Option<Kind>, page: i64) -> String {
        let asked = paths::with(&self.action, "q", &paths::escape(&self.asked.typed));
        let of_kind = kind.map_or(asked.clone(), |kind| paths::with(&asked, "kind", kind.code()));
        if page > 1 { paths::with(&of_kind, "page", &page.to_string()) } else { of_kind }
    }
}

/// The form, and below it what was found.
pub fn results(searched: &Searched<'_>) -> AnyView {
    let found = searched.found.map(|found| match found.of(searched.asked.kind) {
        0 => nothing(searched),
        count => list(searched, found, count),
    });
    view! { {form(searched)}{found} }.into_any()
}

fn form(searched: &Searched<'_>) -> AnyView {
    let locale = searched.locale;
    let typed = typed(locale, searched.asked);
    view! {
        <form class="form" id="form" method="get" action=searched.action.clone() role="search" novalidate>
            <Summary typed=typed.clone()/>
            <TextField typed=typed name="q" label=td_string!(locale, search.ask) hint=searched.hint.clone() question=true/>
            <Submit label=td_string!(locale, search.go) icon="search"/>
        </form>
    }
    .into_any()
}

/// What was typed, and what is wrong with it.
fn typed(locale: Locale, asked: &Asked) -> Typed {
    let fields = RawForm::from_iter([("q".to_owned(), asked.typed.clone().into())]);
    let problem = match &asked.question {
        Some(Err(problem)) => vec![FieldProblem { field: "q".to_owned(), problem: problem.clone() }],
        _ => Vec::new(),
    };
    Typed::answered(locale, fields, problem)
}

/// Nothing was found: what one can do now.
fn nothing(searched: &Searched<'_>) -> AnyView {
    let locale = searched.locale;
    let title = td_string!(locale, search.nothing, words = searched.asked.typed.clone()).to_string();
    let (href, label) = searched.elsewhere.clone();
    view! {
        <section class="section" role="status"><div class="empty"><Icon name="search" big=true/><h2 dir="auto">{title}</h2>
            <p>{td_string!(locale, search.nothing_why)}</p><p>{td_string!(locale, search.nothing_do)}</p>
            <a class="button" href=href><Icon name="book"/><span>{label}</span></a></div></section>
    }
    .into_any()
}

fn list(searched: &Searched<'_>, found: &Found, count: i64) -> AnyView {
    let locale = searched.locale;
    let title = td_string!(locale, search.found, count = count).to_string();
    let rows = found.hits.iter().map(|hit| row(searched, &found.question, hit)).collect_view();
    view! {
        <section class="section found">
            <div role="status"><h2>{title}</h2></div>
            {kinds(searched, found)}
            <ul class="rows">{rows}</ul>
            {steps(searched, count)}
        </section>
    }
    .into_any()
}

/// The kinds of what was found, to see one only; where there is one, there is no choice.
fn kinds(searched: &Searched<'_>, found: &Found) -> AnyView {
    if found.counts.len() < 2 {
        return ().into_any();
    }
    let locale = searched.locale;
    let all = (None, td_string!(locale, search.all).to_string(), found.all());
    let each = found.counts.iter().map(|(kind, count)| (Some(*kind), words::kinds(locale, *kind), *count));
    let link = |(kind, words, count): (Option<Kind>, String, i64)| {
        let here = (searched.asked.kind == kind).then_some("true");
        view! { <li><a href=searched.address(kind, 1) aria-current=here>{format!("{words}\u{a0}({count})")}</a></li> }
    };
    let links = std::iter::once(all).chain(each).map(link).collect_view();
    view! { <nav class="found-kinds" aria-label=td_string!(locale, search.by_kind).to_string()><ul class="tabs-list">{links}</ul></nav> }
        .into_any()
}

fn row(searched: &Searched<'_>, question: &Question, hit: &Hit) -> AnyView {
    let kind = words::kind(searched.locale, hit.kind);
    let (title, note) = match hit.title.is_empty() {
        true => (view! { <b>{kind}</b> }.into_any(), (searched.told)(hit)),
        false => {
            let told = (searched.told)(hit).map(|told| format!(" · {told}")).unwrap_or_default();
            (view! { <b dir="auto">{pieces(marked(&hit.title, question))}</b> }.into_any(), Some(kind + &told))
        }
    };
    let note = note.map(|note| view! { <span class="row-note" dir="auto">{note}</span> });
    let language = hit.said.as_ref().map(|said| said.language.clone());
    let text = (!hit.text.is_empty()).then(|| {
        let pieces = pieces(excerpt(&hit.text, question));
        view! { <span class="found-text" lang=language dir="auto">{pieces}</span> }
    });
    view! {
        <li><a class="row" href=(searched.href)(hit)><Icon name=words::icon(hit.kind)/>
            <span class="row-main">{title}{note}{text}</span><span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}

/// Text nodes, and marks round the words that were asked for: nothing of it is markup that somebody wrote.
fn pieces(pieces: Vec<Piece>) -> AnyView {
    let piece = |piece: Piece| match piece.is_asked {
        true => view! { <mark>{piece.text}</mark> }.into_any(),
        false => piece.text.into_any(),
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}

fn steps(searched: &Searched<'_>, count: i64) -> AnyView {
    let (locale, asked) = (searched.locale, searched.asked);
    let pages = count.div_euclid(A_PAGE) + i64::from(count % A_PAGE > 0);
    if pages < 2 && asked.page == 1 {
        return ().into_any();
    }
    let link = |page: i64| searched.address(asked.kind, page);
    let before = (asked.page > 1).then(|| view! { <a class="button secondary" rel="prev" href=link(asked.page.min(pages + 1) - 1)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.before)}</span></a> });
    let after = (asked.page < pages).then(|| view! { <a class="button secondary" rel="next" href=link(asked.page + 1)><span>{td_string!(locale, capitalisation.after)}</span><Icon name="arrow-next"/></a> });
    let label = td_string!(locale, capitalisation.page_of, page = asked.page, pages = pages).to_string();
    view! { <nav class="pages" aria-label="Pages">{before}<span>{label}</span>{after}</nav> }.into_any()
}
