//! Advances before a sharing, corrections after it. Both are entries of the journal.

use super::{
    super::{
        forms::{ADVANCE, AdvanceForm, CORRECTION, CorrectionForm},
        stage::Stage,
        store::{advances, corrections, counts},
    },
    held,
};
use crate::{
    app::{
        act::{Act, Go},
        i18n::*,
        money::{self, policy::takes_money},
        paths,
        words::Notice,
    },
    domain::{
        journal::{Account, Entry},
        money::Cents,
        problem::Problem,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// A facilitator notes an advance. Form: `person`, `amount`, `on`.
#[server(endpoint = "sharing/advance")]
pub async fn advance(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/advance", form);
    act.answer(advanced(&act).await).await
}

async fn advanced(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    takes_money(&facilitator.cohort)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    money::store::hold(&mut tx, &facilitator).await?;
    let people = counts::people(&mut *tx, &facilitator, facilitator.cohort.dates).await?;
    let today = facilitator.cohort.today(act.now());
    let form = AdvanceForm::read(act.fields(&ADVANCE)?, &facilitator.cohort, &people, today)?;
    if let Once::First(id) = once {
        advances::insert(&mut tx, &facilitator, id, &form).await?;
        // The journal is everybody's to read: it does not say whose advance it is.
        let what = td_string!(act.locale, sharing.advances.entry).to_string();
        let entry = paid(form.on, form.amount, what, id);
        money::store::enter(&mut tx, &facilitator, &[entry], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::advances(&facilitator.cohort.slug)).saying(Notice::AdvanceSaved))
}

/// What was paid, as an entry of the journal.
fn paid(on: NaiveDate, amount: Cents, what: String, source: Uuid) -> Entry {
    let (account, amount) = (Account::Shares, Account::Shares.signed(amount));
    Entry { id: Uuid::now_v7(), on, account, amount, what, source: Some(source), reverses: None }
}

/// A facilitator takes back an advance that no sharing has deducted. Form: `advance`.
#[server(endpoint = "sharing/withdraw-advance")]
pub async fn withdraw_advance(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/withdraw-advance", form);
    act.answer(withdrawn(&act).await).await
}

async fn withdrawn(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["advance"])?;
    let id = act.object("advance")?;
    let mut tx = act.begin().await?;
    money::store::hold(&mut tx, &facilitator).await?;
    if !advances::is_there(&mut *tx, &facilitator, id).await? {
        return Err(AppError::NotFound);
    }
    takes_money(&facilitator.cohort)?;
    let today = facilitator.cohort.today(act.now());
    if !advances::withdraw(&mut tx, &facilitator, id, today).await? {
        return Err(AppError::field("", Problem::TakenBack));
    }
    money::store::take_back(&mut tx, &facilitator, id, today, act.now()).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::advances(&facilitator.cohort.slug)).saying(Notice::AdvanceWithdrawn))
}

/// A facilitator corrects a frozen sharing by a new line. Form: `sharing`, `person`, `direction`, `amount`, `reason`.
#[server(endpoint = "sharing/correct")]
pub async fn correct(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sharing/correct", form);
    act.answer(corrected(&act).await).await
}

async fn corrected(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let (sharing, _, stage) = held(act, &mut tx, &facilitator).await?;
    takes_money(&facilitator.cohort)?;
    if stage != Stage::Frozen {
        return Err(AppError::field("", Problem::NotDecided));
    }
    let people = counts::people(&mut *tx, &facilitator, sharing.period).await?;
    let form = CorrectionForm::read(act.fields(&CORRECTION)?, &people)?;
    if let Once::First(id) = once {
        let today = facilitator.cohort.today(act.now());
        corrections::insert(&mut tx, &facilitator, id, sharing.id, &form, today).await?;
        let what = td_string!(act.locale, sharing.corrections.entry, name = sharing.name.clone()).to_string();
        let entry = paid(today, form.amount, what, sharing.id);
        money::store::enter(&mut tx, &facilitator, &[entry], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    let page = paths::sharing_step(&facilitator.cohort.slug, sharing.id, "corrections");
    Ok(Go::to(page).saying(Notice::CorrectionSaved))
}
