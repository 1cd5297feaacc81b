//! The writes of this feature.

use super::{policy, store::afterwards as store};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        afterwards::{Moment, Situation},
        problem::Problem,
    },
    platform::{error::AppError, form::RawForm},
};
use leptos::prelude::*;

/// Says what one does once the group has ended. Form: `situation`.
#[server(endpoint = "figures/tell-afterwards")]
pub async fn tell_afterwards(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("figures/tell-afterwards", form);
    act.answer(told(&act).await).await
}

async fn told(act: &Act) -> Result<Go, AppError> {
    let (member, moment) = asked(act).await?;
    let mut fields = act.fields(&["situation"])?;
    let situation = fields.choice("situation", Situation::from_code);
    let situation = fields.finish(|| situation)?;
    let mut tx = act.begin().await?;
    store::keep(&mut tx, &member, moment, situation, member.cohort.today(act.now())).await?;
    act.finish(tx, member.cohort.id).await?;
    Ok(Go::to(paths::afterwards(&member.cohort.slug)).saying(Notice::AfterwardsKept))
}

/// Takes that back: nothing of it is kept. Form: nothing.
#[server(endpoint = "figures/withdraw-afterwards")]
pub async fn withdraw_afterwards(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("figures/withdraw-afterwards", form);
    act.answer(withdrawn(&act).await).await
}

async fn withdrawn(act: &Act) -> Result<Go, AppError> {
    let (member, moment) = asked(act).await?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    if !store::withdraw(&mut tx, &member, moment).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, member.cohort.id).await?;
    Ok(Go::to(paths::afterwards(&member.cohort.slug)).saying(Notice::AfterwardsWithdrawn))
}

/// The member, and what she is asked today.
async fn asked(act: &Act) -> Result<(Member, Moment), AppError> {
    let member = act.member().await?;
    if member.role.is_facilitator() {
        return Err(AppError::Forbidden);
    }
    let moment = policy::asked(&member, member.cohort.today(act.now()));
    moment.map(|moment| (member, moment)).ok_or(AppError::field("", Problem::NotAskedNow))
}
