//! The group's figures.

/// Every figure of a group with its rule and its rows.
pub fn group_figures(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/figures")
}

/// What one does once the group has ended.
pub fn afterwards(slug: &str) -> String {
    format!("/cohorts/{slug}/afterwards")
}
