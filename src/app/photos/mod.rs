//! Photos of products and of receipts: small, without what the phone knew, seen by members only. Replaced or removed, nothing of
//! them stays.

pub mod actions;
pub mod store;
pub mod view;

use crate::{
    app::{
        access,
        plain::{language, refused},
    },
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{
        HeaderMap, Uri,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// A photo for a member of its cohort. It never changes: another one has another address.
pub async fn file(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((slug, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match bytes(&state, &visitor, &slug, &id).await {
        Ok(bytes) => {
            let head = [
                (CONTENT_TYPE, "image/jpeg"),
                (CACHE_CONTROL, "private, max-age=31536000, immutable"),
                (CONTENT_DISPOSITION, "inline; filename=\"photo.jpg\""),
            ];
            (head, bytes).into_response()
        }
        Err(error) => refused(language(&visitor, &headers), &uri, &error),
    }
}

async fn bytes(state: &State, visitor: &Visitor, slug: &str, id: &str) -> Result<Vec<u8>, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let member = access::seat(state.db.read(), signed, slug).await?.member()?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    store::bytes(state.db.read(), &member, id).await
}
