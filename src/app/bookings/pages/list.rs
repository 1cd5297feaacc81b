//! Lists of bookings: one's own next ones, and those that lost their place.

use super::super::{
    actions::Cancel,
    policy,
    store::{Booking, spaces::Space},
    words::{holder, hours},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{form::ButtonForm, icon::Icon},
        words,
    },
    domain::{rebooking::asks_reason, time::local},
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Mine and my pôles', each with the way to cancel it.
#[component]
pub fn MyBookings(
    locale: Locale,
    member: Member,
    bookings: Vec<Booking>,
    /// What they ask of who gives a place back.
    spaces: Vec<Space>,
    now: DateTime<Utc>,
) -> AnyView {
    let is_late = |booking: &Booking| {
        let terms = spaces.iter().find(|space| space.id == booking.space).map(|space| &space.terms);
        terms.is_some_and(|terms| asks_reason(terms, booking.start, now))
    };
    let rows = bookings
        .iter()
        .map(|booking| {
            let cancel = policy::may_cancel(&member, booking, now)
                .is_ok()
                .then(|| cancel_button(locale, &member.cohort.slug, booking, is_late(booking)));
            row(locale, &member.cohort.slug, booking, now, cancel)
        })
        .collect_view();
    let none = bookings.is_empty().then(|| view! { <p>{td_string!(locale, bookings.mine_none)}</p> });
    view! {
        <section class="section">
            <h2>{td_string!(locale, bookings.mine)}</h2>
            {none}
            {(!bookings.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })}
        </section>
    }
    .into_any()
}

fn row(locale: Locale, slug: &str, booking: &Booking, now: DateTime<Utc>, end: Option<AnyView>) -> AnyView {
    let (day, today) = (local(booking.start, booking.zone).0, local(now, booking.zone).0);
    let moment =
        format!("{}, {}", words::day_near(locale, day, today), hours(locale, booking.start, booking.end, booking.zone));
    let note = format!("{} · {}", booking.space_name, holder(booking));
    view! {
        <li><div class="row"><Icon name="calendar"/>
            <span class="row-main"><a href=paths::booking(slug, booking.id)><b>{moment}</b></a><span class="row-note">{note}</span></span>
            {end.map(|end| view! { <span class="row-end">{end}</span> })}</div></li>
    }
    .into_any()
}

/// The button that frees a place; where a reason is asked, the way to the form that asks it.
fn cancel_button(locale: Locale, slug: &str, booking: &Booking, late: bool) -> AnyView {
    if late {
        let href = format!("{}#cancel", paths::booking(slug, booking.id));
        return view! {
            <a class="button small secondary" href=href><Icon name="cross"/><span>{td_string!(locale, bookings.cancel)}</span></a>
        }
        .into_any();
    }
    let fields = vec![("cohort", slug.to_owned()), ("booking", booking.id.to_string())];
    view! { <ButtonForm action=Cancel::url() fields=fields label=td_string!(locale, bookings.cancel).to_string() icon="cross"/> }
        .into_any()
}

/// Bookings of the cohort that lost their place when a space changed. Nothing when there are none.
#[component]
pub fn Displaced(locale: Locale, slug: String, bookings: Vec<Booking>) -> impl IntoView {
    let count = bookings.len();
    (count > 0).then(|| {
        let rows = bookings
            .iter()
            .map(|booking| {
                let moment = super::super::words::moment(locale, booking.start, booking.end, booking.zone);
                view! {
                    <li><a class="row" href=paths::booking(&slug, booking.id)><Icon name="warning"/>
                        <span class="row-main"><b>{moment}</b><span class="row-note">{format!("{} · {}", booking.space_name, holder(booking))}</span></span>
                        <span class="row-end"><Icon name="arrow-next"/></span></a></li>
                }
            })
            .collect_view();
        view! {
            <section class="section">
                <h2>{td_string!(locale, bookings.displaced, count = count)}</h2>
                <p>{td_string!(locale, bookings.displaced_why)}</p>
                <ul class="rows waiting">{rows}</ul>
            </section>
        }
    })
}
