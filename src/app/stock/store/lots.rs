//! The SQL of lots: what was made together, by whom, of what. A sale that names a lot finds it here, and through its materials
//! the purchases that they came from.

use crate::{
    app::{access::Member, stock::forms::Made},
    domain::{quantity::Quantity, sale::Channel},
    platform::{
        db::{Engine, Executor, Tx, Violation, there, violation},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A batch of one product.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Lot {
    pub id: Uuid,
    /// What its label says.
    pub number: i64,
    pub product: Uuid,
    pub product_name: String,
    pub product_unit: String,
    pub pictogram: String,
    pub variant: Option<Uuid>,
    pub variant_name: Option<String>,
    pub made_on: NaiveDate,
    pub use_by: Option<NaiveDate>,
    quantity: i64,
    pub taken_back_on: Option<NaiveDate>,
}

impl Lot {
    pub fn quantity(&self) -> Quantity {
        Quantity(self.quantity)
    }

    /// "Tablier, grand"
    pub fn what(&self) -> String {
        let variant = self.variant_name.iter().map(|name| format!(", {name}"));
        std::iter::once(self.product_name.clone()).chain(variant).collect()
    }
}

macro_rules! lot {
    ($end:literal) => {
        concat!(
            "select l.id, l.number, l.product, p.name as product_name, p.unit as product_unit, p.pictogram, l.variant,
                    v.name as variant_name, l.made_on, l.use_by, l.quantity, l.taken_back_on
             from lot l join product p on p.id = l.product left join product_variant v on v.id = l.variant
             where l.cohort = $1 ",
            $end
        )
    };
}

/// The lots of the cohort, the last first.
pub async fn lots(db: impl Executor<'_>, member: &Member) -> Result<Vec<Lot>, sqlx::Error> {
    sqlx::query_as(lot!("order by l.number desc")).bind(member.cohort.id).fetch_all(db).await
}

pub async fn lot(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Lot, AppError> {
    Ok(sqlx::query_as(lot!("and l.id = $2")).bind(member.cohort.id).bind(id).fetch_one(db).await?)
}

/// Forward from a material: the lots that it is in, the last first.
pub async fn lots_with(db: impl Executor<'_>, member: &Member, material: Uuid) -> Result<Vec<Lot>, sqlx::Error> {
    sqlx::query_as(lot!(
        "and l.taken_back_on is null and l.id in
            (select source from movement where material = $2 and kind = 'used' and source is not null)
         order by l.number desc"
    ))
    .bind(member.cohort.id)
    .bind(material)
    .fetch_all(db)
    .await
}

/// A lot of which something is left to sell.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Offered {
    pub id: Uuid,
    pub number: i64,
    pub product: Uuid,
    pub variant_name: Option<String>,
    pub use_by: Option<NaiveDate>,
    left_over: i64,
}

impl Offered {
    pub fn left(&self) -> Quantity {
        Quantity(self.left_over)
    }
}

/// The lots that a sale may name, the first made first: that is the one to sell.
pub async fn offered(db: impl Executor<'_>, member: &Member) -> Result<Vec<Offered>, sqlx::Error> {
    sqlx::query_as(
        "select * from (
             select l.id, l.number, l.product, v.name as variant_name, l.use_by,
                    cast(l.quantity - coalesce((select sum(i.quantity) from sale_line i join sale s on s.id = i.sale
                                                where i.lot = l.id and s.taken_back_at is null), 0) as bigint) as left_over
             from lot l left join product_variant v on v.id = l.variant
             where l.cohort = $1 and l.taken_back_on is null) o
         where left_over > 0 order by number",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Something that was sold of a lot.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SoldOf {
    pub sold_on: NaiveDate,
    channel: String,
    quantity: i64,
}

impl SoldOf {
    pub fn channel(&self) -> Option<Channel> {
        Channel::from_code(&self.channel)
    }

    pub fn quantity(&self) -> Quantity {
        Quantity(self.quantity)
    }
}

/// Forward from a lot: where and when it was sold, by day and place. Who sold it is not told.
pub async fn sold_of(db: impl Executor<'_>, member: &Member, lot: Uuid) -> Result<Vec<SoldOf>, sqlx::Error> {
    sqlx::query_as(
        "select s.sold_on, s.channel, cast(sum(i.quantity) as bigint) as quantity
         from sale_line i join sale s on s.id = i.sale
         where i.lot = $1 and s.cohort = $2 and s.taken_back_at is null
         group by s.sold_on, s.channel order by s.sold_on, s.channel",
    )
    .bind(lot)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Who made a lot, by name.
pub async fn lot_makers(db: impl Executor<'_>, member: &Member, lot: Uuid) -> Result<Vec<String>, sqlx::Error> {
    let names: Vec<(String,)> = sqlx::query_as(
        "select p.display_name from lot_maker m join lot l on l.id = m.lot join person p on p.id = m.person
         where m.lot = $1 and l.cohort = $2 order by p.display_name, p.id",
    )
    .bind(lot)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(names.into_iter().map(|row| row.0).collect())
}

/// Where a material may come from.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Origin {
    pub material: String,
    pub purchase: Uuid,
    pub supplier: String,
    pub bought_on: NaiveDate,
}

/// Back from a lot: the purchases, until the day it was made, of the materials in it.
pub async fn origins(db: impl Executor<'_>, member: &Member, lot: Uuid) -> Result<Vec<Origin>, sqlx::Error> {
    sqlx::query_as(
        "select distinct t.name as material, p.id as purchase, p.supplier, p.bought_on
         from movement u
         join lot l on l.id = u.source
         join movement m on m.material = u.material and m.kind = 'bought'
         join purchase p on p.id = m.source
         join material t on t.id = u.material
         where l.id = $1 and l.cohort = $2 and u.kind = 'used' and p.taken_back_on is null and p.bought_on <= l.made_on
         order by t.name, p.bought_on desc, p.id",
    )
    .bind(lot)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

/// Writes a lot under the next number, with its makers.
pub async fn insert_lot(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    made: &Made,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query(
        "insert into lot (id, cohort, number, product, variant, made_on, use_by, quantity, entered_at)
         values ($1, $2, (select coalesce(max(number), 0) + 1 from lot where cohort = $2), $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(made.product)
    .bind(made.variant)
    .bind(made.on)
    .bind(made.use_by)
    .bind(made.quantity.0)
    .bind(now)
    .execute(&mut **tx)
    .await
    .map_err(|error| match violation(&error) {
        // Two at once took the same number.
        Some(Violation::Unique) => AppError::Busy,
        _ => error.into(),
    })?;
    let mut sql = QueryBuilder::<Engine>::new("insert into lot_maker (lot, person) ");
    sql.push_values(&made.makers, |mut row, person| {
        row.push_bind(id).push_bind(*person);
    });
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Says that a lot counts no more.
pub async fn set_lot_back(tx: &mut Tx, member: &Member, id: Uuid, on: NaiveDate) -> Result<(), AppError> {
    let done = sqlx::query("update lot set taken_back_on = $1 where id = $2 and cohort = $3")
        .bind(on)
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}
