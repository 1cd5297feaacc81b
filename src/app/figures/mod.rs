//! The figures of a group: each with its rule, its period and the rows behind it. `capitalisation::figures` computes them.

pub mod pages;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/cohorts/:slug/capitalisation/figures") view=pages::FiguresPage ssr=SsrMode::Async/> }
        .into_inner()
}
