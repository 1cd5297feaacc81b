//! Templates: what a cohort begins with, kept from one that there was, taken away as a file and brought back.

pub mod actions;
pub mod file;
pub mod files;
mod forms;
mod json;
mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/templates") view=pages::TemplatesPage ssr=SsrMode::Async/> }.into_inner()
}
