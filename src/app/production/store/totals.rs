//! Totals of a cohort, each in one statement. Withdrawn records are in none of them. Where a function takes a `Seat`,
//! whoever belongs to the cohort may call it: nothing in its answer is a person's line. What partners see of it has its
//! small cells hidden by `domain::figures`. Where it takes a `Member`, the answer is hers alone.

use crate::{
    app::access::{Member, Seat},
    domain::{cohort::Dates, minutes::Minutes, quantity::Quantity, week::IsoWeek},
    platform::db::Executor,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was made of one product.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProductTotal {
    pub product: Uuid,
    quantity: i64,
    minutes: i64,
    /// How many records it sums.
    pub records: i64,
}

impl ProductTotal {
    pub fn quantity(&self) -> Quantity {
        Quantity(self.quantity)
    }

    pub fn minutes(&self) -> Minutes {
        Minutes(self.minutes)
    }
}

/// The working time of a pôle's members.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct PoleTotal {
    pub pole: Uuid,
    pub name: String,
    pub pictogram: String,
    minutes: i64,
}

impl PoleTotal {
    pub fn minutes(&self) -> Minutes {
        Minutes(self.minutes)
    }
}

/// What was made of a product on a day, and how long its makers worked.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
struct DayTotal {
    product: Uuid,
    made_on: NaiveDate,
    quantity: i64,
    minutes: i64,
    records: i64,
}

/// All that a cohort made, read once by product and day, and added up as a page needs it.
#[derive(Clone, Debug, Default)]
pub struct Made(Vec<DayTotal>);

impl Made {
    /// What was made of each product between two days, both included; products that nobody made are left out.
    pub fn by_product(&self, between: Dates) -> Vec<ProductTotal> {
        let mut totals: BTreeMap<Uuid, ProductTotal> = BTreeMap::new();
        for day in self.0.iter().filter(|day| between.contains(day.made_on)) {
            let total =
                totals.entry(day.product).or_insert(ProductTotal { product: day.product, ..Default::default() });
            total.quantity += day.quantity;
            total.minutes += day.minutes;
            total.records += day.records;
        }
        totals.into_values().collect()
    }

    /// The working time of all makers in each week that had some, of one product or of all.
    pub fn by_week(&self, product: Option<Uuid>) -> BTreeMap<IsoWeek, Minutes> {
        let mut weeks = BTreeMap::new();
        let of_it = |day: &&DayTotal| day.minutes > 0 && product.is_none_or(|id| id == day.product);
        for day in self.0.iter().filter(of_it) {
            let week: &mut Minutes = weeks.entry(IsoWeek::of(day.made_on)).or_default();
            *week = *week + Minutes(day.minutes);
        }
        weeks
    }

    /// The working time of all makers.
    pub fn minutes(&self) -> Minutes {
        self.0.iter().map(|day| Minutes(day.minutes)).sum()
    }
}

/// What somebody made and how long she worked, by week and product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnWeek {
    pub minutes: Minutes,
    /// The whole quantity of the records that she worked on: it is never divided among makers.
    pub made: BTreeMap<Uuid, Quantity>,
}

/// How much the cohort made of each product; products that nobody made are left out.
pub async fn quantities(db: impl Executor<'_>, seat: &Seat) -> Result<BTreeMap<Uuid, Quantity>, sqlx::Error> {
    let sums: Vec<(Uuid, i64)> = sqlx::query_as(
        "select product, cast(sum(quantity) as bigint) from record where cohort = $1 and withdrawn_at is null
         group by product",
    )
    .bind(seat.cohort.id)
    .fetch_all(db)
    .await?;
    Ok(sums.into_iter().map(|(product, sum)| (product, Quantity(sum))).collect())
}

/// All that the cohort made. A record's minutes are added up beside it, so that its quantity counts once whoever made it.
pub async fn made(db: impl Executor<'_>, seat: &Seat) -> Result<Made, sqlx::Error> {
    let days = sqlx::query_as(
        "select product, made_on, cast(sum(quantity) as bigint) as quantity,
                cast(coalesce(sum(minutes), 0) as bigint) as minutes, count(*) as records
         from (select r.product, r.made_on, r.quantity,
                      (select sum(m.minutes) from record_maker m where m.record = r.id) as minutes
               from record r where r.cohort = $1 and r.withdrawn_at is null) each_record
         group by product, made_on",
    );
    Ok(Made(days.bind(seat.cohort.id).fetch_all(db).await?))
}

/// The time that went into running the cooperative, of all pôles.
pub async fn running(db: impl Executor<'_>, seat: &Seat) -> Result<Minutes, sqlx::Error> {
    let (minutes,): (i64,) = sqlx::query_as(
        "select cast(coalesce(sum(h.minutes), 0) as bigint) from pole_hours h join pole p on p.id = h.pole where p.cohort = $1",
    )
    .bind(seat.cohort.id)
    .fetch_one(db)
    .await?;
    Ok(Minutes(minutes))
}

/// The working time of each pôle's present members between two days. Who is in several pôles counts in each of them,
/// so the pôles do not add up to the cohort.
pub async fn minutes_by_pole(
    db: impl Executor<'_>,
    seat: &Seat,
    between: Dates,
    product: Option<Uuid>,
) -> Result<Vec<PoleTotal>, sqlx::Error> {
    sqlx::query_as(
        "select p.id as pole, p.name, p.pictogram, cast(sum(w.minutes) as bigint) as minutes
         from (select m.person, sum(m.minutes) as minutes from record r join record_maker m on m.record = r.id
               where r.cohort = $1 and r.withdrawn_at is null and r.made_on >= $2 and r.made_on <= $3
                 and (r.product = $4 or $4 is null)
               group by m.person) w
         join pole_member pm on pm.person = w.person join pole p on p.id = pm.pole and p.cohort = $1
         group by p.id, p.name, p.pictogram, p.position order by p.position, p.id",
    )
    .bind(seat.cohort.id)
    .bind(between.starts_on)
    .bind(between.ends_on)
    .bind(product)
    .fetch_all(db)
    .await
}

/// The member's own weeks: her time, and the records that she worked on.
pub async fn own_weeks(db: impl Executor<'_>, member: &Member) -> Result<BTreeMap<IsoWeek, OwnWeek>, sqlx::Error> {
    let days: Vec<(NaiveDate, Uuid, i64, i64)> = sqlx::query_as(
        "select r.made_on, r.product, cast(sum(r.quantity) as bigint), cast(sum(m.minutes) as bigint)
         from record_maker m join record r on r.id = m.record
         where m.person = $1 and r.cohort = $2 and r.withdrawn_at is null group by r.made_on, r.product",
    )
    .bind(member.person)
    .bind(member.cohort.id)
    .fetch_all(db)
    .await?;
    let mut weeks: BTreeMap<IsoWeek, OwnWeek> = BTreeMap::new();
    for (day, product, quantity, minutes) in days {
        let week = weeks.entry(IsoWeek::of(day)).or_default();
        week.minutes = week.minutes + Minutes(minutes);
        let made = week.made.entry(product).or_default();
        *made = *made + Quantity(quantity);
    }
    Ok(weeks)
}

/// The same minutes added up three ways over the whole database, for `cooperade check`.
#[derive(sqlx::FromRow)]
pub struct Sums {
    pub minutes: i64,
    pub by_product: i64,
    pub by_person: i64,
    pub without_maker: i64,
}

/// Adds up every record's minutes in all, by product, and by person who belongs or belonged to the record's cohort.
pub async fn sums(db: impl Executor<'_>) -> Result<Sums, sqlx::Error> {
    sqlx::query_as(
        "select cast((select coalesce(sum(minutes), 0) from record_maker) as bigint) as minutes,
                cast((select coalesce(sum(total), 0) from (
                    select sum(m.minutes) as total from product p join record r on r.product = p.id and r.cohort = p.cohort
                    join record_maker m on m.record = r.id group by p.id) as each_product) as bigint) as by_product,
                cast((select coalesce(sum(total), 0) from (
                    select sum(m.minutes) as total from record_maker m join record r on r.id = m.record
                    where exists (select 1 from membership s where s.person = m.person and s.cohort = r.cohort)
                    group by m.person) as each_person) as bigint) as by_person,
                (select count(*) from record r where not exists (select 1 from record_maker m where m.record = r.id))
                    as without_maker",
    )
    .fetch_one(db)
    .await
}
