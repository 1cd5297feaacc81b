//! The address of the page at a space's door: made, renewed and stopped by facilitators, and seen once, by who made it.

use super::super::{
    actions::door::{MakeDoor, StopDoor},
    policy::sight,
    store::{self, door::Address, spaces::Space},
};
use crate::{
    app::{
        i18n::*,
        paths,
        people::card,
        ui::{
            form::{ButtonForm, Form, Submit},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn DoorAddressPage() -> impl IntoView {
    page(door_address)
}

async fn door_address(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let facilitator = sight.edits()?;
    let group = Group::load(&visit, &facilitator).await?;
    let address = store::door::address(visit.state.db.read(), &space).await?;
    let handed = card::handed(&visit.parts.headers);
    let token = handed.filter(|(_, hash)| address.as_ref().is_some_and(|address| address.is(hash)));
    let locale = visit.locale;
    let card = token.map(|(token, _)| written(locale, &visit.state.settings.base_url(), &token));
    let typed = visit.typed("").await?;
    let (label, class) = match address {
        Some(_) => (td_string!(locale, bookings.door.renew), "button secondary"),
        None => (td_string!(locale, bookings.door.make), "button big"),
    };
    let names = match space.terms.names_at_door {
        true => td_string!(locale, bookings.door.with_names),
        false => td_string!(locale, bookings.door.without_names),
    };
    let state = address.map(|address| state(locale, &space, &address, card.is_some()));
    let title = td_string!(locale, bookings.door.address_title, space = space.name.clone()).to_string();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="workshop">
            <header class="page-head">
                <p class="back"><a href=paths::space(space.id)><Icon name="arrow-back"/><span>{space.name}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, bookings.door.address_lead)}</p>
            </header>
            {card}
            <p>{names}</p>
            <p>{td_string!(locale, bookings.door.codes_why)}</p>
            {state}
            <Form typed action=MakeDoor::url()>
                <input type="hidden" name="space" value=space.id.to_string()/>
                <Submit label icon="link" class/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// Since when there is an address, and the way to stop it.
fn state(locale: Locale, space: &Space, address: &Address, shown: bool) -> AnyView {
    let since = words::instant(locale, address.made_at, space.zone);
    let gone = (!shown).then(|| view! { <p>{td_string!(locale, calendar.feed.gone)}</p> });
    let fields = vec![("space", space.id.to_string())];
    view! {
        <section class="section">
            <h2>{td_string!(locale, calendar.feed.works)}</h2>
            <p>{td_string!(locale, calendar.feed.since, when = since)}</p>
            {gone}
            <div class="actions">
                <ButtonForm action=StopDoor::url() fields=fields label=td_string!(locale, bookings.door.stop) icon="cross" class="button danger"/>
            </div>
            <p class="hint">{td_string!(locale, bookings.door.renew_why)}</p>
        </section>
    }
    .into_any()
}

/// The address, to be opened on the tablet or photographed by it.
fn written(locale: Locale, base: &str, token: &str) -> AnyView {
    let path = paths::door(token);
    let link = format!("{base}{path}");
    let square = card::qr(&link).map(|(path, side)| {
        let (label, frame) = (td_string!(locale, bookings.door.qr).to_string(), format!("0 0 {side} {side}"));
        view! {
            <div class="invitation-qr"><svg role="img" aria-label=label viewBox=frame shape-rendering="crispEdges"><path d=path></path></svg></div>
        }
    });
    view! {
        <article class="invitation">
            <header><b>{td_string!(locale, bookings.door.address)}</b><span>{td_string!(locale, bookings.door.once)}</span></header>
            {square}
            <p class="invitation-link">{link}</p>
        </article>
        <div class="actions"><a class="button" href=path><Icon name="eye"/><span>{td_string!(locale, bookings.door.open)}</span></a></div>
    }
    .into_any()
}
