//! The writes of turns, handover notes and hours given to pôles.

use crate::{
    app::{
        act::{Act, Go},
        cohorts, paths,
        poles::{
            forms::{HOURS, HoursForm, turns as read_turns},
            policy,
            store::{self, hours, turns},
        },
        words::Notice,
    },
    domain::text::Long,
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// Who leads a pôle plans who answers for it in which phase. Form: `pole`, `turn[{phase}]`.
#[server(endpoint = "poles/save-turns")]
pub async fn save_turns(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/save-turns", form);
    act.answer(turns_saved(&act).await).await
}

async fn turns_saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut db = act.state.db.read().acquire().await?;
    let pole = store::pole(&mut *db, &member, act.object("pole")?).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_plan()?;
    let people = store::people(&mut *db, &member).await?;
    let phases = cohorts::store::phases(&mut *db, &member).await?;
    drop(db);
    let planned = read_turns(act.fields(&["pole", "turn"])?, &people, &phases)?;
    let mut tx = act.begin().await?;
    turns::replace(&mut tx, &member, &pole, &planned).await?;
    act.finish(tx, pole.id).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::TurnsSaved))
}

/// Somebody of the pôle tells the next. Form: `pole`, `text`.
#[server(endpoint = "poles/hand-over")]
pub async fn hand_over(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/hand-over", form);
    act.answer(handed_over(&act).await).await
}

async fn handed_over(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut fields = act.fields(&["pole", "text"])?;
    let pole = store::pole(act.state.db.read(), &member, act.object("pole")?).await?;
    let inside = store::memberships(act.state.db.read(), &member).await?;
    if !policy::hands_over(&member, &pole, &inside) {
        return Err(AppError::Forbidden);
    }
    member.cohort.takes_plan()?;
    let text = fields.required("text", Long::parse);
    let text = fields.finish(|| text)?;
    let today = member.cohort.today(act.now());
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        turns::insert_handover(&mut tx, &member, &pole, id, text.as_str(), today).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::pole(&member.cohort.slug, pole.id)).saying(Notice::HandedOver))
}

/// A member notes hours for a pôle. Form: `pole`, `worked_on`, `long`, `long_other`, `note`.
#[server(endpoint = "poles/record-hours")]
pub async fn record_hours(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/record-hours", form);
    act.answer(hours_recorded(&act).await).await
}

async fn hours_recorded(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let form = HoursForm::read(act.fields(&HOURS)?, &member.cohort, member.cohort.today(act.now()))?;
    store::pole(act.state.db.read(), &member, form.pole).await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        hours::insert(&mut tx, &member, id, &form).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::pole_hours(&member.cohort.slug)).saying(Notice::HoursSaved))
}

/// A member corrects hours of her own. Form: `hours`, then as `poles/record-hours`.
#[server(endpoint = "poles/correct-hours")]
pub async fn correct_hours(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/correct-hours", form);
    act.answer(hours_corrected(&act).await).await
}

async fn hours_corrected(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let line = hours::line(act.state.db.read(), &member, act.object("hours")?).await?;
    member.cohort.takes_work()?;
    let form = HoursForm::read(act.fields(&HOURS)?, &member.cohort, member.cohort.today(act.now()))?;
    store::pole(act.state.db.read(), &member, form.pole).await?;
    let mut tx = act.begin().await?;
    hours::update(&mut tx, &member, line.id, &form).await?;
    act.finish(tx, line.id).await?;
    Ok(Go::to(paths::pole_hours(&member.cohort.slug)).saying(Notice::HoursSaved))
}

/// A member takes hours of her own back. Form: `hours`.
#[server(endpoint = "poles/withdraw-hours")]
pub async fn withdraw_hours(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("poles/withdraw-hours", form);
    act.answer(hours_withdrawn(&act).await).await
}

async fn hours_withdrawn(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["hours"])?;
    let line = hours::line(act.state.db.read(), &member, act.object("hours")?).await?;
    member.cohort.takes_work()?;
    let mut tx = act.begin().await?;
    hours::delete(&mut tx, &member, line.id).await?;
    act.finish(tx, line.id).await?;
    Ok(Go::to(paths::pole_hours(&member.cohort.slug)).saying(Notice::HoursWithdrawn))
}
