//! How this feature says keys, rules and refusals.

use super::store::{NamedRule, Sharing};
use crate::{
    app::{i18n::*, words},
    domain::{
        minutes::Minutes,
        money::Cents,
        sharing::{Held, Key, Refused, Rule},
    },
};

/// What a key is called.
pub fn key(locale: Locale, key: Key) -> String {
    match key {
        Key::Equal => td_string!(locale, sharing.keys.equal).to_string(),
        Key::Production => td_string!(locale, sharing.keys.production).to_string(),
        Key::Poles => td_string!(locale, sharing.keys.poles).to_string(),
        Key::Presence => td_string!(locale, sharing.keys.presence).to_string(),
        Key::Sales => td_string!(locale, sharing.keys.sales).to_string(),
    }
}

/// What a key counted, with its unit.
pub fn count(locale: Locale, key: Key, count: i64) -> String {
    match key {
        Key::Equal => td_string!(locale, sharing.units.people, count = count).to_string(),
        Key::Production | Key::Poles => Minutes(count).french(),
        Key::Presence => td_string!(locale, sharing.units.half_days, count = count).to_string(),
        Key::Sales => Cents(count).french(),
    }
}

/// The keys that weigh something, each with its part of all in percent.
pub fn weights(locale: Locale, rule: &Rule) -> String {
    let all: u64 = rule.weights.values().map(|weight| u64::from(*weight)).sum();
    let said = rule.weights.iter().filter(|(_, weight)| **weight > 0).map(|(key, weight)| {
        let percent = (u64::from(*weight) * 200 + all) / (all.max(1) * 2);
        td_string!(locale, sharing.weight, key = self::key(locale, *key), percent = percent).to_string()
    });
    said.collect::<Vec<_>>().join(", ")
}

/// A rule in one line: keys, floor, cap, losses.
pub fn rule(locale: Locale, rule: &Rule) -> String {
    let floor = rule.floor.filter(|floor| floor.0 > 0);
    let floor = floor.map(|floor| td_string!(locale, sharing.rule_floor, amount = floor.french()).to_string());
    let cap = rule.cap.map(|cap| td_string!(locale, sharing.rule_cap, amount = cap.french()).to_string());
    let losses = rule.losses.then(|| td_string!(locale, sharing.rule_losses).to_string());
    [Some(format!("{}.", weights(locale, rule))), floor, cap, losses]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Why a rule cannot be applied.
pub fn refused(locale: Locale, refused: Refused) -> String {
    match refused {
        Refused::NoKey => td_string!(locale, sharing.problems.no_weight).to_string(),
        Refused::NothingCounted(key) => {
            td_string!(locale, sharing.refused.nothing_counted, key = self::key(locale, key)).to_string()
        }
        Refused::Nobody => td_string!(locale, sharing.refused.nobody).to_string(),
        Refused::FloorsAbovePool { floors } => {
            td_string!(locale, sharing.refused.floors, amount = floors.french()).to_string()
        }
        Refused::CapBelowFloor => td_string!(locale, sharing.problems.cap_below_floor).to_string(),
    }
}

/// What held a share where it is.
pub fn held(locale: Locale, held: Option<Held>) -> String {
    match held {
        Some(Held::Floor) => td_string!(locale, sharing.held.floor).to_string(),
        Some(Held::Cap) => td_string!(locale, sharing.held.cap).to_string(),
        None => td_string!(locale, sharing.held.others).to_string(),
    }
}

/// "Du lundi 2 novembre 2026 au …"
pub fn period(locale: Locale, sharing: &Sharing) -> String {
    let (first, last) = (words::day(locale, sharing.period.starts_on), words::day(locale, sharing.period.ends_on));
    td_string!(locale, sharing.period, first = first, last = last).to_string()
}

/// What the group should know when it votes: the days, and each rule in a line.
pub fn question(locale: Locale, sharing: &Sharing, rules: &[NamedRule]) -> String {
    let rules = rules.iter().map(|named| {
        let words = rule(locale, &named.rule);
        td_string!(locale, sharing.vote.rule_line, name = named.name.clone(), words = words).to_string()
    });
    let lines = match sharing.open_lines {
        true => td_string!(locale, sharing.lines.all_hint).to_string(),
        false => td_string!(locale, sharing.lines.own_hint).to_string(),
    };
    std::iter::once(period(locale, sharing)).chain(rules).chain([lines]).collect::<Vec<_>>().join("\n")
}
