//! An amount in whole cents along shares: exact by largest remainder.

use uuid::Uuid;

/// Shares `amount` among `claims` in the proportion of their sizes (at least 0), to the cent: everybody gets the whole
/// cents of her exact part, and the cents that are left go one each to the largest remainders, by id where those are equal.
/// A loss is shared as a gain is. The parts stand in the order of `claims` and add up to `amount`; without any claim above
/// zero nothing is shared.
///
/// Source: the method of largest remainders (Hamilton, Hare, Niemeyer).
pub fn apportion(amount: i64, claims: &[(Uuid, i64)]) -> Vec<i64> {
    let total: i128 = claims.iter().map(|(_, size)| i128::from((*size).max(0))).sum();
    if total == 0 {
        return vec![0; claims.len()];
    }
    let whole = i128::from(amount.unsigned_abs());
    let exact = |size: i64| whole * i128::from(size.max(0));
    let mut parts: Vec<i128> = claims.iter().map(|(_, size)| exact(*size) / total).collect();
    let left = usize::try_from(whole - parts.iter().sum::<i128>()).unwrap_or(0);
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(exact(claims[at].1) % total), claims[at].0));
    for &at in order.iter().take(left) {
        parts[at] += 1;
    }
    let sign = i128::from(amount.signum());
    parts.into_iter().map(|part| i64::try_from(sign * part).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claims(sizes: &[i64]) -> Vec<(Uuid, i64)> {
        (1..).map(Uuid::from_u128).zip(sizes.iter().copied()).collect()
    }

    #[test]
    fn a_thousand_euros_among_three() {
        assert_eq!(apportion(100_000, &claims(&[1, 1, 1])), [33_334, 33_333, 33_333]);
        assert_eq!(apportion(-100_000, &claims(&[1, 1, 1])), [-33_334, -33_333, -33_333]);
        assert_eq!(apportion(5, &claims(&[0, 0])), [0, 0]);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_are_within_a_cent(
            amount in -1_000_000_000_000_i64..1_000_000_000_000, sizes in prop::collection::vec(0_i64..10_000_000, 1..30),
        ) {
            let total: i64 = sizes.iter().sum();
            prop_assume!(total > 0);
            let parts = apportion(amount, &claims(&sizes));
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            for (part, size) in parts.iter().zip(&sizes) {
                let off = (i128::from(*part) * i128::from(total) - i128::from(amount) * i128::from(*size)).abs();
                prop_assert!(off < i128::from(total), "within a cent");
            }
        }

        #[test]
        fn the_order_and_the_scale_of_claims_change_nothing(
            amount in 0_i64..1_000_000_000, sizes in prop::collection::vec(0_i64..10_000_000, 1..30), by in 1_i64..1000,
        ) {
            let given = claims(&sizes);
            let parts = apportion(amount, &given);
            let mut turned: Vec<_> = given.iter().map(|(id, size)| (*id, size * by)).collect();
            turned.reverse();
            let mut back = apportion(amount, &turned);
            back.reverse();
            prop_assert_eq!(parts, back);
        }
    }
}
