//! The SQL of the cohort's card, and of what the records say to fill it and the timeline in. Sums of the group only.

use crate::{
    app::{
        access::{Facilitator, Member},
        day::card::Card,
    },
    domain::{money::Cents, review::Dated},
    platform::{
        db::{Executor, Tx},
        error::AppError,
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct CardRow {
    trade: String,
    dates: String,
    places: String,
    carriers: String,
    cae: String,
    funders: String,
    referrers: String,
    size: String,
    languages: String,
    budget: String,
    sales: String,
    version: i64,
}

/// The card of the member's cohort as somebody wrote it.
pub async fn card(db: impl Executor<'_>, member: &Member) -> Result<Option<Card>, sqlx::Error> {
    card_of(db, member.cohort.id).await
}

/// The same for the note.
pub(in crate::app) async fn card_of(db: impl Executor<'_>, cohort: Uuid) -> Result<Option<Card>, sqlx::Error> {
    let row: Option<CardRow> = sqlx::query_as(
        "select trade, dates, places, carriers, cae, funders, referrers, size, languages, budget, sales, version
         from cohort_card where cohort = $1",
    )
    .bind(cohort)
    .fetch_optional(db)
    .await?;
    // As card::FIELDS.
    Ok(row.map(|row| Card {
        lines: [
            row.trade,
            row.dates,
            row.places,
            row.carriers,
            row.cae,
            row.funders,
            row.referrers,
            row.size,
            row.languages,
            row.budget,
            row.sales,
        ],
        version: row.version,
    }))
}

/// Keeps the card. Whether it was still the version that the writer had read, or none.
pub async fn keep_card(tx: &mut Tx, by: &Facilitator, card: &Card) -> Result<bool, sqlx::Error> {
    let sql = match card.version {
        0 => {
            "insert into cohort_card (cohort, trade, dates, places, carriers, cae, funders, referrers, size, languages, budget, sales)
             select $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 where $2 = 0
             on conflict (cohort) do nothing"
        }
        _ => {
            "update cohort_card set trade = $3, dates = $4, places = $5, carriers = $6, cae = $7, funders = $8, referrers = $9,
                size = $10, languages = $11, budget = $12, sales = $13, version = version + 1
             where cohort = $1 and version = $2"
        }
    };
    let query = sqlx::query(sql).bind(by.cohort.id).bind(card.version);
    let query = card.lines.iter().fold(query, |query, line| query.bind(line));
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// What the records say of the whole: how many entrepreneurs there have been, what grants and sales brought.
pub async fn sums(db: impl Executor<'_>, member: &Member) -> Result<(i64, Cents, Cents), sqlx::Error> {
    let (people, grants, sales): (i64, i64, i64) = sqlx::query_as(
        "select (select count(distinct person) from membership where cohort = $1 and role = 'entrepreneur'),
                cast(coalesce((select sum(amount_cents) from journal where cohort = $1 and account = 'grant'), 0) as bigint),
                cast(coalesce((select sum(total_cents) from sale where cohort = $1 and taken_back_at is null), 0) as bigint)",
    )
    .bind(member.cohort.id)
    .fetch_one(db)
    .await?;
    Ok((people, Cents(grants), Cents(sales)))
}

/// The names of the spaces of the cohort.
pub async fn places(db: impl Executor<'_>, member: &Member) -> Result<Vec<String>, sqlx::Error> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "select s.name from space s join space_cohort c on c.space = s.id where c.cohort = $1 order by s.name, s.id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What was made and sold, day by day.
pub async fn made_and_sold(db: impl Executor<'_>, member: &Member) -> Result<Vec<(NaiveDate, Dated)>, AppError> {
    let rows: Vec<(String, NaiveDate, i64, i64)> = sqlx::query_as(
        "select 'made' as what, made_on as on_day, count(*) as many, cast(0 as bigint) as cents
         from record where cohort = $1 and withdrawn_at is null group by made_on
         union all
         select 'sold', sold_on, count(*), cast(sum(total_cents) as bigint)
         from sale where cohort = $1 and taken_back_at is null group by sold_on",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let dated = |(what, on, many, cents): (String, NaiveDate, i64, i64)| match what.as_str() {
        "made" => (on, Dated::Made(many)),
        _ => (on, Dated::Sold(many, Cents(cents))),
    };
    Ok(rows.into_iter().map(dated).collect())
}

/// What the group has decided, and when.
pub async fn decided(db: impl Executor<'_>, member: &Member) -> Result<Vec<(NaiveDate, String)>, sqlx::Error> {
    sqlx::query_as(
        "select closed_on, title from decision where cohort = $1 and state = 'closed' and closed_on is not null
         order by closed_on, id",
    )
    .bind(member.cohort.id)
    .fetch_all(db)
    .await
}
