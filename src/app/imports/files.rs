//! The sample of each file: what its columns are called, with rows that import as they stand.

use super::{
    product, sale,
    table::{self, Column},
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        plain::{CSV, facilitator, language, refused, sample},
        production,
        sales::said,
        words,
    },
    domain::sale::{Channel, Clientele, PaidBy},
    platform::{
        State,
        error::AppError,
        session::Visitor,
        sheet::{self, Cell, Sheet},
    },
};
use axum::{
    Extension,
    extract::{Path, State as With},
    http::{HeaderMap, Uri},
    response::Response,
};
use chrono::NaiveDate;

pub const PRODUCTS: &str = "/cohorts/{slug}/production/products/import/sample.csv";
pub const SALES: &str = "/cohorts/{slug}/sales/import/sample.csv";

/// A list of products to begin from.
pub async fn products(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    let made = facilitator(&state, &visitor, &slug).await.map(|_| product_rows(locale));
    answer(locale, &uri, made.map(|rows| ("products", product::COLUMNS, rows)))
}

/// Past sales to begin from.
pub async fn sales(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    let by = facilitator(&state, &visitor, &slug).await;
    let made = by.map(|by| sale_rows(locale, a_day(&by, by.cohort.today(state.clock.now()))));
    answer(locale, &uri, made.map(|rows| ("sales", sale::COLUMNS, rows)))
}

type Sample = (&'static str, &'static [Column], Vec<Vec<Cell>>);

fn answer(locale: Locale, uri: &Uri, made: Result<Sample, AppError>) -> Response {
    match made {
        Ok((name, columns, rows)) => {
            let head = columns.iter().map(|column| table::label(locale, column.code)).collect();
            let bytes = sheet::csv(&Sheet { name: name.to_owned(), head, rows }, words::habit(locale));
            sample(&format!("{name}-sample.csv"), CSV, bytes)
        }
        Err(error) => refused(locale, uri, &error),
    }
}

/// A day on which the cohort may have sold.
fn a_day(by: &Facilitator, today: NaiveDate) -> NaiveDate {
    let dates = by.cohort.dates;
    today.min(dates.ends_on).max(dates.starts_on)
}

fn product_rows(locale: Locale) -> Vec<Vec<Cell>> {
    let unit = |index: usize| production::said::units(locale).into_iter().nth(index).unwrap_or_default();
    let (bag, meal) = (td_string!(locale, imports.sample.bag), td_string!(locale, imports.sample.meal));
    vec![
        vec![bag.into(), unit(0).into(), Cell::Hundredths(1_500), Cell::Hundredths(380)],
        vec![meal.into(), unit(1).into(), Cell::Hundredths(124_050), Cell::Empty],
    ]
}

fn sale_rows(locale: Locale, day: NaiveDate) -> Vec<Vec<Cell>> {
    let row = |what: &str, quantity, price, channel, clientele, paid| {
        vec![
            Cell::Day(day),
            what.into(),
            Cell::Thousandths(quantity),
            Cell::Hundredths(price),
            said::channel(locale, channel).into(),
            said::clientele(locale, clientele).into(),
            said::paid_by(locale, paid).into(),
        ]
    };
    let (bag, meal) = (td_string!(locale, imports.sample.bag), td_string!(locale, imports.sample.meal));
    vec![
        row(bag, 2_000, 1_500, Channel::Market, Clientele::New, PaidBy::Cash),
        row(meal, 1_500, 1_250, Channel::Lunch, Clientele::Unknown, PaidBy::Other),
    ]
}
