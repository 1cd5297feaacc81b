//! The writes of this feature: each is actor, form, policy, one transaction, one answer.

use super::{
    forms::{self, EventForm, NewCohort, PhaseForm, Settings},
    policy::Creator,
    repeat::{self, which},
    rooms,
    series::{self, Doing},
    start::Start,
    store::{self, Event, found::Founding},
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        bookings::store::events::Slot,
        paths,
        words::Notice,
    },
    domain::{
        cohort::Dates,
        phase,
        problem::Problem,
        time::{self, local},
    },
    platform::{
        db::Tx,
        error::{AppError, FieldProblem},
        form::RawForm,
        idempotency::Once,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// Founds a cohort. Form: `template` (a trade, or the id of a template that she kept), or `from` (the cohort that there was)
/// and `carry[]`; `name`, `brand`, `starts_on`, and if wanted `months`, `brand_colour`.
#[server(endpoint = "cohorts/create")]
pub async fn create_cohort(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/create", form);
    act.answer(created(&act).await).await
}

async fn created(act: &Act) -> Result<Go, AppError> {
    let by = Creator::of(act.signed()?)?;
    let new = NewCohort::parse(act.fields(&NewCohort::FIELDS)?)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let slug = match once {
        Once::First(id) => {
            let start = Start::find(&mut tx, act, by, &new).await?;
            Founding { by, id, new: &new, start: &start, now: act.now() }.write(&mut tx).await?
        }
        Once::Again(id) => store::found::slug_of(&mut *tx, by, id).await?,
    };
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::plan(&slug)).saying(Notice::CohortCreated))
}

/// Changes what a cohort is called and when it takes place. Form: `Settings::FIELDS`.
#[server(endpoint = "cohorts/change")]
pub async fn change_cohort(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/change", form);
    act.answer(cohort_changed(&act).await).await
}

async fn cohort_changed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let settings = Settings::parse(act.fields(&Settings::FIELDS)?, by.cohort.time_zone)?;
    let mut tx = act.begin().await?;
    store::hold(&mut tx, &by).await?;
    everything_fits(&mut tx, &by, &settings.dates).await?;
    if settings.time_zone != by.cohort.time_zone {
        keep_clock_times(&mut tx, &by, &settings, act.now()).await?;
    }
    store::update_cohort(&mut tx, &by, &settings).await?;
    store::series::set_school_zone(&mut tx, &by, settings.school_zone).await?;
    act.finish(tx, by.cohort.id).await?;
    Ok(Go::to(paths::settings(&by.cohort.slug)).saying(Notice::Saved))
}

/// Names every phase and event that `dates` would leave outside.
async fn everything_fits(tx: &mut Tx, by: &Facilitator, dates: &Dates) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut left = |outside: bool, late: bool, name: String, starts_on, ends_on| {
        if outside {
            let field = if late { "ends_on" } else { "starts_on" };
            let problem = Problem::LeftOutside { name, starts_on, ends_on };
            problems.push(FieldProblem { field: field.to_owned(), problem });
        }
    };
    for (phase, name) in store::phases(&mut **tx, by).await? {
        let late = phase.ends_on > phase::allowed(phase.kind, dates).ends_on;
        left(phase::validate(&phase, dates).is_err(), late, name, phase.starts_on, phase.ends_on);
    }
    for event in store::events(&mut **tx, by).await? {
        let (on, _) = local(event.starts_at, by.cohort.time_zone);
        let allowed = event.kind.allowed(dates);
        left(!allowed.contains(on), on > allowed.ends_on, event.title, on, on);
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Fields { problems }) }
}

/// Another clock for the cohort: what was at 9:30 stays at 9:30.
async fn keep_clock_times(
    tx: &mut Tx,
    by: &Facilitator,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let (from, to) = (by.cohort.time_zone, settings.time_zone);
    let carried = |event: Event| {
        let (start, end) = time::carried((event.starts_at, event.ends_at), TimeDelta::zero(), from, to);
        Slot { event: event.id, start, end }
    };
    let times: Vec<Slot> = store::events(&mut **tx, by).await?.into_iter().map(carried).collect();
    rooms::carry(tx, by, "time_zone", &times, now).await
}

/// Moves a cohort to another state. Form: `state`.
#[server(endpoint = "cohorts/step")]
pub async fn step_cohort(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/step", form);
    act.answer(stepped(&act).await).await
}

async fn stepped(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    let next = forms::state(act.fields(&["state"])?)?;
    if !by.cohort.state.may_become(next) {
        return Err(AppError::field("", Problem::StateNotNext));
    }
    let mut tx = act.begin().await?;
    store::set_state(&mut tx, &by, next).await?;
    act.finish(tx, by.cohort.id).await?;
    Ok(Go::to(paths::settings(&by.cohort.slug)).saying(Notice::StateChanged))
}

/// Deletes a cohort that has not begun. Form: `sure`.
#[server(endpoint = "cohorts/delete")]
pub async fn delete_cohort(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/delete", form);
    act.answer(deleted(&act).await).await
}

async fn deleted(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    forms::sure(act.fields(&["sure"])?)?;
    if !by.cohort.state.may_be_deleted() {
        return Err(AppError::field("", Problem::StateNotNext));
    }
    let mut tx = act.begin().await?;
    store::delete_draft(&mut tx, &by).await?;
    act.finish(tx, by.cohort.id).await?;
    Ok(Go::to(paths::COHORTS).saying(Notice::CohortDeleted))
}

/// Adds a phase. Form: `kind`, `name`, `starts_on`, `ends_on`.
#[server(endpoint = "cohorts/add-phase")]
pub async fn add_phase(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/add-phase", form);
    act.answer(phase_added(&act).await).await
}

async fn phase_added(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let phase = PhaseForm::parse(act.fields(&PhaseForm::FIELDS[1..])?)?;
    let mut tx = act.begin().await?;
    phase.fits(&store::hold(&mut tx, &by).await?)?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_phase(&mut tx, &by, id, &phase).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(to_plan(&by, Notice::PhaseSaved))
}

/// Renames or moves a phase. Form: `phase` and the fields of a new one.
#[server(endpoint = "cohorts/change-phase")]
pub async fn change_phase(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/change-phase", form);
    act.answer(phase_changed(&act).await).await
}

async fn phase_changed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let id = act.object("phase")?;
    let phase = PhaseForm::parse(act.fields(&PhaseForm::FIELDS)?)?;
    let mut tx = act.begin().await?;
    phase.fits(&store::hold(&mut tx, &by).await?)?;
    store::update_phase(&mut tx, &by, id, &phase).await?;
    act.finish(tx, id).await?;
    Ok(to_plan(&by, Notice::PhaseSaved))
}

/// Takes a phase out of the plan. Form: `phase`.
#[server(endpoint = "cohorts/remove-phase")]
pub async fn remove_phase(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/remove-phase", form);
    act.answer(phase_removed(&act).await).await
}

async fn phase_removed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    act.fields(&["phase"])?;
    let id = act.object("phase")?;
    let mut tx = act.begin().await?;
    store::delete_phase(&mut tx, &by, id).await?;
    act.finish(tx, id).await?;
    Ok(to_plan(&by, Notice::PhaseRemoved))
}

/// Adds an event. Form: `kind`, `title`, `on`, `from`, `to`, and if wanted `space` with `people`, or `place`; `details`,
/// `leads`, `materials`; when it comes again `repeat`, `until`, and if wanted `except`. In a space of ours it books it.
#[server(endpoint = "cohorts/add-event")]
pub async fn add_event(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/add-event", form);
    act.answer(event_added(&act).await).await
}

async fn event_added(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let event = EventForm::parse(act.fields(&EventForm::of_new())?, by.cohort.time_zone)?;
    let mut tx = act.begin().await?;
    let dates = store::hold(&mut tx, &by).await?;
    event.fits(&dates)?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        series::add(&mut tx, &by, id, event, Doing { dates: &dates, now: act.now() }).await?;
    }
    let days_off = series::meets_day_off(&mut tx, &by, once.id()).await?;
    act.finish(tx, once.id()).await?;
    Ok(saved(&by, once.id(), days_off))
}

/// Changes an event. Form: `event`, of a series `which`, and the fields of a new one that comes once.
#[server(endpoint = "cohorts/change-event")]
pub async fn change_event(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/change-event", form);
    act.answer(event_changed(&act).await).await
}

async fn event_changed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let id = act.object("event")?;
    let event = EventForm::parse(act.fields(&EventForm::of_change())?, by.cohort.time_zone)?;
    let which = which(act.fields(&EventForm::of_change())?, "which")?;
    let mut tx = act.begin().await?;
    let dates = store::hold(&mut tx, &by).await?;
    event.fits(&dates)?;
    let now = store::described(&mut *tx, &by, id).await?;
    series::change(&mut tx, &by, &now, which, event, Doing { dates: &dates, now: act.now() }).await?;
    let days_off = series::meets_day_off(&mut tx, &by, id).await?;
    act.finish(tx, id).await?;
    Ok(saved(&by, id, days_off))
}

/// Makes an event that happens once the first of a series. Form: `event`, `repeat`, `until`, and if wanted `except`.
#[server(endpoint = "cohorts/repeat-event")]
pub async fn repeat_event(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/repeat-event", form);
    act.answer(event_repeated(&act).await).await
}

async fn event_repeated(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let id = act.object("event")?;
    let mut tx = act.begin().await?;
    let dates = store::hold(&mut tx, &by).await?;
    let now = store::described(&mut *tx, &by, id).await?;
    let on = local(now.event.starts_at, by.cohort.time_zone).0;
    let begun = repeat::begins(act.fields(&["event", "repeat", "until", "except"])?, on);
    if let Once::First(series) = act.once(&mut tx).await? {
        series::begin(&mut tx, &by, series, now, &begun?, Doing { dates: &dates, now: act.now() }).await?;
        act.finish(tx, id).await?;
    }
    Ok(Go::to(paths::event(&by.cohort.slug, id)).saying(Notice::EventRepeats))
}

/// Takes an event out of the plan. Form: `event`, and of a series `removed`: how much of it.
#[server(endpoint = "cohorts/remove-event")]
pub async fn remove_event(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("cohorts/remove-event", form);
    act.answer(event_removed(&act).await).await
}

async fn event_removed(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    let which = which(act.fields(&["event", "removed"])?, "removed")?;
    let id = act.object("event")?;
    let mut tx = act.begin().await?;
    store::hold(&mut tx, &by).await?;
    let event = store::described(&mut *tx, &by, id).await?;
    series::remove(&mut tx, &by, &event, which).await?;
    act.finish(tx, id).await?;
    Ok(to_plan(&by, Notice::EventRemoved))
}

/// To the plan; to the event itself when it falls on a day off, which its page names.
fn saved(by: &Facilitator, id: Uuid, days_off: bool) -> Go {
    match days_off {
        true => Go::to(paths::event(&by.cohort.slug, id)).saying(Notice::EventSavedHoliday),
        false => to_plan(by, Notice::EventSaved),
    }
}

fn to_plan(by: &Facilitator, notice: Notice) -> Go {
    Go::to(paths::plan(&by.cohort.slug)).saying(notice)
}
