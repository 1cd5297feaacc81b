//! Everything that a cohort noted, to take away: a table at a time, or all of them with a dictionary. What a file may hold is
//! what those who accompany see in the pages; the dictionary names every column of every file, and nothing else leaves.

mod dictionary;
pub mod files;
mod page;
mod store;
pub mod table;
pub mod whole;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/cohorts/:slug/export") view=page::ExportPage ssr=SsrMode::Async/> }.into_inner()
}
