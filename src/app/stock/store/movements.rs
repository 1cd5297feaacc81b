//! The SQL of movements. They are entered and taken back, never changed.

use crate::{
    app::access::Member,
    domain::{
        money::Cents,
        quantity::Quantity,
        stock::{Kind, Measure, Reason},
    },
    platform::{
        db::{Engine, Executor, Tx, Violation, violation},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Material(Uuid),
    Product(Uuid),
}

/// Something that comes in or goes out.
#[derive(Clone, Debug)]
pub struct Move {
    pub id: Uuid,
    pub thing: Thing,
    pub kind: Kind,
    /// Above zero what comes in.
    pub quantity: Quantity,
    pub grams: Option<i64>,
    /// What was paid, without VAT.
    pub amount: Cents,
    pub on: NaiveDate,
    pub reason: Option<Reason>,
    pub note: String,
    /// The purchase, lot or count that it comes from.
    pub source: Option<Uuid>,
    pub reverses: Option<Uuid>,
}

impl Move {
    /// So much of it, as people say it, on a day.
    pub fn of(thing: Thing, kind: Kind, quantity: Quantity, on: NaiveDate) -> Self {
        Self {
            id: Uuid::now_v7(),
            thing,
            kind,
            quantity: kind.signed(quantity),
            grams: None,
            amount: Cents(0),
            on,
            reason: None,
            note: String::new(),
            source: None,
            reverses: None,
        }
    }

    /// From this purchase, lot or count.
    pub fn from(self, source: Uuid) -> Self {
        Self { source: Some(source), ..self }
    }
}

/// A movement as it is read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Moved {
    pub id: Uuid,
    material: Option<Uuid>,
    product: Option<Uuid>,
    pub name: String,
    measure: Option<String>,
    /// What a product is counted in.
    pub product_unit: Option<String>,
    kind: String,
    quantity: i64,
    pub grams: Option<i64>,
    amount_cents: i64,
    pub on_day: NaiveDate,
    reason: Option<String>,
    pub note: String,
    pub source: Option<Uuid>,
    pub reverses: Option<Uuid>,
    pub taken_back: bool,
}

impl Moved {
    pub fn thing(&self) -> Result<Thing, AppError> {
        self.material.map(Thing::Material).or(self.product.map(Thing::Product)).ok_or(AppError::Internal)
    }

    pub fn kind(&self) -> Result<Kind, AppError> {
        Kind::from_code(&self.kind).ok_or(AppError::Internal)
    }

    pub fn measure(&self) -> Option<Measure> {
        Measure::from_code(self.measure.as_deref()?)
    }

    pub fn quantity(&self) -> Quantity {
        Quantity(self.quantity)
    }

    pub fn amount(&self) -> Cents {
        Cents(self.amount_cents)
    }

    pub fn reason(&self) -> Option<Reason> {
        Reason::from_code(self.reason.as_deref()?)
    }

    /// Whether it still counts and can be taken back by itself: what a purchase or a lot has moved goes back with it.
    pub fn is_loose(&self) -> bool {
        let counted = self.kind == Kind::Counted.code();
        self.reverses.is_none() && !self.taken_back && (self.source.is_none() || counted)
    }

    fn opposite(&self, on: NaiveDate) -> Result<Move, AppError> {
        Ok(Move {
            id: Uuid::now_v7(),
            thing: self.thing()?,
            kind: self.kind()?,
            quantity: Quantity(-self.quantity),
            grams: self.grams.map(|grams| -grams),
            amount: Cents(-self.amount_cents),
            on,
            reason: self.reason(),
            note: String::new(),
            source: self.source,
            reverses: Some(self.id),
        })
    }
}

/// Writes movements, in one statement.
pub async fn enter(tx: &mut Tx, member: &Member, moves: &[Move], now: DateTime<Utc>) -> Result<(), AppError> {
    if moves.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Engine>::new(
        "insert into movement (id, cohort, material, product, kind, quantity, grams, amount_cents, on_day, reason, note, source,
            reverses, entered_at) ",
    );
    sql.push_values(moves, |mut row, one| {
        let (material, product) = match one.thing {
            Thing::Material(id) => (Some(id), None),
            Thing::Product(id) => (None, Some(id)),
        };
        row.push_bind(one.id).push_bind(member.cohort.id).push_bind(material).push_bind(product);
        row.push_bind(one.kind.code()).push_bind(one.quantity.0).push_bind(one.grams).push_bind(one.amount.0);
        row.push_bind(one.on).push_bind(one.reason.map(Reason::code)).push_bind(&one.note).push_bind(one.source);
        row.push_bind(one.reverses).push_bind(now);
    });
    sql.build().execute(&mut **tx).await.map_err(|error| match violation(&error) {
        // Somebody took the same one back at the same moment.
        Some(Violation::Unique) => AppError::ChangedMeanwhile,
        _ => error.into(),
    })?;
    Ok(())
}

/// Enters the opposite of each of these that still counts.
pub async fn take_back(
    tx: &mut Tx,
    member: &Member,
    moved: &[Moved],
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let standing = moved.iter().filter(|one| one.reverses.is_none() && !one.taken_back);
    let back: Vec<Move> = standing.map(|one| one.opposite(on)).collect::<Result<_, _>>()?;
    enter(tx, member, &back, now).await
}

/// Every column of a movement, with the name of what moved.
macro_rules! moved {
    ($end:literal) => {
        concat!(
            "select m.id, m.material, m.product, coalesce(t.name, p.name) as name, t.unit as measure, p.unit as product_unit,
                    m.kind, m.quantity, m.grams, m.amount_cents, m.on_day, m.reason, m.note, m.source, m.reverses,
                    exists (select 1 from movement b where b.reverses = m.id) as taken_back
             from movement m left join material t on t.id = m.material left join product p on p.id = m.product
             where m.cohort = $1 and ",
            $end
        )
    };
}

/// How many movements of a material its page shows.
const SHOWN: i64 = 100;

/// What moved a material, the last first.
pub async fn of_material(db: impl Executor<'_>, member: &Member, material: Uuid) -> Result<Vec<Moved>, sqlx::Error> {
    sqlx::query_as(moved!("m.material = $2 order by m.on_day desc, m.entered_at desc, m.id desc limit $3"))
        .bind(member.cohort.id)
        .bind(material)
        .bind(SHOWN)
        .fetch_all(db)
        .await
}

/// What a purchase, a lot or a count moved.
pub async fn of_source(db: impl Executor<'_>, member: &Member, source: Uuid) -> Result<Vec<Moved>, sqlx::Error> {
    sqlx::query_as(moved!("m.source = $2 order by m.id")).bind(member.cohort.id).bind(source).fetch_all(db).await
}

/// One movement of the cohort.
pub async fn movement(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Moved, AppError> {
    Ok(sqlx::query_as(moved!("m.id = $2")).bind(member.cohort.id).bind(id).fetch_one(db).await?)
}

/// What is left of each product that lots made.
pub async fn products_left(db: impl Executor<'_>, member: &Member) -> Result<BTreeMap<Uuid, Quantity>, sqlx::Error> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select product, cast(sum(quantity) as bigint) from movement where cohort = $1 and product is not null
         group by product",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(product, left)| (product, Quantity(left))).collect())
}

/// What was given to the group or kept from the bin, in grams.
pub async fn grams(db: impl Executor<'_>, member: &Member) -> Result<i64, sqlx::Error> {
    let (grams,): (i64,) =
        sqlx::query_as("select cast(coalesce(sum(grams), 0) as bigint) from movement where cohort = $1")
            .bind(member.cohort.id)
            .fetch_one(db)
            .await?;
    Ok(grams)
}
