//! Founding a cohort: everything that it begins with, as rows of its own, in one transaction, many rows a
//! statement.

use crate::{
    app::cohorts::{forms::NewCohort, policy::Creator, start::Start},
    domain::{
        recurrence::Series,
        template::{
            Ruler,
            model::{Event, Mission, Pole, Product, Space},
        },
        text::Slug,
        time::{Fold, instant_near},
    },
    platform::{
        db::{Engine, Executor, Tx, Violation, violation},
        error::AppError,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{QueryBuilder, query_builder::Separated};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rows that one statement takes: SQLite counts what is bound, 32,766 at most.
const ROWS: usize = 1000;

/// Who founds it, as what, when and with what.
pub struct Founding<'f> {
    pub by: Creator,
    pub id: Uuid,
    pub new: &'f NewCohort,
    pub start: &'f Start,
    pub now: DateTime<Utc>,
}

impl Founding<'_> {
    /// Writes the cohort, its facilitator and all that it begins with; gives its slug.
    pub async fn write(&self, tx: &mut Tx) -> Result<String, AppError> {
        let slug = free_slug(tx, self.new.name.as_str()).await?;
        self.cohort(tx, &slug).await?;
        self.facilitator(tx).await?;
        self.phases(tx).await?;
        self.milestones(tx).await?;
        self.events(tx).await?;
        self.poles(tx).await?;
        self.products(tx).await?;
        self.spaces(tx).await?;
        Ok(slug)
    }

    fn ruler(&self) -> Ruler {
        Ruler::new(self.new.dates, self.start.model.days)
    }

    async fn cohort(&self, tx: &mut Tx, slug: &str) -> Result<(), AppError> {
        sqlx::query(
            "insert into cohort (id, slug, name, brand, brand_colour, template, state, starts_on, ends_on, time_zone,
                created_at, learns_from)
             values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10, $11)",
        )
        .bind(self.id)
        .bind(slug)
        .bind(self.new.name.as_str())
        .bind(self.new.brand.as_str())
        .bind(self.new.brand_colour)
        .bind(self.start.model.trade.code())
        .bind(self.new.dates.starts_on)
        .bind(self.new.dates.ends_on)
        .bind(self.start.zone.name())
        .bind(self.now)
        .bind(self.start.learns_from)
        .execute(&mut **tx)
        .await
        .map_err(|error| match violation(&error) {
            // Somebody took the same name in the same second.
            Some(Violation::Unique) => AppError::Busy,
            _ => error.into(),
        })?;
        Ok(())
    }

    async fn facilitator(&self, tx: &mut Tx) -> Result<(), AppError> {
        sqlx::query(
            "insert into membership (id, person, cohort, role, from_on) values ($1, $2, $3, 'facilitator', $4)",
        )
        .bind(Uuid::now_v7())
        .bind(self.by.person())
        .bind(self.id)
        .bind(self.now.with_timezone(&self.start.zone).date_naive())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    async fn phases(&self, tx: &mut Tx) -> Result<(), AppError> {
        let head = "insert into phase (id, cohort, kind, name, starts_on, ends_on) ";
        insert(tx, head, &self.start.model.phases, |mut row, phase| {
            let dates = self.ruler().phase(phase);
            row.push_bind(Uuid::now_v7()).push_bind(self.id).push_bind(phase.kind.code()).push_bind(&phase.name);
            row.push_bind(dates.starts_on).push_bind(dates.ends_on);
        })
        .await
    }

    async fn milestones(&self, tx: &mut Tx) -> Result<(), AppError> {
        let head = "insert into deadline (id, cohort, kind, title, falls_on) ";
        insert(tx, head, &self.start.model.milestones, |mut row, milestone| {
            row.push_bind(Uuid::now_v7()).push_bind(self.id).push_bind("milestone").push_bind(&milestone.title);
            row.push_bind(self.ruler().milestone(milestone));
        })
        .await
    }

    /// Every event on its day; one that comes again on each day of its series.
    async fn events(&self, tx: &mut Tx) -> Result<(), AppError> {
        let mut placed: Vec<(&Event, NaiveDate, Option<Uuid>)> = Vec::new();
        let mut series: Vec<(Uuid, Series)> = Vec::new();
        for event in &self.start.model.events {
            let again = self.ruler().series(event).and_then(|again| Some((again.days().ok()?, again)));
            match again {
                None => placed.push((event, self.ruler().event(event), None)),
                Some((days, again)) => {
                    let id = Uuid::now_v7();
                    placed.extend(days.into_iter().map(|day| (event, day, Some(id))));
                    series.push((id, again));
                }
            }
        }
        let head = "insert into series (id, cohort, rule, starts_on, until_on) ";
        insert(tx, head, &series, |mut row, (id, series)| {
            row.push_bind(*id).push_bind(self.id).push_bind(series.to_string());
            row.push_bind(series.starts_on).push_bind(series.until);
        })
        .await?;
        let head =
            "insert into event (id, cohort, kind, title, place, details, materials, starts_at, ends_at, series) ";
        insert(tx, head, &placed, |mut row, (event, on, series)| {
            let at = |time| instant_near(*on, time, self.start.zone, Fold::First);
            row.push_bind(Uuid::now_v7()).push_bind(self.id).push_bind(event.kind.code()).push_bind(&event.title);
            row.push_bind(&event.place).push_bind(&event.details).push_bind(&event.materials);
            row.push_bind(at(event.from)).push_bind(at(event.to)).push_bind(*series);
        })
        .await
    }

    /// The pôles in their order, with their missions and the steps of these.
    async fn poles(&self, tx: &mut Tx) -> Result<(), AppError> {
        let poles: Vec<(Uuid, i64, &Pole)> =
            self.start.model.poles.iter().zip(0..).map(|(pole, position)| (Uuid::now_v7(), position, pole)).collect();
        let head = "insert into pole (id, cohort, name, purpose, pictogram, position) ";
        insert(tx, head, &poles, |mut row, (id, position, pole)| {
            row.push_bind(*id).push_bind(self.id).push_bind(&pole.name).push_bind(&pole.purpose);
            row.push_bind(&pole.pictogram).push_bind(*position);
        })
        .await?;
        let mut missions: Vec<(Uuid, Uuid, &Mission)> = Vec::new();
        for (id, _, pole) in &poles {
            missions.extend(pole.missions.iter().map(|mission| (Uuid::now_v7(), *id, mission)));
        }
        self.missions(tx, &missions).await
    }

    /// Missions by id and pôle, and their steps in order.
    async fn missions(&self, tx: &mut Tx, missions: &[(Uuid, Uuid, &Mission)]) -> Result<(), AppError> {
        let head = "insert into mission (id, cohort, pole, title, due_on, state, created_at) ";
        insert(tx, head, missions, |mut row, (id, pole, mission)| {
            row.push_bind(*id).push_bind(self.id).push_bind(*pole).push_bind(&mission.title);
            row.push_bind(mission.due_day.map(|day| self.ruler().day(day))).push_bind("to_do").push_bind(self.now);
        })
        .await?;
        let mut steps: Vec<(Uuid, i64, &String)> = Vec::new();
        for (id, _, mission) in missions {
            steps.extend(mission.steps.iter().zip(1..).map(|(text, position)| (*id, position, text)));
        }
        let head = "insert into mission_step (id, mission, position, text) ";
        insert(tx, head, &steps, |mut row, (mission, position, text)| {
            row.push_bind(Uuid::now_v7()).push_bind(*mission).push_bind(*position).push_bind(*text);
        })
        .await
    }

    async fn products(&self, tx: &mut Tx) -> Result<(), AppError> {
        let products: Vec<(&Product, i64)> = self.start.model.products.iter().zip(0..).collect();
        let head = "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, position) ";
        insert(tx, head, &products, |mut row, (product, position)| {
            row.push_bind(Uuid::now_v7()).push_bind(self.id).push_bind(&product.name).push_bind(&product.pictogram);
            row.push_bind(&product.unit).push_bind(product.price.0).push_bind(product.material.0).push_bind(*position);
        })
        .await
    }

    /// The rooms that the cohort works in: those it was given, hers of the same name, and new ones.
    async fn spaces(&self, tx: &mut Tx) -> Result<(), AppError> {
        // Of several of hers that are called alike, the oldest.
        let mine = own_spaces(&mut **tx, self.by).await?.into_iter().rev();
        let mine: HashMap<String, Uuid> = mine.map(|(id, name)| (name, id)).collect();
        let mut rooms = self.start.rooms.clone();
        let mut made: Vec<(Uuid, &Space)> = Vec::new();
        for space in &self.start.model.spaces {
            match mine.get(&space.name) {
                Some(room) if rooms.contains(room) => {}
                Some(room) => rooms.push(*room),
                None => made.push((Uuid::now_v7(), space)),
            }
        }
        let head = "insert into space (id, name, people, time_zone) ";
        insert(tx, head, &made, |mut row, (id, space)| {
            row.push_bind(*id).push_bind(&space.name).push_bind(space.people).push_bind(self.start.zone.name());
        })
        .await?;
        furnish(tx, &made).await?;
        rooms.extend(made.iter().map(|(id, _)| *id));
        insert(tx, "insert into space_cohort (space, cohort) ", &rooms, |mut row, room| {
            row.push_bind(*room).push_bind(self.id);
        })
        .await
    }
}

/// Gives new rooms their machines and hours.
async fn furnish(tx: &mut Tx, rooms: &[(Uuid, &Space)]) -> Result<(), AppError> {
    let (mut machines, mut hours) = (Vec::new(), Vec::new());
    for (id, room) in rooms {
        machines.extend(room.machines.iter().map(|machine| (*id, machine)));
        hours.extend(room.hours.iter().map(|hours| (*id, hours)));
    }
    let head = "insert into machine (id, space, name, pictogram, count) ";
    insert(tx, head, &machines, |mut row, (space, machine)| {
        row.push_bind(Uuid::now_v7()).push_bind(*space).push_bind(&machine.name).push_bind(&machine.pictogram);
        row.push_bind(machine.count);
    })
    .await?;
    insert(tx, "insert into opening (space, weekday, opens, closes) ", &hours, |mut row, (space, hours)| {
        row.push_bind(*space).push_bind(i64::from(hours.weekday.number_from_monday()));
        row.push_bind(i64::from(hours.from.minutes())).push_bind(i64::from(hours.to.minutes()));
    })
    .await
}

/// Writes rows, as many a statement as it takes; `head` is all that stands before `values`.
async fn insert<T: Sync>(
    tx: &mut Tx,
    head: &str,
    rows: &[T],
    bind: impl Fn(Separated<'_, Engine, &'static str>, &T) + Send + Sync,
) -> Result<(), AppError> {
    for rows in rows.chunks(ROWS) {
        let mut sql = QueryBuilder::<Engine>::new(head);
        sql.push_values(rows, &bind);
        sql.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// The slug of `name`, with a number when others have it.
async fn free_slug(tx: &mut Tx, name: &str) -> Result<String, AppError> {
    let wanted = Slug::from_name(name);
    let taken: Vec<(String,)> = sqlx::query_as("select slug from cohort where slug = $1 or slug like $2")
        .bind(wanted.as_str())
        .bind(format!("{wanted}-%"))
        .fetch_all(&mut **tx)
        .await?;
    let taken: HashSet<String> = taken.into_iter().map(|row| row.0).collect();
    let numbered = (2..).map(|number| wanted.with_suffix(number));
    let free = std::iter::once(wanted.clone()).chain(numbered).find(|slug| !taken.contains(slug.as_str()));
    free.map(String::from).ok_or(AppError::Internal)
}

/// The spaces of the cohorts that she facilitates, oldest first: her next cohort works in the same workshop.
async fn own_spaces(db: impl Executor<'_>, by: Creator) -> Result<Vec<(Uuid, String)>, AppError> {
    let spaces = sqlx::query_as(
        "select distinct s.id, s.name from space s
         join space_cohort l on l.space = s.id
         join membership m on m.cohort = l.cohort
         where m.person = $1 and m.role = 'facilitator' and m.until_on is null
         order by s.id",
    )
    .bind(by.person())
    .fetch_all(db)
    .await?;
    Ok(spaces)
}

/// The slug of the cohort that she founded before, for a form that came twice.
pub async fn slug_of(db: impl Executor<'_>, by: Creator, id: Uuid) -> Result<String, AppError> {
    let row: Option<(String,)> = sqlx::query_as(
        "select c.slug from cohort c join membership m on m.cohort = c.id
         where c.id = $1 and m.person = $2 and m.until_on is null",
    )
    .bind(id)
    .bind(by.person())
    .fetch_optional(db)
    .await?;
    Ok(row.ok_or(AppError::NotFound)?.0)
}
