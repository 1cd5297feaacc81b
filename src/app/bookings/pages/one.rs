//! One booking: when, where, for whom, and the way to give the place back.

use super::super::{
    actions::Cancel,
    here, policy,
    store::{self, Booking, BookingState, door::Presence},
    words as said,
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
        words,
    },
    domain::{time::local, week::IsoWeek},
    platform::error::AppError,
};
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
    let presence = store::door::presence(visit.state.db.read(), &member, &booking).await?;
    let group = Group::load(&visit, &member).await?;
    Ok(shown(visit, group, &member, &booking, machines, &presence))
}

fn shown(
    visit: Visit,
    group: Group,
    member: &Member,
    booking: &Booking,
    machines: Vec<(String, i64)>,
    presence: &Presence,
) -> AnyView {
    let locale = visit.locale;
    let title = said::moment(locale, booking.start, booking.end, booking.zone);
    let week = IsoWeek::of(local(booking.start, booking.zone).0).to_string();
    let back = paths::bookings_week(&member.cohort.slug, booking.space, &week);
    let may = policy::may_cancel(member, booking, visit.now()).is_ok() && booking.state != BookingState::Cancelled;
    let (space, state) = (booking.space_name.clone(), booking.state);
    let facts = facts(locale, booking, machines);
    let door = at_the_door(&visit, member, booking, presence);
    let cancel = may.then(|| cancel(locale, &member.cohort.slug, booking));
    let event = booking.event.as_ref().map(|(event, _)| of_event(locale, &member.cohort.slug, *event));
    view! {
        <Frame visit=visit title=title.clone() group=group place="workshop">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{space}</span></a></p>
                <h1>{title}</h1>
                <p>{badge(locale, state)}</p>
            </header>
            {facts}
            {door}
            {event}
            {cancel}
        </Frame>
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

/// Whether somebody has come, the one tap that says so, and the code for the tablet at the door.
fn at_the_door(visit: &Visit, member: &Member, booking: &Booking, presence: &Presence) -> Option<AnyView> {
    let (locale, now) = (visit.locale, visit.now());
    if let Some(at) = presence.checked_in_at {
        let time = words::time(locale, local(at, booking.zone).1);
        let text = td_string!(locale, bookings.door.came_at, time = time).to_string();
        return Some(view! { <p><span class="badge done"><Icon name="check"/>{text}</span></p> }.into_any());
    }
    let hers = booking.person == member.person || booking.of_my_pole;
    let missed = presence.missed_at.is_some() || presence.turn.is_missed(presence.grace_minutes, now);
    let why = match (missed, hers) {
        (false, _) => None,
        (true, true) => Some(td_string!(locale, bookings.door.missed_why)),
        (true, false) => Some(td_string!(locale, bookings.door.missed_group)),
    };
    let may = member.cohort.state.takes_work() && policy::may_check_in(member, booking, presence, now).is_ok();
    let label =
        if hers { td_string!(locale, bookings.door.here) } else { td_string!(locale, bookings.door.she_is_here) };
    let button = may.then(|| here::button(&member.cohort.slug, booking.id, label, "button big"));
    let held = booking.state == BookingState::Held && !missed && now < booking.end;
    let code = presence.code(booking.id).filter(|_| hers && held && booking.event.is_none()).map(|code| {
        view! { <p>{td_string!(locale, bookings.door.your_code)} " " <b class="door-code"><bdi>{code.as_str().to_owned()}</bdi></b></p> }
    });
    let any = why.is_some() || button.is_some() || code.is_some();
    any.then(|| {
        view! { <section class="section here"><h2>{td_string!(locale, bookings.door.title)}</h2>{why.map(|why| view! { <p>{why}</p> })}{button}{code}</section> }
            .into_any()
    })
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
