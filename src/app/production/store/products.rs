//! The SQL of products and services. They belong to a cohort and are archived, never deleted.

use crate::{
    app::{
        access::{Facilitator, Member, Seat},
        photos::view::Picture,
        production::forms::Described,
    },
    domain::{catalogue::Allergen, money::Cents, quantity::Quantity},
    platform::{
        db::{Engine, Executor, Tx},
        error::AppError,
    },
};
use sqlx::QueryBuilder;
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
    /// Whoever buys it may give more, or less.
    pub free_price: bool,
    pub food: bool,
    /// How many days it may be eaten after the day it was made.
    pub keeps_days: Option<i64>,
    photo: Option<Uuid>,
    photo_width: Option<i64>,
    photo_height: Option<i64>,
}

/// A model or size of a product.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Variant {
    pub id: Uuid,
    pub name: String,
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

    pub fn picture(&self) -> Option<Picture> {
        Picture::of(self.photo, self.photo_width, self.photo_height)
    }

    /// With what its recipe costs in place of what was typed.
    pub fn costing(self, material: Option<Cents>) -> Self {
        Self { material_cents: material.map_or(self.material_cents, |cost| cost.0), ..self }
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
        "select p.id, p.name, p.pictogram, p.unit, p.price_cents, p.material_cents, p.archived, p.free_price, p.food, p.keeps_days,
                p.photo, f.width as photo_width, f.height as photo_height
         from product p left join photo f on f.id = p.photo where p.cohort = $1 order by p.position, p.name, p.id",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await
}

/// The product `id` of the cohort.
pub async fn product(db: impl Executor<'_>, seat: &Seat, id: Uuid) -> Result<Option<Product>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.name, p.pictogram, p.unit, p.price_cents, p.material_cents, p.archived, p.free_price, p.food, p.keeps_days,
                p.photo, f.width as photo_width, f.height as photo_height
         from product p left join photo f on f.id = p.photo where p.id = $1 and p.cohort = $2",
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
        "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, archived, free_price, food, keeps_days,
            position)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (select coalesce(max(position), 0) + 1 from product where cohort = $2))",
    )
    .bind(id)
    .bind(facilitator.cohort.id)
    .bind(product.name.as_str())
    .bind(&product.pictogram)
    .bind(&product.unit)
    .bind(product.price.0)
    .bind(product.material.0)
    .bind(false)
    .bind(product.free_price)
    .bind(product.food)
    .bind(product.keeps_days)
    .execute(db)
    .await?;
    Ok(())
}

/// Adds products after the others, in one statement: without models, allergens and photos.
pub async fn insert_products(
    tx: &mut Tx,
    facilitator: &Facilitator,
    products: &[Described],
) -> Result<(), sqlx::Error> {
    if products.is_empty() {
        return Ok(());
    }
    let (last,): (i64,) = sqlx::query_as("select coalesce(max(position), 0) from product where cohort = $1")
        .bind(facilitator.cohort.id)
        .fetch_one(&mut **tx)
        .await?;
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, archived, free_price, food, keeps_days,
            position) ",
    );
    sql.push_values((last + 1..).zip(products), |mut row, (position, product)| {
        row.push_bind(Uuid::now_v7()).push_bind(facilitator.cohort.id).push_bind(product.name.as_str());
        row.push_bind(&product.pictogram).push_bind(&product.unit).push_bind(product.price.0);
        row.push_bind(product.material.0).push_bind(false).push_bind(product.free_price).push_bind(product.food);
        row.push_bind(product.keeps_days).push_bind(position);
    });
    sql.build().execute(&mut **tx).await?;
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
        "update product set name = $1, pictogram = $2, unit = $3, price_cents = $4, material_cents = $5, free_price = $6,
            food = $7, keeps_days = $8
         where id = $9 and cohort = $10",
    )
    .bind(product.name.as_str())
    .bind(&product.pictogram)
    .bind(&product.unit)
    .bind(product.price.0)
    .bind(product.material.0)
    .bind(product.free_price)
    .bind(product.food)
    .bind(product.keeps_days)
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

/// The models and sizes of a product, those no longer offered last.
pub async fn variants(db: impl Executor<'_>, seat: &Seat, product: Uuid) -> Result<Vec<Variant>, sqlx::Error> {
    sqlx::query_as(
        "select v.id, v.name, v.archived from product_variant v join product p on p.id = v.product
         where v.product = $1 and p.cohort = $2 order by v.archived, v.position, v.name",
    )
    .bind(product)
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await
}

/// Offers these models and sizes, in this order; others are archived, since lots and sales may name them.
pub async fn set_variants(
    tx: &mut Tx,
    facilitator: &Facilitator,
    product: Uuid,
    names: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update product_variant set archived = $1
         where product = $2 and exists (select 1 from product where id = $2 and cohort = $3)",
    )
    .bind(true)
    .bind(product)
    .bind(facilitator.cohort.id)
    .execute(&mut **tx)
    .await?;
    if names.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into product_variant (id, product, name, archived, position) ");
    sql.push_values((0_i64..).zip(names), |mut row, (position, name)| {
        row.push_bind(Uuid::now_v7()).push_bind(product).push_bind(name).push_bind(false).push_bind(position);
    });
    sql.push(" on conflict (product, name) do update set archived = excluded.archived, position = excluded.position");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// The allergens in a product, as the law orders them.
pub async fn allergens(db: impl Executor<'_>, seat: &Seat, product: Uuid) -> Result<Vec<Allergen>, sqlx::Error> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "select a.allergen from product_allergen a join product p on p.id = a.product
         where a.product = $1 and p.cohort = $2",
    )
    .bind(product)
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await?;
    let mut found: Vec<Allergen> = rows.iter().filter_map(|(code,)| Allergen::from_code(code)).collect();
    found.sort_unstable();
    Ok(found)
}

/// Says which allergens are in a product of the cohort.
pub async fn set_allergens(
    tx: &mut Tx,
    facilitator: &Facilitator,
    product: Uuid,
    allergens: &[Allergen],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from product_allergen where product = $1
            and exists (select 1 from product where id = $1 and cohort = $2)",
    )
    .bind(product)
    .bind(facilitator.cohort.id)
    .execute(&mut **tx)
    .await?;
    if allergens.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into product_allergen (product, allergen) ");
    sql.push_values(allergens, |mut row, allergen| {
        row.push_bind(product).push_bind(allergen.code());
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// How much of a material one unit of a product takes.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct RecipeLine {
    pub product: Uuid,
    pub material: Uuid,
    quantity: i64,
}

impl RecipeLine {
    pub fn quantity(&self) -> Quantity {
        Quantity(self.quantity)
    }
}

/// The recipes of all products of the cohort.
pub async fn recipes(db: impl Executor<'_>, member: &Member) -> Result<Vec<RecipeLine>, sqlx::Error> {
    sqlx::query_as(
        "select l.product, l.material, l.quantity from recipe_line l join product p on p.id = l.product
         where p.cohort = $1 order by l.product, l.material",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Writes the recipe of a product that the member was seen to have, in place of the one before.
pub async fn set_recipe(
    tx: &mut Tx,
    member: &Member,
    product: Uuid,
    lines: &[(Uuid, Quantity)],
) -> Result<(), AppError> {
    sqlx::query(
        "delete from recipe_line where product = $1 and exists (select 1 from product where id = $1 and cohort = $2)",
    )
    .bind(product)
    .bind(member.cohort.id)
    .execute(&mut **tx)
    .await?;
    if lines.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new("insert into recipe_line (product, material, quantity) ");
    sql.push_values(lines, |mut row, (material, quantity)| {
        row.push_bind(product).push_bind(*material).push_bind(quantity.0);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}
