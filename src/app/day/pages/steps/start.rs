//! How the day begins: the rules with the round, then the timeline.

use super::link;
use crate::{
    app::{
        cohorts,
        day::{
            actions::NotePresence,
            pages::table::Table,
            store::{
                self, Person, facts,
                work::{self, Kept},
            },
            words as said,
        },
        i18n::*,
        paths,
        ui::{form::ButtonForm, icon::Icon},
        words,
    },
    domain::{
        phase::Phase,
        review::{Dated, Presence, facts_of},
    },
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

/// The rules, ready to be read aloud, and who agrees.
pub async fn round(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let people = store::people(&mut *db, &table.member).await?;
    let rules = [
        td_string!(locale, day.rules.speak),
        td_string!(locale, day.rules.listen),
        td_string!(locale, day.rules.room),
        td_string!(locale, day.rules.choose),
        td_string!(locale, day.rules.withdraw),
        td_string!(locale, day.rules.what),
    ];
    let rules = rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view();
    let rows = people.iter().map(|one| person(table, one)).collect_view();
    Ok(view! {
        <section class="section day-rules"><h2>{td_string!(locale, day.rules.title)}</h2><ol>{rules}</ol></section>
        <section class="section"><h2>{td_string!(locale, day.rules.round)}</h2><ul class="rows">{rows}</ul></section>
    }
    .into_any())
}

fn person(table: &Table, one: &Person) -> AnyView {
    let locale = table.locale;
    let (class, icon) = match one.presence {
        None => ("badge", "clock"),
        Some(Presence::Present) => ("badge info", "user"),
        Some(Presence::Agreed) => ("badge done", "check"),
    };
    let taps = table.leads() || (table.writes() && one.id == table.member.person);
    let buttons = taps.then(|| taps_of(table, one));
    view! {
        <li><div class="row"><span class="row-main"><b dir="auto">{words::person(locale, &one.name)}</b></span>
            <span class="row-end"><span class=class><Icon name=icon/>{said::presence(locale, one.presence)}</span>{buttons}</span></div></li>
    }
    .into_any()
}

fn taps_of(table: &Table, one: &Person) -> AnyView {
    let locale = table.locale;
    let tap = |code: &str, label: String, icon: &'static str| {
        let fields =
            vec![("cohort", table.slug().to_owned()), ("person", one.id.to_string()), ("presence", code.to_owned())];
        view! { <ButtonForm action=NotePresence::url() fields=fields label=label icon=icon/> }
    };
    let there = one
        .presence
        .is_none()
        .then(|| tap("present", td_string!(locale, day.presence.say_present).to_string(), "user"));
    let agrees = (one.presence != Some(Presence::Agreed))
        .then(|| tap("agreed", td_string!(locale, day.presence.say_agreed).to_string(), "check"));
    let not =
        one.presence.is_some().then(|| tap("absent", td_string!(locale, day.presence.say_absent).to_string(), "undo"));
    view! { {there}{agrees}{not} }.into_any()
}

/// Phase by phase: what was planned, what happened, and what the records say.
pub async fn timeline(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let moments = work::moments(&mut *db, &table.member).await?;
    let dated = dated(table, db).await?;
    let phases = table.group.phases.iter().zip(&table.group.phase_names);
    let cards = phases.map(|(phase, name)| moment(table, phase, name, &moments, &dated)).collect_view();
    Ok(view! { <div class="cards day-moments">{cards}</div> }.into_any())
}

async fn dated(table: &Table, db: &mut Connection) -> Result<Vec<(NaiveDate, Dated)>, AppError> {
    let member = &table.member;
    let mut dated = facts::made_and_sold(&mut *db, member).await?;
    let (now, cohort) = (table.visit.now(), &member.cohort);
    let events = cohorts::store::events(&mut *db, member).await?;
    let over = events.iter().filter(|event| event.ends_at <= now);
    dated.extend(over.map(|event| (cohort.today(event.starts_at), Dated::Met)));
    dated.extend(facts::decided(&mut *db, member).await?.into_iter().map(|(on, _)| (on, Dated::Decided)));
    Ok(dated)
}

fn moment(table: &Table, phase: &Phase, name: &str, moments: &[Kept], dated: &[(NaiveDate, Dated)]) -> AnyView {
    let locale = table.locale;
    let kept = moments.iter().find(|one| one.phase == phase.id);
    let class = words::phase_class(phase.kind);
    let (first, last) = (words::day_and_month(locale, phase.starts_on), words::day_and_month(locale, phase.ends_on));
    let facts = said::facts(locale, &facts_of(phase, dated));
    let facts = facts.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let told = kept.map(|kept| told(locale, kept));
    let label = match kept {
        Some(_) => td_string!(locale, day.moment.change),
        None => td_string!(locale, day.moment.tell),
    };
    let tell =
        table.writes().then(|| link(paths::day_object(table.slug(), "phases", phase.id), "edit", label.to_string()));
    view! {
        <article class="card">
            <h2><span class="phase"><svg class="swatch" width="28" height="14" aria-hidden="true"><rect class=class width="100%" height="100%"></rect></svg>" "{name.to_owned()}</span></h2>
            <p class="hint">{td_string!(locale, day.moment.dates, first = first, last = last).to_string()}</p>
            <ul class="day-facts">{facts}</ul>
            {told}
            <div class="card-foot">{tell}</div>
        </article>
    }
    .into_any()
}

fn told(locale: Locale, kept: &Kept) -> AnyView {
    let lines = [
        (td_string!(locale, day.moment.planned), &kept.planned),
        (td_string!(locale, day.moment.happened), &kept.happened),
        (td_string!(locale, day.moment.surprise), &kept.surprise),
        (td_string!(locale, day.moment.not_reached), &kept.not_reached),
    ];
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let lines = lines.map(|(name, text)| view! { <div><dt>{name}</dt><dd dir="auto">{text.clone()}</dd></div> });
    view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
}
