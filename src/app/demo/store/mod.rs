//! The SQL of the demonstration: plain inserts into an empty database, in the order in which rows refer to each other.

mod assembly;
mod lessons;
mod money;
mod stock;
mod waiting;
mod words;
mod work;

pub use assembly::insert_assembly;
pub use lessons::*;
pub use money::insert_money;
pub use stock::insert_stock;
pub use waiting::*;
pub use words::*;
pub use work::*;

use super::{
    calendar::ZONE,
    rows::{
        Cohort, Deadline, Event, Invitation, Membership, Mission, Person, Phase, Pole, Presence, Series, Space,
        Template,
    },
};
use crate::app::bookings::store::outages;
use crate::platform::db::{Executor, Tx};
use sqlx::Error;
use uuid::Uuid;

/// Whether somebody is there already.
pub async fn has_people(db: impl Executor<'_>) -> Result<bool, Error> {
    let (people,): (i64,) = sqlx::query_as("select count(*) from person").fetch_one(db).await?;
    Ok(people > 0)
}

/// From now on every page says that this is a demonstration.
pub async fn mark_demonstration(db: impl Executor<'_>) -> Result<(), Error> {
    sqlx::query("insert into instance (name, value) values ('demonstration', 'yes')").execute(db).await?;
    Ok(())
}

pub async fn insert_person(db: impl Executor<'_>, person: &Person, hash: &str) -> Result<(), Error> {
    sqlx::query(
        "insert into person (id, login, display_name, password_hash, language, may_create_cohorts, created_on, seen_on)
         values ($1, $2, $3, $4, 'fr', $5, $6, $7)",
    )
    .bind(person.id)
    .bind(person.login)
    .bind(person.name)
    .bind(hash)
    .bind(person.may_create_cohorts)
    .bind(person.created_on)
    .bind(person.seen_on)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_template(db: impl Executor<'_>, template: &Template) -> Result<(), Error> {
    sqlx::query("insert into template (id, person, name, trade, body, created_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(template.id)
        .bind(template.person)
        .bind(template.name)
        .bind(template.trade.code())
        .bind(&template.body)
        .bind(template.created_at)
        .execute(db)
        .await?;
    Ok(())
}

/// A cohort reads what another one has published.
pub async fn learn_from(db: impl Executor<'_>, slug: &str, before: &str) -> Result<(), Error> {
    sqlx::query("update cohort set learns_from = (select id from cohort where slug = $2) where slug = $1")
        .bind(slug)
        .bind(before)
        .execute(db)
        .await?;
    Ok(())
}

/// A space with its machines, hours and closures.
pub async fn insert_space(tx: &mut Tx, space: &Space) -> Result<(), Error> {
    let insert = "insert into space (id, name, details, people, time_zone, buffer_minutes, horizon_days)
                  values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(insert)
        .bind(space.id)
        .bind(&space.name)
        .bind(&space.details)
        .bind(space.people)
        .bind(ZONE.name())
        .bind(space.buffer_minutes)
        .bind(space.horizon_days)
        .execute(&mut **tx)
        .await?;
    for machine in &space.machines {
        sqlx::query("insert into machine (id, space, name, pictogram, count) values ($1, $2, $3, $4, $5)")
            .bind(machine.id)
            .bind(space.id)
            .bind(&machine.name)
            .bind(machine.pictogram)
            .bind(machine.count)
            .execute(&mut **tx)
            .await?;
    }
    insert_hours(tx, space).await?;
    insert_times(tx, space).await
}

/// Its rules, and what takes room in it without being a booking.
async fn insert_times(tx: &mut Tx, space: &Space) -> Result<(), Error> {
    sqlx::query("insert into house_rules (space, text) values ($1, $2)")
        .bind(space.id)
        .bind(&space.rules)
        .execute(&mut **tx)
        .await?;
    for special in &space.special {
        sqlx::query("insert into special_day (space, on_day, opens, closes) values ($1, $2, $3, $4)")
            .bind(space.id)
            .bind(special.day)
            .bind(i64::from(special.from.minutes()))
            .bind(i64::from(special.to.minutes()))
            .execute(&mut **tx)
            .await?;
    }
    for (id, block) in &space.blocks {
        sqlx::query("insert into block (id, space, starts_at, ends_at, reason) values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(space.id)
            .bind(block.start)
            .bind(block.end)
            .bind(&block.reason)
            .execute(&mut **tx)
            .await?;
    }
    for (id, outage) in &space.outages {
        outages::insert(tx, *id, outage).await?;
    }
    Ok(())
}

/// After so many minutes, a place that nobody came for is free: everywhere but where the group eats and cooks together.
pub async fn set_grace(db: impl Executor<'_>, minutes: i64) -> Result<(), Error> {
    sqlx::query("update space set grace_minutes = $1 where people <= 5").bind(minutes).execute(db).await?;
    Ok(())
}

async fn insert_hours(tx: &mut Tx, space: &Space) -> Result<(), Error> {
    for (weekday, opens, closes) in &space.openings {
        sqlx::query("insert into opening (space, weekday, opens, closes) values ($1, $2, $3, $4)")
            .bind(space.id)
            .bind(weekday)
            .bind(opens)
            .bind(closes)
            .execute(&mut **tx)
            .await?;
    }
    for closure in &space.closures {
        sqlx::query("insert into closure (id, space, first_on, last_on, reason) values ($1, $2, $3, $4, $5)")
            .bind(closure.id)
            .bind(space.id)
            .bind(closure.first_on)
            .bind(closure.last_on)
            .bind(&closure.reason)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub async fn insert_cohort(db: impl Executor<'_>, cohort: &Cohort) -> Result<(), Error> {
    let script = cohort.script;
    sqlx::query(
        "insert into cohort (id, slug, name, brand, brand_colour, template, state, starts_on, ends_on, time_zone,
                             help_name, help_phone, created_at, school_zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'c')",
    )
    .bind(cohort.id)
    .bind(script.slug)
    .bind(script.name)
    .bind(script.brand)
    .bind(script.colour)
    .bind(script.template.code())
    .bind(script.state.code())
    .bind(cohort.dates.starts_on)
    .bind(cohort.dates.ends_on)
    .bind(ZONE.name())
    .bind(script.help.0)
    .bind(script.help.1)
    .bind(cohort.created_at)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_membership(db: impl Executor<'_>, cohort: Uuid, seat: &Membership) -> Result<(), Error> {
    sqlx::query("insert into membership (id, person, cohort, role, from_on, until_on) values ($1, $2, $3, $4, $5, $6)")
        .bind(seat.id)
        .bind(seat.person)
        .bind(cohort)
        .bind(seat.role)
        .bind(seat.from_on)
        .bind(seat.until_on)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn link_space(db: impl Executor<'_>, cohort: Uuid, space: &Uuid) -> Result<(), Error> {
    sqlx::query("insert into space_cohort (space, cohort) values ($1, $2)")
        .bind(space)
        .bind(cohort)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn insert_phase(db: impl Executor<'_>, cohort: Uuid, phase: &Phase) -> Result<(), Error> {
    sqlx::query("insert into phase (id, cohort, kind, name, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6)")
        .bind(phase.id)
        .bind(cohort)
        .bind(phase.kind.code())
        .bind(&phase.name)
        .bind(phase.starts_on)
        .bind(phase.ends_on)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn insert_deadline(db: impl Executor<'_>, cohort: Uuid, deadline: &Deadline) -> Result<(), Error> {
    sqlx::query("insert into deadline (id, cohort, kind, title, falls_on) values ($1, $2, $3, $4, $5)")
        .bind(deadline.id)
        .bind(cohort)
        .bind(deadline.kind.code())
        .bind(deadline.title)
        .bind(deadline.falls_on)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn insert_event(db: impl Executor<'_>, cohort: Uuid, event: &Event) -> Result<(), Error> {
    sqlx::query(
        "insert into event (id, cohort, kind, title, place, details, starts_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(event.id)
    .bind(cohort)
    .bind(event.kind)
    .bind(&event.title)
    .bind(&event.place)
    .bind(&event.details)
    .bind(event.starts_at)
    .bind(event.ends_at)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_presence(db: impl Executor<'_>, cohort: Uuid, noted: &Presence) -> Result<(), Error> {
    sqlx::query(
        "insert into attendance (cohort, event, day, half, person, presence, signed_by, marked_by, marked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(cohort)
    .bind(noted.event)
    .bind(noted.half_day.day)
    .bind(noted.half_day.half.code())
    .bind(noted.person)
    .bind(noted.presence.code())
    .bind(noted.signed_by.code())
    .bind(noted.marked_by)
    .bind(noted.marked_at)
    .execute(db)
    .await?;
    Ok(())
}

/// A series with its events.
pub async fn insert_series(tx: &mut Tx, cohort: Uuid, again: &Series) -> Result<(), Error> {
    let skipped: Vec<_> = again.series.except.iter().map(ToString::to_string).collect();
    sqlx::query("insert into series (id, cohort, rule, starts_on, until_on, skipped) values ($1, $2, $3, $4, $5, $6)")
        .bind(again.id)
        .bind(cohort)
        .bind(again.series.to_string())
        .bind(again.series.starts_on)
        .bind(again.series.until)
        .bind(skipped.join(" "))
        .execute(&mut **tx)
        .await?;
    for event in &again.events {
        insert_event(&mut **tx, cohort, event).await?;
        sqlx::query("update event set series = $2, leads = $3, materials = $4 where id = $1")
            .bind(event.id)
            .bind(again.id)
            .bind(again.leads)
            .bind(again.materials)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// A pôle with its members; who answers for it is one of them.
pub async fn insert_pole(tx: &mut Tx, cohort: Uuid, position: i64, pole: &Pole) -> Result<(), Error> {
    sqlx::query(
        "insert into pole (id, cohort, name, purpose, pictogram, referent, deputy, position)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(pole.id)
    .bind(cohort)
    .bind(&pole.name)
    .bind(&pole.purpose)
    .bind(pole.pictogram)
    .bind(pole.referent)
    .bind(pole.deputy)
    .bind(position)
    .execute(&mut **tx)
    .await?;
    for member in &pole.members {
        sqlx::query("insert into pole_member (pole, person) values ($1, $2)")
            .bind(pole.id)
            .bind(member)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub async fn insert_mission(db: impl Executor<'_>, cohort: Uuid, mission: &Mission) -> Result<(), Error> {
    sqlx::query(
        "insert into mission (id, cohort, pole, title, person, phase, due_on, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(mission.id)
    .bind(cohort)
    .bind(mission.pole)
    .bind(&mission.title)
    .bind(mission.person)
    .bind(mission.phase)
    .bind(mission.due_on)
    .bind(mission.state)
    .bind(mission.created_at)
    .execute(db)
    .await?;
    Ok(())
}

pub async fn insert_invitation(db: impl Executor<'_>, cohort: Uuid, invitation: &Invitation) -> Result<(), Error> {
    sqlx::query(
        "insert into invitation (id, token_hash, cohort, role, made_by, made_at, expires_at)
         values ($1, $2, $3, 'entrepreneur', $4, $5, $6)",
    )
    .bind(invitation.id)
    .bind(invitation.token_hash.as_slice())
    .bind(cohort)
    .bind(invitation.made_by)
    .bind(invitation.made_at)
    .bind(invitation.expires_at)
    .execute(db)
    .await?;
    Ok(())
}
