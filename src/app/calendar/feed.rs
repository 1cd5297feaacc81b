//! What programs that follow a calendar read: `/calendar/{token}.ics`. The address is the right to read, so it is looked up
//! by its hash, nobody else is named in it, and an address that was stopped is answered like one that never was.

use super::store::feeds::{self, DueDay, Feed, Mark, Of, Shut, Timed};
use crate::{
    app::{cohorts::template_words, i18n::*},
    domain::{
        ical::{Calendar, Entry, When},
        template::EventKind,
    },
    platform::{
        State,
        error::AppError,
        token::{self, hash},
    },
};
use axum::{
    extract::{Path, State as With},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Paris;
use uuid::Uuid;

/// The route of every feed.
pub const ROUTE: &str = "/calendar/{file}";

/// Answers with the calendar, or with nothing new, or as to any address that is not there.
pub async fn read(With(state): With<State>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(token) = file.strip_suffix(".ics") else { return StatusCode::NOT_FOUND.into_response() };
    match written(&state, token).await {
        Ok(text) => answer(text, &headers),
        Err(error) => error.status().into_response(),
    }
}

fn answer(text: String, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&token::hash(&text)[..16]));
    let Ok(value) = HeaderValue::from_str(&tag) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let kept = [(ETAG, value), (CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))];
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind =
        [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, "inline; filename=\"cooperade.ics\"")];
    (kept, kind, text).into_response()
}

/// The text of the feed that a token opens: one statement to find it, one for each kind of thing in it.
async fn written(state: &State, token: &str) -> Result<String, AppError> {
    let mut db = state.db.read().acquire().await?;
    let Feed { of, language } = feeds::feed(&mut *db, hash(token)).await?;
    let locale = language.parse().unwrap_or(Locale::fr);
    let prodid = format!("-//Coopérade//{}//{}", env!("CARGO_PKG_VERSION"), language.to_uppercase());
    let (name, zone, entries) = match of {
        Of::Person(person) => {
            let events = feeds::events(&mut *db, person).await?;
            let bookings = feeds::bookings(&mut *db, person).await?;
            let due = feeds::due_days(&mut *db, person).await?;
            let marks = feeds::marks(&mut *db, person).await?.into_iter().map(mark_entry);
            let events = events.into_iter().map(|event| event_entry(locale, event));
            let bookings = bookings.into_iter().map(|booking| booking_entry(locale, booking));
            let due = due.into_iter().map(|mission| mission_entry(locale, mission));
            let name = td_string!(locale, calendar.feed.my_name).to_string();
            (name, Paris, events.chain(bookings).chain(due).chain(marks).collect())
        }
        Of::Space { id, name, zone } => {
            let now = state.clock.now();
            let taken = feeds::taken(&mut *db, id, now).await?;
            let blocked = feeds::blocked(&mut *db, id, now).await?;
            let shut = feeds::shut(&mut *db, id, now).await?;
            let taken = taken.into_iter().map(|one| taken_entry(locale, one));
            let blocked = blocked.into_iter().map(|one| blocked_entry(locale, one));
            let shut = shut.into_iter().map(|one| shut_entry(locale, one));
            (name, zone, taken.chain(blocked).chain(shut).collect())
        }
    };
    Ok(Calendar { name, prodid, zone, entries }.write())
}

fn event_entry(locale: Locale, event: Timed) -> Entry {
    let kind = EventKind::from_code(&event.kind).map(|kind| template_words::event_kind(locale, kind));
    let bring = Some(event.materials.clone()).filter(|text| !text.is_empty());
    let bring = bring.map(|text| td_string!(locale, calendar.feed.bring, what = text).to_string());
    let description: Vec<_> = kind.into_iter().chain(bring).collect();
    let (title, place) = (event.title.clone(), event.place.clone());
    timed(event, title, place, description.join("\n"))
}

fn booking_entry(locale: Locale, booking: Timed) -> Entry {
    let title = td_string!(locale, calendar.feed.booked, space = booking.title.clone()).to_string();
    let place = booking.place.clone();
    timed(booking, title, place, String::new())
}

fn taken_entry(locale: Locale, taken: Timed) -> Entry {
    timed(taken, td_string!(locale, calendar.feed.taken).to_string(), String::new(), String::new())
}

fn blocked_entry(locale: Locale, blocked: Timed) -> Entry {
    timed(blocked, td_string!(locale, calendar.feed.blocked).to_string(), String::new(), String::new())
}

/// A closure is made and taken back, never changed: the instant by which it is known comes with its id.
fn shut_entry(locale: Locale, shut: Shut) -> Entry {
    let stamp = shut.id.get_timestamp().and_then(|at| DateTime::from_timestamp(at.to_unix().0.cast_signed(), 0));
    let when = When::Days { first: shut.first_on, last: shut.last_on };
    let summary = td_string!(locale, calendar.feed.shut).to_string();
    Entry { when, ..all_day(shut.id, stamp.unwrap_or_default(), shut.first_on, summary, 0) }
}

fn mission_entry(locale: Locale, mission: DueDay) -> Entry {
    let summary = td_string!(locale, calendar.feed.due, title = mission.title).to_string();
    all_day(mission.id, mission.stamp, mission.due_on, summary, mission.sequence)
}

/// A milestone or a deadline; its title says what it is.
fn mark_entry(mark: Mark) -> Entry {
    all_day(mark.id, mark.stamp, mark.falls_on, mark.title, mark.sequence)
}

fn all_day(id: Uuid, stamp: DateTime<Utc>, day: NaiveDate, summary: String, sequence: i64) -> Entry {
    Entry {
        uid: uid(id),
        stamp,
        when: When::Days { first: day, last: day },
        summary,
        location: String::new(),
        description: String::new(),
        sequence: count(sequence),
        cancelled: false,
    }
}

fn timed(one: Timed, summary: String, location: String, description: String) -> Entry {
    Entry {
        uid: uid(one.id),
        stamp: one.stamp,
        when: When::Instants { starts: one.starts_at, ends: one.ends_at },
        summary,
        location,
        description,
        sequence: count(one.sequence),
        cancelled: false,
    }
}

fn uid(id: Uuid) -> String {
    format!("{id}@cooperade")
}

fn count(sequence: i64) -> u32 {
    u32::try_from(sequence).unwrap_or(u32::MAX)
}
