//! What was made, by whom, for how long.

pub mod actions;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/production") view=pages::ProductionPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
