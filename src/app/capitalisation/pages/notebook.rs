//! The notebook: what people say, by phase, and what was learnt from it.

use crate::{
    app::{
        access::Member,
        capitalisation::{
            article::lesson,
            store::{
                self, Contribution, LessonText, StoredLesson,
                note::{Standing, lessons_before, standing},
            },
            view::card,
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{Select, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
    },
    domain::capitalisation::{Kind, NoteState},
    platform::error::AppError,
};
use leptos::prelude::*;
use uuid::Uuid;

/// How many contributions a page shows.
const A_PAGE: usize = 30;

#[component]
pub fn NotebookPage() -> impl IntoView {
    page(notebook)
}

/// What the address asks for.
struct Asked {
    kind: Option<Kind>,
    phase: Option<Uuid>,
    page: usize,
}

impl Asked {
    fn of(visit: &Visit) -> Self {
        Self {
            kind: visit.query("kind").and_then(|code| Kind::from_code(&code)),
            phase: visit.query("phase").and_then(|id| Uuid::parse_str(&id).ok()),
            page: visit.query("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
        }
    }

    fn takes(&self, said: &Contribution) -> bool {
        self.kind.is_none_or(|kind| said.kind == kind) && self.phase.is_none_or(|phase| said.phase == Some(phase))
    }
}

async fn notebook(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let db = visit.state.db.read();
    let said = store::contributions(db, &member).await?;
    let learnt = store::lessons(db, &member).await?;
    let standing = standing(db, &member).await?;
    let before = lessons_before(db, &member).await?;
    let asked = Asked::of(&visit);
    let writes = member.cohort.state.takes_words();
    let empty = said.is_empty();
    let contributions =
        if empty { nothing_yet(locale, &member, writes) } else { by_phase(locale, &member, &group, &asked, said) };
    Ok(view! {
        <Frame visit=visit.clone() title=td_string!(locale, capitalisation.title) group=group.clone() place="notebook">
            <header class="page-head">
                <h1>{td_string!(locale, capitalisation.title)}</h1>
                <p class="lead">{td_string!(locale, capitalisation.lead)}</p>
                {actions(locale, &member, writes)}
            </header>
            {note_line(locale, &member, standing)}
            {(!empty).then(|| filters(locale, &member, &group, &asked))}
            {contributions}
            {lessons(locale, &member, &learnt)}
            {learnt_before(locale, &before)}
        </Frame>
    }
    .into_any())
}

fn actions(locale: Locale, member: &Member, writes: bool) -> AnyView {
    let slug = &member.cohort.slug;
    let remember = writes.then(|| view! {
        <a class="button" href=paths::new_contribution(slug)><Icon name="plus"/><span>{td_string!(locale, capitalisation.remember)}</span></a>
    });
    let facilitates = member.role.is_facilitator().then(|| view! {
        {writes.then(|| view! { <a class="button secondary" href=paths::new_lesson(slug)><Icon name="lesson"/><span>{td_string!(locale, capitalisation.write_lesson)}</span></a> })}
        <a class="button secondary" href=paths::edit_note(slug)><Icon name="edit"/><span>{td_string!(locale, capitalisation.write_note)}</span></a>
        <a class="button secondary" href=paths::group_figures(slug)><Icon name="figures"/><span>{td_string!(locale, figures.title)}</span></a>
    });
    let library = view! {
        <a class="button secondary" href=paths::lessons(slug)><Icon name="book"/><span>{td_string!(locale, lessons.see_all)}</span></a>
    };
    let day = view! {
        <a class="button secondary" href=paths::day(slug)><Icon name="calendar"/><span>{td_string!(locale, day.title)}</span></a>
    };
    view! { <div class="actions">{remember}{facilitates}{library}{day}</div> }.into_any()
}

/// What members need to know of the note.
fn note_line(locale: Locale, member: &Member, standing: Option<Standing>) -> AnyView {
    let slug = &member.cohort.slug;
    let Some(standing) = standing else { return ().into_any() };
    let announced = (standing.state == NoteState::Announced).then(|| view! {
        <div class="notice wait"><Icon name="clock"/><div><p><b>{td_string!(locale, capitalisation.will_be_published)}</b></p>
            <p>{td_string!(locale, capitalisation.read_before)}</p></div>
            <a class="button small" href=paths::announced_note(slug)><Icon name="eye"/><span>{td_string!(locale, capitalisation.read_announced)}</span></a></div>
    });
    let published = standing.is_published.then(|| view! {
        <div class="notice info"><Icon name="book"/><div><p><b>{td_string!(locale, capitalisation.is_published)}</b></p></div>
            <a class="button small secondary" href=paths::note(slug)><Icon name="arrow-next"/><span>{td_string!(locale, capitalisation.read_note)}</span></a></div>
    });
    view! { {announced}{published} }.into_any()
}

fn nothing_yet(locale: Locale, member: &Member, writes: bool) -> AnyView {
    let first = writes.then(|| view! {
        <a class="button" href=paths::new_contribution(&member.cohort.slug)><Icon name="plus"/><span>{td_string!(locale, capitalisation.first)}</span></a>
    });
    view! {
        <div class="empty"><Icon name="quote" big=true/><h2>{td_string!(locale, capitalisation.empty)}</h2>
            <p>{td_string!(locale, capitalisation.empty_why)}</p>{first}</div>
    }
    .into_any()
}

fn filters(locale: Locale, member: &Member, group: &Group, asked: &Asked) -> AnyView {
    let all = || (String::new(), td_string!(locale, capitalisation.all).to_string());
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(locale, *kind)));
    let kinds = std::iter::once(all()).chain(kinds).collect();
    let phases = std::iter::once(all()).chain(group.phase_options()).collect();
    let kind = asked.kind.map(|kind| kind.code().to_owned()).unwrap_or_default();
    let phase = asked.phase.map(|phase| phase.to_string()).unwrap_or_default();
    let typed = Typed::nothing(locale);
    view! {
        <form class="filters" method="get" action=paths::capitalisation(&member.cohort.slug)>
            <Select typed=typed.clone() name="kind" label=td_string!(locale, capitalisation.kind) options=kinds value=kind/>
            <Select typed=typed name="phase" label=td_string!(locale, capitalisation.phase) options=phases value=phase/>
            <Submit label=td_string!(locale, capitalisation.filter) icon="filter" class="button secondary"/>
        </form>
    }
    .into_any()
}

/// The contributions asked for: phase by phase, in the order of the plan, those of no phase last.
fn by_phase(locale: Locale, member: &Member, group: &Group, asked: &Asked, said: Vec<Contribution>) -> AnyView {
    let place = |said: &Contribution| group.phases.iter().position(|phase| Some(phase.id) == said.phase);
    let mut said: Vec<(usize, Contribution)> = said
        .into_iter()
        .filter(|said| asked.takes(said))
        .map(|said| (place(&said).unwrap_or(group.phases.len()), said))
        .collect();
    said.sort_by_key(|(phase, said)| (*phase, said.kind));
    if said.is_empty() {
        return view! { <p class="lead">{td_string!(locale, capitalisation.none_found)}</p> }.into_any();
    }
    let pages = said.len().div_ceil(A_PAGE);
    let page = asked.page.min(pages);
    let shown: Vec<(usize, Contribution)> = said.into_iter().skip((page - 1) * A_PAGE).take(A_PAGE).collect();
    let sections = shown.chunk_by(|a, b| a.0 == b.0).map(|chunk| section(locale, member, group, chunk)).collect_view();
    view! { {sections}{steps(locale, member, asked, page, pages)} }.into_any()
}

fn section(locale: Locale, member: &Member, group: &Group, chunk: &[(usize, Contribution)]) -> AnyView {
    let index = chunk.first().map_or(0, |first| first.0);
    let heading = match (group.phase_names.get(index), group.phases.get(index)) {
        (Some(name), Some(phase)) => swatch(common::phase_class(phase.kind), name.clone()),
        _ => view! { <span>{td_string!(locale, capitalisation.no_phase)}</span> }.into_any(),
    };
    let cards = chunk.iter().map(|(_, said)| card(locale, member, said)).collect_view();
    view! { <section class="section"><h2>{heading}</h2><div class="cards">{cards}</div></section> }.into_any()
}

fn swatch(class: &'static str, name: String) -> AnyView {
    view! {
        <span class="phase"><svg class="swatch" width="28" height="14" aria-hidden="true"><rect class=class width="100%" height="100%"></rect></svg>" "{name}</span>
    }
    .into_any()
}

fn steps(locale: Locale, member: &Member, asked: &Asked, page: usize, pages: usize) -> AnyView {
    if pages < 2 {
        return ().into_any();
    }
    let address = |page: usize| {
        let mut path = paths::with(&paths::capitalisation(&member.cohort.slug), "page", &page.to_string());
        if let Some(kind) = asked.kind {
            path = paths::with(&path, "kind", kind.code());
        }
        asked.phase.map_or(path.clone(), |phase| paths::with(&path, "phase", &phase.to_string()))
    };
    let before = (page > 1).then(|| view! { <a class="button secondary" rel="prev" href=address(page - 1)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.before)}</span></a> });
    let after = (page < pages).then(|| view! { <a class="button secondary" rel="next" href=address(page + 1)><span>{td_string!(locale, capitalisation.after)}</span><Icon name="arrow-next"/></a> });
    let label = td_string!(locale, capitalisation.page_of, page = page, pages = pages).to_string();
    view! { <nav class="pages" aria-label="Pages">{before}<span>{label}</span>{after}</nav> }.into_any()
}

fn lessons(locale: Locale, member: &Member, learnt: &[StoredLesson]) -> AnyView {
    if learnt.is_empty() {
        return ().into_any();
    }
    let slug = &member.cohort.slug;
    let cards =
        learnt.iter().map(|learnt| lesson(locale, &learnt.told, Some(paths::lesson(slug, learnt.id)))).collect_view();
    view! { <section class="section"><h2>{td_string!(locale, capitalisation.lessons)}</h2><div class="cards">{cards}</div></section> }
        .into_any()
}

/// What the cohort before learnt and published.
fn learnt_before(locale: Locale, before: &[LessonText]) -> AnyView {
    if before.is_empty() {
        return ().into_any();
    }
    let cards = before.iter().map(|told| lesson(locale, told, None)).collect_view();
    view! {
        <section class="section">
            <h2>{td_string!(locale, templates.learnt_before)}</h2>
            <p class="hint">{td_string!(locale, templates.learnt_before_why)}</p>
            <div class="cards">{cards}</div>
        </section>
    }
    .into_any()
}
