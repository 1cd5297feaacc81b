//! Single days and hours of a space: other opening hours, times that its host takes, machines that are out of order.

use super::{
    super::{
        forms, policy,
        store::{self, blocks::Blocked, spaces::Space},
    },
    displacing::{After, done, make_room},
    spaces::{edited, read_parts},
};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        capacity::{self, Outage, Special, Usage},
        problem::Problem,
        time::local,
    },
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// The name of the day in the form of a special day, where the form of the week has a weekday's number.
pub const DAY: &str = "day";

/// Opens at other hours on one day. Form: `space`, `on`, `opens[day]`, `closes[day]`, `opens_again[day]`, `closes_again[day]`.
#[server(endpoint = "spaces/save-day")]
pub async fn save_day(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save-day", form);
    act.answer(day_saved(&act).await).await
}

async fn day_saved(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields =
        act.fields(&["space", "on", "on_other", "opens", "closes", "opens_again", "closes_again", "agreed"])?;
    let on = fields.day("on");
    let parts = read_parts(&act.form, &mut fields, DAY);
    if parts.is_empty() && fields.problems() == 0 {
        fields.refuse("opens[day]", Problem::Required);
    }
    if on.is_some_and(|on| on < local(act.now(), space.zone).0) {
        fields.refuse("on", Problem::InPast);
    }
    let on = fields.finish(|| on)?;
    let hours: Vec<Special> = parts.into_iter().map(|(from, to)| Special { day: on, from, to }).collect();
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    // A closure counts before all hours: who wants both takes the closure back first.
    if let Some(closure) = store::spaces::workshop(&mut tx, space.clone()).await?.place.closed(on) {
        return Err(AppError::field("on", Problem::Closed { reason: closure.reason.clone() }));
    }
    let after = After { special: Some((on, &hours)), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::opening::set_special(&mut tx, &facilitator, space.id, on, &hours).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

/// Opens as on any such weekday again. Form: `space`, `on`.
#[server(endpoint = "spaces/remove-day")]
pub async fn remove_day(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/remove-day", form);
    act.answer(day_removed(&act).await).await
}

async fn day_removed(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "on", "agreed"])?;
    let on = fields.day("on");
    let on = fields.finish(|| on)?;
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, space.id).await?;
    let after = After { special: Some((on, &[])), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::opening::set_special(&mut tx, &facilitator, space.id, on, &[]).await?;
    done(act, tx, space.id, displaced, paths::space(space.id)).await
}

/// Takes a time of a space for something else: its facilitators and hosts. Form: `space`, `on`, `from`, `last` (or none: the
/// same day), `to`, `reason`.
#[server(endpoint = "spaces/block")]
pub async fn block_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/block", form);
    act.answer(blocked(&act).await).await
}

async fn blocked(act: &Act) -> Result<Go, AppError> {
    let space = taken_by(act).await?;
    let fields = act.fields(&["space", "on", "on_other", "from", "last", "last_other", "to", "reason", "agreed"])?;
    let block = forms::read_block(fields, space.zone, act.now())?;
    let mut tx = act.begin().await?;
    let Once::First(id) = act.once(&mut tx).await? else {
        return Ok(Go::to(paths::space_times(space.id)).saying(Notice::SpaceSaved));
    };
    store::spaces::lock(&mut tx, space.id).await?;
    let after = After { away: Some(block.away()), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    let block = Blocked { id, uid: String::new(), block };
    store::blocks::insert_all(&mut tx, &space, &[block]).await?;
    done(act, tx, space.id, displaced, paths::space_times(space.id)).await
}

/// Gives the time back. Form: `space`, `block`.
#[server(endpoint = "spaces/unblock")]
pub async fn unblock_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/unblock", form);
    act.answer(unblocked(&act).await).await
}

async fn unblocked(act: &Act) -> Result<Go, AppError> {
    let space = taken_by(act).await?;
    act.fields(&["space", "block"])?;
    let block = act.object("block")?;
    let mut tx = act.begin().await?;
    store::blocks::remove(&mut tx, &space, block).await?;
    done(act, tx, space.id, false, paths::space_times(space.id)).await
}

/// The space, for who may take its time.
pub(super) async fn taken_by(act: &Act) -> Result<Space, AppError> {
    let (sight, space) = policy::may_block(&act.state.db, act.signed()?, act.object("space")?).await?;
    sight.cohort().into_iter().for_each(|cohort| act.about(cohort));
    Ok(space)
}

/// Says that machines are out of order. A member says so until this evening; facilitators say from when and until when. Form:
/// `space`, `machine`, `count`, `what`, and of facilitators `first` (or none: from now on), `until` (or none: until repaired).
#[server(endpoint = "spaces/report-outage")]
pub async fn report_outage(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/report-outage", form);
    act.answer(reported(&act).await).await
}

async fn reported(act: &Act) -> Result<Go, AppError> {
    let (sight, space) = policy::may_report(&act.state.db, act.signed()?, act.object("space")?).await?;
    sight.cohort().into_iter().for_each(|cohort| act.about(cohort));
    let plans = matches!(sight, policy::Sight::Edits(_));
    let machines = store::spaces::machines(act.state.db.read(), &space).await?;
    let fields = act.fields(forms::outage_fields(plans))?;
    let outage = forms::read_outage(fields, &machines, space.zone, act.now(), plans)?;
    let mut tx = act.begin().await?;
    let Once::First(id) = act.once(&mut tx).await? else {
        return Ok(Go::to(paths::space_times(space.id)).saying(Notice::SpaceSaved));
    };
    store::spaces::lock(&mut tx, space.id).await?;
    enough_left(&mut tx, &space, &outage).await?;
    let after = After { away: Some(outage.away()), ..After::of(&space) };
    let displaced = make_room(act, &mut tx, after).await?;
    store::outages::insert(&mut tx, id, &outage).await?;
    done(act, tx, space.id, displaced, paths::space_times(space.id)).await
}

/// Nobody reports more machines than there are, with those that are out of order already.
async fn enough_left(tx: &mut Tx, space: &Space, outage: &Outage) -> Result<(), AppError> {
    let machines = store::spaces::machines(&mut **tx, space).await?;
    let machine = machines.into_iter().find(|machine| machine.id == outage.machine).ok_or(AppError::NotFound)?;
    let known = store::outages::unavailable(&mut **tx, space, outage.start, outage.end).await?;
    let known: Vec<Usage> = known.outages.iter().map(|known| known.outage.away().usage).collect();
    let most = capacity::peak(&known, outage.start, outage.end).machines;
    let out = most.into_iter().find(|(id, _)| *id == outage.machine).map_or(0, |(_, most)| most);
    if out + i64::from(outage.count) > machine.count {
        let max = (machine.count - out).max(0);
        return Err(AppError::field("count", Problem::MoreOutThanThere { machine: machine.name, max }));
    }
    Ok(())
}

/// Says that they work again. Form: `space`, `outage`.
#[server(endpoint = "spaces/end-outage")]
pub async fn end_outage(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/end-outage", form);
    act.answer(repaired(&act).await).await
}

async fn repaired(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    act.fields(&["space", "outage"])?;
    let outage: Uuid = act.object("outage")?;
    let mut tx = act.begin().await?;
    store::outages::end(&mut tx, &space, outage, act.now()).await?;
    done(act, tx, space.id, false, paths::space_times(space.id)).await
}
