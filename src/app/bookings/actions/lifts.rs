//! The writes of facilitators who lift the weekly quota for somebody.

use super::super::store::{self, quota};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{problem::Problem, text::Title},
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// The fields of the form.
pub const FIELDS: [&str; 7] = ["space", "person", "first", "first_other", "last", "last_other", "reason"];

/// Lifts the quota of a space for somebody, for some days. Form: `space`, `person`, `first`, `last`, `reason`.
#[server(endpoint = "bookings/lift")]
pub async fn lift(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/lift", form);
    act.answer(lifted(&act).await).await
}

async fn lifted(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_work()?;
    let mut fields = act.fields(&FIELDS)?;
    let (space, person) = (act.object("space")?, fields.id("person"));
    let (first, last) = (fields.day("first"), fields.day("last"));
    let reason = fields.required("reason", Title::parse);
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        fields.refuse("last", Problem::EndBeforeStart);
    }
    let (person, first, last, reason) = fields.finish(|| Some((person?, first?, last?, String::from(reason?))))?;
    let mut tx = act.begin().await?;
    let space = store::spaces::space(&mut *tx, &by, space).await?;
    if let Once::First(id) = act.once(&mut tx).await? {
        quota::insert_lift(&mut tx, &by, id, (space.id, person), (first, last), &reason, act.now()).await?;
        act.finish(tx, id).await?;
    }
    Ok(Go::to(paths::space_use(&by.cohort.slug, space.id)).saying(Notice::QuotaLifted))
}

/// The quota counts again for whom it was lifted. Form: `lift`.
#[server(endpoint = "bookings/unlift")]
pub async fn unlift(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/unlift", form);
    act.answer(unlifted(&act).await).await
}

async fn unlifted(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_words()?;
    act.fields(&["lift"])?;
    let id = act.object("lift")?;
    let mut tx = act.begin().await?;
    quota::delete_lift(&mut tx, &by, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::bookings_use(&by.cohort.slug)).saying(Notice::QuotaCounts))
}
