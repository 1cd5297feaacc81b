//! Two versions of a plan, side by side.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Item, Plan};

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Difference {
    Added {
        item: Item,
    },
    Removed {
        item: Item,
    },
    /// Other days, another kind or phase, pinned or no longer.
    Changed {
        before: Item,
        after: Item,
    },
}

impl Difference {
    /// The item as it is last known.
    pub fn item(&self) -> &Item {
        match self {
            Difference::Added { item } | Difference::Removed { item } => item,
            Difference::Changed { after, .. } => after,
        }
    }
}

/// What differs, in order of the days. The order of items in a plan is no difference.
pub fn diff(before: &Plan, after: &Plan) -> Vec<Difference> {
    let (old, new) = (by_id(before), by_id(after));
    let removed = old.iter().filter(|(id, _)| !new.contains_key(*id));
    let removed = removed.map(|(_, item)| Difference::Removed { item: (*item).clone() });
    let others = new.iter().filter_map(|(id, item)| difference(old.get(id).copied(), item));
    let mut all: Vec<Difference> = removed.chain(others).collect();
    all.sort_by_key(|difference| (difference.item().first, difference.item().last, difference.item().id));
    all
}

fn by_id(plan: &Plan) -> BTreeMap<Uuid, &Item> {
    plan.items.iter().map(|item| (item.id, item)).collect()
}

fn difference(before: Option<&Item>, after: &Item) -> Option<Difference> {
    match before {
        None => Some(Difference::Added { item: after.clone() }),
        Some(before) if before == after => None,
        Some(before) => Some(Difference::Changed { before: before.clone(), after: after.clone() }),
    }
}
