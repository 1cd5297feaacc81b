//! The writes of this feature: each is actor, form, policy, one transaction, one answer.

use super::{
    forms::{Described, Entry, PRODUCT, RECIPE, RECORD},
    policy::{self, Standing},
    store,
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths, stock,
        words::Notice,
    },
    domain::{problem::Problem, quantity::Quantity},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Records what was made. Form: `product`, `made_on`, `quantity`, `minutes`, `booking`, `note`, `makers[]`; `by` says who
/// noted it, because a phone may send it after somebody else has signed in there.
#[server(endpoint = "production/record")]
pub async fn record(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/record", form);
    act.answer(recorded(&act).await).await
}

async fn recorded(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let known: Vec<&str> = RECORD.into_iter().chain(["by"]).collect();
    let fields = act.fields(&known)?;
    policy::own_words(&member, fields.text("by"))?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    // What a phone sends again is answered as the first time, though the group may have closed since.
    if let Once::First(id) = once {
        member.cohort.takes_work()?;
        let entry = Entry::parse(fields, &act.form, &member.cohort, member.cohort.today(act.now()))?;
        let makers = policy::fits(&mut tx, &member, &entry, None).await?;
        store::insert_record(&mut *tx, &member, id, &entry, act.now()).await?;
        store::set_makers(&mut tx, &member, id, &makers).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::recorded(&member.cohort.slug, once.id())))
}

/// Corrects a record of one's own and keeps what it said before. Form: `record`, then as `production/record`;
/// `minutes[{person}]` gives each maker her own time.
#[server(endpoint = "production/correct")]
pub async fn correct(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/correct", form);
    act.answer(corrected(&act).await).await
}

async fn corrected(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let known: Vec<&str> = RECORD.into_iter().chain(["record"]).collect();
    let mut tx = act.begin().await?;
    let before = standing(act, &mut tx, &member, &known).await?;
    member.cohort.takes_work()?;
    let today = member.cohort.today(act.now());
    let entry = Entry::parse(act.fields(&known)?, &act.form, &member.cohort, today)?;
    let makers = policy::fits(&mut tx, &member, &entry, Some(&before)).await?;
    let id = before.record.id;
    if before.differs(&entry, &makers) {
        store::insert_trace(&mut *tx, &member, id, "corrected", &before.trace(), act.now()).await?;
        store::update_record(&mut *tx, &member, id, &entry).await?;
        store::set_makers(&mut tx, &member, id, &makers).await?;
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::record(&member.cohort.slug, id)).saying(Notice::RecordCorrected))
}

/// Takes a record of one's own out of every total and keeps its trace. Form: `record`.
#[server(endpoint = "production/withdraw")]
pub async fn withdraw(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/withdraw", form);
    act.answer(withdrawn(&act).await).await
}

async fn withdrawn(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut tx = act.begin().await?;
    let id = act.fields(&["record"])?.id("record").ok_or(AppError::NotFound)?;
    let before = Standing::load(&mut tx, &member, id).await?;
    member.cohort.takes_work()?;
    if before.record.withdrawn_at.is_none() {
        store::insert_trace(&mut *tx, &member, id, "withdrawn", &before.trace(), act.now()).await?;
        store::withdraw_record(&mut *tx, &member, id, act.now()).await?;
    }
    act.finish(tx, id).await?;
    Ok(Go::to(paths::production(&member.cohort.slug)).saying(Notice::RecordWithdrawn))
}

/// The record that the form names, as it stands; one that was withdrawn is corrected no more.
async fn standing(act: &Act, tx: &mut Tx, member: &Member, known: &[&str]) -> Result<Standing, AppError> {
    let id = act.fields(known)?.id("record").ok_or(AppError::NotFound)?;
    let standing = Standing::load(tx, member, id).await?;
    match standing.record.withdrawn_at {
        Some(_) => Err(AppError::field("", Problem::Changed)),
        None => Ok(standing),
    }
}

/// Adds a product or service. Form: `name`, `unit`, `price`, `material`, `pictogram`, `options[]`, `variants`, `allergens[]`,
/// `keeps_days`.
#[server(endpoint = "production/add-product")]
pub async fn add_product(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/add-product", form);
    act.answer(product_added(&act).await).await
}

async fn product_added(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    facilitator.cohort.takes_plan()?;
    let product = Described::parse(act.fields(&PRODUCT)?, None)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_product(&mut *tx, &facilitator, id, &product).await?;
        store::set_variants(&mut tx, &facilitator, id, &product.variants).await?;
        store::set_allergens(&mut tx, &facilitator, id, &product.allergens).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::product(&facilitator.cohort.slug, once.id())).saying(Notice::ProductSaved))
}

/// Changes a product. Form: `product`, then as `production/add-product`.
#[server(endpoint = "production/edit-product")]
pub async fn edit_product(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/edit-product", form);
    act.answer(product_edited(&act).await).await
}

async fn product_edited(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut tx = act.begin().await?;
    let id = product_named(act, &PRODUCT)?;
    let had = store::product(&mut *tx, &facilitator, id).await?.ok_or(AppError::NotFound)?;
    facilitator.cohort.takes_plan()?;
    let product = Described::parse(act.fields(&PRODUCT)?, Some(&had.unit))?;
    store::update_product(&mut *tx, &facilitator, id, &product).await?;
    store::set_variants(&mut tx, &facilitator, id, &product.variants).await?;
    store::set_allergens(&mut tx, &facilitator, id, &product.allergens).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::product(&facilitator.cohort.slug, id)).saying(Notice::ProductSaved))
}

/// Stops offering a product, or offers it again; it is never deleted, since records speak of it. Form: `product`,
/// `archived` (yes or no).
#[server(endpoint = "production/archive-product")]
pub async fn archive_product(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/archive-product", form);
    act.answer(product_archived(&act).await).await
}

async fn product_archived(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let known = ["product", "archived"];
    let mut tx = act.begin().await?;
    let id = product_named(act, &known)?;
    store::product(&mut *tx, &facilitator, id).await?.ok_or(AppError::NotFound)?;
    facilitator.cohort.takes_plan()?;
    let archived = act.fields(&known)?.text("archived") != "no";
    store::set_archived(&mut *tx, &facilitator, id, archived).await?;
    act.finish(tx, id).await?;
    let notice = if archived { Notice::ProductArchived } else { Notice::ProductSaved };
    Ok(Go::to(paths::products(&facilitator.cohort.slug)).saying(notice))
}

/// Says what one unit of a product takes of each material; who makes it knows. Form: `product`, `quantity[{material}]`.
#[server(endpoint = "production/save-recipe")]
pub async fn save_recipe(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("production/save-recipe", form);
    act.answer(recipe_saved(&act).await).await
}

async fn recipe_saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let mut tx = act.begin().await?;
    let id = product_named(act, &RECIPE)?;
    store::product(&mut *tx, &member, id).await?.ok_or(AppError::NotFound)?;
    member.cohort.takes_plan()?;
    let mut fields = act.fields(&RECIPE)?;
    let lines = fields.by_id("quantity", Quantity::typed);
    let lines = fields.finish(|| Some(lines))?;
    stock::policy::known(&stock::store::materials(&mut *tx, &member).await?, lines.iter().map(|(id, _)| *id))?;
    store::set_recipe(&mut tx, &member, id, &lines).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::product(&member.cohort.slug, id)).saying(Notice::RecipeSaved))
}

fn product_named(act: &Act, known: &[&str]) -> Result<Uuid, AppError> {
    act.fields(known)?.id("product").ok_or(AppError::NotFound)
}
