//! Saying, choosing who reads it, wording it again, taking it back.

use super::{
    super::{
        forms::{Consent, Reworded, Said},
        store::{self, about, media},
    },
    phase_is_ours,
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        capitalisation::{Medium, Scope},
        caution,
        problem::Problem,
    },
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once, photo, voice},
};
use leptos::prelude::*;
use uuid::Uuid;

/// How many bytes of voices and pictures a cohort keeps.
const MOST: i64 = 200 << 20;

/// Keeps what somebody says. Form: `kind`, `phase`, `about`, `medium`, the `file`, `text`, `language`, `alt`, `speaker`, and, where the
/// speaker says so at once, `scope`, `signed_as`, `pseudonym`.
#[server(endpoint = "capitalisation/contribute")]
pub async fn contribute(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/contribute", form);
    act.answer(contributed(&act).await).await
}

async fn contributed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let said = Said::parse(act, member.person)?;
    phase_is_ours(act, &member, said.phase).await?;
    if let Some(about) = said.about {
        about::thing(act.state.db.read(), &member, about).await?.ok_or(AppError::NotFound)?;
    }
    let recording = recording(act, &said).await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        keep(act, &mut tx, &member, id, (&said, recording)).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(after(&member, once.id(), &said))
}

/// The voice or the picture that came along, as it will be kept.
async fn recording(act: &Act, said: &Said) -> Result<Option<media::Recording>, AppError> {
    if said.medium == Medium::Text {
        return Ok(None);
    }
    let refused = |problem| AppError::field("file", problem);
    let file = act.file().ok_or(refused(Problem::NoFile))?;
    let alt = said.alt.as_ref().map(|alt| alt.as_str().to_owned()).unwrap_or_default();
    if said.medium == Medium::Voice {
        let voice = voice::of(&file).map_err(refused)?;
        let (content_type, bytes, seconds) = (voice.kind.content_type(), voice.bytes, Some(voice.seconds));
        return Ok(Some(media::Recording { content_type, bytes, seconds, alt }));
    }
    let bytes = photo::shrink(file).await.map_err(refused)?.bytes;
    Ok(Some(media::Recording { content_type: "image/jpeg", bytes, seconds: None, alt }))
}

async fn keep(
    act: &Act,
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    (said, recording): (&Said, Option<media::Recording>),
) -> Result<(), AppError> {
    if let Some(speaker) = said.speaker
        && !store::takes_part(&mut **tx, member, speaker).await?
    {
        return Err(AppError::NotFound);
    }
    store::keep_contribution(&mut **tx, member, id, said, member.cohort.today(act.now())).await?;
    let Some(recording) = recording else { return Ok(()) };
    if media::kept(&mut **tx, member).await? >= MOST {
        return Err(AppError::field("file", Problem::KeepsEnough { megabytes: MOST >> 20 }));
    }
    Ok(media::insert(tx, id, &recording).await?)
}

/// Where it goes on: to who may read it, to words that should be read twice, or back to the notebook.
fn after(member: &Member, id: Uuid, said: &Said) -> Go {
    let slug = &member.cohort.slug;
    let Some(consent) = &said.consent else {
        return match said.speaker {
            Some(_) => Go::to(paths::capitalisation(slug)).saying(Notice::ContributionTyped),
            None => Go::to(paths::readers(slug, id)).saying(Notice::ContributionKept),
        };
    };
    let reread = consent.scope >= Scope::Partners && !caution::words_in(said.text.as_str()).is_empty();
    let page = if reread { paths::contribution(slug, id) } else { paths::capitalisation(slug) };
    Go::to(page).saying(Notice::ContributionKept)
}

/// Changes who may read a contribution and how it is signed. Form: `contribution`, `scope`, `signed_as`, `pseudonym`.
#[server(endpoint = "capitalisation/change-contribution")]
pub async fn change_contribution(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/change-contribution", form);
    act.answer(contribution_changed(&act).await).await
}

async fn contribution_changed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let (id, consent) = Consent::parse(act)?;
    said_by(act, &member, id).await?;
    let mut tx = act.begin().await?;
    if !store::change_consent(&mut *tx, &member, id, &consent, member.cohort.today(act.now())).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::contribution(&member.cohort.slug, id)).saying(Notice::ContributionChanged))
}

/// Only the speaker decides.
async fn said_by(act: &Act, member: &Member, id: Uuid) -> Result<(), AppError> {
    let speaker = store::speaker(act.state.db.read(), member, id).await?;
    if speaker == member.person { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Words one's own contribution again, or writes down what another one's voice says. Form: `contribution`, `text`, `language`.
#[server(endpoint = "capitalisation/reword")]
pub async fn reword(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/reword", form);
    act.answer(reworded(&act).await).await
}

async fn reworded(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_words()?;
    let (id, reworded) = Reworded::parse(act)?;
    let said = store::contribution(act.state.db.read(), &member, id).await?;
    let mine = said.person == member.person;
    if reworded.text.is_empty() && (!mine || said.medium == Medium::Text) {
        return Err(AppError::field("text", Problem::Required));
    }
    if !mine && said.medium != Medium::Voice {
        return Err(AppError::Forbidden);
    }
    let mut tx = act.begin().await?;
    let done = match mine {
        true => store::reword(&mut *tx, &member, id, &reworded).await?,
        false => store::transcribe(&mut *tx, &member, id, &reworded).await?,
    };
    if !done {
        return Err(AppError::field("text", Problem::Changed));
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::contribution(&member.cohort.slug, id)).saying(Notice::ContributionReworded))
}

/// Takes a contribution back for good, in an archived cohort too. Form: `contribution`.
#[server(endpoint = "capitalisation/withdraw-contribution")]
pub async fn withdraw_contribution(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("capitalisation/withdraw-contribution", form);
    act.answer(contribution_withdrawn(&act).await).await
}

async fn contribution_withdrawn(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["contribution"])?;
    let id = fields.id("contribution");
    let id = fields.finish(|| id)?;
    said_by(act, &member, id).await?;
    let mut tx = act.begin().await?;
    store::withdraw(&mut tx, &member, id, member.cohort.today(act.now())).await?;
    act.finish(tx, id).await?;
    // It is withdrawn; the log is emptied each night in any case.
    if let Err(error) = act.state.db.forget().await {
        tracing::error!(%error, "log not emptied");
    }
    Ok(Go::to(paths::capitalisation(&member.cohort.slug)).saying(Notice::ContributionWithdrawn))
}
