//! Templates to take away, and the schema by which other programs write them.

use super::{file, store};
use crate::{
    app::{
        cohorts::policy::Creator,
        plain::{Taken, facilitator, language, refused},
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
    let made = written(&state, &visitor, &slug).await;
    made.unwrap_or_else(|error| refused(language(&visitor, &headers), &uri, &error))
}

async fn written(state: &State, visitor: &Visitor, slug: &str) -> Result<Response, AppError> {
    let by = facilitator(state, visitor, slug).await?;
    let mut db = state.db.read().acquire().await?;
    let text = file::write(&by.cohort.name, &store::whole::model(&mut db, &by).await?);
    drop(db);
    json(by.person, slug, text, (Some(by.cohort.id), None)).hand_over(state).await
}

/// A template that she kept, as a file.
pub async fn of_template(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let made = kept(&state, &visitor, &id).await;
    made.unwrap_or_else(|error| refused(language(&visitor, &headers), &uri, &error))
}

async fn kept(state: &State, visitor: &Visitor, id: &str) -> Result<Response, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let by = Creator::of(signed)?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let kept = store::template(state.db.read(), by, id).await?;
    json(signed.person, Slug::from_name(&kept.name).as_str(), kept.body, (None, Some(id))).hand_over(state).await
}

fn json(person: Uuid, name: &str, text: String, (cohort, object): (Option<Uuid>, Option<Uuid>)) -> Taken {
    Taken {
        action: "templates/download",
        person,
        cohort,
        object,
        name: format!("{name}-template.json"),
        kind: "application/json",
        bytes: text.into_bytes(),
    }
}

/// The schema, for everybody.
pub async fn schema() -> Response {
    let head = [(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=86400")];
    (head, SCHEMA).into_response()
}
