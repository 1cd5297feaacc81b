//! The group's money: accounts, entries that are never changed, and the figures that come of them.

use super::money::Cents;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use uuid::Uuid;

codes! {
    /// What an entry is about.
    Account {
        /// What was sold, without VAT.
        Sales = "sales",
        /// What a city or a foundation gives.
        Grant = "grant",
        /// Prizes, gifts, interest.
        Income = "income",
        /// What the cohort before left.
        Brought = "brought",
        Materials = "materials",
        /// Rent, transport, insurance: what is everybody's.
        SharedCosts = "shared_costs",
        /// What the CAE takes for its support.
        Contribution = "contribution",
        /// Set aside.
        Reserve = "reserve",
        /// Left for the next cohort.
        Carried = "carried",
        /// Shared among the members, advances included.
        Shares = "shares",
    }
}

impl Account {
    /// Whether its entries add to what the group has.
    pub const fn adds(self) -> bool {
        matches!(self, Account::Sales | Account::Grant | Account::Income | Account::Brought)
    }

    /// What an amount above zero, as people say it, does to what the group has.
    pub const fn signed(self, amount: Cents) -> Cents {
        if self.adds() { amount } else { Cents(-amount.0) }
    }

    /// Whether it uses the result and does not make it.
    pub const fn uses(self) -> bool {
        matches!(self, Account::Reserve | Account::Carried | Account::Shares)
    }
}

/// One line of the journal. It says nothing of who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub on: NaiveDate,
    pub account: Account,
    /// What it does to what the group has: below zero it takes.
    pub amount: Cents,
    pub what: String,
    /// The sale, purchase or sharing that it comes from.
    pub source: Option<Uuid>,
    /// The entry that it takes back.
    pub reverses: Option<Uuid>,
}

/// What each account came to, above zero as people say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals(BTreeMap<Account, Cents>);

impl Totals {
    /// Adds what entries of one account came to.
    pub fn add(&mut self, account: Account, amount: Cents) {
        let total = self.0.entry(account).or_default();
        *total = *total + account.signed(amount);
    }

    pub fn of(&self, account: Account) -> Cents {
        self.0.get(&account).copied().unwrap_or_default()
    }

    fn all(&self, of: impl Fn(Account) -> bool) -> Cents {
        self.0.iter().filter(|(account, _)| of(**account)).map(|(_, amount)| *amount).sum()
    }

    pub fn income(&self) -> Cents {
        self.all(Account::adds)
    }

    pub fn costs(&self) -> Cents {
        self.all(|account| !account.adds() && !account.uses())
    }

    /// Income less costs.
    pub fn result(&self) -> Cents {
        self.income() - self.costs()
    }

    /// What the group still has: the result less what it was used for.
    pub fn left(&self) -> Cents {
        self.result() - self.all(Account::uses)
    }

    /// Sales less materials.
    pub fn margin(&self) -> Cents {
        self.of(Account::Sales) - self.of(Account::Materials)
    }

    /// Materials for each hundred euros of sales, in percent; nothing without sales.
    pub fn material_ratio(&self) -> Option<i64> {
        percent(self.of(Account::Materials), self.of(Account::Sales))
    }

    /// How much of its income the group earned itself, in percent: without grants and what was brought.
    pub fn self_financing(&self) -> Option<i64> {
        let earned = self.of(Account::Sales) + self.of(Account::Income);
        percent(earned, earned + self.of(Account::Grant))
    }
}

/// Half a percent rounds up.
pub(super) fn percent(part: Cents, whole: Cents) -> Option<i64> {
    let (part, whole) = (i128::from(part.0), i128::from(whole.0));
    (whole > 0 && part >= 0).then(|| i64::try_from((part * 200 + whole) / (whole * 2)).unwrap_or(i64::MAX))
}

/// The first day of the month that a day is in: by it the months of a journal are told apart.
pub fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn totals(entries: &[(Account, i64)]) -> Totals {
        let mut totals = Totals::default();
        for (account, amount) in entries {
            totals.add(*account, account.signed(Cents(*amount)));
        }
        totals
    }

    #[test]
    fn figures_are_what_people_say() {
        let totals = totals(&[
            (Account::Sales, 200_000),
            (Account::Grant, 300_000),
            (Account::Materials, 50_100),
            (Account::SharedCosts, 9_900),
            (Account::Contribution, 20_000),
            (Account::Shares, 90_000),
        ]);
        assert_eq!((totals.income(), totals.costs()), (Cents(500_000), Cents(80_000)));
        assert_eq!((totals.result(), totals.left()), (Cents(420_000), Cents(330_000)));
        assert_eq!((totals.margin(), totals.material_ratio()), (Cents(149_900), Some(25)));
        assert_eq!(totals.self_financing(), Some(40));
        assert_eq!((Totals::default().material_ratio(), Totals::default().self_financing()), (None, None));
    }

    proptest! {
        #[test]
        fn an_entry_and_its_reversal_leave_nothing(
            which in 0..Account::ALL.len(), amount in 0_i64..1_000_000_000, before in 0_i64..1_000_000,
        ) {
            let account = Account::ALL[which];
            let mut totals = totals(&[(Account::Sales, before), (account, amount)]);
            totals.add(account, Cents(-account.signed(Cents(amount)).0));
            prop_assert_eq!(totals.left(), Cents(before));
        }

        #[test]
        fn what_is_left_is_the_sum_of_all_entries(
            entries in prop::collection::vec((0..Account::ALL.len(), -1_000_000_i64..1_000_000), 0..50),
        ) {
            let entries: Vec<_> = entries.into_iter().map(|(which, amount)| (Account::ALL[which], amount)).collect();
            let sum: Cents = entries.iter().map(|(account, amount)| account.signed(Cents(*amount))).sum();
            prop_assert_eq!(totals(&entries).left(), sum);
        }
    }
}
