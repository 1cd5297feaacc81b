//! Photos of products and of receipts: small, without what the phone knew, seen by members only. Replaced or removed, nothing of
//! them stays.

pub mod actions;
pub mod store;
pub mod view;

use crate::{
    app::{access, plain},
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{HeaderMap, Uri},
    response::Response,
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
    plain::picture(bytes(&state, &visitor, &slug, &id).await, plain::language(&visitor, &headers), &uri)
}

async fn bytes(state: &State, visitor: &Visitor, slug: &str, id: &str) -> Result<Vec<u8>, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let member = access::seat(state.db.read(), signed, slug).await?.member()?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    store::bytes(state.db.read(), &member, id).await
}
