//! What a member finds: in her cohort, and in what others published.

use super::results::{Found, Searched, results};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        search::{
            asked::Asked,
            store::{self, Hit, Said, Wanted},
        },
        ui::frame::{Frame, Group},
        visit::{Visit, page},
        words as common,
    },
    domain::{search::Kind, search::Question},
    platform::error::AppError,
};
use chrono_tz::Tz;
use leptos::prelude::*;

#[component]
pub fn MemberSearchPage() -> impl IntoView {
    page(search)
}

async fn search(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let asked = Asked::of(|name| visit.query(name));
    let found = look(&visit, &member, &asked).await?;
    let title = td_string!(locale, search.ask).to_string();
    let slug = &member.cohort.slug;
    let zone = member.cohort.time_zone;
    let searched = Searched {
        locale,
        action: paths::search(slug),
        hint: td_string!(locale, search.hint).to_string(),
        elsewhere: (paths::lessons(slug), td_string!(locale, lessons.see_all).to_string()),
        asked: &asked,
        found: found.as_ref(),
        href: &|hit| href(slug, hit),
        told: &|hit| told(locale, zone, slug, hit),
    };
    let content = results(&searched);
    Ok(view! { <Frame visit title=title group=group place="search">{content}</Frame> }.into_any())
}

async fn look(visit: &Visit, member: &Member, asked: &Asked) -> Result<Option<Found>, AppError> {
    let Some(Ok(question)) = &asked.question else { return Ok(None) };
    let mut db = visit.state.db.read().acquire().await?;
    let hits = store::found(&mut *db, member, &wanted(question, asked)).await?;
    let counts = store::count(&mut *db, member, question).await?;
    Ok(Some(Found { question: question.clone(), hits, counts }))
}

pub(super) fn wanted<'q>(question: &'q Question, asked: &Asked) -> Wanted<'q> {
    Wanted { question, kind: asked.kind, page: asked.page }
}

/// Where a member reads it. Others than the speaker read a contribution in the notebook.
fn href(slug: &str, hit: &Hit) -> String {
    match hit.kind {
        Kind::Lesson => paths::lesson(slug, hit.object),
        Kind::Published => paths::published_lesson(slug, hit.lesson.unwrap_or(hit.object)),
        Kind::Practice => paths::practice(slug, hit.object),
        Kind::Note => paths::note(slug),
        Kind::Contribution => said(slug, hit.said.as_ref()),
        Kind::Decision => paths::decision(slug, hit.object),
        Kind::Minutes => paths::minutes(slug, hit.object),
        Kind::Event => paths::event(slug, hit.object),
        Kind::Mission => paths::mission(slug, hit.object),
        Kind::Product => paths::product(slug, hit.object),
        Kind::Order => paths::order(slug, hit.object),
    }
}

/// The notebook, with what is of the same kind and phase.
fn said(slug: &str, said: Option<&Said>) -> String {
    let notebook = paths::capitalisation(slug);
    let Some(said) = said else { return notebook };
    let of_kind = paths::with(&notebook, "kind", &said.kind);
    said.phase.map_or(of_kind.clone(), |phase| paths::with(&of_kind, "phase", &phase.to_string()))
}

/// When it was, or whose it is where it is not of the member's own group.
fn told(locale: Locale, zone: Tz, slug: &str, hit: &Hit) -> Option<String> {
    if hit.slug != slug {
        return Some(hit.cohort.clone());
    }
    let begins = hit.starts_at.map(|at| common::instant(locale, at, zone));
    begins.or_else(|| hit.on_day.map(|day| common::day(locale, day)))
}
