//! The SQL of people, memberships, invitations and links for a new password.

mod data;
mod erasure;
mod links;
mod members;
mod waiting;

pub use data::*;
pub use erasure::*;
pub use links::*;
pub use members::*;
pub use waiting::*;

use crate::{
    domain::text::{DisplayName, Login},
    platform::{
        db::{Executor, Tx},
        session::Signed,
    },
};
use chrono::NaiveDate;
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
pub async fn set_language(tx: &mut Tx, signed: &Signed, language: &str) -> Result<(), sqlx::Error> {
    sqlx::query("update person set language = $1 where id = $2")
        .bind(language)
        .bind(signed.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Somebody new, as she called herself.
pub struct NewPerson {
    pub id: Uuid,
    pub login: Login,
    pub display_name: DisplayName,
    pub password_hash: String,
    pub language: String,
    pub may_create_cohorts: bool,
}

/// Adds somebody. A taken login is told by the database.
pub async fn insert_person(tx: &mut Tx, person: &NewPerson, today: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into person (id, login, display_name, password_hash, language, may_create_cohorts, created_on, seen_on)
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
    )
    .bind(person.id)
    .bind(person.login.as_str())
    .bind(person.display_name.as_str())
    .bind(&person.password_hash)
    .bind(&person.language)
    .bind(person.may_create_cohorts)
    .bind(today)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives somebody the right to create cohorts.
pub async fn let_create_cohorts(tx: &mut Tx, signed: &Signed) -> Result<(), sqlx::Error> {
    sqlx::query("update person set may_create_cohorts = $1 where id = $2")
        .bind(true)
        .bind(signed.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether `person` answers for a cohort or may make one: her password is then longer.
pub async fn answers_for_others(db: impl Executor<'_>, person: Uuid) -> Result<bool, sqlx::Error> {
    let (found,): (i64,) = sqlx::query_as(
        "select count(*) from person p where p.id = $1 and (p.may_create_cohorts = $2 or exists (
            select 1 from membership m join cohort c on c.id = m.cohort
            where m.person = p.id and m.until_on is null and m.role = 'facilitator' and c.state <> 'archived'))",
    )
    .bind(person)
    .bind(true)
    .fetch_one(db)
    .await?;
    Ok(found > 0)
}

/// The hash of the password of whoever is signed in.
pub async fn password_hash(db: impl Executor<'_>, signed: &Signed) -> Result<Option<String>, sqlx::Error> {
    let (hash,): (Option<String>,) =
        sqlx::query_as("select password_hash from person where id = $1").bind(signed.person).fetch_one(db).await?;
    Ok(hash)
}

/// Changes how somebody is called and in which language she reads.
pub async fn update_profile(
    tx: &mut Tx,
    signed: &Signed,
    name: &DisplayName,
    language: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("update person set display_name = $1, language = $2 where id = $3")
        .bind(name.as_str())
        .bind(language)
        .bind(signed.person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives `person` another password.
pub async fn update_password(tx: &mut Tx, person: Uuid, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("update person set password_hash = $1 where id = $2 and erased_on is null")
        .bind(hash)
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
