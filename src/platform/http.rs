//! What every answer has and every request meets: security headers, sizes, times, a turn to wait for, and a number.

use super::{State, error::AppError, session, upload};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{self, HeaderMap as Headers},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use memchr::memmem;
use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
};
use uuid::Uuid;

/// The largest form: the note's editor, 100,000 characters of up to 12 bytes encoded.
pub(super) const BODY: usize = 1_536 * 1024;
/// The largest of all other forms.
const FORM: usize = 256 * 1024;
/// A photo of 8 MiB, and half as much again, so that a larger one is refused with a sentence.
pub(super) const PHOTO_BODY: usize = 12 << 20;
/// The addresses of the forms that may be larger, and how large: the note's, and those with a file.
const LARGE_FORMS: [(&str, usize); 8] = [
    ("/api/capitalisation/save-note", BODY),
    ("/api/templates/import", BODY),
    ("/api/imports/read-products", BODY),
    ("/api/imports/read-sales", BODY),
    (upload::PHOTOS[0], PHOTO_BODY),
    (upload::PHOTOS[1], PHOTO_BODY),
    (upload::PHOTOS[2], PHOTO_BODY),
    (upload::CALENDARS, PHOTO_BODY),
];
/// Requests worked on at once; the others wait their turn.
const IN_FLIGHT: usize = 64;

/// The address that a connection came from, put into each of its requests.
#[derive(Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Puts the layers around `router`, the outermost last.
pub fn wrap(router: Router, state: State) -> Router {
    let turns = Arc::new(Semaphore::new(IN_FLIGHT));
    router
        .layer(middleware::map_response(without_idle_scripts))
        .layer(middleware::from_fn(keep_ids_as_keys))
        .layer(middleware::from_fn(upload::as_fields))
        .layer(middleware::from_fn_with_state(state, know_visitor))
        .layer(middleware::from_fn(refuse_large_forms))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(PHOTO_BODY))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(move |request, next| wait_turn(turns.clone(), request, next)))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        // Files come compressed already; for a page brotli saves 1 KB and holds 5 MB while it works.
        .layer(CompressionLayer::new().no_br().quality(CompressionLevel::Precise(5)))
        .layer(middleware::from_fn(protect))
}

/// Finds out who asks and hands it on in the request.
async fn know_visitor(state: axum::extract::State<State>, mut request: Request, next: Next) -> Response {
    // A tablet at a door looks again every minute: it must not keep a session alive that somebody left open there.
    let for_nobody = ["/pkg/", "/door/", "/api/door/"].iter().any(|start| request.uri().path().starts_with(start));
    if !for_nobody {
        match session::visitor(&state.db, &state.clock, request.headers()).await {
            Ok(visitor) if without_origin(&visitor, &request) => return StatusCode::FORBIDDEN.into_response(),
            Ok(visitor) => drop(request.extensions_mut().insert(visitor)),
            Err(error) => return AppError::from(error).status().into_response(),
        }
    }
    next.run(request).await
}

/// A write by somebody signed in names where it comes from; every browser does.
fn without_origin(visitor: &session::Visitor, request: &Request) -> bool {
    let told = |name: &str| request.headers().contains_key(name);
    visitor.signed.is_some() && !is_safe(request.method()) && !told("origin") && !told("sec-fetch-site")
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

async fn refuse_large_forms(request: Request, next: Next) -> Response {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<usize>().ok());
    match length {
        Some(bytes) if bytes > largest(request.uri().path()) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        None if !is_safe(request.method()) => StatusCode::LENGTH_REQUIRED.into_response(),
        _ => next.run(request).await,
    }
}

fn largest(path: &str) -> usize {
    LARGE_FORMS.iter().find(|(large, _)| *large == path).map_or(FORM, |(_, bytes)| *bytes)
}

/// Ten seconds for a request; a photo from a phone on a bad line takes longer.
async fn in_time(request: Request, next: Next) -> Response {
    let seconds = if upload::PHOTOS.contains(&request.uri().path()) { 30 } else { 10 };
    let answer = tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// Server functions take `machines[0192…]` for the 192nd item of a list and refuse the form. A space before the id makes it
/// a key again, and `form::map` takes the space away.
async fn keep_ids_as_keys(request: Request, next: Next) -> Response {
    let is_form = |t: &HeaderValue| t.as_bytes().starts_with(b"application/x-www-form-urlencoded");
    if !request.headers().get(header::CONTENT_TYPE).is_some_and(is_form) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let most = if parts.uri.path() == upload::CALENDARS { upload::SPREAD } else { BODY };
    let Ok(bytes) = to_bytes(body, most).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let bytes = with_spaced_keys(&bytes);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

fn with_spaced_keys(body: &[u8]) -> Vec<u8> {
    let mut spaced = Vec::with_capacity(body.len() + 64);
    let mut in_name = true;
    for (index, byte) in body.iter().enumerate() {
        let before = body.get(..index).unwrap_or_default();
        let opens = before.ends_with(b"[") || before.ends_with(b"%5B") || before.ends_with(b"%5b");
        if in_name && byte.is_ascii_digit() && opens {
            spaced.extend_from_slice(b"%20");
        }
        in_name = *byte == b'&' || (in_name && *byte != b'=');
        spaced.push(*byte);
    }
    spaced
}

async fn wait_turn(turns: Arc<Semaphore>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(Duration::from_secs(5), turns.acquire()).await {
        Ok(Ok(_turn)) => next.run(request).await,
        _ => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response(),
    }
}

/// Leptos ends every page with two scripts that only islands read; a page without an island carries none.
async fn without_idle_scripts(response: Response) -> Response {
    let is_html = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    if !is_html {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, 16 << 20).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    parts.headers.remove(header::CONTENT_LENGTH);
    let island = memmem::find(&bytes, b"<leptos-island").is_some();
    let end = if island { None } else { memmem::rfind(&bytes, b"</html>") };
    let kept = end.map_or(bytes.clone(), |end| bytes.slice(..end + 7));
    Response::from_parts(parts, Body::from(kept))
}

/// Outermost: the headers that every answer has, refusals of the other layers included.
async fn protect(request: Request, next: Next) -> Response {
    let number = Uuid::now_v7().to_string();
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let mut response = next.run(request).await;
    if response.status().is_server_error() {
        tracing::error!(%method, status = response.status().as_u16(), request = %number, "request failed");
    }
    let headers = response.headers_mut();
    for (name, value) in &*FIXED {
        headers.insert(name, value.clone());
    }
    if let Ok(number) = HeaderValue::from_str(&number) {
        headers.insert("x-request-id", number);
    }
    default(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox",
    );
    if !path.starts_with("/library") {
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    }
    default(headers, header::CACHE_CONTROL, "no-store");
    default(headers, HeaderName::from_static("permissions-policy"), NO_DEVICE);
    response
}

/// What pages may use of a phone: nothing.
const NO_DEVICE: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
/// The same for a page where one speaks: its microphone, and for itself only.
pub const MICROPHONE: &str = "camera=(), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()";

fn default(headers: &mut Headers, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

static FIXED: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| {
    let fixed = [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    fixed.into_iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
});

/// The policy of an HTML page: only scripts that carry this page's nonce, nothing from elsewhere.
pub fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )
}

/// Who is at the other end: the connection's address, or what the trusted proxy says.
pub fn client_address(state: &State, peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = peer?.0.ip();
    if state.settings.trusted_proxy != Some(peer) {
        return Some(peer);
    }
    let chain = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
    Some(chain.rsplit(',').next().and_then(|last| last.trim().parse().ok()).unwrap_or(peer))
}

/// Whether the page came over TLS, or from this machine: elsewhere browsers drop the session's cookie.
pub fn cookies_work(state: &State, headers: &HeaderMap, peer: Option<Peer>) -> bool {
    let from_proxy = peer.is_some_and(|peer| state.settings.trusted_proxy == Some(peer.0.ip()));
    let told_https = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure_url = state.settings.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    secure_url || (from_proxy && told_https) || name == "localhost" || name.starts_with("127.") || name == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::with_spaced_keys;

    #[test]
    fn only_a_key_that_begins_with_a_digit_is_spaced() {
        for (sent, read) in [
            ("machines[01a2]=1&on=2026", "machines[%2001a2]=1&on=2026"),
            ("a%5B0%5D=%5B1&b%5b2%5D=[3", "a%5B%200%5D=%5B1&b%5b%202%5D=[3"),
            ("makers[]=1&day[day]=2&x=a[1]", "makers[]=1&day[day]=2&x=a[1]"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(with_spaced_keys(sent.as_bytes())).unwrap(), read);
        }
    }
}
