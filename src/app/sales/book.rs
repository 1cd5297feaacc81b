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
    enter_all(tx, by, std::slice::from_ref(sale), locale, now).await
}

/// Writes sales, their lines, what leaves the shelf and their entries: as many statements for one as for all.
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
    let moves = gone(tx, by, sales).await?;
    stock::store::enter(tx, by, &moves, now).await?;
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

/// What leaves the shelf. A product that no lot ever brought there is not counted.
async fn gone(tx: &mut Tx, by: &Member, sales: &[NewSale]) -> Result<Vec<Move>, AppError> {
    let shelf = stock::store::products_left(&mut **tx, by).await?;
    let lines = sales.iter().flat_map(|sale| sale.lines.iter().map(move |line| (sale, line)));
    let counted =
        lines.filter_map(|(sale, line)| Some((sale, line.product.filter(|id| shelf.contains_key(id))?, line)));
    let sold = |(sale, product, line): (&NewSale, Uuid, &Line)| {
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
