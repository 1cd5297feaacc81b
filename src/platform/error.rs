//! The one error of the program: what a visitor meets. What went wrong inside is logged, never shown.

use super::db;
use crate::domain::problem::Problem;
use axum::http::{StatusCode, header::ACCEPT, request::Parts};
use leptos::prelude::use_context;
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};

/// A problem and the field that it is about. `""` is the form as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

/// Why something was not done. It carries nothing that the visitor did not type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// What was typed cannot be taken; the words are kept in a draft.
    #[error("fields")]
    Fields { problems: Vec<FieldProblem> },
    /// Nobody is signed in.
    #[error("signed_out")]
    SignedOut,
    /// It is not there, or not for this visitor: the two look the same.
    #[error("not_found")]
    NotFound,
    /// The visitor may see it and may not do that.
    #[error("forbidden")]
    Forbidden,
    /// Not something that our pages send.
    #[error("bad_request")]
    BadRequest,
    /// Somebody else changed it meanwhile.
    #[error("changed_meanwhile")]
    ChangedMeanwhile,
    /// Too often; try again after so many seconds.
    #[error("too_many")]
    TooMany { seconds: i64 },
    /// The server has no time or room for it now.
    #[error("busy")]
    Busy,
    /// Our fault. The log has it, under the request's number.
    #[error("internal")]
    Internal,
}

impl AppError {
    /// One problem with one field.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Fields { problems: vec![FieldProblem { field: field.to_owned(), problem }] }
    }

    /// What callers that are not a form are told.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Fields { problems } if problems.iter().any(|p| p.problem.is_conflict()) => StatusCode::CONFLICT,
            Self::Fields { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::ChangedMeanwhile => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The short name in addresses, the audit and the log.
    pub fn code(&self) -> String {
        self.to_string()
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What cannot even be decoded never reaches an action, so the answer is given here.
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        let accepts =
            |parts: Parts| parts.headers.get(ACCEPT).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("text/html")));
        match (use_context::<Parts>().map(accepts), use_context::<ResponseOptions>()) {
            (Some(true), _) => leptos_axum::redirect("/?refused=bad_request"),
            (_, Some(response)) => response.set_status(Self::BadRequest.status()),
            _ => {}
        }
        Self::BadRequest
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => {
                tracing::warn!("no connection was free in time");
                Self::Busy
            }
            deadlock if db::is_deadlock(&deadlock) => {
                tracing::error!(error = %deadlock, "two writes waited for each other");
                Self::Busy
            }
            other => {
                tracing::error!(error = %other, "database");
                Self::Internal
            }
        }
    }
}
