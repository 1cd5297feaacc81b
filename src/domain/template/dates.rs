//! From weeks to days: a template of 154 days stretched or shrunk to the dates of a cohort.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{EventKind, EventModel, PhaseWeeks, TemplateKind, clock};
use crate::domain::cohort::Dates;
use crate::domain::phase::PhaseKind;
use crate::domain::time::TimeOfDay;

/// What the template weeks are counted for: five months from 14 September 2020.
const TEMPLATE_DAYS: i64 = 154;

/// The day of the capitalisation.
const CAPITALISATION: Weekday = Weekday::Thu;

/// Phases and events with their days, both in order of beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub phases: Vec<PlannedPhase>,
    pub events: Vec<PlannedEvent>,
}

/// Both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedPhase {
    pub kind: PhaseKind,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// Times on the cohort's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedEvent {
    pub code: &'static str,
    pub kind: EventKind,
    pub on: NaiveDate,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// The plan of a template between two days, both included (`starts_on` not after `ends_on`).
pub fn plan(kind: TemplateKind, starts_on: NaiveDate, ends_on: NaiveDate) -> Planned {
    let cohort = Dates { starts_on, ends_on };
    let template = kind.template();
    let last = capitalisation_day(ends_on);
    let mut phases: Vec<_> = template.phases.iter().map(|phase| plan_phase(phase, &cohort)).collect();
    phases.push(PlannedPhase { kind: PhaseKind::Capitalisation, starts_on: last, ends_on: last });
    phases.sort_by_key(|phase| (phase.starts_on, phase.kind));
    let mut events: Vec<_> = template.events.iter().map(|event| plan_event(event, &cohort)).collect();
    let (from, to) = (clock(9, 30), clock(17, 0));
    events.push(PlannedEvent { code: "capitalisation_day", kind: EventKind::CapitalisationDay, on: last, from, to });
    events.sort_by_key(|event| (event.on, event.from));
    Planned { phases, events }
}

fn plan_phase(phase: &PhaseWeeks, cohort: &Dates) -> PlannedPhase {
    let starts_on = week_start(phase.first, cohort);
    let ends_on = week_start(phase.last + 1, cohort).pred_opt().unwrap_or(starts_on);
    PlannedPhase { kind: phase.kind, starts_on, ends_on: ends_on.clamp(starts_on, cohort.ends_on) }
}

/// On its weekday in or just after its week; in a cohort too short for that, on the last day.
fn plan_event(event: &EventModel, cohort: &Dates) -> PlannedEvent {
    let on = on_or_after(week_start(event.week, cohort), event.weekday);
    let on = if on > cohort.ends_on { on - Days::new(7) } else { on };
    let on = if cohort.contains(on) { on } else { cohort.ends_on };
    PlannedEvent { code: event.code, kind: event.kind, on, from: event.from, to: event.to }
}

/// The first day of a template week, scaled; never after the day that follows the end.
fn week_start(week: i64, cohort: &Dates) -> NaiveDate {
    let scaled = (week - 1) * 7 * cohort.days() / TEMPLATE_DAYS;
    cohort.starts_on + Days::new(u64::try_from(scaled).unwrap_or(0))
}

fn on_or_after(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    day + Days::new(u64::from(weekday.days_since(day.weekday())))
}

/// One working day in the week that follows the end.
fn capitalisation_day(ends_on: NaiveDate) -> NaiveDate {
    on_or_after(ends_on + Days::new(1), CAPITALISATION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cohort::Months;
    use crate::domain::phase::{Phase, validate};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_textile_cohort_of_2020_sells_in_december() {
        let planned = plan(TemplateKind::Textile, ymd(2020, 9, 14), ymd(2021, 2, 14));
        let phase = |kind| *planned.phases.iter().find(|phase| phase.kind == kind).unwrap();
        assert_eq!(phase(PhaseKind::Constitution).starts_on, ymd(2020, 9, 14));
        assert_eq!(phase(PhaseKind::Constitution).ends_on, ymd(2020, 9, 27));
        assert_eq!(phase(PhaseKind::Sales).starts_on, ymd(2020, 11, 30));
        assert_eq!(phase(PhaseKind::Closing).ends_on, ymd(2021, 2, 14));
        assert_eq!(phase(PhaseKind::Capitalisation).starts_on, ymd(2021, 2, 18));
        let sales: Vec<_> =
            planned.events.iter().filter(|event| event.kind == EventKind::SalesDay).map(|event| event.on).collect();
        assert_eq!(sales, [ymd(2020, 12, 5), ymd(2020, 12, 12)]);
        assert_eq!(planned.events.last().unwrap().kind, EventKind::CapitalisationDay);
    }

    proptest! {
        #[test]
        fn every_plan_stays_in_its_cohort(offset in 0..30_000_u64, months in 1..=12_i64, kind in 0..3_usize) {
            let cohort = Dates::lasting(ymd(2000, 1, 1) + Days::new(offset), Months::new(months).unwrap());
            let planned = plan(TemplateKind::ALL[kind], cohort.starts_on, cohort.ends_on);
            for PlannedPhase { kind, starts_on, ends_on } in planned.phases.iter().copied() {
                let phase = Phase { id: Uuid::nil(), kind, starts_on, ends_on };
                prop_assert_eq!(validate(&phase, &cohort), Ok(()));
            }
            for event in &planned.events {
                let after = (event.on - cohort.ends_on).num_days();
                let allowed = if event.kind == EventKind::CapitalisationDay { 1..=7 } else { -400..=0 };
                prop_assert!(allowed.contains(&after) && event.on >= cohort.starts_on);
            }
            prop_assert!(planned.events.is_sorted_by_key(|event| event.on));
        }
    }
}
