//! Materials, what is bought, what was made of it and what is left. Stock is the sum of movements; money goes to the journal in
//! the same transaction.

pub mod actions;
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
        <Route path=path!("/cohorts/:slug/stock") view=pages::StockPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/materials/new") view=pages::NewMaterialPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/materials/:id") view=pages::MaterialPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/materials/:id/move") view=pages::MovePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/count") view=pages::CountPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/purchases") view=pages::PurchasesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/purchases/new") view=pages::NewPurchasePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/purchases/:id") view=pages::PurchasePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/lots") view=pages::LotsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/lots/new") view=pages::NewLotPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/stock/lots/:id") view=pages::LotPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
