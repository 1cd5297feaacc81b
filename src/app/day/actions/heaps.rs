//! Sorting the table: cards that belong together under a name, by whoever taps.

use super::at;
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        day::{forms::Together, policy, store},
        words::Notice,
    },
    domain::review::{Board, Step, called},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Puts cards together. Form: `cards[]`, and `heap` or `name`.
#[server(endpoint = "day/put-together")]
pub async fn put_together(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/put-together", form);
    act.answer(together(&act).await).await
}

async fn together(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let wanted = Together::parse(act)?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    store::take_turn(&mut tx, &member).await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        lay(&mut tx, &member, &wanted, id).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(at(act, &member, Step::Cards, Notice::Saved))
}

/// Lays the cards where they were wanted: in a heap that is there, or in a new one called `id`.
async fn lay(tx: &mut Tx, member: &Member, wanted: &Together, id: Uuid) -> Result<(), AppError> {
    let heaps = store::told::heaps(&mut **tx, member).await?;
    let named = wanted.name.as_ref().and_then(|name| called(&heaps, name.as_str()));
    let heap = wanted.heap.or(named).unwrap_or(id);
    let mut board = Board::of(store::told::heaped(&mut **tx, member).await?);
    let gone = board.put(&wanted.cards, heap).map_err(|problem| AppError::field("cards", problem))?;
    if let Some(name) = wanted.name.as_ref().filter(|_| heap == id) {
        store::told::make_heap(tx, member, id, name.as_str()).await?;
    }
    for card in &wanted.cards {
        store::told::lay(tx, member, *card, heap).await?;
    }
    for heap in gone {
        store::told::remove_heap(tx, member, heap).await?;
    }
    Ok(())
}

/// Takes a card out of its heap. Form: `card`.
#[server(endpoint = "day/take-apart")]
pub async fn take_apart(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("day/take-apart", form);
    act.answer(apart(&act).await).await
}

async fn apart(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["card"])?;
    let card = act.object("card")?;
    policy::takes_part(act.state.db.read(), &member).await?;
    let mut tx = act.begin().await?;
    store::take_turn(&mut tx, &member).await?;
    let mut board = Board::of(store::told::heaped(&mut *tx, &member).await?);
    store::told::take(&mut tx, &member, card).await?;
    for heap in board.take(card) {
        store::told::remove_heap(&mut tx, &member, heap).await?;
    }
    act.finish(tx, card).await?;
    Ok(at(act, &member, Step::Cards, Notice::Saved))
}
