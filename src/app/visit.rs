//! The read side of a request: who looks, at what, in which language. A page is
//! `pub fn SomePage() -> impl IntoView { page(some) }` with `async fn some(visit: Visit) -> Result<AnyView, AppError>`.

use super::{
    access::{self, Facilitator, Member, Seat},
    i18n::Locale,
    paths,
    ui::{form::Typed, frame::Group, refusal::refusal},
    words,
};
use crate::platform::{
    State,
    db::Reading,
    drafts::{self, Draft},
    error::AppError,
    form::{self, RawForm},
    http::{Peer, client_address},
    session::{Signed, Visitor},
};
use axum::{
    extract::Query,
    http::{HeaderName, HeaderValue, StatusCode, request::Parts},
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use std::{future::Future, net::IpAddr, sync::Arc};
use uuid::Uuid;

/// One page being looked at.
#[derive(Clone)]
pub struct Visit {
    pub state: State,
    pub visitor: Visitor,
    pub locale: Locale,
    /// Path and query of the page.
    pub path: String,
    pub parts: Arc<Parts>,
    params: ParamsMap,
    query: ParamsMap,
    draft: Option<Arc<Draft>>,
}

/// Renders what `build` makes of the visit; a refusal becomes a page with its status, or the way to sign in.
pub fn page<F, Fut>(build: F) -> impl IntoView
where
    F: FnOnce(Visit) -> Fut + Send + 'static,
    Fut: Future<Output = Result<AnyView, AppError>> + Send + 'static,
{
    let mut visit = Visit::here();
    Suspend::new(async move {
        let built = match visit.find_draft().await {
            Ok(()) => build(visit.clone()).await,
            Err(error) => Err(error),
        };
        match built {
            Ok(view) => view,
            Err(error) => visit.refused(error),
        }
    })
}

impl Visit {
    fn here() -> Self {
        let parts = expect_context::<Parts>();
        Self {
            state: expect_context(),
            visitor: parts.extensions.get::<Visitor>().cloned().unwrap_or_default(),
            locale: expect_context(),
            path: parts.uri.path_and_query().map(|path| path.to_string()).unwrap_or_default(),
            parts: Arc::new(parts),
            params: use_params_map().get_untracked(),
            query: use_query_map().get_untracked(),
            draft: None,
        }
    }

    /// Now, in whole seconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// A part of the path.
    pub fn param(&self, name: &str) -> String {
        self.params.get(name).unwrap_or_default()
    }

    /// An id in the path. What is no id is not there.
    pub fn id(&self, name: &str) -> Result<Uuid, AppError> {
        Uuid::parse_str(&self.param(name)).map_err(|_| AppError::NotFound)
    }

    /// A value in the address after `?`.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.get(name).filter(|value| !value.is_empty())
    }

    /// Every value called `name` after `?`.
    pub fn query_all(&self, name: &str) -> Vec<String> {
        self.query.get_all(name).unwrap_or_default()
    }

    /// The address after `?`, read as a form.
    pub fn asked(&self) -> RawForm {
        let pairs: Query<Vec<(String, String)>> = Query::try_from_uri(&self.parts.uri).unwrap_or_default();
        form::nest(pairs.0)
    }

    /// Whoever is signed in.
    pub fn signed(&self) -> Result<&Signed, AppError> {
        self.visitor.signed.as_ref().ok_or(AppError::SignedOut)
    }

    /// The seat in the cohort that the path names.
    pub async fn seat(&self) -> Result<Seat, AppError> {
        access::seat(self.state.db.read(), self.signed()?, &self.param("slug")).await
    }

    /// The member of the cohort that the path names.
    pub async fn member(&self) -> Result<Member, AppError> {
        self.seat().await?.member()
    }

    /// Opens a member's page: who looks, what the frame shows, and the connection for all else that the page asks. To take
    /// one from the pool and give it back costs as much as a statement, so a page that asks much takes one.
    pub async fn enter(&self) -> Result<(Member, Group, Reading), AppError> {
        let mut db = self.state.db.read().acquire().await?;
        let member = access::seat(&mut *db, self.signed()?, &self.param("slug")).await?.member()?;
        let group = Group::read(&mut *db, &member).await?;
        Ok((member, group, db))
    }

    /// The facilitator of the cohort that the path names.
    pub async fn facilitator(&self) -> Result<Facilitator, AppError> {
        self.member().await?.facilitator()
    }

    /// What was typed into the form of `action` and refused, or nothing: the page's form starts from it.
    pub async fn typed(&self, action: &str) -> Result<Typed, AppError> {
        Ok(Typed::of(self.locale, self.draft.clone().filter(|draft| draft.action == action)))
    }

    /// What is wrong with a form as a whole, in words: the frame says it, since the form may be a single button.
    pub fn told(&self) -> Vec<String> {
        let problems = self.draft.iter().flat_map(|draft| &draft.problems).filter(|found| found.field.is_empty());
        problems.map(|found| words::problem(self.locale, &found.problem)).collect()
    }

    /// Finds the draft that the address names: one statement, on pages reached by a refusal only.
    async fn find_draft(&mut self) -> Result<(), AppError> {
        if let Some(id) = self.query("draft") {
            let person = self.visitor.signed.as_ref().map(|signed| signed.person);
            self.draft = drafts::find(self.state.db.read(), &id, person).await?.map(Arc::new);
        }
        Ok(())
    }

    /// Sends the visitor elsewhere.
    pub fn go(&self, path: &str) -> AnyView {
        leptos_axum::redirect(path);
        ().into_any()
    }

    /// The page's status, where it is not 200.
    pub fn set_status(&self, status: StatusCode) {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(status);
        }
    }

    /// Adds a header to the answer.
    pub fn header(&self, name: &'static str, value: &str) {
        if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
            response.insert_header(HeaderName::from_static(name), value);
        }
    }

    /// Where the request came from, for limits only.
    pub fn address(&self) -> Option<IpAddr> {
        client_address(&self.state, self.parts.extensions.get::<Peer>().copied(), &self.parts.headers)
    }

    fn refused(&self, error: AppError) -> AnyView {
        if error == AppError::SignedOut {
            return self.go(&format!("{}?next={}", paths::SIGN_IN, paths::escape(&self.path)));
        }
        self.set_status(match error.status() {
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        });
        refusal(self, &error).into_any()
    }
}
