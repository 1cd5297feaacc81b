//! The shared workshop: spaces and who is in them when.

pub mod actions;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/bookings") view=pages::BookingsPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
