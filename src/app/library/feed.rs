//! The library as a feed (Atom, RFC 4287): titles and summaries, never a quotation, since what a feed reader has kept cannot
//! be taken back.

use super::store::{self, Card};
use crate::{
    app::{i18n::*, paths, ui::markup::Markup},
    platform::{State, error::AppError},
};
use axum::{
    extract::State as With,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};

/// The latest notes.
pub async fn read(With(state): With<State>) -> Response {
    match written(&state).await {
        Ok(feed) => {
            ([(CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (CACHE_CONTROL, "no-cache")], feed).into_response()
        }
        Err(error) => error.status().into_response(),
    }
}

async fn written(state: &State) -> Result<String, AppError> {
    let mut notes = store::notes(state.db.read(), None, 1).await?;
    notes.truncate(usize::try_from(store::A_PAGE).unwrap_or_default());
    let base = state.settings.base_url();
    let updated = notes.iter().map(|note| note.published_at).max().unwrap_or_default();
    let title = td_string!(Locale::fr, library.feed).to_string();
    let mut out = Markup::default();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>")
        .text(&title);
    out.raw("</title><id>")
        .text(&base)
        .raw(paths::LIBRARY)
        .raw("</id><updated>")
        .raw(&stamp(updated))
        .raw("</updated>");
    link(&mut out, "self", &format!("{base}{}", paths::LIBRARY_FEED));
    link(&mut out, "alternate", &format!("{base}{}", paths::LIBRARY));
    for note in &notes {
        entry(&mut out, &base, note);
    }
    out.raw("</feed>\n");
    Ok(out.finish())
}

fn entry(out: &mut Markup, base: &str, note: &Card) {
    let address = format!("{base}{}", paths::open_note(&note.slug));
    out.raw("<entry><title>").text(&note.title).raw("</title><id>").text(&address).raw("</id><updated>");
    out.raw(&stamp(note.published_at)).raw("</updated><author><name>").text(&note.cohort).raw("</name></author>");
    link(out, "alternate", &address);
    out.raw("<summary>").text(&note.summary).raw("</summary></entry>");
}

fn link(out: &mut Markup, rel: &str, href: &str) {
    out.raw("<link rel=\"").raw(rel).raw("\" href=\"").text(href).raw("\"/>");
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
