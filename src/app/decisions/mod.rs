//! The assembly's register: proposals, votes, what came of them, and the minutes of meetings.
//!
//! One member, one vote. The members of the cooperative are its entrepreneurs; facilitators open and close votes and do not vote,
//! unless a proposal counts them in. Results are hidden until a vote is over, from everybody. Other features decide through
//! `store::insert_proposal`, `store::open` and `store::ballots::result`.

pub mod actions;
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
        <Route path=path!("/cohorts/:slug/decisions") view=pages::RegisterPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/decisions/new") view=pages::NewProposalPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/decisions/:decision") view=pages::DecisionPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/decisions/:decision/edit") view=pages::EditProposalPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/minutes/new") view=pages::NewMinutesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/minutes/:minutes") view=pages::MinutesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/minutes/:minutes/edit") view=pages::EditMinutesPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
