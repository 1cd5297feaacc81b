//! Templates to take away, and the schema by which other programs write them.

use super::{file, store};
use crate::{
    app::{
        cohorts::policy::Creator,
        plain::{download, facilitator, language, refused},
    },
    domain::text::Slug,
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{
        HeaderMap, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// What a file has to be: for people who write one, and for their programs.
pub const SCHEMA: &str = include_str!("template-1.schema.json");

/// A cohort as a file.
pub async fn of_cohort(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match written(&state, &visitor, &slug).await {
        Ok(text) => json(&slug, text),
        Err(error) => refused(language(&visitor, &headers), &uri, &error),
    }
}

async fn written(state: &State, visitor: &Visitor, slug: &str) -> Result<String, AppError> {
    let by = facilitator(state, visitor, slug).await?;
    let mut db = state.db.read().acquire().await?;
    Ok(file::write(&by.cohort.name, &store::whole::model(&mut db, &by).await?))
}

/// A template that she kept, as a file.
pub async fn of_template(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match kept(&state, &visitor, &id).await {
        Ok(kept) => json(Slug::from_name(&kept.name).as_str(), kept.body),
        Err(error) => refused(language(&visitor, &headers), &uri, &error),
    }
}

async fn kept(state: &State, visitor: &Visitor, id: &str) -> Result<store::Kept, AppError> {
    let by = Creator::of(visitor.signed.as_ref().ok_or(AppError::SignedOut)?)?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    store::template(state.db.read(), by, id).await
}

fn json(name: &str, text: String) -> Response {
    download(&format!("{name}-template.json"), "application/json", text.into_bytes())
}

/// The schema, for everybody.
pub async fn schema() -> Response {
    let head = [(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=86400")];
    (head, SCHEMA).into_response()
}
