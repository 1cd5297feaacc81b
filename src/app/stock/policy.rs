//! What a purchase, a recipe or a lot may name: what its own cohort has. What is elsewhere is not there.

use super::{
    forms::Made,
    store::{Material, materials},
};
use crate::{
    app::{access::Member, production},
    domain::{catalogue, problem::Problem},
    platform::{db::Tx, error::AppError},
};
use uuid::Uuid;

/// Checks that each id is a material of the cohort.
pub fn known(materials: &[Material], mut ids: impl Iterator<Item = Uuid>) -> Result<(), AppError> {
    let all = ids.all(|id| materials.iter().any(|material| material.id == id));
    if all { Ok(()) } else { Err(AppError::NotFound) }
}

/// The material with this id, when it is one of the cohort's.
pub fn named(materials: Vec<Material>, id: Uuid) -> Result<Material, AppError> {
    materials.into_iter().find(|material| material.id == id).ok_or(AppError::NotFound)
}

/// Checks a lot against the cohort, and gives food the day until which it may be eaten when nobody wrote one.
pub async fn lot_fits(tx: &mut Tx, member: &Member, made: Made) -> Result<Made, AppError> {
    let product = production::store::product(&mut **tx, member, made.product).await?.ok_or(AppError::NotFound)?;
    let variants = production::store::variants(&mut **tx, member, made.product).await?;
    if product.archived {
        return Err(AppError::field("product", Problem::NotAChoice));
    }
    if made.variant.is_some_and(|id| !variants.iter().any(|variant| variant.id == id)) {
        return Err(AppError::NotFound);
    }
    let people = production::store::people(&mut **tx, member).await?;
    if !made.makers.iter().all(|maker| people.iter().any(|person| person.id == *maker)) {
        return Err(AppError::NotFound);
    }
    known(&materials(&mut **tx, member).await?, made.used.iter().map(|(id, _)| *id))?;
    let use_by = made.use_by.or(catalogue::use_by(made.on, product.keeps_days));
    Ok(Made { use_by, ..made })
}
