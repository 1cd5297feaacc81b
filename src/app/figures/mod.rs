//! The figures of a group: each with its rule, its period and the rows behind it, what leaves the group of them, and what people
//! do afterwards. `capitalisation::figures` computes them.

pub mod actions;
pub mod pages;
pub mod policy;
pub mod releasing;
pub mod store;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/capitalisation/figures") view=pages::FiguresPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/afterwards") view=pages::AfterwardsPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
