//! What the program does by itself while it is served: settling spaces, sending mail, keeping the
//! index of searches, releasing what months came to. Everything is in the database, so
//! that a process that is killed loses nothing: the next one begins where it ended, at once.

use super::{bookings::settling, figures::releasing, mail, search};
use crate::platform::State;
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(20);

/// Goes on until it is dropped. None waits for another: a mail server may be slow.
pub async fn run(state: State) {
    tokio::join!(settle(&state), deliver(&state), look_after(&state), release(&state));
}

async fn settle(state: &State) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = settling::settle_all(state).await {
            tracing::warn!(%error, "settle");
        }
    }
}

async fn deliver(state: &State) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = mail::deliver(state).await {
            tracing::warn!(%error, "mail");
        }
    }
}

/// What an action writes can be found when it is committed; here comes what a migration or another program has written.
async fn look_after(state: &State) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = search::index::look_after(state).await {
            tracing::warn!(%error, "search");
        }
    }
}

/// Months are over once a month: a look is one short statement.
async fn release(state: &State) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = releasing::settle_all(state).await {
            tracing::warn!(%error, "release");
        }
    }
}
