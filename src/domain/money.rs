//! Amounts of money: whole cents of a euro, read as people type them, written the same in every language.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;
use super::quantity::Quantity;

/// An amount in cents. Sums saturate; what people type is 0 to [`Cents::MAX_TYPED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cents(pub i64);

impl Cents {
    /// The largest amount that a form takes: ten million euros.
    pub const MAX_TYPED: Cents = Cents(1_000_000_000);

    /// Reads "1240,50", "1240.50", "1 240,50 €" (any kind of space). Asks about "1,240".
    pub fn parse(text: &str) -> Result<Cents, Problem> {
        let text = number::plain(text);
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let text = without_unit(&text);
        match text.strip_prefix('-') {
            Some(rest) => read(rest.trim()).and(Err(Problem::AmountNegative)),
            None => read(text).and_then(below_the_largest),
        }
    }

    /// "1 240,50 €", with U+202F between thousands and U+00A0 before the sign; below zero with U+2212.
    pub fn french(self) -> String {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{},{:02}\u{a0}€", thousands(cents / 100), cents % 100)
    }

    /// The same for the middle of a sentence: set apart, so that a text from right to left around it does not turn it about.
    pub fn set_apart(self) -> String {
        format!("\u{2068}{}\u{2069}", self.french())
    }

    /// The amount for a quantity at this price, half a cent rounded up.
    pub fn times(self, quantity: Quantity) -> Cents {
        let product = i128::from(self.0) * i128::from(quantity.0);
        let rounded = (product + 500).div_euclid(1000);
        Cents(i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }))
    }
}

fn without_unit(text: &str) -> &str {
    let text = text.strip_suffix('€').or_else(|| text.strip_prefix('€')).unwrap_or(text);
    let bare = text.trim();
    ["EUR", "eur", "euros", "euro"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare).trim()
}

fn below_the_largest(amount: Cents) -> Result<Cents, Problem> {
    if amount > Cents::MAX_TYPED { Err(Problem::AmountTooLarge { max: Cents::MAX_TYPED }) } else { Ok(amount) }
}

fn read(text: &str) -> Result<Cents, Problem> {
    let separators: Vec<char> = text.chars().filter(|c| matches!(c, ',' | '.')).collect();
    let last = separators.last().copied();
    let all_alike = separators.iter().all(|c| Some(*c) == last);
    let cents = match (separators.len(), last) {
        (0, _) => number::grouped(text, ' ').and_then(|euros| euros.checked_mul(100)),
        (1, _) => return read_one_separator(text),
        // "1.240.000": the same separator twice can only group.
        (_, Some(mark)) if all_alike => number::grouped(text, mark).and_then(|euros| euros.checked_mul(100)),
        (_, Some(mark)) => grouped_then_decimal(text, mark),
        (_, None) => None,
    };
    cents.map(Cents).ok_or(Problem::NotAnAmount)
}

/// One comma or point: cents after it, except before three digits, where it may be either.
fn read_one_separator(text: &str) -> Result<Cents, Problem> {
    let ambiguous = text.split_once([',', '.']).is_some_and(|(whole, part)| {
        number::grouped(whole, ' ').is_some() && part.len() == 3 && number::digits(part).is_some()
    });
    if ambiguous {
        return Err(Problem::AmountAmbiguous);
    }
    number::decimal(text, 2).map(Cents).ok_or(Problem::NotAnAmount)
}

/// "1.240,50" or "1,240.50": the other separator groups, the last one is the decimal one.
fn grouped_then_decimal(text: &str, decimal: char) -> Option<i64> {
    let (whole, part) = text.rsplit_once(decimal)?;
    let group = if decimal == ',' { '.' } else { ',' };
    let euros = number::grouped(whole, group)?;
    if part.is_empty() {
        return None;
    }
    euros.checked_mul(100)?.checked_add(number::fraction(part, 2)?)
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
    }
}

impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(self.0.saturating_neg())
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for text in [
            "1240,50",
            "1240.50",
            "1 240,50 €",
            "1\u{202f}240,50\u{a0}€",
            "1.240,50",
            "1,240.50",
            "1240,5",
            "€1240.50",
            "١٢٤٠٫٥٠",
        ] {
            assert_eq!(Cents::parse(text), Ok(Cents(124_050)), "{text}");
        }
        assert_eq!(Cents::parse(" 12 "), Ok(Cents(1200)));
        assert_eq!(Cents::parse("12 euros"), Ok(Cents(1200)));
        assert_eq!(Cents::parse("0"), Ok(Cents(0)));
        assert_eq!(Cents::parse("1.240.000"), Ok(Cents(124_000_000)));
    }

    #[test]
    fn asks_or_refuses() {
        assert_eq!(Cents::parse("  "), Err(Problem::Required));
        assert_eq!(Cents::parse("1,240"), Err(Problem::AmountAmbiguous));
        assert_eq!(Cents::parse("1.240 €"), Err(Problem::AmountAmbiguous));
        assert_eq!(Cents::parse("-5"), Err(Problem::AmountNegative));
        assert_eq!(Cents::parse("10000000"), Ok(Cents::MAX_TYPED));
        assert_eq!(Cents::parse("10000000,01"), Err(Problem::AmountTooLarge { max: Cents::MAX_TYPED }));
        for text in
            ["abc", "12,", ",50", "12,345,6", "1 2", "12 4000", "1e3", "+5", "NaN", "12,3456", "--5", "€", "12,5,0"]
        {
            assert_eq!(Cents::parse(text), Err(Problem::NotAnAmount), "{text}");
        }
    }

    #[test]
    fn multiplies_rounding_half_up() {
        assert_eq!(Cents(1001).times(Quantity(500)), Cents(501));
        assert_eq!(Cents(999).times(Quantity(333)), Cents(333));
        assert_eq!(Cents(1250).times(Quantity(3000)), Cents(3750));
    }

    #[test]
    fn writes_one_form() {
        assert_eq!(Cents(124_050).french(), "1\u{202f}240,50\u{a0}€");
        assert_eq!(Cents(-5).french(), "\u{2212}0,05\u{a0}€");
        assert_eq!(Cents(100_000_000).french(), "1\u{202f}000\u{202f}000,00\u{a0}€");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cents in 0..=Cents::MAX_TYPED.0) {
            prop_assert_eq!(Cents::parse(&Cents(cents).french()), Ok(Cents(cents)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,20}|[0-9 ,.€-]{0,24}") {
            if let Ok(amount) = Cents::parse(&text) {
                prop_assert!(amount >= Cents(0) && amount <= Cents::MAX_TYPED);
            }
        }
    }
}
