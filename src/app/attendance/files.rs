//! The table of all presences as a file, for whoever keeps the accounts of a funder.

use super::{register::Register, words as said};
use crate::{
    app::{
        cohorts::template_words,
        i18n::*,
        plain::{Ending, Taken, facilitator, language, refused, workbook},
        words,
    },
    domain::attendance::{Presence, Total},
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
use chrono_tz::Tz;

/// Every line in text, or totals and every line in a workbook: as the address ends.
pub async fn read(
    With(state): With<State>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let locale = language(&visitor, &headers);
    match made(&state, &visitor, &slug, Ending::of(&uri), locale).await {
        Ok(answer) => answer,
        Err(error) => refused(locale, &uri, &error),
    }
}

async fn made(
    state: &State,
    visitor: &Visitor,
    slug: &str,
    ending: Ending,
    locale: Locale,
) -> Result<Response, AppError> {
    let by = facilitator(state, visitor, slug).await?;
    let mut db = state.db.read().acquire().await?;
    let register = Register::of_cohort(&mut db, &by, state.clock.now()).await?;
    drop(db);
    let bytes = match ending {
        Ending::Csv => csv_of(locale, &register, by.cohort.time_zone),
        Ending::Xlsx => xlsx_of(locale, &register, by.cohort.time_zone)?,
    };
    let taken = Taken {
        action: "attendance/download",
        person: by.person,
        cohort: Some(by.cohort.id),
        object: None,
        name: format!("{slug}-presences.{}", ending.code()),
        kind: ending.kind(),
        bytes,
    };
    taken.hand_over(state).await
}

/// The lines as CSV.
pub fn csv_of(locale: Locale, register: &Register, zone: Tz) -> Vec<u8> {
    sheet::csv(&lines(locale, register, zone), words::habit(locale))
}

/// Totals by person, totals by event and the lines as a workbook.
pub fn xlsx_of(locale: Locale, register: &Register, zone: Tz) -> Result<Vec<u8>, AppError> {
    let sheets = [by_person(locale, register), by_event(locale, register, zone), lines(locale, register, zone)];
    workbook(sheets)
}

/// Hundredths of an hour, half a minute rounded up.
fn hours(minutes: i64) -> Cell {
    Cell::Hundredths((minutes * 100 + 30) / 60)
}

/// One line for each half-day that counts and each person.
fn lines(locale: Locale, register: &Register, zone: Tz) -> Sheet {
    let head = [
        td_string!(locale, attendance.columns.person),
        td_string!(locale, attendance.columns.event),
        td_string!(locale, attendance.columns.kind),
        td_string!(locale, attendance.columns.day),
        td_string!(locale, attendance.columns.half),
        td_string!(locale, attendance.columns.clock),
        td_string!(locale, attendance.columns.expected),
        td_string!(locale, attendance.columns.what),
        td_string!(locale, attendance.columns.how),
        td_string!(locale, attendance.columns.present),
    ];
    let row = |(moment, learner, presence): (&_, &_, Presence)| -> Vec<Cell> {
        let (moment, learner): (&super::register::Moment, &super::register::Learner) = (moment, learner);
        let signed = register.mark(moment, learner.id).filter(|(presence, _)| *presence == Presence::Present);
        vec![
            words::person(locale, &learner.name).into(),
            moment.event.title.clone().into(),
            template_words::event_kind(locale, moment.event.kind).into(),
            Cell::Day(moment.half_day.day),
            said::half(locale, moment.half_day.half).into(),
            said::hours(locale, moment, zone).into(),
            hours(moment.minutes),
            said::presence(locale, presence).into(),
            signed.map(|(_, by)| said::signed_by(locale, by)).unwrap_or_default().into(),
            hours(if presence == Presence::Present { moment.minutes } else { 0 }),
        ]
    };
    Sheet {
        name: td_string!(locale, attendance.files.lines).to_string(),
        head: head.map(str::to_owned).to_vec(),
        rows: register.lines().map(row).collect(),
    }
}

fn total_head(locale: Locale) -> [&'static str; 4] {
    [
        td_string!(locale, attendance.columns.present),
        td_string!(locale, attendance.columns.excused),
        td_string!(locale, attendance.columns.absent),
        td_string!(locale, attendance.columns.expected),
    ]
}

fn total_cells(total: Total) -> [Cell; 4] {
    [total.present, total.excused, total.absent, total.expected].map(hours)
}

fn by_person(locale: Locale, register: &Register) -> Sheet {
    let totals = register.by_person();
    let people = register.people.iter().filter_map(|who| Some((who, *totals.get(&who.id)?)));
    let row = people.map(|(who, total)| {
        let name = Cell::from(words::person(locale, &who.name));
        std::iter::once(name).chain(total_cells(total)).collect()
    });
    let head = [td_string!(locale, attendance.columns.person)].into_iter().chain(total_head(locale));
    Sheet {
        name: td_string!(locale, attendance.by_person).to_string(),
        head: head.map(str::to_owned).collect(),
        rows: row.collect(),
    }
}

fn by_event(locale: Locale, register: &Register, zone: Tz) -> Sheet {
    let totals = register.by_event();
    let mut events: Vec<_> = register.counted().map(|moment| &moment.event).collect();
    events.dedup_by_key(|event| event.id);
    let rows = events.into_iter().map(|event| {
        let day = crate::domain::time::local(event.starts_at, zone).0;
        let total = totals.get(&event.id).copied().unwrap_or_default();
        [Cell::from(event.title.as_str()), Cell::Day(day)].into_iter().chain(total_cells(total)).collect()
    });
    let head = [td_string!(locale, attendance.columns.event), td_string!(locale, attendance.columns.day)];
    Sheet {
        name: td_string!(locale, attendance.by_event).to_string(),
        head: head.into_iter().chain(total_head(locale)).map(str::to_owned).collect(),
        rows: rows.collect(),
    }
}

/// "3 Ko"
pub fn size(locale: Locale, bytes: usize) -> String {
    td_string!(locale, attendance.files.size, kilobytes = bytes.div_ceil(1000)).to_string()
}
