//! The writes of a mission's small steps: by who moves the mission.

use super::mission_named;
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        poles::{
            policy,
            store::{self, Mission, steps},
        },
        words::Notice,
    },
    domain::text::Title,
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// The mission that the form names, for who may move it.
async fn movable(act: &Act) -> Result<(Member, Mission), AppError> {
    let member = act.member().await?;
    let mission = mission_named(act, &member).await?;
    let pole = store::pole(act.state.db.read(), &member, mission.pole).await?;
    policy::r#move(&member, &pole, &mission)?;
    member.cohort.takes_missions()?;
    Ok((member, mission))
}

fn back(member: &Member, mission: &Mission) -> Go {
    Go::to(paths::mission(&member.cohort.slug, mission.id)).saying(Notice::StepSaved)
}

/// Adds a small step. Form: `mission`, `text`.
#[server(endpoint = "poles/add-step")]
pub async fn add_step(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/add-step", form);
    act.answer(added(&act).await).await
}

async fn added(act: &Act) -> Result<Go, AppError> {
    let (member, mission) = movable(act).await?;
    let mut fields = act.fields(&["mission", "text"])?;
    let text = fields.required("text", Title::parse);
    let text = fields.finish(|| text)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        steps::insert(&mut tx, &member, &mission, id, text.as_str()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(back(&member, &mission))
}

/// Ticks a step, or takes the tick away. Form: `mission`, `step`, `done` (yes or no).
#[server(endpoint = "poles/tick-step")]
pub async fn tick_step(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/tick-step", form);
    act.answer(ticked(&act).await).await
}

async fn ticked(act: &Act) -> Result<Go, AppError> {
    let (member, mission) = movable(act).await?;
    let fields = act.fields(&["mission", "step", "done"])?;
    let (step, done) = (act.object("step")?, fields.text("done") != "no");
    let mut tx = act.begin().await?;
    if !steps::tick(&mut tx, &member, &mission, step, done).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, step).await?;
    Ok(back(&member, &mission))
}

/// Removes a step. Form: `mission`, `step`.
#[server(endpoint = "poles/remove-step")]
pub async fn remove_step(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/remove-step", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let (member, mission) = movable(act).await?;
    act.fields(&["mission", "step"])?;
    let step = act.object("step")?;
    let mut tx = act.begin().await?;
    if !steps::delete(&mut tx, &member, &mission, step).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, step).await?;
    Ok(back(&member, &mission))
}
