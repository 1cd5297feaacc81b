//! The SQL of sales. Whoever is no facilitator finds her own sales only: another's is not there.

pub mod counts;

use super::{basket::Line, forms::SaleForm};
use crate::{
    app::access::{Facilitator, Member},
    domain::{
        money::Cents,
        quantity::Quantity,
        sale::{Channel, Clientele, PaidBy},
    },
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use std::collections::HashSet;
use uuid::Uuid;

/// A sale to be written.
#[derive(Clone, Debug)]
pub struct NewSale {
    pub id: Uuid,
    pub channel: Channel,
    pub clientele: Clientele,
    pub paid_by: PaidBy,
    pub sold_on: NaiveDate,
    pub order: Option<Uuid>,
    pub note: String,
    pub lines: Vec<Line>,
    pub total: Cents,
}

impl NewSale {
    /// As somebody typed it.
    pub fn typed(id: Uuid, form: SaleForm) -> Self {
        let SaleForm { channel, clientele, paid_by, sold_on, note, lines, total } = form;
        Self { id, channel, clientele, paid_by, sold_on, order: None, note: note.into(), lines, total }
    }
}

/// A sale without its lines.
#[derive(Clone, Debug)]
pub struct Sale {
    pub id: Uuid,
    pub channel: Channel,
    pub sold_on: NaiveDate,
    pub sold_at: DateTime<Utc>,
    pub customer_order: Option<Uuid>,
    pub total: Cents,
    pub taken_back_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct SaleRow {
    id: Uuid,
    channel: String,
    sold_on: NaiveDate,
    sold_at: DateTime<Utc>,
    customer_order: Option<Uuid>,
    total_cents: i64,
    taken_back_at: Option<DateTime<Utc>>,
}

impl TryFrom<SaleRow> for Sale {
    type Error = AppError;

    fn try_from(row: SaleRow) -> Result<Self, AppError> {
        let SaleRow { id, sold_on, sold_at, customer_order, taken_back_at, .. } = row;
        let channel = Channel::from_code(&row.channel).ok_or(AppError::Internal)?;
        Ok(Self { id, channel, sold_on, sold_at, customer_order, total: Cents(row.total_cents), taken_back_at })
    }
}

/// A sale that she may see: her own, or any of the cohort for who accompanies.
pub async fn sale(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Sale, AppError> {
    let row: SaleRow = sqlx::query_as(
        "select id, channel, sold_on, sold_at, customer_order, total_cents, taken_back_at from sale
         where id = $1 and cohort = $2 and (seller = $3 or $4)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(member.role.is_facilitator())
    .fetch_one(db)
    .await?;
    row.try_into()
}

/// The sales that she may see of a day or entered since `since`, the latest first; those taken back are left out.
pub async fn seen(
    db: impl Executor<'_>,
    member: &Member,
    day: NaiveDate,
    since: DateTime<Utc>,
) -> Result<Vec<Sale>, AppError> {
    let rows: Vec<SaleRow> = sqlx::query_as(
        "select id, channel, sold_on, sold_at, customer_order, total_cents, taken_back_at from sale
         where cohort = $1 and (seller = $2 or $3) and (sold_on = $4 or sold_at >= $5) and taken_back_at is null
         order by sold_at desc, id desc limit 100",
    )
    .bind(member.cohort.id)
    .bind(member.person)
    .bind(member.role.is_facilitator())
    .bind(day)
    .bind(since)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Sale::try_from).collect()
}

/// What the group sold on a day, by channel, clientele and means: it does not say who sold.
#[derive(Clone, Debug)]
pub struct Sum {
    pub on: NaiveDate,
    pub channel: Channel,
    pub clientele: Clientele,
    pub paid_by: PaidBy,
    pub sales: i64,
    pub amount: Cents,
}

/// The sums of the cohort, the latest day first.
pub async fn sums(db: impl Executor<'_>, member: &Member) -> Result<Vec<Sum>, AppError> {
    let rows: Vec<(NaiveDate, String, String, String, i64, i64)> = sqlx::query_as(
        "select sold_on, channel, clientele, paid_by, count(*), cast(sum(total_cents) as bigint) from sale
         where cohort = $1 and taken_back_at is null
         group by sold_on, channel, clientele, paid_by order by sold_on desc, channel",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let sum = |(on, channel, clientele, paid_by, sales, amount): (_, String, String, String, _, _)| {
        Some(Sum {
            on,
            channel: Channel::from_code(&channel)?,
            clientele: Clientele::from_code(&clientele)?,
            paid_by: PaidBy::from_code(&paid_by)?,
            sales,
            amount: Cents(amount),
        })
    };
    rows.into_iter().map(|row| sum(row).ok_or(AppError::Internal)).collect()
}

/// One line of what was sold in an interval of days, for whoever keeps the books: it does not say who sold.
#[derive(Clone, Debug, FromRow)]
pub struct SoldLine {
    pub sold_on: NaiveDate,
    pub channel: String,
    pub paid_by: String,
    pub customer_order: Option<Uuid>,
    pub what: String,
    pub quantity: i64,
    pub price_cents: i64,
    pub amount_cents: i64,
}

/// What was sold from a day to another, both included.
pub async fn sold_lines(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<SoldLine>, sqlx::Error> {
    sqlx::query_as(
        "select s.sold_on, s.channel, s.paid_by, s.customer_order, l.what, l.quantity, l.price_cents, l.amount_cents
         from sale s join sale_line l on l.sale = s.id
         where s.cohort = $1 and s.sold_on >= $2 and s.sold_on <= $3 and s.taken_back_at is null
         order by s.sold_on, s.sold_at, s.id, l.position",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// The lines of a sale.
pub async fn lines(db: impl Executor<'_>, sale: &Sale) -> Result<Vec<Line>, sqlx::Error> {
    let rows: Vec<(Option<Uuid>, String, i64, i64, i64)> = sqlx::query_as(
        "select product, what, quantity, price_cents, amount_cents from sale_line where sale = $1 order by position",
    )
    .bind(sale.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(line).collect())
}

/// A line from its columns.
pub fn line((product, what, quantity, price, amount): (Option<Uuid>, String, i64, i64, i64)) -> Line {
    Line { product, lot: None, what, quantity: Quantity(quantity), price: Cents(price), amount: Cents(amount) }
}

/// Writes sales, in one statement.
pub async fn insert_sales(tx: &mut Tx, by: &Member, sales: &[NewSale], now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into sale (id, cohort, channel, clientele, paid_by, sold_on, sold_at, seller, customer_order, note, total_cents) ",
    );
    sql.push_values(sales, |mut row, sale| {
        row.push_bind(sale.id).push_bind(by.cohort.id).push_bind(sale.channel.code());
        row.push_bind(sale.clientele.code()).push_bind(sale.paid_by.code()).push_bind(sale.sold_on).push_bind(now);
        row.push_bind(by.person).push_bind(sale.order).push_bind(&sale.note).push_bind(sale.total.0);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Writes the lines of sales, in one statement.
pub async fn insert_lines(tx: &mut Tx, sales: &[NewSale]) -> Result<(), sqlx::Error> {
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into sale_line (id, sale, position, product, lot, what, quantity, price_cents, amount_cents) ",
    );
    let lines =
        sales.iter().flat_map(|sale| (0_i64..).zip(&sale.lines).map(move |(position, line)| (sale.id, position, line)));
    sql.push_values(lines, |mut row, (sale, position, line)| {
        row.push_bind(Uuid::now_v7()).push_bind(sale).push_bind(position).push_bind(line.product);
        row.push_bind(line.lot)
            .push_bind(&line.what)
            .push_bind(line.quantity.0)
            .push_bind(line.price.0)
            .push_bind(line.amount.0);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Which of these sales the cohort has already, whoever sold, taken back or not.
pub async fn known(db: impl Executor<'_>, by: &Facilitator, ids: &[Uuid]) -> Result<HashSet<Uuid>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = QueryBuilder::<Engine>::new("select id from sale where cohort = ");
    sql.push_bind(by.cohort.id).push(" and id in (");
    let mut list = sql.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    sql.push(")");
    let rows: Vec<(Uuid,)> = sql.build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Says that a sale was taken back; how many were, none or one.
pub async fn take_back(tx: &mut Tx, by: &Member, id: Uuid, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let sql = "update sale set taken_back_at = $1, taken_back_by = $2 where id = $3 and cohort = $4 and taken_back_at is null";
    let query = sqlx::query(sql).bind(now).bind(by.person).bind(id).bind(by.cohort.id);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// For `check`: how many sales there are, and how many of them differ from their lines, or from what the journal has of them
/// (their total, or nothing once taken back).
pub async fn apart(db: impl Executor<'_>) -> Result<(i64, i64), sqlx::Error> {
    sqlx::query_as(
        "select count(*), cast(coalesce(sum(case
             when coalesce(j.amount, 0) = case when s.taken_back_at is null then s.total_cents else 0 end
                 and coalesce(l.amount, 0) = s.total_cents then 0 else 1 end), 0) as bigint)
         from sale s
         left join (select source, cast(sum(amount_cents) as bigint) as amount from journal
                    where account = 'sales' group by source) j on j.source = s.id
         left join (select sale, cast(sum(amount_cents) as bigint) as amount from sale_line group by sale) l on l.sale = s.id",
    )
    .fetch_one(db)
    .await
}
