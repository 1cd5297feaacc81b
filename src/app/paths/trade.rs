//! What is made, kept, sold, earned and shared.

use chrono::NaiveDate;
use uuid::Uuid;

pub fn production(slug: &str) -> String {
    format!("/cohorts/{slug}/production")
}

pub fn new_record(slug: &str) -> String {
    format!("/cohorts/{slug}/production/new")
}

/// The page that a phone keeps for a place without network.
pub fn phone_record(slug: &str) -> String {
    format!("/cohorts/{slug}/production/phone")
}

/// The questions of a record, answered as far as pairs of names and values go.
pub fn new_record_with(slug: &str, answers: &[(&str, String)]) -> String {
    let pairs: Vec<String> =
        answers.iter().map(|(name, value)| format!("{}={}", super::escape(name), super::escape(value))).collect();
    format!("/cohorts/{slug}/production/new?{}", pairs.join("&"))
}

pub fn record(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/production/records/{id}")
}

/// The production page that says what was just recorded and offers to take it back.
pub fn recorded(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/production?record={id}")
}

pub fn products(slug: &str) -> String {
    format!("/cohorts/{slug}/production/products")
}

pub fn new_product(slug: &str) -> String {
    format!("/cohorts/{slug}/production/products/new")
}

/// Where a list of products comes in.
pub fn import_products(slug: &str) -> String {
    format!("/cohorts/{slug}/production/products/import")
}

/// The sample of what comes in at `page`.
pub fn import_sample(page: &str) -> String {
    format!("{page}/sample.csv")
}

pub fn product(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/production/products/{id}")
}

pub fn edit_product(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/production/products/{id}/edit")
}

pub fn recipe(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/production/products/{id}/recipe")
}

pub fn photo(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/photos/{id}")
}

pub fn stock(slug: &str) -> String {
    format!("/cohorts/{slug}/stock")
}

pub fn new_material(slug: &str) -> String {
    format!("/cohorts/{slug}/stock/materials/new")
}

pub fn material(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/stock/materials/{id}")
}

/// The form of what comes in or goes out without money, for one material.
pub fn move_material(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/stock/materials/{id}/move")
}

pub fn purchases(slug: &str) -> String {
    format!("/cohorts/{slug}/stock/purchases")
}

/// The form of a purchase: of `materials`, or a `shared` expense.
pub fn new_purchase(slug: &str, what: &str) -> String {
    format!("/cohorts/{slug}/stock/purchases/new?what={what}")
}

pub fn purchase(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/stock/purchases/{id}")
}

pub fn count_stock(slug: &str) -> String {
    format!("/cohorts/{slug}/stock/count")
}

pub fn lots(slug: &str) -> String {
    format!("/cohorts/{slug}/stock/lots")
}

pub fn new_lot(slug: &str) -> String {
    format!("/cohorts/{slug}/stock/lots/new")
}

pub fn lot(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/stock/lots/{id}")
}

pub fn sales(slug: &str) -> String {
    format!("/cohorts/{slug}/sales")
}

/// The sales page that says what was just sold and offers to take it back.
pub fn sold(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/sales?sale={id}")
}

/// Where past sales come in.
pub fn import_sales(slug: &str) -> String {
    format!("/cohorts/{slug}/sales/import")
}

pub fn till(slug: &str) -> String {
    format!("/cohorts/{slug}/sales/till")
}

pub fn pay(slug: &str) -> String {
    format!("/cohorts/{slug}/sales/till/pay")
}

pub fn lunch(slug: &str) -> String {
    format!("/cohorts/{slug}/sales/lunch")
}

pub fn count(slug: &str) -> String {
    format!("/cohorts/{slug}/sales/count")
}

/// The count of one till on one day.
pub fn count_till(slug: &str, till: &str, on: NaiveDate) -> String {
    format!("/cohorts/{slug}/sales/count?till={till}&on={on}")
}

pub fn orders(slug: &str) -> String {
    format!("/cohorts/{slug}/orders")
}

pub fn new_order(slug: &str) -> String {
    format!("/cohorts/{slug}/orders/new")
}

/// Who hosts the group.
pub fn hosting(slug: &str) -> String {
    format!("/cohorts/{slug}/orders/hosting")
}

pub fn order(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/orders/{id}")
}

pub fn edit_order(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/orders/{id}/edit")
}

pub fn order_quote(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/orders/{id}/quote")
}

pub fn order_delivery(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/orders/{id}/delivery")
}

/// A month for whoever invoices, as a file: `csv` or `xlsx`.
pub fn orders_file(slug: &str, kind: &str, first: NaiveDate) -> String {
    format!("/cohorts/{slug}/orders/month.{kind}?month={}", first.format("%Y-%m"))
}

pub fn money(slug: &str) -> String {
    format!("/cohorts/{slug}/money")
}

pub fn money_month(slug: &str, month: NaiveDate) -> String {
    format!("/cohorts/{slug}/money?month={month}")
}

/// The entries of some days, of all accounts.
pub fn journal(slug: &str, from: NaiveDate, to: NaiveDate) -> String {
    format!("/cohorts/{slug}/money/journal?from={from}&to={to}")
}

/// The entries of some days, of one account.
pub fn journal_of(slug: &str, from: NaiveDate, to: NaiveDate, account: &str) -> String {
    format!("/cohorts/{slug}/money/journal?from={from}&to={to}&account={account}")
}

pub fn new_entry(slug: &str) -> String {
    format!("/cohorts/{slug}/money/entries/new")
}

pub fn entry(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/money/entries/{id}")
}

pub fn sharings(slug: &str) -> String {
    format!("/cohorts/{slug}/sharing")
}

pub fn new_sharing(slug: &str) -> String {
    format!("/cohorts/{slug}/sharing/new")
}

pub fn advances(slug: &str) -> String {
    format!("/cohorts/{slug}/sharing/advances")
}

pub fn sharing(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/sharing/{id}")
}

/// A step of a sharing: `edit`, `people`, `vote`, `freeze`, `corrections`, `rules/new`.
pub fn sharing_step(slug: &str, id: Uuid, step: &str) -> String {
    format!("/cohorts/{slug}/sharing/{id}/{step}")
}

pub fn sharing_rule(slug: &str, id: Uuid, rule: Uuid) -> String {
    format!("/cohorts/{slug}/sharing/{id}/rules/{rule}")
}

pub fn statement(slug: &str, id: Uuid, person: Uuid) -> String {
    format!("/cohorts/{slug}/sharing/{id}/members/{person}")
}
