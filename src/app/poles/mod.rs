//! Pôles and their missions: who answers for what.

pub mod actions;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/poles") view=pages::PolesPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
