//! The writes of bookings; those of spaces are in `spaces`.

mod cancel;
mod change;
mod displacing;
pub mod door;
mod exchange;
pub mod host;
pub mod lifts;
pub mod made;
pub mod rules;
mod series;
pub mod spaces;
pub mod terms;
pub mod times;
pub mod waiting;

pub use change::{Change, Finish};
pub use displacing::{CHANGES, agreement};
pub use exchange::{AnswerExchange, AskExchange, WithdrawExchange};
pub use series::BookSeries;

use super::{
    forms::{self, Asked, FIELDS, Wanted},
    quota, repeat, settling,
    store::{self, spaces::Workshop},
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::capacity::{self, Full},
    platform::{
        db::{Violation, violation},
        error::AppError,
        form::RawForm,
        idempotency::Once,
    },
};
use leptos::prelude::*;

/// Books. Form: `space`, `on`, `from`, `to`, `people`, `machines[{id}]`, `for` (me, a pôle's id, `order:{id}` or
/// `mission:{id}`), `purpose`, `fold`. With `repeat`, `weekdays[]` and `until` it shows the dates instead.
#[server(endpoint = "bookings/book")]
pub async fn book(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/book", form);
    act.answer(booked(&act).await).await
}

async fn booked(act: &Act) -> Result<Go, AppError> {
    if repeat::repeats(&act.form) {
        return series::shown(act).await;
    }
    let member = act.member().await?;
    let wanted = wanted(act, &member).await;
    let mut tx = act.begin().await?;
    // A retry is answered as before, also when the moment is meanwhile past or full.
    let id = match act.once(&mut tx).await? {
        Once::Again(id) => return Ok(Go::to(paths::booking(&member.cohort.slug, id)).saying(Notice::Booked)),
        Once::First(id) => id,
    };
    let (wanted, workshop) = wanted?;
    store::spaces::lock(&mut tx, wanted.space).await?;
    let workshop = store::spaces::workshop(&mut tx, workshop.space).await?;
    let usage = &wanted.usage;
    workshop.place.is_open(usage.start, usage.end).map_err(|problem| AppError::field("on", problem))?;
    workshop.place.may_begin(usage.start, act.now()).map_err(|problem| AppError::field("on", problem))?;
    // An offer whose time is over is no booking: it goes to whoever waits next, and what then is free to whoever asks.
    settling::settle_passed(&mut tx, &workshop.space, act.now()).await?;
    quota::allow(&mut tx, &member, &workshop.space, wanted.whom, &[(usage.start, usage.end)], &[]).await?;
    if let Err(error) = store::insert(&mut tx, &member, id, &wanted, act.now()).await {
        drop(tx);
        return Err(refusal(act, &workshop, &wanted, error).await);
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::booking(&member.cohort.slug, id)).saying(Notice::Booked))
}

/// What is asked for, when the rules allow it: every problem at its field.
async fn wanted(act: &Act, member: &Member) -> Result<(Wanted, Workshop), AppError> {
    member.cohort.takes_work()?;
    let mut fields = act.fields(&FIELDS)?;
    let asked = Asked::read(&mut fields);
    let Some(space) = asked.space else { return fields.finish(|| None) };
    let mut db = act.state.db.read().acquire().await?;
    let space = store::spaces::space(&mut *db, member, space).await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let offered = store::purposes::offered_for(&mut db, member, asked.whom).await?;
    let wanted = asked.check(&mut fields, &member.cohort, &workshop, &offered, act.now());
    fields.finish(|| Some((wanted?, workshop)))
}

/// Which rule of the database stood in the way, in the words of the form.
async fn refusal(act: &Act, workshop: &Workshop, wanted: &Wanted, error: sqlx::Error) -> AppError {
    let usage = &wanted.usage;
    let rule = violation(&error);
    if rule == Some(Violation::CapacityBlocked) {
        return blocked(act, workshop, wanted).await.unwrap_or_else(|error| error);
    }
    let full = match rule {
        Some(Violation::CapacityPeople | Violation::CapacityMachine) => busy_with(act, workshop, wanted).await,
        _ => return error.into(),
    };
    // Freed meanwhile: the page offers the same moment again.
    let asked_for = usage.machines.first().filter(|_| rule == Some(Violation::CapacityMachine));
    let freed = match asked_for {
        Some((id, _)) => Full::Machine { id: *id, at: usage.start, left: 0 },
        None => Full::People { at: usage.start, left: 0 },
    };
    match full {
        Ok(full) => {
            let (field, problem) = forms::full(workshop, &full.unwrap_or(freed));
            AppError::field(&field, problem)
        }
        Err(error) => error,
    }
}

/// By whom the time is taken. Given back meanwhile: the page offers the same moment again.
async fn blocked(act: &Act, workshop: &Workshop, wanted: &Wanted) -> Result<AppError, AppError> {
    let until = workshop.place.space.cleaned(wanted.usage.clone()).end;
    let blocks = store::blocks::within(act.state.db.read(), &workshop.space, wanted.usage.start, until).await?;
    let freed = || forms::full(workshop, &Full::People { at: wanted.usage.start, left: 0 }).1;
    Ok(AppError::field("from", forms::blocked(workshop, &blocks, &wanted.usage).unwrap_or_else(freed)))
}

async fn busy_with(act: &Act, workshop: &Workshop, wanted: &Wanted) -> Result<Option<Full>, AppError> {
    let mut db = act.state.db.read().acquire().await?;
    let busy = store::busy(&mut db, &workshop.space, wanted.usage.start, wanted.usage.end).await?;
    Ok(capacity::fits(&workshop.place.space, &busy, &wanted.usage).err())
}

/// Cancels a booking. Form: `booking`, `reason` (after the deadline of the space), `which` (of a series: one, following, all).
#[server(endpoint = "bookings/cancel")]
pub async fn cancel(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/cancel", form);
    act.answer(cancel::cancelled(&act).await).await
}
