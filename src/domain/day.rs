//! Civil days as people type them: one value, or day, month and year apart.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::number;
use super::problem::Problem;
use super::text::fold;

/// The years that forms take: room for every calculation with days.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "january"],
    ["fevrier", "february"],
    ["mars", "march"],
    ["avril", "april"],
    ["mai", "may"],
    ["juin", "june"],
    ["juillet", "july"],
    ["aout", "august"],
    ["septembre", "september"],
    ["octobre", "october"],
    ["novembre", "november"],
    ["decembre", "december"],
];

/// Reads "2026-11-23".
pub fn parse_day(text: &str) -> Result<NaiveDate, Problem> {
    let text = number::plain(text);
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => from_numbers(year, month, day),
        _ => None,
    }
    .ok_or(Problem::NotADay)
}

/// Reads three fields; the month is a number or a French or English name, accents optional, three letters suffice
/// when only one month begins so. A year of two digits is in this century.
pub fn parse_parts(day: &str, month: &str, year: &str) -> Result<NaiveDate, Problem> {
    let [day, month, year] = [day, month, year].map(number::plain);
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Err(Problem::Required);
    }
    let year = if year.len() == 2 { format!("20{year}") } else { year };
    let month = month_named(&month).map_or(month, |number| number.to_string());
    from_numbers(&year, &month, &day).ok_or(Problem::NotADay)
}

/// Reads a whole day as tables write it: "2026-11-23", "23/11/2026", "23.11.26", "23 novembre 2026". The day stands before
/// the month.
pub fn parse_written(text: &str) -> Result<NaiveDate, Problem> {
    if let Ok(day) = parse_day(text) {
        return Ok(day);
    }
    let parts = text.split(['/', '-', '.', ' ', '\u{a0}', '\u{202f}']).filter(|part| !part.is_empty());
    match parts.collect::<Vec<_>>()[..] {
        [] => Err(Problem::Required),
        [day, month, year] => parse_parts(day, month, year),
        _ => Err(Problem::NotADay),
    }
}

/// Reads several days with commas or line breaks between: "21 décembre, 4/1/2027". Without a year it is the next such day
/// from `from` on. In order, each once.
pub fn parse_days(text: &str, from: NaiveDate) -> Result<Vec<NaiveDate>, Problem> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut days = parts.map(|part| parse_one(part, from)).collect::<Result<Vec<_>, _>>()?;
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn parse_one(text: &str, from: NaiveDate) -> Result<NaiveDate, Problem> {
    let parts: Vec<&str> = text.split(['/', ' ', '\u{a0}', '\u{202f}']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [one] => parse_day(one),
        [day, month, year] => parse_parts(day, month, year),
        [day, month] => {
            let in_year = |year: i32| parse_parts(day, month, &year.to_string());
            match in_year(from.year()) {
                Ok(day) if day >= from => Ok(day),
                // Past, or the 29th of February of another year.
                _ => in_year(from.year() + 1),
            }
        }
        _ => Err(Problem::NotADay),
    }
}

fn from_numbers(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = i32::try_from(number::digits(year)?).ok().filter(|year| YEARS.contains(year))?;
    let month = u32::try_from(number::digits(month)?).ok()?;
    let day = u32::try_from(number::digits(day)?).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn month_named(text: &str) -> Option<u32> {
    let folded = fold(text);
    let short = folded.trim_end_matches('.');
    if short.len() < 3 {
        return None;
    }
    let mut found = (1..)
        .zip(MONTHS)
        .filter(|(_, names)| names.iter().any(|name| name.starts_with(short) || is_variant(name, short)));
    match (found.next(), found.next()) {
        (Some((number, _)), None) => Some(number),
        _ => None,
    }
}

/// What calendars print that is not the beginning of the name.
fn is_variant(name: &str, short: &str) -> bool {
    name == "juillet" && short == "jlt"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn reads_one_value() {
        assert_eq!(parse_day(" 2026-11-23 "), Ok(ymd(2026, 11, 23)));
        assert_eq!(parse_day("2024-02-29"), Ok(ymd(2024, 2, 29)));
        assert_eq!(parse_day(""), Err(Problem::Required));
        for text in [
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "23/11/2026",
            "2026-1-2",
            "9999-01-01",
            "0000-01-01",
            "-2026-01-01",
            "demain",
        ] {
            assert_eq!(parse_day(text), Err(Problem::NotADay), "{text}");
        }
    }

    #[test]
    fn reads_months_by_name() {
        for month in ["2", "02", "fev", "février", "FÉVR.", "feb", "February", "٢"] {
            assert_eq!(parse_parts("3", month, "2027"), Ok(ymd(2027, 2, 3)), "{month}");
        }
        assert_eq!(parse_parts("1", "sept", "26"), Ok(ymd(2026, 9, 1)));
        assert_eq!(parse_parts("1", "août", "2026"), Ok(ymd(2026, 8, 1)));
        assert_eq!(parse_parts("1", "juil", "2026"), Ok(ymd(2026, 7, 1)));
        assert_eq!(parse_parts("1", "jui", "2026"), Err(Problem::NotADay));
        assert_eq!(parse_parts("31", "avril", "2026"), Err(Problem::NotADay));
        assert_eq!(parse_parts("", " ", ""), Err(Problem::Required));
        assert_eq!(parse_parts("3", "", "2026"), Err(Problem::NotADay));
    }

    #[test]
    fn every_name_is_its_month() {
        for (number, names) in (1..).zip(MONTHS) {
            for name in names {
                assert_eq!(month_named(name), Some(number), "{name}");
            }
        }
    }

    #[test]
    fn reads_a_day_of_a_table() {
        for text in
            ["2026-11-03", "3/11/2026", "03.11.26", "3-11-2026", "3 novembre 2026", "3 nov. 2026", " 03/11/2026 "]
        {
            assert_eq!(parse_written(text), Ok(ymd(2026, 11, 3)), "{text}");
        }
        for text in ["3/11", "11/23/2026", "2026", "hier", "2026/11/03", "31/02/2026"] {
            assert_eq!(parse_written(text), Err(Problem::NotADay), "{text}");
        }
        assert_eq!(parse_written(" "), Err(Problem::Required));
    }

    #[test]
    fn reads_several_days() {
        let from = ymd(2026, 11, 24);
        let days = parse_days("4/1, 21 décembre\n 2026-12-28;21/12/2026,", from).unwrap();
        assert_eq!(days, [ymd(2026, 12, 21), ymd(2026, 12, 28), ymd(2027, 1, 4)]);
        assert_eq!(parse_days(" ", from), Ok(vec![]));
        for text in ["demain", "21", "31/2", "lundi 21 décembre 2026 matin"] {
            assert_eq!(parse_days(text, from), Err(Problem::NotADay), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(a in "\\PC{0,8}", b in "\\PC{0,8}", c in "\\PC{0,8}") {
            let _ = parse_day(&a);
            let _ = parse_written(&format!("{a}/{b} {c}"));
            let _ = parse_days(&format!("{a} {b},{c}"), NaiveDate::MAX);
            let _ = parse_parts(&a, &b, &c);
        }
    }
}
