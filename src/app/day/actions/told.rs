//! What people say: cards, stories, moments of the timeline, and their own words put right or taken back.

use super::at;
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        capitalisation,
        day::{
            forms::{self, Moment, Words},
            policy, store,
        },
        words::Notice,
    },
    domain::{problem::Problem, review::Step},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Keeps a card. Form: `kind`, `phase`, `text`, `speaker`, `language`.
#[server(endpoint = "day/say")]
pub async fn say(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/say", form);
    act.answer(said(&act, Words::card, Step::Cards).await).await
}

/// Keeps a story. Form: `before`, `after`, `why`, `speaker`, `language`.
#[server(endpoint = "day/tell-story")]
pub async fn tell_story(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/tell-story", form);
    act.answer(said(&act, Words::story, Step::Stories).await).await
}

async fn said(act: &Act, parse: fn(&Act) -> Result<Words, AppError>, step: Step) -> Result<Go, AppError> {
    let member = act.member().await?;
    let words = parse(act)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    let speaker = policy::speaker(&mut tx, &member, words.voice.speaker).await?;
    phase_is_ours(&mut tx, &member, words.phase).await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(_) = once {
        // The key is of when the page was drawn. Their id is of when they land: the latest words lie on top.
        let today = member.cohort.today(act.now());
        store::told::say(&mut tx, &member, (Uuid::now_v7(), speaker), &words, today).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(at(act, &member, step, Notice::ContributionKept))
}

async fn phase_is_ours(tx: &mut Tx, member: &Member, phase: Option<Uuid>) -> Result<(), AppError> {
    let Some(phase) = phase else { return Ok(()) };
    let ours = capitalisation::store::phase_exists(&mut **tx, member, phase).await?;
    if ours { Ok(()) } else { Err(AppError::NotFound) }
}

/// Tells a phase. Form: `phase`, `planned`, `happened`, `surprise`, `not_reached`, `version`.
#[server(endpoint = "day/tell-moment")]
pub async fn tell_moment(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/tell-moment", form);
    act.answer(moment_told(&act).await).await
}

async fn moment_told(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let moment = Moment::parse(act)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    phase_is_ours(&mut tx, &member, Some(moment.phase)).await?;
    if !store::work::keep_moment(&mut tx, &member, &moment).await? {
        return Err(AppError::field("", Problem::Changed));
    }
    act.finish(tx, moment.phase).await?;
    Ok(at(act, &member, Step::Timeline, Notice::Saved))
}

/// Notes which story the group chose. Form: `story`, `reason`.
#[server(endpoint = "day/choose-story")]
pub async fn choose_story(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/choose-story", form);
    act.answer(chosen(&act).await).await
}

async fn chosen(act: &Act) -> Result<Go, AppError> {
    let facilitator = policy::leads(act.member().await?)?;
    let (story, reason) = forms::chosen(act)?;
    policy::takes_part(act.state.db.read(), &facilitator).await?;
    let mut tx = act.begin().await?;
    store::choose(&mut tx, &facilitator, story, reason.as_str()).await?;
    act.finish(tx, story).await?;
    Ok(at(act, &facilitator, Step::Stories, Notice::Saved))
}

/// Puts one's own words right. Form: `words`, and `text`, or `before`, `after` and `why`.
#[server(endpoint = "day/correct")]
pub async fn correct(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/correct", form);
    act.answer(corrected(&act).await).await
}

async fn corrected(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let (id, text) = forms::corrected(act)?;
    member.cohort.takes_words()?;
    said_by(act, &member, id).await?;
    let mut tx = act.begin().await?;
    store::told::correct(&mut tx, &member, id, text.as_str()).await?;
    act.finish(tx, id).await?;
    Ok(at(act, &member, Step::Reading, Notice::ContributionChanged))
}

/// Takes one's own words back for good, in an archived cohort too. Form: `words`.
#[server(endpoint = "day/take-back")]
pub async fn take_back(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/take-back", form);
    act.answer(taken_back(&act).await).await
}

async fn taken_back(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["words"])?;
    let id = act.object("words")?;
    said_by(act, &member, id).await?;
    let mut tx = act.begin().await?;
    store::told::forget_drafts(&mut tx, &member).await?;
    capitalisation::store::withdraw(&mut tx, &member, id, member.cohort.today(act.now())).await?;
    act.finish(tx, id).await?;
    Ok(at(act, &member, Step::Reading, Notice::ContributionWithdrawn))
}

/// Only the speaker decides over her words.
async fn said_by(act: &Act, member: &Member, id: Uuid) -> Result<(), AppError> {
    let said = capitalisation::store::contribution(act.state.db.read(), member, id).await?;
    if said.person == member.person { Ok(()) } else { Err(AppError::Forbidden) }
}
