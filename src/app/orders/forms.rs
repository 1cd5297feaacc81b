//! From what was typed to what is meant: an order, a task, who hosts the group.

use crate::{
    app::{
        access::Cohort,
        production::store::Product,
        sales::basket::{self, Line},
    },
    domain::{
        money::Cents,
        order::{CustomerKind, OrderState, Terms},
        problem::Problem,
        sale::{Clientele, PaidBy},
        text::{Long, Title},
    },
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;
use uuid::Uuid;

const ORDER: [&str; 9] =
    ["order", "kind", "clientele", "customer", "contact", "place", "details", "deliver_on", "deposit"];

/// Every field of an order.
pub fn order_fields() -> Vec<&'static str> {
    ORDER.into_iter().chain(basket::FIELDS).collect()
}

/// An order as its form says it.
#[derive(Clone, Debug)]
pub struct OrderForm {
    pub kind: CustomerKind,
    pub clientele: Clientele,
    pub customer: String,
    pub contact: String,
    pub place: String,
    pub details: Long,
    pub deliver_on: Option<NaiveDate>,
    pub deposit: Cents,
    pub lines: Vec<Line>,
    pub total: Cents,
}

impl OrderForm {
    /// Reads an order of `products`, delivered from `first` on: today, or the day that it had before.
    pub fn read(
        mut fields: Fields<'_>,
        products: &[Product],
        cohort: &Cohort,
        first: NaiveDate,
    ) -> Result<Self, AppError> {
        let kind = fields.choice("kind", CustomerKind::from_code);
        let clientele = fields.choice("clientele", Clientele::from_code);
        let customer = fields.required("customer", Title::parse);
        let contact = fields.optional("contact", Title::parse).map(String::from).unwrap_or_default();
        let place = fields.optional("place", Title::parse).map(String::from).unwrap_or_default();
        let details = fields.long("details", Long::parse);
        let deliver_on = fields.optional_day("deliver_on");
        match deliver_on {
            Some(day) if !cohort.dates.contains(day) => {
                let (starts_on, ends_on) = (cohort.dates.starts_on, cohort.dates.ends_on);
                fields.refuse("deliver_on", Problem::OutsideCohort { starts_on, ends_on });
            }
            Some(day) if day < first => fields.refuse("deliver_on", Problem::InPast),
            _ => {}
        }
        let deposit = fields.optional("deposit", Cents::parse).unwrap_or_default();
        let basket = basket::read(&mut fields, products);
        if let Some((_, total)) = &basket
            && deposit > *total
        {
            fields.refuse("deposit", Problem::AmountTooLarge { max: *total });
        }
        fields.finish(|| {
            let (lines, total) = basket?;
            let (kind, clientele, customer) = (kind?, clientele?, customer?.into());
            let details = details?;
            Some(Self { kind, clientele, customer, contact, place, details, deliver_on, deposit, lines, total })
        })
    }
}

/// The step that a button asks for, and how it was paid when it is the last.
pub fn step(mut fields: Fields<'_>) -> Result<(OrderState, PaidBy), AppError> {
    let state = fields.choice("state", OrderState::from_code);
    let paid_by = match state {
        Some(OrderState::Paid) => fields.choice("paid_by", PaidBy::from_code),
        _ => Some(PaidBy::Other),
    };
    fields.finish(|| Some((state?, paid_by?)))
}

/// What one member does for an order.
#[derive(Clone, Debug)]
pub struct TaskForm {
    pub what: Title,
    pub person: Option<Uuid>,
    pub due_on: Option<NaiveDate>,
}

impl TaskForm {
    /// Reads a task for one of `people`, or for nobody yet, within the cohort's dates.
    pub fn read(mut fields: Fields<'_>, people: &[Uuid], cohort: &Cohort) -> Result<Self, AppError> {
        let what = fields.required("what", Title::parse);
        let person = fields.optional_id("person");
        if person.is_some_and(|id| !people.contains(&id)) {
            fields.refuse("person", Problem::NotAChoice);
        }
        let due_on = fields.optional_day("due_on");
        if due_on.is_some_and(|day| !cohort.dates.contains(day)) {
            let (starts_on, ends_on) = (cohort.dates.starts_on, cohort.dates.ends_on);
            fields.refuse("due_on", Problem::OutsideCohort { starts_on, ends_on });
        }
        fields.finish(|| Some(Self { what: what?, person, due_on }))
    }
}

/// The cooperative that hosts the group, as its papers name it.
#[derive(Clone, Debug)]
pub struct HostingForm {
    pub name: Title,
    pub seat: Title,
    pub number: Title,
    pub terms: Terms,
}

impl HostingForm {
    pub const FIELDS: [&str; 5] = ["name", "seat", "number", "contract_ends_on", "commitment"];

    pub fn read(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let name = fields.required("name", Title::parse);
        let seat = fields.required("seat", Title::parse);
        let number = fields.required("number", Title::parse);
        let ends_on = fields.day("contract_ends_on");
        let commitment = fields.optional("commitment", Cents::parse);
        fields.finish(|| {
            let terms = Terms { ends_on: Some(ends_on?), commitment };
            Some(Self { name: name?, seat: seat?, number: number?, terms })
        })
    }
}
