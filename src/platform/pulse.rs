//! How often something has changed in a place, so that whoever looks at it learns cheaply that there is something new.
//!
//! In memory, not in a table: every write of the program ends in one function (`Act::finish`), which beats after it has
//! committed, so that no writer can forget to and nobody waits for a row that all would write to. A page that asks costs no
//! statement for the number itself. The number begins with the time of the start: after a restart it differs from all before,
//! and every page reads again. One process serves all, as for limits of addresses.

use chrono::Utc;
use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};
use uuid::Uuid;

/// The counters, by what they are about.
pub struct Pulses {
    first: i64,
    beats: RwLock<Beats>,
}

#[derive(Default)]
struct Beats {
    everywhere: i64,
    of: HashMap<Uuid, i64>,
}

impl Default for Pulses {
    fn default() -> Self {
        Self { first: Utc::now().timestamp_millis(), beats: RwLock::default() }
    }
}

impl Pulses {
    /// Something has changed there. To be called once it is committed.
    pub fn beat(&self, place: Uuid) {
        *self.beats.write().unwrap_or_else(PoisonError::into_inner).of.entry(place).or_default() += 1;
    }

    /// Something has changed that may be seen anywhere, such as somebody who is gone.
    pub fn beat_everywhere(&self) {
        self.beats.write().unwrap_or_else(PoisonError::into_inner).everywhere += 1;
    }

    /// The number to compare with. It only grows.
    pub fn of(&self, place: Uuid) -> i64 {
        let beats = self.beats.read().unwrap_or_else(PoisonError::into_inner);
        self.first + beats.everywhere + beats.of.get(&place).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_is_felt_where_it_happens() {
        let (pulses, here, there) = (Pulses::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        let before = (pulses.of(here), pulses.of(there));
        pulses.beat(here);
        assert_eq!((pulses.of(here), pulses.of(there)), (before.0 + 1, before.1));
        pulses.beat_everywhere();
        assert_eq!((pulses.of(here), pulses.of(there)), (before.0 + 2, before.1 + 1));
    }
}
