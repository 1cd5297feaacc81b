//! How a page learns that there is something new: a number that a page of the day asks for every second and a half. It is
//! answered from memory, after the two reads that say who asks; see `platform::pulse` for why.

use crate::{
    app::access,
    platform::{State, error::AppError, session::Visitor},
};
use axum::{
    Extension,
    extract::{Path, Query, State as With},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// The address that pages ask.
pub const ROUTE: &str = "/cohorts/{slug}/capitalisation/day/since";

/// The number that a page was made with.
#[derive(Deserialize)]
pub struct Since {
    v: Option<i64>,
}

/// The number now, or that it is the same; nothing is said to whoever is not in the room.
pub async fn since(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    Query(since): Query<Since>,
) -> Response {
    match pulse(&state, &visitor, &slug).await {
        Ok(now) if since.v == Some(now) => StatusCode::NOT_MODIFIED.into_response(),
        Ok(now) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], now.to_string()).into_response(),
        Err(error) => error.status().into_response(),
    }
}

async fn pulse(state: &State, visitor: &Visitor, slug: &str) -> Result<i64, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let member = access::seat(state.db.read(), signed, slug).await?.member()?;
    Ok(state.pulses.of(member.cohort.id))
}
