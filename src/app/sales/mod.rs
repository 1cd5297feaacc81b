//! What was sold: the till of a market, lunches, the shop; the count at closing; how much came from beyond our community.

pub mod actions;
pub mod basket;
pub mod book;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod said;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/sales") view=pages::SalesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sales/till") view=pages::TillPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sales/till/pay") view=pages::PayPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sales/lunch") view=pages::LunchPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sales/count") view=pages::CountPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
