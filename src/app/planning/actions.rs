//! The writes of moving: what was seen is done, all or nothing, and how it stood before is kept.

use super::{
    forms::{self, Mark, Move},
    said,
    store::{self, Deadline, Version},
    whole::{Snapshot, Stay, Whole, fingerprint},
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        cohorts, paths,
        words::Notice,
    },
    domain::{
        plan::{self, Preview},
        problem::Problem,
    },
    platform::{
        db::Tx,
        error::AppError,
        form::{self, RawForm},
        idempotency::Once,
    },
};
use chrono::TimeDelta;
use leptos::prelude::*;
use uuid::Uuid;

/// Moves an item and what moves along. Form: `item`, `first`, `last`, `policy`, `seen` (what the preview showed).
#[server(endpoint = "planning/move")]
pub async fn move_plan(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("planning/move", form);
    act.answer(moved(&act).await).await
}

async fn moved(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let item = act.object("item")?;
    let mut tx = act.begin().await?;
    if let Once::Again(_) = act.once(&mut tx).await? {
        return Ok(to_plan(&by, Notice::PlanMoved));
    }
    cohorts::store::hold(&mut tx, &by).await?;
    let whole = Whole::load(&mut tx, &by, act.now()).await?;
    let days = whole.item(item).map(|item| item.last - item.first).ok_or(AppError::NotFound)?;
    let wanted = Move::parse(act.fields(&Move::FIELDS)?, days)?;
    let preview = plan::preview(&whole.plan, &wanted.wanted, wanted.policy, whole.today)
        .map_err(|refused| AppError::field("", said::refusal(&whole, &refused)))?;
    let title = whole.title(item).to_owned();
    done(act, tx, Doing { by: &by, whole: &whole, preview, seen: &wanted.seen, what: "move", title }).await?;
    Ok(to_plan(&by, Notice::PlanMoved))
}

/// What is about to be done.
struct Doing<'d> {
    by: &'d Facilitator,
    whole: &'d Whole,
    preview: Preview,
    seen: &'d str,
    what: &'static str,
    title: String,
}

/// Errors: [`AppError::ChangedMeanwhile`] when it is not what was seen.
async fn done(act: &Act, mut tx: Tx, doing: Doing<'_>) -> Result<(), AppError> {
    let Doing { by, whole, preview, seen, what, title } = doing;
    let stays: Vec<Stay> = whole.stays(&mut tx, by, &preview.changes, act.now()).await?;
    if fingerprint(&preview, &stays) != seen {
        return Err(AppError::ChangedMeanwhile);
    }
    let plan = serde_json::to_string(&whole.snapshot()).map_err(|_| AppError::Internal)?;
    let version = Version { id: Uuid::now_v7(), made_at: act.now(), what: what.to_owned(), title, plan };
    store::insert_version(&mut tx, by, &version).await?;
    whole.apply(&mut tx, by, &preview.changes, &stays).await?;
    act.finish(tx, version.id).await
}

/// Puts everything that is still there back to where it stood. Form: `version`, `seen`.
#[server(endpoint = "planning/restore")]
pub async fn restore_plan(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("planning/restore", form);
    act.answer(restored(&act).await).await
}

async fn restored(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    act.fields(&["version", "seen"])?;
    let id = act.object("version")?;
    let mut tx = act.begin().await?;
    if let Once::Again(_) = act.once(&mut tx).await? {
        return Ok(to_plan(&by, Notice::PlanRestored));
    }
    cohorts::store::hold(&mut tx, &by).await?;
    let whole = Whole::load(&mut tx, &by, act.now()).await?;
    let version = store::version(&mut *tx, &by, id).await?;
    let then: Snapshot = serde_json::from_str(&version.plan).map_err(|_| AppError::Internal)?;
    let preview = super::pages::way_back(&whole, &then);
    let seen = form::text(&act.form, "seen");
    done(act, tx, Doing { by: &by, whole: &whole, preview, seen, what: "restore", title: version.title }).await?;
    Ok(to_plan(&by, Notice::PlanRestored))
}

/// Pins a phase or an event, or lets it move. Form: `item`, `pinned` (yes, no).
#[server(endpoint = "planning/pin")]
pub async fn pin_item(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("planning/pin", form);
    act.answer(pinned(&act).await).await
}

async fn pinned(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let id = act.object("item")?;
    let (_, pinned) = forms::pin(act.fields(&["item", "pinned"])?)?;
    let mut tx = act.begin().await?;
    store::pin(&mut tx, &by, id, pinned).await.map_err(|_| AppError::NotFound)?;
    act.finish(tx, id).await?;
    let notice = if pinned { Notice::Pinned } else { Notice::Unpinned };
    Ok(Go::to(paths::move_item(&by.cohort.slug, id)).saying(notice))
}

/// Adds a milestone or a deadline. Form: `kind`, `title`, `falls_on`.
#[server(endpoint = "planning/add-deadline")]
pub async fn add_deadline(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("planning/add-deadline", form);
    act.answer(deadline_added(&act).await).await
}

async fn deadline_added(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let mark = Mark::parse(act.fields(&Mark::FIELDS)?)?;
    fits(&by, &mark)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let deadline = Deadline { id, kind: mark.kind, title: mark.title.as_str().to_owned(), falls_on: mark.falls_on };
        store::insert_deadline(&mut tx, &by, &deadline).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::deadlines(&by.cohort.slug)).saying(Notice::DeadlineSaved))
}

/// A milestone is a day of the cohort; what others have set may lie up to a year after its end.
fn fits(by: &Facilitator, mark: &Mark) -> Result<(), AppError> {
    let mut dates = by.cohort.dates;
    if mark.kind != plan::DeadlineKind::Milestone {
        dates.ends_on = dates.ends_on.checked_add_signed(TimeDelta::days(366)).unwrap_or(dates.ends_on);
    }
    if dates.contains(mark.falls_on) {
        return Ok(());
    }
    let problem = Problem::OutsideCohort { starts_on: dates.starts_on, ends_on: dates.ends_on };
    Err(AppError::field("falls_on", problem))
}

/// Takes a milestone or a deadline away. Form: `deadline`.
#[server(endpoint = "planning/remove-deadline")]
pub async fn remove_deadline(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("planning/remove-deadline", form);
    act.answer(deadline_removed(&act).await).await
}

async fn deadline_removed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    act.fields(&["deadline"])?;
    let id = act.object("deadline")?;
    let mut tx = act.begin().await?;
    store::delete_deadline(&mut tx, &by, id).await.map_err(|_| AppError::NotFound)?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::deadlines(&by.cohort.slug)).saying(Notice::DeadlineRemoved))
}

fn to_plan(by: &Facilitator, notice: Notice) -> Go {
    Go::to(paths::plan(&by.cohort.slug)).saying(notice)
}
