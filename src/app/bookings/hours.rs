//! How a space was used, as a file for its host and for who pays: by day and cohort, and no name of a person.

use super::{
    policy::Reading,
    store,
    usage::{self, Open, Sum},
};
use crate::{
    app::{
        i18n::*,
        plain::{Ending, Taken, language, refused, workbook},
        words,
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
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many months back; twelve when nothing is asked.
#[derive(Deserialize)]
pub struct Asked {
    months: Option<String>,
}

/// The use of a space in text or in a workbook: as the address ends.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    match made(&state, &visitor, &id, &asked, Ending::of(&uri), locale).await {
        Ok(answer) => answer,
        Err(error) => refused(locale, &uri, &error),
    }
}

async fn made(
    state: &State,
    visitor: &Visitor,
    id: &str,
    asked: &Asked,
    ending: Ending,
    locale: Locale,
) -> Result<Response, AppError> {
    let signed = visitor.signed.as_ref().ok_or(AppError::SignedOut)?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let reading = Reading::of(&state.db, signed, id).await?;
    let sheets = sheets(state, &reading, usage::months(asked.months.as_deref()), locale).await?;
    let bytes = match (ending, &sheets[..]) {
        (Ending::Csv, [days, ..]) => sheet::csv(days, words::habit(locale)),
        _ => workbook(sheets)?,
    };
    let today = state.clock.now().with_timezone(&reading.space.zone).date_naive();
    let taken = Taken {
        action: "spaces/download",
        person: reading.person,
        cohort: reading.facilitator.as_ref().map(|facilitator| facilitator.cohort.id),
        object: Some(id),
        name: format!("use-{today}.{}", ending.code()),
        kind: ending.kind(),
        bytes,
    };
    taken.hand_over(state).await
}

/// Day by day, then month by month: what is over.
async fn sheets(state: &State, reading: &Reading, months: u32, locale: Locale) -> Result<[Sheet; 2], AppError> {
    let (now, zone) = (state.clock.now(), reading.space.zone);
    let (from, _) = usage::instants(usage::period(months, now, zone), zone);
    let mut db = state.db.read().acquire().await?;
    let mut stays = store::usage::stays(&mut *db, &reading.space, from, now).await?;
    let workshop = store::spaces::workshop(&mut db, reading.space.clone()).await?;
    drop(db);
    stays.retain(|stay| stay.ends_at <= now);
    let days = usage::by_day(reading, &stays, td_string!(locale, bookings.report.others));
    let mut by_month: BTreeMap<NaiveDate, BTreeMap<&str, Vec<&Sum>>> = BTreeMap::new();
    let mut rows = Vec::new();
    for (day, sums) in &days {
        let open = Open::on(&workshop.place, *day);
        for (name, sum) in sums {
            rows.push(row(Cell::Day(*day), name, sum, &open));
            by_month.entry(usage::first_of(*day)).or_default().entry(name).or_default().push(sum);
        }
    }
    let by_day = sheet(locale, td_string!(locale, bookings.report.by_day), rows);
    let mut rows = Vec::new();
    for (month, names) in by_month {
        let dates = usage::month(month);
        let open = Open::between(&workshop.place, dates);
        rows.extend(names.into_iter().map(|(name, sums)| row(Cell::Day(month), name, &usage::all(&sums), &open)));
    }
    Ok([by_day, sheet(locale, td_string!(locale, bookings.report.by_month), rows)])
}

fn sheet(locale: Locale, name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    let head = [
        td_string!(locale, bookings.report.columns.day),
        td_string!(locale, bookings.report.columns.cohort),
        td_string!(locale, bookings.report.columns.bookings),
        td_string!(locale, bookings.report.columns.hours),
        td_string!(locale, bookings.report.columns.person_hours),
        td_string!(locale, bookings.report.columns.machine_hours),
        td_string!(locale, bookings.report.columns.open),
        td_string!(locale, bookings.report.columns.share),
    ];
    Sheet { name: name.to_owned(), head: head.map(str::to_owned).to_vec(), rows }
}

fn row(day: Cell, cohort: &str, sum: &Sum, open: &Open) -> Vec<Cell> {
    let hours = |minutes: i64| Cell::Hundredths((minutes * 100 + 30).div_euclid(60));
    vec![
        day,
        cohort.into(),
        Cell::Whole(sum.bookings),
        hours(sum.minutes),
        hours(sum.person_minutes),
        hours(sum.machine_minutes),
        hours(open.minutes),
        open.share(sum).map_or(Cell::Empty, Cell::Hundredths),
    ]
}
