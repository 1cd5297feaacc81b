//! Reading a JSON file strictly: every field by name, no others, and the first problem with its path, `poles[2].missions[0].title`.

use crate::domain::problem::Problem;
use serde_json::{Map, Value};

/// An object of the file and where it stands.
pub struct Object<'j> {
    path: String,
    fields: &'j Map<String, Value>,
}

/// `problem`, told of the place where it is.
fn at(path: String, problem: Problem) -> Problem {
    Problem::InFile { path, problem: Box::new(problem) }
}

impl<'j> Object<'j> {
    /// The whole file.
    pub fn root(value: &'j Value) -> Result<Self, Problem> {
        Self::of(value, String::new())
    }

    fn of(value: &'j Value, path: String) -> Result<Self, Problem> {
        match value {
            Value::Object(fields) => Ok(Self { path, fields }),
            _ => Err(at(path, Problem::NotAnObject)),
        }
    }

    /// What is not known here is a mistake, or from a newer version: not silently lost.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        match self.fields.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(at(self.path(name), Problem::UnknownField)),
            None => Ok(()),
        }
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Says what is wrong with a field.
    pub fn refuse(&self, name: &str, problem: Problem) -> Problem {
        at(self.path(name), problem)
    }

    fn required(&self, name: &str) -> Result<&'j Value, Problem> {
        self.fields.get(name).ok_or_else(|| self.refuse(name, Problem::Missing))
    }

    /// Whether a field that may be left out is there.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// A text, read as a form reads it.
    pub fn text<T>(&self, name: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Result<T, Problem> {
        let text = self.required(name)?.as_str().ok_or(Problem::NotAText);
        text.and_then(parse).map_err(|problem| self.refuse(name, problem))
    }

    /// A text that may be empty or left out.
    pub fn optional_text(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<String, Problem>,
    ) -> Result<String, Problem> {
        match self.fields.get(name) {
            None => Ok(String::new()),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(String::new()),
            Some(_) => self.text(name, parse),
        }
    }

    /// One of our codes.
    pub fn code<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Problem> {
        self.text(name, |code| parse(code).ok_or(Problem::NotAChoice))
    }

    /// A whole number from `min` to `max`.
    pub fn number(&self, name: &str, min: i64, max: i64) -> Result<i64, Problem> {
        let problem = match self.required(name)?.as_i64() {
            None => Problem::NotAWholeNumber,
            Some(number) if number < min => Problem::NumberTooSmall { min },
            Some(number) if number > max => Problem::NumberTooLarge { max },
            Some(number) => return Ok(number),
        };
        Err(self.refuse(name, problem))
    }

    /// An object in a field that may be left out.
    pub fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(Object<'j>) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        let there = self.fields.get(name);
        there.map(|value| read(Object::of(value, self.path(name))?)).transpose()
    }

    /// A list of at most so many objects.
    pub fn list<T>(
        &self,
        name: &str,
        most: usize,
        read: impl Fn(Object<'j>) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        self.values(name, most, |value, path| read(Object::of(value, path)?))
    }

    /// A list of at most so many texts.
    pub fn texts<T>(
        &self,
        name: &str,
        most: usize,
        parse: impl Fn(&str) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        self.values(name, most, |value, path| {
            value.as_str().ok_or(Problem::NotAText).and_then(&parse).map_err(|problem| at(path, problem))
        })
    }

    fn values<T>(
        &self,
        name: &str,
        most: usize,
        read: impl Fn(&'j Value, String) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        let items = self.required(name)?.as_array().ok_or_else(|| self.refuse(name, Problem::NotAList))?;
        if items.len() > most {
            return Err(self.refuse(name, Problem::TooManyItems { max: most }));
        }
        items.iter().enumerate().map(|(index, value)| read(value, format!("{}[{index}]", self.path(name)))).collect()
    }
}
