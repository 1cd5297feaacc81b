//! The SQL of materials.

use crate::{
    app::access::Member,
    domain::{catalogue::Price, money::Cents, problem::Problem, quantity::Quantity, stock::Measure},
    platform::{
        db::{Executor, Tx, Violation, there, violation},
        error::AppError,
    },
};
use uuid::Uuid;

/// A material with what is left of it and what the group paid for it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Material {
    pub id: Uuid,
    pub name: String,
    unit: String,
    minimum: Option<i64>,
    pub archived: bool,
    on_hand: i64,
    paid: i64,
    bought: i64,
    given: i64,
}

impl Material {
    pub fn unit(&self) -> Measure {
        Measure::from_code(&self.unit).unwrap_or(Measure::Piece)
    }

    /// What there is according to the program.
    pub fn left(&self) -> Quantity {
        Quantity(self.on_hand)
    }

    /// Below this there is little.
    pub fn minimum(&self) -> Option<Quantity> {
        self.minimum.map(Quantity)
    }

    pub fn is_low(&self) -> bool {
        self.minimum.is_some_and(|minimum| self.on_hand < minimum)
    }

    /// What it costs, when something came.
    pub fn price(&self) -> Option<Price> {
        Price::of(Cents(self.paid), Quantity(self.bought), Quantity(self.given))
    }
}

/// Every material of the cohort by name, archived ones included.
pub async fn materials(db: impl Executor<'_>, member: &Member) -> Result<Vec<Material>, sqlx::Error> {
    sqlx::query_as(
        "select t.id, t.name, t.unit, t.minimum, t.archived,
                cast(coalesce(sum(m.quantity), 0) as bigint) as on_hand,
                cast(coalesce(sum(case when m.kind = 'bought' then m.amount_cents end), 0) as bigint) as paid,
                cast(coalesce(sum(case when m.kind = 'bought' then m.quantity end), 0) as bigint) as bought,
                cast(coalesce(sum(case when m.kind in ('donated', 'reused') then m.quantity end), 0) as bigint) as given
         from material t left join movement m on m.material = t.id
         where t.cohort = $1 group by t.id, t.name, t.unit, t.minimum, t.archived order by t.name, t.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Adds a material.
pub async fn insert_material(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    (name, unit, minimum): (&str, Measure, Option<Quantity>),
) -> Result<(), AppError> {
    sqlx::query("insert into material (id, cohort, name, unit, minimum) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(member.cohort.id)
        .bind(name)
        .bind(unit.code())
        .bind(minimum.map(|minimum| minimum.0))
        .execute(&mut **tx)
        .await
        .map_err(taken)?;
    Ok(())
}

/// Changes a material; its unit stays, since movements are counted in it.
pub async fn update_material(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    (name, minimum, archived): (&str, Option<Quantity>, bool),
) -> Result<(), AppError> {
    let done = sqlx::query("update material set name = $1, minimum = $2, archived = $3 where id = $4 and cohort = $5")
        .bind(name)
        .bind(minimum.map(|minimum| minimum.0))
        .bind(archived)
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await
        .map_err(taken)?;
    there(done.rows_affected())
}

fn taken(error: sqlx::Error) -> AppError {
    match violation(&error) {
        Some(Violation::Unique) => AppError::field("name", Problem::Taken),
        _ => error.into(),
    }
}
