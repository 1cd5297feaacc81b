//! From what a browser sent to domain types: every field is read by name, every problem is collected beside its field.

use super::error::{AppError, FieldProblem};
use crate::domain::{
    day::{parse_day, parse_parts},
    problem::Problem,
};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What a browser sent, untyped: `name`, `makers[]` as a list, `machines[{id}]` as a map.
pub type RawForm = HashMap<String, Value>;

/// A form being read. Ask for each field, then `finish`.
pub struct Fields<'f> {
    raw: &'f RawForm,
    problems: Vec<FieldProblem>,
}

/// The text of one field, empty when it was not sent.
pub fn text<'f>(raw: &'f RawForm, name: &str) -> &'f str {
    raw.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The id of what a form is about: our pages wrote it, so what is no id is not there.
pub fn object(raw: &RawForm, name: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text(raw, name).trim()).map_err(|_| AppError::NotFound)
}

/// The texts of a list field. A single value counts as a list of one.
pub fn list<'f>(raw: &'f RawForm, name: &str) -> Vec<&'f str> {
    match raw.get(name) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        Some(Value::Object(items)) => items.values().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The texts of a map field such as `machines[{id}]`.
pub fn map<'f>(raw: &'f RawForm, name: &str) -> BTreeMap<&'f str, &'f str> {
    let items = raw.get(name).and_then(Value::as_object);
    items
        .map(|items| items.iter().filter_map(|(key, value)| Some((key.trim(), value.as_str()?))).collect())
        .unwrap_or_default()
}

/// Pairs of an urlencoded body as a `RawForm`, brackets understood as server functions understand them.
pub fn nest(pairs: Vec<(String, String)>) -> RawForm {
    let mut raw = RawForm::new();
    for (name, value) in pairs {
        match name.split_once('[').and_then(|(name, key)| Some((name, key.strip_suffix(']')?))) {
            None => drop(raw.insert(name, Value::String(value))),
            Some((name, "")) => {
                let slot = raw.entry(name.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(items) = slot {
                    items.push(Value::String(value));
                }
            }
            Some((name, key)) => {
                let slot = raw.entry(name.to_owned()).or_insert_with(|| Value::Object(Default::default()));
                if let Value::Object(items) = slot {
                    items.insert(key.to_owned(), Value::String(value));
                }
            }
        }
    }
    raw
}

/// A raw form as its fields were sent: the opposite of [`nest`], for a form that is to be sent again.
pub fn flat(raw: &RawForm) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = raw.iter().flat_map(|(name, value)| sent(name, value)).collect();
    pairs.sort_unstable();
    pairs
}

/// One of its fields.
pub fn sent(name: &str, value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::String(text) => vec![(name.to_owned(), text.clone())],
        Value::Array(items) => items.iter().filter_map(|item| Some((format!("{name}[]"), text(item)?))).collect(),
        Value::Object(items) => {
            items.iter().filter_map(|(key, item)| Some((format!("{name}[{}]", key.trim()), text(item)?))).collect()
        }
        _ => Vec::new(),
    }
}

impl<'f> Fields<'f> {
    /// Reads `raw`, which may hold `known` fields and no others: what we did not ask for, we do not take.
    pub fn read(raw: &'f RawForm, known: &[&str]) -> Result<Self, AppError> {
        let always = ["cohort", "key"];
        match raw.keys().find(|name| !known.contains(&name.as_str()) && !always.contains(&name.as_str())) {
            Some(_) => Err(AppError::BadRequest),
            None => Ok(Self { raw, problems: Vec::new() }),
        }
    }

    /// The text of a field, trimmed.
    pub fn text(&self, name: &str) -> &'f str {
        text(self.raw, name).trim()
    }

    /// Says what is wrong with a field.
    pub fn refuse(&mut self, field: &str, problem: Problem) {
        self.problems.push(FieldProblem { field: field.to_owned(), problem });
    }

    /// How many problems there are so far.
    pub fn problems(&self) -> usize {
        self.problems.len()
    }

    /// Keeps the value or notes the problem.
    pub fn keep<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.refuse(field, problem)).ok()
    }

    /// A field that must be filled in.
    pub fn required<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(name);
        self.keep(name, if text.is_empty() { Err(Problem::Required) } else { parse(text) })
    }

    /// A field that may stay empty.
    pub fn optional<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() { None } else { self.keep(name, parse(text)) }
    }

    /// A field for a text that may be empty: parsed all the same, so that its length is checked.
    pub fn long<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(name);
        self.keep(name, parse(text))
    }

    /// A password, exactly as typed.
    pub fn secret(&self, name: &str) -> &'f str {
        text(self.raw, name)
    }

    /// A choice among ours: an unknown one was not offered.
    pub fn choice<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.required(name, |code| parse(code).ok_or(Problem::NotAChoice))
    }

    /// The id that a choice stands for.
    pub fn id(&mut self, name: &str) -> Option<Uuid> {
        self.required(name, |text| Uuid::parse_str(text).map_err(|_| Problem::NotAChoice))
    }

    /// The id that a choice stands for, or nothing chosen.
    pub fn optional_id(&mut self, name: &str) -> Option<Uuid> {
        self.optional(name, |text| Uuid::parse_str(text).map_err(|_| Problem::NotAChoice))
    }

    /// A day: one value (`2026-11-23`), or three fields `name[day]`, `name[month]`, `name[year]`, or `other` and
    /// `name_other[…]` where buttons offered the usual days first.
    pub fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let parsed = match (self.raw.get(name), self.text(name)) {
            (Some(Value::Object(_)), _) => self.day_in_parts(name),
            (_, "other") => self.day_in_parts(&format!("{name}_other")),
            (_, "") => Err(Problem::Required),
            (_, text) => parse_day(text),
        };
        self.keep(name, parsed)
    }

    /// A day that may stay empty.
    pub fn optional_day(&mut self, name: &str) -> Option<NaiveDate> {
        let empty = self.text(name).is_empty() && map(self.raw, name).values().all(|part| part.trim().is_empty());
        if empty { None } else { self.day(name) }
    }

    fn day_in_parts(&self, name: &str) -> Result<NaiveDate, Problem> {
        let parts = map(self.raw, name);
        let part = |key: &str| parts.get(key).copied().unwrap_or_default().trim();
        if ["day", "month", "year"].iter().all(|key| part(key).is_empty()) {
            return Err(Problem::Required);
        }
        parse_parts(part("day"), part("month"), part("year"))
    }

    /// The ids ticked in a list field, without doubles; one that is no id was not offered.
    pub fn ids(&mut self, name: &str) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for text in list(self.raw, name) {
            match Uuid::parse_str(text) {
                Ok(id) if !ids.contains(&id) => ids.push(id),
                Ok(_) => {}
                Err(_) => self.refuse(name, Problem::NotAChoice),
            }
        }
        ids
    }

    /// What is ticked in a list field, by code; an unknown one was not offered.
    pub fn codes<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let found: Option<Vec<T>> = list(self.raw, name).into_iter().map(parse).collect();
        self.keep(name, found.ok_or(Problem::NotAChoice))
    }

    /// Values by id in a map field; empty ones are left out.
    pub fn by_id<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, Problem>) -> Vec<(Uuid, T)> {
        let mut found = Vec::new();
        for (key, text) in map(self.raw, name).into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            let field = format!("{name}[{key}]");
            let id = Uuid::parse_str(key).map_err(|_| Problem::NotAChoice);
            if let (Some(id), Some(value)) = (self.keep(&field, id), self.keep(&field, parse(text.trim()))) {
                found.push((id, value));
            }
        }
        found
    }

    /// What was read, when nothing was refused. `build` gets the values out with `?`.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, AppError> {
        if !self.problems.is_empty() {
            return Err(AppError::Fields { problems: self.problems });
        }
        build().ok_or(AppError::BadRequest)
    }
}
