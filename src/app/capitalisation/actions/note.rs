//! The writes of the note: its text, who agrees, its way to its readers and back.

use crate::{
    app::{
        access::{Facilitator, Reader},
        act::{Act, Go},
        capitalisation::{
            charts, figures,
            forms::{NoteText, Telling, correction, version_seen},
            store::{
                self,
                note::{self as stored, Note},
                versions,
            },
        },
        paths,
        words::Notice,
    },
    domain::{
        capitalisation::{NoteState, Scope, may_publish, may_reach, quoted},
        problem::Problem,
    },
    platform::{db::Tx, error::AppError, form::RawForm},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Keeps the working text of the note. Form: `title`, `summary`, `body`, `version`.
#[server(endpoint = "capitalisation/save-note")]
pub async fn save_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/save-note", form);
    act.answer(note_saved(&act).await).await
}

async fn note_saved(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let known = store::contribution_ids(act.state.db.read(), &facilitator).await?;
    let text = NoteText::parse(act, &known)?;
    let mut tx = act.begin().await?;
    let before = stored::note(&mut *tx, &facilitator).await?;
    let same = before.as_ref().is_some_and(|note| is_same(note, &text));
    let id = match before {
        // Sent twice, or nothing changed: what was announced stays announced.
        Some(note) if same => note.id,
        None if text.version == 0 => begin_note(act, &mut tx, &facilitator, &text).await?,
        Some(note) if stored::rewrite(&mut *tx, &facilitator, &text, act.now()).await? => note.id,
        _ => return Err(AppError::field("body", Problem::Changed)),
    };
    versions::keep(&mut *tx, &facilitator, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteSaved))
}

fn is_same(note: &Note, text: &NoteText) -> bool {
    note.title == text.title.as_str() && note.summary == text.summary.as_str() && note.body == text.body.as_str()
}

async fn begin_note(act: &Act, tx: &mut Tx, facilitator: &Facilitator, text: &NoteText) -> Result<Uuid, AppError> {
    let id = act.once(tx).await?.id();
    let begun = stored::begin(&mut **tx, facilitator, id, text, act.now()).await?;
    if begun { Ok(id) } else { Err(AppError::field("body", Problem::Changed)) }
}

/// Shows what the text would look like, and keeps nothing. Form: that of [`save_note`].
#[server(endpoint = "capitalisation/preview-note")]
pub async fn preview_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/preview-note", form);
    act.answer(note_previewed(&act).await).await
}

async fn note_previewed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let known = store::contribution_ids(act.state.db.read(), &facilitator).await?;
    NoteText::parse(act, &known)?;
    let draft = act.lay_aside().await?;
    let page = paths::with(&paths::edit_note(&facilitator.cohort.slug), "draft", &draft);
    Ok(Go::to(format!("{page}#preview")))
}

/// The note as it stands, when it is the version that the button was pressed on and nothing is missing.
async fn note_as_seen(tx: &mut Tx, facilitator: &Facilitator, seen: i64) -> Result<Note, AppError> {
    let note = stored::note(&mut **tx, facilitator).await?.ok_or(AppError::NotFound)?;
    if note.version != seen {
        return Err(AppError::field("", Problem::Changed));
    }
    if note.summary.is_empty() || note.body.is_empty() {
        return Err(AppError::field("", Problem::NoteUnfinished));
    }
    Ok(note)
}

/// Nobody's words go further than she said: all that the text quotes must go as far as `scope`.
async fn all_said_so_far(tx: &mut Tx, facilitator: &Facilitator, note: &Note, scope: Scope) -> Result<(), AppError> {
    let ids = quoted(&note.body);
    let quotable = stored::quotable(&mut **tx, &Reader::of(facilitator)).await?;
    let scopes = quotable.iter().filter(|said| ids.contains(&said.id)).map(|said| said.scope);
    may_reach(scope, scopes).map_err(|problem| AppError::field("scope", problem))
}

/// Tells the members that the note will be published, and how far. Form: `version`, `scope`.
#[server(endpoint = "capitalisation/announce-note")]
pub async fn announce_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/announce-note", form);
    act.answer(note_announced(&act).await).await
}

async fn note_announced(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let telling = Telling::parse(act)?;
    let mut tx = act.begin().await?;
    let note = note_as_seen(&mut tx, &facilitator, telling.version).await?;
    all_said_so_far(&mut tx, &facilitator, &note, telling.scope).await?;
    stored::announce(&mut *tx, &facilitator, note.version, telling.scope, act.now()).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteAnnounced))
}

/// A member has read the text that will be published, and agrees. Form: `version`.
#[server(endpoint = "capitalisation/agree-note")]
pub async fn agree_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/agree-note", form);
    act.answer(note_agreed(&act).await).await
}

async fn note_agreed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let seen = version_seen(act)?;
    let mut tx = act.begin().await?;
    let note = stored::note(&mut *tx, &member).await?.ok_or(AppError::NotFound)?;
    if note.state != NoteState::Announced || note.version != seen {
        return Err(AppError::field("", Problem::Changed));
    }
    versions::agree(&mut *tx, &member, &note, member.cohort.today(act.now())).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::announced_note(&member.cohort.slug)).saying(Notice::NoteAgreed))
}

/// Publishes the note: text, figures, charts and lessons as they stand. Form: `version`, and from the second edition on
/// `correction`: what is different.
#[server(endpoint = "capitalisation/publish-note")]
pub async fn publish_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/publish-note", form);
    act.answer(note_published(&act).await).await
}

async fn note_published(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let (seen, correction) = correction(act)?;
    let mut tx = act.begin().await?;
    let note = note_as_seen(&mut tx, &facilitator, seen).await?;
    if note.state != NoteState::Published {
        may_be_published(act, &mut tx, &facilitator, &note).await?;
        all_said_so_far(&mut tx, &facilitator, &note, note.scope).await?;
        if note.editions > 0 && correction.is_empty() {
            return Err(AppError::field("correction", Problem::Required));
        }
        frozen(act, &mut tx, &facilitator, &note, &correction).await?;
    }
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NotePublished))
}

async fn frozen(
    act: &Act,
    tx: &mut Tx,
    facilitator: &Facilitator,
    note: &Note,
    correction: &str,
) -> Result<(), AppError> {
    let cohort = &facilitator.cohort;
    let facts = figures::of_member(tx, facilitator, act.now()).await?;
    let shown = facts.figures(cohort);
    let charts = charts::all(&facts, cohort, cohort.today(act.now()));
    Ok(stored::publish(tx, facilitator, note, (&shown, &charts), correction, act.now()).await?)
}

/// Whoever announced this text does not also publish it, unless nobody else could and a day has passed.
async fn may_be_published(act: &Act, tx: &mut Tx, facilitator: &Facilitator, note: &Note) -> Result<(), AppError> {
    let facilitators = stored::facilitators(&mut **tx, facilitator).await?;
    let announced_at = note.announced_at.filter(|_| note.state == NoteState::Announced);
    let by_other = announced_at.is_some() && note.announced_by != Some(facilitator.person);
    may_publish(facilitators, by_other, announced_at, act.now()).map_err(|problem| AppError::field("", problem))
}

/// Takes the note back: nobody reads it any more. Form: nothing.
#[server(endpoint = "capitalisation/withdraw-note")]
pub async fn withdraw_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/withdraw-note", form);
    act.answer(note_withdrawn(&act).await).await
}

async fn note_withdrawn(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    let note = stored::note(&mut *tx, &facilitator).await?.ok_or(AppError::NotFound)?;
    stored::withdraw(&mut *tx, &facilitator).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteWithdrawn))
}

/// Removes every text of the note but the last one, for words that somebody wants gone. Form: nothing.
#[server(endpoint = "capitalisation/forget-versions")]
pub async fn forget_versions(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/forget-versions", form);
    act.answer(versions_forgotten(&act).await).await
}

async fn versions_forgotten(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    let note = stored::note(&mut *tx, &facilitator).await?.ok_or(AppError::NotFound)?;
    versions::forget(&mut tx, &facilitator, &note).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::note_versions(&facilitator.cohort.slug)).saying(Notice::VersionsForgotten))
}
