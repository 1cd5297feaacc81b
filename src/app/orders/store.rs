//! The SQL of orders. Every member of the cohort reads them; partners have no capability that this file takes.

pub mod hosting;
pub mod tasks;

use super::forms::OrderForm;
use crate::{
    app::{
        access::Member,
        sales::{basket::Line, store::line},
    },
    domain::{
        money::Cents,
        order::{CustomerKind, OrderState},
        sale::Clientele,
    },
    platform::{
        db::{Engine, Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// An order without its lines.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: Uuid,
    pub number: i64,
    pub kind: CustomerKind,
    pub clientele: Clientele,
    /// Empty once the customer is forgotten.
    pub customer: String,
    pub contact: String,
    pub place: String,
    pub details: String,
    pub deliver_on: Option<NaiveDate>,
    pub deposit: Cents,
    pub state: OrderState,
    pub taken_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub delivered_on: Option<NaiveDate>,
    pub total: Cents,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    kind: String,
    clientele: String,
    customer: String,
    contact: String,
    place: String,
    details: String,
    deliver_on: Option<NaiveDate>,
    deposit_cents: i64,
    state: String,
    taken_by: Uuid,
    created_at: DateTime<Utc>,
    delivered_on: Option<NaiveDate>,
    total: i64,
}

impl TryFrom<Row> for Order {
    type Error = AppError;

    fn try_from(row: Row) -> Result<Self, AppError> {
        let kind = CustomerKind::from_code(&row.kind).ok_or(AppError::Internal)?;
        let clientele = Clientele::from_code(&row.clientele).ok_or(AppError::Internal)?;
        let state = OrderState::from_code(&row.state).ok_or(AppError::Internal)?;
        let Row { id, number, customer, contact, place, details, deliver_on, taken_by, .. } = row;
        let (deposit, total) = (Cents(row.deposit_cents), Cents(row.total));
        let (created_at, delivered_on) = (row.created_at, row.delivered_on);
        Ok(Self {
            id,
            number,
            kind,
            clientele,
            customer,
            contact,
            place,
            details,
            deliver_on,
            deposit,
            state,
            taken_by,
            created_at,
            delivered_on,
            total,
        })
    }
}

/// The orders of the cohort, by delivery day, those without a day last.
pub async fn orders(db: impl Executor<'_>, member: &Member) -> Result<Vec<Order>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select o.id, o.number, o.kind, o.clientele, o.customer, o.contact, o.place, o.details, o.deliver_on, o.deposit_cents,
             o.state, o.taken_by, o.created_at, o.delivered_on,
             cast(coalesce((select sum(l.amount_cents) from order_line l where l.customer_order = o.id), 0) as bigint) as total
         from customer_order o where o.cohort = $1
         order by case when o.deliver_on is null then 1 else 0 end, o.deliver_on, o.number",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Order::try_from).collect()
}

/// One order of the cohort.
pub async fn order(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Order, AppError> {
    let row: Row = sqlx::query_as(
        "select o.id, o.number, o.kind, o.clientele, o.customer, o.contact, o.place, o.details, o.deliver_on, o.deposit_cents,
             o.state, o.taken_by, o.created_at, o.delivered_on,
             cast(coalesce((select sum(l.amount_cents) from order_line l where l.customer_order = o.id), 0) as bigint) as total
         from customer_order o where o.id = $1 and o.cohort = $2",
    )
    .bind(id)
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    row.try_into()
}

/// What was ordered.
pub async fn lines(db: impl Executor<'_>, _: &Member, order: &Order) -> Result<Vec<Line>, sqlx::Error> {
    let rows: Vec<(Option<Uuid>, String, i64, i64, i64)> = sqlx::query_as(
        "select product, what, quantity, price_cents, amount_cents from order_line where customer_order = $1 order by position",
    )
    .bind(order.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(line).collect())
}

/// What was delivered in an interval of days and is not paid yet: order and line.
pub async fn owed_lines(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(Uuid, Line)>, sqlx::Error> {
    let rows: Vec<(Uuid, Option<Uuid>, String, i64, i64, i64)> = sqlx::query_as(
        "select o.id, l.product, l.what, l.quantity, l.price_cents, l.amount_cents
         from customer_order o join order_line l on l.customer_order = o.id
         where o.cohort = $1 and o.state = 'delivered' and o.delivered_on >= $2 and o.delivered_on <= $3
         order by o.delivered_on, o.number, l.position",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(order, a, b, c, d, e)| (order, line((a, b, c, d, e)))).collect())
}

/// Orders promised for a day from one to another, both included, the first first: id, number, customer, day.
pub async fn to_deliver(
    db: impl Executor<'_>,
    member: &Member,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(Uuid, i64, String, NaiveDate)>, sqlx::Error> {
    sqlx::query_as(
        "select id, number, customer, deliver_on from customer_order
         where cohort = $1 and deliver_on >= $2 and deliver_on <= $3 and state in ('confirmed', 'in_production')
         order by deliver_on, number",
    )
    .bind(member.cohort.id)
    .bind(from)
    .bind(to)
    .fetch_all(db)
    .await
}

/// Takes an order down as a quote, under the cohort's next number. Takes the cohort's row first: two at once get two numbers.
pub async fn insert(
    tx: &mut Tx,
    by: &Member,
    id: Uuid,
    form: &OrderForm,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("update cohort set state = state where id = $1").bind(by.cohort.id).execute(&mut **tx).await?;
    sqlx::query(
        "insert into customer_order (id, cohort, number, kind, clientele, customer, contact, place, details, deliver_on,
                                     deposit_cents, state, taken_by, created_at)
         values ($1, $2, (select coalesce(max(number), 0) + 1 from customer_order where cohort = $2), $3, $4, $5, $6, $7, $8,
                 $9, $10, 'quote', $11, $12)",
    )
    .bind(id)
    .bind(by.cohort.id)
    .bind(form.kind.code())
    .bind(form.clientele.code())
    .bind(&form.customer)
    .bind(&form.contact)
    .bind(&form.place)
    .bind(form.details.as_str())
    .bind(form.deliver_on)
    .bind(form.deposit.0)
    .bind(by.person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    insert_lines(tx, id, &form.lines).await
}

/// Changes what is ordered, by whom and for when.
pub async fn update(tx: &mut Tx, by: &Member, id: Uuid, form: &OrderForm) -> Result<(), AppError> {
    let done = sqlx::query(
        "update customer_order set kind = $1, clientele = $2, customer = $3, contact = $4, place = $5, details = $6,
             deliver_on = $7, deposit_cents = $8 where id = $9 and cohort = $10",
    )
    .bind(form.kind.code())
    .bind(form.clientele.code())
    .bind(&form.customer)
    .bind(&form.contact)
    .bind(&form.place)
    .bind(form.details.as_str())
    .bind(form.deliver_on)
    .bind(form.deposit.0)
    .bind(id)
    .bind(by.cohort.id)
    .execute(&mut **tx)
    .await?;
    there(done.rows_affected())?;
    sqlx::query("delete from order_line where customer_order = $1").bind(id).execute(&mut **tx).await?;
    Ok(insert_lines(tx, id, &form.lines).await?)
}

/// Writes the lines of an order, in one statement.
async fn insert_lines(tx: &mut Tx, order: Uuid, lines: &[Line]) -> Result<(), sqlx::Error> {
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into order_line (id, customer_order, position, product, what, quantity, price_cents, amount_cents) ",
    );
    sql.push_values((0_i64..).zip(lines), |mut row, (position, line)| {
        row.push_bind(Uuid::now_v7()).push_bind(order).push_bind(position).push_bind(line.product);
        row.push_bind(&line.what).push_bind(line.quantity.0).push_bind(line.price.0).push_bind(line.amount.0);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Takes an order from the state it was seen in to another.
///
/// Errors: [`AppError::ChangedMeanwhile`] when somebody was faster.
pub async fn step(tx: &mut Tx, by: &Member, order: &Order, next: OrderState, today: NaiveDate) -> Result<(), AppError> {
    let delivered_on = if next == OrderState::Delivered { Some(today) } else { order.delivered_on };
    let sql = "update customer_order set state = $1, delivered_on = $2 where id = $3 and cohort = $4 and state = $5";
    let query = sqlx::query(sql).bind(next.code()).bind(delivered_on).bind(order.id).bind(by.cohort.id);
    let done = query.bind(order.state.code()).execute(&mut **tx).await?;
    if done.rows_affected() == 0 { Err(AppError::ChangedMeanwhile) } else { Ok(()) }
}

/// An order whose sale was taken back waits for its money again.
pub async fn unpaid(tx: &mut Tx, by: &Member, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("update customer_order set state = 'delivered' where id = $1 and cohort = $2 and state = 'paid'")
        .bind(id)
        .bind(by.cohort.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Empties all that says who the customer is; what was ordered and paid stays.
pub async fn forget(tx: &mut Tx, by: &Member, id: Uuid, today: NaiveDate) -> Result<(), AppError> {
    let query = sqlx::query(
        "update customer_order set customer = '', contact = '', place = '', details = '', forgotten_on = $1
         where id = $2 and cohort = $3",
    );
    there(query.bind(today).bind(id).bind(by.cohort.id).execute(&mut **tx).await?.rows_affected())
}
