//! What there is to share: what was earned, less what comes first.

use crate::domain::{money::Cents, number, problem::Problem};
use serde::{Deserialize, Serialize};

/// So many hundredths of a percent are the whole.
pub const WHOLE: i64 = 10_000;

/// Reads "10", "12,5", "12,50 %" as hundredths of a percent, 100 percent at most.
pub fn percent(text: &str) -> Result<i64, Problem> {
    let text = number::plain(text);
    let points = number::decimal(text.trim_end_matches('%').trim_end(), 2).ok_or(Problem::NotANumber)?;
    if points > WHOLE { Err(Problem::NumberTooLarge { max: 100 }) } else { Ok(points) }
}

/// "12,5": hundredths of a percent as one reads them, with the sign between whole and parts.
pub fn in_percent(points: i64, decimal: char) -> String {
    match (points / 100, points % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}{decimal}{part:02}").trim_end_matches('0').to_owned(),
    }
}

/// What was earned and what it cost, over one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earned {
    /// What was sold, without VAT.
    pub sales: Cents,
    /// Grants and other income that the group shares.
    pub other: Cents,
    pub materials: Cents,
    /// Rent, transport, insurance: what is everybody's.
    pub shared_costs: Cents,
    /// What the cohort before left.
    pub brought: Cents,
}

impl Earned {
    /// What came less what went.
    pub fn net(self) -> Cents {
        self.sales + self.other + self.brought - self.materials - self.shared_costs
    }
}

/// What is set aside before anything is shared, in hundredths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The contribution of the CAE, of sales.
    pub contribution: i64,
    /// The reserve, of what is left then.
    pub reserve: i64,
    /// Carried to the next cohort, of what is left then.
    pub carried: i64,
}

/// The way from sales to what is shared, each step as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    pub earned: Earned,
    pub contribution: Cents,
    /// After costs and contribution.
    pub result: Cents,
    pub reserve: Cents,
    pub carried: Cents,
    /// What is shared.
    pub shared: Cents,
}

impl Pool {
    /// Works it out. Of a loss nothing is set aside.
    pub fn of(earned: Earned, aside: SetAside) -> Self {
        let contribution = part(earned.sales, aside.contribution);
        let result = earned.net() - contribution;
        let reserve = part(result, aside.reserve);
        let carried = part(result, aside.carried);
        Self { earned, contribution, result, reserve, carried, shared: result - reserve - carried }
    }
}

/// So much of an amount, half a cent up; of a loss nothing.
fn part(amount: Cents, points: i64) -> Cents {
    let points = i128::from(points.clamp(0, WHOLE));
    let exact = i128::from(amount.0.max(0)) * points;
    Cents(i64::try_from((exact + i128::from(WHOLE / 2)) / i128::from(WHOLE)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Law 78-763, article 33: of a SCOP's surplus at least 15 % to the reserve and 25 % to those who work.
    #[test]
    fn a_scop_keeps_fifteen_and_gives_those_who_work_a_quarter() {
        let earned = Earned { sales: Cents(1_000_000), ..Earned::default() };
        let aside = SetAside { reserve: 1500, carried: 6000, ..SetAside::default() };
        let pool = Pool::of(earned, aside);
        assert_eq!((pool.reserve, pool.shared), (Cents(150_000), Cents(250_000)));
    }

    /// A CAE's contribution of 10 % is of sales, whatever the materials cost.
    #[test]
    fn the_contribution_is_of_sales() {
        let earned = Earned {
            sales: Cents(200_000),
            materials: Cents(60_000),
            shared_costs: Cents(15_000),
            ..Earned::default()
        };
        let pool = Pool::of(earned, SetAside { contribution: 1000, ..SetAside::default() });
        assert_eq!((pool.contribution, pool.result, pool.shared), (Cents(20_000), Cents(105_000), Cents(105_000)));
    }

    #[test]
    fn percents_are_read_and_written_as_people_do() {
        for (text, points) in [("10", 1000), ("12,5", 1250), ("12.50 %", 1250), ("0", 0), ("100", WHOLE), ("0,05", 5)] {
            assert_eq!(percent(text), Ok(points), "{text}");
        }
        assert_eq!(percent("100,01"), Err(Problem::NumberTooLarge { max: 100 }));
        for text in ["-5", "dix", "1,234", ""] {
            assert_eq!(percent(text), Err(Problem::NotANumber), "{text}");
        }
        assert_eq!([1000, 1250, 1205, 5].map(|points| in_percent(points, ',')), ["10", "12,5", "12,05", "0,05"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_on_the_way(
            amounts in prop::array::uniform5(0_i64..10_000_000_000), points in prop::array::uniform2(0_i64..5000),
            contribution in 0_i64..=10_000,
        ) {
            let [sales, other, materials, shared_costs, brought] = amounts.map(Cents);
            let earned = Earned { sales, other, materials, shared_costs, brought };
            let pool = Pool::of(earned, SetAside { contribution, reserve: points[0], carried: points[1] });
            prop_assert_eq!(pool.shared + pool.reserve + pool.carried, pool.result);
            prop_assert!(pool.result > Cents(0) || (pool.reserve, pool.carried) == (Cents(0), Cents(0)));
        }
    }
}
