//! Cohorts: their dates and states, phases, events, and the page that one lands on.

pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts") view=|| "…" ssr=SsrMode::Async/>
    }
    .into_inner()
}
