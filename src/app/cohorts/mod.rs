//! Cohorts: their dates and states, phases, events, and the page that one lands on.

pub mod actions;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod repeat;
mod rooms;
mod series;
pub mod start;
pub mod store;
pub mod template_words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts") view=pages::CohortsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/new") view=pages::NewCohortPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug") view=pages::TodayPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/settings") view=pages::SettingsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan") view=pages::PlanPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/phases/new") view=pages::NewPhasePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/phases/:phase") view=pages::PhasePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/events/new") view=pages::NewEventPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/events/:event") view=pages::EventPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
