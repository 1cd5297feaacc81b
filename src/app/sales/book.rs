//! A sale, its entry in the journal and what leaves the shelf are one: written together, taken back together.

use super::{
    basket::Line,
    said,
    store::{self, NewSale, Sale},
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        money,
        stock::{
            self,
            store::{Move, Thing},
        },
    },
    domain::{
        journal::{Account, Entry},
        stock::Kind,
    },
    platform::{db::Tx, error::AppError},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Writes a sale, its lines, what leaves the shelf and its entry. The journal names no customer.
pub async fn enter(
    tx: &mut Tx,
    by: &Member,
    sale: &NewSale,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    store::insert_sale(tx, by, sale, now).await?;
    store::insert_lines(tx, sale).await?;
    let moves = gone(tx, by, sale).await?;
    stock::store::enter(tx, by, &moves, now).await?;
    let what = td_string!(locale, sales.journal, channel = said::channel(locale, sale.channel)).to_string();
    let entry = Entry {
        id: Uuid::now_v7(),
        on: sale.sold_on,
        account: Account::Sales,
        amount: sale.total,
        what,
        source: Some(sale.id),
        reverses: None,
    };
    Ok(money::store::enter(tx, by, &[entry], now).await?)
}

/// What leaves the shelf. A product that no lot ever brought there is not counted.
async fn gone(tx: &mut Tx, by: &Member, sale: &NewSale) -> Result<Vec<Move>, AppError> {
    let shelf = stock::store::products_left(&mut **tx, by).await?;
    let counted = sale.lines.iter().filter_map(|line| Some((line.product.filter(|id| shelf.contains_key(id))?, line)));
    let sold = |(product, line): (Uuid, &Line)| {
        Move::of(Thing::Product(product), Kind::Sold, line.quantity, sale.sold_on).from(sale.id)
    };
    Ok(counted.map(sold).collect())
}

/// Takes a sale back by an opposite entry of the same day.
///
/// Errors: [`AppError::ChangedMeanwhile`] when somebody did so first.
pub async fn take_back(tx: &mut Tx, by: &Member, sale: &Sale, now: DateTime<Utc>) -> Result<(), AppError> {
    if store::take_back(tx, by, sale.id, now).await? == 0 {
        return Err(AppError::ChangedMeanwhile);
    }
    let moved = stock::store::of_source(&mut **tx, by, sale.id).await?;
    stock::store::take_back(tx, by, &moved, sale.sold_on, now).await?;
    money::store::take_back(tx, by, sale.id, sale.sold_on, now).await
}
