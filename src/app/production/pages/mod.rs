//! The pages of this feature.

mod ask;
mod group;
mod overview;
mod phone;
mod product;
mod products;
mod questions;
mod recipe;
mod record;

pub use ask::NewRecordPage;
pub use overview::ProductionPage;
pub use phone::PhonePage;
pub use product::ProductPage;
pub use products::{EditProductPage, NewProductPage, ProductsPage};
pub use recipe::RecipePage;
pub use record::RecordPage;

use super::{
    said,
    store::{Booked, Maker, Person, Product},
};
use crate::{
    app::{
        i18n::Locale,
        photos::view,
        ui::{form::Choice, icon::Icon},
        words,
    },
    domain::{minutes::Minutes, time},
};
use leptos::prelude::*;
use uuid::Uuid;

/// The product with this id among `products`.
fn named(products: &[Product], id: Uuid) -> Option<&Product> {
    products.iter().find(|product| product.id == id)
}

/// What a product looks like: its photo, or its pictogram.
fn looks(slug: &str, product: &Product, big: bool) -> AnyView {
    match product.picture() {
        // Its name stands beside it.
        Some(photo) => view::picture(slug, photo, String::new(), if big { "product-photo" } else { "photo-thumb" }),
        None => view! { <Icon name=product.pictogram.clone() big=big/> }.into_any(),
    }
}

/// "Aïcha 1 h 30, Fatou 2 h"
fn who(locale: Locale, makers: &[Maker]) -> String {
    let one = |maker: &Maker| format!("{} ({})", maker.name, said::spent(locale, Minutes(maker.minutes)));
    makers.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// "mardi 24 novembre, 9 h – 12 h, Atelier"
fn booked(locale: Locale, booking: &Booked) -> String {
    let zone = booking.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris);
    let ((day, from), (_, to)) = (time::local(booking.starts_at, zone), time::local(booking.ends_at, zone));
    format!("{}, {}, {}", words::day_without_year(locale, day), words::span(locale, from, to), booking.space)
}

/// The people to choose among: oneself first.
fn people_to_choose(people: &[Person], me: Uuid, me_word: &str) -> Vec<Choice> {
    let mine = people.iter().filter(|person| person.id == me);
    let others = people.iter().filter(|person| person.id != me);
    let choice = |person: &Person| {
        let name = if person.id == me { format!("{} ({me_word})", person.name) } else { person.name.clone() };
        Choice::new(person.id.to_string(), name).icon("user")
    };
    mine.chain(others).map(choice).collect()
}
