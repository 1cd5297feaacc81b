//! A published note as a file: PDF, Markdown or JSON, for whoever may read its page, with the same words.

use crate::{
    app::{
        access::{self, Cohort, Reader},
        capitalisation::{article::Article, document::document, reading},
        i18n::*,
        plain::{Taken, language, refused},
        ui::icon::Icon,
    },
    domain::{document::Document, script},
    platform::{State, error::AppError, pdf, session::Visitor},
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
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// Where the files of a note are.
pub const ROUTE: &str = "/notes/{slug}/{file}";

/// What a note in JSON is, for programs that read it.
pub const SCHEMA: &str = include_str!("note-1.schema.json");

/// The kinds of file that a note leaves as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Markdown,
    Json,
}

impl Kind {
    /// Those that this program makes.
    pub fn made() -> impl Iterator<Item = Self> {
        [Self::Pdf, Self::Markdown, Self::Json].into_iter().filter(|kind| *kind != Self::Pdf || pdf::MADE)
    }

    /// How its address ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// As one speaks of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// The kind of the file called `file`.
    pub fn of(file: &str) -> Option<Self> {
        Self::made().find(|kind| file.strip_prefix("note.") == Some(kind.ending()))
    }

    /// The file of a document, as it was at `at`.
    async fn write(self, mut document: Document, at: DateTime<Utc>) -> Result<Vec<u8>, AppError> {
        match self {
            Self::Markdown => Ok(document.to_markdown().into_bytes()),
            Self::Json => Ok(json(&document)?.into_bytes()),
            Self::Pdf => {
                document.each_text(&mut script::writable);
                pdf::make(json(&document)?, at).await
            }
        }
    }
}

fn json(document: &Document) -> Result<String, AppError> {
    serde_json::to_string_pretty(document).map_err(|_| AppError::Internal)
}

/// About how many kilobytes the file of a document has: said before one fetches it. A PDF carries its letters with it.
fn kilobytes(kind: Kind, document: &Document) -> usize {
    let words = match kind {
        Kind::Markdown => document.to_markdown().len(),
        Kind::Json | Kind::Pdf => json(document).map(|text| text.len()).unwrap_or_default(),
    };
    let letters = if kind == Kind::Pdf { LETTERS } else { 0 };
    (words + letters).div_ceil(1024)
}

/// What the letters and the tags of a PDF come to, in bytes.
const LETTERS: usize = 62 * 1024;

/// One file of a note.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((slug, file)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    let made = written(&state, &visitor, (&slug, &file), locale).await;
    made.unwrap_or_else(|error| refused(locale, &uri, &error))
}

async fn written(
    state: &State,
    visitor: &Visitor,
    (slug, file): (&str, &str),
    locale: Locale,
) -> Result<Response, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let mut db = state.db.read().acquire().await?;
    let seat = access::seat(&mut *db, signed, slug).await?;
    let article = reading::published(&mut db, &Reader::of(&seat)).await?;
    drop(db);
    let kind = Kind::of(file).ok_or(AppError::NotFound)?;
    let bytes = made(kind, locale, &seat.cohort, &article, state).await?;
    Taken {
        action: "notes/download",
        person: seat.person,
        cohort: Some(seat.cohort.id),
        object: None,
        name: format!("{slug}.{}", kind.ending()),
        kind: kind.content_type(),
        bytes,
    }
    .hand_over(state)
    .await
}

/// The file of an article of `cohort`, as of the day on which it was published.
pub async fn made(
    kind: Kind,
    locale: Locale,
    cohort: &Cohort,
    article: &Article,
    state: &State,
) -> Result<Vec<u8>, AppError> {
    let at = article.edition.as_ref().map_or_else(|| state.clock.now(), |mark| mark.published_at);
    kind.write(document(locale, cohort, article), at).await
}

/// The files of a note, each with its kind and its size; `path` leads to one by slug and ending.
pub fn files(locale: Locale, cohort: &Cohort, shown: &Article, path: fn(&str, &str) -> String) -> AnyView {
    let document = document(locale, cohort, shown);
    let rows = Kind::made().map(|kind| {
        let (name, size) = (kind.name(), kilobytes(kind, &document));
        let what = match kind {
            Kind::Pdf => td_string!(locale, partners.files.pdf).to_string(),
            Kind::Markdown => td_string!(locale, partners.files.markdown).to_string(),
            Kind::Json => td_string!(locale, partners.files.json).to_string(),
        };
        let size = td_string!(locale, partners.files.size, kind = name, size = size).to_string();
        view! {
            <li><a class="row" href=path(&cohort.slug, kind.ending()) download><Icon name="download"/>
                <span class="row-main"><b>{what}</b><span class="row-note">{size}</span></span></a></li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section note-files"><h2>{td_string!(locale, partners.files.title)}</h2>
            <p>{td_string!(locale, partners.files.lead)}</p><ul class="rows">{rows}</ul></section>
    }
    .into_any()
}

/// The schema, for everybody.
pub async fn schema() -> Response {
    ([(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=86400")], SCHEMA).into_response()
}
