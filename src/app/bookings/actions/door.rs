//! The writes of the door: saying that one has come, by one's phone or by a code, and the address of the tablet's page.

use super::super::{
    door::code,
    policy::{self, Sight},
    settling,
    store::{
        self,
        door::{Door, Shown},
        spaces::Space,
    },
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        paths,
        people::card,
        words::Notice,
    },
    domain::{
        capacity::{DoorCode, about_to_begin},
        problem::Problem,
    },
    platform::{
        db::{Tx, Violation, violation},
        error::AppError,
        form::RawForm,
        throttle,
        token::{self, Token, random_bytes},
    },
};
use chrono::Duration;
use leptos::prelude::*;
use uuid::Uuid;

/// Says that one has come, or, as a facilitator, that somebody has. Form: `booking`.
#[server(endpoint = "bookings/check-in")]
pub async fn check_in(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("bookings/check-in", form);
    act.answer(checked_in(&act).await).await
}

async fn checked_in(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    act.fields(&["booking"])?;
    let id = act.object("booking")?;
    let page = Go::to(paths::booking(&member.cohort.slug, id));
    let mut tx = act.begin().await?;
    let booking = store::booking_kept(&mut tx, &member, id).await?;
    let presence = store::door::presence(&mut *tx, &member, &booking).await?;
    policy::may_check_in(&member, &booking, &presence, act.now())?;
    if presence.checked_in_at.is_some() {
        return Ok(page.saying(Notice::CheckedInBefore));
    }
    note(act, &mut tx, booking.space, id, member.cohort.id).await?;
    act.finish(tx, id).await?;
    Ok(page.saying(Notice::CheckedIn))
}

/// Notes it. A place that somebody else has by now is not given back; what others did not come for is.
async fn note(act: &Act, tx: &mut Tx, space: Uuid, booking: Uuid, cohort: Uuid) -> Result<(), AppError> {
    let noted = store::door::check_in(tx, booking, cohort, act.now()).await;
    noted.map_err(|error| match violation(&error) {
        Some(Violation::CapacityPeople | Violation::CapacityMachine | Violation::CapacityBlocked) => {
            AppError::field("", Problem::PlaceGone)
        }
        _ => error.into(),
    })?;
    settling::settle(tx, space, act.now()).await
}

/// Says that one has come, at the door's tablet, where nobody is signed in. Form: `token`, `code`.
#[server(endpoint = "door/check-in")]
pub async fn check_in_by_code(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("door/check-in", form);
    act.answer(came(&act).await).await
}

async fn came(act: &Act) -> Result<Go, AppError> {
    let mut fields = act.fields(&["token", "code"])?;
    let token = fields.text("token");
    let door = {
        let mut db = act.state.db.read().acquire().await?;
        store::door::door(&mut db, token::hash(token)).await?
    };
    let typed = fields.required("code", DoorCode::parse);
    let typed = fields.finish(|| typed)?;
    // Counted before it is looked at, and given back when it was right.
    throttle::door(&act.state.db, door.space.id, act.now()).await?;
    let mut tx = act.begin().await?;
    store::spaces::lock(&mut tx, door.space.id).await?;
    let Some(found) = found(act, &mut tx, &door, &typed).await? else {
        return Err(AppError::field("code", Problem::NotTheCode));
    };
    act.about(found.cohort);
    let notice = if found.turn.has_come { Notice::CheckedInBefore } else { Notice::CheckedIn };
    note(act, &mut tx, door.space.id, found.id, found.cohort).await?;
    throttle::was_right(&mut tx, door.space.id, act.now()).await?;
    act.finish(tx, found.id).await?;
    Ok(Go::to(paths::door(token)).saying(notice))
}

/// The booking of now with this code; of two alike, the one that nobody has come for yet.
async fn found(act: &Act, tx: &mut Tx, door: &Door, typed: &DoorCode) -> Result<Option<Shown>, AppError> {
    let (now, grace) = (act.now(), door.space.terms.grace_minutes);
    let turns = store::door::shown(tx, &door.space, (now, about_to_begin(now) + Duration::seconds(1))).await?;
    let fits = |one: &Shown| one.turn.comes(grace, now).is_ok() && code(&door.code_key, one.id).as_ref() == Some(typed);
    Ok(turns.into_iter().filter(fits).min_by_key(|one| one.turn.has_come))
}

/// Makes or renews the address of the page at the door. Form: `space`.
#[server(endpoint = "spaces/make-door")]
pub async fn make_door(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/make-door", form);
    act.answer(door_made(&act).await).await
}

async fn door_made(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let token = Token::random();
    let mut tx = act.begin().await?;
    store::door::renew(&mut tx, &facilitator, &space, token.hash(), random_bytes(), act.now()).await?;
    act.finish(tx, space.id).await?;
    act.set_cookie(card::hand_over(&token));
    Ok(Go::to(paths::space_door(space.id)).saying(Notice::DoorMade))
}

/// Stops the page at the door. Form: `space`.
#[server(endpoint = "spaces/stop-door")]
pub async fn stop_door(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/stop-door", form);
    act.answer(door_stopped(&act).await).await
}

async fn door_stopped(act: &Act) -> Result<Go, AppError> {
    let (facilitator, space) = edited(act).await?;
    let mut tx = act.begin().await?;
    store::door::stop(&mut tx, &facilitator, &space).await?;
    act.finish(tx, space.id).await?;
    act.set_cookie(card::taken_back());
    Ok(Go::to(paths::space_door(space.id)).saying(Notice::DoorStopped))
}

/// The space that the form names, for facilitators of its cohorts.
async fn edited(act: &Act) -> Result<(Facilitator, Space), AppError> {
    act.fields(&["space"])?;
    let (sight, space) = Sight::of(&act.state.db, act.signed()?, act.object("space")?).await?;
    let facilitator = sight.edits()?;
    act.about(facilitator.cohort.id);
    Ok((facilitator, space))
}
