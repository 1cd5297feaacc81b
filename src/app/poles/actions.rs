//! The writes of pôles and missions; those of steps, of turns and hours, and of know-how have files of their own.

mod skills;
mod steps;
mod turns;

pub use skills::*;
pub use steps::*;
pub use turns::*;

use super::{
    forms::{MISSION, MissionForm, POLE, PoleForm},
    policy,
    store::{self, Mission, steps as step_store},
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        cohorts, paths,
        words::Notice,
    },
    domain::mission::MissionState,
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// A facilitator adds a pôle. Form: `name`, `purpose`, `pictogram`.
#[server(endpoint = "poles/create")]
pub async fn create(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/create", form);
    act.answer(created(&act).await).await
}

async fn created(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let pole = PoleForm::read(act.fields(&["name", "purpose", "pictogram"])?, &[])?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_pole(&mut tx, &facilitator, id, &pole).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::pole(&facilitator.cohort.slug, once.id())).saying(Notice::PoleSaved))
}

/// Who leads the pôle changes it. Form: `pole`, `name`, `purpose`, `pictogram`, `members[]`, `referent`, `deputy`.
#[server(endpoint = "poles/save")]
pub async fn save(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/save", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&POLE)?;
    let pole = store::pole(act.state.db.read(), &member, act.object("pole")?).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_plan()?;
    let people = store::people(act.state.db.read(), &member).await?;
    let form = PoleForm::read(fields, &people)?;
    let mut tx = act.begin().await?;
    store::replace_members(&mut tx, &member, &pole, &form.members).await?;
    store::update_pole(&mut tx, &member, &pole, &form).await?;
    act.finish(tx, pole.id).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::PoleSaved))
}

/// A member comes into a pôle. Form: `pole`.
#[server(endpoint = "poles/join")]
pub async fn join(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/join", form);
    act.answer(joined(&act).await).await
}

async fn joined(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["pole"])?;
    let pole = store::pole(act.state.db.read(), &member, act.object("pole")?).await?;
    member.cohort.takes_plan()?;
    let mut tx = act.begin().await?;
    store::join(&mut tx, &member, &pole).await?;
    act.finish(tx, pole.id).await?;
    Ok(Go::to(paths::poles(&member.cohort.slug)).saying(Notice::PoleJoined))
}

/// A member leaves a pôle, and what she answered for there. Form: `pole`.
#[server(endpoint = "poles/leave")]
pub async fn leave(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/leave", form);
    act.answer(left(&act).await).await
}

async fn left(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["pole"])?;
    let pole = store::pole(act.state.db.read(), &member, act.object("pole")?).await?;
    member.cohort.takes_plan()?;
    let mut tx = act.begin().await?;
    store::leave(&mut tx, &member, &pole).await?;
    act.finish(tx, pole.id).await?;
    Ok(Go::to(paths::poles(&member.cohort.slug)).saying(Notice::PoleLeft))
}

/// A facilitator removes a pôle without missions. Form: `pole`.
#[server(endpoint = "poles/remove")]
pub async fn remove(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/remove", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["pole"])?;
    let pole = store::pole(act.state.db.read(), &facilitator, act.object("pole")?).await?;
    facilitator.cohort.takes_plan()?;
    let mut tx = act.begin().await?;
    if !store::delete_pole(&mut tx, &facilitator, &pole).await? {
        // The button stands only where there is no mission: one came meanwhile.
        return Err(AppError::ChangedMeanwhile);
    }
    act.finish(tx, pole.id).await?;
    Ok(Go::to(paths::poles(&facilitator.cohort.slug)).saying(Notice::PoleRemoved))
}

/// Who leads the pôle adds a mission. Form: `pole`, `title`, `person`, `helpers[]`, `phase`, `due_on`.
#[server(endpoint = "poles/add-mission")]
pub async fn add_mission(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/add-mission", form);
    act.answer(mission_added(&act).await).await
}

async fn mission_added(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&MISSION)?;
    let pole = store::pole(act.state.db.read(), &member, act.object("pole")?).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_missions()?;
    let people = store::people(act.state.db.read(), &member).await?;
    let phases = cohorts::store::phases(act.state.db.read(), &member).await?;
    let form = MissionForm::read(fields, &people, &phases, &member.cohort.dates, MissionState::ToDo)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_mission(&mut tx, &member, &pole, id, &form, act.now()).await?;
        step_store::replace_helpers(&mut tx, &member, id, &form.helpers).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::MissionSaved))
}

/// Who leads the pôle changes a mission. Form: `mission`, `title`, `person`, `helpers[]`, `phase`, `due_on`, `state`.
#[server(endpoint = "poles/save-mission")]
pub async fn save_mission(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/save-mission", form);
    act.answer(mission_saved(&act).await).await
}

async fn mission_saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&MISSION)?;
    let mission = mission_named(act, &member).await?;
    let pole = store::pole(act.state.db.read(), &member, mission.pole).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_missions()?;
    let people = store::people(act.state.db.read(), &member).await?;
    let phases = cohorts::store::phases(act.state.db.read(), &member).await?;
    let form = MissionForm::read(fields, &people, &phases, &member.cohort.dates, mission.state)?;
    let mut tx = act.begin().await?;
    store::update_mission(&mut tx, &member, mission.id, &form).await?;
    step_store::replace_helpers(&mut tx, &member, mission.id, &form.helpers).await?;
    act.finish(tx, mission.id).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::MissionSaved))
}

/// Who has a mission says where it stands; so does who leads its pôle. Form: `mission`, `state`, and `back` when
/// the button stands on a board: `all` or `mine`.
#[server(endpoint = "poles/move-mission")]
pub async fn move_mission(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/move-mission", form);
    act.answer(mission_moved(&act).await).await
}

async fn mission_moved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["mission", "state", "back", "shown"])?;
    let mission = mission_named(act, &member).await?;
    let pole = store::pole(act.state.db.read(), &member, mission.pole).await?;
    policy::r#move(&member, &pole, &mission)?;
    member.cohort.takes_missions()?;
    let state = fields.choice("state", MissionState::from_code);
    let slug = &member.cohort.slug;
    // The board shows what it showed, and offers to take the move back.
    let shown = fields.optional_id("shown").map(|phase| phase.to_string());
    let board = |path: String| {
        let path = shown.iter().fold(path, |path, phase| paths::with(&path, "phase", phase));
        let path = paths::with(&path, "moved", &mission.id.to_string());
        paths::with(&path, "from", mission.state.code())
    };
    let back = match fields.text("back") {
        "all" => board(paths::missions(slug)),
        "mine" => board(paths::my_missions(slug)),
        _ => paths::pole(slug, pole.id),
    };
    let state = fields.finish(|| state)?;
    let mut tx = act.begin().await?;
    store::move_mission(&mut tx, &member, mission.id, state).await?;
    act.finish(tx, mission.id).await?;
    Ok(Go::to(back).saying(Notice::MissionSaved))
}

/// Who leads the pôle removes a mission. Form: `mission`.
#[server(endpoint = "poles/remove-mission")]
pub async fn remove_mission(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/remove-mission", form);
    act.answer(mission_removed(&act).await).await
}

async fn mission_removed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["mission"])?;
    let mission = mission_named(act, &member).await?;
    let pole = store::pole(act.state.db.read(), &member, mission.pole).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_missions()?;
    let mut tx = act.begin().await?;
    store::delete_mission(&mut tx, &member, mission.id).await?;
    act.finish(tx, mission.id).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::MissionRemoved))
}

/// The mission of the member's cohort that the form names.
async fn mission_named(act: &Act, member: &Member) -> Result<Mission, AppError> {
    let mut db = act.state.db.read().acquire().await?;
    store::mission(&mut db, member, act.object("mission")?).await
}
