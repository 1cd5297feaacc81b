//! The demonstration: invented people in the two cohorts of the source text and in one that runs today.
//!
//! A cohort's file tells its story ([`script`] says how), [`build`] turns stories into rows, [`store`] writes them. Two
//! fillings on one day are alike, but for the salt of the password and a token that nobody has.

mod assembly;
mod build;
mod calendar;
mod craft;
mod culinary_2019;
mod lessons;
mod money;
mod people;
mod presences;
mod rebooking;
mod rows;
mod running;
mod script;
mod spaces;
mod stock;
mod store;
mod textile_2020;
mod trade;
mod waiting;
mod work;
mod written;

use crate::{
    app::{
        capitalisation::{
            charts,
            store::{
                figures::{Of, facts},
                note::freeze_charts,
            },
        },
        figures::{releasing, store::Looked},
        search,
    },
    domain::{cohort::Role, figures::Shown},
    platform::{
        audit,
        db::{Db, Tx},
        error::AppError,
        password::Hasher,
    },
};
use chrono::{DateTime, SubsecRound, Utc};
use serde::Serialize;

/// One for everybody, printed in the terminal: nobody should keep anything of her own in a demonstration.
const PASSWORD: &str = "atelier-soleil-bocal-2026";

/// What the terminal prints once the database is full.
#[derive(Debug, Serialize)]
pub struct Filled {
    pub cohorts: Vec<Named>,
    pub logins: Vec<Login>,
}

/// A cohort, as addresses and people name it.
#[derive(Debug, Serialize)]
pub struct Named {
    pub slug: &'static str,
    pub name: &'static str,
}

/// How to sign in as somebody, and in which cohort to look first.
#[derive(Debug, Serialize)]
pub struct Login {
    pub login: &'static str,
    pub password: &'static str,
    /// facilitator, entrepreneur or partner.
    pub role: &'static str,
    pub cohort: &'static str,
}

/// Fills an empty database, all of it or nothing.
///
/// Errors: [`AppError::Forbidden`] when somebody is there already.
pub async fn fill(db: &Db, now: DateTime<Utc>, hasher: &Hasher) -> Result<Filled, AppError> {
    if store::has_people(db.read()).await? {
        return Err(AppError::Forbidden);
    }
    let now = now.trunc_subsecs(0);
    let hash = hasher.hash(PASSWORD).await?;
    let all = build::demonstration(now);
    let mut tx = db.begin().await?;
    // Again, now that nobody else writes.
    if store::has_people(&mut *tx).await? {
        return Err(AppError::Forbidden);
    }
    store::mark_demonstration(&mut *tx).await?;
    for person in &all.people {
        store::insert_person(&mut *tx, person, &hash).await?;
    }
    for space in &all.spaces {
        store::insert_space(&mut tx, space).await?;
    }
    store::set_grace(&mut *tx, 30).await?;
    for cohort in &all.cohorts {
        insert_cohort(&mut tx, cohort).await?;
        trade::insert(&mut tx, cohort, now).await?;
        waiting::insert(&mut tx, cohort, &all.spaces, now).await?;
    }
    store::insert_template(&mut *tx, &all.template).await?;
    store::learn_from(&mut *tx, running::SCRIPT.slug, textile_2020::SCRIPT.slug).await?;
    lessons::insert(&mut tx, &all, now).await?;
    while search::index::settle(&mut tx).await? {}
    let entry = audit::Entry { at: now, actor: None, action: "demo", cohort: None, object: None, outcome: "done" };
    audit::append(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(filled(&all))
}

/// A cohort and all that is in it.
async fn insert_cohort(tx: &mut Tx, cohort: &rows::Cohort) -> Result<(), AppError> {
    let id = cohort.id;
    store::insert_cohort(&mut **tx, cohort).await?;
    for seat in &cohort.memberships {
        store::insert_membership(&mut **tx, id, seat).await?;
    }
    for space in &cohort.spaces {
        store::link_space(&mut **tx, id, space).await?;
    }
    if let Some(invitation) = &cohort.invitation {
        store::insert_invitation(&mut **tx, id, invitation).await?;
    }
    insert_plan(tx, cohort).await?;
    store::insert_assembly(tx, id, &cohort.assembly).await?;
    insert_work(tx, cohort).await?;
    store::insert_money(tx, id, &cohort.money).await?;
    insert_words(tx, cohort).await
}

async fn insert_plan(tx: &mut Tx, cohort: &rows::Cohort) -> Result<(), AppError> {
    for phase in &cohort.phases {
        store::insert_phase(&mut **tx, cohort.id, phase).await?;
    }
    for deadline in &cohort.deadlines {
        store::insert_deadline(&mut **tx, cohort.id, deadline).await?;
    }
    for event in &cohort.events {
        store::insert_event(&mut **tx, cohort.id, event).await?;
    }
    for presence in &cohort.presences {
        store::insert_presence(&mut **tx, cohort.id, presence).await?;
    }
    if let Some(series) = &cohort.series {
        store::insert_series(tx, cohort.id, series).await?;
    }
    for (position, pole) in (0..).zip(&cohort.poles) {
        store::insert_pole(tx, cohort.id, position, pole).await?;
    }
    for mission in &cohort.missions {
        store::insert_mission(&mut **tx, cohort.id, mission).await?;
    }
    Ok(())
}

async fn insert_work(tx: &mut Tx, cohort: &rows::Cohort) -> Result<(), AppError> {
    for (position, product) in (0..).zip(&cohort.products) {
        store::insert_product(&mut **tx, cohort.id, position, product).await?;
    }
    if let Some(repeats) = &cohort.rebooking.repeats {
        store::insert_repeats(&mut **tx, cohort.id, repeats).await?;
    }
    for booking in &cohort.bookings {
        store::insert_booking(tx, cohort.id, booking).await?;
    }
    if let Some(asked) = &cohort.rebooking.asked {
        store::insert_asked(&mut **tx, cohort.id, asked).await?;
    }
    for record in &cohort.records {
        store::insert_record(tx, cohort.id, record).await?;
    }
    store::insert_stock(tx, cohort.id, &cohort.stock).await?;
    Ok(())
}

async fn insert_words(tx: &mut Tx, cohort: &rows::Cohort) -> Result<(), AppError> {
    for said in &cohort.contributions {
        store::insert_contribution(&mut **tx, cohort.id, said).await?;
    }
    for lesson in &cohort.lessons {
        store::insert_lesson(&mut **tx, cohort.id, lesson).await?;
    }
    store::insert_note(&mut **tx, cohort.id, &cohort.note).await?;
    publish(tx, cohort).await
}

/// The first edition of a note that is published, its figures computed as the program computes them, and its lessons.
async fn publish(tx: &mut Tx, cohort: &rows::Cohort) -> Result<(), AppError> {
    let Some((by, at)) = cohort.note.published else { return Ok(()) };
    let looked = Looked { cohort: cohort.id, dates: cohort.dates, zone: cohort.seen().time_zone, until: None };
    releasing::settle(tx, looked, at).await?;
    let facts = facts(tx, Of::Cohort(cohort.id), at).await?.remove(&cohort.id).unwrap_or_default();
    store::insert_edition(&mut **tx, &cohort.note, by, at).await?;
    let (seen, day) = (cohort.seen(), cohort.seen().today(at));
    let figures = facts.figures(&seen).into_iter();
    for figure in figures.filter(|figure| figure.shown != Shown::Nothing) {
        store::insert_published_figure(&mut **tx, cohort.note.id, &figure).await?;
    }
    freeze_charts(tx, cohort.note.id, 1, &charts::all(&facts, &seen, day)).await?;
    for (position, lesson) in (1..).zip(&cohort.lessons) {
        store::insert_published_lesson(&mut **tx, cohort.note.id, position, lesson).await?;
    }
    Ok(())
}

/// The logins to print, each with the latest of its cohorts.
fn filled(all: &rows::Demonstration) -> Filled {
    let login = |login: &&'static str| {
        let id = craft::person(login);
        let seat =
            |cohort: &rows::Cohort| cohort.memberships.iter().find(|seat| seat.person == id).map(|seat| seat.role);
        let (cohort, role) = all.cohorts.iter().rev().find_map(|cohort| Some((cohort, seat(cohort)?)))?;
        let partner = Role::from_code(role).is_some_and(Role::is_partner);
        let role = if partner { "partner" } else { role };
        Some(Login { login, password: PASSWORD, role, cohort: cohort.script.slug })
    };
    Filled {
        cohorts: all
            .cohorts
            .iter()
            .map(|cohort| Named { slug: cohort.script.slug, name: cohort.script.name })
            .collect(),
        logins: people::PRINTED.iter().filter_map(login).collect(),
    }
}
