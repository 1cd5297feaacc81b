//! The cohort's presences: what is still to be noted, totals by person and by event, files. A member sees her own.

use super::{own::own, sheet};
use crate::{
    app::{
        access::Facilitator,
        attendance::{
            files,
            register::{Moment, Register},
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
    domain::{attendance::Total, minutes::Minutes, week::IsoWeek},
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn AttendancePage() -> impl IntoView {
    page(attendance)
}

async fn attendance(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    if !member.role.is_facilitator() {
        return own(visit, member).await;
    }
    let by = member.facilitator()?;
    match visit.query("week") {
        Some(week) => sheet::week(visit, by, week).await,
        None => overview(visit, by).await,
    }
}

async fn overview(visit: Visit, by: Facilitator) -> Result<AnyView, AppError> {
    let (locale, now) = (visit.locale, visit.now());
    let group = Group::load(&visit, &by).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let register = Register::of_cohort(&mut db, &by, now).await?;
    drop(db);
    let title = td_string!(locale, attendance.title).to_string();
    let body = if register.moments.is_empty() { empty(locale, &by) } else { filled(locale, &by, &register)? };
    let week = paths::attendance_week(&by.cohort.slug, IsoWeek::of(by.cohort.today(now)));
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance" wide=true>
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, attendance.lead)}</p>
                <div class="actions"><a class="button secondary" href=week><Icon name="print"/><span>{td_string!(locale, attendance.sheet.this_week)}</span></a></div>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn empty(locale: Locale, by: &Facilitator) -> AnyView {
    let add = by.cohort.state.takes_plan().then(|| view! {
        <a class="button" href=paths::new_event(&by.cohort.slug)><Icon name="plus"/><span>{td_string!(locale, cohorts.plan.new_event)}</span></a>
    });
    view! {
        <div class="empty"><Icon name="calendar" big=true/><h2>{td_string!(locale, attendance.empty)}</h2>
            <p>{td_string!(locale, attendance.empty_why)}</p>{add}</div>
    }
    .into_any()
}

fn filled(locale: Locale, by: &Facilitator, register: &Register) -> Result<AnyView, AppError> {
    Ok(view! {
        {waiting(locale, by, register)}
        <section class="section"><h2>{td_string!(locale, attendance.by_person)}</h2>{people(locale, register)}</section>
        <section class="section"><h2>{td_string!(locale, attendance.by_event)}</h2>{events(locale, by, register)}</section>
        {downloads(locale, by, register)?}
    }
    .into_any())
}

/// How many of the half-days to note are named.
const NAMED: usize = 6;

fn waiting(locale: Locale, by: &Facilitator, register: &Register) -> Option<AnyView> {
    let waiting = register.waiting();
    if waiting.is_empty() || !by.cohort.state.takes_plan() {
        return None;
    }
    let rows = waiting.iter().take(NAMED).map(|moment| {
        let href = paths::half_day(&by.cohort.slug, moment.event.id, moment.half_day);
        view! {
            <li><a class="row" href=href><Icon name="clock"/>
                <span class="row-main"><b>{moment.event.title.clone()}</b><span class="row-note">{said::long(locale, moment.half_day)}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span></a></li>
        }
    });
    let rows = rows.collect_view();
    let more = waiting.len().saturating_sub(NAMED);
    let more = (more > 0)
        .then(|| view! { <p class="hint">{td_string!(locale, attendance.more, count = more).to_string()}</p> });
    Some(view! { <section class="section"><h2>{td_string!(locale, attendance.waiting)}</h2><ul class="rows waiting">{rows}</ul>{more}</section> }.into_any())
}

fn hours(minutes: i64) -> String {
    Minutes(minutes).french()
}

fn people(locale: Locale, register: &Register) -> AnyView {
    let totals = register.by_person();
    let row = |name: String, total: &Total| {
        let cells = [total.present, total.excused, total.absent, total.expected];
        let cells = cells.map(|minutes| view! { <td class="num">{hours(minutes)}</td> }).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let rows =
        register.people.iter().filter_map(|who| Some(row(words::person(locale, &who.name), totals.get(&who.id)?)));
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return view! { <p>{td_string!(locale, attendance.nothing_noted)}</p> }.into_any();
    }
    view! {
        <p class="hint" id="people-note">{td_string!(locale, attendance.counted)}</p>
        <div class="table-scroll" role="region" aria-labelledby="people-table" tabindex="0"><table class="table">
            <caption id="people-table" class="visually-hidden">{td_string!(locale, attendance.by_person)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, attendance.columns.person)}</th>
                <th scope="col" class="num">{td_string!(locale, attendance.columns.present)}</th>
                <th scope="col" class="num">{td_string!(locale, attendance.columns.excused)}</th>
                <th scope="col" class="num">{td_string!(locale, attendance.columns.absent)}</th>
                <th scope="col" class="num">{td_string!(locale, attendance.columns.expected)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

fn events(locale: Locale, by: &Facilitator, register: &Register) -> AnyView {
    let row = |moment: &Moment| {
        let (present, all) = register.heads(moment);
        let heads = td_string!(locale, attendance.heads, present = present, all = all).to_string();
        let href = paths::half_day(&by.cohort.slug, moment.event.id, moment.half_day);
        view! {
            <li><a class="row" href=href><Icon name="calendar"/>
                <span class="row-main"><b>{moment.event.title.clone()}</b><span class="row-note">{said::long(locale, moment.half_day)}</span></span>
                <span class="row-end">{heads}" · "{hours(moment.minutes * present as i64)}<Icon name="arrow-next"/></span></a></li>
        }
    };
    let rows: Vec<_> = register.counted().map(row).collect();
    if rows.is_empty() {
        return view! { <p>{td_string!(locale, attendance.nothing_noted)}</p> }.into_any();
    }
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn downloads(locale: Locale, by: &Facilitator, register: &Register) -> Result<AnyView, AppError> {
    let zone = by.cohort.time_zone;
    let csv = files::size(locale, files::csv_of(locale, register, zone).len());
    let xlsx = files::size(locale, files::xlsx_of(locale, register, zone)?.len());
    let slug = &by.cohort.slug;
    Ok(view! {
        <section class="section">
            <h2>{td_string!(locale, attendance.files.title)}</h2>
            <p>{td_string!(locale, attendance.files.why)}</p>
            <div class="actions">
                <a class="button secondary" href=paths::attendance_file(slug, "xlsx")><Icon name="download"/><span>{td_string!(locale, attendance.files.xlsx, size = xlsx).to_string()}</span></a>
                <a class="button secondary" href=paths::attendance_file(slug, "csv")><Icon name="download"/><span>{td_string!(locale, attendance.files.csv, size = csv).to_string()}</span></a>
            </div>
        </section>
    }
    .into_any())
}
