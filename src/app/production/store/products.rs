//! The SQL of products and services. They belong to a cohort and are archived, never deleted.

use crate::{
    app::{
        access::{Facilitator, Seat},
        production::forms::Described,
    },
    domain::{money::Cents, quantity::Quantity},
    platform::db::Executor,
};
use uuid::Uuid;

/// A product or service of a cohort.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Product {
    pub id: Uuid,
    pub name: String,
    pub pictogram: String,
    /// The word for one of it, in the cohort's language.
    pub unit: String,
    price_cents: i64,
    material_cents: i64,
    pub archived: bool,
}

impl Product {
    /// What one of it sells for.
    pub fn price(&self) -> Cents {
        Cents(self.price_cents)
    }

    /// What the material for one of it costs.
    pub fn material(&self) -> Cents {
        Cents(self.material_cents)
    }

    /// What `quantity` of it would sell for.
    pub fn value(&self, quantity: Quantity) -> Cents {
        self.price().times(quantity)
    }

    /// What the material for `quantity` of it costs.
    pub fn cost(&self, quantity: Quantity) -> Cents {
        self.material().times(quantity)
    }
}

/// Every product of the cohort, archived ones included, in their order.
pub async fn products(db: impl Executor<'_>, seat: &Seat) -> Result<Vec<Product>, sqlx::Error> {
    sqlx::query_as(
        "select id, name, pictogram, unit, price_cents, material_cents, archived
         from product where cohort = $1 order by position, name, id",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await
}

/// The product `id` of the cohort.
pub async fn product(db: impl Executor<'_>, seat: &Seat, id: Uuid) -> Result<Option<Product>, sqlx::Error> {
    sqlx::query_as(
        "select id, name, pictogram, unit, price_cents, material_cents, archived
         from product where id = $1 and cohort = $2",
    )
    .bind(id)
    .bind(seat.cohort.id)
    .fetch_optional(db)
    .await
}

/// Adds a product after the others.
pub async fn insert_product(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    product: &Described,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, archived, position)
         values ($1, $2, $3, $4, $5, $6, $7, $8, (select coalesce(max(position), 0) + 1 from product where cohort = $2))",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(product.name.as_str())
    .bind(&product.pictogram)
    .bind(&product.unit)
    .bind(product.price.0)
    .bind(product.material.0)
    .bind(false)
    .execute(db)
    .await?;
    Ok(())
}

/// Changes how a product is described.
pub async fn update_product(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    product: &Described,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update product set name = $1, pictogram = $2, unit = $3, price_cents = $4, material_cents = $5
         where id = $6 and cohort = $7",
    )
    .bind(product.name.as_str())
    .bind(&product.pictogram)
    .bind(&product.unit)
    .bind(product.price.0)
    .bind(product.material.0)
    .bind(id)
    .bind(facilitator.cohort.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Offers a product no more, or again.
pub async fn set_archived(
    db: impl Executor<'_>,
    facilitator: &Facilitator,
    id: Uuid,
    archived: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("update product set archived = $1 where id = $2 and cohort = $3")
        .bind(archived)
        .bind(id)
        .bind(facilitator.cohort.id)
        .execute(db)
        .await?;
    Ok(())
}
