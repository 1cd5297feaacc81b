//! What is stored about the reader's bookings that come again and the places that she has passed on.

use crate::{
    app::{bookings::store::data as store, calendar::words as calendar, i18n::*, visit::Visit, words},
    platform::{error::AppError, session::Signed},
};

/// The rules of her series, and where.
pub async fn series(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let own = store::own_series(visit.state.db.read(), signed).await?;
    let line = |(space, series)| format!("{space} · {}", calendar::series(visit.locale, &series));
    Ok(own.into_iter().map(line).collect())
}

/// The questions that she asked or was asked, and why she gave places back late.
pub async fn exchanges(visit: &Visit, signed: &Signed) -> Result<Vec<String>, AppError> {
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let mut lines = Vec::new();
    for (space, at, state) in store::own_exchanges(&mut *db, signed).await? {
        let state = match state.as_str() {
            "accepted" => td_string!(locale, bookings.data.accepted),
            "refused" => td_string!(locale, bookings.data.refused),
            "withdrawn" => td_string!(locale, bookings.data.withdrawn),
            _ => td_string!(locale, bookings.data.asked),
        };
        let day = words::day(locale, at.date_naive());
        let state = state.to_string();
        lines.push(td_string!(locale, bookings.data.exchange, day = day, space = space, state = state).to_string());
    }
    for (space, reason) in store::own_reasons(&mut *db, signed).await? {
        lines.push(format!("{} · {space} : {reason}", td_string!(locale, bookings.rebook.reason_fact)));
    }
    Ok(lines)
}
