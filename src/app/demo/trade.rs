//! What the groups of the demonstration sold and were asked for. It is written as the program writes it, journal and shelf included.

use super::{
    build::Scene,
    craft::{Chance, id},
    rows,
    stock::LotRow,
};
use crate::{
    app::{
        access::{Member, Seat},
        i18n::Locale,
        orders::{
            forms::{HostingForm, OrderForm},
            store::{self as orders, hosting},
        },
        sales::{basket::Line, book, forms::CountForm, store::NewSale, store::counts},
    },
    domain::{
        cohort::{Role, State},
        money::Cents,
        order::{CustomerKind, OrderState, Terms},
        quantity::Quantity,
        sale::{Channel, Clientele, PaidBy},
        text::{Long, Title},
    },
    platform::{db::Tx, error::AppError},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// A sale, by whom and when.
pub struct Sold {
    pub by: Uuid,
    pub at: DateTime<Utc>,
    pub sale: NewSale,
}

/// A till as it was found in the evening.
pub struct Counted {
    by: Uuid,
    at: DateTime<Utc>,
    id: Uuid,
    till: Channel,
    on: NaiveDate,
    float: Cents,
    found: Cents,
}

/// What was sold and counted.
#[derive(Default)]
pub struct Trade {
    pub sales: Vec<Sold>,
    counts: Vec<Counted>,
}

/// What there is to sell, and who sells it.
pub struct Market<'a> {
    pub sellers: Vec<Uuid>,
    pub events: &'a [rows::Event],
    pub products: &'a [rows::Product],
    /// Each with the units that are left of it.
    pub lots: Vec<(&'a LotRow, Quantity)>,
}

/// The sales of a cohort so far.
pub fn rows(scene: &Scene, mut market: Market, now: DateTime<Utc>) -> Trade {
    let (mut chance, mut trade) = (Chance::of(&format!("{} trade", scene.script.slug)), Trade::default());
    for (channel, starts_at) in days(scene, market.events, now) {
        day(scene, &mut market, channel, starts_at, &mut chance, &mut trade);
    }
    trade
}

/// Where and from when something was sold: on the sales days so far, and lately at the workshop's door.
fn days(scene: &Scene, events: &[rows::Event], now: DateTime<Utc>) -> Vec<(Channel, DateTime<Utc>)> {
    let past = events.iter().filter(|event| event.kind == "sales_day" && event.ends_at < now);
    let mut days: Vec<_> = past.map(|event| (Channel::Market, event.starts_at)).collect();
    if scene.script.state == State::Running {
        let door = [17, 10, 3].map(|days| (Channel::Shop, now - Duration::days(days)));
        days.extend(door.into_iter().filter(|(_, at)| scene.calendar.dates.contains(at.date_naive())));
    }
    days.sort_by_key(|(_, at)| *at);
    days
}

/// A day of sales, and the count in the evening: now and then a coin is missing.
fn day(
    scene: &Scene,
    market: &mut Market,
    channel: Channel,
    starts_at: DateTime<Utc>,
    chance: &mut Chance,
    trade: &mut Trade,
) {
    let (on, mut cash) = (starts_at.date_naive(), Cents(0));
    for turn in 0..6 + chance.below(6) {
        let at = starts_at + Duration::minutes(25 * turn);
        let products = market.products;
        let (Some(by), Some(product)) = (one_of(&market.sellers, chance).copied(), one_of(products, chance)) else {
            return;
        };
        let line = line(product, 1 + chance.below(3));
        let line = Line { lot: from_lot(market, product.id, line.quantity, on), ..line };
        let clientele = Clientele::ALL[[0, 0, 1, 1, 2][usize::try_from(chance.below(5)).unwrap_or(0)]];
        let paid_by = if chance.below(3) == 0 { PaidBy::Other } else { PaidBy::Cash };
        let (id, total, note) = (named(scene.script.slug, at, &format!("sale {turn}")), line.amount, String::new());
        if paid_by == PaidBy::Cash {
            cash = cash + total;
        }
        let lines = vec![line];
        let sale = NewSale { id, channel, clientele, paid_by, sold_on: on, order: None, note, lines, total };
        trade.sales.push(Sold { by, at, sale });
    }
    let Some(by) = market.sellers.first().copied() else { return };
    let (float, at) = (Cents(5_000), starts_at + Duration::hours(6));
    let found = float + cash - Cents(if chance.below(3) == 0 { 250 } else { 0 });
    trade.counts.push(Counted { by, at, id: named(scene.script.slug, at, "count"), till: channel, on, float, found });
}

/// The oldest lot that has so many left.
fn from_lot(market: &mut Market, product: Uuid, wanted: Quantity, on: NaiveDate) -> Option<Uuid> {
    let fits = |(lot, left): &&mut (&LotRow, Quantity)| lot.product == product && lot.on <= on && left.0 >= wanted.0;
    let (lot, left) = market.lots.iter_mut().find(fits)?;
    *left = Quantity(left.0 - wanted.0);
    Some(lot.id)
}

/// Writes it all, with the orders of a cohort that runs.
pub async fn insert(tx: &mut Tx, cohort: &rows::Cohort, now: DateTime<Utc>) -> Result<(), AppError> {
    let sellers = seats(cohort, Role::Entrepreneur)?;
    let seat = |person: Uuid| sellers.iter().find(|seat| seat.person == person).ok_or(AppError::Internal);
    if let Some(by) = seats(cohort, Role::Facilitator)?.into_iter().next() {
        hosting::write(tx, &by.facilitator()?, &host(cohort)?).await?;
    }
    for Sold { by, at, sale } in &cohort.trade.sales {
        book::enter(tx, seat(*by)?, sale, Locale::fr, *at).await?;
    }
    for count in &cohort.trade.counts {
        counts::write(tx, seat(count.by)?, count.id, &count.form()?, count.at).await?;
    }
    match (cohort.script.state, sellers.first()) {
        (State::Running, Some(by)) => take_orders(tx, cohort, by, now).await,
        _ => Ok(()),
    }
}

impl Counted {
    fn form(&self) -> Result<CountForm, AppError> {
        let (taken_out, note) = (Cents(0), Long::parse("").map_err(|_| AppError::Internal)?);
        let Self { till, on, float, found, .. } = *self;
        Ok(CountForm { till, counted_on: on, float, taken_out, counted: found, note })
    }
}

/// Those who have a role to the end, as capabilities.
fn seats(cohort: &rows::Cohort, role: Role) -> Result<Vec<Member>, AppError> {
    let seen = Arc::new(cohort.seen());
    let stay = cohort.memberships.iter().filter(|seat| seat.role == role.code() && seat.until_on.is_none());
    stay.map(|seat| Seat { person: seat.person, name: String::new(), role, cohort: seen.clone() }.member()).collect()
}

fn one_of<'a, T>(all: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    let index = chance.below(i64::try_from(all.len()).unwrap_or(0));
    all.get(usize::try_from(index).unwrap_or(0))
}

fn named(slug: &str, at: DateTime<Utc>, name: &str) -> Uuid {
    id(at, &format!("{slug} {name}"))
}

fn line(product: &rows::Product, count: i64) -> Line {
    let (quantity, price) = (Quantity::units(count), Cents(product.price));
    Line {
        product: Some(product.id),
        lot: None,
        what: product.name.clone(),
        quantity,
        price,
        amount: price.times(quantity),
    }
}

/// Three orders of the running cohort: a quote, one in production for tomorrow, one delivered that waits for its money.
async fn take_orders(tx: &mut Tx, cohort: &rows::Cohort, by: &Member, now: DateTime<Utc>) -> Result<(), AppError> {
    use OrderState::*;
    let today = now.date_naive();
    let all: [(&str, CustomerKind, &str, i64, &[OrderState]); 3] = [
        ("Café du Passage", CustomerKind::Company, "Au café, avant 11 h", -4, &[Confirmed, InProduction, Delivered]),
        ("Association Les Voisins", CustomerKind::Association, "Salle du bas", 1, &[Confirmed, InProduction]),
        ("Bibliothèque du quartier", CustomerKind::PublicBody, "À l’accueil", 16, &[]),
    ];
    for ((customer, kind, place, days, steps), product) in all.into_iter().zip(&cohort.products) {
        let made = now - Duration::days(12);
        let id = named(cohort.script.slug, made, customer);
        let day = Some(today + Duration::days(days)).filter(|day| cohort.dates.contains(*day));
        orders::insert(tx, by, id, &form(customer, kind, place, day, line(product, 12))?, made).await?;
        for next in steps {
            let order = orders::order(&mut **tx, by, id).await?;
            orders::step(tx, by, &order, *next, day.unwrap_or(today)).await?;
        }
    }
    Ok(())
}

fn form(
    customer: &str,
    kind: CustomerKind,
    place: &str,
    deliver_on: Option<NaiveDate>,
    line: Line,
) -> Result<OrderForm, AppError> {
    Ok(OrderForm {
        kind,
        clientele: Clientele::New,
        customer: customer.to_owned(),
        contact: "01 99 00 00 00".to_owned(),
        place: place.to_owned(),
        details: Long::parse("").map_err(|_| AppError::Internal)?,
        deliver_on,
        deposit: Cents(0),
        total: line.amount,
        lines: vec![line],
    })
}

/// An invented cooperative.
fn host(cohort: &rows::Cohort) -> Result<HostingForm, AppError> {
    let title = |text: &str| Title::parse(text).map_err(|_| AppError::Internal);
    Ok(HostingForm {
        name: title("CAE Les Ateliers réunis (inventée)")?,
        seat: title("1 rue de l’Exemple, 75018 Paris")?,
        number: title("RCS Paris 000 000 000")?,
        terms: Terms { ends_on: Some(cohort.dates.ends_on), commitment: Some(Cents(300_000)) },
    })
}
