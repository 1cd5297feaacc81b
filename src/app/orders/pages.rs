//! The pages of orders.

mod edit;
mod hosting;
mod list;
mod order;
mod paper;

pub use edit::{EditOrderPage, NewOrderPage};
pub use hosting::HostingPage;
pub use list::OrdersPage;
pub use order::OrderPage;
pub use paper::{DeliveryPage, QuotePage};

use super::{said, store::Order};
use crate::app::{i18n::*, paths, ui::icon::Icon};
use leptos::prelude::*;

/// Back to a page above.
fn back(href: String, label: String) -> AnyView {
    view! { <p class="back"><a href=href><Icon name="arrow-back"/><span>{label}</span></a></p> }.into_any()
}

/// Back to all orders.
fn back_to_list(locale: Locale, slug: &str) -> AnyView {
    back(paths::orders(slug), td_string!(locale, orders.title).to_string())
}

fn badge(locale: Locale, order: &Order) -> AnyView {
    let (class, icon) = said::look(order.state);
    view! { <span class=class><Icon name=icon/><span>{said::state(locale, order.state)}</span></span> }.into_any()
}
