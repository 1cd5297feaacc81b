//! People: signing in and out, invitations, one's own page, the members of a cohort.

pub mod actions;
mod card;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=pages::Home ssr=SsrMode::Async/>
        <Route path=path!("/sign-in") view=pages::SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-out") view=pages::SignOutPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
