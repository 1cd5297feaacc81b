//! The day on which a group looks back on its months: nine steps, one page each, for a projector and for everybody's phone.
//! Nothing is lost when it is interrupted: what was said is kept at once, and how far the group is follows from what there is.

pub mod actions;
pub mod card;
pub mod follow;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod store;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/capitalisation/day") view=pages::DayPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/plan") view=pages::PlanPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/card") view=pages::CardPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/room") view=pages::RoomPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/mine") view=pages::MinePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/steps/:step") view=pages::StepPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/phases/:id") view=pages::MomentPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/words/:id") view=pages::WordsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/analysis/:id") view=pages::RowPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/lessons/:id") view=pages::HandsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/day/recommendations/:id") view=pages::RecommendationPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
