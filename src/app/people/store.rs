//! The SQL of people, memberships, invitations and links for a new password.

use crate::platform::{
    db::{Db, Executor},
    session::Signed,
};
use uuid::Uuid;

/// The person called `login`, with the hash of her password.
pub async fn by_login(db: impl Executor<'_>, login: &str) -> Result<Option<(Uuid, Option<String>)>, sqlx::Error> {
    sqlx::query_as("select id, password_hash from person where login = $1").bind(login).fetch_optional(db).await
}

/// Whether `person` facilitates or partners some cohort that is not archived: her sessions then last longer.
pub async fn works_at_a_desk(db: impl Executor<'_>, person: Uuid) -> Result<bool, sqlx::Error> {
    let (seats,): (i64,) = sqlx::query_as(
        "select count(*) from membership m join cohort c on c.id = m.cohort
         where m.person = $1 and m.until_on is null and m.role <> 'entrepreneur' and c.state <> 'archived'",
    )
    .bind(person)
    .fetch_one(db)
    .await?;
    Ok(seats > 0)
}

/// Remembers the language that somebody chose.
pub async fn set_language(db: &Db, signed: &Signed, language: &str) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query("update person set language = $1 where id = $2")
        .bind(language)
        .bind(signed.person)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
