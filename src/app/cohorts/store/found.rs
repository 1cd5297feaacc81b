//! Founding a cohort: everything that a template gives it, as rows and words of its own, in one transaction.

use crate::{
    app::{
        cohorts::{forms::NewCohort, policy::Creator, template_words as words},
        i18n::Locale,
    },
    domain::{
        template::{self, PlannedEvent, PoleModel, SpaceModel},
        text::Slug,
        time::{Fold, instant_near},
    },
    platform::{
        db::{Executor, Tx, Violation, violation},
        error::AppError,
    },
};
use chrono::{DateTime, Utc};
use chrono_tz::{Europe::Paris, Tz};
use std::collections::HashSet;
use uuid::Uuid;

/// The clock of a new cohort and its spaces, until somebody chooses another.
const ZONE: Tz = Paris;
/// Spaces of a template open from Monday to Saturday, 9:00 to 19:00.
const OPEN: (std::ops::RangeInclusive<i64>, i64, i64) = (1..=6, 9 * 60, 19 * 60);

/// Who founds it, as what, when and in which language.
pub struct Founding<'f> {
    pub by: Creator,
    pub id: Uuid,
    pub new: &'f NewCohort,
    pub locale: Locale,
    pub now: DateTime<Utc>,
}

impl Founding<'_> {
    /// Writes the cohort, its facilitator and all that its template holds; gives its slug.
    pub async fn write(&self, tx: &mut Tx) -> Result<String, AppError> {
        let slug = free_slug(tx, self.new.name.as_str()).await?;
        self.cohort(tx, &slug).await?;
        self.facilitator(tx).await?;
        self.plan(tx).await?;
        let template = self.new.template.template();
        for (position, pole) in (0..).zip(template.poles) {
            self.pole(tx, pole, position).await?;
        }
        self.products(tx).await?;
        let mine = own_spaces(&mut **tx, self.by).await?;
        for model in template.spaces {
            let name = self.word("space", model.code);
            match mine.iter().find(|(_, own)| *own == name) {
                Some((space, _)) => self.link(tx, *space).await?,
                None => self.space(tx, model, &name).await?,
            }
        }
        Ok(slug)
    }

    fn word(&self, kind: &str, code: &str) -> String {
        words::word(self.locale, &format!("{kind}.{code}"))
    }

    async fn cohort(&self, tx: &mut Tx, slug: &str) -> Result<(), AppError> {
        sqlx::query(
            "insert into cohort (id, slug, name, brand, brand_colour, template, state, starts_on, ends_on, time_zone, created_at)
             values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10)",
        )
        .bind(self.id)
        .bind(slug)
        .bind(self.new.name.as_str())
        .bind(self.new.brand.as_str())
        .bind(self.new.brand_colour)
        .bind(self.new.template.code())
        .bind(self.new.dates.starts_on)
        .bind(self.new.dates.ends_on)
        .bind(ZONE.name())
        .bind(self.now)
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
        .bind(self.now.with_timezone(&ZONE).date_naive())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    async fn plan(&self, tx: &mut Tx) -> Result<(), AppError> {
        let dates = self.new.dates;
        let plan = template::plan(self.new.template, dates.starts_on, dates.ends_on);
        for phase in &plan.phases {
            sqlx::query(
                "insert into phase (id, cohort, kind, name, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(Uuid::now_v7())
            .bind(self.id)
            .bind(phase.kind.code())
            .bind(words::phase(self.locale, phase.kind))
            .bind(phase.starts_on)
            .bind(phase.ends_on)
            .execute(&mut **tx)
            .await?;
        }
        for event in &plan.events {
            self.event(tx, event).await?;
        }
        Ok(())
    }

    async fn event(&self, tx: &mut Tx, event: &PlannedEvent) -> Result<(), AppError> {
        sqlx::query("insert into event (id, cohort, kind, title, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)")
            .bind(Uuid::now_v7())
            .bind(self.id)
            .bind(event.kind.code())
            .bind(self.word("event", event.code))
            .bind(instant_near(event.on, event.from, ZONE, Fold::First))
            .bind(instant_near(event.on, event.to, ZONE, Fold::First))
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    async fn pole(&self, tx: &mut Tx, pole: &PoleModel, position: i64) -> Result<(), AppError> {
        let id = Uuid::now_v7();
        sqlx::query(
            "insert into pole (id, cohort, name, purpose, pictogram, position) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(self.id)
        .bind(self.word("pole", pole.code))
        .bind(self.word("pole", &format!("{}.purpose", pole.code)))
        .bind(pole.pictogram)
        .bind(position)
        .execute(&mut **tx)
        .await?;
        for mission in pole.missions {
            sqlx::query(
                "insert into mission (id, cohort, pole, title, state, created_at) values ($1, $2, $3, $4, 'to_do', $5)",
            )
            .bind(Uuid::now_v7())
            .bind(self.id)
            .bind(id)
            .bind(self.word("mission", mission))
            .bind(self.now)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn products(&self, tx: &mut Tx) -> Result<(), AppError> {
        for (position, product) in (0_i64..).zip(self.new.template.template().products) {
            sqlx::query(
                "insert into product (id, cohort, name, pictogram, unit, price_cents, material_cents, position)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(Uuid::now_v7())
            .bind(self.id)
            .bind(self.word("product", product.code))
            .bind(words::product_icon(product.code))
            .bind(self.word("unit", product.unit))
            .bind(product.price.0)
            .bind(product.material.0)
            .bind(position)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn space(&self, tx: &mut Tx, model: &SpaceModel, name: &str) -> Result<(), AppError> {
        let id = Uuid::now_v7();
        sqlx::query("insert into space (id, name, people, time_zone) values ($1, $2, $3, $4)")
            .bind(id)
            .bind(name)
            .bind(i64::from(model.people))
            .bind(ZONE.name())
            .execute(&mut **tx)
            .await?;
        for (code, count) in model.machines {
            sqlx::query("insert into machine (id, space, name, pictogram, count) values ($1, $2, $3, $4, $5)")
                .bind(Uuid::now_v7())
                .bind(id)
                .bind(self.word("machine", code))
                .bind(words::machine_icon(code))
                .bind(i64::from(*count))
                .execute(&mut **tx)
                .await?;
        }
        let (weekdays, opens, closes) = OPEN;
        for weekday in weekdays {
            sqlx::query("insert into opening (space, weekday, opens, closes) values ($1, $2, $3, $4)")
                .bind(id)
                .bind(weekday)
                .bind(opens)
                .bind(closes)
                .execute(&mut **tx)
                .await?;
        }
        self.link(tx, id).await
    }

    async fn link(&self, tx: &mut Tx, space: Uuid) -> Result<(), AppError> {
        sqlx::query("insert into space_cohort (space, cohort) values ($1, $2)")
            .bind(space)
            .bind(self.id)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }
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
