//! What people type about templates.

use super::file;
use crate::{
    domain::{problem::Problem, template::Model, text::Title},
    platform::{
        error::AppError,
        form::{self, Fields, RawForm},
    },
};

/// The fields of a file that comes in: chosen, or as text to be mended after a refusal.
pub const IMPORT: [&str; 2] = ["file", "text"];

/// The name under which a cohort is kept: the page of its settings has a field `name` of its own.
pub fn name(mut fields: Fields<'_>) -> Result<Title, AppError> {
    let name = fields.required("called", Title::parse);
    fields.finish(|| name)
}

/// The file as it came: a new one before the text of the one that was refused.
pub fn content(raw: &RawForm) -> &str {
    IMPORT.iter().map(|field| form::text(raw, field)).find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// What the file says. A problem is told where the page shows the text, or beside the button where there is none to show.
pub fn imported(raw: &RawForm) -> Result<(String, Model), AppError> {
    file::read(content(raw)).map_err(|problem| match problem {
        Problem::Required => AppError::field("file", Problem::NoFile),
        Problem::FileTooLarge { .. } => AppError::field("file", problem),
        _ => AppError::field("text", problem),
    })
}
