//! The picture of a space's house rules, for whoever sees the space.

use super::{policy::Sight, store};
use crate::{
    app::plain::{language, refused},
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

/// Its address; it never changes: another picture has another.
pub const PICTURE: &str = "/spaces/{id}/photo/{photo}";

pub async fn picture(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((space, photo)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match bytes(&state, &visitor, &space, &photo).await {
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

async fn bytes(state: &State, visitor: &Visitor, space: &str, photo: &str) -> Result<Vec<u8>, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let id = |text: &str| Uuid::parse_str(text).map_err(|_| AppError::NotFound);
    let (_, space) = Sight::of(&state.db, signed, id(space)?).await?;
    store::house::picture(state.db.read(), &space, id(photo)?).await
}
