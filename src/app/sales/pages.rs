//! The pages of sales.

mod count;
mod lunch;
mod overview;
mod pay;
mod till;

pub use count::CountPage;
pub use lunch::LunchPage;
pub use overview::SalesPage;
pub use pay::PayPage;
pub use till::TillPage;

use super::said;
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Typed},
            icon::Icon,
        },
    },
    domain::sale::{Channel, Clientele, PaidBy},
};
use leptos::prelude::*;

/// Back to all sales.
fn back(locale: Locale, slug: &str) -> AnyView {
    view! { <p class="back"><a href=paths::sales(slug)><Icon name="arrow-back"/><span>{td_string!(locale, sales.title)}</span></a></p> }
        .into_any()
}

/// Nothing is sold while the cohort does not run.
fn not_now(locale: Locale, slug: &str) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="lock" big=true/>
            <h1>{td_string!(locale, sales.not_now)}</h1>
            <p>{td_string!(locale, sales.not_now_why)}</p>
            <a class="button" href=paths::sales(slug)><Icon name="arrow-next"/><span>{td_string!(locale, sales.see)}</span></a>
        </div>
    }
    .into_any()
}

/// How it was paid, then to whom: two taps at most.
fn paid_and_to_whom(typed: &Typed) -> AnyView {
    let locale = typed.locale;
    let means = PaidBy::ALL.iter().map(|by| {
        let icon = if *by == PaidBy::Cash { "coins" } else { "file" };
        Choice::new(by.code(), said::paid_by(locale, *by)).icon(icon)
    });
    let whom = Clientele::ALL.iter().map(|one| Choice::new(one.code(), said::clientele(locale, *one)));
    view! {
        <Choices typed=typed.clone() name="paid_by" legend=td_string!(locale, sales.how_paid) options=means.collect()
            chosen=vec![PaidBy::Cash.code().to_owned()] two=true/>
        <Choices typed=typed.clone() name="clientele" legend=td_string!(locale, sales.to_whom) hint=td_string!(locale, sales.to_whom_hint)
            options=whom.collect() chosen=vec![Clientele::Unknown.code().to_owned()]/>
    }
    .into_any()
}

/// Channels by name, for a list to choose from.
fn channel_options(locale: Locale, channels: &[Channel]) -> Vec<(String, String)> {
    channels.iter().map(|channel| (channel.code().to_owned(), said::channel(locale, *channel))).collect()
}
