//! What the forms of this feature say, once read.

use crate::{
    app::access::Cohort,
    domain::{cohort::Dates, journal::Account, money::Cents, problem::Problem, text::Title},
    platform::{error::AppError, form::Fields},
};
use chrono::NaiveDate;

/// What is entered by hand. Sales, materials and shares have features that enter them.
pub const BY_HAND: [Account; 7] = [
    Account::Grant,
    Account::Income,
    Account::Brought,
    Account::SharedCosts,
    Account::Contribution,
    Account::Reserve,
    Account::Carried,
];

/// The fields of an entry.
pub const ENTRY: [&str; 4] = ["account", "amount", "on", "what"];

/// An entry as its form says it.
pub struct EntryForm {
    pub account: Account,
    pub amount: Cents,
    pub on: NaiveDate,
    pub what: Title,
}

impl EntryForm {
    /// Reads an entry: of a day of the cohort that has come, and that is in no period `shared` already.
    pub fn read(mut fields: Fields<'_>, cohort: &Cohort, shared: &[Dates], today: NaiveDate) -> Result<Self, AppError> {
        let by_hand = |code: &str| Account::from_code(code).filter(|account| BY_HAND.contains(account));
        let account = fields.choice("account", by_hand);
        let amount = fields.required("amount", some);
        let on = day(&mut fields, cohort, today);
        if let Some(period) = on.and_then(|day| shared.iter().find(|period| period.contains(day))) {
            fields.refuse("on", Problem::Shared { first: period.starts_on, last: period.ends_on });
        }
        let what = fields.required("what", Title::parse);
        fields.finish(|| Some(Self { account: account?, amount: amount?, on: on?, what: what? }))
    }
}

/// An amount above zero.
pub fn some(text: &str) -> Result<Cents, Problem> {
    match Cents::parse(text)? {
        Cents(0) => Err(Problem::NotMoreThanZero),
        amount => Ok(amount),
    }
}

/// The field `on`: a day since the cohort began, not a day to come.
pub fn day(fields: &mut Fields<'_>, cohort: &Cohort, today: NaiveDate) -> Option<NaiveDate> {
    let (on, first) = (fields.day("on")?, cohort.dates.starts_on);
    match on {
        day if day > today => fields.refuse("on", Problem::InFuture),
        day if day < first => fields.refuse("on", Problem::DayBefore { first }),
        _ => {}
    }
    Some(on)
}
