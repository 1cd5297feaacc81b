//! The writes of this feature. Every member may write what comes and goes; nothing is changed, mistakes are taken back.

use super::{
    forms::{self, BOUGHT, Bought, ByHand, COUNT, MADE, MATERIAL, MOVE, Made, NEW_MATERIAL},
    policy,
    store::{self, Move, Thing},
};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        money, paths, sharing,
        words::Notice,
    },
    domain::{journal, problem::Problem, stock::Kind},
    platform::{
        db::Tx,
        error::{AppError, FieldProblem},
        form::RawForm,
        idempotency::Once,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// Adds a material. Form: `name`, `unit`, `minimum`.
#[server(endpoint = "stock/add-material")]
pub async fn add_material(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/add-material", form);
    act.answer(material_added(&act).await).await
}

async fn material_added(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_plan()?;
    let (name, unit, minimum) = forms::new_material(act.fields(&NEW_MATERIAL)?)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert_material(&mut tx, &member, id, (name.as_str(), unit, minimum)).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::stock(&member.cohort.slug)).saying(Notice::MaterialSaved))
}

/// Changes a material, or keeps it out of the lists. Form: `material`, `name`, `minimum`, `archived` (yes or no).
#[server(endpoint = "stock/save-material")]
pub async fn save_material(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/save-material", form);
    act.answer(material_saved(&act).await).await
}

async fn material_saved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&MATERIAL)?;
    let mut tx = act.begin().await?;
    let material = material_named(act, &mut tx, &member).await?;
    member.cohort.takes_plan()?;
    let (name, minimum, archived) = forms::material(fields)?;
    store::update_material(&mut tx, &member, material.id, (name.as_str(), minimum, archived)).await?;
    act.finish(tx, material.id).await?;
    Ok(Go::to(paths::material(&member.cohort.slug, material.id)).saying(Notice::MaterialSaved))
}

/// The material that the form names.
async fn material_named(act: &Act, tx: &mut Tx, member: &Member) -> Result<store::Material, AppError> {
    policy::named(store::materials(&mut **tx, member).await?, act.object("material")?)
}

/// Writes what came in or went out without money. Form: `material`, `kind`, `quantity`, `weight`, `moved_on`, `note`.
#[server(endpoint = "stock/move")]
pub async fn move_stock(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/move", form);
    act.answer(moved(&act).await).await
}

async fn moved(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    let fields = act.fields(&MOVE)?;
    let mut tx = act.begin().await?;
    let material = material_named(act, &mut tx, &member).await?;
    member.cohort.takes_work()?;
    let moved = ByHand::parse(fields, &member.cohort, member.cohort.today(act.now()))?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let one = Move::of(Thing::Material(material.id), moved.kind, moved.quantity, moved.on);
        let one = Move { id, grams: moved.grams(material.unit()), note: moved.note, ..one };
        store::enter(&mut tx, &member, &[one], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::material(&member.cohort.slug, material.id)).saying(Notice::StockMoved))
}

/// Takes back what was written by hand or counted, by its opposite. Form: `movement`.
#[server(endpoint = "stock/take-back")]
pub async fn take_back_movement(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/take-back", form);
    act.answer(moved_back(&act).await).await
}

async fn moved_back(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["movement"])?;
    let mut tx = act.begin().await?;
    let moved = store::movement(&mut *tx, &member, act.object("movement")?).await?;
    member.cohort.takes_work()?;
    if !moved.taken_back {
        if !moved.is_loose() {
            return Err(AppError::BadRequest);
        }
        let today = member.cohort.today(act.now());
        store::take_back(&mut tx, &member, std::slice::from_ref(&moved), today, act.now()).await?;
    }
    act.finish(tx, moved.id).await?;
    let slug = &member.cohort.slug;
    let page = match moved.thing()? {
        Thing::Material(id) => paths::material(slug, id),
        Thing::Product(_) => paths::stock(slug),
    };
    Ok(Go::to(page).saying(Notice::StockTakenBack))
}

/// Writes a purchase, what it brings and what it costs. Form: `what`, `supplier`, `bought_on`, `material[n]`, `quantity[n]`,
/// `amount[n]`, `total`, `vat`, `vat_amount`, `note`.
#[server(endpoint = "stock/buy")]
pub async fn buy(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/buy", form);
    act.answer(bought(&act).await).await
}

async fn bought(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let today = member.cohort.today(act.now());
    let bought = Bought::parse(act.fields(&BOUGHT)?, &act.form, &member.cohort, today)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        policy::known(&store::materials(&mut *tx, &member).await?, bought.lines.iter().map(|line| line.material))?;
        sharing::policy::not_shared(&mut tx, &member, "bought_on", bought.on).await?;
        store::insert_purchase(&mut tx, &member, id, &bought, act.now()).await?;
        store::enter(&mut tx, &member, &brought(&bought, id), act.now()).await?;
        money::store::enter(&mut tx, &member, &[paid(&bought, id)], act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::purchase(&member.cohort.slug, once.id())).saying(Notice::PurchaseSaved))
}

/// What a purchase brings to the shelf, each line at its price without VAT.
fn brought(bought: &Bought, purchase: Uuid) -> Vec<Move> {
    let line = |(line, amount): (&forms::Line, _)| {
        let one = Move::of(Thing::Material(line.material), Kind::Bought, line.quantity, bought.on).from(purchase);
        Move { amount, ..one }
    };
    bought.net().map(line).collect()
}

/// What a purchase takes from the group, without VAT.
fn paid(bought: &Bought, purchase: Uuid) -> journal::Entry {
    let account = bought.what.account();
    journal::Entry {
        id: Uuid::now_v7(),
        on: bought.on,
        account,
        amount: account.signed(bought.total - bought.vat),
        what: bought.supplier.as_str().to_owned(),
        source: Some(purchase),
        reverses: None,
    }
}

/// Takes back a purchase: what it brought, and what it cost. Form: `purchase`.
#[server(endpoint = "stock/take-back-purchase")]
pub async fn take_back_purchase(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/take-back-purchase", form);
    act.answer(purchase_back(&act).await).await
}

async fn purchase_back(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["purchase"])?;
    let mut tx = act.begin().await?;
    let purchase = store::purchase(&mut *tx, &member, act.object("purchase")?).await?;
    member.cohort.takes_work()?;
    if purchase.taken_back_on.is_none() {
        let today = member.cohort.today(act.now());
        store::set_purchase_back(&mut tx, &member, purchase.id, today).await?;
        let moved = store::of_source(&mut *tx, &member, purchase.id).await?;
        store::take_back(&mut tx, &member, &moved, today, act.now()).await?;
        money::store::take_back(&mut tx, &member, purchase.id, today, act.now()).await?;
    }
    act.finish(tx, purchase.id).await?;
    Ok(Go::to(paths::purchase(&member.cohort.slug, purchase.id)).saying(Notice::PurchaseTakenBack))
}

/// Writes what was found on the shelf, each difference with its reason. Form: `counted[{material}]`, `reason[{material}]`,
/// `seen[{material}]`.
#[server(endpoint = "stock/count")]
pub async fn count_stock(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/count", form);
    act.answer(counted(&act).await).await
}

async fn counted(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let found = forms::counted(act.fields(&COUNT)?)?;
    if found.is_empty() {
        return Err(AppError::field("", Problem::Required));
    }
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let moves = differences(act, &mut tx, &member, &found, id).await?;
        store::enter(&mut tx, &member, &moves, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::stock(&member.cohort.slug)).saying(Notice::StockCounted))
}

/// What a count adds or takes, or every problem that it has.
async fn differences(
    act: &Act,
    tx: &mut Tx,
    member: &Member,
    found: &[forms::Counted],
    count: Uuid,
) -> Result<Vec<Move>, AppError> {
    let materials = store::materials(&mut **tx, member).await?;
    policy::known(&materials, found.iter().map(|one| one.material))?;
    let (mut moves, mut problems) = (Vec::new(), Vec::new());
    for one in found {
        let Some(material) = materials.iter().find(|material| material.id == one.material) else { continue };
        match one.adds(material.left()) {
            Ok(None) => {}
            Ok(Some((quantity, reason))) => {
                let today = member.cohort.today(act.now());
                let moved = Move::of(Thing::Material(material.id), Kind::Counted, quantity, today).from(count);
                moves.push(Move { quantity, reason: Some(reason), ..moved });
            }
            Err((field, problem)) => problems.push(FieldProblem { field, problem }),
        }
    }
    if problems.is_empty() { Ok(moves) } else { Err(AppError::Fields { problems }) }
}

/// Writes a lot: what was made, and what it took. Form: `product`, `variant`, `quantity`, `made_on`, `use_by`, `makers[]`,
/// `used[{material}]`.
#[server(endpoint = "stock/make-lot")]
pub async fn make_lot(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/make-lot", form);
    act.answer(lot_made(&act).await).await
}

async fn lot_made(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    member.cohort.takes_work()?;
    let made = Made::parse(act.fields(&MADE)?, &member.cohort, member.cohort.today(act.now()))?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let made = policy::lot_fits(&mut tx, &member, made).await?;
        store::insert_lot(&mut tx, &member, id, &made, act.now()).await?;
        let output = Move::of(Thing::Product(made.product), Kind::Made, made.quantity, made.on).from(id);
        let used = made
            .used
            .iter()
            .map(|(material, quantity)| Move::of(Thing::Material(*material), Kind::Used, *quantity, made.on).from(id));
        let moves: Vec<Move> = std::iter::once(output).chain(used).collect();
        store::enter(&mut tx, &member, &moves, act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::lot(&member.cohort.slug, once.id())).saying(Notice::LotSaved))
}

/// Takes back a lot, and what it took. Form: `lot`.
#[server(endpoint = "stock/take-back-lot")]
pub async fn take_back_lot(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("stock/take-back-lot", form);
    act.answer(lot_back(&act).await).await
}

async fn lot_back(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["lot"])?;
    let mut tx = act.begin().await?;
    let lot = store::lot(&mut *tx, &member, act.object("lot")?).await?;
    member.cohort.takes_work()?;
    if lot.taken_back_on.is_none() {
        let today = member.cohort.today(act.now());
        store::set_lot_back(&mut tx, &member, lot.id, today).await?;
        let moved = store::of_source(&mut *tx, &member, lot.id).await?;
        store::take_back(&mut tx, &member, &moved, today, act.now()).await?;
    }
    act.finish(tx, lot.id).await?;
    Ok(Go::to(paths::lot(&member.cohort.slug, lot.id)).saying(Notice::LotTakenBack))
}
