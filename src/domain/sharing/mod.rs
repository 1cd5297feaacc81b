//! Sharing what was earned: keys with weights, a floor, a cap, exact to the cent and explained line by line.
//!
//! The pot of each key is its weight of the whole, and everybody's piece of a pot is her part of what it counts. So each
//! figure of a statement is a sum that one can do again by hand. Amounts are an envelope: paying is the CAE's.

mod apportion;
mod pool;

pub use apportion::apportion;
pub use pool::{Earned, Pool, SetAside, WHOLE, in_percent, percent};

use super::money::Cents;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

codes! {
    /// What a share is measured by.
    Key {
        /// The same for everybody.
        Equal = "equal",
        /// Minutes of production.
        Production = "production",
        /// Minutes for the pôles: running the cooperative is work.
        Poles = "poles",
        /// Half-days of presence.
        Presence = "presence",
        /// Own sales, in cents.
        Sales = "sales",
    }
}

/// How a pool is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// How much each key weighs against the others.
    pub weights: BTreeMap<Key, u32>,
    /// Nobody gets less.
    pub floor: Option<Cents>,
    /// Nobody gets more.
    pub cap: Option<Cents>,
    /// Whether the group has decided to share losses too.
    pub losses: bool,
}

/// What a member brings to the sharing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub member: Uuid,
    /// What each key counts of her; what is not there is 0. For [`Key::Equal`] nothing is needed.
    pub counts: BTreeMap<Key, i64>,
    /// Left out, with the group's reason.
    pub left_out: Option<String>,
    /// What she has received already.
    pub advance: Cents,
}

impl Part {
    fn count(&self, key: Key) -> i64 {
        if key == Key::Equal { 1 } else { self.counts.get(&key).copied().unwrap_or(0).max(0) }
    }
}

codes! {
    /// What held a share where it is.
    Held {
        Floor = "floor",
        Cap = "cap",
    }
}

/// What a member gets, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub member: Uuid,
    /// Her piece of each key's pot, before floor and cap.
    pub pieces: BTreeMap<Key, Cents>,
    /// Pieces and [`Share::adjusted`] together.
    pub amount: Cents,
    /// What floor and cap, hers and those of the others, added or took.
    pub adjusted: Cents,
    pub held: Option<Held>,
    pub advance: Cents,
}

impl Share {
    /// What is left to pay; below zero what she received beyond her share.
    pub fn due(&self) -> Cents {
        self.amount - self.advance
    }
}

/// A pool shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The pot of each key.
    pub pots: BTreeMap<Key, Cents>,
    /// By member.
    pub shares: Vec<Share>,
    /// What nobody gets: a loss that is not shared, or what the cap left over.
    pub carried: Cents,
}

/// Why a rule cannot be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No key weighs anything.
    NoKey,
    /// What this key counts is nothing for anybody.
    NothingCounted(Key),
    /// Everybody is left out.
    Nobody,
    /// The floor for everybody is more than there is.
    FloorsAbovePool { floors: Cents },
    /// The cap is below the floor.
    CapBelowFloor,
}

/// Shares `pool` among `parts` by `rule`.
pub fn share(pool: Cents, parts: &[Part], rule: &Rule) -> Result<Shared, Refused> {
    let mut taking: Vec<&Part> = parts.iter().filter(|part| part.left_out.is_none()).collect();
    taking.sort_by_key(|part| part.member);
    let keys = checked(&taking, rule)?;
    if pool.0 == 0 || (pool.0 < 0 && !rule.losses) {
        return Ok(nothing(pool, &taking));
    }
    let (pots, pieces) = pieces(pool, &taking, &keys);
    let loose: Vec<i64> = pieces.iter().map(|pieces| pieces.values().map(|cents| cents.0).sum()).collect();
    // A loss has neither floor nor cap.
    let (amounts, held) =
        if pool.0 < 0 { (loose, vec![None; taking.len()]) } else { bounded(pool, &taking, &keys, rule, loose)? };
    let carried = pool - Cents(amounts.iter().sum());
    let share = |((part, pieces), (amount, held)): ((&&Part, BTreeMap<Key, Cents>), (i64, Option<Held>))| {
        let before: Cents = pieces.values().copied().sum();
        let amount = Cents(amount);
        Share { member: part.member, pieces, amount, adjusted: amount - before, held, advance: part.advance }
    };
    let shares = taking.iter().zip(pieces).zip(amounts.into_iter().zip(held)).map(share).collect();
    Ok(Shared { pots, shares, carried })
}

/// The keys that weigh something, each of which counts something.
fn checked(taking: &[&Part], rule: &Rule) -> Result<Vec<(Key, i64)>, Refused> {
    let keys: Vec<(Key, i64)> = rule
        .weights
        .iter()
        .filter(|(_, weight)| **weight > 0)
        .map(|(key, weight)| (*key, i64::from(*weight)))
        .collect();
    if taking.is_empty() {
        return Err(Refused::Nobody);
    }
    if keys.is_empty() {
        return Err(Refused::NoKey);
    }
    if let (Some(floor), Some(cap)) = (rule.floor, rule.cap)
        && cap < floor
    {
        return Err(Refused::CapBelowFloor);
    }
    match keys.iter().find(|(key, _)| taking.iter().all(|part| part.count(*key) == 0)) {
        Some((key, _)) => Err(Refused::NothingCounted(*key)),
        None => Ok(keys),
    }
}

fn nothing(pool: Cents, taking: &[&Part]) -> Shared {
    let share = |part: &&Part| Share {
        member: part.member,
        pieces: BTreeMap::new(),
        amount: Cents(0),
        adjusted: Cents(0),
        held: None,
        advance: part.advance,
    };
    Shared { pots: BTreeMap::new(), shares: taking.iter().map(share).collect(), carried: pool }
}

/// The pot of each key, and what everybody has of it. A key that counts nothing for any of them has no pot.
fn pieces(pool: Cents, taking: &[&Part], keys: &[(Key, i64)]) -> (BTreeMap<Key, Cents>, Vec<BTreeMap<Key, Cents>>) {
    let counted = |key: Key| taking.iter().any(|part| part.count(key) > 0);
    let mut keys: Vec<_> = keys.iter().copied().filter(|(key, _)| counted(*key)).collect();
    if keys.is_empty() {
        keys.push((Key::Equal, 1));
    }
    // Cents that no key's weight holds exactly go by the order of keys.
    let claims: Vec<(Uuid, i64)> = keys.iter().map(|(key, weight)| (Uuid::from_u128(*key as u128), *weight)).collect();
    let mut pots = BTreeMap::new();
    let mut pieces = vec![BTreeMap::new(); taking.len()];
    for ((key, _), pot) in keys.iter().zip(apportion(pool.0, &claims)) {
        pots.insert(*key, Cents(pot));
        let claims: Vec<(Uuid, i64)> = taking.iter().map(|part| (part.member, part.count(*key))).collect();
        for (pieces, piece) in pieces.iter_mut().zip(apportion(pot, &claims)) {
            pieces.insert(*key, Cents(piece));
        }
    }
    (pots, pieces)
}

/// Holds everybody between floor and cap, and shares the rest again until nobody crosses either. In each round those are
/// held who weigh more, below the floor or above the cap: so both can hold at once (as boxes are sized in CSS Flexbox 9.7).
fn bounded(
    pool: Cents,
    taking: &[&Part],
    keys: &[(Key, i64)],
    rule: &Rule,
    mut amounts: Vec<i64>,
) -> Result<(Vec<i64>, Vec<Option<Held>>), Refused> {
    let floor = rule.floor.map_or(0, |floor| floor.0.max(0));
    let cap = rule.cap.map_or(i64::MAX, |cap| cap.0.max(0));
    let floors = i128::from(floor) * taking.len() as i128;
    if floors > i128::from(pool.0) {
        return Err(Refused::FloorsAbovePool { floors: Cents(i64::try_from(floors).unwrap_or(i64::MAX)) });
    }
    let mut held: Vec<Option<Held>> = vec![None; taking.len()];
    loop {
        let free: Vec<usize> = (0..taking.len()).filter(|at| held[*at].is_none()).collect();
        let raised: i128 = free.iter().map(|&at| i128::from((floor - amounts[at]).max(0))).sum();
        let cut: i128 = free.iter().map(|&at| i128::from((amounts[at] - cap).max(0))).sum();
        if raised == 0 && cut == 0 {
            return Ok((amounts, held));
        }
        for &at in &free {
            if raised >= cut && amounts[at] < floor {
                (amounts[at], held[at]) = (floor, Some(Held::Floor));
            } else if cut >= raised && amounts[at] > cap {
                (amounts[at], held[at]) = (cap, Some(Held::Cap));
            }
        }
        let rest: Vec<usize> = free.into_iter().filter(|at| held[*at].is_none()).collect();
        let taken: i64 = (0..taking.len()).filter(|at| held[*at].is_some()).map(|at| amounts[at]).sum();
        let again: Vec<&Part> = rest.iter().map(|&at| taking[at]).collect();
        let (_, pieces) = pieces(pool - Cents(taken), &again, keys);
        for (&at, pieces) in rest.iter().zip(pieces) {
            amounts[at] = pieces.values().map(|cents| cents.0).sum();
        }
    }
}

#[cfg(test)]
mod tests;
