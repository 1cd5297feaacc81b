//! The writes of this feature: a file that waits to be looked at, and what is taken over from it.

use super::{
    product, sale,
    table::{Column, Table},
    waiting::{self, PRODUCTS, SALES},
};
use crate::{
    app::{
        access::Facilitator,
        act::{Act, Go},
        money, paths, production,
        sales::book,
        words::Notice,
    },
    domain::problem::Problem,
    platform::{
        db::Tx,
        error::AppError,
        form::{self, RawForm},
        idempotency::Once,
    },
};
use leptos::prelude::*;

/// Reads a list of products and shows it. Form: `file`.
#[server(endpoint = "imports/read-products")]
pub async fn read_products(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of(PRODUCTS, form);
    act.answer(products_read(&act).await).await
}

async fn products_read(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    shown(act, &paths::import_products(&by.cohort.slug), product::COLUMNS).await
}

/// Reads past sales and shows them. Form: `file`.
#[server(endpoint = "imports/read-sales")]
pub async fn read_sales(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of(SALES, form);
    act.answer(sales_read(&act).await).await
}

async fn sales_read(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_work()?;
    shown(act, &paths::import_sales(&by.cohort.slug), sale::COLUMNS).await
}

/// Lays a file that can be read aside, and goes to where its rows are shown.
async fn shown(act: &Act, page: &str, columns: &'static [Column]) -> Result<Go, AppError> {
    act.fields(&["file"])?;
    Table::read(act.locale, form::text(&act.form, "file"), columns)
        .map_err(|problem| AppError::field("file", problem))?;
    let file = act.lay_aside().await?;
    Ok(Go::to(paths::with(page, "file", &file)))
}

/// Adds the products of a file that was shown. Form: `file`, the draft that it waits in.
#[server(endpoint = "imports/add-products")]
pub async fn add_products(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("imports/add-products", form);
    act.answer(products_added(&act).await).await
}

async fn products_added(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_plan()?;
    act.fields(&["file"])?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let mut notice = Notice::ProductsImported;
    if let Once::First(_) = once {
        // Two who import at once do so one after the other: the second finds what the first wrote.
        money::store::hold(&mut tx, &by).await?;
        let text = waiting_text(act, &mut tx, &by, PRODUCTS).await?;
        let new = waiting::products(&mut tx, &by, act.locale, &text).await?.into_new();
        notice = if new.is_empty() { Notice::NothingImported } else { notice };
        production::store::insert_products(&mut tx, &by, &new).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::products(&by.cohort.slug)).saying(notice))
}

/// Adds the past sales of a file that was shown. Form: `file`, the draft that it waits in.
#[server(endpoint = "imports/add-sales")]
pub async fn add_sales(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("imports/add-sales", form);
    act.answer(sales_added(&act).await).await
}

async fn sales_added(act: &Act) -> Result<Go, AppError> {
    let by = act.facilitator().await?;
    by.cohort.takes_work()?;
    act.fields(&["file"])?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    let mut notice = Notice::SalesImported;
    if let Once::First(_) = once {
        // What is read of the books, days already shared above all, holds until these sales stand in them.
        money::store::hold(&mut tx, &by).await?;
        let text = waiting_text(act, &mut tx, &by, SALES).await?;
        let new = waiting::sales(&mut tx, &by, act.locale, &text, act.now()).await?.into_new();
        notice = if new.is_empty() { Notice::NothingImported } else { notice };
        // A sale has a seller, and a file does not say who she was: it is whoever imports. Shares go to entrepreneurs, so
        // what stands under a facilitator counts as nobody's own sales.
        book::enter_all(&mut tx, &by, &new, act.locale, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::sales(&by.cohort.slug)).saying(notice))
}

/// The file that waits; one that is gone has to be sent again.
async fn waiting_text(act: &Act, tx: &mut Tx, by: &Facilitator, action: &str) -> Result<String, AppError> {
    let text = waiting::text(tx, by, action, form::text(&act.form, "file")).await?;
    text.ok_or_else(|| AppError::field("", Problem::FileGone))
}
