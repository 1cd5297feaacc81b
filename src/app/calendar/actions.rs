//! The writes of this feature: the addresses of feeds. Making one again replaces it, so a form posted twice leaves one.

use super::store::feeds::{self, NewAddress};
use crate::{
    app::{
        act::{Act, Go},
        bookings::{policy::Sight, store::spaces::Space},
        paths,
        people::card,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, token::Token},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Makes or renews the address of one's own feed. Form: nothing.
#[server(endpoint = "calendar/follow-mine")]
pub async fn follow_mine(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("calendar/follow-mine", form);
    act.answer(mine_followed(&act).await).await
}

async fn mine_followed(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    act.fields(&[])?;
    let token = Token::random();
    let mut tx = act.begin().await?;
    feeds::renew_own(&mut tx, signed, &new_address(act, &token)).await?;
    act.finish(tx, signed.person).await?;
    act.set_cookie(card::hand_over(&token));
    Ok(Go::to(paths::MY_CALENDAR).saying(Notice::FeedMade))
}

fn new_address<'a>(act: &'a Act, token: &Token) -> NewAddress<'a> {
    NewAddress { id: Uuid::now_v7(), hash: token.hash(), language: act.locale.as_ref(), made_at: act.now() }
}

/// Stops one's own feed. Form: nothing.
#[server(endpoint = "calendar/stop-mine")]
pub async fn stop_mine(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("calendar/stop-mine", form);
    act.answer(mine_stopped(&act).await).await
}

async fn mine_stopped(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    feeds::stop_own(&mut tx, signed).await?;
    act.finish(tx, signed.person).await?;
    act.set_cookie(card::taken_back());
    Ok(Go::to(paths::MY_CALENDAR).saying(Notice::FeedStopped))
}

/// Makes or renews the address of a space's feed. Form: `space`.
#[server(endpoint = "calendar/follow-space")]
pub async fn follow_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("calendar/follow-space", form);
    act.answer(space_followed(&act).await).await
}

async fn space_followed(act: &Act) -> Result<Go, AppError> {
    let space = published(act).await?;
    let token = Token::random();
    let mut tx = act.begin().await?;
    feeds::renew_of_space(&mut tx, &space, &new_address(act, &token)).await?;
    act.finish(tx, space.id).await?;
    act.set_cookie(card::hand_over(&token));
    Ok(Go::to(paths::space_calendar(space.id)).saying(Notice::FeedMade))
}

/// Stops the feed of a space. Form: `space`.
#[server(endpoint = "calendar/stop-space")]
pub async fn stop_space(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("calendar/stop-space", form);
    act.answer(space_stopped(&act).await).await
}

async fn space_stopped(act: &Act) -> Result<Go, AppError> {
    let space = published(act).await?;
    let mut tx = act.begin().await?;
    feeds::stop_of_space(&mut tx, &space).await?;
    act.finish(tx, space.id).await?;
    act.set_cookie(card::taken_back());
    Ok(Go::to(paths::space_calendar(space.id)).saying(Notice::FeedStopped))
}

/// The space that the form names, for who may publish when it is taken: facilitators of its cohorts, and its hosts.
async fn published(act: &Act) -> Result<Space, AppError> {
    act.fields(&["space"])?;
    let id = act.object("space")?;
    let (sight, space) = Sight::of(&act.state.db, act.signed()?, id).await?;
    sight.publishes()?;
    if let Sight::Edits(facilitator) = &sight {
        act.about(facilitator.cohort.id);
    }
    Ok(space)
}
