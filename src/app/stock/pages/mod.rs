//! The pages of this feature.

mod buy;
mod count;
mod lots;
mod make;
mod material;
mod overview;
mod purchases;

pub use buy::NewPurchasePage;
pub use count::CountPage;
pub use lots::{LotPage, LotsPage};
pub use make::NewLotPage;
pub use material::{MaterialPage, MovePage, NewMaterialPage};
pub use overview::StockPage;
pub use purchases::{PurchasePage, PurchasesPage};

use crate::app::{i18n::*, paths, ui::icon::Icon};
use leptos::prelude::*;

/// The way back, and what the page is for.
fn head(back: (String, String), title: String, lead: Option<String>) -> AnyView {
    let (href, label) = back;
    let lead = lead.map(|text| view! { <p class="lead">{text}</p> });
    view! {
        <header class="page-head">
            <p class="back"><a href=href><Icon name="arrow-back"/><span>{label}</span></a></p>
            <h1>{title}</h1>
            {lead}
        </header>
    }
    .into_any()
}

/// A button that leads somewhere.
fn button(href: String, icon: &'static str, label: &str, class: &'static str) -> AnyView {
    view! { <a class=class href=href><Icon name=icon/><span>{label.to_owned()}</span></a> }.into_any()
}

/// What stands where there is no material yet.
pub fn no_materials(locale: Locale, slug: &str) -> AnyView {
    view! {
        <div class="empty"><Icon name="fabric" big=true/><h2>{td_string!(locale, stock.nothing)}</h2>
            <p>{td_string!(locale, stock.nothing_why)}</p>
            {button(paths::new_material(slug), "plus", td_string!(locale, stock.add_material), "button")}</div>
    }
    .into_any()
}

/// That something counts no more, and since when.
fn taken_back(text: String) -> AnyView {
    view! { <div class="notice info"><Icon name="info"/><div><p>{text}</p></div></div> }.into_any()
}
