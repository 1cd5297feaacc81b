//! The writes of this feature: lessons and the note here, what people say in `said`.

mod said;

pub use said::*;

use super::{
    figures,
    forms::{LESSON, Lesson, NoteText, version_seen},
    store,
};
use crate::{
    app::{
        access::{Facilitator, Member},
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        capitalisation::{NoteState, may_publish},
        lesson::may_replace,
        problem::Problem,
    },
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

async fn phase_is_ours(act: &Act, member: &Member, phase: Option<Uuid>) -> Result<(), AppError> {
    let Some(phase) = phase else { return Ok(()) };
    let ours = store::phase_exists(act.state.db.read(), member, phase).await?;
    if ours { Ok(()) } else { Err(AppError::NotFound) }
}

/// Keeps a new lesson. Form: `outcome`, `condition`, `action`, `reason`, `applies_when`, `does_not_apply_when`, `evidence`,
/// `agreement`, `dissent`, `superseded_by`, `review_on`, `phase`.
#[server(endpoint = "capitalisation/write-lesson")]
pub async fn write_lesson(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/write-lesson", form);
    act.answer(lesson_written(&act).await).await
}

async fn lesson_written(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let lesson = Lesson::parse(act.fields(&LESSON[1..])?)?;
    phase_is_ours(act, &facilitator, lesson.phase).await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        may_be_replaced(&mut tx, &facilitator, id, lesson.superseded_by).await?;
        store::keep_lesson(&mut *tx, &facilitator, id, &lesson, facilitator.cohort.today(act.now())).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::capitalisation(&facilitator.cohort.slug)).saying(Notice::LessonSaved))
}

/// Only a lesson of the same cohort replaces one, and none replaces itself by way of others.
async fn may_be_replaced(tx: &mut Tx, by: &Facilitator, lesson: Uuid, with: Option<Uuid>) -> Result<(), AppError> {
    let Some(with) = with else { return Ok(()) };
    let all = store::replacements(&mut **tx, by).await?;
    if !all.iter().any(|(id, _)| *id == with) {
        return Err(AppError::NotFound);
    }
    let links: Vec<(Uuid, Uuid)> = all.into_iter().filter_map(|(old, new)| Some((old, new?))).collect();
    may_replace(&links, lesson, with).map_err(|problem| AppError::field("superseded_by", problem))
}

/// Rewrites a lesson. Form: `lesson` and the fields of a new one.
#[server(endpoint = "capitalisation/change-lesson")]
pub async fn change_lesson(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/change-lesson", form);
    act.answer(lesson_changed(&act).await).await
}

async fn lesson_changed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let mut fields = act.fields(&LESSON)?;
    let id = fields.id("lesson");
    let lesson = Lesson::parse(fields)?;
    let id = id.ok_or(AppError::BadRequest)?;
    phase_is_ours(act, &facilitator, lesson.phase).await?;
    let mut tx = act.begin().await?;
    may_be_replaced(&mut tx, &facilitator, id, lesson.superseded_by).await?;
    if !store::change_lesson(&mut *tx, &facilitator, id, &lesson).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::capitalisation(&facilitator.cohort.slug)).saying(Notice::LessonSaved))
}

/// Removes a lesson. Form: `lesson`.
#[server(endpoint = "capitalisation/remove-lesson")]
pub async fn remove_lesson(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/remove-lesson", form);
    act.answer(lesson_removed(&act).await).await
}

async fn lesson_removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let mut fields = act.fields(&["lesson"])?;
    let id = fields.id("lesson");
    let id = fields.finish(|| id)?;
    let mut tx = act.begin().await?;
    if !store::remove_lesson(&mut *tx, &facilitator, id).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::capitalisation(&facilitator.cohort.slug)).saying(Notice::LessonRemoved))
}

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
    let before = store::note::note(&mut *tx, &facilitator).await?;
    let same = before.as_ref().is_some_and(|note| is_same(note, &text));
    let id = match before {
        // Sent twice, or nothing changed: what was announced stays announced.
        Some(note) if same => note.id,
        None if text.version == 0 => begin_note(act, &mut tx, &facilitator, &text).await?,
        Some(note) if store::note::rewrite(&mut *tx, &facilitator, &text, act.now()).await? => note.id,
        _ => return Err(AppError::field("body", Problem::Changed)),
    };
    act.finish(tx, id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteSaved))
}

fn is_same(note: &store::note::Note, text: &NoteText) -> bool {
    note.title == text.title.as_str() && note.summary == text.summary.as_str() && note.body == text.body.as_str()
}

async fn begin_note(act: &Act, tx: &mut Tx, facilitator: &Facilitator, text: &NoteText) -> Result<Uuid, AppError> {
    let id = act.once(tx).await?.id();
    let begun = store::note::begin(&mut **tx, facilitator, id, text, act.now()).await?;
    if begun { Ok(id) } else { Err(AppError::field("body", Problem::Changed)) }
}

/// The note as it stands, when it is the version that the button was pressed on and nothing is missing.
async fn note_as_seen(act: &Act, tx: &mut Tx, facilitator: &Facilitator) -> Result<store::note::Note, AppError> {
    let seen = version_seen(act)?;
    let note = store::note::note(&mut **tx, facilitator).await?.ok_or(AppError::NotFound)?;
    if note.version != seen {
        return Err(AppError::field("", Problem::Changed));
    }
    if note.summary.is_empty() || note.body.is_empty() {
        return Err(AppError::field("", Problem::NoteUnfinished));
    }
    Ok(note)
}

/// Tells the members that the note will be published. Form: `version`.
#[server(endpoint = "capitalisation/announce-note")]
pub async fn announce_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/announce-note", form);
    act.answer(note_announced(&act).await).await
}

async fn note_announced(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let mut tx = act.begin().await?;
    let note = note_as_seen(act, &mut tx, &facilitator).await?;
    store::note::announce(&mut *tx, &facilitator, note.version, act.now()).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteAnnounced))
}

/// Publishes the note: text, figures and lessons as they stand. Form: `version`.
#[server(endpoint = "capitalisation/publish-note")]
pub async fn publish_note(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/publish-note", form);
    act.answer(note_published(&act).await).await
}

async fn note_published(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let mut tx = act.begin().await?;
    let note = note_as_seen(act, &mut tx, &facilitator).await?;
    if note.state != NoteState::Published {
        may_be_published(act, &mut tx, &facilitator, &note).await?;
        let figures = figures::all(&mut tx, &facilitator, act.now()).await?;
        store::note::publish(&mut tx, &facilitator, &note, &figures, act.now()).await?;
    }
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NotePublished))
}

/// Whoever announced this text does not also publish it, unless nobody else could and a day has passed.
async fn may_be_published(
    act: &Act,
    tx: &mut Tx,
    facilitator: &Facilitator,
    note: &store::note::Note,
) -> Result<(), AppError> {
    let facilitators = store::note::facilitators(&mut **tx, facilitator).await?;
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
    let note = store::note::note(&mut *tx, &facilitator).await?.ok_or(AppError::NotFound)?;
    store::note::withdraw(&mut *tx, &facilitator).await?;
    act.finish(tx, note.id).await?;
    Ok(Go::to(paths::edit_note(&facilitator.cohort.slug)).saying(Notice::NoteWithdrawn))
}
