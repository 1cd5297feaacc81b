//! The SQL of house rules: the words and the picture that a space shows to who books it. A space is not of one cohort, so its
//! picture is its own and not among theirs; replaced or removed, nothing of it stays.

use super::spaces::Space;
use crate::{
    app::photos::view::Picture,
    platform::{
        db::{Executor, Tx},
        error::AppError,
        photo::Photo,
    },
};
use uuid::Uuid;

/// What there is to know in the house.
#[derive(Clone, Debug, Default)]
pub struct House {
    pub text: String,
    pub picture: Option<Picture>,
}

impl House {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.picture.is_none()
    }
}

/// The rules of a space; without any, nothing.
pub async fn rules(db: impl Executor<'_>, space: &Space) -> Result<House, AppError> {
    let row: Option<(String, Option<Uuid>, Option<i64>, Option<i64>)> =
        sqlx::query_as("select text, photo, width, height from house_rules where space = $1")
            .bind(space.id)
            .fetch_optional(db)
            .await?;
    let read = |(text, photo, width, height)| House { text, picture: Picture::of(photo, width, height) };
    Ok(row.map(read).unwrap_or_default())
}

/// The picture's bytes, when it is the one that the space shows now.
pub async fn picture(db: impl Executor<'_>, space: &Space, photo: Uuid) -> Result<Vec<u8>, AppError> {
    let (bytes,): (Vec<u8>,) = sqlx::query_as("select bytes from house_rules where space = $1 and photo = $2")
        .bind(space.id)
        .bind(photo)
        .fetch_one(db)
        .await?;
    Ok(bytes)
}

/// Writes the words.
pub async fn set_text(tx: &mut Tx, space: &Space, text: &str) -> Result<(), AppError> {
    sqlx::query(
        "insert into house_rules (space, text) values ($1, $2) on conflict (space) do update set text = excluded.text",
    )
    .bind(space.id)
    .bind(text)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Shows this picture in the place of the one before.
pub async fn set_picture(tx: &mut Tx, space: &Space, id: Uuid, photo: &Photo) -> Result<(), AppError> {
    sqlx::query(
        "insert into house_rules (space, photo, width, height, bytes) values ($1, $2, $3, $4, $5)
         on conflict (space) do update set photo = excluded.photo, width = excluded.width, height = excluded.height,
             bytes = excluded.bytes",
    )
    .bind(space.id)
    .bind(id)
    .bind(i64::from(photo.width))
    .bind(i64::from(photo.height))
    .bind(&photo.bytes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the picture away.
pub async fn remove_picture(tx: &mut Tx, space: &Space) -> Result<(), AppError> {
    sqlx::query("update house_rules set photo = null, width = null, height = null, bytes = null where space = $1")
        .bind(space.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
