//! The writes of know-how: the group names it, each answers for herself and may take her answers back.

use crate::{
    app::{
        act::{Act, Go},
        paths,
        poles::{forms::levels, store::skills},
        words::Notice,
    },
    domain::{
        problem::Problem,
        text::{Title, fold},
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// A member names a know-how. Form: `name`.
#[server(endpoint = "poles/add-skill")]
pub async fn add_skill(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/add-skill", form);
    act.answer(added(&act).await).await
}

async fn added(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_plan()?;
    let mut fields = act.fields(&["name"])?;
    let name = fields.required("name", Title::parse);
    let name = fields.finish(|| name)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let listed = skills::all(&mut *tx, &member).await?;
        if listed.iter().any(|skill| fold(&skill.name) == fold(name.as_str())) {
            return Err(AppError::field("name", Problem::ListedAlready));
        }
        skills::insert(&mut tx, &member, id, name.as_str()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::skills(&member.cohort.slug)).saying(Notice::SkillAdded))
}

/// A facilitator takes a know-how off the list. Form: `skill`.
#[server(endpoint = "poles/remove-skill")]
pub async fn remove_skill(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/remove-skill", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["skill"])?;
    let skill = act.object("skill")?;
    let mut tx = act.begin().await?;
    if !skills::delete(&mut tx, &facilitator, skill).await? {
        return Err(AppError::NotFound);
    }
    facilitator.cohort.takes_plan()?;
    act.finish(tx, skill).await?;
    Ok(Go::to(paths::skills(&facilitator.cohort.slug)).saying(Notice::SkillRemoved))
}

/// A member says what she knows. Form: `level[{skill}]`; what she leaves empty she says nothing of.
#[server(endpoint = "poles/say-skills")]
pub async fn say_skills(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/say-skills", form);
    act.answer(said(&act).await).await
}

async fn said(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_plan()?;
    let listed = skills::all(act.state.db.read(), &member).await?;
    let levels = levels(act.fields(&["level"])?, &listed)?;
    let mut tx = act.begin().await?;
    skills::replace(&mut tx, &member, &levels).await?;
    act.finish(tx, member.cohort.id).await?;
    Ok(Go::to(paths::skills(&member.cohort.slug)).saying(Notice::SkillsSaved))
}

/// A member takes back all that she said of herself, whatever the cohort's state.
#[server(endpoint = "poles/withdraw-skills")]
pub async fn withdraw_skills(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/withdraw-skills", form);
    act.answer(withdrawn(&act).await).await
}

async fn withdrawn(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    skills::withdraw(&mut tx, &member).await?;
    act.finish(tx, member.cohort.id).await?;
    Ok(Go::to(paths::skills(&member.cohort.slug)).saying(Notice::SkillsWithdrawn))
}
