//! Who is offered what is free. Settling brings a space to where it should be at an instant: a place that nobody came for is
//! given back, offers whose time is over end,
//! what nobody can have any more leaves the line, and what is free is held for whom the fair order names. Everything is in
//! the database, so it does not matter who settles or when: a process that dies in between loses nothing, the next one goes on.

use super::store::{
    self,
    line::{self, Change, Held, Live, Offer},
    spaces::{self, Workshop},
};
use crate::{
    domain::{
        fairness::{self, Asking, WaitState},
        minutes::Minutes,
        phase,
        time::{bounds, local},
    },
    platform::{
        State,
        audit::{self, Entry},
        db::Tx,
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Settles a space at `now`, with a fixed number of statements. Whatever frees a place calls this in its transaction, last
/// before it finishes. It has taken the space's row before it touched any booking, so that two never wait for each other.
///
/// The audit has one row of the system's when anything was decided.
pub async fn settle(tx: &mut Tx, space: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let (waited_for, grace) = line::stands(&mut **tx, space).await?;
    if !waited_for && grace.is_none() {
        return Ok(());
    }
    spaces::lock(tx, space).await?;
    let freed = match grace {
        Some(grace) => store::door::free_missed(tx, space, grace, now).await?,
        None => 0,
    };
    let served = waited_for && serve(tx, space, now).await?;
    if freed > 0 || served {
        let action = "bookings/settle";
        let entry = Entry { at: now, actor: None, action, cohort: None, object: Some(space), outcome: "done" };
        audit::append(tx, entry).await?;
    }
    Ok(())
}

/// Brings those who wait to where they should be. Whether anything was decided.
async fn serve(tx: &mut Tx, space: Uuid, now: DateTime<Utc>) -> Result<bool, AppError> {
    let mut live = line::live(tx, space).await?;
    let ended: Vec<Uuid> = live.iter().filter_map(|wait| ended(wait, now)).collect();
    line::end_offers(tx, &ended, now).await?;
    let mut changes: Vec<Change> = live.iter_mut().filter_map(|wait| come_to(wait, now)).collect();
    // Written before the offers: whose offer was taken away asks again.
    line::change(tx, &changes).await?;
    let offers = offers(tx, space, &live, now).await?;
    line::hold(tx, &offers, now).await?;
    let offered = |offer: &Offer| Change { wait: offer.wait, state: WaitState::Offered, booking: Some(offer.booking) };
    let made: Vec<Change> = offers.iter().map(offered).collect();
    line::change(tx, &made).await?;
    changes.extend(made);
    Ok(!changes.is_empty())
}

/// Settles every space where time alone changes something, each in its own transaction: what the ticking task does.
pub async fn settle_all(state: &State) -> Result<(), AppError> {
    for space in line::spaces_to_settle(state.db.read()).await? {
        let mut tx = state.db.begin().await?;
        settle(&mut tx, space, state.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The booking of an offer that ends now.
fn ended(wait: &Live, now: DateTime<Utc>) -> Option<Uuid> {
    let held = wait.held.as_ref().filter(|_| wait.state == WaitState::Offered)?;
    let stands = held.state == "held" && held.until.is_none_or(|until| until > now) && wait.belongs;
    (held.until.is_some() && !stands).then_some(held.id)
}

/// What has become of a place in line, when it is no longer what is written.
fn come_to(wait: &mut Live, now: DateTime<Utc>) -> Option<Change> {
    let state = match wait.state {
        WaitState::Offered => answered(wait, now)?,
        _ => WaitState::Waiting,
    };
    let state = if state == WaitState::Waiting && wait.usage.start <= now { WaitState::Over } else { state };
    if state == wait.state {
        return None;
    }
    wait.state = state;
    let booking = wait.held.as_ref().map(|held| held.id).filter(|_| state != WaitState::Waiting);
    Some(Change { wait: wait.id, state, booking })
}

/// What became of an offer: nothing while it stands.
fn answered(wait: &Live, now: DateTime<Utc>) -> Option<WaitState> {
    match &wait.held {
        // It was cancelled like any booking: that is a no.
        None => Some(WaitState::Left),
        Some(Held { state, .. }) if state == "cancelled" => Some(WaitState::Left),
        Some(Held { until: None, .. }) => Some(WaitState::Taken),
        Some(_) if !wait.belongs => Some(WaitState::Left),
        Some(Held { until: Some(until), .. }) if *until <= now => Some(WaitState::Lapsed),
        // The space changed under it: she goes on waiting.
        Some(Held { state, .. }) if state == "displaced" => Some(WaitState::Waiting),
        Some(_) => None,
    }
}

/// Whom the fair order offers what is free.
async fn offers(tx: &mut Tx, space: Uuid, live: &[Live], now: DateTime<Utc>) -> Result<Vec<Offer>, AppError> {
    let asking: Vec<&Live> = live.iter().filter(|wait| wait.state == WaitState::Waiting && wait.belongs).collect();
    let Some(until) = asking.iter().map(|wait| wait.usage.end).max() else { return Ok(Vec::new()) };
    let space = spaces::by_system(&mut **tx, space).await?;
    let workshop = spaces::workshop(tx, space).await?;
    let until = until + workshop.place.space.buffer();
    let taken = store::busy(tx, &workshop.space, now, until).await?;
    let asking = with_use(tx, &workshop, &asking, now).await?;
    let still = live.iter().filter(|wait| wait.state == WaitState::Offered);
    let offered: Vec<_> = still.map(|wait| (wait.person, wait.usage.start, wait.usage.end)).collect();
    let found = fairness::offers(&workshop.place, &taken, &offered, &asking);
    let minutes = workshop.space.terms.hold_minutes;
    let offer = |id: Uuid| {
        let start = live.iter().find(|wait| wait.id == id)?.usage.start;
        Some(Offer { wait: id, booking: Uuid::now_v7(), until: fairness::hold_until(now, start, minutes) })
    };
    Ok(found.into_iter().filter_map(offer).collect())
}

/// Those who wait, each with what she has used of the space in the present phase of her cohort.
async fn with_use(
    tx: &mut Tx,
    workshop: &Workshop,
    asking: &[&Live],
    now: DateTime<Utc>,
) -> Result<Vec<Asking>, AppError> {
    let phases = line::phases(tx, workshop.space.id).await?;
    let since: HashMap<Uuid, DateTime<Utc>> =
        asking.iter().map(|wait| (wait.cohort, began(wait, &phases, now))).collect();
    let mut used: HashMap<(Uuid, Uuid), i64> = HashMap::new();
    let first = since.values().min().copied().unwrap_or(now);
    for (cohort, person, start, end, people) in line::used(tx, workshop.space.id, (first, now)).await? {
        let from = since.get(&cohort).copied().unwrap_or(now);
        *used.entry((cohort, person)).or_default() += fairness::inside((start, end), (from, now)).0 * people;
    }
    let asking = asking.iter().map(|wait| Asking {
        id: wait.id,
        person: wait.person,
        usage: wait.usage.clone(),
        used: Minutes(used.get(&(wait.cohort, wait.person)).copied().unwrap_or(0)),
        asked_at: wait.asked_at,
    });
    Ok(asking.collect())
}

/// When the present phase of her cohort began; without one, the cohort.
fn began(wait: &Live, phases: &HashMap<Uuid, Vec<phase::Phase>>, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = local(now, wait.zone).0;
    let current = phases.get(&wait.cohort).and_then(|phases| phase::current(phases, today));
    bounds(current.map_or(wait.starts_on, |phase| phase.starts_on), wait.zone).0
}
