//! The shared workshop: spaces and who is in them when.

pub mod about;
pub mod actions;
pub mod door;
pub mod files;
pub mod forms;
pub mod here;
pub mod host;
pub mod hours;
pub mod incoming;
pub mod pages;
pub mod policy;
pub mod purpose;
mod quota;
pub mod repeat;
pub mod settling;
pub mod store;
mod usage;
pub mod view;
mod week;
pub mod words;

use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, SsrMode, components::Route, path};

/// The pages of this feature.
#[component(transparent)]
pub fn Pages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cohorts/:slug/bookings") view=pages::BookingsPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/new") view=pages::NewBookingPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/series") view=pages::SeriesPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/:id/change") view=pages::ChangePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/:id/pass") view=pages::PassPage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/use") view=pages::UsePage ssr=SsrMode::Async/>
        <Route path=path!("/cohorts/:slug/bookings/:id") view=pages::BookingPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces") view=pages::SpacesPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/new") view=pages::NewSpacePage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id") view=pages::SpacePage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/sheet") view=pages::WeekSheetPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/door") view=pages::DoorAddressPage ssr=SsrMode::Async/>
        <Route path=path!("/door/:token") view=pages::DoorPage ssr=SsrMode::Async/>
        <Route path=path!("/door/:token/code") view=pages::DoorCodePage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/terms") view=pages::TermsPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/times") view=pages::TimesPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/import") view=pages::ImportPage ssr=SsrMode::Async/>
        <Route path=path!("/spaces/:id/report") view=pages::ReportPage ssr=SsrMode::Async/>
    }
    .into_inner()
}
