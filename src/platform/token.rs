//! Random secrets. The holder gets the token, the database its hash: a stolen copy of the database opens nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// 32 random bytes, as text for a cookie or a link.
pub struct Token(String);

impl Token {
    /// Takes from the operating system's generator.
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// What the holder is given.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// SHA-256 of what somebody presented.
pub fn hash(presented: &str) -> [u8; 32] {
    Sha256::digest(presented.as_bytes()).into()
}

/// Bytes from the operating system's generator. Without them nothing secret can be made, so the request ends here.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(fault) = getrandom::fill(&mut bytes) {
        panic!("no random bytes: {fault}");
    }
    bytes
}

/// 32 hexadecimal digits: 128 random bits.
pub fn random_hex() -> String {
    random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}
