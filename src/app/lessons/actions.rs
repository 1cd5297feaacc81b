//! The writes of this feature: answers to lessons here, practices in their own file.

mod practices;

pub use practices::{ChangePractice, RemovePractice, WritePractice, change_practice, remove_practice, write_practice};

use super::{
    forms::{Answered, Told},
    policy, store,
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// Says what the group does with a lesson of another one. Form: `lesson`, `answer`, `words`.
#[server(endpoint = "lessons/answer")]
pub async fn answer_lesson(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("lessons/answer", form);
    act.answer(answered(&act).await).await
}

async fn answered(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::answers(act.member().await?)?;
    let given = Answered::parse(act)?;
    let mut tx = act.begin().await?;
    // As it is published now: what was taken back meanwhile is not there.
    store::published(&mut *tx, &facilitator, given.lesson).await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::keep_answer(&mut *tx, &facilitator, id, &given, facilitator.cohort.today(act.now())).await?;
    }
    act.finish(tx, given.lesson).await?;
    Ok(Go::to(paths::published_lesson(&facilitator.cohort.slug, given.lesson)).saying(Notice::LessonAnswered))
}

/// Says what came of a lesson that the group took. Form: `lesson`, `result`, `result_words`.
#[server(endpoint = "lessons/tell-result")]
pub async fn tell_result(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("lessons/tell-result", form);
    act.answer(told(&act).await).await
}

async fn told(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::answers(act.member().await?)?;
    let told = Told::parse(act)?;
    let mut tx = act.begin().await?;
    store::published(&mut *tx, &facilitator, told.lesson).await?;
    if !store::keep_result(&mut *tx, &facilitator, &told, facilitator.cohort.today(act.now())).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, told.lesson).await?;
    Ok(Go::to(paths::published_lesson(&facilitator.cohort.slug, told.lesson)).saying(Notice::LessonTold))
}
