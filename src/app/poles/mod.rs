//! Pôles and their missions: who answers for what.

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
        <Route path=path!("/cohorts/:slug/poles") view=pages::PolesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/new") view=pages::NewPolePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/hours") view=pages::HoursPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/hours/:hours") view=pages::HoursLinePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/skills") view=pages::SkillsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/skills/mine") view=pages::MySkillsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/:pole") view=pages::PolePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/:pole/edit") view=pages::EditPolePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/:pole/missions/new") view=pages::NewMissionPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/poles/:pole/turns") view=pages::TurnsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/missions") view=pages::MissionsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/missions/:id") view=pages::MissionPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
