//! What was made, by whom, for how long: products and services, records of work, their totals.

pub mod actions;
pub mod asked;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod recipe;
pub mod said;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/production") view=pages::ProductionPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/new") view=pages::NewRecordPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/phone") view=pages::PhonePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/records/:id") view=pages::RecordPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/products") view=pages::ProductsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/products/new") view=pages::NewProductPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/products/:id") view=pages::ProductPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/products/:id/edit") view=pages::EditProductPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/production/products/:id/recipe") view=pages::RecipePage ssr=SsrMode::Async/>
    }
    .into_inner()
}
