//! Forms that carry a file. Their body becomes that of any other form, the file's text the value of its field, so that
//! actions, drafts and the language switch know one kind of form only.

use super::http::BODY;
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The largest file, in bytes. Of a larger one so much is handed on that it is seen to be too large.
pub const LARGEST: usize = 256 * 1024;

/// Reads a form with files as a form without.
pub async fn as_fields(request: Request, next: Next) -> Response {
    let is_multipart = |kind: &HeaderValue| kind.as_bytes().starts_with(b"multipart/form-data");
    if !request.headers().get(header::CONTENT_TYPE).is_some_and(is_multipart) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let whole = Request::from_parts(parts.clone(), Body::from(bytes));
    let Ok(multipart) = Multipart::from_request(whole, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Ok(fields) = texts(multipart).await else { return StatusCode::BAD_REQUEST.into_response() };
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.len()));
    next.run(Request::from_parts(parts, Body::from(form))).await
}

async fn texts(mut multipart: Multipart) -> Result<Vec<(String, String)>, MultipartError> {
    let mut fields = Vec::new();
    while let Some(field) = multipart.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let mut text = String::from_utf8_lossy(&field.bytes().await?).into_owned();
        text.truncate(text.floor_char_boundary(LARGEST + 4));
        fields.push((name, text));
    }
    Ok(fields)
}
