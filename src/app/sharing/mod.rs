//! How the group shares what it earned: a period, what is set aside, rules simulated side by side, a vote, and a result that
//! is frozen with a statement for each. A statement is its member's; the group may decide that everybody sees every line.

pub mod actions;
pub mod forms;
pub mod pages;
pub mod policy;
pub mod stage;
pub mod store;
pub mod whole;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/sharing") view=pages::ListPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/new") view=pages::NewPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/advances") view=pages::AdvancesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing") view=pages::SharingPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/edit") view=pages::EditPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/people") view=pages::PeoplePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/vote") view=pages::VotePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/freeze") view=pages::FreezePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/corrections") view=pages::CorrectionsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/rules/new") view=pages::NewRulePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/rules/:rule") view=pages::RulePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/sharing/:sharing/members/:member") view=pages::StatementPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
