//! "I am here": the button for a booking that begins or runs, on the landing page and on the booking's own.

use super::{actions::door::CheckIn, store::door::Mine, words as said};
use crate::app::{
    i18n::*,
    paths,
    ui::{form::ButtonForm, icon::Icon},
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

/// One's own bookings of now, each with its one tap. Nothing when there are none.
pub fn now(locale: Locale, slug: &str, mine: Vec<Mine>) -> Option<AnyView> {
    let rows = mine.iter().map(|one| row(locale, slug, one)).collect_view();
    (!mine.is_empty()).then(|| {
        view! {
            <section class="section here"><h2>{td_string!(locale, bookings.door.now_you)}</h2><ul class="rows">{rows}</ul></section>
        }
        .into_any()
    })
}

fn row(locale: Locale, slug: &str, one: &Mine) -> AnyView {
    let hours = said::hours(locale, one.start, one.end, one.zone);
    let note = match (one.has_come, one.missed) {
        (true, _) => Some(td_string!(locale, bookings.door.noted)),
        (_, true) => Some(td_string!(locale, bookings.door.missed_you)),
        _ => None,
    };
    let button = note.is_none().then(|| button(slug, one.id, td_string!(locale, bookings.door.here), "button"));
    let icon = if one.has_come { "check" } else { "workshop" };
    view! {
        <li><div class="row"><Icon name=icon/>
            <span class="row-main"><a href=paths::booking(slug, one.id)><b>{format!("{hours} · {}", one.space)}</b></a>
                {note.map(|note| view! { <span class="row-note">{note}</span> })}</span>
            {button.map(|button| view! { <span class="row-end">{button}</span> })}</div></li>
    }
    .into_any()
}

/// The one tap.
pub fn button(slug: &str, booking: Uuid, label: &'static str, class: &'static str) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("booking", booking.to_string())];
    view! { <ButtonForm action=CheckIn::url() fields=fields label=label icon="check" class=class/> }.into_any()
}
