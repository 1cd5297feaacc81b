//! The public library: notes of which each voice and each group said that everybody may read them. Nobody signs in, search
//! engines may come, and feed readers. A note that is taken back is gone from all of it at once.

pub mod feed;
pub mod files;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/library") view=pages::LibraryPage ssr=SsrMode::Async/>
        <Route path=path!("/library/:slug") view=pages::OpenNotePage ssr=SsrMode::Async/>
    }
    .into_inner()
}
