//! The write side of a request: actor, what was typed, one transaction, one answer. An action is
//! `let act = Act::of("feature/verb", form); act.answer(verb(&act).await).await`.

use super::{
    access::{self, Facilitator, Member, Seat},
    i18n::Locale,
    paths, search,
    words::Notice,
};
use crate::platform::{
    State,
    audit::{self, Entry},
    db::Tx,
    drafts,
    error::{AppError, FieldProblem},
    form::{self, Fields, RawForm},
    http::{Peer, client_address},
    idempotency::{self, Once},
    session::{Signed, Visitor},
    upload,
};
use axum::{
    body::Bytes,
    http::{
        HeaderValue,
        header::{ACCEPT, HOST, REFERER, SET_COOKIE},
        request::Parts,
    },
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::{net::IpAddr, sync::OnceLock};
use uuid::Uuid;

/// One write being asked for.
pub struct Act {
    pub state: State,
    pub visitor: Visitor,
    pub locale: Locale,
    pub form: RawForm,
    name: &'static str,
    parts: Parts,
    response: ResponseOptions,
    cohort: OnceLock<Uuid>,
}

/// Where to go when it is done, and what to say there.
pub struct Go(String);

impl Go {
    /// To one of our own pages.
    pub fn to(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The page reached says so.
    pub fn saying(self, notice: Notice) -> Self {
        Self(paths::with(&self.0, "notice", notice.code()))
    }
}

impl Act {
    /// Gathers who asks for `name` (the action's endpoint) and what was sent.
    pub fn of(name: &'static str, form: RawForm) -> Self {
        let parts = expect_context::<Parts>();
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
        Self {
            state: expect_context(),
            locale: expect_context(),
            response: expect_context(),
            visitor,
            form,
            name,
            parts,
            cohort: OnceLock::new(),
        }
    }

    /// Now, in whole seconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Whoever is signed in.
    pub fn signed(&self) -> Result<&Signed, AppError> {
        self.visitor.signed.as_ref().ok_or(AppError::SignedOut)
    }

    /// The seat, in whatever role, in the cohort that the form names in `cohort`.
    pub async fn seat(&self) -> Result<Seat, AppError> {
        let slug = form::text(&self.form, "cohort");
        let seat = access::seat(self.state.db.read(), self.signed()?, slug).await?;
        self.about(seat.cohort.id);
        Ok(seat)
    }

    /// The member of the cohort that the form names in `cohort`.
    pub async fn member(&self) -> Result<Member, AppError> {
        self.seat().await?.member()
    }

    /// Says which cohort the write is about, for the audit, where the form does not name it.
    pub fn about(&self, cohort: Uuid) {
        let _ = self.cohort.set(cohort);
    }

    /// The facilitator of the cohort that the form names.
    pub async fn facilitator(&self) -> Result<Facilitator, AppError> {
        self.member().await?.facilitator()
    }

    /// Reads the form's fields: `known` ones and no others.
    pub fn fields(&self, known: &[&str]) -> Result<Fields<'_>, AppError> {
        Fields::read(&self.form, known)
    }

    /// The id of what the form is about: our pages wrote it, so what is no id is not there.
    pub fn object(&self, name: &str) -> Result<Uuid, AppError> {
        form::object(&self.form, name)
    }

    /// The photo that came with the form.
    pub fn file(&self) -> Option<Bytes> {
        self.parts.extensions.get::<upload::File>().map(|file| file.0.clone())
    }

    /// Where the request came from, for limits only.
    pub fn address(&self) -> Option<IpAddr> {
        client_address(&self.state, self.parts.extensions.get::<Peer>().copied(), &self.parts.headers)
    }

    /// Begins the one transaction of this action.
    pub async fn begin(&self) -> Result<Tx, AppError> {
        Ok(self.state.db.begin().await?)
    }

    /// Takes the form's key: the id to create under, or the id created before.
    pub async fn once(&self, tx: &mut Tx) -> Result<Once, AppError> {
        idempotency::once(tx, self.signed()?.person, self.name, &self.form, self.now()).await
    }

    /// Lets what was written be found, writes the audit row and commits: the only way to make a write last. `object` is what was
    /// written.
    pub async fn finish(&self, mut tx: Tx, object: Uuid) -> Result<(), AppError> {
        search::index::settle(&mut tx).await?;
        let entry = self.entry("done", Some(object));
        audit::append(&mut tx, entry).await?;
        tx.commit().await?;
        if let Some(cohort) = self.cohort.get() {
            self.state.pulses.beat(*cohort);
        }
        Ok(())
    }

    /// As `finish`, for somebody who was nobody when the request came.
    pub async fn finish_as(&self, mut tx: Tx, person: Uuid, object: Uuid) -> Result<(), AppError> {
        search::index::settle(&mut tx).await?;
        let entry = Entry { actor: Some(person), ..self.entry("done", Some(object)) };
        audit::append(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// As `finish`, when the write erases the actor: the audit keeps its rows and loses whose they are.
    pub async fn finish_forgetting(&self, mut tx: Tx) -> Result<(), AppError> {
        search::index::settle(&mut tx).await?;
        audit::append(&mut tx, self.entry("done", None)).await?;
        audit::forget(&mut tx, self.signed()?.person).await?;
        tx.commit().await?;
        self.state.pulses.beat_everywhere();
        Ok(())
    }

    fn entry<'a>(&self, outcome: &'a str, object: Option<Uuid>) -> Entry<'a> {
        Entry {
            at: self.now(),
            actor: self.visitor.signed.as_ref().map(|signed| signed.person),
            action: self.name,
            cohort: self.cohort.get().copied(),
            object,
            outcome,
        }
    }

    /// Gives the browser a cookie.
    pub fn set_cookie(&self, cookie: HeaderValue) {
        self.response.append_header(SET_COOKIE, cookie);
    }

    /// Adds a header to the answer.
    pub fn header(&self, name: &'static str, value: &'static str) {
        self.response.insert_header(axum::http::HeaderName::from_static(name), HeaderValue::from_static(value));
    }

    /// Answers: a redirect to the page that says what happened, or, to callers that are not a form, a status.
    pub async fn answer(&self, outcome: Result<Go, AppError>) -> Result<(), AppError> {
        match outcome {
            Ok(Go(path)) => {
                leptos_axum::redirect(&path);
                Ok(())
            }
            Err(refusal) => {
                self.refuse(&refusal).await?;
                Err(refusal)
            }
        }
    }

    async fn refuse(&self, refusal: &AppError) -> Result<(), AppError> {
        let code = refusal.code();
        audit::refused(&self.state.db, self.entry(&code, None)).await?;
        if !self.is_form() {
            self.response.set_status(refusal.status());
            return Ok(());
        }
        let page = self.page();
        let back = match refusal {
            AppError::Fields { problems } => paths::with(&page, "draft", &self.keep(problems).await?),
            AppError::SignedOut => {
                let page = paths::with(&page, "draft", &self.keep(&[]).await?);
                format!("{}?refused={code}&next={}", paths::SIGN_IN, paths::escape(&page))
            }
            AppError::TooMany { seconds } => {
                let page = paths::with(&page, "refused", &code);
                format!("{page}&seconds={seconds}&draft={}", self.keep(&[]).await?)
            }
            _ => format!("{}&draft={}", paths::with(&page, "refused", &code), self.keep(&[]).await?),
        };
        leptos_axum::redirect(&back);
        Ok(())
    }

    /// Keeps what was sent for a page that shows it before anything is written; returns what the page asks for it by.
    pub async fn lay_aside(&self) -> Result<String, AppError> {
        self.keep(&[]).await
    }

    async fn keep(&self, problems: &[FieldProblem]) -> Result<String, AppError> {
        let owner = self.visitor.signed.as_ref().map(|signed| signed.person).or(self.visitor.lapsed);
        Ok(drafts::keep(&self.state.db, owner, self.name, &self.form, problems, self.now()).await?)
    }

    fn is_form(&self) -> bool {
        self.header_text(ACCEPT).contains("text/html")
    }

    /// The page of ours that the form stood on.
    fn page(&self) -> String {
        own_page(self.header_text(REFERER), self.header_text(HOST)).unwrap_or_else(|| paths::HOME.to_owned())
    }

    /// Whether the form stood on the page at `path`, whatever was asked of it.
    pub fn stood_on(&self, path: &str) -> bool {
        self.page().split('?').next() == Some(path)
    }

    fn header_text(&self, name: axum::http::HeaderName) -> &str {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The path of `referer` when it is on our `host`: nobody is ever sent elsewhere.
pub fn own_page(referer: &str, host: &str) -> Option<String> {
    let (_, after) = referer.split_once("://")?;
    let path = after.strip_prefix(host)?;
    paths::is_local(path).then(|| path.to_owned())
}
