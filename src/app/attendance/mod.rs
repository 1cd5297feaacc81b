//! Attendance (émargement): who was there, half-day by half-day, how it was signed, and what it adds up to.

pub mod actions;
pub mod files;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod register;
pub mod store;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/attendance") view=pages::AttendancePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/attendance/certificate") view=pages::CertificatePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sign") view=pages::SignPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/events/:event/attendance") view=pages::RollPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/events/:event/attendance/code") view=pages::CodePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/plan/events/:event/attendance/sheet") view=pages::SheetPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
