//! How much of a product: thousandths of its unit, so that 0,25 kg or half a day is exact.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;

/// Thousandths of a unit. One record holds 1 to [`Quantity::MAX_TYPED`]; totals may hold more and saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quantity(pub i64);

impl Quantity {
    /// The largest quantity of one record: a million units.
    pub const MAX_TYPED: Quantity = Quantity(1_000_000_000);

    /// Reads "2", "2,5", "0.25", "1 200"; at most three decimals.
    pub fn parse(text: &str) -> Result<Quantity, Problem> {
        let text = number::plain(text);
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if let Some(rest) = text.strip_prefix('-') {
            return Err(number::decimal(rest.trim(), 3).map_or(Problem::NotANumber, |_| Problem::NotMoreThanZero));
        }
        match number::decimal(&text, 3) {
            None => Err(Problem::NotANumber),
            Some(0) => Err(Problem::NotMoreThanZero),
            Some(large) if large > Self::MAX_TYPED.0 => Err(Problem::NumberTooLarge { max: Self::MAX_TYPED.0 / 1000 }),
            Some(thousandths) => Ok(Quantity(thousandths)),
        }
    }

    /// As [`Quantity::parse`], but "1,240" may be one or more than a thousand, so it is asked about.
    pub fn parse_asking(text: &str) -> Result<Quantity, Problem> {
        let quantity = Self::parse(text)?;
        let thousands = text.split_once([',', '.']).is_some_and(|(_, part)| part.len() == 3) && quantity.0 >= 1000;
        if thousands { Err(Problem::AmountAmbiguous) } else { Ok(quantity) }
    }

    /// A whole number of units.
    pub const fn units(units: i64) -> Quantity {
        Quantity(units.saturating_mul(1000))
    }

    /// "2", "2,5", "0.25": no trailing zeros; `decimal` is ',' in French and '.' in English.
    pub fn display(self, decimal: char) -> String {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if part == 0 {
            return format!("{sign}{whole}");
        }
        let part = format!("{part:03}");
        format!("{sign}{whole}{decimal}{}", part.trim_end_matches('0'))
    }
}

impl Add for Quantity {
    type Output = Quantity;
    fn add(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0))
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Quantity>>(quantities: I) -> Quantity {
        quantities.fold(Quantity(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_refuses() {
        assert_eq!(Quantity::parse("2"), Ok(Quantity(2000)));
        assert_eq!(Quantity::parse("2,5"), Ok(Quantity(2500)));
        assert_eq!(Quantity::parse("0.25"), Ok(Quantity(250)));
        assert_eq!(Quantity::parse("1\u{a0}200"), Ok(Quantity(1_200_000)));
        assert_eq!(Quantity::parse("0,001"), Ok(Quantity(1)));
        assert_eq!(Quantity::parse(""), Err(Problem::Required));
        assert_eq!(Quantity::parse("0"), Err(Problem::NotMoreThanZero));
        assert_eq!(Quantity::parse("-3"), Err(Problem::NotMoreThanZero));
        assert_eq!(Quantity::parse("1000000,001"), Err(Problem::NumberTooLarge { max: 1_000_000 }));
        for text in ["deux", "2,", ",5", "0,0005", "1e3", "2 5", "99999999999999999999", "-x"] {
            assert_eq!(Quantity::parse(text), Err(Problem::NotANumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(thousandths in 1..=Quantity::MAX_TYPED.0) {
            let quantity = Quantity(thousandths);
            prop_assert_eq!(Quantity::parse(&quantity.display(',')), Ok(quantity));
            prop_assert_eq!(Quantity::parse(&quantity.display('.')), Ok(quantity));
        }
    }
}
