//! Search: a member finds what she may read, in her cohort and in what others published; a partner finds the notes and lessons of
//! the cohorts that she has a place in. `domain::search` makes roots of words, triggers note what is due, `index` fills it in.

pub mod asked;
pub mod index;
pub mod pages;
pub mod store;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/search") view=pages::MemberSearchPage ssr=SsrMode::Async/>
        <Route path=path!("/search") view=pages::ReaderSearchPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
