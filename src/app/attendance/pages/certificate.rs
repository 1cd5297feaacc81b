//! What a member prints for herself: the hours that she was there, and doing what. It says nothing of when she was not.

use super::back;
use crate::{
    app::{
        access::Member,
        attendance::{policy, register::Register},
        cohorts::template_words,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{attendance::Presence, minutes::Minutes, template::EventKind},
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn CertificatePage() -> impl IntoView {
    page(certificate)
}

async fn certificate(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = policy::signs(visit.member().await?)?;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let register = Register::of_member(&mut db, &member, visit.now()).await?;
    drop(db);
    let today = member.cohort.today(visit.now());
    let title = td_string!(locale, attendance.certificate.title).to_string();
    let attended = attended(&register);
    let body = if attended.is_empty() { empty(locale) } else { paper(locale, &member, &attended, today) };
    let back = back(paths::attendance(&member.cohort.slug), td_string!(locale, attendance.own.title).to_string());
    Ok(view! {
        <Frame visit title=title.clone() group=group place="attendance">
            <article class="certificate">
                <header class="page-head">{back}<h1>{title}</h1>
                    <p class="screen-only hint">{td_string!(locale, attendance.sheet.how_to_print)}</p></header>
                {body}
            </article>
        </Frame>
    }
    .into_any())
}

/// An event at which she was, on one day.
struct Attended {
    day: NaiveDate,
    title: String,
    kind: EventKind,
    minutes: i64,
}

fn attended(register: &Register) -> Vec<Attended> {
    let mut all: Vec<(uuid::Uuid, Attended)> = Vec::new();
    for (moment, ..) in register.lines().filter(|(.., presence)| *presence == Presence::Present) {
        let (event, day, minutes) = (&moment.event, moment.half_day.day, moment.minutes);
        match all.last_mut().filter(|(id, last)| *id == event.id && last.day == day) {
            Some((_, last)) => last.minutes += minutes,
            None => all.push((event.id, Attended { day, title: event.title.clone(), kind: event.kind, minutes })),
        }
    }
    all.into_iter().map(|(_, one)| one).collect()
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty"><Icon name="file" big=true/><h2>{td_string!(locale, attendance.certificate.empty)}</h2>
            <p>{td_string!(locale, attendance.certificate.empty_why)}</p></div>
    }
    .into_any()
}

fn paper(locale: Locale, member: &Member, attended: &[Attended], today: NaiveDate) -> AnyView {
    let cohort = &member.cohort;
    let total = Minutes(attended.iter().map(|one| one.minutes).sum()).french();
    let (first, last) = (words::day(locale, cohort.dates.starts_on), words::day(locale, cohort.dates.ends_on));
    let took_part =
        td_string!(locale, attendance.certificate.took_part, name = cohort.name.clone(), first = first, last = last);
    let took_part = took_part.to_string();
    let rows = attended.iter().map(|one| view! {
        <tr><td>{words::day(locale, one.day)}</td><th scope="row">{one.title.clone()}</th>
            <td>{template_words::event_kind(locale, one.kind)}</td><td class="num">{Minutes(one.minutes).french()}</td></tr>
    }).collect_view();
    let sum = td_string!(locale, attendance.certificate.sum, time = total.clone()).to_string();
    let made = td_string!(locale, attendance.certificate.made, day = words::day(locale, today)).to_string();
    view! {
        <p class="certificate-name"><b>{member.name.clone()}</b></p>
        <p>{took_part}</p>
        <p>{td_string!(locale, attendance.certificate.brand, brand = cohort.brand.clone()).to_string()}</p>
        <p class="lead">{sum}</p>
        <div class="table-scroll" role="region" aria-labelledby="activities" tabindex="0"><table class="table">
            <caption id="activities" class="visually-hidden">{td_string!(locale, attendance.certificate.activities)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, attendance.columns.day)}</th>
                <th scope="col">{td_string!(locale, attendance.columns.event)}</th>
                <th scope="col">{td_string!(locale, attendance.columns.kind)}</th>
                <th scope="col" class="num">{td_string!(locale, attendance.certificate.hours)}</th></tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row" colspan="3">{td_string!(locale, attendance.certificate.total)}</th><td class="num">{total}</td></tr></tfoot>
        </table></div>
        <p>{made}</p>
        <p class="certificate-sign">{td_string!(locale, attendance.certificate.sign)}</p>
    }
    .into_any()
}
