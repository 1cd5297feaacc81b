//! Orders: from a quote to money, and what to know before the group commits itself.

use super::money::Cents;
use chrono::NaiveDate;

codes! {
    /// What kind of customer.
    CustomerKind {
        Household = "household",
        Company = "company",
        Association = "association",
        PublicBody = "public_body",
    }
}

codes! {
    /// Where an order stands.
    OrderState {
        Quote = "quote",
        Confirmed = "confirmed",
        InProduction = "in_production",
        Delivered = "delivered",
        Paid = "paid",
        Cancelled = "cancelled",
    }
}

/// Who asks for a step: the member who took the order, somebody who accompanies, or any other member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Taker,
    Facilitator,
    Member,
}

impl OrderState {
    /// One step on. What is in stock is delivered without production; what is delivered is no longer cancelled.
    pub fn may_become(self, next: OrderState) -> bool {
        use OrderState::*;
        matches!(
            (self, next),
            (Quote, Confirmed)
                | (Confirmed, InProduction | Delivered)
                | (InProduction, Delivered)
                | (Delivered, Paid)
                | (Quote | Confirmed | InProduction, Cancelled)
        )
    }

    /// Every step from here.
    pub fn next(self) -> impl Iterator<Item = OrderState> {
        OrderState::ALL.iter().copied().filter(move |next| self.may_become(*next))
    }

    /// Whether `hand` may take the step to `next`. To confirm or to cancel binds the group towards somebody: that is for who
    /// took the order and for who accompanies. The rest is work, and any member says that it is done.
    pub fn may_step(self, next: OrderState, hand: Hand) -> bool {
        let binds = matches!(next, OrderState::Confirmed | OrderState::Cancelled);
        self.may_become(next) && (!binds || hand != Hand::Member)
    }

    /// Lines, day and customer can still be changed.
    pub fn may_change(self) -> bool {
        self.is_to_deliver() || self == OrderState::Quote
    }

    /// Promised and not yet delivered.
    pub fn is_to_deliver(self) -> bool {
        matches!(self, OrderState::Confirmed | OrderState::InProduction)
    }

    /// Nothing is left to be done: the customer can be forgotten.
    pub fn is_over(self) -> bool {
        matches!(self, OrderState::Paid | OrderState::Cancelled)
    }
}

/// What a contract (CAPE) allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
    /// The most that the group may commit itself to towards third parties.
    pub commitment: Option<Cents>,
}

/// Something to talk about before the group says yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    AfterContract { ends_on: NaiveDate },
    BeyondCommitment { max: Cents },
}

impl Terms {
    /// What an order with this delivery day and total crosses.
    pub fn cautions(&self, deliver_on: Option<NaiveDate>, total: Cents) -> Vec<Caution> {
        let late = self.ends_on.filter(|ends_on| deliver_on.is_some_and(|day| day > *ends_on));
        let much = self.commitment.filter(|max| total > *max);
        let late = late.map(|ends_on| Caution::AfterContract { ends_on });
        late.into_iter().chain(much.map(|max| Caution::BeyondCommitment { max })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HANDS: [Hand; 3] = [Hand::Taker, Hand::Facilitator, Hand::Member];

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap() + chrono::Days::new(n)
    }

    #[test]
    fn an_order_goes_from_quote_to_paid() {
        use OrderState::*;
        for pair in [Quote, Confirmed, InProduction, Delivered, Paid].windows(2) {
            assert!(pair[0].may_become(pair[1]), "{pair:?}");
        }
        assert!(Confirmed.may_become(Delivered) && !Quote.may_become(Delivered));
        assert!(!Delivered.may_become(Cancelled) && !Quote.may_become(Paid));
        assert!(Paid.next().chain(Cancelled.next()).next().is_none());
    }

    #[test]
    fn only_who_answers_for_it_commits_the_group() {
        use OrderState::*;
        for next in [Confirmed, Cancelled] {
            assert_eq!(HANDS.map(|hand| Quote.may_step(next, hand)), [true, true, false]);
        }
        assert!(HANDS.iter().all(|hand| InProduction.may_step(Delivered, *hand)));
    }

    #[test]
    fn a_late_or_large_order_is_talked_about() {
        let terms = Terms { ends_on: Some(day(10)), commitment: Some(Cents(100_000)) };
        assert!(terms.cautions(Some(day(10)), Cents(100_000)).is_empty());
        assert!(terms.cautions(None, Cents(1)).is_empty());
        let both = terms.cautions(Some(day(11)), Cents(100_001));
        assert_eq!(
            both,
            [Caution::AfterContract { ends_on: day(10) }, Caution::BeyondCommitment { max: Cents(100_000) }]
        );
        assert!(Terms::default().cautions(Some(day(999)), Cents::MAX_TYPED).is_empty());
    }

    proptest! {
        #[test]
        fn no_walk_comes_back_or_leaves_the_rules(steps in prop::collection::vec((0..6_usize, 0..3_usize), 0..40)) {
            let mut seen = vec![OrderState::Quote];
            for (to, hand) in steps {
                let (now, next) = (*seen.last().unwrap(), OrderState::ALL[to]);
                if now.may_step(next, HANDS[hand]) {
                    prop_assert!(!seen.contains(&next), "an order never comes back to a state");
                    prop_assert!(!now.is_over(), "what is over stays over");
                    seen.push(next);
                }
            }
            let paid = seen.contains(&OrderState::Paid);
            prop_assert!(!paid || (seen.contains(&OrderState::Confirmed) && seen.contains(&OrderState::Delivered)));
        }
    }
}
