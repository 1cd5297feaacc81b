//! Ids, chance and typography that come out alike at every filling.

use crate::domain::template::TemplateKind;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::{Builder, Uuid};

/// The id of something called `name`, made at `at`: a UUIDv7 whose random part is a hash of the name.
pub fn id(at: DateTime<Utc>, name: &str) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The id of a person, which does not depend on her cohort.
pub fn person(login: &str) -> Uuid {
    id(DateTime::UNIX_EPOCH + chrono::Duration::days(17_900), &format!("person {login}"))
}

/// Numbers that look like chance: splitmix64, begun from a name.
pub struct Chance(u64);

impl Chance {
    pub fn of(name: &str) -> Self {
        let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        Self(digest[..8].iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0, up to `count` excluded.
    pub fn below(&mut self, count: i64) -> i64 {
        let count = u64::try_from(count).unwrap_or(1).max(1);
        i64::try_from(self.next() % count).unwrap_or(0)
    }
}

/// French spaces: narrow before `; : ! ?` and units, no break inside guillemets.
pub fn set(text: &str) -> String {
    let mut out = text.to_owned();
    for mark in [";", ":", "!", "?", "€", "%"] {
        out = out.replace(&format!(" {mark}"), &format!("\u{202f}{mark}"));
    }
    out = out.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»").replace(" m²", "\u{202f}m²");
    for digit in '0'..='9' {
        out = out.replace(&format!("{digit} h"), &format!("{digit}\u{202f}h"));
    }
    out
}

/// The French words of the templates.
pub struct Words(BTreeMap<String, String>);

impl Words {
    pub fn french() -> Self {
        let text = include_str!("../../../locales/templates/fr.json");
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    /// The words of a code, or the code where there are none.
    pub fn of(&self, code: &str) -> String {
        self.0.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }
}

/// The pictogram that the template gives a pôle.
pub fn pole_pictogram(kind: TemplateKind, code: &str) -> &'static str {
    kind.template().poles.iter().find(|pole| pole.code == code).map_or("team", |pole| pole.pictogram)
}
