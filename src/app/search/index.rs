//! Keeping the index: what triggers noted as due becomes roots and goes in, before each commit.

use super::store::index::{self as store, Source};
use crate::{
    domain::search::kept,
    platform::{
        State,
        db::{Db, Tx},
    },
};
use uuid::Uuid;

/// Fills in what this write has made due; whether there was something. Nearly always there is nothing, and it costs one
/// statement. A write of hundreds of texts leaves the rest to the chores: others wait for it.
pub async fn settle(tx: &mut Tx) -> Result<bool, sqlx::Error> {
    let claim = Uuid::now_v7();
    if store::claim(&mut **tx, claim).await? == 0 {
        return Ok(false);
    }
    let sources = store::sources(&mut **tx, claim).await?;
    let entries: Vec<(Source, String)> = sources.into_iter().map(entry).collect();
    store::take_out(&mut **tx, claim).await?;
    for some in entries.chunks(store::AT_ONCE) {
        store::put_in(&mut **tx, some).await?;
    }
    store::done(&mut **tx, claim).await?;
    Ok(true)
}

fn entry(source: Source) -> (Source, String) {
    let lines: Vec<&str> = source.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = lines.join("\n");
    let words = kept(&source.title, &text);
    (Source { text, ..source }, words)
}

/// Fills in all that is due, some at a time, so that writers have their turn in between.
pub async fn settle_all(db: &Db) -> Result<(), sqlx::Error> {
    loop {
        let mut tx = db.begin().await?;
        let more = settle(&mut tx).await?;
        tx.commit().await?;
        if !more {
            return Ok(());
        }
    }
}

/// As [`settle_all`], for what something other than an action has written, such as a migration: the chores ask now and then.
pub async fn look_after(state: &State) -> Result<(), sqlx::Error> {
    if store::is_due(state.db.read()).await? { settle_all(&state.db).await } else { Ok(()) }
}

/// Makes the whole index again: `cooperade index`. Each text stays in it until it is replaced. Returns how many it holds.
pub async fn again(db: &Db) -> Result<i64, sqlx::Error> {
    let mut tx = db.begin().await?;
    store::all_due(&mut *tx).await?;
    tx.commit().await?;
    settle_all(db).await?;
    Ok(store::standing(db.read()).await?.texts)
}
