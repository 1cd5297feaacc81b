//! The group's money: a journal that only grows, and the figures that come of it. Every feature in which money moves enters
//! it through [`store`], in the transaction in which it moves; what facilitators enter by hand is taken back by its opposite.

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
        <Route path=path!("/cohorts/:slug/money") view=pages::MonthPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/money/journal") view=pages::JournalPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/money/entries/new") view=pages::NewEntryPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/money/entries/:entry") view=pages::EntryPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
