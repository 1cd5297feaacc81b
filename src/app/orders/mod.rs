//! Orders: from a quote to money, who does what, what is printed, what the hosting cooperative (CAE) invoices.

pub mod actions;
pub mod files;
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
        <Route path=path!("/cohorts/:slug/orders") view=pages::OrdersPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/new") view=pages::NewOrderPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/hosting") view=pages::HostingPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/:order") view=pages::OrderPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/:order/edit") view=pages::EditOrderPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/:order/quote") view=pages::QuotePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/orders/:order/delivery") view=pages::DeliveryPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
