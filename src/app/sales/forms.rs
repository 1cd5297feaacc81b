//! From what was typed to what is meant: a sale, a count of the till.

use super::basket::{self, Line};
use crate::{
    app::{access::Cohort, production::store::Product, stock::store::Offered},
    domain::{
        money::Cents,
        problem::Problem,
        sale::{Channel, Clientele, PaidBy},
        text::Long,
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The fields of a sale, besides those of its lines.
const SALE: [&str; 7] = ["channel", "clientele", "paid_by", "sold_on", "sold_on_other", "note", "lot"];

/// Every field of a sale.
pub fn sale_fields() -> Vec<&'static str> {
    SALE.into_iter().chain(basket::FIELDS).collect()
}

/// A sale as its form says it.
#[derive(Clone, Debug)]
pub struct SaleForm {
    pub channel: Channel,
    pub clientele: Clientele,
    pub paid_by: PaidBy,
    pub sold_on: NaiveDate,
    pub note: Long,
    pub lines: Vec<Line>,
    pub total: Cents,
}

impl SaleForm {
    /// Reads a sale of products, and of their lots, today at the latest and today unless it says otherwise.
    pub fn read(
        mut fields: Fields<'_>,
        (products, lots): (&[Product], &[Offered]),
        cohort: &Cohort,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let channel = fields.choice("channel", |code| Channel::SOLD.into_iter().find(|one| one.code() == code));
        let clientele = fields.choice("clientele", Clientele::from_code);
        let paid_by = fields.choice("paid_by", PaidBy::from_code);
        let sold_on = day(&mut fields, "sold_on", cohort, today);
        let note = fields.long("note", Long::parse);
        let basket = basket::read(&mut fields, products);
        let lots = lots_of(&mut fields, lots);
        fields.finish(|| {
            let (mut lines, total) = basket?;
            for line in &mut lines {
                line.lot = lots.iter().find(|(product, _)| Some(*product) == line.product).map(|(_, lot)| *lot);
            }
            let (channel, clientele, paid_by) = (channel?, clientele?, paid_by?);
            Some(Self { channel, clientele, paid_by, sold_on: sold_on?, note: note?, lines, total })
        })
    }
}

/// `lot[{product}]`: each a lot of its product.
fn lots_of(fields: &mut Fields<'_>, lots: &[Offered]) -> Vec<(Uuid, Uuid)> {
    let named = fields.by_id("lot", |text| Uuid::parse_str(text).map_err(|_| Problem::NotAChoice));
    for (product, lot) in &named {
        if !lots.iter().any(|one| (one.product, one.id) == (*product, *lot)) {
            fields.refuse(&format!("lot[{product}]"), Problem::NotAChoice);
        }
    }
    named
}

/// A day of the cohort that is not to come; today when none is given.
fn day(fields: &mut Fields<'_>, name: &str, cohort: &Cohort, today: NaiveDate) -> Option<NaiveDate> {
    let before = fields.problems();
    let day = fields.optional_day(name);
    if fields.problems() > before {
        return None;
    }
    let day = day.unwrap_or(today);
    let dates = cohort.dates;
    match day {
        day if !dates.contains(day) => {
            let ends_on = dates.ends_on.min(today);
            fields.refuse(name, Problem::OutsideCohort { starts_on: dates.starts_on, ends_on });
            None
        }
        day if day > today => {
            fields.refuse(name, Problem::InFuture);
            None
        }
        day => Some(day),
    }
}

/// The fields of a count.
pub const COUNT: [&str; 6] = ["till", "counted_on", "float", "taken_out", "counted", "note"];

/// A till as somebody counted it.
#[derive(Clone, Debug)]
pub struct CountForm {
    pub till: Channel,
    pub counted_on: NaiveDate,
    pub float: Cents,
    pub taken_out: Cents,
    pub counted: Cents,
    pub note: Long,
}

impl CountForm {
    pub fn read(mut fields: Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Result<Self, AppError> {
        let till = fields.choice("till", till);
        let counted_on = day(&mut fields, "counted_on", cohort, today);
        let float = fields.required("float", Cents::parse);
        let taken_out = fields.optional("taken_out", Cents::parse);
        let counted = fields.required("counted", Cents::parse);
        let note = fields.long("note", Long::parse);
        fields.finish(|| {
            let (taken_out, note) = (taken_out.unwrap_or_default(), note?);
            Some(Self { till: till?, counted_on: counted_on?, float: float?, taken_out, counted: counted?, note })
        })
    }
}

/// A till by its code.
pub fn till(code: &str) -> Option<Channel> {
    Channel::TILLS.into_iter().find(|till| till.code() == code)
}
