//! The product: the shell of every page, the table of routes, one folder a feature.

pub mod access;
pub mod act;
pub mod attendance;
pub mod bookings;
pub mod calendar;
pub mod capitalisation;
pub mod check;
pub mod chores;
pub mod cohorts;
pub mod day;
pub mod decisions;
pub mod demo;
pub mod exports;
pub mod figures;
pub mod imports;
pub mod lessons;
pub mod library;
pub mod mail;
pub mod money;
pub mod orders;
pub mod partners;
pub mod paths;
pub mod people;
pub mod photos;
pub mod plain;
pub mod planning;
pub mod poles;
pub mod production;
pub mod sales;
pub mod search;
pub mod sharing;
pub mod stock;
pub mod templates;
pub mod ui;
pub mod visit;
pub mod words;

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

use crate::platform::{State, http, session};
use axum::http::{HeaderMap, header::CONTENT_SECURITY_POLICY, request::Parts};
use i18n::Locale;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{Router, Routes};

/// The cookie that remembers a chosen language: the only one that somebody signed out may have.
pub const LANGUAGE_COOKIE: &str = "__Host-lang";

/// The document around every page.
pub fn shell(style: String) -> impl IntoView {
    // Or Leptos prints every resource whole into the page, columns that nobody rendered included.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let locale = expect_context::<Locale>();
    view! {
        <!DOCTYPE html>
        <html lang=locale.to_string() dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// The table of routes: each feature names its own.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=plain::NotFound>
                <people::Pages/>
                <cohorts::Pages/>
                <templates::Pages/>
                <planning::Pages/>
                <attendance::Pages/>
                <calendar::Pages/>
                <poles::Pages/>
                <decisions::Pages/>
                <money::Pages/>
                <sharing::Pages/>
                // Before production: a product is called by whatever stands in its place.
                <imports::Pages/>
                <production::Pages/>
                <stock::Pages/>
                <sales::Pages/>
                <orders::Pages/>
                <bookings::Pages/>
                <mail::Pages/>
                <exports::Pages/>
                // Before capitalisation: whatever lies under it by name is found first.
                <day::Pages/>
                <capitalisation::Pages/>
                <figures::Pages/>
                <lessons::Pages/>
                <partners::Pages/>
                <library::Pages/>
                <search::Pages/>
            </Routes>
        </Router>
    }
}

/// The whole program as one service, its layers around it.
pub fn router(state: State) -> axum::Router {
    let options = LeptosOptions::builder().output_name(state.assets.bundle.as_str()).site_pkg_dir("pkg").build();
    let routes = generate_route_list(App);
    let context = {
        let (state, options) = (state.clone(), options.clone());
        move || provide(&state, &options)
    };
    let style = state.assets.style.clone();
    let pages = axum::Router::new()
        .leptos_routes_with_context(&options, routes, context, move || shell(style.clone()))
        .with_state(options);
    let router = plain::routes(pages, &state);
    http::wrap(router, state)
}

/// What pages and actions find in their context.
fn provide(state: &State, options: &LeptosOptions) {
    let parts = expect_context::<Parts>();
    provide_context(state.clone());
    provide_context(options.clone());
    provide_context(language(&parts));
    if let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>())
        && let Ok(policy) = http::page_policy(&nonce).parse()
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

/// The person's choice, then the browser's cookie, then what it asks for, then French.
fn language(parts: &Parts) -> Locale {
    let person = parts.extensions.get::<session::Visitor>().and_then(|visitor| visitor.signed.as_ref());
    let own = person.and_then(|signed| signed.language.parse().ok());
    own.unwrap_or_else(|| browser_language(&parts.headers))
}

/// What a browser without a session is answered in.
pub fn browser_language(headers: &HeaderMap) -> Locale {
    let asked = headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or_default();
    session::cookie(headers, LANGUAGE_COOKIE)
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| <Locale as leptos_i18n::Locale>::find_locale(&accept_language::parse(asked)))
}
