//! What an address asks for.

use crate::domain::{
    problem::Problem,
    search::{Kind, Question},
};

/// A search as it stands in the address.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was typed, as it was typed.
    pub typed: String,
    /// What there is to look for; nothing on a first visit.
    pub question: Option<Result<Question, Problem>>,
    pub kind: Option<Kind>,
    pub page: i64,
}

/// Further than anybody turns pages.
const LAST_PAGE: i64 = 10_000;

impl Asked {
    /// Reads `q`, `kind` and `page`.
    pub fn of(query: impl Fn(&str) -> Option<String>) -> Self {
        let typed = query("q").map(|typed| typed.trim().to_owned()).unwrap_or_default();
        let question = (!typed.is_empty()).then(|| Question::parse(&typed));
        let kind = query("kind").and_then(|code| Kind::from_code(&code));
        let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, LAST_PAGE);
        Self { typed, question, kind, page }
    }
}
