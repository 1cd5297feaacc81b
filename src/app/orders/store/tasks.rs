//! The SQL of who does what for an order.

use super::Order;
use crate::{
    app::{access::Member, orders::forms::TaskForm},
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

/// What somebody does for an order.
#[derive(Clone, Debug, FromRow)]
pub struct Task {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub what: String,
    pub due_on: Option<NaiveDate>,
    pub done: bool,
}

/// The tasks of an order, the first due first.
pub async fn of(db: impl Executor<'_>, _: &Member, order: &Order) -> Result<Vec<Task>, sqlx::Error> {
    sqlx::query_as(
        "select id, person, what, due_on, done from order_task where customer_order = $1
         order by case when due_on is null then 1 else 0 end, due_on, id",
    )
    .bind(order.id)
    .fetch_all(db)
    .await
}

/// The order of a task of the cohort.
pub async fn order_of(db: impl Executor<'_>, member: &Member, task: Uuid) -> Result<Uuid, sqlx::Error> {
    let (order,): (Uuid,) = sqlx::query_as(
        "select o.id from order_task t join customer_order o on o.id = t.customer_order where t.id = $1 and o.cohort = $2",
    )
    .bind(task)
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(order)
}

pub async fn insert(tx: &mut Tx, _: &Member, order: &Order, id: Uuid, form: &TaskForm) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into order_task (id, customer_order, person, what, due_on, done) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(order.id)
    .bind(form.person)
    .bind(form.what.as_str())
    .bind(form.due_on)
    .bind(false)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says that a task is done, or is not.
pub async fn tick(tx: &mut Tx, by: &Member, id: Uuid, done: bool) -> Result<(), AppError> {
    let query = sqlx::query(
        "update order_task set done = $1 where id = $2
             and customer_order in (select id from customer_order where cohort = $3)",
    );
    there(query.bind(done).bind(id).bind(by.cohort.id).execute(&mut **tx).await?.rows_affected())
}

pub async fn delete(tx: &mut Tx, by: &Member, id: Uuid) -> Result<(), AppError> {
    let query = sqlx::query(
        "delete from order_task where id = $1 and customer_order in (select id from customer_order where cohort = $2)",
    );
    there(query.bind(id).bind(by.cohort.id).execute(&mut **tx).await?.rows_affected())
}
