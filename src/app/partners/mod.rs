//! What partners read: published notes and aggregates, and nothing else.

pub mod actions;
pub mod files;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/notes") view=pages::NotesPage ssr=SsrMode::Async/>
        <Route path=path!("/notes/:slug") view=pages::NotePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/partners") view=pages::PartnersPage ssr=SsrMode::Async/>
        <Route path=path!("/figures") view=pages::FiguresPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
