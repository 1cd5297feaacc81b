//! The house rules of a space, as whoever books it sees them.

use super::super::store::{house::House, spaces::Space};
use crate::app::{i18n::*, paths};
use leptos::prelude::*;

/// The words and the picture. Nothing when there are none.
pub fn rules(locale: Locale, space: &Space, house: &House) -> Option<AnyView> {
    (!house.is_empty()).then(|| {
        let lines = house.text.split('\n').filter(|line| !line.trim().is_empty());
        let lines = lines.map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect_view();
        let picture = house.picture.map(|picture| view! {
            <img class="photo" src=paths::space_photo(space.id, picture.id) alt=td_string!(locale, bookings.house.alt, space = space.name.clone()).to_string()
                width=picture.width.to_string() height=picture.height.to_string() loading="lazy" decoding="async"/>
        });
        view! { {lines}{picture} }.into_any()
    })
}

/// With a heading of its own.
pub fn section(locale: Locale, space: &Space, house: &House) -> Option<AnyView> {
    let rules = rules(locale, space, house)?;
    Some(
        view! { <section class="section"><h2>{td_string!(locale, bookings.house.title)}</h2>{rules}</section> }
            .into_any(),
    )
}

/// Under one's thumb in the booking form: it is read once and known from then on.
pub fn folded(locale: Locale, space: &Space, house: &House) -> Option<AnyView> {
    let rules = rules(locale, space, house)?;
    Some(
        view! { <details class="more"><summary>{td_string!(locale, bookings.house.title)}</summary>{rules}</details> }
            .into_any(),
    )
}
