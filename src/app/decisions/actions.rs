//! The writes of this feature.

use super::{
    forms::{self, BALLOT, CLOSING, Closing, MINUTES, MinutesForm, PROPOSAL, Proposal},
    policy,
    store::{self, Decision, ballots, minutes},
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        cohorts, paths,
        words::Notice,
    },
    domain::{problem::Problem, template::EventKind},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// A member proposes something. Form: `title`, `details`, `method`, `options`, `secrecy`, `electorate`, `needed`, `closes_on`.
#[server(endpoint = "decisions/propose")]
pub async fn propose(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/propose", form);
    act.answer(proposed(&act).await).await
}

async fn proposed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_plan()?;
    let today = member.cohort.today(act.now());
    let voters = store::voters(act.state.db.read(), &member).await?;
    let proposal = Proposal::read(act.fields(&PROPOSAL)?, voters, today)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_proposal(&mut tx, &member, id, &proposal, today).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::decision(&member.cohort.slug, once.id())).saying(Notice::ProposalSaved))
}

/// Its author or a facilitator changes a proposal before the vote. Form: `decision`, then as `decisions/propose`.
#[server(endpoint = "decisions/change")]
pub async fn change(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/change", form);
    act.answer(changed(&act).await).await
}

async fn changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut tx = act.begin().await?;
    let decision = named(act, &mut tx, &member).await?;
    policy::write(&member, &decision)?;
    member.cohort.takes_plan()?;
    let voters = store::voters(&mut *tx, &member).await?;
    let proposal = Proposal::read(act.fields(&PROPOSAL)?, voters, member.cohort.today(act.now()))?;
    if !store::update_proposal(&mut tx, &member, decision.id, &proposal).await? {
        return Err(AppError::field("", Problem::VoteBegun));
    }
    act.finish(tx, decision.id).await?;
    Ok(Go::to(paths::decision(&member.cohort.slug, decision.id)).saying(Notice::ProposalSaved))
}

/// Its author or a facilitator takes a proposal back before the vote. Form: `decision`.
#[server(endpoint = "decisions/remove")]
pub async fn remove(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/remove", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["decision"])?;
    let mut tx = act.begin().await?;
    let decision = named(act, &mut tx, &member).await?;
    policy::write(&member, &decision)?;
    member.cohort.takes_plan()?;
    if !store::delete_proposal(&mut tx, &member, decision.id).await? {
        return Err(AppError::field("", Problem::VoteBegun));
    }
    act.finish(tx, decision.id).await?;
    Ok(Go::to(paths::decisions(&member.cohort.slug)).saying(Notice::ProposalRemoved))
}

/// A facilitator opens the vote. Form: `decision`.
#[server(endpoint = "decisions/open")]
pub async fn open(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/open", form);
    act.answer(opened(&act).await).await
}

async fn opened(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["decision"])?;
    let mut tx = act.begin().await?;
    let decision = named(act, &mut tx, &facilitator).await?;
    facilitator.cohort.takes_plan()?;
    if decision.closes_on.is_some_and(|last| last < facilitator.cohort.today(act.now())) {
        return Err(AppError::field("", Problem::InPast));
    }
    if !store::open(&mut tx, &facilitator, decision.id).await? {
        return Err(AppError::field("", Problem::VoteBegun));
    }
    act.finish(tx, decision.id).await?;
    Ok(Go::to(paths::decision(&facilitator.cohort.slug, decision.id)).saying(Notice::VoteOpened))
}

/// A member votes, once in a secret vote. Form: `decision`, and `ballot` or `rank[{option}]`. There is no key: it would keep a hash
/// of the ballot beside the voter, and one row a voter is enough to make a second sending harmless.
#[server(endpoint = "decisions/vote")]
pub async fn vote(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/vote", form);
    act.answer(voted(&act).await).await
}

async fn voted(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let today = member.cohort.today(act.now());
    let mut tx = act.begin().await?;
    let decision = named(act, &mut tx, &member).await?;
    policy::vote(&member, &decision, today)?;
    member.cohort.takes_plan()?;
    let ballot = forms::ballot(act.fields(&BALLOT)?, decision.method, &decision.options)?;
    if !ballots::hold(&mut tx, &member, decision.id, today).await? {
        return Err(AppError::field("", Problem::VoteNotOpen));
    }
    let counted = match decision.secret {
        true => ballots::cast_secret(&mut tx, &member, decision.id, &ballot).await?,
        false => ballots::cast_open(&mut tx, &member, decision.id, &ballot).await.map(|()| true)?,
    };
    act.finish(tx, decision.id).await?;
    forget(act, &decision).await;
    let notice = if counted { Notice::Voted } else { Notice::VotedBefore };
    Ok(Go::to(paths::decision(&member.cohort.slug, decision.id)).saying(notice))
}

/// Empties the log of writes, in which a secret ballot stood next to who cast it.
async fn forget(act: &Act, decision: &Decision) {
    if decision.secret
        && let Err(error) = act.state.db.forget().await
    {
        tracing::error!(%error, "the log of writes was not emptied after a secret vote");
    }
}

/// A facilitator closes the vote. Form: `decision`, `outcome`, `review_on`.
#[server(endpoint = "decisions/close")]
pub async fn close(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/close", form);
    act.answer(closed(&act).await).await
}

async fn closed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let today = facilitator.cohort.today(act.now());
    let mut tx = act.begin().await?;
    let decision = named(act, &mut tx, &facilitator).await?;
    facilitator.cohort.takes_plan()?;
    let closing = Closing::read(act.fields(&CLOSING)?, today)?;
    if !store::close(&mut tx, &facilitator, decision.id, &closing, today).await? {
        return Err(AppError::field("", Problem::VoteNotOpen));
    }
    // Read again: now that the row is ours, nobody votes any more.
    let decision = store::decision(&mut tx, &facilitator, decision.id).await?;
    match decision.voted < decision.needed {
        true => ballots::burn(&mut tx, decision.id).await?,
        false => ballots::mix(&mut tx, decision.id, None).await?,
    }
    act.finish(tx, decision.id).await?;
    forget(act, &decision).await;
    Ok(Go::to(paths::decision(&facilitator.cohort.slug, decision.id)).saying(Notice::VoteClosed))
}

/// The decision of the member's cohort that the form names.
async fn named(act: &Act, tx: &mut Tx, member: &Member) -> Result<Decision, AppError> {
    store::decision(tx, member, act.object("decision")?).await
}

/// A member writes the minutes of a meeting. Form: `title`, `text`, `held_on`, `event`, `decisions[]`.
#[server(endpoint = "decisions/write-minutes")]
pub async fn write_minutes(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/write-minutes", form);
    act.answer(minutes_written(&act).await).await
}

async fn minutes_written(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_plan()?;
    let today = member.cohort.today(act.now());
    let form = MinutesForm::read(act.fields(&MINUTES)?, &member.cohort, today)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        known(&mut tx, &member, &form).await?;
        minutes::insert(&mut tx, &member, id, &form, today).await?;
        minutes::set_decisions(&mut tx, &member, id, &form.decisions).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::minutes(&member.cohort.slug, once.id())).saying(Notice::MinutesSaved))
}

/// Who wrote minutes, or a facilitator, changes them. Form: `minutes`, then as `decisions/write-minutes`.
#[server(endpoint = "decisions/change-minutes")]
pub async fn change_minutes(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("decisions/change-minutes", form);
    act.answer(minutes_changed(&act).await).await
}

async fn minutes_changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut tx = act.begin().await?;
    let had = minutes::one(&mut *tx, &member, act.object("minutes")?).await?;
    if !policy::minutes(&member, &had) {
        return Err(AppError::Forbidden);
    }
    member.cohort.takes_plan()?;
    let form = MinutesForm::read(act.fields(&MINUTES)?, &member.cohort, member.cohort.today(act.now()))?;
    known(&mut tx, &member, &form).await?;
    minutes::update(&mut tx, &member, had.id, &form).await?;
    minutes::set_decisions(&mut tx, &member, had.id, &form.decisions).await?;
    act.finish(tx, had.id).await?;
    Ok(Go::to(paths::minutes(&member.cohort.slug, had.id)).saying(Notice::MinutesSaved))
}

/// The event that minutes name is a meeting of the cohort.
async fn known(tx: &mut Tx, member: &Member, form: &MinutesForm) -> Result<(), AppError> {
    if let Some(event) = form.event
        && cohorts::store::event(&mut **tx, member, event).await?.kind != EventKind::Meeting
    {
        return Err(AppError::field("event", Problem::NotAChoice));
    }
    Ok(())
}
