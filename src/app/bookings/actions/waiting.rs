//! The writes of those who wait: getting in line, taking what is offered, leaving.

use super::{
    super::{
        quota, settling,
        store::{self, waits},
    },
    wanted,
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{fairness::WaitState, problem::Problem, time::local, week::IsoWeek},
    platform::{
        db::{Violation, violation},
        error::AppError,
        form::RawForm,
        idempotency::Once,
    },
};
use leptos::prelude::*;

/// Gets in line for a moment that is full. Form: as that of `bookings/book`.
#[server(endpoint = "bookings/wait")]
pub async fn wait(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/wait", form);
    act.answer(waits(&act).await).await
}

async fn waits(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let wanted = wanted(act, &member).await;
    let mut tx = act.begin().await?;
    let Once::First(id) = act.once(&mut tx).await? else {
        return Ok(Go::to(paths::bookings(&member.cohort.slug)).saying(Notice::WaitKept));
    };
    let (wanted, workshop) = wanted?;
    let (start, end) = (wanted.usage.start, wanted.usage.end);
    store::spaces::lock(&mut tx, wanted.space).await?;
    quota::allow(&mut tx, &member, &workshop.space, wanted.whom, &[(start, end)], &[]).await?;
    if let Err(error) = waits::insert(&mut tx, &member, id, &wanted, act.now()).await {
        return Err(match violation(&error) {
            Some(Violation::Unique) => AppError::field("", Problem::ListedAlready),
            _ => error.into(),
        });
    }
    // Freed meanwhile: then it is offered at once.
    settling::settle(&mut tx, wanted.space, act.now()).await?;
    act.finish(tx, id).await?;
    let week = IsoWeek::of(local(start, workshop.space.zone).0).to_string();
    Ok(Go::to(paths::bookings_week(&member.cohort.slug, wanted.space, &week)).saying(Notice::WaitKept))
}

/// Takes what is offered. Form: `wait`.
#[server(endpoint = "bookings/take")]
pub async fn take(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/take", form);
    act.answer(taken(&act).await).await
}

async fn taken(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["wait"])?;
    let id = act.object("wait")?;
    let mut tx = act.begin().await?;
    let wait = waits::own_kept(&mut tx, &member, id).await?;
    member.cohort.takes_work()?;
    let Some(booking) = wait.booking else { return Err(AppError::field("", Problem::OfferOver)) };
    if wait.state != WaitState::Taken {
        let space = store::spaces::space(&mut *tx, &member, wait.space).await?;
        quota::allow(&mut tx, &member, &space, wait.whom, &[(wait.start, wait.end)], &[]).await?;
        if !waits::take(&mut tx, &member, &wait, act.now()).await? {
            return Err(AppError::field("", Problem::OfferOver));
        }
        act.finish(tx, booking).await?;
    }
    Ok(Go::to(paths::booking(&member.cohort.slug, booking)).saying(Notice::Booked))
}

/// Leaves the line; what is offered goes to the next. Form: `wait`.
#[server(endpoint = "bookings/leave")]
pub async fn leave(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/leave", form);
    act.answer(left(&act).await).await
}

async fn left(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    // A cohort that has closed may still give back what it holds.
    member.cohort.takes_words()?;
    act.fields(&["wait"])?;
    let id = act.object("wait")?;
    let mut tx = act.begin().await?;
    let wait = waits::own_kept(&mut tx, &member, id).await?;
    if wait.state == WaitState::Taken {
        return Err(AppError::field("", Problem::OfferOver));
    }
    if waits::leave(&mut tx, &member, &wait, act.now()).await? {
        settling::settle(&mut tx, wait.space, act.now()).await?;
        act.finish(tx, id).await?;
    }
    Ok(Go::to(paths::bookings(&member.cohort.slug)).saying(Notice::WaitLeft))
}
