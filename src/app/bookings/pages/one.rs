//! One booking: when, where, for whom, and the way to give the place back.

use super::house;
use super::{
    super::{
        actions::Cancel,
        policy,
        store::{self, Booking, BookingState, waits::Mine},
        view, words as said,
    },
    made::what_was_made,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{time::local, week::IsoWeek},
    platform::error::AppError,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn BookingPage() -> impl IntoView {
    page(booking)
}

async fn booking(visit: Visit) -> Result<AnyView, AppError> {
    let (member, id) = (visit.member().await?, visit.id("id")?);
    let booking = store::booking(visit.state.db.read(), &member, id).await?;
    let machines = store::machines_of(visit.state.db.read(), &booking).await?;
    let house = house_of(&visit, &member, &booking).await?;
    let offer = store::waits::offer(visit.state.db.read(), &member, id).await?;
    let made = made(&visit, &member, id).await?;
    let group = Group::load(&visit, &member).await?;
    Ok(shown(visit, group, &member, &booking, machines, Beside { house, offer, made }))
}

/// What stands beside a booking: the rules of the house, the offer that it is, and what was made of it.
struct Beside {
    house: Option<AnyView>,
    offer: Option<Mine>,
    made: Option<AnyView>,
}

/// What was made, asked of whose booking is over, while the group notes.
async fn made(visit: &Visit, member: &Member, id: Uuid) -> Result<Option<AnyView>, AppError> {
    if !member.cohort.state.takes_work() {
        return Ok(None);
    }
    let mut db = visit.state.db.read().acquire().await?;
    let Some(over) = store::made::unnoted_one(&mut *db, member, id, visit.now()).await? else { return Ok(None) };
    let hands = store::made::hands(&mut *db, member, std::slice::from_ref(&over)).await?;
    Ok(Some(what_was_made(visit.locale, &member.cohort.slug, &over, &hands)))
}

/// The rules of the house, for as long as there is something to come and the space is the cohort's.
async fn house_of(visit: &Visit, member: &Member, booking: &Booking) -> Result<Option<AnyView>, AppError> {
    if booking.state != BookingState::Held || booking.end <= visit.now() {
        return Ok(None);
    }
    let mut db = visit.state.db.read().acquire().await?;
    match store::spaces::space(&mut *db, member, booking.space).await {
        Ok(space) => Ok(house::section(visit.locale, &space, &store::house::rules(&mut *db, &space).await?)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn shown(
    visit: Visit,
    group: Group,
    member: &Member,
    booking: &Booking,
    machines: Vec<(String, i64)>,
    Beside { house, offer, made }: Beside,
) -> AnyView {
    let locale = visit.locale;
    let title = said::moment(locale, booking.start, booking.end, booking.zone);
    let week = IsoWeek::of(local(booking.start, booking.zone).0).to_string();
    let back = paths::bookings_week(&member.cohort.slug, booking.space, &week);
    let may = offer.is_none()
        && policy::may_cancel(member, booking, visit.now()).is_ok()
        && booking.state != BookingState::Cancelled;
    let (space, state) = (booking.space_name.clone(), booking.state);
    let facts = facts(locale, booking, machines);
    let badge = if offer.is_some() { ().into_any() } else { badge(locale, state) };
    let offer = offer.map(|offer| offered(locale, &member.cohort.slug, &offer, state, visit.now()));
    let cancel = may.then(|| cancel(locale, &member.cohort.slug, booking));
    let event = booking.event.as_ref().map(|(event, _)| of_event(locale, &member.cohort.slug, *event));
    view! {
        <Frame visit=visit title=title.clone() group=group place="workshop">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{space}</span></a></p>
                <h1>{title}</h1>
                <p>{badge}</p>
            </header>
            {offer}
            {made}
            {facts}
            {event}
            {house}
            {cancel}
        </Frame>
    }
    .into_any()
}

/// A place that is held for the reader, and the two answers; or that it was.
fn offered(locale: Locale, slug: &str, offer: &Mine, state: BookingState, now: DateTime<Utc>) -> AnyView {
    let until = offer.offer.map(|(_, until)| until).filter(|until| *until > now && state == BookingState::Held);
    let Some(until) = until else {
        return view! { <div class="notice info"><Icon name="info"/><div><p>{td_string!(locale, waiting.is_over)}</p></div></div> }.into_any();
    };
    let until = view::until_words(locale, offer, until, now);
    view! {
        <section class="section"><h2>{td_string!(locale, waiting.offered_title)}</h2>
            <p>{td_string!(locale, waiting.answer_until, time = until).to_string()}</p>
            <div class="actions">{view::answers(locale, slug, offer.id)}</div></section>
    }
    .into_any()
}

fn badge(locale: Locale, state: BookingState) -> AnyView {
    let (class, icon, text) = match state {
        BookingState::Held => ("badge done", "check", td_string!(locale, bookings.held).to_string()),
        BookingState::Cancelled => ("badge", "cross", td_string!(locale, bookings.cancelled).to_string()),
        BookingState::Displaced => ("badge stop", "warning", td_string!(locale, bookings.is_displaced).to_string()),
    };
    view! { <span class=class><Icon name=icon/>{text}</span> }.into_any()
}

fn facts(locale: Locale, booking: &Booking, machines: Vec<(String, i64)>) -> AnyView {
    let people = said::places(locale, u32::try_from(booking.people).unwrap_or(0));
    let machines: Vec<String> = machines.iter().map(|(name, count)| said::machines(locale, name, *count)).collect();
    let fact = |name: String, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    let held_by = match (&booking.pole_name, &booking.event) {
        (_, Some((_, title))) => title.clone(),
        (Some(pole), _) => format!("{pole} ({})", booking.person_name),
        _ => booking.person_name.clone(),
    };
    let machines = (!machines.is_empty())
        .then(|| fact(td_string!(locale, bookings.machines_fact).to_string(), machines.join(" · ")));
    let purpose = (!booking.purpose.is_empty())
        .then(|| fact(td_string!(locale, bookings.purpose_fact).to_string(), booking.purpose.clone()));
    view! {
        <dl class="facts">
            {fact(td_string!(locale, bookings.space).to_string(), booking.space_name.clone())}
            {fact(td_string!(locale, bookings.for_whom_fact).to_string(), held_by)}
            {fact(td_string!(locale, bookings.people_fact).to_string(), people)}
            {machines}
            {purpose}
        </dl>
    }
    .into_any()
}

/// What an event has booked is changed there.
fn of_event(locale: Locale, slug: &str, event: Uuid) -> AnyView {
    view! {
        <section class="section"><p>{td_string!(locale, bookings.of_event)}</p>
            <p><a class="button secondary" href=paths::event(slug, event)><Icon name="calendar"/><span>{td_string!(locale, bookings.see_event)}</span></a></p></section>
    }
    .into_any()
}

fn cancel(locale: Locale, slug: &str, booking: &Booking) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("booking", booking.id.to_string())];
    let label = td_string!(locale, bookings.cancel_this).to_string();
    view! {
        <section class="section"><h2>{td_string!(locale, bookings.not_coming)}</h2><p>{td_string!(locale, bookings.cancel_why)}</p>
            <ButtonForm action=Cancel::url() fields=fields label=label icon="cross" class="button danger"/></section>
    }
    .into_any()
}
