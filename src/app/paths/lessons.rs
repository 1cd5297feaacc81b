//! What other cohorts learnt, and practices.

use uuid::Uuid;

/// What other cohorts have learnt and published.
pub fn lessons(slug: &str) -> String {
    format!("/cohorts/{slug}/lessons")
}

/// A published lesson of another cohort.
pub fn published_lesson(slug: &str, lesson: Uuid) -> String {
    format!("/cohorts/{slug}/lessons/{lesson}")
}

pub fn practices(slug: &str) -> String {
    format!("/cohorts/{slug}/practices")
}

pub fn new_practice(slug: &str) -> String {
    format!("/cohorts/{slug}/practices/new")
}

pub fn practice(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/practices/{id}")
}

pub fn edit_practice(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/practices/{id}/edit")
}

/// Where a member looks for something.
pub fn search(slug: &str) -> String {
    format!("/cohorts/{slug}/search")
}
