//! The library: what other groups learnt and published, what this one has learnt, and its practices.

use crate::{
    app::{
        access::Member,
        capitalisation::store::{self as notebook, StoredLesson},
        cohorts::template_words,
        i18n::*,
        lessons::{
            cards::card,
            forms::Asked,
            store::{self, A_PAGE, Published},
            words,
        },
        paths,
        ui::{
            form::{Select, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
    },
    domain::{
        lesson::{Season, Size},
        phase::PhaseKind,
        template::TemplateKind,
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn LibraryPage() -> impl IntoView {
    page(library)
}

async fn library(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let asked = Asked::of(|name| visit.query(name));
    let mut db = visit.state.db.read().acquire().await?;
    let found = store::library(&mut *db, &member, &asked).await?;
    let own = notebook::lessons(&mut *db, &member).await?;
    drop(db);
    let title = td_string!(locale, lessons.library).to_string();
    let own = own_lessons(locale, &member, &own, member.cohort.today(visit.now()));
    let found = others(locale, &member, &asked, found);
    Ok(view! {
        <Frame visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, lessons.library_lead)}</p>
                <div class="actions"><a class="button secondary" href=paths::practices(&member.cohort.slug)><Icon name="book"/><span>{td_string!(locale, lessons.practices)}</span></a></div>
            </header>
            {found}
            {own}
        </Frame>
    }
    .into_any())
}

fn others(locale: Locale, member: &Member, asked: &Asked, mut found: Vec<Published>) -> AnyView {
    if found.is_empty() && !asked.is_filtered() && asked.page == 1 {
        return nothing_yet(locale, member);
    }
    let page_holds = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page_holds;
    found.truncate(page_holds);
    let slug = &member.cohort.slug;
    let none = found.is_empty().then(|| view! { <p class="lead">{td_string!(locale, lessons.none_found)}</p> });
    let cards = found.iter().map(|lesson| card(locale, lesson, Some(paths::published_lesson(slug, lesson.lesson))));
    let cards = cards.collect_view();
    view! {
        <section class="section">
            <h2>{td_string!(locale, lessons.of_others)}</h2>
            {filters(locale, slug, asked)}
            {none}
            <div class="cards">{cards}</div>
            {steps(locale, slug, asked, more)}
        </section>
    }
    .into_any()
}

fn nothing_yet(locale: Locale, member: &Member) -> AnyView {
    view! {
        <div class="empty"><Icon name="lesson" big=true/><h2>{td_string!(locale, lessons.empty)}</h2>
            <p>{td_string!(locale, lessons.empty_why)}</p>
            <a class="button" href=paths::new_practice(&member.cohort.slug)><Icon name="plus"/><span>{td_string!(locale, lessons.new_practice)}</span></a></div>
    }
    .into_any()
}

fn filters(locale: Locale, slug: &str, asked: &Asked) -> AnyView {
    let typed = Typed::nothing(locale);
    let all = |rest: Vec<(String, String)>| {
        let all = (String::new(), td_string!(locale, capitalisation.all).to_string());
        std::iter::once(all).chain(rest).collect::<Vec<_>>()
    };
    let trades = TemplateKind::ALL.iter().map(|kind| (kind.code().to_owned(), words::trade(locale, *kind)));
    let phases = PhaseKind::ALL.iter().map(|kind| (kind.code().to_owned(), template_words::phase(locale, *kind)));
    let sizes = Size::ALL.iter().map(|size| (size.code().to_owned(), words::size(locale, *size)));
    let seasons = Season::ALL.iter().map(|season| (season.code().to_owned(), words::season(locale, *season)));
    let [trade, phase, size, season] = chosen(asked).map(|(_, code)| code.to_owned());
    view! {
        <form class="filters" method="get" action=paths::lessons(slug)>
            <Select typed=typed.clone() name="trade" label=td_string!(locale, lessons.trade) options=all(trades.collect()) value=trade/>
            <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.phase) options=all(phases.collect()) value=phase/>
            <Select typed=typed.clone() name="size" label=td_string!(locale, lessons.size) options=all(sizes.collect()) value=size/>
            <Select typed name="season" label=td_string!(locale, lessons.season) options=all(seasons.collect()) value=season/>
            <Submit label=td_string!(locale, capitalisation.filter) icon="filter" class="button secondary"/>
        </form>
    }
    .into_any()
}

/// The filters by name, with what is chosen.
fn chosen(asked: &Asked) -> [(&'static str, &'static str); 4] {
    [
        ("trade", asked.trade.map_or("", TemplateKind::code)),
        ("phase", asked.phase.map_or("", PhaseKind::code)),
        ("size", asked.size.map_or("", Size::code)),
        ("season", asked.season.map_or("", Season::code)),
    ]
}

fn steps(locale: Locale, slug: &str, asked: &Asked, more: bool) -> AnyView {
    if asked.page == 1 && !more {
        return ().into_any();
    }
    let address = |page: i64| {
        let set = chosen(asked).into_iter().filter(|(_, code)| !code.is_empty());
        let path = set.fold(paths::lessons(slug), |path, (name, code)| paths::with(&path, name, code));
        paths::with(&path, "page", &page.to_string())
    };
    let before = (asked.page > 1).then(|| view! { <a class="button secondary" rel="prev" href=address(asked.page - 1)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.before)}</span></a> });
    let after = more.then(|| view! { <a class="button secondary" rel="next" href=address(asked.page + 1)><span>{td_string!(locale, capitalisation.after)}</span><Icon name="arrow-next"/></a> });
    let label = td_string!(locale, lessons.page, page = asked.page).to_string();
    view! { <nav class="pages" aria-label="Pages">{before}<span>{label}</span>{after}</nav> }.into_any()
}

/// What the group itself has written so far, and what it should look at again.
fn own_lessons(locale: Locale, member: &Member, own: &[StoredLesson], today: NaiveDate) -> AnyView {
    let slug = &member.cohort.slug;
    let rows = own.iter().map(|lesson| own_row(locale, slug, lesson, today)).collect_view();
    let body = if own.is_empty() {
        view! { <p>{td_string!(locale, lessons.no_own)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <section class="section"><h2>{td_string!(locale, lessons.own)}</h2>{body}</section> }.into_any()
}

fn own_row(locale: Locale, slug: &str, lesson: &StoredLesson, today: NaiveDate) -> AnyView {
    let due = lesson.review_on.filter(|day| *day <= today).map(|day| {
        let day = common::day(locale, day);
        view! { <span class="badge wait"><Icon name="clock"/><span>{td_string!(locale, lessons.review_due, day = day).to_string()}</span></span> }
    });
    let replaced = lesson.superseded_by.map(|_| {
        view! {
            <span class="badge"><Icon name="undo"/><span>{td_string!(locale, lessons.is_replaced)}</span></span>
        }
    });
    let condition = td_string!(locale, lessons.if_, condition = lesson.told.condition.clone()).to_string();
    view! {
        <li><a class="row" href=paths::lesson(slug, lesson.id)><Icon name="lesson"/>
            <span class="row-main"><span dir="auto">{condition}</span><b dir="auto">{lesson.told.action.clone()}</b></span>
            <span class="row-end">{replaced}{due}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}
