//! A list of products or past sales from a CSV file: read, shown row by row with what is wrong, then taken over at one button.
//! Between the two the file waits as a draft, and nothing is written. What is known already is named and left as it is.

pub mod actions;
pub mod files;
mod pages;
mod product;
mod sale;
mod table;
mod waiting;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/production/products/import") view=pages::ProductsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sales/import") view=pages::SalesPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
