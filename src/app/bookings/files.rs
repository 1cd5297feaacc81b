//! The picture of a space's house rules, for whoever sees the space.

use super::{policy::Sight, store};
use crate::{
    app::plain,
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{HeaderMap, Uri},
    response::Response,
};
use uuid::Uuid;

/// Its address; it never changes: another picture has another.
pub const PICTURE: &str = "/spaces/{id}/photo/{photo}";

pub async fn picture(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((space, photo)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    plain::picture(bytes(&state, &visitor, &space, &photo).await, plain::language(&visitor, &headers), &uri)
}

async fn bytes(state: &State, visitor: &Visitor, space: &str, photo: &str) -> Result<Vec<u8>, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let id = |text: &str| Uuid::parse_str(text).map_err(|_| AppError::NotFound);
    let (_, space) = Sight::of(&state.db, signed, id(space)?).await?;
    store::house::picture(state.db.read(), &space, id(photo)?).await
}
