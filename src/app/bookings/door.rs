//! What pages and actions of the door share: the codes of bookings.

use super::store::door::Presence;
use crate::domain::capacity::DoorCode;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_bookings_and_the_doors() {
        let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        assert_eq!(code(&[7; 32], a), code(&[7; 32], a));
        assert!(code(&[7; 32], a) != code(&[7; 32], b) || code(&[8; 32], a) != code(&[8; 32], b));
        assert_ne!(code(&[7; 32], a), code(&[9; 32], a));
    }
}
