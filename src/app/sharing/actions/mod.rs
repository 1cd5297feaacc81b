//! The writes of this feature. Each takes the group's books first, so that what it reads still holds when it writes.

mod deciding;
mod paying;
mod rules;

pub use deciding::*;
pub use paying::*;
pub use rules::*;

use super::{
    forms::{self, SHARING, SharingForm},
    policy,
    stage::{self, Stage},
    store::{self, NamedRule, Sharing, counts},
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        money, paths,
        words::Notice,
    },
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// A facilitator begins to prepare a sharing. Form: `name`, `first_on`, `last_on`, `contribution`, `reserve`, `carried`, `lines`.
#[server(endpoint = "sharing/prepare")]
pub async fn prepare(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/prepare", form);
    act.answer(prepared(&act).await).await
}

async fn prepared(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let shared = store::shared(&mut *tx, &facilitator).await?;
    let form = SharingForm::read(act.fields(&SHARING)?, &facilitator.cohort, &shared)?;
    if let Once::First(id) = once {
        store::insert(&mut tx, &facilitator, id, &form).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, once.id())).saying(Notice::SharingSaved))
}

/// A facilitator changes a sharing before the vote. Form: `sharing`, then as `sharing/prepare`.
#[server(endpoint = "sharing/change")]
pub async fn change(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/change", form);
    act.answer(changed(&act).await).await
}

async fn changed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let (sharing, _) = in_hand(act, &mut tx, &facilitator).await?;
    let shared = store::shared(&mut *tx, &facilitator).await?;
    let form = SharingForm::read(act.fields(&SHARING)?, &facilitator.cohort, &shared)?;
    store::update(&mut tx, &facilitator, sharing.id, &form).await?;
    act.finish(tx, sharing.id).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::SharingSaved))
}

/// A facilitator removes a sharing before the vote. Form: `sharing`.
#[server(endpoint = "sharing/remove")]
pub async fn remove(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/remove", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["sharing"])?;
    let mut tx = act.begin().await?;
    let (sharing, _) = in_hand(act, &mut tx, &facilitator).await?;
    store::delete(&mut tx, &facilitator, sharing.id).await?;
    act.finish(tx, sharing.id).await?;
    Ok(Go::to(paths::sharings(&facilitator.cohort.slug)).saying(Notice::SharingRemoved))
}

/// A facilitator says who is left out, and why, as the group has decided. Form: `sharing`, `reason[{person}]`.
#[server(endpoint = "sharing/leave-out")]
pub async fn leave_out(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/leave-out", form);
    act.answer(left_out(&act).await).await
}

async fn left_out(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let (sharing, _) = in_hand(act, &mut tx, &facilitator).await?;
    let people = counts::people(&mut *tx, &facilitator, sharing.period).await?;
    let reasons = forms::reasons(act.fields(&["sharing", "reason"])?, &people)?;
    store::replace_left_out(&mut tx, &facilitator, &sharing, &reasons).await?;
    act.finish(tx, sharing.id).await?;
    Ok(Go::to(paths::sharing(&facilitator.cohort.slug, sharing.id)).saying(Notice::SharingSaved))
}

/// The sharing that the form names with how far it is, its cohort's books taken until the transaction ends.
async fn held(act: &Act, tx: &mut Tx, facilitator: &Facilitator) -> Result<(Sharing, Vec<NamedRule>, Stage), AppError> {
    money::store::hold(tx, facilitator).await?;
    let sharing = store::sharing(&mut **tx, facilitator, act.object("sharing")?).await?;
    let rules = store::rules(&mut **tx, facilitator, sharing.id).await?;
    let today = facilitator.cohort.today(act.now());
    let (stage, _) = stage::of(tx, facilitator, &sharing, &rules, today).await?;
    Ok((sharing, rules, stage))
}

/// The same, while it is being prepared.
async fn in_hand(act: &Act, tx: &mut Tx, facilitator: &Facilitator) -> Result<(Sharing, Vec<NamedRule>), AppError> {
    let (sharing, rules, stage) = held(act, tx, facilitator).await?;
    facilitator.cohort.takes_plan()?;
    policy::prepare(&stage)?;
    Ok((sharing, rules))
}
