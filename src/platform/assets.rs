//! What browsers fetch beside pages: the bundle, the style sheet, pictograms. Embedded in a release build, so that one file
//! is the whole product; read from `target/site` in a debug build.

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY},
    },
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "target/site"]
#[allow_missing = true]
struct Site;

/// The names of this build: each holds the hash of its content.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// `cooperade-1a2b3c4d`, the name of the bundle's script and module without their endings.
    pub bundle: String,
    /// `/pkg/cooperade-5e6f7a8b.css`
    pub style: String,
}

impl Assets {
    /// Looks for the bundle and the style sheet. A build without them serves pages without comfort.
    pub fn find() -> Self {
        let names: Vec<String> =
            Site::iter().map(|name| name.into_owned()).filter(|n| n.starts_with("pkg/cooperade-")).collect();
        let named = |ending: &str| names.iter().find_map(|name| name.strip_suffix(ending)).unwrap_or_default();
        Self { bundle: named(".js").trim_start_matches("pkg/").to_owned(), style: format!("/{}.css", named(".css")) }
    }
}

/// Plain files by their address: the paths under `/` that are neither pages nor actions.
pub const FILES: [&str; 8] = [
    "/pkg/{file}",
    "/sw.js",
    "/icons.svg",
    "/favicon.svg",
    "/icon-192.png",
    "/icon-512.png",
    "/manifest.webmanifest",
    "/robots.txt",
];

/// The service worker, which may fetch from us and nothing else.
const WORKER: &str = "sw.js";

/// Answers with the file at `path`, compressed ahead of time where the browser takes that.
pub async fn file(headers: HeaderMap, path: axum::http::Uri) -> Response {
    let name = path.path().trim_start_matches('/');
    let accepts = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        let listed = accepts.split(',').any(|one| one.trim().split(';').next() == Some(encoding));
        if let Some(found) = Site::get(&format!("{name}{ending}")).filter(|_| listed) {
            let mut response = answer(name, found.data.into_owned());
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            return response;
        }
    }
    match Site::get(name) {
        Some(found) => answer(name, found.data.into_owned()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(name: &str, data: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(data));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let age = match name {
        // Its name never changes, and phones must hear of a new one.
        WORKER => "no-cache",
        name if name.starts_with("pkg/") => "public, max-age=31536000, immutable",
        _ => "public, max-age=86400",
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(age));
    if name == WORKER {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; connect-src 'self'"));
    }
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    }
}
