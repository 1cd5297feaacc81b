//! A show of hands: how many are for, against, or neither, and what that means.

use crate::domain::{
    lesson::{Agreement, agreed},
    number,
    problem::Problem,
};

/// Hands as they were counted. No name goes with any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    pub in_favour: i64,
    pub against: i64,
    pub abstained: i64,
}

impl Hands {
    /// The most hands of one kind.
    pub const MAX: i64 = 500;

    /// How many were raised.
    pub const fn raised(self) -> i64 {
        self.in_favour + self.against + self.abstained
    }

    /// All, when every hand is for it; most, from two thirds on; else it is contested.
    ///
    /// Errors: [`Problem::NotMoreThanZero`] when no hand was raised.
    pub fn agreement(self) -> Result<Agreement, Problem> {
        match self.raised() {
            raised if raised <= 0 => Err(Problem::NotMoreThanZero),
            raised if self.in_favour == raised => Ok(Agreement::All),
            raised if 3 * self.in_favour >= 2 * raised => Ok(Agreement::Most),
            _ => Ok(Agreement::Contested),
        }
    }

    /// Reads how many hands of one kind; nothing typed is none.
    pub fn count(text: &str) -> Result<i64, Problem> {
        let text = number::plain(text);
        if text.is_empty() {
            return Ok(0);
        }
        match number::digits(&text) {
            None => Err(Problem::NotANumber),
            Some(many) if many > Self::MAX => Err(Problem::NumberTooLarge { max: Self::MAX }),
            Some(many) => Ok(many),
        }
    }
}

/// What the hands say of a lesson, when the dissent that was noted fits them: who contests is heard in words.
///
/// Errors: [`Problem::NotMoreThanZero`] about the hands; [`Problem::Required`], [`Problem::NobodyDissents`] about the dissent.
pub fn may_stand(hands: Hands, dissent: &str) -> Result<Agreement, Problem> {
    let agreement = hands.agreement()?;
    agreed(Some(agreement), dissent).map(|()| agreement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hands(in_favour: i64, against: i64, abstained: i64) -> Hands {
        Hands { in_favour, against, abstained }
    }

    #[test]
    fn hands_are_counted() {
        assert_eq!(hands(0, 0, 0).agreement(), Err(Problem::NotMoreThanZero));
        assert_eq!(hands(7, 0, 0).agreement(), Ok(Agreement::All));
        assert_eq!(hands(6, 0, 1).agreement(), Ok(Agreement::Most));
        assert_eq!(hands(6, 3, 0).agreement(), Ok(Agreement::Most));
        assert_eq!(hands(5, 3, 0).agreement(), Ok(Agreement::Contested));
        assert_eq!(hands(0, 0, 4).agreement(), Ok(Agreement::Contested));
        assert_eq!(may_stand(hands(2, 5, 0), ""), Err(Problem::Required));
        assert_eq!(may_stand(hands(2, 5, 0), "non"), Ok(Agreement::Contested));
        assert_eq!(may_stand(hands(2, 0, 0), "non"), Err(Problem::NobodyDissents));
        assert_eq!(Hands::count(" 1\u{202f}2 "), Err(Problem::NotANumber));
        assert_eq!((Hands::count(""), Hands::count("۱۲")), (Ok(0), Ok(12)));
        assert_eq!(Hands::count("501"), Err(Problem::NumberTooLarge { max: 500 }));
        assert_eq!(Hands::count("-1"), Err(Problem::NotANumber));
    }

    proptest! {
        #[test]
        fn one_hand_more_never_makes_it_weaker(f in 0..60_i64, a in 0..60_i64, b in 0..60_i64) {
            prop_assume!(f + a + b > 0);
            let now = hands(f, a, b).agreement().unwrap();
            prop_assert!(hands(f + 1, a, b).agreement().unwrap() <= now);
            if a > 0 {
                prop_assert!(hands(f + 1, a - 1, b).agreement().unwrap() <= now);
            }
            prop_assert!(hands(f, a + 1, b).agreement().unwrap() >= now);
        }

        #[test]
        fn nobody_is_overheard(f in 0..60_i64, a in 1..60_i64, b in 0..60_i64) {
            prop_assert_ne!(hands(f, a, b).agreement(), Ok(Agreement::All));
            prop_assert!(may_stand(hands(f, a, b), "non").is_ok());
        }
    }
}
