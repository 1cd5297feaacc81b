//! A form that came back: what was typed into it and what was wrong with it.

use crate::{
    app::{i18n::*, words},
    domain::{day::parse_day, problem::Problem},
    platform::{
        drafts::Draft,
        error::FieldProblem,
        form::{self, RawForm},
    },
};
use chrono::Datelike;
use std::sync::Arc;

/// What was typed into a form before and what was wrong with it; nothing on a first visit.
#[derive(Clone)]
pub struct Typed {
    pub locale: Locale,
    draft: Option<Arc<Draft>>,
}

impl Typed {
    /// A form that nobody has filled in yet.
    pub fn nothing(locale: Locale) -> Self {
        Self { locale, draft: None }
    }

    /// A form that was answered elsewhere: in the address, or on pages before.
    pub fn answered(locale: Locale, fields: RawForm, problems: Vec<FieldProblem>) -> Self {
        Self::of(locale, Some(Arc::new(Draft { fields, problems, ..Draft::default() })))
    }

    pub(crate) fn of(locale: Locale, draft: Option<Arc<Draft>>) -> Self {
        Self { locale, draft }
    }

    /// The form that came back, raw: for pages that ask one question after the other.
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_deref()
    }

    /// Whether this page shows a form that came back.
    pub fn is_back(&self) -> bool {
        self.draft.is_some()
    }

    /// The text typed into `name`, or `start` when the form was not sent yet.
    pub fn text(&self, name: &str, start: &str) -> String {
        let Some(draft) = &self.draft else { return start.to_owned() };
        match name.split_once('[').and_then(|(name, key)| Some((name, key.strip_suffix(']')?))) {
            Some((name, key)) => match form::map(&draft.fields, name).get(key) {
                Some(typed) => (*typed).to_owned(),
                None => part_of_day(form::text(&draft.fields, name), key).unwrap_or_default(),
            },
            None => form::text(&draft.fields, name).to_owned(),
        }
    }

    /// Whether `value` was ticked in `name`, or `start` when the form was not sent yet.
    pub fn ticked(&self, name: &str, value: &str, start: bool) -> bool {
        match &self.draft {
            None => start,
            Some(draft) => form::list(&draft.fields, name.trim_end_matches("[]")).contains(&value),
        }
    }

    /// The first problem of `name` in words.
    pub fn error(&self, name: &str) -> Option<String> {
        self.problem(name).map(|problem| words::problem(self.locale, &problem))
    }

    /// The first problem of `name`.
    pub fn problem(&self, name: &str) -> Option<Problem> {
        let name = name.trim_end_matches("[]");
        self.draft.as_ref()?.problems.iter().find(|p| p.field == name).map(|p| p.problem.clone())
    }

    /// The problems of fields: id and words. What is wrong with the form as a whole, the frame says.
    pub(super) fn problems(&self) -> Vec<(String, String)> {
        let problems = self.draft.as_ref().map(|draft| draft.problems.as_slice()).unwrap_or_default();
        let fields = problems.iter().filter(|p| !p.field.is_empty());
        fields.map(|p| (id_of(&p.field), words::problem(self.locale, &p.problem))).collect()
    }
}

/// A day that came as one value, for the field of one of its parts.
fn part_of_day(text: &str, part: &str) -> Option<String> {
    let day = parse_day(text).ok()?;
    match part {
        "day" => Some(day.day().to_string()),
        "month" => Some(day.month().to_string()),
        "year" => Some(day.year().to_string()),
        _ => None,
    }
}

/// The id of the field called `name`.
pub(super) fn id_of(name: &str) -> String {
    if name.is_empty() { "form".to_owned() } else { name.replace("[]", "").replace('[', "-").replace(']', "") }
}
