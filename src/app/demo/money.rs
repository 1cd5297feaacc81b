//! The group's money in a story: what came and went, advances, and the sharing, worked out from the story's own records as the
//! program works it out.

use super::{
    assembly,
    build::Scene,
    craft::{person, set},
    rows,
    script::{Day, Who},
    stock::PurchaseRow,
    trade::Sold,
};
use crate::{
    app::sharing::{
        store::{NamedRule, Sharing},
        whole::{Frozen, earned},
    },
    domain::{
        attendance::Presence,
        cohort::Dates,
        journal::{Account, Entry, Totals},
        money::Cents,
        sharing::{Key, Part, Pool, Rule, SetAside, Shared, share},
    },
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The story.
pub struct Books {
    /// Account, day, cents as people say them, words.
    pub entries: &'static [(Account, Day, i64, &'static str)],
    pub advances: &'static [(Who, Day, i64)],
    pub sharing: Split,
}

/// How it is shared.
pub struct Split {
    pub name: &'static str,
    /// The last day; else the cohort's.
    pub until: Option<Day>,
    pub aside: SetAside,
    pub rules: &'static [Told],
    /// The question of the register and the rule that it chose, when it is frozen.
    pub decided: Option<(&'static str, &'static str)>,
}

/// A rule: its name, weights, a floor in cents.
pub type Told = (&'static str, &'static [(Key, u32)], Option<i64>);

/// What the story becomes.
pub struct Money {
    pub entries: Vec<(Entry, DateTime<Utc>)>,
    /// Id, person, cents, day, and the sharing that has deducted it.
    pub advances: Vec<(Uuid, Uuid, i64, NaiveDate, Option<Uuid>)>,
    pub sharing: Sharing,
    pub rules: Vec<NamedRule>,
}

/// What people did, by which it is shared.
pub struct Done<'a> {
    pub memberships: &'a [rows::Membership],
    pub records: &'a [rows::Record],
    pub hours: &'a [assembly::HoursRow],
    pub presences: &'a [rows::Presence],
    pub sales: &'a [Sold],
    pub purchases: &'a [PurchaseRow],
}

/// The rows of one cohort's money.
pub fn rows(scene: &Scene, done: &Done) -> Money {
    let story = scene.script.books;
    let split = &story.sharing;
    let mut entries: Vec<Entry> = story.entries.iter().map(|told| entry(scene, told)).collect();
    let mut advances: Vec<_> = story.advances.iter().map(|told| advance(scene, told)).collect();
    entries.extend(advances.iter().map(|(id, _, cents, on, _)| paid(scene, *id, *cents, *on)));
    let rules: Vec<NamedRule> = split.rules.iter().map(|told| rule(scene, told)).collect();
    let mut sharing = sharing(scene, split);
    if let Some((question, chosen)) = split.decided
        && let Some(rule) = rules.iter().find(|rule| rule.name == chosen)
    {
        let totals = totals(&entries, done, sharing.period);
        let pool = Pool::of(earned(&totals), split.aside);
        let parts = parts(done, sharing.period, &advances);
        let shared = share(pool.shared, &parts, &rule.rule).unwrap_or_else(|_| nothing(pool.shared));
        let frozen =
            Frozen { aside: split.aside, pool, name: chosen.to_owned(), rule: rule.rule.clone(), parts, shared };
        for (nth, entry) in
            frozen.entries(&sharing, &totals, &format!("Partage\u{202f}: {}", split.name)).into_iter().enumerate()
        {
            entries.push(Entry { id: scene.id("shares", &nth.to_string()), ..entry });
        }
        advances.iter_mut().for_each(|advance| advance.4 = Some(sharing.id));
        sharing.decision = Some(scene.id("decision", question));
        sharing.frozen_on = Some(sharing.period.ends_on + Duration::days(3));
        sharing.frozen = Some(frozen);
    }
    let at = |entry: Entry| {
        let at = scene.calendar.at(entry.on, (17, 30));
        (entry, at)
    };
    Money { entries: entries.into_iter().map(at).collect(), advances, sharing, rules }
}

fn entry(scene: &Scene, (account, on, cents, what): &(Account, Day, i64, &'static str)) -> Entry {
    let on = scene.calendar.day(*on);
    Entry {
        id: scene.id("entry", &format!("{on} {what}")),
        on,
        account: *account,
        amount: account.signed(Cents(*cents)),
        what: set(what),
        source: None,
        reverses: None,
    }
}

fn advance(scene: &Scene, (who, on, cents): &(Who, Day, i64)) -> (Uuid, Uuid, i64, NaiveDate, Option<Uuid>) {
    let on = scene.calendar.day(*on);
    (scene.id("advance", &format!("{who} {on}")), person(who), *cents, on, None)
}

/// An advance in the journal, which does not say whose it is.
fn paid(scene: &Scene, advance: Uuid, cents: i64, on: NaiveDate) -> Entry {
    let (account, amount) = (Account::Shares, Account::Shares.signed(Cents(cents)));
    let what = "Avance sur le partage".to_owned();
    Entry {
        id: scene.id("paid", &advance.to_string()),
        on,
        account,
        amount,
        what,
        source: Some(advance),
        reverses: None,
    }
}

fn rule(scene: &Scene, (name, weights, floor): &Told) -> NamedRule {
    let rule = Rule { weights: weights.iter().copied().collect(), floor: floor.map(Cents), ..Rule::default() };
    NamedRule { id: scene.id("rule", name), name: (*name).to_owned(), rule }
}

fn sharing(scene: &Scene, split: &Split) -> Sharing {
    let dates = scene.calendar.dates;
    let ends_on = split.until.map_or(dates.ends_on, |day| scene.calendar.day(day));
    Sharing {
        id: scene.id("sharing", split.name),
        name: split.name.to_owned(),
        period: Dates { starts_on: dates.starts_on, ends_on },
        aside: split.aside,
        open_lines: false,
        decision: None,
        frozen_on: None,
        frozen: None,
    }
}

/// What the journal has of a period: what was entered, sold and bought.
fn totals(entries: &[Entry], done: &Done, period: Dates) -> Totals {
    let entered = entries.iter().map(|entry| (entry.on, entry.account, entry.amount));
    let sold = done.sales.iter().map(|one| (one.sale.sold_on, Account::Sales, one.sale.total));
    let bought = done.purchases.iter().map(|one| (one.on, one.account, one.account.signed(one.total - one.vat)));
    let mut totals = Totals::default();
    for (_, account, amount) in entered.chain(sold).chain(bought).filter(|(on, ..)| period.contains(*on)) {
        totals.add(account, amount);
    }
    totals
}

/// Everybody who learnt in the cohort, with what each key counts of her.
fn parts(done: &Done, period: Dates, advances: &[(Uuid, Uuid, i64, NaiveDate, Option<Uuid>)]) -> Vec<Part> {
    let made = done
        .records
        .iter()
        .filter(|record| period.contains(record.made_on))
        .flat_map(|record| record.makers.iter().map(|(person, minutes)| (*person, Key::Production, *minutes)));
    let ran = done.hours.iter().filter(|line| period.contains(line.worked_on));
    let ran = ran.map(|line| (line.person, Key::Poles, line.minutes));
    let came =
        done.presences.iter().filter(|one| one.presence == Presence::Present && period.contains(one.half_day.day));
    let came = came.map(|one| (one.person, Key::Presence, 1));
    let sold = done.sales.iter().filter(|one| period.contains(one.sale.sold_on));
    let sold = sold.map(|one| (one.by, Key::Sales, one.sale.total.0));
    let mut counts: BTreeMap<Uuid, BTreeMap<Key, i64>> = BTreeMap::new();
    for (person, key, count) in made.chain(ran).chain(came).chain(sold) {
        *counts.entry(person).or_default().entry(key).or_default() += count;
    }
    let learns = |seat: &&rows::Membership| seat.role == "entrepreneur";
    let part = |seat: &rows::Membership| Part {
        member: seat.person,
        counts: counts.remove(&seat.person).unwrap_or_default(),
        left_out: None,
        advance: advances.iter().filter(|line| line.1 == seat.person).map(|line| Cents(line.2)).sum(),
    };
    done.memberships.iter().filter(learns).map(part).collect()
}

fn nothing(carried: Cents) -> Shared {
    Shared { pots: BTreeMap::new(), shares: Vec::new(), carried }
}
