//! Sales: where, to whom, what a line comes to, what the till should hold.

use super::journal::percent;
use super::money::Cents;
use super::problem::Problem;
use super::quantity::Quantity;

codes! {
    /// Where something was sold.
    Channel {
        /// A stall on a market or in a hall.
        Market = "market",
        /// Covers at noon.
        Lunch = "lunch",
        Shop = "shop",
        /// An order that was paid.
        Order = "order",
        Online = "online",
        Other = "other",
    }
}

codes! {
    /// Who bought.
    Clientele {
        /// Somebody of the group's own community.
        Community = "community",
        /// Somebody from beyond it.
        New = "new",
        Unknown = "unknown",
    }
}

codes! {
    /// How it was paid: only what is cash is in the till.
    PaidBy {
        Cash = "cash",
        Other = "other",
    }
}

impl Channel {
    /// Where a till stands that somebody counts.
    pub const TILLS: [Channel; 5] = [Channel::Market, Channel::Lunch, Channel::Shop, Channel::Order, Channel::Other];

    /// What a seller may say herself: a paid order says it for her.
    pub const SOLD: [Channel; 5] = [Channel::Market, Channel::Lunch, Channel::Shop, Channel::Online, Channel::Other];
}

/// What one line comes to.
///
/// Errors: more than a form takes.
pub fn amount(price: Cents, quantity: Quantity) -> Result<Cents, Problem> {
    bounded(price.times(quantity))
}

/// What a sale or an order comes to.
///
/// Errors: nothing, or more than a form takes.
pub fn total(amounts: impl IntoIterator<Item = Cents>) -> Result<Cents, Problem> {
    match bounded(amounts.into_iter().sum())? {
        Cents(..=0) => Err(Problem::NotMoreThanZero),
        sum => Ok(sum),
    }
}

fn bounded(sum: Cents) -> Result<Cents, Problem> {
    if sum > Cents::MAX_TYPED { Err(Problem::AmountTooLarge { max: Cents::MAX_TYPED }) } else { Ok(sum) }
}

/// How much came from beyond the group's own community. The rule: sales to new clientele, over the sales whose clientele is
/// known; what is not known counts on neither side, and is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    pub new: Cents,
    pub community: Cents,
    pub unknown: Cents,
}

impl Beyond {
    pub fn add(&mut self, clientele: Clientele, amount: Cents) {
        let sum = match clientele {
            Clientele::New => &mut self.new,
            Clientele::Community => &mut self.community,
            Clientele::Unknown => &mut self.unknown,
        };
        *sum = *sum + amount;
    }

    /// The sales whose clientele is known.
    pub fn known(&self) -> Cents {
        self.new + self.community
    }

    /// In percent; nothing while no clientele is known.
    pub fn percent(&self) -> Option<i64> {
        percent(self.new, self.known())
    }
}

/// What a till began with, took in cash, and gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Till {
    pub float: Cents,
    pub cash_sales: Cents,
    pub taken_out: Cents,
}

/// What counting found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    Exact,
    Missing(Cents),
    Over(Cents),
}

impl Till {
    /// What it should hold: float and cash sales, less what was taken out.
    pub fn expected(&self) -> Cents {
        self.float + self.cash_sales - self.taken_out
    }

    pub fn difference(&self, counted: Cents) -> Difference {
        match counted - self.expected() {
            Cents(0) => Difference::Exact,
            missing @ Cents(..0) => Difference::Missing(-missing),
            over => Difference::Over(over),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_unknown_counts_on_neither_side() {
        let mut beyond = Beyond::default();
        beyond.add(Clientele::Unknown, Cents(90_000));
        assert_eq!(beyond.percent(), None);
        beyond.add(Clientele::New, Cents(6_000));
        beyond.add(Clientele::Community, Cents(4_000));
        assert_eq!((beyond.percent(), beyond.known()), (Some(60), Cents(10_000)));
    }

    #[test]
    fn a_till_says_what_is_missing_or_over() {
        let till = Till { float: Cents(5_000), cash_sales: Cents(12_350), taken_out: Cents(2_000) };
        assert_eq!(till.expected(), Cents(15_350));
        assert_eq!(till.difference(Cents(15_350)), Difference::Exact);
        assert_eq!(till.difference(Cents(15_100)), Difference::Missing(Cents(250)));
        assert_eq!(till.difference(Cents(15_400)), Difference::Over(Cents(50)));
    }

    #[test]
    fn a_total_is_something_and_not_astronomic() {
        assert_eq!(total([]), Err(Problem::NotMoreThanZero));
        assert_eq!(total([Cents(0)]), Err(Problem::NotMoreThanZero));
        assert_eq!(total([Cents(1_250), Cents(300)]), Ok(Cents(1_550)));
        let max = Cents::MAX_TYPED;
        assert_eq!(total([max, Cents(1)]), Err(Problem::AmountTooLarge { max }));
        assert_eq!(amount(max, Quantity::units(2)), Err(Problem::AmountTooLarge { max }));
    }

    proptest! {
        #[test]
        fn the_share_lies_between_none_and_all(new in 0_i64..1_000_000_000, community in 0_i64..1_000_000_000) {
            let beyond = Beyond { new: Cents(new), community: Cents(community), unknown: Cents(7) };
            match beyond.percent() {
                Some(percent) => prop_assert!((0..=100).contains(&percent)),
                None => prop_assert_eq!(new + community, 0),
            }
        }

        #[test]
        fn the_order_of_sales_changes_nothing(sales in prop::collection::vec((0..3_usize, 1_i64..1_000_000), 0..30)) {
            let sum = |sales: &mut dyn Iterator<Item = &(usize, i64)>| {
                let mut beyond = Beyond::default();
                sales.for_each(|(which, cents)| beyond.add(Clientele::ALL[*which], Cents(*cents)));
                beyond
            };
            prop_assert_eq!(sum(&mut sales.iter()), sum(&mut sales.iter().rev()));
        }

        #[test]
        fn what_is_counted_is_what_was_expected_and_the_difference(
            float in 0_i64..1_000_000, sales in 0_i64..1_000_000, out in 0_i64..1_000_000, counted in 0_i64..3_000_000,
        ) {
            let till = Till { float: Cents(float), cash_sales: Cents(sales), taken_out: Cents(out) };
            let again = match till.difference(Cents(counted)) {
                Difference::Exact => till.expected(),
                Difference::Missing(cents) => till.expected() - cents,
                Difference::Over(cents) => till.expected() + cents,
            };
            prop_assert_eq!(again, Cents(counted));
        }
    }
}
