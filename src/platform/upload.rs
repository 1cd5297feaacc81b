//! Forms that carry a file. Their body becomes that of any other form, the file's text the value of its field, so that
//! actions, drafts and the language switch know one kind of form only. A photo is no text: its field holds what it hashes to,
//! and the action finds the bytes beside the request.

use super::{
    http::{BODY, PHOTO_BODY},
    session::Visitor,
    sheet::decoded,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// The largest file, in bytes. Of a larger one so much is handed on that it is seen to be too large.
pub const LARGEST: usize = 256 * 1024;

/// The same for a calendar: a host's holds years.
pub const LARGEST_CALENDAR: usize = 1024 * 1024;

/// A calendar as a field of a form: three times its size at most, and what else the form says.
pub(super) const SPREAD: usize = 4 * LARGEST_CALENDAR;

/// The address that takes calendars.
pub const CALENDARS: &str = "/api/spaces/read-calendar";

/// The addresses that take photos, the last one voices too.
pub const PHOTOS: [&str; 3] = ["/api/photos/add", "/api/spaces/add-photo", "/api/capitalisation/contribute"];

/// Photos that are being received at once: so that their memory is bounded.
static RECEIVING: Semaphore = Semaphore::const_new(8);

/// The file that came with a form, when the form is one for a photo.
#[derive(Clone)]
pub struct File(pub Bytes);

/// Reads a form with files as a form without.
pub async fn as_fields(request: Request, next: Next) -> Response {
    let is_multipart = |kind: &HeaderValue| kind.as_bytes().starts_with(b"multipart/form-data");
    if !request.headers().get(header::CONTENT_TYPE).is_some_and(is_multipart) {
        return next.run(request).await;
    }
    let path = request.uri().path();
    let (photo, calendar) = (PHOTOS.contains(&path), path == CALENDARS);
    let known = request.extensions().get::<Visitor>().is_some_and(|visitor| visitor.signed.is_some());
    let _turn = if photo || calendar { RECEIVING.acquire().await.ok() } else { None };
    let (mut parts, body) = request.into_parts();
    // Much more than is read: a file that is too large is to be told so.
    let most = if (photo || calendar) && known { PHOTO_BODY } else { BODY };
    let Ok(bytes) = to_bytes(body, most).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let mut whole = Request::from_parts(parts.clone(), Body::from(bytes));
    // Axum's own limit is smaller than a photo; this body has been measured.
    DefaultBodyLimit::disable().apply(&mut whole);
    let Ok(multipart) = Multipart::from_request(whole, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Ok((fields, file)) = read(multipart, photo, if calendar { LARGEST_CALENDAR } else { LARGEST }).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    if let Some(file) = file {
        parts.extensions.insert(file);
    }
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.len()));
    let mut request = Request::from_parts(parts, Body::from(form));
    if calendar {
        DefaultBodyLimit::max(SPREAD).apply(&mut request);
    }
    next.run(request).await
}

/// The fields as texts, of a file so many bytes, and the file of a photo as it came.
async fn read(
    mut multipart: Multipart,
    photo: bool,
    most: usize,
) -> Result<(Vec<(String, String)>, Option<File>), MultipartError> {
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = multipart.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let comes_as_file = field.file_name().is_some();
        let is_file = photo && comes_as_file;
        let bytes = field.bytes().await?;
        let value = match (is_file, comes_as_file) {
            (true, _) => hash(&bytes),
            // Tables and texts come from programs that know no UTF-8.
            (_, true) => cut(decoded(&bytes), most),
            _ => cut(String::from_utf8_lossy(&bytes).into_owned(), most),
        };
        file = if is_file && !bytes.is_empty() { Some(File(bytes)) } else { file };
        fields.push((name, value));
    }
    Ok((fields, file))
}

/// What stands for a file in its form: so a retry is known from another photo, and a draft holds no picture.
fn hash(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        String::new()
    } else {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn cut(mut text: String, most: usize) -> String {
    text.truncate(text.floor_char_boundary(most + 4));
    text
}
