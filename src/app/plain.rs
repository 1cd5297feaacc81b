//! The few addresses that are neither pages nor server functions: files, health, language, quick exit, feeds.

use super::{
    LANGUAGE_COOKIE,
    access::{self, Facilitator},
    act::own_page,
    attendance, bookings, browser_language, calendar, capitalisation, day, exports,
    i18n::Locale,
    imports, library, orders, partners, paths, photos, templates,
    visit::{Visit, page},
    words,
};
use crate::platform::{
    State, assets,
    audit::{self, Entry},
    db, drafts,
    error::AppError,
    form::{self, RawForm},
    session::{self, Visitor},
    sheet::{self, Sheet},
};
use axum::{
    Extension, Form, Json, Router,
    extract::{Query, State as With},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST, LOCATION, REFERER, SET_COOKIE},
    },
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

/// Every plain route by method and path; the permission matrix holds each.
pub const ROUTES: [(&str, &str); 24] = [
    ("GET", "/health"),
    ("POST", "/language"),
    ("POST", "/exit"),
    ("GET", "/cohorts/{slug}/attendance/table.csv"),
    ("GET", "/cohorts/{slug}/attendance/table.xlsx"),
    ("GET", "/cohorts/{slug}/orders/month.csv"),
    ("GET", "/cohorts/{slug}/orders/month.xlsx"),
    ("GET", exports::files::ROUTE),
    ("GET", imports::files::PRODUCTS),
    ("GET", imports::files::SALES),
    ("GET", calendar::feed::ROUTE),
    ("GET", "/cohorts/{slug}/template.json"),
    ("GET", "/templates/{id}/template.json"),
    ("GET", paths::TEMPLATE_SCHEMA),
    ("GET", "/cohorts/{slug}/photos/{id}"),
    ("GET", bookings::files::PICTURE),
    ("GET", capitalisation::media::ROUTE),
    ("GET", "/spaces/{id}/use.csv"),
    ("GET", "/spaces/{id}/use.xlsx"),
    ("GET", partners::files::ROUTE),
    ("GET", paths::NOTE_SCHEMA),
    ("GET", library::files::ROUTE),
    ("GET", paths::LIBRARY_FEED),
    ("GET", day::follow::ROUTE),
];

/// Adds the plain routes to the pages.
pub fn routes(pages: Router, state: &State) -> Router {
    let files = assets::FILES.iter().fold(Router::new(), |router, path| router.route(path, get(assets::file)));
    let plain = Router::new()
        .route("/health", get(health))
        .route("/language", post(switch_language))
        .route("/exit", post(exit))
        .route("/cohorts/{slug}/attendance/table.csv", get(attendance::files::read))
        .route("/cohorts/{slug}/attendance/table.xlsx", get(attendance::files::read))
        .route("/cohorts/{slug}/orders/month.csv", get(orders::files::read))
        .route("/cohorts/{slug}/orders/month.xlsx", get(orders::files::read))
        .route(exports::files::ROUTE, get(exports::files::read))
        .route(imports::files::PRODUCTS, get(imports::files::products))
        .route(imports::files::SALES, get(imports::files::sales))
        .route(calendar::feed::ROUTE, get(calendar::feed::read))
        .route("/cohorts/{slug}/template.json", get(templates::files::of_cohort))
        .route("/templates/{id}/template.json", get(templates::files::of_template))
        .route("/cohorts/{slug}/photos/{id}", get(photos::file))
        .route(bookings::files::PICTURE, get(bookings::files::picture))
        .route(capitalisation::media::ROUTE, get(capitalisation::media::file))
        .route("/spaces/{id}/use.csv", get(bookings::hours::read))
        .route("/spaces/{id}/use.xlsx", get(bookings::hours::read))
        .route(day::follow::ROUTE, get(day::follow::since))
        .route(paths::TEMPLATE_SCHEMA, get(templates::files::schema))
        .route(partners::files::ROUTE, get(partners::files::read))
        .route(paths::NOTE_SCHEMA, get(partners::files::schema))
        .route(library::files::ROUTE, get(library::files::read))
        .route(paths::LIBRARY_FEED, get(library::feed::read))
        .with_state(state.clone());
    pages.merge(plain).merge(files)
}

/// The page for an address that nothing answers to.
#[component]
pub fn NotFound() -> impl IntoView {
    page(async |_: Visit| Err(AppError::NotFound))
}

/// The facilitator who fetches a file of the cohort called `slug`.
pub async fn facilitator(state: &State, visitor: &Visitor, slug: &str) -> Result<Facilitator, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    access::seat(state.db.read(), signed, slug).await?.member()?.facilitator()
}

/// The kind of a table in text.
pub const CSV: &str = "text/csv; charset=utf-8";
/// The kind of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Tables as a workbook.
pub fn workbook(sheets: impl IntoIterator<Item = Sheet>) -> Result<Vec<u8>, AppError> {
    sheet::xlsx(sheets).map_err(|error| {
        tracing::error!(%error, "workbook");
        AppError::Internal
    })
}

/// The two kinds of file that a table is taken away as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Csv,
    Xlsx,
}

impl Ending {
    /// By how an address ends; none but ours have a route.
    pub fn of(uri: &Uri) -> Self {
        if uri.path().ends_with(".xlsx") { Self::Xlsx } else { Self::Csv }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    pub const fn kind(self) -> &'static str {
        match self {
            Self::Csv => CSV,
            Self::Xlsx => XLSX,
        }
    }
}

/// A file that somebody takes away, and who: what the audit keeps of it.
pub struct Taken {
    /// The feature that made it, as `attendance/download`.
    pub action: &'static str,
    pub person: Uuid,
    pub cohort: Option<Uuid>,
    /// What it is about, where that is not the cohort.
    pub object: Option<Uuid>,
    pub name: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

impl Taken {
    /// Hands the file over. It leaves a row in the audit, or it does not leave.
    pub async fn hand_over(self, state: &State) -> Result<Response, AppError> {
        let Self { action, person, cohort, object, .. } = self;
        let mut tx = state.db.begin().await?;
        let entry = Entry { at: state.clock.now(), actor: Some(person), action, cohort, object, outcome: "done" };
        audit::append(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(download(&self.name, self.kind, self.bytes))
    }
}

/// A picture, for who may see it, or why not. It never changes: another one has another address.
pub fn picture(found: Result<Vec<u8>, AppError>, locale: Locale, uri: &Uri) -> Response {
    let head = [
        (CONTENT_TYPE, "image/jpeg"),
        (CACHE_CONTROL, "private, max-age=31536000, immutable"),
        (CONTENT_DISPOSITION, "inline; filename=\"photo.jpg\""),
    ];
    match found {
        Ok(bytes) => (head, bytes).into_response(),
        Err(error) => refused(locale, uri, &error),
    }
}

/// A file with nothing of anybody in it, or that everybody may read: kept under a name, without a trace of who took it.
pub fn sample(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    download(name, content_type, bytes)
}

fn download(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// The language of somebody who fetches a file.
pub fn language(visitor: &Visitor, headers: &HeaderMap) -> Locale {
    let own = visitor.signed.as_ref().and_then(|signed| signed.language.parse().ok());
    own.unwrap_or_else(|| browser_language(headers))
}

/// As a page would: whoever is signed out is led to the door, others get the status and a sentence.
pub fn refused(locale: Locale, uri: &Uri, error: &AppError) -> Response {
    if *error == AppError::SignedOut {
        let to = format!("{}?next={}", paths::SIGN_IN, paths::escape(uri.path()));
        return (StatusCode::FOUND, [(LOCATION, to)]).into_response();
    }
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
    (error.status(), headers, words::refusal(locale, error)).into_response()
}

async fn health(With(state): With<State>) -> Response {
    match state.db.engine_version().await {
        Ok(version) => Json(serde_json::json!({
            "status": "ok",
            "version": env!("CARGO_PKG_VERSION"),
            "engine": db::ENGINE,
            "engine_version": version,
        }))
        .into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Json(serde_json::json!({ "status": "down" }))).into_response(),
    }
}

#[derive(Deserialize)]
struct Kept {
    form: Option<String>,
}

/// Changes the language and keeps what was typed into the page's form, as a draft of the form's own action.
async fn switch_language(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Query(kept): Query<Kept>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, StatusCode> {
    let mut raw = form::nest(pairs);
    let chosen = raw.remove("language");
    let locale: Locale =
        chosen.as_ref().and_then(|v| v.as_str()).unwrap_or_default().parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let page = own_page(text(REFERER), text(HOST)).unwrap_or_else(|| paths::HOME.to_owned());
    let page = kept_with(&state, &visitor, kept.form, &raw, page).await.map_err(|error| error.status())?;
    if let Some(signed) = &visitor.signed {
        remembered(&state, signed, locale).await.map_err(|error| error.status())?;
    }
    let cookie = format!("{LANGUAGE_COOKIE}={locale}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000");
    let cookie = HeaderValue::from_str(&cookie).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&page)).into_response())
}

async fn remembered(state: &State, signed: &session::Signed, locale: Locale) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    super::people::store::set_language(&mut tx, signed, locale.as_ref()).await?;
    Ok(tx.commit().await?)
}

async fn kept_with(
    state: &State,
    visitor: &Visitor,
    action: Option<String>,
    raw: &RawForm,
    page: String,
) -> Result<String, AppError> {
    let Some(action) = action.filter(|_| !raw.is_empty()) else { return Ok(page) };
    let owner = visitor.signed.as_ref().map(|signed| signed.person);
    let id = drafts::keep(&state.db, owner, &action, raw, &[], state.clock.now()).await?;
    Ok(paths::with(&page, "draft", &id))
}

/// Leaves in one step: ends the session, asks the browser to forget us, and goes to a page that nobody asks about. A redirect
/// off the site would be stopped by `form-action`, so the answer is a page that refreshes.
async fn exit(With(state): With<State>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(signed) = &visitor.signed {
        let ended = end(&state, signed).await;
        if let Err(error) = ended {
            tracing::error!(%error, "quick exit could not end the session");
        }
    }
    let headers = [
        ("refresh", HeaderValue::from_static("0; url=https://www.meteofrance.com/")),
        ("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\", \"cookies\"")),
    ];
    let head = [(SET_COOKIE, session::expired_cookie()), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (headers, head, [(CONTENT_TYPE, "text/html; charset=utf-8")], "<!DOCTYPE html><title>…</title>").into_response()
}

async fn end(state: &State, signed: &session::Signed) -> Result<(), sqlx::Error> {
    let mut tx = state.db.begin().await?;
    session::end(&mut tx, signed.person, signed.session).await?;
    tx.commit().await
}
