//! The page for a tablet at the door: who is there now, who comes next, what is free, and a form for the code of a booking.
//! Whoever has the address reads it: no session, no cookie, no way further into the program, and names only where the group
//! says so. It is read again every minute, without scripts; the form stands on its own page, so that nobody is interrupted.

use super::super::{
    actions::door::CheckInByCode,
    store::{
        self,
        door::{Door, Shown},
        outages::Unavailable,
        spaces::Workshop,
    },
    words as said,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, TextField, escaped},
            icon::Icon,
        },
        visit::{Visit, page},
        words::{self, Notice},
    },
    domain::{
        capacity::{FreeSlot, Need, Usage, day_slots},
        time::{bounds, local},
    },
    platform::{error::AppError, token},
};
use chrono::{DateTime, Days, Duration, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::{Body, Title};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The page is read again after so many seconds, and sooner when it has just said something to somebody.
const AGAIN: i64 = 60;
const AGAIN_SOON: i64 = 12;
/// So many that come next are shown.
const NEXT: usize = 4;

#[component]
pub fn DoorPage() -> impl IntoView {
    page(now_and_next)
}

async fn now_and_next(visit: Visit) -> Result<AnyView, AppError> {
    let (now, token) = (visit.now(), visit.param("token"));
    let mut db = visit.state.db.read().acquire().await?;
    let Door { space, .. } = store::door::door(&mut db, token::hash(&token)).await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let (today, zone) = (local(now, workshop.space.zone).0, workshop.space.zone);
    let until = bounds(today + Days::new(1), zone).1;
    let from = bounds(today, zone).0;
    let mut turns = store::door::shown(&mut db, &workshop.space, (from, until)).await?;
    let away = store::outages::unavailable(&mut *db, &workshop.space, from, until).await?;
    drop(db);
    turns.retain(|one| !one.turn.is_missed(workshop.space.terms.grace_minutes, now));
    let told = visit.query("notice").and_then(|code| Notice::from_code(&code));
    let seconds = if told.is_some() { AGAIN_SOON } else { AGAIN };
    visit.header("refresh", &format!("{seconds}; url={}", paths::door(&token)));
    Ok(shown(&visit, &workshop, Today { turns, away }, told, &token))
}

/// What the space is taken for today and tomorrow.
struct Today {
    turns: Vec<Shown>,
    away: Unavailable,
}

fn shown(visit: &Visit, workshop: &Workshop, today: Today, told: Option<Notice>, token: &str) -> AnyView {
    let (locale, now, zone) = (visit.locale, visit.now(), workshop.space.zone);
    let title = workshop.space.name.clone();
    let (is_now, to_come): (Vec<_>, Vec<_>) =
        today.turns.iter().filter(|one| now < one.turn.end).partition(|one| one.turn.start <= now);
    let told = told.map(|notice| {
        view! { <div class="notice done" role="status"><Icon name="check"/><div><p>{notice.words(locale)}</p></div></div> }
    });
    let next = to_come.iter().take(NEXT).map(|one| next_row(locale, workshop, one, now)).collect_view();
    let none = to_come.is_empty().then(|| view! { <p>{td_string!(locale, bookings.door.nothing_next)}</p> });
    let here = is_now.iter().map(|one| now_row(locale, workshop, one)).collect_view();
    let nobody =
        is_now.is_empty().then(|| view! { <p class="door-big">{td_string!(locale, bookings.door.nobody)}</p> });
    let content = view! {
        <header class="door-head"><h1>{title.clone()}</h1><p>{words::instant(locale, now, zone)}</p></header>
        {told}
        <section class="door-now"><h2>{td_string!(locale, bookings.door.now)}</h2>{nobody}<ul>{here}</ul></section>
        {free(locale, workshop, &today, now)}
        <section class="door-next"><h2>{td_string!(locale, bookings.door.next)}</h2>{none}<ul>{next}</ul></section>
        <p><a class="button big" href=paths::door_code(token)><Icon name="check"/><span>{td_string!(locale, bookings.door.to_code)}</span></a></p>
    };
    framed(locale, title, content.into_any())
}

/// Nothing but what is for the door.
fn framed(locale: Locale, title: String, content: AnyView) -> AnyView {
    let product = td_string!(locale, product);
    view! {
        <Title text=escaped(&format!("{title} · {product}"))/>
        <Body {..} class="at-door"/>
        <main id="content" class="door">{content}</main>
    }
    .into_any()
}

fn now_row(locale: Locale, workshop: &Workshop, one: &Shown) -> AnyView {
    let until = words::time(locale, local(one.turn.end, workshop.space.zone).1);
    let until = td_string!(locale, bookings.door.until, time = until).to_string();
    let what = format!("{until} · {}", what(locale, workshop, &one.usage));
    view! { <li><b class="door-big" dir="auto">{said::at_door(locale, one)}</b><span>{what}</span></li> }.into_any()
}

fn next_row(locale: Locale, workshop: &Workshop, one: &Shown, now: DateTime<Utc>) -> AnyView {
    let zone = workshop.space.zone;
    let (day, today) = (local(one.turn.start, zone).0, local(now, zone).0);
    let hours = said::hours(locale, one.turn.start, one.turn.end, zone);
    let when = if day == today { hours } else { format!("{}, {hours}", words::day_near(locale, day, today)) };
    view! { <li><b>{when}</b><span dir="auto">{said::at_door(locale, one)}</span><span>{what(locale, workshop, &one.usage)}</span></li> }
        .into_any()
}

/// "2 places · 1 surjeteuse"
fn what(locale: Locale, workshop: &Workshop, usage: &Usage) -> String {
    let names: BTreeMap<Uuid, &str> = workshop.machines.iter().map(|one| (one.id, one.name.as_str())).collect();
    let machines = usage.machines.iter().filter_map(|(id, count)| Some((names.get(id)?, *count)));
    let machines = machines.map(|(name, count)| said::machines(locale, name, count.into()));
    std::iter::once(said::places(locale, usage.people)).chain(machines).collect::<Vec<_>>().join(" · ")
}

/// What is free now, and until when; or that it is full, taken for something else, or closed.
fn free(locale: Locale, workshop: &Workshop, Today { turns, away }: &Today, now: DateTime<Utc>) -> AnyView {
    let zone = workshop.space.zone;
    let today = local(now, zone).0;
    let booked = turns.iter().map(|one| workshop.place.space.cleaned(one.usage.clone()));
    let usages: Vec<Usage> = booked.chain(away.usages()).collect();
    let blocked = away.blocks.iter().any(|one| one.block.start <= now && now < one.block.end);
    let slots = day_slots(&workshop.place, &usages, today, &Need { people: 1, machines: Vec::new() });
    let is_now = |slot: &&FreeSlot| slot.start <= now && now < slot.end;
    let open = workshop.place.is_open(now, now + Duration::minutes(1)).is_ok();
    let text = match slots.iter().find(is_now) {
        Some(slot) => {
            let until = words::time(locale, said::end_of_day(slot.start, slot.end, zone));
            let usage = Usage { start: slot.start, end: slot.end, people: slot.people, machines: some_left(slot) };
            td_string!(locale, bookings.door.free, what = what(locale, workshop, &usage), time = until).to_string()
        }
        None if open && blocked => td_string!(locale, bookings.door.busy).to_string(),
        None if open => td_string!(locale, bookings.door.full).to_string(),
        None => td_string!(locale, bookings.door.shut).to_string(),
    };
    view! { <p class="door-free">{text}</p> }.into_any()
}

/// The machines of which some are left.
fn some_left(slot: &FreeSlot) -> Vec<(Uuid, u32)> {
    slot.machines.iter().filter(|(_, left)| *left > 0).copied().collect()
}

#[component]
pub fn DoorCodePage() -> impl IntoView {
    page(type_code)
}

async fn type_code(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, token) = (visit.locale, visit.param("token"));
    let mut db = visit.state.db.read().acquire().await?;
    let door = store::door::door(&mut db, token::hash(&token)).await?;
    drop(db);
    let typed = visit.typed("door/check-in").await?;
    let seconds = visit.query("seconds").and_then(|text| text.parse().ok()).unwrap_or(AGAIN);
    let refused = visit.query("refused").and_then(|code| words::refusal_code(locale, &code, seconds));
    let refused = refused.into_iter().chain(visit.told()).map(|text| {
        view! { <div class="notice stop" role="alert"><Icon name="warning"/><div><p>{text}</p></div></div> }
    });
    let title = td_string!(locale, bookings.door.code_title).to_string();
    let asked = title.clone();
    let content = view! {
        <p class="back"><a class="link" href=paths::door(&token)><Icon name="arrow-back"/><span>{door.space.name}</span></a></p>
        {refused.collect_view()}
        <Form typed=typed.clone() action=CheckInByCode::url() class="question sign-code">
            <input type="hidden" name="token" value=token/>
            <TextField typed name="code" label=title hint=td_string!(locale, bookings.door.code_hint)
                inputmode="numeric" autocomplete="off" class="medium" question=true/>
            <Submit label=td_string!(locale, bookings.door.here)/>
        </Form>
    };
    Ok(framed(locale, asked, content.into_any()))
}
