//! Rows that are past sales: day, what, how many, at which price, where, to whom, how it was paid. Each row is a sale of one line.

use super::table::{Cells, Column, Line, Outcome, Table, word};
use crate::{
    app::{
        access::Cohort,
        i18n::*,
        production::store::Product,
        sales::{basket, said, store::NewSale},
    },
    domain::{
        cohort::Dates,
        day::parse_written,
        money::Cents,
        problem::Problem,
        quantity::Quantity,
        sale::{self, Channel, Clientele, PaidBy},
        text::{Title, fold},
    },
};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

pub const COLUMNS: &[Column] = &[
    Column { code: "day", needed: true, names: &["jour", "date", "date de vente", "sold on"] },
    Column {
        code: "what",
        needed: true,
        names: &["quoi", "produit", "article", "designation", "libelle", "product", "item", "name", "nom"],
    },
    Column { code: "quantity", needed: true, names: &["quantite", "nombre", "combien", "qte", "qty", "number"] },
    Column { code: "price", needed: true, names: &["prix", "prix unitaire", "prix d un seul", "unit price"] },
    Column { code: "channel", needed: true, names: &["ou", "canal", "lieu de vente", "where"] },
    Column { code: "clientele", needed: false, names: &["client", "qui", "who", "customer"] },
    Column { code: "paid_by", needed: true, names: &["paye", "paiement", "paye par", "reglement", "paid", "payment"] },
];

/// When a sale may have been: since the cohort began, until today, on no day that was shared already.
pub struct When<'c> {
    pub cohort: &'c Cohort,
    pub shared: &'c [Dates],
    pub today: NaiveDate,
}

/// What each row means. `id` says of which row a sale would come, so that a file that comes again finds its own.
pub fn lines(locale: Locale, table: &Table, products: &[Product], when: &When<'_>) -> Vec<Line<NewSale>> {
    let mut before: HashMap<[u8; 32], u32> = HashMap::new();
    let line = |row| {
        let mut outcome = read(locale, table.cells(row), products, when);
        if let Outcome::New(sale) = &mut outcome {
            let content = content(when.cohort.id, sale);
            let nth = before.entry(content).or_default();
            sale.id = id(content, *nth);
            *nth += 1;
        }
        Line { number: row.line, cells: table.shown(row), outcome }
    };
    table.rows.iter().map(line).collect()
}

fn read(locale: Locale, mut cells: Cells<'_>, products: &[Product], when: &When<'_>) -> Outcome<NewSale> {
    let sold_on = cells.required("day", |text| day(text, when));
    let what = cells.required("what", Title::parse);
    let quantity = cells.required("quantity", Quantity::typed);
    let price = cells.required("price", Cents::parse);
    let channel = cells.required("channel", |text| channel(locale, text));
    let clientele = cells.or("clientele", Clientele::Unknown, |text| clientele(locale, text));
    let paid_by = cells.required("paid_by", |text| paid_by(locale, text));
    let total = match (price, quantity) {
        (Some(price), Some(quantity)) => {
            let total = sale::amount(price, quantity).and_then(|amount| sale::total([amount]));
            cells.keep("price", total)
        }
        _ => None,
    };
    cells.finish(|| {
        let (what, quantity, price, total) = (what?, quantity?, price?, total?);
        let product = products.iter().find(|product| fold(&product.name) == fold(what.as_str()));
        let line = basket::Line {
            product: product.map(|product| product.id),
            lot: None,
            what: what.into(),
            quantity,
            price,
            amount: total,
        };
        Some(NewSale {
            id: Uuid::nil(),
            channel: channel?,
            clientele: clientele?,
            paid_by: paid_by?,
            sold_on: sold_on?,
            order: None,
            note: String::new(),
            lines: vec![line],
            total,
        })
    })
}

fn day(text: &str, when: &When<'_>) -> Result<NaiveDate, Problem> {
    let (day, dates) = (parse_written(text)?, when.cohort.dates);
    if day > when.today {
        return Err(Problem::InFuture);
    }
    if !dates.contains(day) {
        return Err(Problem::OutsideCohort { starts_on: dates.starts_on, ends_on: dates.ends_on.min(when.today) });
    }
    match when.shared.iter().find(|period| period.contains(day)) {
        Some(period) => Err(Problem::Shared { first: period.starts_on, last: period.ends_on }),
        None => Ok(day),
    }
}

/// A paid order says so itself, as at the till.
fn channel(locale: Locale, text: &str) -> Result<Channel, Problem> {
    let other = [
        ("market", Channel::Market),
        ("lunch", Channel::Lunch),
        ("midi", Channel::Lunch),
        ("shop", Channel::Shop),
        ("online", Channel::Online),
        ("internet", Channel::Online),
        ("other", Channel::Other),
        ("autre", Channel::Other),
    ];
    word(locale, text, &Channel::SOLD, said::channel, &other)
}

fn clientele(locale: Locale, text: &str) -> Result<Clientele, Problem> {
    let other = [
        ("community", Clientele::Community),
        ("communaute", Clientele::Community),
        ("new", Clientele::New),
        ("nouvelle", Clientele::New),
        ("nouveau", Clientele::New),
        ("unknown", Clientele::Unknown),
        ("inconnue", Clientele::Unknown),
    ];
    word(locale, text, Clientele::ALL, said::clientele, &other)
}

fn paid_by(locale: Locale, text: &str) -> Result<PaidBy, Problem> {
    let other = [
        ("cash", PaidBy::Cash),
        ("especes", PaidBy::Cash),
        ("espece", PaidBy::Cash),
        ("liquide", PaidBy::Cash),
        ("other", PaidBy::Other),
        ("autre", PaidBy::Other),
        ("carte", PaidBy::Other),
        ("cb", PaidBy::Other),
        ("card", PaidBy::Other),
        ("cheque", PaidBy::Other),
        ("virement", PaidBy::Other),
        ("transfer", PaidBy::Other),
    ];
    word(locale, text, PaidBy::ALL, said::paid_by, &other)
}

/// All that a row says, as one number.
fn content(cohort: Uuid, sale: &NewSale) -> [u8; 32] {
    let line = |line: &basket::Line| format!("{}|{}|{}", fold(&line.what), line.quantity.0, line.price.0);
    let lines: Vec<String> = sale.lines.iter().map(line).collect();
    let codes = [sale.channel.code(), sale.clientele.code(), sale.paid_by.code()];
    let text = format!("{cohort}|{}|{}|{}", sale.sold_on, codes.join("|"), lines.join("|"));
    Sha256::digest(text).into()
}

/// The id of the `nth` sale with this content: the same row of the same file has the same, so it is written once, and two
/// rows that say the same are two sales.
fn id(content: [u8; 32], nth: u32) -> Uuid {
    let digest: [u8; 32] = Sha256::new().chain_update(content).chain_update(nth.to_be_bytes()).finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
