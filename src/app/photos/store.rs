//! The SQL of photos, and of the two columns that name one.

use crate::{
    app::access::Member,
    platform::{
        db::{Executor, Tx, there},
        error::AppError,
        photo::Photo,
    },
};
use uuid::Uuid;

/// What a photo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Product,
    Purchase,
}

impl About {
    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Purchase => "purchase",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Product, Self::Purchase].into_iter().find(|about| about.code() == code)
    }
}

pub async fn bytes(db: impl Executor<'_>, member: &Member, id: Uuid) -> Result<Vec<u8>, AppError> {
    let (bytes,): (Vec<u8>,) = sqlx::query_as("select bytes from photo where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .fetch_one(db)
        .await?;
    Ok(bytes)
}

/// How many photos the cohort keeps.
pub async fn count(db: impl Executor<'_>, member: &Member) -> Result<i64, AppError> {
    let (count,): (i64,) =
        sqlx::query_as("select count(*) from photo where cohort = $1").bind(member.cohort.id).fetch_one(db).await?;
    Ok(count)
}

/// The photo that it has, when it is there at all.
pub async fn of(db: impl Executor<'_>, member: &Member, about: About, id: Uuid) -> Result<Option<Uuid>, AppError> {
    let sql = match about {
        About::Product => "select photo from product where id = $1 and cohort = $2",
        About::Purchase => "select photo from purchase where id = $1 and cohort = $2",
    };
    let (photo,): (Option<Uuid>,) = sqlx::query_as(sql).bind(id).bind(member.cohort.id).fetch_one(db).await?;
    Ok(photo)
}

pub async fn insert(tx: &mut Tx, member: &Member, id: Uuid, photo: &Photo) -> Result<(), AppError> {
    sqlx::query("insert into photo (id, cohort, bytes, width, height) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(member.cohort.id)
        .bind(&photo.bytes)
        .bind(i64::from(photo.width))
        .bind(i64::from(photo.height))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives it this photo, or none.
pub async fn attach(tx: &mut Tx, member: &Member, about: About, id: Uuid, photo: Option<Uuid>) -> Result<(), AppError> {
    let sql = match about {
        About::Product => "update product set photo = $1 where id = $2 and cohort = $3",
        About::Purchase => "update purchase set photo = $1 where id = $2 and cohort = $3",
    };
    let done = sqlx::query(sql).bind(photo).bind(id).bind(member.cohort.id).execute(&mut **tx).await?;
    there(done.rows_affected())
}

pub async fn delete(tx: &mut Tx, member: &Member, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query("delete from photo where id = $1 and cohort = $2")
        .bind(id)
        .bind(member.cohort.id)
        .execute(&mut **tx)
        .await?;
    there(done.rows_affected())
}
