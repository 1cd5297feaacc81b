//! What people say, what was learnt, and the note that a cohort leaves.

pub mod actions;
pub mod article;
pub mod charts;
pub mod document;
pub mod figures;
pub mod forms;
pub mod markdown;
pub mod media;
pub mod note;
pub mod pages;
pub mod reading;
pub mod store;
pub mod view;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/capitalisation") view=pages::NotebookPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/new") view=pages::NewContributionPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/contributions/:id") view=pages::ContributionPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/contributions/:id/readers") view=pages::ReadersPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/lessons/new") view=pages::NewLessonPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/lessons/:id") view=pages::LessonPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/note") view=pages::NotePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/announced") view=pages::AnnouncedPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/note/versions") view=pages::VersionsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/capitalisation/note/versions/:number") view=pages::VersionPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
