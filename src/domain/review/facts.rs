//! What the records say of a phase: days of work, appointments, what was made and sold. Sums of the group, of nobody alone.

use chrono::NaiveDate;

use crate::domain::{money::Cents, phase::Phase};

/// Something that the records hold of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// So many records of production.
    Made(i64),
    /// So many sales, and what they brought.
    Sold(i64, Cents),
    /// An appointment of the group.
    Met,
    /// A decision that was taken.
    Decided,
}

/// The sums of a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Days on which something was made.
    pub days: i64,
    pub made: i64,
    pub met: i64,
    pub decided: i64,
    pub sold: i64,
    pub earned: Cents,
}

/// Sums up what lies in the phase; days come at most once for what was made.
pub fn facts_of(phase: &Phase, dated: &[(NaiveDate, Dated)]) -> Facts {
    let mut facts = Facts::default();
    let inside = |on: NaiveDate| (phase.starts_on..=phase.ends_on).contains(&on);
    for (_, one) in dated.iter().filter(|(on, _)| inside(*on)) {
        match one {
            Dated::Made(records) => (facts.days, facts.made) = (facts.days + 1, facts.made + records),
            Dated::Sold(sales, cents) => (facts.sold, facts.earned) = (facts.sold + sales, facts.earned + *cents),
            Dated::Met => facts.met += 1,
            Dated::Decided => facts.decided += 1,
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phase::PhaseKind;
    use uuid::Uuid;

    #[test]
    fn only_what_lies_in_the_phase_counts() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let phase = Phase { id: Uuid::nil(), kind: PhaseKind::Production, starts_on: day(2), ends_on: day(10) };
        let dated = [
            (day(1), Dated::Made(3)),
            (day(2), Dated::Made(3)),
            (day(10), Dated::Made(2)),
            (day(11), Dated::Sold(9, Cents(900))),
            (day(5), Dated::Sold(2, Cents(2500))),
            (day(5), Dated::Met),
            (day(6), Dated::Decided),
        ];
        let expected = Facts { days: 2, made: 5, met: 1, decided: 1, sold: 2, earned: Cents(2500) };
        assert_eq!(facts_of(&phase, &dated), expected);
        assert_eq!(facts_of(&phase, &[]), Facts::default());
    }
}
