//! The day at a glance: when and where, who comes, how far each step is, and the ways into the room.

use crate::{
    app::{
        access::Member,
        day::{
            store::{self, Counts, Day, Person},
            words as said,
        },
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::review::{Guest, Step},
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn DayPage() -> impl IntoView {
    page(overview)
}

async fn overview(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let day = store::day(&mut *db, &member).await?;
    let counts = store::counts(&mut *db, &member).await?;
    let people = store::people(&mut *db, &member).await?;
    let guests = store::guests(&mut *db, &member).await?;
    drop(db);
    let title = td_string!(locale, day.title).to_string();
    let body = match &day {
        None => nothing_yet(locale, &member),
        Some(day) => planned(locale, &member, &group, day, &counts, (&people, &guests)),
    };
    Ok(view! {
        <Frame visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=paths::capitalisation(&member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, day.lead)}</p>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn nothing_yet(locale: Locale, member: &Member) -> AnyView {
    let leads = member.role.is_facilitator() && member.cohort.state.takes_words();
    let first = leads.then(|| view! {
        <a class="button" href=paths::day_page(&member.cohort.slug, "plan")><Icon name="calendar"/><span>{td_string!(locale, day.plan_it)}</span></a>
    });
    view! {
        <div class="empty"><Icon name="calendar" big=true/><h2>{td_string!(locale, day.none)}</h2>
            <p>{td_string!(locale, day.none_why)}</p>{first}</div>
    }
    .into_any()
}

type Coming<'c> = (&'c [Person], &'c [(Guest, i64)]);

fn planned(locale: Locale, member: &Member, group: &Group, day: &Day, counts: &Counts, coming: Coming<'_>) -> AnyView {
    let slug = &member.cohort.slug;
    let facilitates = (member.role.is_facilitator() && member.cohort.state.takes_words()).then(|| view! {
        <a class="button secondary" href=paths::day_page(slug, "plan")><Icon name="edit"/><span>{td_string!(locale, day.change_plan)}</span></a>
    });
    let rows =
        Step::ALL.iter().map(|step| row(locale, slug, *step, day.step, counts, group.phases.len())).collect_view();
    view! {
        <div class="actions">
            <a class="button" href=paths::day_page(slug, "mine")><Icon name="phone"/><span>{td_string!(locale, day.mine)}</span></a>
            <a class="button secondary" href=paths::day_page(slug, "room")><Icon name="eye"/><span>{td_string!(locale, day.room)}</span></a>
            <a class="button secondary" href=paths::day_page(slug, "card")><Icon name="file"/><span>{td_string!(locale, day.card.title)}</span></a>
            {facilitates}
        </div>
        {facts(locale, day, coming)}
        <section class="section"><h2>{td_string!(locale, day.all_steps)}</h2><ol class="rows">{rows}</ol></section>
    }
    .into_any()
}

fn row(locale: Locale, slug: &str, step: Step, shown: Step, counts: &Counts, phases: usize) -> AnyView {
    let now = (step == shown).then(|| {
        view! {
            <span class="badge info"><Icon name="eye"/>{td_string!(locale, day.now)}</span>
        }
    });
    let note = format!("{} · {}", said::place(locale, step), said::progress(locale, step, counts, phases));
    view! {
        <li><a class="row" href=paths::day_step(slug, step.code())><Icon name=said::icon(step)/>
            <span class="row-main"><b>{said::step(locale, step)}</b><span class="row-note">{note}</span></span>
            <span class="row-end">{now}<Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}

/// When, where, by whom; who comes is counted by role.
fn facts(locale: Locale, day: &Day, (people, guests): Coming<'_>) -> AnyView {
    let there = |facilitates: bool| {
        people.iter().filter(|one| one.facilitates == facilitates && one.presence.is_some()).count().to_string()
    };
    let outside = if day.from_outside { td_string!(locale, day.is_outside) } else { td_string!(locale, day.is_inside) };
    let led_by = if day.led_by.is_empty() { outside.to_string() } else { format!("{} ({outside})", day.led_by) };
    let mut lines = vec![
        (td_string!(locale, day.when).to_string(), words::day(locale, day.held_on)),
        (td_string!(locale, day.where_).to_string(), day.place.clone()),
        (td_string!(locale, day.led_by).to_string(), led_by),
        (td_string!(locale, day.languages).to_string(), day.languages.clone()),
        (td_string!(locale, day.members_there).to_string(), there(false)),
        (td_string!(locale, day.facilitators_there).to_string(), there(true)),
    ];
    lines.extend(guests.iter().map(|(guest, people)| (said::guest(locale, *guest), people.to_string())));
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let lines = lines.map(|(name, text)| view! { <div><dt>{name}</dt><dd dir="auto">{text}</dd></div> }).collect_view();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}
