//! What a group offers: the allergens that the law names, what one unit costs in material, and until when it may be eaten.

use super::{money::Cents, quantity::Quantity};
use chrono::{Days, NaiveDate};

codes! {
    /// The fourteen allergens of regulation (EU) 1169/2011, annex II, in its order.
    Allergen {
        Gluten = "gluten",
        Crustaceans = "crustaceans",
        Eggs = "eggs",
        Fish = "fish",
        Peanuts = "peanuts",
        Soya = "soya",
        Milk = "milk",
        Nuts = "nuts",
        Celery = "celery",
        Mustard = "mustard",
        Sesame = "sesame",
        Sulphites = "sulphites",
        Lupin = "lupin",
        Molluscs = "molluscs",
    }
}

/// What a material costs: so much was paid for so much of it. What was only given costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    paid: Cents,
    bought: Quantity,
}

impl Price {
    /// From all that was bought and all that was given; nothing is known of what never came.
    pub fn of(paid: Cents, bought: Quantity, given: Quantity) -> Option<Self> {
        match (bought.0 > 0, given.0 > 0) {
            (true, _) => Some(Self { paid, bought }),
            (false, true) => Some(Self { paid: Cents(0), bought: Quantity::units(1) }),
            _ => None,
        }
    }

    /// What one unit costs.
    pub fn unit(self) -> Cents {
        rounded(self.exact(Quantity::units(1)))
    }

    /// In thousandths of a cent, so that only the sum is rounded.
    fn exact(self, quantity: Quantity) -> i128 {
        let (paid, bought) = (i128::from(self.paid.0.max(0)), i128::from(self.bought.0));
        (paid * i128::from(quantity.0.max(0)) * 1000 + bought / 2) / bought
    }
}

/// Half a cent rounds up.
fn rounded(thousandths: i128) -> Cents {
    Cents(i64::try_from((thousandths + 500) / 1000).unwrap_or(i64::MAX))
}

/// The material of one unit of a product: how much of each material, at which price. Nothing when a price is not known or the
/// recipe is empty.
pub fn cost(recipe: &[(Quantity, Option<Price>)]) -> Option<Cents> {
    let lines: Option<Vec<i128>> = recipe.iter().map(|(quantity, price)| Some((*price)?.exact(*quantity))).collect();
    lines.filter(|lines| !lines.is_empty()).map(|lines| rounded(lines.into_iter().sum()))
}

/// What is left of the price after the material, in percent of the price; nothing when it is given away.
pub fn margin_percent(price: Cents, material: Cents) -> Option<i64> {
    let (price, left) = (i128::from(price.0), i128::from((price - material).0));
    (price > 0).then(|| i64::try_from((left * 200 + price).div_euclid(price * 2)).unwrap_or(i64::MIN))
}

/// How much of a material so many take, when one takes `each`: to the hundredth, as people measure, and rather more than less.
pub fn for_batch(each: Quantity, made: Quantity) -> Quantity {
    let exact = i128::from(each.0.max(0)) * i128::from(made.0.max(0));
    let hundredths = (exact + 9_999) / 10_000;
    Quantity(i64::try_from(hundredths * 10).unwrap_or(i64::MAX))
}

/// The last day on which it may be eaten.
pub fn use_by(made_on: NaiveDate, keeps_days: Option<i64>) -> Option<NaiveDate> {
    made_on.checked_add_days(Days::new(u64::try_from(keeps_days?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn price(paid: i64, bought: i64) -> Option<Price> {
        Price::of(Cents(paid), Quantity(bought), Quantity(0))
    }

    #[test]
    fn a_tote_bag() {
        // Cotton at 8,40 € a metre, thread at 3,00 € for 5 reels, straps that were given.
        let given = Price::of(Cents(0), Quantity(0), Quantity::units(40));
        let recipe =
            [(Quantity(450), price(8_400, 10_000)), (Quantity(50), price(300, 5_000)), (Quantity(2000), given)];
        assert_eq!(cost(&recipe), Some(Cents(381)));
        assert_eq!(margin_percent(Cents(1_500), Cents(381)), Some(75));
        assert_eq!(margin_percent(Cents(0), Cents(381)), None);
        assert_eq!(margin_percent(Cents(100), Cents(300)), Some(-200));
        assert_eq!(price(8_400, 10_000).map(Price::unit), Some(Cents(840)));
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(cost(&[]), None);
        assert_eq!(cost(&[(Quantity(1000), price(100, 1000)), (Quantity(1), None)]), None);
        assert_eq!(Price::of(Cents(0), Quantity(0), Quantity(0)), None);
    }

    #[test]
    fn a_batch_takes_what_can_be_typed_again() {
        assert_eq!(for_batch(Quantity(375), Quantity::units(3)), Quantity(1_130));
        assert_eq!(for_batch(Quantity(450), Quantity::units(20)), Quantity::units(9));
        assert_eq!(for_batch(Quantity(0), Quantity::units(20)), Quantity(0));
    }

    #[test]
    fn food_keeps_so_many_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(use_by(day("2026-12-30"), Some(3)), Some(day("2027-01-02")));
        assert_eq!((use_by(day("2026-12-30"), None), use_by(day("2026-12-30"), Some(-1))), (None, None));
        assert_eq!(Allergen::ALL.len(), 14);
    }

    proptest! {
        #[test]
        fn the_cost_does_not_depend_on_the_order_and_grows_with_each_line(
            lines in prop::collection::vec((1_i64..1_000_000, 0_i64..10_000_000, 1_i64..10_000_000), 1..12), at in 0_usize..12,
        ) {
            let recipe: Vec<_> = lines.iter().map(|(q, paid, bought)| (Quantity(*q), price(*paid, *bought))).collect();
            let mut turned = recipe.clone();
            turned.rotate_left(at % recipe.len());
            prop_assert_eq!(cost(&recipe), cost(&turned));
            if recipe.len() > 1 {
                prop_assert!(cost(&recipe[1..]) <= cost(&recipe));
            }
        }

        #[test]
        fn the_cost_is_within_a_cent_of_the_exact_one(
            lines in prop::collection::vec((1_i64..1_000_000, 0_i64..10_000_000, 1_i64..10_000_000), 1..12),
        ) {
            let recipe: Vec<_> = lines.iter().map(|(q, paid, bought)| (Quantity(*q), price(*paid, *bought))).collect();
            #[allow(clippy::cast_precision_loss)]
            let exact: f64 = lines.iter().map(|(q, paid, bought)| *q as f64 * *paid as f64 / *bought as f64).sum();
            let found = cost(&recipe).unwrap_or_default().0;
            #[allow(clippy::cast_precision_loss)]
            let apart = (found as f64 - exact).abs();
            prop_assert!(apart <= 1.0 + exact * 1e-9, "{found} {exact}");
        }
    }
}
