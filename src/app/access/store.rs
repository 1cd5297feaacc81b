//! The SQL of seats: whether somebody belongs to a cohort, and as what; and which cohorts everybody may read of.

use super::{Cohort, Reader, Seat};
use crate::{
    domain::{
        capitalisation::Scope,
        cohort::{Dates, Role, State},
    },
    platform::{db::Executor, error::AppError, session::Signed},
};
use chrono::NaiveDate;
use std::sync::Arc;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct CohortRow {
    id: Uuid,
    slug: String,
    name: String,
    brand: String,
    brand_colour: i64,
    template: String,
    state: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    time_zone: String,
    help_name: String,
    help_phone: String,
}

impl CohortRow {
    fn read(self) -> Result<Arc<Cohort>, AppError> {
        Ok(Arc::new(Cohort {
            id: self.id,
            slug: self.slug,
            name: self.name,
            brand: self.brand,
            brand_colour: self.brand_colour,
            template: self.template,
            state: State::from_code(&self.state).ok_or(AppError::Internal)?,
            dates: Dates { starts_on: self.starts_on, ends_on: self.ends_on },
            time_zone: self.time_zone.parse().map_err(|_| AppError::Internal)?,
            help_name: self.help_name,
            help_phone: self.help_phone,
        }))
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    role: String,
    #[sqlx(flatten)]
    cohort: CohortRow,
}

impl Row {
    fn seat(self, signed: &Signed) -> Result<Seat, AppError> {
        let role = Role::from_code(&self.role).ok_or(AppError::Internal)?;
        Ok(Seat { person: signed.person, name: signed.display_name.clone(), role, cohort: self.cohort.read()? })
    }
}

/// The seat of `signed` in the cohort called `slug`.
pub async fn seat(db: impl Executor<'_>, signed: &Signed, slug: &str) -> Result<Seat, AppError> {
    let row: Option<Row> = sqlx::query_as(
        "select m.role, c.id, c.slug, c.name, c.brand, c.brand_colour, c.template, c.state, c.starts_on, c.ends_on,
                c.time_zone, c.help_name, c.help_phone
         from cohort c join membership m on m.cohort = c.id
         where c.slug = $1 and m.person = $2 and m.until_on is null",
    )
    .bind(slug)
    .bind(signed.person)
    .fetch_optional(db)
    .await?;
    row.ok_or(AppError::NotFound)?.seat(signed)
}

/// Every seat of `signed`: running cohorts first, then the latest.
pub async fn seats(db: impl Executor<'_>, signed: &Signed) -> Result<Vec<Seat>, AppError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select m.role, c.id, c.slug, c.name, c.brand, c.brand_colour, c.template, c.state, c.starts_on, c.ends_on,
                c.time_zone, c.help_name, c.help_phone
         from cohort c join membership m on m.cohort = c.id
         where m.person = $1 and m.until_on is null
         order by case c.state when 'running' then 0 when 'draft' then 1 else 2 end, c.starts_on desc",
    )
    .bind(signed.person)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| row.seat(signed)).collect()
}

/// Everybody, as a reader of the cohort called `slug`, where its note as it is published now goes to everybody.
pub async fn open(db: impl Executor<'_>, slug: &str) -> Result<Reader, AppError> {
    let row: Option<CohortRow> = sqlx::query_as(
        "select c.id, c.slug, c.name, c.brand, c.brand_colour, c.template, c.state, c.starts_on, c.ends_on,
                c.time_zone, c.help_name, c.help_phone
         from cohort c join note n on n.cohort = c.id
         join published_note e on e.note = n.id and e.edition = (select max(edition) from published_note where note = n.id)
         where c.slug = $1 and n.published_at is not null and e.scope = 'public'",
    )
    .bind(slug)
    .fetch_optional(db)
    .await?;
    Ok(Reader { cohort: row.ok_or(AppError::NotFound)?.read()?, scope: Scope::Public })
}
