//! The writes of this feature: lessons here, what people say in `said`, the note in `note`.

mod note;
mod said;

pub use note::*;
pub use said::*;

use super::{
    forms::{LESSON, Lesson},
    store,
};
use crate::{
    app::{
        access::{Facilitator, Member},
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::lesson::may_replace,
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
