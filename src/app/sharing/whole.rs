//! A sharing worked out: the pool from the journal, what each key counts of everybody, and every rule applied to both.

use super::store::{self, NamedRule, Sharing, advances, counts};
use crate::{
    app::{access::Member, money},
    domain::{
        journal::{Account, Entry, Totals},
        money::Cents,
        sharing::{Earned, Key, Part, Pool, Refused, Rule, SetAside, Share, Shared, share},
    },
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was decided: inputs, rule and result, never worked out again. Reasons for leaving somebody out are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub aside: SetAside,
    pub pool: Pool,
    pub name: String,
    pub rule: Rule,
    pub parts: Vec<Part>,
    pub shared: Shared,
}

impl Frozen {
    /// What somebody gets.
    pub fn share_of(&self, person: Uuid) -> Option<&Share> {
        self.shared.shares.iter().find(|share| share.member == person)
    }

    /// What is left to pay in all, before corrections.
    pub fn due(&self) -> Cents {
        self.shared.shares.iter().map(Share::due).sum()
    }

    /// What freezing enters into the journal: the shares, and what is set aside as far as nobody has entered it yet.
    pub fn entries(&self, sharing: &Sharing, entered: &Totals, what: &str) -> Vec<Entry> {
        let missing = |account: Account, amount: Cents| (account, (amount - entered.of(account)).max(Cents(0)));
        let carried = self.pool.carried + self.shared.carried.max(Cents(0));
        let amounts = [
            (Account::Shares, self.due()),
            missing(Account::Contribution, self.pool.contribution),
            missing(Account::Reserve, self.pool.reserve),
            missing(Account::Carried, carried),
        ];
        amounts
            .into_iter()
            .filter(|(_, amount)| *amount != Cents(0))
            .map(|(account, amount)| Entry {
                id: Uuid::now_v7(),
                on: sharing.period.ends_on,
                account,
                amount: account.signed(amount),
                what: what.to_owned(),
                source: Some(sharing.id),
                reverses: None,
            })
            .collect()
    }
}

/// What a key counts of those who share, in all.
pub fn counted(parts: &[Part], key: Key) -> i64 {
    parts.iter().filter(|part| part.left_out.is_none()).map(|part| count(part, key)).sum()
}

/// What a key counts of one of them.
pub fn count(part: &Part, key: Key) -> i64 {
    if key == Key::Equal { 1 } else { part.counts.get(&key).copied().unwrap_or(0) }
}

/// A sharing as the records stand now.
pub struct Live {
    /// What each account came to in the period.
    pub entered: Totals,
    pub pool: Pool,
    /// Everybody who belonged in the period, by name.
    pub people: Vec<(Uuid, String)>,
    pub parts: Vec<Part>,
    pub rules: Vec<(NamedRule, Result<Shared, Refused>)>,
}

impl Live {
    /// Works it out, in a fixed number of statements.
    pub async fn load(db: &mut Connection, member: &Member, sharing: &Sharing) -> Result<Self, AppError> {
        let period = sharing.period;
        let entered = money::store::totals(&mut *db, member, period.starts_on, period.ends_on).await?;
        let people = counts::people(&mut *db, member, period).await?;
        let counts = counts::counts(&mut *db, member, period).await?;
        let left_out: BTreeMap<Uuid, String> =
            store::left_out(&mut *db, member, sharing.id).await?.into_iter().collect();
        let advances = advances::open(&mut *db, member, period.ends_on).await?;
        let part = |(person, _): &(Uuid, String)| Part {
            member: *person,
            counts: counts.get(person).cloned().unwrap_or_default(),
            left_out: left_out.get(person).cloned(),
            advance: advances.get(person).copied().unwrap_or_default(),
        };
        let parts: Vec<Part> = people.iter().map(part).collect();
        let pool = Pool::of(earned(&entered), sharing.aside);
        let rules = store::rules(&mut *db, member, sharing.id).await?;
        let rules = rules
            .into_iter()
            .map(|rule| {
                let shared = share(pool.shared, &parts, &rule.rule);
                (rule, shared)
            })
            .collect();
        Ok(Self { entered, pool, people, parts, rules })
    }

    /// The part of one person, when she belonged in the period.
    pub fn part(&self, person: Uuid) -> Option<&Part> {
        self.parts.iter().find(|part| part.member == person)
    }

    /// One of its rules with what comes of it.
    pub fn rule(&self, id: Uuid) -> Option<&(NamedRule, Result<Shared, Refused>)> {
        self.rules.iter().find(|(rule, _)| rule.id == id)
    }

    /// What is kept when `rule`, which gave `shared`, is the one.
    pub fn frozen(&self, sharing: &Sharing, rule: &NamedRule, shared: &Shared) -> Frozen {
        let nameless = |part: &Part| Part { left_out: part.left_out.as_ref().map(|_| String::new()), ..part.clone() };
        Frozen {
            aside: sharing.aside,
            pool: self.pool,
            name: rule.name.clone(),
            rule: rule.rule.clone(),
            parts: self.parts.iter().map(nameless).collect(),
            shared: shared.clone(),
        }
    }
}

/// What accounts say of a period, as the pool wants it.
pub fn earned(totals: &Totals) -> Earned {
    Earned {
        sales: totals.of(Account::Sales),
        other: totals.of(Account::Grant) + totals.of(Account::Income),
        materials: totals.of(Account::Materials),
        shared_costs: totals.of(Account::SharedCosts),
        brought: totals.of(Account::Brought),
    }
}

/// Whether the days of a sharing are over.
pub fn is_over(sharing: &Sharing, today: NaiveDate) -> bool {
    sharing.period.ends_on < today
}
