//! What was learnt reaches the next cohort: the library of published lessons, the answers to them in the weeks in which they
//! apply, and practices, step by step.

pub mod actions;
pub mod cards;
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
        <Route path=path!("/cohorts/:slug/lessons") view=pages::LibraryPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/lessons/:id") view=pages::LessonPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/practices") view=pages::PracticesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/practices/new") view=pages::NewPracticePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/practices/:id") view=pages::PracticePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/practices/:id/edit") view=pages::EditPracticePage ssr=SsrMode::Async/>
    }
    .into_inner()
}
