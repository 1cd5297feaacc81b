//! Calendars: the cohort's months and weeks as pages, and feeds that other programs follow.

pub mod actions;
pub mod feed;
pub mod pages;
pub mod span;
pub mod store;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature. The feeds are a plain route: programs read them.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/calendar") view=pages::CalendarPage ssr=SsrMode::Async/>
        <Route path=path!("/me/calendar") view=pages::MyFeedPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/calendar") view=pages::SpaceFeedPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
