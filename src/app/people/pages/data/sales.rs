//! What is stored about the reader's part in sales and orders.

use crate::{
    app::{i18n::*, people::store, sales::said, visit::Visit, words},
    domain::{money::Cents, sale::Channel},
    platform::{error::AppError, session::Signed},
};

fn channel(locale: Locale, code: &str) -> String {
    Channel::from_code(code).map(|channel| said::channel(locale, channel)).unwrap_or_default()
}

/// The sales that she entered and the tills that she counted.
pub async fn sales(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let mut lines = Vec::new();
    for (code, day, cents, taken_back_at, note) in store::own_sales(&mut *db, signed).await? {
        let (day, amount) = (words::day(locale, day), Cents(cents).set_apart());
        let line = td_string!(locale, orders.data.sale, channel = channel(locale, &code), day = day, amount = amount);
        let back = taken_back_at.map(|_| td_string!(locale, orders.data.taken_back).to_string());
        lines.push(format!("{line} {note} {}", back.unwrap_or_default()).trim_end().to_owned());
    }
    for (code, day, note) in store::own_cash_counts(&mut *db, signed).await? {
        let day = words::day(locale, day);
        let line = td_string!(locale, orders.data.count, till = channel(locale, &code), day = day).to_string();
        lines.push(format!("{line} {note}").trim_end().to_owned());
    }
    Ok(lines)
}

/// The orders that she took, and what she does for some.
pub async fn orders(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let taken = store::own_orders(&mut *db, signed).await?;
    let taken = taken.into_iter().map(|(number,)| td_string!(locale, orders.data.order, number = number).to_string());
    let tasks = store::own_order_tasks(&mut *db, signed).await?;
    let tasks = tasks.into_iter().map(|(what,)| td_string!(locale, orders.data.task, what = what).to_string());
    Ok(taken.chain(tasks).collect())
}
