//! How this feature says amounts: "3 pièces", "1 h 30", "12,50 €". The words are in `locales/`.

use crate::{
    app::{i18n::*, words},
    domain::{catalogue::Allergen, minutes::Minutes, money::Cents, quantity::Quantity, week::IsoWeek},
};
use chrono::Datelike;
use leptos::prelude::*;

/// Pictograms that a product may have: ids in `public/icons.svg`.
pub const PICTOGRAMS: [&str; 14] = [
    "apron", "dress", "bag", "cushion", "scissors", "needle", "fabric", "jar", "pot", "plate", "basket", "truck",
    "tools", "box",
];

/// What a pictogram shows.
pub fn pictogram(locale: Locale, id: &str) -> String {
    let index = PICTOGRAMS.iter().position(|known| *known == id).unwrap_or(PICTOGRAMS.len() - 1);
    td_string!(locale, production.pictograms).split(',').nth(index).unwrap_or_default().to_owned()
}

/// One and several of each unit in a language.
fn pairs(locale: Locale) -> Vec<(String, String)> {
    let list = td_string!(locale, production.units).to_string();
    list.split(',')
        .filter_map(|pair| pair.split_once('|'))
        .map(|(one, many)| (one.to_owned(), many.to_owned()))
        .collect()
}

/// The units to choose from, one of each.
pub fn units(locale: Locale) -> Vec<String> {
    pairs(locale).into_iter().map(|(one, _)| one).collect()
}

/// How many of the units are offered for something new; the others are words of older rows.
pub const OFFERED: usize = 5;

/// What an allergen is called.
pub fn allergen(locale: Locale, allergen: Allergen) -> String {
    let index = Allergen::ALL.iter().position(|known| *known == allergen).unwrap_or_default();
    td_string!(locale, production.allergens).split(',').nth(index).unwrap_or_default().to_owned()
}

/// The word for several of `unit`, in the language in which the cohort keeps it; a word that we do not know stays as it is.
pub fn units_of(unit: &str) -> String {
    let known = [Locale::fr, Locale::en].into_iter().flat_map(pairs).find(|(one, _)| one == unit);
    known.map_or_else(|| unit.to_owned(), |(_, many)| many)
}

/// "3 pièces", "1,5 kg".
pub fn amount(locale: Locale, quantity: Quantity, unit: &str) -> String {
    // French counts from two, English from anything that is not one.
    let one = if locale == Locale::fr { quantity < Quantity::units(2) } else { quantity == Quantity::units(1) };
    let unit = if one { unit.to_owned() } else { units_of(unit) };
    format!("{}\u{a0}{unit}", quantity.display(words::decimal(locale)))
}

/// "1 h 30", or that nobody said.
pub fn spent(locale: Locale, minutes: Minutes) -> String {
    if minutes == Minutes(0) { td_string!(locale, production.unknown_time).to_string() } else { minutes.french() }
}

/// An amount of money, the same in every language and direction.
pub fn money(cents: Cents) -> AnyView {
    view! { <bdi>{cents.french()}</bdi> }.into_any()
}

/// "12 – 18 octobre", "26 octobre – 1er novembre"
pub fn week(locale: Locale, week: IsoWeek) -> String {
    let (first, last) = (week.first_day(), week.last_day());
    let from =
        if first.month() == last.month() { first.day().to_string() } else { words::day_and_month(locale, first) };
    td_string!(locale, time.span, from = from, to = words::day_and_month(locale, last)).to_string()
}
