//! Moving the plan: what moves along and what would break is seen before anything changes, done in one step, and can be
//! taken back. The rules are in `domain::plan`; here they meet the tables, the clocks and the workshop's room.

pub mod actions;
pub mod forms;
pub mod pages;
pub mod said;
pub mod store;
pub mod whole;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/plan/move/:item") view=pages::MovePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/deadlines") view=pages::DeadlinesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/versions") view=pages::VersionsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/versions/:version") view=pages::VersionPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
