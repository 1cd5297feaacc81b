//! Materials, recipes, purchases with their journal entries, lots and movements.

use crate::{
    app::demo::stock::{LotRow, MoveRow, PurchaseRow, Rows},
    domain::{journal::Account, quantity::Quantity},
    platform::db::{Engine, Executor, Tx},
};
use sqlx::{Error, QueryBuilder};
use uuid::Uuid;

pub async fn insert_stock(tx: &mut Tx, cohort: Uuid, rows: &Rows) -> Result<(), Error> {
    if rows.materials.is_empty() {
        return Ok(());
    }
    insert_catalogue(tx, cohort, rows).await?;
    for purchase in &rows.purchases {
        insert_purchase(&mut **tx, cohort, purchase).await?;
        insert_entry(&mut **tx, cohort, purchase).await?;
    }
    for lot in &rows.lots {
        insert_lot(tx, cohort, lot).await?;
    }
    for moved in &rows.moves {
        insert_movement(&mut **tx, cohort, moved).await?;
    }
    Ok(())
}

async fn insert_catalogue(tx: &mut Tx, cohort: Uuid, rows: &Rows) -> Result<(), Error> {
    let mut sql = QueryBuilder::<Engine>::new("insert into material (id, cohort, name, unit, minimum) ");
    sql.push_values(&rows.materials, |mut row, one| {
        row.push_bind(one.id).push_bind(cohort).push_bind(one.name).push_bind(one.unit.code()).push_bind(one.minimum);
    });
    sql.build().execute(&mut **tx).await?;
    let mut sql = QueryBuilder::<Engine>::new("insert into recipe_line (product, material, quantity) ");
    sql.push_values(&rows.recipes, |mut row, (product, material, quantity)| {
        row.push_bind(*product).push_bind(*material).push_bind(*quantity);
    });
    sql.build().execute(&mut **tx).await?;
    let mut sql = QueryBuilder::<Engine>::new("insert into product_variant (id, product, name, position) ");
    sql.push_values((0_i64..).zip(&rows.variants), |mut row, (position, (id, product, name))| {
        row.push_bind(*id).push_bind(*product).push_bind(*name).push_bind(position);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

async fn insert_purchase(db: impl Executor<'_>, cohort: Uuid, one: &PurchaseRow) -> Result<(), Error> {
    sqlx::query(
        "insert into purchase (id, cohort, bought_on, what, supplier, total_cents, vat_cents, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(one.id)
    .bind(cohort)
    .bind(one.on)
    .bind(if one.account == Account::Materials { "materials" } else { "shared" })
    .bind(&one.supplier)
    .bind(one.total.0)
    .bind(one.vat.0)
    .bind(one.at)
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_entry(db: impl Executor<'_>, cohort: Uuid, one: &PurchaseRow) -> Result<(), Error> {
    sqlx::query(
        "insert into journal (id, cohort, on_day, account, amount_cents, what, source, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(one.entry)
    .bind(cohort)
    .bind(one.on)
    .bind(one.account.code())
    .bind(one.account.signed(one.total - one.vat).0)
    .bind(&one.supplier)
    .bind(one.id)
    .bind(one.at)
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_lot(tx: &mut Tx, cohort: Uuid, lot: &LotRow) -> Result<(), Error> {
    let Quantity(quantity) = lot.quantity;
    sqlx::query(
        "insert into lot (id, cohort, number, product, made_on, quantity, entered_at) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(lot.id)
    .bind(cohort)
    .bind(lot.number)
    .bind(lot.product)
    .bind(lot.on)
    .bind(quantity)
    .bind(lot.at)
    .execute(&mut **tx)
    .await?;
    let mut sql = QueryBuilder::<Engine>::new("insert into lot_maker (lot, person) ");
    sql.push_values(&lot.makers, |mut row, person| {
        row.push_bind(lot.id).push_bind(*person);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

async fn insert_movement(db: impl Executor<'_>, cohort: Uuid, one: &MoveRow) -> Result<(), Error> {
    sqlx::query(
        "insert into movement (id, cohort, material, product, kind, quantity, grams, amount_cents, on_day, reason, note, source,
            entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(one.id)
    .bind(cohort)
    .bind(one.material)
    .bind(one.product)
    .bind(one.kind)
    .bind(one.quantity)
    .bind(one.grams)
    .bind(one.amount)
    .bind(one.on)
    .bind(one.reason)
    .bind(&one.note)
    .bind(one.source)
    .bind(one.at)
    .execute(db)
    .await?;
    Ok(())
}
