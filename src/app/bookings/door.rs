//! What pages and actions of the door share: codes of bookings, and what is taken when nobody came.

use super::store::{
    Taken,
    door::{Missed, Presence},
};
use crate::domain::capacity::{DoorCode, Usage};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// The code of a booking: the same as long as the door has its key, and nothing that could be told from the booking's id.
pub fn code(key: &[u8], booking: Uuid) -> Option<DoorCode> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(booking.as_bytes());
    let bytes = mac.finalize().into_bytes();
    Some(DoorCode::of(u64::from_be_bytes(bytes.get(..8)?.try_into().ok()?)))
}

impl Presence {
    /// The code to type at the door, where there is a tablet.
    pub fn code(&self, booking: Uuid) -> Option<DoorCode> {
        code(self.code_key.as_ref()?, booking)
    }
}

/// What is taken, without the places that nobody came for: they are free before a write has given them back.
pub fn without_missed(mut busy: Vec<Usage>, missed: &[Missed]) -> Vec<Usage> {
    for one in missed.iter().filter(|one| one.counts) {
        // Who it was does not matter, and two alike are worth the same.
        if let Some(place) = busy.iter().position(|usage| *usage == one.usage) {
            busy.remove(place);
        }
    }
    busy
}

/// The same for the week of a member: of her own cohort's bookings the one that was missed goes, not one like it.
pub fn taken_without_missed(mut taken: Vec<Taken>, missed: &[Missed]) -> Vec<Taken> {
    for one in missed.iter().filter(|one| one.counts) {
        let own = taken.iter().position(|taken| taken.own.as_ref().is_some_and(|own| own.id == one.booking));
        let alike = || taken.iter().position(|taken| taken.own.is_none() && taken.usage == one.usage);
        if let Some(place) = own.or_else(alike) {
            taken.remove(place);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};

    #[test]
    fn a_code_is_the_bookings_and_the_doors() {
        let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        assert_eq!(code(&[7; 32], a), code(&[7; 32], a));
        assert!(code(&[7; 32], a) != code(&[7; 32], b) || code(&[8; 32], a) != code(&[8; 32], b));
        assert_ne!(code(&[7; 32], a), code(&[9; 32], a));
    }

    #[test]
    fn one_place_is_free_for_each_that_nobody_came_for() {
        let usage = |people| Usage {
            start: DateTime::UNIX_EPOCH,
            end: DateTime::UNIX_EPOCH + Duration::hours(2),
            people,
            machines: vec![],
        };
        let missed = |counts| Missed { booking: Uuid::nil(), counts, usage: usage(1) };
        let busy = vec![usage(1), usage(2), usage(1)];
        assert_eq!(without_missed(busy.clone(), &[missed(true)]), [usage(2), usage(1)]);
        assert_eq!(without_missed(busy.clone(), &[missed(false)]), busy, "given back already");
    }
}
