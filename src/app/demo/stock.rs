//! From a story's purchases, gifts and lots to rows: every purchase enters the journal, every lot takes what its recipe says.

use super::{
    build::Scene,
    craft::{person, set},
    script::{Day, Who},
};
use crate::domain::{
    catalogue::for_batch,
    journal::Account,
    money::Cents,
    quantity::Quantity,
    stock::{Kind, Measure, Reason, Vat, without_vat},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What a cohort bought, was given and made of it.
pub struct Stock {
    /// Code, name, unit, and below what there is little.
    pub materials: &'static [(&'static str, &'static str, Measure, Option<i64>)],
    /// A product with how much of each material one of it takes, in thousandths.
    pub recipes: &'static [(&'static str, &'static [(&'static str, i64)])],
    /// A product with its models and sizes.
    pub variants: &'static [(&'static str, &'static [&'static str])],
    pub purchases: &'static [Purchase],
    pub lots: &'static [Lot],
    pub moves: &'static [Moved],
}

/// For a story that tells nothing of it.
pub const NOTHING: Stock = Stock { materials: &[], recipes: &[], variants: &[], purchases: &[], lots: &[], moves: &[] };

/// A receipt: lines of material, thousandths and cents with VAT; or one amount for everybody.
pub struct Purchase {
    pub on: Day,
    pub supplier: &'static str,
    pub vat: Vat,
    pub lines: &'static [(&'static str, i64, i64)],
    pub shared: i64,
}

/// So many of a product, made together.
pub struct Lot {
    pub product: &'static str,
    pub on: Day,
    pub units: i64,
    pub makers: &'static [Who],
}

/// What came or went without money: above zero what comes.
pub struct Moved {
    pub material: &'static str,
    pub kind: Kind,
    pub on: Day,
    pub thousandths: i64,
    pub grams: Option<i64>,
    pub reason: Option<Reason>,
    pub note: &'static str,
}

pub struct MaterialRow {
    pub id: Uuid,
    pub name: &'static str,
    pub unit: Measure,
    pub minimum: Option<i64>,
}

pub struct PurchaseRow {
    pub id: Uuid,
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub supplier: String,
    pub account: Account,
    pub total: Cents,
    pub vat: Cents,
    pub entry: Uuid,
}

pub struct LotRow {
    pub id: Uuid,
    pub number: i64,
    pub product: Uuid,
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub quantity: Quantity,
    pub makers: Vec<Uuid>,
}

#[derive(Default)]
pub struct MoveRow {
    pub id: Uuid,
    pub material: Option<Uuid>,
    pub product: Option<Uuid>,
    pub kind: &'static str,
    pub quantity: i64,
    pub grams: Option<i64>,
    pub amount: i64,
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub reason: Option<&'static str>,
    pub note: String,
    pub source: Option<Uuid>,
}

/// All of it for one cohort.
pub struct Rows {
    pub materials: Vec<MaterialRow>,
    /// Product, material, thousandths.
    pub recipes: Vec<(Uuid, Uuid, i64)>,
    /// Its id, its product, its name.
    pub variants: Vec<(Uuid, Uuid, &'static str)>,
    pub purchases: Vec<PurchaseRow>,
    pub lots: Vec<LotRow>,
    pub moves: Vec<MoveRow>,
}

/// The rows of a story, as it stands today.
pub fn rows(scene: &Scene) -> Rows {
    let stock = scene.script.stock;
    let past = |day: Day| scene.calendar.day(day) < scene.calendar.today;
    let mut moves = Vec::new();
    let purchases =
        stock.purchases.iter().filter(|one| past(one.on)).map(|one| bought(scene, one, &mut moves)).collect();
    let lots = stock.lots.iter().filter(|lot| past(lot.on)).zip(1..);
    let lots = lots.map(|(lot, number)| made(scene, lot, number, &mut moves)).collect();
    moves.extend(stock.moves.iter().filter(|one| past(one.on)).map(|one| moved(scene, one)));
    Rows {
        materials: stock.materials.iter().map(|one| material(scene, one)).collect(),
        recipes: stock
            .recipes
            .iter()
            .flat_map(|&(product, lines)| {
                lines
                    .iter()
                    .map(move |(code, quantity)| (scene.id("product", product), scene.id("material", code), *quantity))
            })
            .collect(),
        variants: stock
            .variants
            .iter()
            .flat_map(|&(product, names)| {
                names.iter().map(move |name| {
                    (scene.id("variant", &format!("{product} {name}")), scene.id("product", product), *name)
                })
            })
            .collect(),
        purchases,
        lots,
        moves,
    }
}

fn material(
    scene: &Scene,
    (code, name, unit, minimum): &(&'static str, &'static str, Measure, Option<i64>),
) -> MaterialRow {
    MaterialRow { id: scene.id("material", code), name, unit: *unit, minimum: *minimum }
}

fn bought(scene: &Scene, one: &Purchase, moves: &mut Vec<MoveRow>) -> PurchaseRow {
    let (on, at) = (scene.calendar.day(one.on), scene.calendar.at(scene.calendar.day(one.on), (17, 30)));
    let id = scene.id_at(at, "purchase", one.supplier);
    let amounts: Vec<Cents> = one.lines.iter().map(|line| Cents(line.2)).collect();
    let total = amounts.iter().copied().sum::<Cents>() + Cents(one.shared);
    let vat = one.vat.within(total);
    for ((code, quantity, _), net) in one.lines.iter().zip(without_vat(&amounts, vat)) {
        moves.push(MoveRow {
            id: scene.id_at(at, "bought", &format!("{} {code}", one.supplier)),
            material: Some(scene.id("material", code)),
            kind: Kind::Bought.code(),
            quantity: *quantity,
            amount: net.0,
            on,
            at,
            source: Some(id),
            ..MoveRow::default()
        });
    }
    let account = if one.shared > 0 { Account::SharedCosts } else { Account::Materials };
    let entry = scene.id_at(at, "journal", one.supplier);
    PurchaseRow { id, on, at, supplier: set(one.supplier), account, total, vat, entry }
}

fn made(scene: &Scene, lot: &Lot, number: i64, moves: &mut Vec<MoveRow>) -> LotRow {
    let (on, at) = (scene.calendar.day(lot.on), scene.calendar.at(scene.calendar.day(lot.on), (16, 0)));
    let (id, product) = (scene.id_at(at, "lot", lot.product), scene.id("product", lot.product));
    let quantity = Quantity::units(lot.units);
    let row = |name: &str, kind: Kind, quantity: Quantity| MoveRow {
        id: scene.id_at(at, kind.code(), &format!("{} {name}", lot.product)),
        kind: kind.code(),
        quantity: kind.signed(quantity).0,
        on,
        at,
        source: Some(id),
        ..MoveRow::default()
    };
    moves.push(MoveRow { product: Some(product), ..row("", Kind::Made, quantity) });
    let recipe = scene.script.stock.recipes.iter().find(|(code, _)| *code == lot.product);
    for (code, each) in recipe.iter().flat_map(|(_, lines)| *lines) {
        let used = row(code, Kind::Used, for_batch(Quantity(*each), quantity));
        moves.push(MoveRow { material: Some(scene.id("material", code)), ..used });
    }
    LotRow { id, number, product, on, at, quantity, makers: lot.makers.iter().map(|who| person(who)).collect() }
}

fn moved(scene: &Scene, one: &Moved) -> MoveRow {
    let (on, at) = (scene.calendar.day(one.on), scene.calendar.at(scene.calendar.day(one.on), (15, 0)));
    MoveRow {
        id: scene.id_at(at, one.kind.code(), one.material),
        material: Some(scene.id("material", one.material)),
        kind: one.kind.code(),
        quantity: one.thousandths,
        grams: one.grams,
        on,
        at,
        reason: one.reason.map(Reason::code),
        note: set(one.note),
        ..MoveRow::default()
    }
}
