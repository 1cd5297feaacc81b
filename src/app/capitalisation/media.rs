//! Voices and pictures as files: for who may read the words that they go with, never kept by a browser, and never a page.

use super::store::media;
use crate::{
    app::{access, plain},
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{
        HeaderMap, Uri,
        header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// The address of what goes with a contribution.
pub const ROUTE: &str = "/cohorts/{slug}/capitalisation/contributions/{id}/media";

/// Answers with the whole of it, or why not.
pub async fn file(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((slug, id)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match find(&state, &visitor, &slug, &id).await {
        Ok((content_type, bytes)) => {
            let ending = content_type.rsplit('/').next().unwrap_or("bin");
            let head = [
                (CONTENT_DISPOSITION, format!("inline; filename=\"parole.{ending}\"")),
                (CONTENT_TYPE, content_type.clone()),
                (ACCEPT_RANGES, "none".to_owned()),
            ];
            (head, bytes).into_response()
        }
        Err(error) => plain::refused(plain::language(&visitor, &headers), &uri, &error),
    }
}

async fn find(state: &State, visitor: &Visitor, slug: &str, id: &str) -> Result<(String, Vec<u8>), AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let member = access::seat(state.db.read(), signed, slug).await?.member()?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    media::bytes(state.db.read(), &member, id).await
}
