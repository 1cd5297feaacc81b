//! The writes of spaces. Each form names in `cohort` the cohort through which its sender may edit the space; when a space
//! shrinks, what no longer fits loses its place in the same transaction.

use super::{
    super::store::{
        self,
        spaces::{Machine, Space},
    },
    displacing::{After, displace, done, make_room},
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        capacity::{self, Closure, Hours, Terms},
        problem::Problem,
        text::{Long, Title},
        time::TimeOfDay,
    },
    platform::{
        error::AppError,
        form::{self, Fields, RawForm},
        idempotency::Once,
    },
};
use chrono::Weekday;
use chrono_tz::Tz;
use leptos::prelude::*;
use uuid::Uuid;

/// The parts of a day's opening hours in the form: morning and afternoon.
pub const PARTS: [(&str, &str); 2] = [("opens", "closes"), ("opens_again", "closes_again")];

/// Makes a space for the cohort. Form: `name`, `details`, `people`, `time_zone`.
#[server(endpoint = "spaces/create")]
pub async fn create_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/create", form);
    act.answer(created(&act).await).await
}

async fn created(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_missions()?;
    let space = about(act.fields(&["name", "details", "people", "time_zone"])?)?;
    let mut tx = act.begin().await?;
    let id = act.once(&mut tx).await?;
    if let Once::First(id) = id {
        store::spaces::insert(&mut tx, &facilitator, &Space { id, ..space }).await?;
        store::spaces::link(&mut tx, &facilitator, id).await?;
        store::spaces::set_hours(&mut tx, &facilitator, id, &usual_hours()).await?;
        act.finish(tx, id).await?;
    }
    Ok(Go::to(paths::space(id.id())).saying(Notice::SpaceSaved))
}

/// Every weekday from 9 to 18 h, until somebody says otherwise.
fn usual_hours() -> Vec<Hours> {
    let hours = |weekday| Some(Hours { weekday, from: TimeOfDay::new(9, 0)?, to: TimeOfDay::new(18, 0)? });
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].into_iter().filter_map(hours).collect()
}

fn about(mut fields: Fields<'_>) -> Result<Space, AppError> {
    let name = fields.required("name", Title::parse);
    let details = fields.long("details", Long::parse);
    let people = fields.required("people", |text| capacity::parse_count(text, 1));
    let zone = fields.required("time_zone", |text| text.parse::<Tz>().map_err(|_| Problem::NotAChoice));
    fields.finish(|| {
        let (name, details) = (name?.into(), details?.into());
        Some(Space { id: Uuid::nil(), name, details, people: people?.into(), zone: zone?, terms: Terms::default() })
    })
}

/// Who edits and what: the space must be one of the cohort's.
pub(super) async fn edited(act: &Act) -> Result<(Facilitator, Space), AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let id = Uuid::parse_str(crate::platform::form::text(&act.form, "space")).map_err(|_| AppError::NotFound)?;
    let space = store::spaces::space(act.state.db.read(), &facilitator, id).await?;
    Ok((facilitator, space))
}

/// Changes name, details, places and clock. Form: `space`, `name`, `details`, `people`, `time_zone`.
#[server(endpoint = "spaces/save")]
pub async fn save_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let changed = about(act.fields(&["space", "name", "details", "people", "time_zone", "agreed"])?)?;
    let changed = Space { id: space.id, terms: space.terms, ..changed };
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    let displaced = make_room(act, &mut tx, After::of(&changed)).await?;
    store::spaces::update(&mut tx, &facilitator, &changed, act.now()).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

/// Adds or changes a kind of machine. Form: `space`, `machine` (none adds), `name`, `count`.
#[server(endpoint = "spaces/save-machine")]
pub async fn save_machine(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save-machine", form);
    act.answer(machine_saved(&act).await).await
}

async fn machine_saved(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "machine", "name", "count", "agreed"])?;
    let (known, name) = (fields.optional_id("machine"), fields.required("name", Title::parse));
    let count = fields.required("count", |text| capacity::parse_count(text, 0));
    let (name, count) = fields.finish(|| Some((String::from(name?), count?)))?;
    let machine = |id| Machine { id, name, pictogram: "tools".to_owned(), count: count.into() };
    let mut tx = act.begin().await?;
    let Some(known) = known else {
        let id = act.once(&mut tx).await?;
        if let Once::First(id) = id {
            store::spaces::insert_machine(&mut tx, &facilitator, space.id, &machine(id)).await?;
            act.finish(tx, space.id).await?;
        }
        return Ok(Go::to(paths::space(space.id)).saying(Notice::SpaceSaved));
    };
    store::spaces::lock(&mut tx, space.id).await?;
    let after = After { machine: Some((known, count)), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::spaces::update_machine(&mut tx, &facilitator, space.id, &machine(known)).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

/// Sets the opening hours of the week. Form: `space`, and by weekday from 1 (Monday) `opens[1]`, `closes[1]`,
/// `opens_again[1]`, `closes_again[1]`; a day without is a day on which it does not open.
#[server(endpoint = "spaces/save-hours")]
pub async fn save_hours(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save-hours", form);
    act.answer(hours_saved(&act).await).await
}

async fn hours_saved(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "opens", "closes", "opens_again", "closes_again", "agreed"])?;
    let hours = read_hours(&act.form, &mut fields);
    let hours = fields.finish(|| Some(hours))?;
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    let after = After { hours: Some(&hours), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::spaces::set_hours(&mut tx, &facilitator, space.id, &hours).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

fn read_hours(form: &RawForm, fields: &mut Fields<'_>) -> Vec<Hours> {
    let mut all: Vec<Hours> = Vec::new();
    for number in 1..=7_u8 {
        let Ok(weekday) = Weekday::try_from(number - 1) else { continue };
        let hours = read_parts(form, fields, &number.to_string());
        all.extend(hours.into_iter().map(|(from, to)| Hours { weekday, from, to }));
    }
    all
}

/// The hours of one day, called `key` in the form: each part from one time to a later one, one part after the other.
pub(super) fn read_parts(form: &RawForm, fields: &mut Fields<'_>, key: &str) -> Vec<(TimeOfDay, TimeOfDay)> {
    let mut all: Vec<(TimeOfDay, TimeOfDay)> = Vec::new();
    for (opens, closes) in PARTS {
        let typed = |name: &str| form::map(form, name).get(key).copied().unwrap_or_default().trim().to_owned();
        let (from, to) = (typed(opens), typed(closes));
        if from.is_empty() && to.is_empty() {
            continue;
        }
        let (opens, closes) = (format!("{opens}[{key}]"), format!("{closes}[{key}]"));
        let from = fields.keep(&opens, TimeOfDay::parse_quarter(&from));
        let to = fields.keep(&closes, TimeOfDay::parse_quarter(&to));
        let (Some(from), Some(to)) = (from, to) else { continue };
        if to <= from {
            fields.refuse(&closes, Problem::EndBeforeStart);
        } else if all.last().is_some_and(|(_, last)| from < *last) {
            fields.refuse(&opens, Problem::EndBeforeStart);
        } else {
            all.push((from, to));
        }
    }
    all
}

/// Closes the space for some days. Form: `space`, `first`, `last`, `reason`.
#[server(endpoint = "spaces/close")]
pub async fn close_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/close", form);
    act.answer(closed(&act).await).await
}

async fn closed(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "first", "first_other", "last", "last_other", "reason", "agreed"])?;
    let (first, last) = (fields.day("first"), fields.day("last"));
    let reason = fields.required("reason", Title::parse);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        fields.refuse("last", Problem::EndBeforeStart);
    }
    let closure = fields.finish(|| Some(Closure { first: first?, last: last?, reason: reason?.into() }))?;
    let mut tx = act.begin().await?;
    let Once::First(id) = act.once(&mut tx).await? else {
        return Ok(Go::to(paths::space(space.id)).saying(Notice::SpaceSaved));
    };
    store::spaces::lock(&mut tx, space.id).await?;
    let after = After { closure: Some(&closure), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::spaces::insert_closure(&mut tx, &facilitator, space.id, id, &closure).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

/// Takes a closure back. Form: `space`, `closure`.
#[server(endpoint = "spaces/reopen")]
pub async fn reopen_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/reopen", form);
    act.answer(reopened(&act).await).await
}

async fn reopened(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "closure"])?;
    let closure = fields.id("closure");
    let closure = fields.finish(|| closure)?;
    let mut tx = act.begin().await?;
    store::spaces::delete_closure(&mut tx, &facilitator, space.id, closure).await?;
    done(act, tx, space.id, false, paths::space(space.id)).await
}

/// Lets another cohort of the sender use the space. Form: `space`, `other` (its slug).
#[server(endpoint = "spaces/link")]
pub async fn link_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/link", form);
    act.answer(linked(&act).await).await
}

async fn linked(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    let other = other(act).await?;
    let mut tx = act.begin().await?;
    store::spaces::link(&mut tx, &other, space.id).await?;
    done(act, tx, space.id, false, paths::space(space.id)).await
}

/// Ends a cohort's use of the space; its coming bookings lose their place. Form: `space`, `other` (its slug).
#[server(endpoint = "spaces/unlink")]
pub async fn unlink_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/unlink", form);
    act.answer(unlinked(&act).await).await
}

async fn unlinked(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    let other = other(act).await?;
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    if store::spaces::cohorts_of(&mut *tx, space.id).await? == [other.cohort.id] {
        // A space without a cohort would be nobody's.
        return Err(AppError::field("", Problem::LastCohort));
    }
    let out = store::displaced::coming_of(&mut *tx, &other, space.id, act.now()).await?;
    let displaced = displace(act, &mut tx, &space, &out).await?;
    store::spaces::unlink(&mut tx, &other, space.id).await?;
    done(act, tx, space.id, displaced, paths::SPACES.to_owned()).await
}

/// The other cohort, which the sender must accompany too.
async fn other(act: &Act) -> Result<Facilitator, AppError> {
    let slug = act.fields(&["space", "other", "agreed"])?.text("other");
    crate::app::access::seat(act.state.db.read(), act.signed()?, slug).await?.member()?.facilitator()
}
