//! One practice, to be read beside the work: on a phone, or on paper.

use super::head;
use crate::{
    app::{
        access::Member,
        cohorts::template_words,
        i18n::*,
        lessons::{
            actions::RemovePractice,
            policy,
            store::practices::{self, Line, Practice},
            words,
        },
        paths,
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
    },
    domain::lesson::Met,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PracticePage() -> impl IntoView {
    page(practice)
}

async fn practice(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let practice = practices::readable(&mut *db, &member, visit.id("id")?).await?;
    let all = practices::beside(&mut *db, &practice).await?;
    drop(db);
    let slug = member.cohort.slug.clone();
    let back = head(paths::practices(&slug), td_string!(locale, lessons.practices).to_string(), practice.title.clone());
    let steps = practice.steps.iter().map(|step| view! { <li dir="auto">{step.clone()}</li> }).collect_view();
    let is_own = practice.is_of(&member);
    let changes = if is_own { changes(locale, &member, &practice) } else { ().into_any() };
    let from = (!is_own).then(|| {
        let told = td_string!(locale, lessons.practice_of, cohort = practice.cohort_name.clone()).to_string();
        view! { <p class="learnt-from">{told}</p> }
    });
    let (replaced, takes) = (replaced(locale, &slug, &practice, &all), takes(locale, &practice));
    let (criteria, edited) = (criteria(locale, &practice), edited(locale, &practice));
    Ok(view! {
        <Frame visit title=practice.title.clone() group=group place="notebook">
            <article class="practice">
                {back}
                {from}
                {replaced}
                <section class="section"><h2>{td_string!(locale, lessons.steps)}</h2><ol class="practice-steps">{steps}</ol></section>
                {takes}
                {criteria}
                <p class="hint">{edited}</p>
            </article>
            {changes}
        </Frame>
    }
    .into_any())
}

fn edited(locale: Locale, practice: &Practice) -> String {
    let day = common::day(locale, practice.edited_on);
    td_string!(locale, lessons.edited_on, day = day).to_string()
}

/// What replaced it, and what it replaced.
fn replaced(locale: Locale, slug: &str, practice: &Practice, all: &[Line]) -> AnyView {
    let link = |line: &Line| view! { <a class="link" href=paths::practice(slug, line.id)>{line.title.clone()}</a> };
    let by = all.iter().find(|line| Some(line.id) == practice.superseded_by).map(|line| view! {
        <div class="notice wait"><Icon name="warning"/><div><p><b>{td_string!(locale, lessons.replaced_now)}</b></p><p>{link(line)}</p></div></div>
    });
    let old: Vec<_> = all.iter().filter(|line| line.superseded_by == Some(practice.id)).map(link).collect();
    let replaces = (!old.is_empty()).then(|| view! { <p>{td_string!(locale, lessons.replaces)}" "{old}</p> });
    view! { {by}{replaces} }.into_any()
}

/// What it takes, as far as somebody wrote it.
fn takes(locale: Locale, practice: &Practice) -> AnyView {
    let phase = practice.phase_kind.map(|kind| template_words::phase(locale, kind)).unwrap_or_default();
    let facts = [
        (td_string!(locale, capitalisation.phase), &phase),
        (td_string!(locale, lessons.who), &practice.who),
        (td_string!(locale, lessons.time_needed), &practice.time_needed),
        (td_string!(locale, lessons.cost), &practice.cost),
        (td_string!(locale, lessons.equipment), &practice.equipment),
        (td_string!(locale, lessons.skills), &practice.skills),
        (td_string!(locale, lessons.limits), &practice.limits),
        (td_string!(locale, lessons.adaptation), &practice.adaptation),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| view! { <div><dt>{label}</dt><dd dir="auto">{text.clone()}</dd></div> })
        .collect();
    if facts.is_empty() {
        return ().into_any();
    }
    view! { <section class="section"><h2>{td_string!(locale, lessons.takes)}</h2><dl class="facts">{facts}</dl></section> }
        .into_any()
}

fn criteria(locale: Locale, practice: &Practice) -> AnyView {
    let rows = practice.criteria.iter().map(|(criterion, met)| {
        let (class, icon) = match met {
            Met::Yes => ("badge done", "check"),
            Met::No => ("badge stop", "cross"),
            Met::Unknown => ("badge", "question"),
        };
        view! {
            <li><span>{words::criterion(locale, *criterion)}</span>
                <span class=class><Icon name=icon/><span>{words::met(locale, *met)}</span></span></li>
        }
    });
    let rows = rows.collect_view();
    view! { <section class="section"><h2>{td_string!(locale, lessons.ask_criteria)}</h2><ul class="criteria">{rows}</ul></section> }
        .into_any()
}

fn changes(locale: Locale, member: &Member, practice: &Practice) -> AnyView {
    if !member.cohort.state.takes_words() {
        return ().into_any();
    }
    let slug = &member.cohort.slug;
    let fields = vec![("cohort", slug.clone()), ("practice", practice.id.to_string())];
    let remove = policy::may_remove(member, practice).then(|| view! {
        <ButtonForm action=RemovePractice::url() fields=fields label=td_string!(locale, lessons.remove_practice) icon="trash" class="button danger small"/>
    });
    view! {
        <p class="screen-only hint agreed"><Icon name="print"/><span>{td_string!(locale, lessons.how_to_print)}</span></p>
        <div class="actions"><a class="button" href=paths::edit_practice(slug, practice.id)><Icon name="edit"/><span>{td_string!(locale, lessons.change_practice)}</span></a>{remove}</div>
    }
    .into_any()
}
