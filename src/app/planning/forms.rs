//! What people type about moving the plan, as typed values.

use crate::{
    domain::{
        plan::{DeadlineKind, Policy, Wanted},
        text::Title,
    },
    platform::{error::AppError, form::Fields},
};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

/// A move as it is asked for. `last` is asked of phases only; what has none keeps its length.
pub struct Move {
    pub wanted: Wanted,
    pub policy: Policy,
    /// The fingerprint of what was seen, when it is to be done.
    pub seen: String,
}

impl Move {
    pub const FIELDS: [&str; 5] = ["item", "first", "last", "policy", "seen"];

    /// `days` is how long the item is now, counted from its first day.
    pub fn parse(mut fields: Fields<'_>, days: TimeDelta) -> Result<Self, AppError> {
        let item = fields.id("item");
        let first = fields.day("first");
        let last = fields.optional_day("last").or_else(|| first?.checked_add_signed(days));
        let policy = fields.choice("policy", Policy::from_code);
        let seen = fields.text("seen").to_owned();
        fields
            .finish(|| Some(Self { wanted: Wanted { item: item?, first: first?, last: last? }, policy: policy?, seen }))
    }
}

/// A new mark.
pub struct Mark {
    pub kind: DeadlineKind,
    pub title: Title,
    pub falls_on: NaiveDate,
}

impl Mark {
    pub const FIELDS: [&str; 3] = ["kind", "title", "falls_on"];

    pub fn parse(mut fields: Fields<'_>) -> Result<Self, AppError> {
        let kind = fields.choice("kind", DeadlineKind::from_code);
        let title = fields.required("title", Title::parse);
        let falls_on = fields.day("falls_on");
        fields.finish(|| Some(Self { kind: kind?, title: title?, falls_on: falls_on? }))
    }
}

/// An item and whether it is to be pinned.
pub fn pin(mut fields: Fields<'_>) -> Result<(Uuid, bool), AppError> {
    let item = fields.id("item");
    let pinned = fields.choice("pinned", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    fields.finish(|| Some((item?, pinned?)))
}
