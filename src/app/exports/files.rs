//! The files: one table in text, all of them in a workbook, all of them for a program. Each one taken away leaves a row in the
//! audit.

use super::{
    dictionary,
    table::{self, Kind, Table, Value},
    whole::{self, Filled},
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        plain::{self, CSV, Taken, XLSX, facilitator, language, refused},
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
    extract::{Path, State as With},
    http::{HeaderMap, Uri},
    response::Response,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use serde_json::json;
use std::collections::HashMap;

/// The route of every file: `all.xlsx`, `all.json`, `dictionary.csv`, or a table's name and `.csv`.
pub const ROUTE: &str = "/cohorts/{slug}/export/{file}";
/// By this a file says that it is one of ours.
pub const FORMAT: &str = "cooperade-export";
pub const VERSION: i64 = 1;

/// A file of the cohort, for those who accompany it.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path((slug, file)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    match made(&state, &visitor, &slug, &file, locale).await {
        Ok(answer) => answer,
        Err(error) => refused(locale, &uri, &error),
    }
}

async fn made(state: &State, visitor: &Visitor, slug: &str, file: &str, locale: Locale) -> Result<Response, AppError> {
    let by = facilitator(state, visitor, slug).await?;
    let now = state.clock.now();
    let (kind, bytes) = match file {
        "all.xlsx" => (XLSX, workbook(locale, all(state, &by, now).await?).await?),
        "all.json" => ("application/json", json_of(locale, &by, &all(state, &by, now).await?, now)?),
        "dictionary.csv" => (CSV, sheet::csv(&dictionary::sheet(locale), words::habit(locale))),
        file => {
            let table = file.strip_suffix(".csv").and_then(table::named).ok_or(AppError::NotFound)?;
            let mut db = state.db.read().acquire().await?;
            let filled = whole::read(&mut db, &by, table, now).await?;
            (CSV, sheet::csv(&sheet_of(locale, filled), words::habit(locale)))
        }
    };
    let taken = Taken {
        action: "exports/download",
        person: by.person,
        cohort: Some(by.cohort.id),
        object: None,
        name: format!("{slug}-{file}"),
        kind,
        bytes,
    };
    taken.hand_over(state).await
}

async fn all(state: &State, by: &Facilitator, now: DateTime<Utc>) -> Result<Vec<Filled>, AppError> {
    whole::read_all(&mut *state.db.read().acquire().await?, by, now).await
}

/// The workbook, made beside the threads that answer others.
async fn workbook(locale: Locale, all: Vec<Filled>) -> Result<Vec<u8>, AppError> {
    let make = move || {
        let tables = all.into_iter().map(|filled| sheet_of(locale, filled));
        plain::workbook(std::iter::once(dictionary::sheet(locale)).chain(tables))
    };
    tokio::task::spawn_blocking(make).await.map_err(|_| AppError::Internal)?
}

/// A table for people: labels and words in their language. Each row takes the place of what it was read from.
pub fn sheet_of(locale: Locale, filled: Filled) -> Sheet {
    let table = filled.table;
    let words: Vec<HashMap<&str, String>> =
        table.columns.iter().map(|column| dictionary::values(locale, column.kind).into_iter().collect()).collect();
    let row = |values: Vec<Value>| {
        let cells = table.columns.iter().zip(&words).zip(&values);
        cells.map(|((column, words), value)| cell(locale, column.kind, words, value)).collect()
    };
    Sheet {
        name: dictionary::title(locale, table),
        head: dictionary::columns(locale, table).into_iter().map(|said| said.label).collect(),
        rows: filled.rows.into_iter().map(row).collect(),
    }
}

fn cell(locale: Locale, kind: Kind, words: &HashMap<&str, String>, value: &Value) -> Cell {
    match (kind, value) {
        (_, Value::Nothing) => Cell::Empty,
        (Kind::Person, Value::Text(name)) => words::person(locale, name).into(),
        (_, Value::Text(text)) => words.get(text.as_str()).unwrap_or(text).clone().into(),
        (Kind::Cents, Value::Number(cents)) => Cell::Hundredths(*cents),
        (Kind::Quantity, Value::Number(thousandths)) => Cell::Thousandths(*thousandths),
        (_, Value::Number(number)) => Cell::Whole(*number),
        (_, Value::Day(day)) => Cell::Day(*day),
        (_, Value::Flag(true)) => td_string!(locale, exports.yes).into(),
        (_, Value::Flag(false)) => td_string!(locale, exports.no).into(),
    }
}

/// Everything for programs: whole numbers, ISO days, codes, and the dictionary that says so.
fn json_of(locale: Locale, by: &Facilitator, all: &[Filled], now: DateTime<Utc>) -> Result<Vec<u8>, AppError> {
    let column = |filled: &Filled| {
        let (table, said) = (filled.table, dictionary::columns(locale, filled.table));
        let lines = table.columns.iter().zip(said).map(|(column, said)| {
            json!({
                "table": table.code,
                "column": column.code,
                "label": said.label,
                "meaning": said.meaning,
                "unit": dictionary::machine_unit(column.kind),
                "values": dictionary::values(locale, column.kind).into_iter().collect::<HashMap<_, _>>(),
            })
        });
        lines.collect::<Vec<_>>()
    };
    let whole = Whole {
        format: FORMAT,
        version: VERSION,
        made_at: now.to_rfc3339_opts(SecondsFormat::Secs, true),
        cohort: json!({
            "slug": by.cohort.slug,
            "name": by.cohort.name,
            "starts_on": by.cohort.dates.starts_on,
            "ends_on": by.cohort.dates.ends_on,
        }),
        dictionary: all.iter().flat_map(column).collect(),
        tables: Tables(all),
    };
    serde_json::to_vec(&whole).map_err(|_| AppError::Internal)
}

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: i64,
    made_at: String,
    cohort: serde_json::Value,
    dictionary: Vec<serde_json::Value>,
    tables: Tables<'a>,
}

/// Tables by code, rows as objects: written as they are read, not built first.
struct Tables<'a>(&'a [Filled]);

struct Rows<'a>(&'a Filled);

struct Row<'a>(&'a Table, &'a [Value]);

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|filled| (filled.table.code, Rows(filled))))
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.rows.iter().map(|values| Row(self.0.table, values)))
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.columns.iter().map(|column| column.code).zip(self.1))
    }
}
