//! What products cost: by their recipe and what the group paid for its materials, else as it was typed.

use super::store::{self, Product, RecipeLine};
use crate::{
    app::{
        access::Member,
        stock::store::{Material, materials},
    },
    domain::{catalogue, money::Cents, quantity::Quantity},
    platform::{db::Connection, error::AppError},
};
use uuid::Uuid;

/// Every product of the cohort with what its material costs: three statements.
pub async fn products(db: &mut Connection, member: &Member) -> Result<Vec<Product>, AppError> {
    let products = store::products(&mut *db, member).await?;
    let recipes = store::recipes(&mut *db, member).await?;
    let materials = materials(&mut *db, member).await?;
    let costing = |product: Product| {
        let cost = cost(&lines(&recipes, &materials, product.id));
        product.costing(cost)
    };
    Ok(products.into_iter().map(costing).collect())
}

/// The recipe of one product: each material, and how much of it.
pub fn lines<'m>(recipes: &[RecipeLine], materials: &'m [Material], product: Uuid) -> Vec<(&'m Material, Quantity)> {
    let of_it = recipes.iter().filter(|line| line.product == product);
    let mut lines: Vec<_> = of_it
        .filter_map(|line| Some((materials.iter().find(|material| material.id == line.material)?, line.quantity())))
        .collect();
    lines.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    lines
}

/// What a recipe costs, when the price of each material is known.
pub fn cost(lines: &[(&Material, Quantity)]) -> Option<Cents> {
    let priced: Vec<_> = lines.iter().map(|(material, quantity)| (*quantity, material.price())).collect();
    catalogue::cost(&priced)
}

/// What one line of a recipe costs.
pub fn line_cost(material: &Material, quantity: Quantity) -> Option<Cents> {
    catalogue::cost(&[(quantity, material.price())])
}
