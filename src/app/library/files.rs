//! A public note as a file, for everybody.

use crate::{
    app::{
        access,
        capitalisation::reading,
        i18n::Locale,
        partners::files::{Kind, made},
        plain::{language, refused, sample},
    },
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{HeaderMap, Uri},
    response::Response,
};

/// Where the files of a public note are.
pub const ROUTE: &str = "/library/{slug}/{file}";

/// One file of a note.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((slug, file)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    let made = written(&state, (&slug, &file), locale).await;
    made.unwrap_or_else(|error| refused(locale, &uri, &error))
}

async fn written(state: &State, (slug, file): (&str, &str), locale: Locale) -> Result<Response, AppError> {
    let mut db = state.db.read().acquire().await?;
    let reader = access::open(&mut *db, slug).await?;
    let article = reading::published(&mut db, &reader).await?;
    drop(db);
    let kind = Kind::of(file).ok_or(AppError::NotFound)?;
    let bytes = made(kind, locale, &reader.cohort, &article, state).await?;
    // What everybody may read leaves no trace of who read it.
    Ok(sample(&format!("{slug}.{}", kind.ending()), kind.content_type(), bytes))
}
