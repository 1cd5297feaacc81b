//! People: signing in and out, invitations, one's own page, the members of a cohort.

pub mod actions;
pub mod card;
pub mod pages;
pub mod store;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=pages::Home ssr=SsrMode::Async/>
        <Route path=path!("/sign-in") view=pages::SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-out") view=pages::SignOutPage ssr=SsrMode::Async/>
        <Route path=path!("/join/:token") view=pages::JoinPage ssr=SsrMode::Async/>
        <Route path=path!("/reset/:token") view=pages::ResetPage ssr=SsrMode::Async/>
        <Route path=path!("/me") view=pages::MePage ssr=SsrMode::Async/>
        <Route path=path!("/me/name") view=pages::NamePage ssr=SsrMode::Async/>
        <Route path=path!("/me/password") view=pages::PasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/me/sessions") view=pages::SessionsPage ssr=SsrMode::Async/>
        <Route path=path!("/me/data") view=pages::DataPage ssr=SsrMode::Async/>
        <Route path=path!("/me/erase") view=pages::ErasePage ssr=SsrMode::Async/>
        <Route path=path!("/me/leave/:slug") view=pages::LeavePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/members") view=pages::MembersPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/members/invite") view=pages::InvitePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/members/:person") view=pages::MemberPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
