//! The SQL of purchases.

use crate::{
    app::{access::Member, photos::view::Picture, stock::forms::Bought},
    domain::money::Cents,
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A purchase of materials, or an expense for everybody.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Purchase {
    pub id: Uuid,
    pub bought_on: NaiveDate,
    /// `materials` or `shared`.
    pub what: String,
    pub supplier: String,
    pub note: String,
    total_cents: i64,
    vat_cents: i64,
    photo: Option<Uuid>,
    photo_width: Option<i64>,
    photo_height: Option<i64>,
    pub taken_back_on: Option<NaiveDate>,
}

impl Purchase {
    /// What was paid.
    pub fn total(&self) -> Cents {
        Cents(self.total_cents)
    }

    pub fn vat(&self) -> Cents {
        Cents(self.vat_cents)
    }

    /// What the journal has of it.
    pub fn net(&self) -> Cents {
        self.total() - self.vat()
    }

    /// Its receipt.
    pub fn picture(&self) -> Option<Picture> {
        Picture::of(self.photo, self.photo_width, self.photo_height)
    }
}

/// All purchases of the cohort, the last first.
pub async fn purchases(db: impl Executor<'_>, member: &Member) -> Result<Vec<Purchase>, sqlx::Error> {
    sqlx::query_as(
        "select p.id, p.bought_on, p.what, p.supplier, p.note, p.total_cents, p.vat_cents, p.taken_back_on, p.photo,
                f.width as photo_width, f.height as photo_height
         from purchase p left join photo f on f.id = p.photo
         where p.cohort = $1 order by p.bought_on desc, p.entered_at desc, p.id desc",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}

pub async fn purchase(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Purchase, AppError> {
    let found = sqlx::query_as(
        "select p.id, p.bought_on, p.what, p.supplier, p.note, p.total_cents, p.vat_cents, p.taken_back_on, p.photo,
                f.width as photo_width, f.height as photo_height
         from purchase p left join photo f on f.id = p.photo where p.cohort = $1 and p.id = $2",
    )
    .bind(member.cohort.id)
    .bind(id)
    .fetch_one(db)
    .await?;
    Ok(found)
}

pub async fn insert_purchase(
    tx: &mut Tx,
    member: &Member,
    id: Uuid,
    bought: &Bought,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query(
        "insert into purchase (id, cohort, bought_on, what, supplier, note, total_cents, vat_cents, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(member.cohort.id)
    .bind(bought.on)
    .bind(bought.what.code())
    .bind(bought.supplier.as_str())
    .bind(&bought.note)
    .bind(bought.total.0)
    .bind(bought.vat.0)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says that a purchase counts no more.
pub async fn set_purchase_back(tx: &mut Tx, member: &Member, id: Uuid, on: NaiveDate) -> Result<(), AppError> {
    let done = sqlx::query("update purchase set taken_back_on = $1 where id = $2 and cohort = $3")
        .bind(on)
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}
