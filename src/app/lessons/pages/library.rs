//! The library: what other groups learnt and published, what this one has learnt, and its practices.

use super::filters::{filters, steps};
use crate::{
    app::{
        access::Member,
        capitalisation::store::{self as notebook, StoredLesson},
        i18n::*,
        lessons::{
            cards::card,
            forms::Asked,
            store::{self, A_PAGE, Published},
        },
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
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
                <div class="actions">
                    <a class="button secondary" href=paths::search(&member.cohort.slug)><Icon name="search"/><span>{td_string!(locale, search.place)}</span></a>
                    <a class="button secondary" href=paths::practices(&member.cohort.slug)><Icon name="book"/><span>{td_string!(locale, lessons.practices)}</span></a></div>
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
            {filters(locale, paths::lessons(slug), asked)}
            {none}
            <div class="cards">{cards}</div>
            {steps(locale, &paths::lessons(slug), asked, more)}
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
