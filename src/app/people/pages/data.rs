//! Everything that is stored about the reader, in words, on one page.

mod assembly;
mod day;
mod giving;
mod lessons;
mod money;
mod sales;
mod waiting;
mod workshop;

use super::{
    super::store::{self, OwnBooking, OwnRecord},
    head,
    me::{language, session_kind, started},
};
use crate::{
    app::{
        attendance::words as presences,
        i18n::*,
        paths,
        ui::frame::Frame,
        visit::{Visit, page},
        words,
    },
    domain::{attendance::HalfDay, minutes::Minutes, mission::MissionState, quantity::Quantity, time::local},
    platform::{
        error::AppError,
        session::{self, Signed},
    },
};
use chrono_tz::Tz;
use leptos::prelude::*;

#[component]
pub fn DataPage() -> impl IntoView {
    page(data)
}

async fn data(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?.clone();
    let locale = visit.locale;
    let title = td_string!(locale, people.data.title).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    let sections = vec![
        section(locale, td_string!(locale, people.data.account).to_string(), account(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.cohorts).to_string(), cohorts(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.poles).to_string(), poles(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.missions).to_string(), missions(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.attendance).to_string(), attendance(&visit, &signed).await?),
        section(
            locale,
            td_string!(locale, people.data.pole_hours).to_string(),
            assembly::hours(&visit, &signed).await?,
        ),
        section(locale, td_string!(locale, people.data.skills).to_string(), assembly::skills(&visit, &signed).await?),
        section(
            locale,
            td_string!(locale, people.data.proposals).to_string(),
            assembly::written(&visit, &signed).await?,
        ),
        section(locale, td_string!(locale, people.data.votes).to_string(), assembly::votes(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.bookings).to_string(), bookings(&visit, &signed).await?),
        section(locale, td_string!(locale, bookings.data.series).to_string(), workshop::series(&visit, &signed).await?),
        section(
            locale,
            td_string!(locale, bookings.data.exchanges).to_string(),
            workshop::exchanges(&visit, &signed).await?,
        ),
        section(locale, td_string!(locale, waiting.data.waits).to_string(), waiting::waits(&visit, &signed).await?),
        section(locale, td_string!(locale, waiting.data.lifts).to_string(), waiting::lifts(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.records).to_string(), records(&visit, &signed).await?),
        section(locale, td_string!(locale, stock.lots.data).to_string(), lots(&visit, &signed).await?),
        section(locale, td_string!(locale, orders.data.sales).to_string(), sales::sales(&visit, &signed).await?),
        section(locale, td_string!(locale, orders.data.orders).to_string(), sales::orders(&visit, &signed).await?),
        section(locale, td_string!(locale, sharing.data.advances).to_string(), money::advances(&visit, &signed).await?),
        section(locale, td_string!(locale, sharing.data.shares).to_string(), money::shares(&visit, &signed).await?),
        section(
            locale,
            td_string!(locale, figures.afterwards.data).to_string(),
            lessons::afterwards(&visit, &signed).await?,
        ),
        section(
            locale,
            td_string!(locale, people.data.contributions).to_string(),
            giving::said(&visit, &signed).await?,
        ),
        section(locale, td_string!(locale, day.data.days).to_string(), day::days(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.lessons).to_string(), lessons_written(&visit, &signed).await?),
        section(locale, td_string!(locale, lessons.data.answers).to_string(), lessons::answers(&visit, &signed).await?),
        section(
            locale,
            td_string!(locale, lessons.data.practices).to_string(),
            lessons::practices(&visit, &signed).await?,
        ),
        section(locale, td_string!(locale, people.data.as_partner).to_string(), lessons::said(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.agreed).to_string(), lessons::notes(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.sessions).to_string(), sessions(&visit, &signed).await?),
        section(locale, td_string!(locale, people.data.counts).to_string(), counts(&visit, &signed).await?),
    ];
    Ok(view! {
        <Frame visit=visit title=title>
            {head}
            <p class="lead">{td_string!(locale, people.data.lead)}</p>
            {sections}
        </Frame>
    }
    .into_any())
}

fn section(locale: Locale, title: String, lines: Vec<String>) -> AnyView {
    let body = match lines.is_empty() {
        true => view! { <p class="hint">{td_string!(locale, people.data.nothing)}</p> }.into_any(),
        false => {
            let lines = lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
            view! { <ul>{lines}</ul> }.into_any()
        }
    };
    view! { <section class="section"><h2>{title}</h2>{body}</section> }.into_any()
}

async fn account(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let account = store::account(visit.state.db.read(), signed).await?;
    let own = signed.language.parse().map(language).unwrap_or_default();
    let mut lines = vec![
        td_string!(locale, people.data.name, value = signed.display_name.clone()).to_string(),
        td_string!(locale, people.data.login, value = signed.login.clone()).to_string(),
        td_string!(locale, people.data.language, value = own).to_string(),
        td_string!(locale, people.data.password).to_string(),
        td_string!(locale, people.data.created, day = words::day(locale, account.created_on)).to_string(),
        td_string!(locale, people.data.seen, day = words::day(locale, account.seen_on)).to_string(),
    ];
    lines.extend(waiting::address(visit, signed).await?);
    lines.extend(account.may_create_cohorts.then(|| td_string!(locale, people.data.may_create).to_string()));
    Ok(lines)
}

async fn cohorts(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_memberships(visit.state.db.read(), signed).await?;
    Ok(own
        .into_iter()
        .map(|one| {
            let (role, first) = (words::role(locale, one.role), words::day(locale, one.from_on));
            match one.until_on {
                None => td_string!(locale, people.data.cohort_now, name = one.cohort, role = role, first = first)
                    .to_string(),
                Some(last) => {
                    let last = words::day(locale, last);
                    td_string!(
                        locale,
                        people.data.cohort_then,
                        name = one.cohort,
                        role = role,
                        first = first,
                        last = last
                    )
                    .to_string()
                }
            }
        })
        .collect())
}

async fn poles(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_poles(visit.state.db.read(), signed).await?;
    let now = own.into_iter().map(|(name, referent, deputy)| match (referent, deputy) {
        (true, _) => td_string!(locale, people.data.pole_referent, name = name).to_string(),
        (_, true) => td_string!(locale, people.data.pole_deputy, name = name).to_string(),
        _ => name,
    });
    Ok(now.chain(assembly::turns(visit, signed).await?).collect())
}

async fn missions(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let state = |state| match state {
        MissionState::ToDo => td_string!(locale, poles.states.to_do).to_string(),
        MissionState::Doing => td_string!(locale, poles.states.doing).to_string(),
        MissionState::Blocked => td_string!(locale, poles.states.blocked).to_string(),
        MissionState::Done => td_string!(locale, poles.states.done).to_string(),
    };
    let own = store::own_missions(visit.state.db.read(), signed).await?;
    let own = own.into_iter().map(|(title, at, due)| match due {
        Some(day) => {
            let day = words::day(locale, day);
            td_string!(locale, people.data.mission_due, title = title, state = state(at), day = day).to_string()
        }
        None => td_string!(locale, people.data.mission, title = title, state = state(at)).to_string(),
    });
    Ok(own.chain(assembly::helps(visit, signed).await?).collect())
}

async fn attendance(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_presences(visit.state.db.read(), signed).await?;
    Ok(own
        .into_iter()
        .map(|(event, day, half, presence)| {
            let half = presences::long(locale, HalfDay { day, half });
            let presence = presences::presence(locale, presence);
            td_string!(locale, people.data.attendance_line, event = event, half = half, presence = presence).to_string()
        })
        .collect())
}

async fn bookings(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_bookings(visit.state.db.read(), signed).await?;
    Ok(own.into_iter().map(|booking| booked(visit.locale, booking)).collect())
}

fn booked(locale: Locale, booking: OwnBooking) -> String {
    let zone: Tz = booking.time_zone.parse().unwrap_or(Tz::Europe__Paris);
    let (from, to) = (words::instant(locale, booking.starts_at, zone), words::instant(locale, booking.ends_at, zone));
    let line =
        td_string!(locale, people.data.booking, space = booking.space, from = from, to = to, people = booking.people)
            .to_string();
    let cancelled = match booking.missed_at {
        Some(_) => Some(td_string!(locale, bookings.door.data_missed).to_string()),
        None => (booking.state == "cancelled").then(|| td_string!(locale, people.data.cancelled).to_string()),
    };
    let came = booking.checked_in_at.map(|at| {
        let time = words::time(locale, local(at, zone).1);
        td_string!(locale, bookings.door.came_at, time = time).to_string()
    });
    let purpose = Some(booking.purpose).filter(|purpose| !purpose.is_empty());
    [Some(line), purpose, came, cancelled].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

async fn records(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_records(visit.state.db.read(), signed).await?;
    Ok(own.into_iter().map(|record| made(visit.locale, signed, record)).collect())
}

fn made(locale: Locale, signed: &Signed, record: OwnRecord) -> String {
    let quantity = format!("{} {}", Quantity(record.quantity).display(words::decimal(locale)), record.unit);
    let day = words::day(locale, record.made_on);
    let line = td_string!(locale, people.data.record, quantity = quantity, product = record.product, day = day);
    let minutes = record
        .minutes
        .map(|minutes| td_string!(locale, people.data.record_minutes, minutes = Minutes(minutes).french()).to_string());
    // A note is its author's; on a record that somebody else wrote it is not about the reader.
    let note = Some(record.note).filter(|note| !note.is_empty() && record.author == signed.person);
    let note = note.map(|note| td_string!(locale, people.data.record_note, note = note).to_string());
    let withdrawn = record.withdrawn_at.map(|_| td_string!(locale, people.data.withdrawn).to_string());
    [Some(format!("{line}.")), minutes, note, withdrawn].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

async fn lots(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_lots(visit.state.db.read(), signed).await?;
    let line = |(number, product, day)| {
        let day = words::day(locale, day);
        td_string!(locale, stock.lots.data_line, number = number, product = product, day = day).to_string()
    };
    Ok(own.into_iter().map(line).collect())
}

async fn lessons_written(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = store::own_lessons(visit.state.db.read(), signed).await?;
    Ok(own
        .into_iter()
        .map(|(day, condition, action)| {
            let day = words::day(locale, day);
            td_string!(locale, people.data.lesson, day = day, condition = condition, action = action).to_string()
        })
        .collect())
}

async fn sessions(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let own = session::list(visit.state.db.read(), signed.person).await?;
    Ok(own.iter().map(|one| format!("{} · {}", session_kind(locale, &one.kind), started(locale, one))).collect())
}

async fn counts(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let counts = store::own_counts(visit.state.db.read(), signed).await?;
    let audit = store::audit_rows(visit.state.db.read(), signed).await?;
    let lines = [
        (counts.drafts, td_string!(locale, people.data.drafts, count = counts.drafts).to_string()),
        (counts.keys, td_string!(locale, people.data.keys, count = counts.keys).to_string()),
        (counts.corrections, td_string!(locale, people.data.corrections, count = counts.corrections).to_string()),
        (
            counts.presence_corrections,
            td_string!(locale, people.data.presence_corrections, count = counts.presence_corrections).to_string(),
        ),
        (
            counts.presences_noted,
            td_string!(locale, people.data.presences_noted, count = counts.presences_noted).to_string(),
        ),
        (counts.invitations, td_string!(locale, people.data.invitations, count = counts.invitations).to_string()),
        (counts.typed, td_string!(locale, giving.data_typed, count = counts.typed).to_string()),
        (counts.notes, td_string!(locale, people.data.notes, count = counts.notes).to_string()),
        (counts.feeds, td_string!(locale, calendar.feed.data).to_string()),
        (audit, td_string!(locale, people.data.audit, count = audit).to_string()),
    ];
    Ok(lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect())
}
