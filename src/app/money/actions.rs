//! The writes of this feature.

use super::{
    forms::{ENTRY, EntryForm},
    policy, store,
};
use crate::{
    app::{
        act::{Act, Go},
        i18n::*,
        paths, sharing,
        words::Notice,
    },
    domain::{
        journal::{Entry, month},
        money::Cents,
        problem::Problem,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// A facilitator enters what came or went. Form: `account`, `amount`, `on`, `what`.
#[server(endpoint = "money/enter")]
pub async fn enter(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("money/enter", form);
    act.answer(entered(&act).await).await
}

async fn entered(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    policy::takes_money(&facilitator.cohort)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    store::hold(&mut tx, &facilitator).await?;
    let shared = sharing::store::shared(&mut *tx, &facilitator).await?;
    let today = facilitator.cohort.today(act.now());
    let form = EntryForm::read(act.fields(&ENTRY)?, &facilitator.cohort, &shared, today)?;
    if let Once::First(id) = once {
        let (account, on, amount) = (form.account, form.on, form.account.signed(form.amount));
        let what = form.what.as_str().to_owned();
        let entry = Entry { id, on, account, amount, what, source: None, reverses: None };
        store::enter(&mut tx, &facilitator, &[entry], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::money_month(&facilitator.cohort.slug, month(form.on))).saying(Notice::EntrySaved))
}

/// A facilitator takes back an entry that was made by hand, by its opposite of today. Form: `entry`.
#[server(endpoint = "money/take-back")]
pub async fn take_back(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("money/take-back", form);
    act.answer(taken_back(&act).await).await
}

async fn taken_back(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["entry"])?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    // Two who take it back at once do so one after the other.
    store::hold(&mut tx, &facilitator).await?;
    let (entry, gone) = store::entry(&mut *tx, &facilitator, act.object("entry")?).await?;
    policy::takes_money(&facilitator.cohort)?;
    if entry.source.is_some() {
        return Err(AppError::field("", Problem::OfSource));
    }
    if let Once::First(id) = once {
        if gone || entry.reverses.is_some() {
            return Err(AppError::field("", Problem::TakenBack));
        }
        let back = Entry {
            id,
            on: facilitator.cohort.today(act.now()),
            amount: Cents(-entry.amount.0),
            what: td_string!(act.locale, money.back_of, what = entry.what.clone()).to_string(),
            reverses: Some(entry.id),
            ..entry.clone()
        };
        store::enter(&mut tx, &facilitator, &[back], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::entry(&facilitator.cohort.slug, entry.id)).saying(Notice::EntryTakenBack))
}
