//! The writes of sales: each is actor, form, policy, one transaction, one answer.

use super::{
    book,
    forms::{COUNT, CountForm, SaleForm, sale_fields},
    policy,
    store::{self, NewSale, counts},
};
use crate::{
    app::{
        act::{Act, Go},
        orders, paths, production, sharing, stock,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// Enters a sale. Form: `channel`, `clientele`, `paid_by`, `sold_on`, `note`, `quantity[{product}]`, `price[{product}]`, `lot[{product}]`,
/// `extra_1`, `extra_quantity_1`, `extra_price_1` and the same with 2.
#[server(endpoint = "sales/record")]
pub async fn record(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sales/record", form);
    act.answer(recorded(&act).await).await
}

async fn recorded(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    // Before the transaction: whoever writes is alone.
    let mut db = act.state.db.read().acquire().await?;
    let products = production::store::products(&mut *db, &member).await?;
    let lots = stock::store::offered(&mut *db, &member).await?;
    drop(db);
    let today = member.cohort.today(act.now());
    let form = SaleForm::read(act.fields(&sale_fields())?, (&products, &lots), &member.cohort, today)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        sharing::policy::not_shared(&mut tx, &member, "sold_on", form.sold_on).await?;
        book::enter(&mut tx, &member, &NewSale::typed(id, form), act.locale, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::sold(&member.cohort.slug, once.id())))
}

/// Takes a sale of today back: the seller, or who accompanies. Form: `sale`.
#[server(endpoint = "sales/take-back")]
pub async fn take_back(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sales/take-back", form);
    act.answer(taken_back(&act).await).await
}

async fn taken_back(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["sale"])?;
    let mut tx = act.begin().await?;
    let sale = store::sale(&mut *tx, &member, act.object("sale")?).await?;
    member.cohort.takes_work()?;
    policy::take_back(&member, &sale, act.now())?;
    sharing::policy::not_shared(&mut tx, &member, "", sale.sold_on).await?;
    book::take_back(&mut tx, &member, &sale, act.now()).await?;
    if let Some(order) = sale.customer_order {
        orders::store::unpaid(&mut tx, &member, order).await?;
    }
    act.finish(tx, sale.id).await?;
    Ok(Go::to(paths::sales(&member.cohort.slug)).saying(Notice::SaleTakenBack))
}

/// Counts a till; counting it again corrects the count and keeps what it said. Form: `till`, `counted_on`, `float`,
/// `taken_out`, `counted`, `note`.
#[server(endpoint = "sales/count")]
pub async fn count(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("sales/count", form);
    act.answer(counted(&act).await).await
}

async fn counted(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let form = CountForm::read(act.fields(&COUNT)?, &member.cohort, member.cohort.today(act.now()))?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        counts::keep_before(&mut tx, &member, id, form.counted_on, form.till).await?;
        counts::write(&mut tx, &member, id, &form, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::count_till(&member.cohort.slug, form.till.code(), form.counted_on)).saying(Notice::TillCounted))
}
