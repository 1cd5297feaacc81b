//! Materials and what moves them. What there is, is the sum of movements; what was paid is told apart from its VAT.

use super::{money::Cents, quantity::Quantity, sharing::apportion};
use uuid::Uuid;

codes! {
    /// What a material is counted in.
    Measure { Piece = "piece", Metre = "metre", Kilogram = "kilogram", Litre = "litre" }
}

codes! {
    /// Why there is more or less of something.
    Kind {
        Bought = "bought",
        /// Given to the group.
        Donated = "donated",
        /// Kept from the bin.
        Reused = "reused",
        /// Worked up.
        Used = "used",
        Made = "made",
        Sold = "sold",
        /// Given away.
        Given = "given",
        Lost = "lost",
        /// What a count found more, or less.
        Counted = "counted",
    }
}

impl Kind {
    /// What a member may write by hand: the others come from purchases, lots, sales and counts.
    pub const BY_HAND: [Self; 5] = [Self::Donated, Self::Reused, Self::Used, Self::Given, Self::Lost];

    /// Whether it brings something in.
    pub const fn adds(self) -> bool {
        matches!(self, Kind::Bought | Kind::Donated | Kind::Reused | Kind::Made)
    }

    /// A quantity as people say it, with the sign that it has in the stock.
    pub const fn signed(self, quantity: Quantity) -> Quantity {
        if self.adds() { quantity } else { Quantity(-quantity.0) }
    }
}

codes! {
    /// How a difference is explained when one counts.
    Reason {
        /// Somebody used it and did not write it down.
        Unwritten = "unwritten",
        Damaged = "damaged",
        Found = "found",
        /// It was measured or typed wrongly before.
        Measured = "measured",
        Unknown = "unknown",
    }
}

codes! {
    /// The VAT in what was paid.
    Vat { Nothing = "0", R21 = "2.1", R55 = "5.5", R10 = "10", R20 = "20" }
}

impl Vat {
    /// In thousandths of the price without it.
    const fn rate(self) -> i128 {
        match self {
            Self::Nothing => 0,
            Self::R21 => 21,
            Self::R55 => 55,
            Self::R10 => 100,
            Self::R20 => 200,
        }
    }

    /// The part of `total` that is VAT; half a cent rounds up.
    pub fn within(self, total: Cents) -> Cents {
        let (rate, whole) = (self.rate(), i128::from(total.0));
        let per = 1000 + rate;
        Cents(i64::try_from((whole * rate * 2 + per).div_euclid(per * 2)).unwrap_or(0))
    }
}

/// The lines of a receipt without the VAT: together exactly what is left of the total.
pub fn without_vat(lines: &[Cents], vat: Cents) -> Vec<Cents> {
    let total: Cents = lines.iter().copied().sum();
    let claims: Vec<(Uuid, i64)> = (1..).map(Uuid::from_u128).zip(lines.iter().map(|line| line.0)).collect();
    apportion((total - vat).0, &claims).into_iter().map(Cents).collect()
}

/// What a count adds: nothing when the shelf is as the program says.
pub fn difference(program: Quantity, counted: Quantity) -> Option<Quantity> {
    let apart = Quantity(counted.0.saturating_sub(program.0));
    (apart.0 != 0).then_some(apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vat_is_what_the_receipt_says() {
        for (total, vat, part) in [
            (12_000, Vat::R20, 2_000),
            (11_000, Vat::R10, 1_000),
            (10_550, Vat::R55, 550),
            (10_210, Vat::R21, 210),
            (999, Vat::R20, 167),
            (999, Vat::Nothing, 0),
        ] {
            assert_eq!(vat.within(Cents(total)), Cents(part), "{total} {vat:?}");
        }
    }

    proptest! {
        #[test]
        fn the_lines_add_up_to_the_total_without_vat(
            lines in prop::collection::vec(0_i64..10_000_000, 1..10), rate in 0..Vat::ALL.len(),
        ) {
            let lines: Vec<Cents> = lines.into_iter().map(Cents).collect();
            let total: Cents = lines.iter().copied().sum();
            let vat = Vat::ALL[rate].within(total);
            prop_assert!(vat.0 >= 0 && vat <= total);
            prop_assert_eq!(without_vat(&lines, vat).into_iter().sum::<Cents>(), total - vat);
        }

        #[test]
        fn after_a_count_there_is_what_was_counted(program in -1_000_000_i64..1_000_000, counted in 0_i64..1_000_000) {
            let moved = difference(Quantity(program), Quantity(counted)).unwrap_or_default();
            prop_assert_eq!(Quantity(program) + moved, Quantity(counted));
        }

        #[test]
        fn what_is_taken_back_leaves_the_stock_as_it_was(kind in 0..Kind::ALL.len(), quantity in 1_i64..1_000_000, before in -1000_i64..1000) {
            let moved = Kind::ALL[kind].signed(Quantity(quantity));
            let after: Quantity = [Quantity(before), moved, Quantity(-moved.0)].into_iter().sum();
            prop_assert_eq!(after, Quantity(before));
        }
    }
}
