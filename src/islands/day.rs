//! Days as islands are told them: by their number, since to read "2026-11-24" takes kilobytes of code.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A day by itself; a field that is one says `#[serde(with = "super::day")]`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Day(#[serde(with = "super::day")] pub NaiveDate);

pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_i32(day.num_days_from_ce())
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    NaiveDate::from_num_days_from_ce_opt(i32::deserialize(from)?).ok_or_else(|| D::Error::custom("a day"))
}
