//! A sale and its entry in the journal are one: written together, taken back together.

use super::{
    said,
    store::{self, NewSale, Sale},
};
use crate::{
    app::{access::Member, i18n::*, money},
    domain::journal::{Account, Entry},
    platform::{db::Tx, error::AppError},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Writes a sale, its lines and its entry. The journal names no customer.
pub async fn enter(
    tx: &mut Tx,
    by: &Member,
    sale: &NewSale,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    enter_all(tx, by, std::slice::from_ref(sale), locale, now).await
}

/// Writes sales, their lines and their entries: three statements, however many there are.
pub async fn enter_all(
    tx: &mut Tx,
    by: &Member,
    sales: &[NewSale],
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if sales.is_empty() {
        return Ok(());
    }
    store::insert_sales(tx, by, sales, now).await?;
    store::insert_lines(tx, sales).await?;
    let entries: Vec<Entry> = sales.iter().map(|sale| entry(sale, locale)).collect();
    Ok(money::store::enter(tx, by, &entries, now).await?)
}

fn entry(sale: &NewSale, locale: Locale) -> Entry {
    let what = td_string!(locale, sales.journal, channel = said::channel(locale, sale.channel)).to_string();
    Entry {
        id: Uuid::now_v7(),
        on: sale.sold_on,
        account: Account::Sales,
        amount: sale.total,
        what,
        source: Some(sale.id),
        reverses: None,
    }
}

/// Takes a sale back by an opposite entry of the same day.
///
/// Errors: [`AppError::ChangedMeanwhile`] when somebody did so first.
pub async fn take_back(tx: &mut Tx, by: &Member, sale: &Sale, now: DateTime<Utc>) -> Result<(), AppError> {
    if store::take_back(tx, by, sale.id, now).await? == 0 {
        return Err(AppError::ChangedMeanwhile);
    }
    money::store::take_back(tx, by, sale.id, sale.sold_on, now).await
}
