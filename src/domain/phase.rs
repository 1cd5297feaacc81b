//! Phases of a cohort: they overlap freely, inside its dates; only the capitalisation may follow the end.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cohort::Dates;
use super::problem::Problem;

codes! {
    /// What a phase is about, in the order in which cohorts live them.
    PhaseKind {
        Constitution = "constitution",
        Organisation = "organisation",
        Offer = "offer",
        Learning = "learning",
        Production = "production",
        Sales = "sales",
        Closing = "closing",
        Capitalisation = "capitalisation",
    }
}

/// One phase; both days are included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    pub id: Uuid,
    pub kind: PhaseKind,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// How many months the capitalisation may follow the end of the cohort.
const MONTHS_AFTER: chrono::Months = chrono::Months::new(2);

/// The days that a phase of this kind may take.
pub fn allowed(kind: PhaseKind, cohort: &Dates) -> Dates {
    match kind {
        PhaseKind::Capitalisation => {
            let ends_on = cohort.ends_on.checked_add_months(MONTHS_AFTER).unwrap_or(cohort.ends_on);
            Dates { starts_on: cohort.starts_on, ends_on }
        }
        _ => *cohort,
    }
}

/// Errors: ends before it starts, or leaves what [`allowed`] says.
pub fn validate(phase: &Phase, cohort: &Dates) -> Result<(), Problem> {
    let dates = Dates::new(phase.starts_on, phase.ends_on)?;
    let allowed = allowed(phase.kind, cohort);
    if allowed.contains(dates.starts_on) && allowed.contains(dates.ends_on) {
        return Ok(());
    }
    Err(Problem::OutsideCohort { starts_on: allowed.starts_on, ends_on: allowed.ends_on })
}

/// The phase to name on a day: the one begun last, of those going on if any is.
pub fn current(phases: &[Phase], day: NaiveDate) -> Option<&Phase> {
    let begun = phases.iter().filter(|phase| phase.starts_on <= day);
    begun.max_by_key(|phase| (phase.ends_on >= day, phase.starts_on, phase.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn phase(kind: PhaseKind, starts_on: NaiveDate, ends_on: NaiveDate) -> Phase {
        Phase { id: Uuid::from_u128(kind as u128), kind, starts_on, ends_on }
    }

    #[test]
    fn stays_in_the_cohort() {
        let cohort = Dates { starts_on: day(2, 1), ends_on: day(7, 1) };
        assert_eq!(validate(&phase(PhaseKind::Offer, day(2, 1), day(7, 1)), &cohort), Ok(()));
        assert_eq!(validate(&phase(PhaseKind::Offer, day(3, 2), day(3, 1)), &cohort), Err(Problem::EndBeforeStart));
        let outside = Err(Problem::OutsideCohort { starts_on: day(2, 1), ends_on: day(7, 1) });
        assert_eq!(validate(&phase(PhaseKind::Closing, day(6, 1), day(7, 2)), &cohort), outside);
        assert_eq!(validate(&phase(PhaseKind::Constitution, day(1, 31), day(2, 2)), &cohort), outside);
        assert_eq!(validate(&phase(PhaseKind::Capitalisation, day(7, 8), day(9, 1)), &cohort), Ok(()));
        let later = Err(Problem::OutsideCohort { starts_on: day(2, 1), ends_on: day(9, 1) });
        assert_eq!(validate(&phase(PhaseKind::Capitalisation, day(7, 8), day(9, 2)), &cohort), later);
    }

    #[test]
    fn names_the_phase_begun_last() {
        let phases = [
            phase(PhaseKind::Learning, day(2, 1), day(5, 1)),
            phase(PhaseKind::Offer, day(2, 8), day(3, 1)),
            phase(PhaseKind::Production, day(4, 1), day(6, 1)),
        ];
        let named = |on| current(&phases, on).map(|phase| phase.kind);
        assert_eq!(named(day(1, 31)), None);
        assert_eq!(named(day(2, 1)), Some(PhaseKind::Learning));
        assert_eq!(named(day(2, 8)), Some(PhaseKind::Offer));
        assert_eq!(named(day(3, 15)), Some(PhaseKind::Learning));
        assert_eq!(named(day(4, 15)), Some(PhaseKind::Production));
        assert_eq!(named(day(8, 1)), Some(PhaseKind::Production));
    }
}
