//! The month as a file for the hosting cooperative, which invoices: what was sold, and what was delivered and is still owed.
//! A household stays without a name, and nobody reads who sold.

use super::{
    said,
    store::{self, Order},
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        plain::{Ending, Taken, facilitator, language, refused, workbook},
        sales::{basket::Line, said as sold, store as sales},
        words,
    },
    domain::{
        journal::month,
        money::Cents,
        order::CustomerKind,
        sale::{Channel, PaidBy},
    },
    platform::{
        State,
        error::AppError,
        session::Visitor,
        sheet::{self, Cell, Sheet},
    },
};
use axum::{
    Extension,
    extract::{Path, Query, State as With},
    http::{HeaderMap, Uri},
    response::Response,
};
use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Which month, as `2026-11`; the present one when nothing is asked.
#[derive(Deserialize)]
pub struct Asked {
    month: Option<String>,
}

/// The month in text or in a workbook: as the address ends.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    match made(&state, &visitor, &slug, &asked, Ending::of(&uri), locale).await {
        Ok(answer) => answer,
        Err(error) => refused(locale, &uri, &error),
    }
}

async fn made(
    state: &State,
    visitor: &Visitor,
    slug: &str,
    asked: &Asked,
    ending: Ending,
    locale: Locale,
) -> Result<Response, AppError> {
    let by = facilitator(state, visitor, slug).await?;
    let first = first_day(asked, by.cohort.today(state.clock.now()))?;
    let sheet = table(state, &by, first, locale).await?;
    let bytes = match ending {
        Ending::Csv => sheet::csv(&sheet, words::habit(locale)),
        Ending::Xlsx => workbook([sheet])?,
    };
    let taken = Taken {
        action: "orders/download",
        person: by.person,
        cohort: Some(by.cohort.id),
        object: None,
        name: format!("{slug}-{}.{}", first.format("%Y-%m"), ending.code()),
        kind: ending.kind(),
        bytes,
    };
    taken.hand_over(state).await
}

/// The first day of the month that is asked for.
fn first_day(asked: &Asked, today: NaiveDate) -> Result<NaiveDate, AppError> {
    match &asked.month {
        None => Ok(month(today)),
        Some(text) => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").map_err(|_| AppError::NotFound),
    }
}

async fn table(state: &State, by: &Facilitator, first: NaiveDate, locale: Locale) -> Result<Sheet, AppError> {
    let last = first.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX) - Days::new(1);
    let mut db = state.db.read().acquire().await?;
    let orders = store::orders(&mut *db, by).await?.into_iter().map(|order| (order.id, order)).collect();
    let sold = sales::sold_lines(&mut *db, by, first, last).await?;
    let owed = store::owed_lines(&mut *db, by, first, last).await?;
    let name = td_string!(locale, orders.file.name, month = first.format("%Y-%m").to_string()).to_string();
    Ok(sheet_of(locale, name, &orders, &sold, &owed))
}

/// One row for each line: paid first, then what is owed.
pub fn sheet_of(
    locale: Locale,
    name: String,
    orders: &HashMap<Uuid, Order>,
    sold: &[sales::SoldLine],
    owed: &[(Uuid, Line)],
) -> Sheet {
    let paid = sold.iter().map(|line| {
        let order = line.customer_order.and_then(|id| orders.get(&id));
        let channel = Channel::from_code(&line.channel).map(|one| sold::channel(locale, one)).unwrap_or_default();
        let means = PaidBy::from_code(&line.paid_by).map(|one| sold::paid_by(locale, one)).unwrap_or_default();
        let state = td_string!(locale, orders.file.paid, means = means).to_string();
        let numbers = (line.quantity, line.price_cents, line.amount_cents);
        row(locale, line.sold_on, channel, state, order, &line.what, numbers)
    });
    let owed = owed.iter().filter_map(|(id, line)| Some((orders.get(id)?, line))).map(|(order, line)| {
        let channel = sold::channel(locale, Channel::Order);
        let state = td_string!(locale, orders.file.owed).to_string();
        let numbers = (line.quantity.0, line.price.0, line.amount.0);
        row(locale, order.delivered_on.unwrap_or_default(), channel, state, Some(order), &line.what, numbers)
    });
    let head = [
        td_string!(locale, orders.file.day),
        td_string!(locale, orders.file.channel),
        td_string!(locale, orders.file.state),
        td_string!(locale, orders.file.order),
        td_string!(locale, orders.file.customer),
        td_string!(locale, orders.file.what),
        td_string!(locale, orders.file.quantity),
        td_string!(locale, orders.file.price),
        td_string!(locale, orders.file.amount),
    ];
    Sheet { name, head: head.map(str::to_owned).to_vec(), rows: paid.chain(owed).collect() }
}

fn row(
    locale: Locale,
    on: NaiveDate,
    channel: String,
    state: String,
    order: Option<&Order>,
    what: &str,
    (quantity, price, amount): (i64, i64, i64),
) -> Vec<Cell> {
    let named = order.filter(|order| order.kind != CustomerKind::Household);
    let customer = match (order, named) {
        (_, Some(order)) => said::customer(locale, &order.customer),
        (Some(order), None) => said::kind(locale, order.kind),
        _ => String::new(),
    };
    vec![
        Cell::Day(on),
        channel.into(),
        state.into(),
        order.map(|order| order.number.to_string()).unwrap_or_default().into(),
        customer.into(),
        what.into(),
        Cell::Thousandths(quantity),
        Cell::Hundredths(Cents(price).0),
        Cell::Hundredths(amount),
    ]
}
