//! After a booking: "what did you make?", on its own page.

use super::super::{store::made::Over, words::record_of};
use crate::app::{
    i18n::*,
    paths,
    ui::{form::ButtonForm, icon::Icon},
};
use leptos::prelude::*;
use uuid::Uuid;

/// The question, with the way to a record that is answered as far as the booking knows, and the way out.
pub fn what_was_made(locale: Locale, slug: &str, over: &Over, hands: &[(Uuid, Uuid)]) -> AnyView {
    let fields = vec![("cohort", slug.to_owned()), ("booking", over.id.to_string())];
    let nothing = td_string!(locale, bookings.made.nothing).to_string();
    view! {
        <section class="section"><h2>{td_string!(locale, bookings.made.question)}</h2><p>{td_string!(locale, bookings.made.why)}</p>
            <div class="actions">
                <a class="button" href=record_of(slug, over, hands)><Icon name="note"/><span>{td_string!(locale, bookings.made.record)}</span></a>
                <ButtonForm action=paths::NOTHING_MADE fields=fields label=nothing icon="cross" class="button secondary"/>
            </div></section>
    }
    .into_any()
}
