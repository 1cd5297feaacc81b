//! From a model's days to those of a cohort and back: stretched or shrunk to its length, never outside what it allows.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::model::{Event, Milestone, Phase};
use crate::domain::cohort::Dates;
use crate::domain::phase;
use crate::domain::recurrence::Series;

/// A cohort's dates beside the length that a model was made for.
#[derive(Clone, Copy, Debug)]
pub struct Ruler {
    cohort: Dates,
    days: i64,
}

impl Ruler {
    /// To lay out a model of so many days in a cohort.
    pub fn new(cohort: Dates, days: i64) -> Self {
        Self { cohort, days: days.max(1) }
    }

    /// To read a cohort's own days.
    pub fn of(cohort: Dates) -> Self {
        Self::new(cohort, cohort.days())
    }

    /// The number of a day of the cohort.
    pub fn number(&self, day: NaiveDate) -> i64 {
        (day - self.cohort.starts_on).num_days() + 1
    }

    /// When a phase takes place.
    pub fn phase(&self, phase: &Phase) -> Dates {
        let allowed = phase::allowed(phase.kind, &self.cohort);
        let starts_on = fit(self.start(phase.first_day), phase.weekday, &allowed);
        let ends_on = match phase.weekday {
            Some(_) => later(starts_on, phase.last_day - phase.first_day),
            None => self.end(phase.last_day),
        };
        Dates { starts_on, ends_on: ends_on.clamp(starts_on, allowed.ends_on) }
    }

    /// When a milestone is reached.
    pub fn milestone(&self, milestone: &Milestone) -> NaiveDate {
        self.day(milestone.day)
    }

    /// A day inside the cohort, such as the one when a mission is due.
    pub fn day(&self, day: i64) -> NaiveDate {
        fit(self.start(day), None, &self.cohort)
    }

    /// When an event takes place first.
    pub fn event(&self, event: &Event) -> NaiveDate {
        fit(self.start(event.day), Some(event.weekday), &event.kind.allowed(&self.cohort))
    }

    /// The series of an event that comes again.
    pub fn series(&self, event: &Event) -> Option<Series> {
        let (again, starts_on) = (event.again?, self.event(event));
        let last = event.kind.allowed(&self.cohort).ends_on;
        let until = self.end(again.until_day).clamp(starts_on, last);
        Some(Series { rule: again.every.rule(starts_on)?, starts_on, until, except: Vec::new() })
    }

    /// The first day of the cohort on which the day of the model has begun. What follows the end follows it as closely.
    fn start(&self, day: i64) -> NaiveDate {
        match day - self.days {
            after @ 1.. => later(self.cohort.ends_on, after),
            _ => later(self.cohort.starts_on, (day - 1) * self.cohort.days() / self.days),
        }
    }

    /// The last day of the cohort on which it has not ended.
    fn end(&self, day: i64) -> NaiveDate {
        match day - self.days {
            after @ 1.. => later(self.cohort.ends_on, after),
            _ => later(self.cohort.starts_on, day * self.cohort.days() / self.days - 1),
        }
    }
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let there = TimeDelta::try_days(days).and_then(|days| day.checked_add_signed(days));
    there.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

/// On the weekday, on or just after the day; just before it when that would be too late.
fn fit(day: NaiveDate, weekday: Option<Weekday>, allowed: &Dates) -> NaiveDate {
    let day = day.clamp(allowed.starts_on, allowed.ends_on);
    let ahead = weekday.map_or(0, |weekday| i64::from(weekday.days_since(day.weekday())));
    let on = later(day, ahead);
    let on = if on > allowed.ends_on { later(on, -7) } else { on };
    on.clamp(allowed.starts_on, allowed.ends_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cohort::Months;
    use crate::domain::phase::{PhaseKind, validate};
    use crate::domain::recurrence::Repeat;
    use crate::domain::template::model::{Again, Model};
    use crate::domain::template::{EventKind, TemplateKind};
    use crate::domain::time::TimeOfDay;
    use chrono::Days;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn built_in(kind: TemplateKind) -> Model {
        Model::built_in(kind, &|key| key.to_owned())
    }

    #[test]
    fn the_textile_cohort_of_2020_sells_in_december() {
        let model = built_in(TemplateKind::Textile);
        let ruler = Ruler::new(Dates { starts_on: ymd(2020, 9, 14), ends_on: ymd(2021, 2, 14) }, model.days);
        let phase = |kind| ruler.phase(model.phases.iter().find(|phase| phase.kind == kind).unwrap());
        assert_eq!(phase(PhaseKind::Constitution).starts_on, ymd(2020, 9, 14));
        assert_eq!(phase(PhaseKind::Constitution).ends_on, ymd(2020, 9, 27));
        assert_eq!(phase(PhaseKind::Sales).starts_on, ymd(2020, 11, 30));
        assert_eq!(phase(PhaseKind::Closing).ends_on, ymd(2021, 2, 14));
        assert_eq!(phase(PhaseKind::Capitalisation).starts_on, ymd(2021, 2, 18));
        assert_eq!(phase(PhaseKind::Capitalisation).ends_on, ymd(2021, 2, 18));
        let days = |kind| -> Vec<_> {
            model.events.iter().filter(|event| event.kind == kind).map(|event| ruler.event(event)).collect()
        };
        assert_eq!(days(EventKind::SalesDay), [ymd(2020, 12, 5), ymd(2020, 12, 12)]);
        assert_eq!(days(EventKind::CapitalisationDay), [ymd(2021, 2, 18)]);
    }

    #[test]
    fn an_assembly_stays_on_its_mondays() {
        let event = Event {
            day: 1,
            weekday: Weekday::Mon,
            again: Some(Again { every: Repeat::Weekly, until_day: 154 }),
            ..built_in(TemplateKind::Textile).events.remove(0)
        };
        let cohort = Dates::lasting(ymd(2027, 3, 3), Months::new(2).unwrap());
        let days = Ruler::new(cohort, 154).series(&event).unwrap().days().unwrap();
        assert_eq!((days.first(), days.last()), (Some(&ymd(2027, 3, 8)), Some(&ymd(2027, 5, 3))));
        assert!(days.iter().all(|day| day.weekday() == Weekday::Mon));
    }

    fn cohorts() -> impl Strategy<Value = Dates> {
        (0..30_000_u64, 1..=12_i64)
            .prop_map(|(at, months)| Dates::lasting(ymd(2000, 1, 1) + Days::new(at), Months::new(months).unwrap()))
    }

    fn weekdays() -> impl Strategy<Value = Weekday> {
        (0..7_u8).prop_map(|number| Weekday::try_from(number).unwrap())
    }

    prop_compose! {
        fn phases()(kind in 0..8_usize, first in -50..600_i64, length in -9..300_i64, weekday in proptest::option::of(weekdays()))
            -> Phase {
            let kind = PhaseKind::ALL[kind];
            Phase { kind, name: String::new(), first_day: first, last_day: first + length, weekday }
        }
    }

    prop_compose! {
        fn events()(kind in 0..5_usize, day in -50..600_i64, weekday in weekdays(), every in 1..4_usize, until_day in -50..600_i64)
            -> Event {
            let again = Some(Again { every: Repeat::ALL[every], until_day });
            let (from, to) = (TimeOfDay::START, TimeOfDay::END);
            let empty = String::new;
            let (title, place, details, materials) = (empty(), empty(), empty(), empty());
            Event { kind: EventKind::ALL[kind], title, place, details, materials, day, weekday, from, to, again }
        }
    }

    proptest! {
        #[test]
        fn whatever_a_model_says_lies_where_its_cohort_allows(
            cohort in cohorts(), days in -3..500_i64, phase in phases(), event in events(), day in i64::MIN / 400..i64::MAX / 400,
        ) {
            let ruler = Ruler::new(cohort, days);
            let Dates { starts_on, ends_on } = ruler.phase(&phase);
            let placed = phase::Phase { id: Uuid::nil(), kind: phase.kind, starts_on, ends_on };
            prop_assert_eq!(validate(&placed, &cohort), Ok(()));
            let allowed = event.kind.allowed(&cohort);
            prop_assert!(allowed.contains(ruler.event(&event)));
            let series = ruler.series(&event).unwrap().days().unwrap();
            prop_assert!(series.iter().all(|day| allowed.contains(*day)));
            prop_assert_eq!(series[0], ruler.event(&event));
            prop_assert!(cohort.contains(ruler.day(day)));
        }

        #[test]
        fn every_trade_fits_every_cohort(cohort in cohorts(), kind in 0..3_usize) {
            let model = built_in(TemplateKind::ALL[kind]);
            let ruler = Ruler::new(cohort, model.days);
            for event in &model.events {
                let (on, after) = (ruler.event(event), (ruler.event(event) - cohort.ends_on).num_days());
                let allowed = if event.kind == EventKind::CapitalisationDay { 1..=7 } else { -400..=0 };
                prop_assert!(allowed.contains(&after) && on >= cohort.starts_on);
                prop_assert_eq!(on.weekday(), event.weekday);
            }
        }

        #[test]
        fn what_is_read_is_laid_out_as_it_was(cohort in cohorts(), phase in phases(), event in events(), days in 1..500_i64) {
            let (there, here) = (Ruler::new(cohort, days), Ruler::of(cohort));
            let was = there.phase(&phase);
            let (first_day, last_day) = (here.number(was.starts_on), here.number(was.ends_on));
            let weekday = phase.weekday.map(|_| was.starts_on.weekday());
            prop_assert_eq!(here.phase(&Phase { first_day, last_day, weekday, ..phase }), was);
            let (on, series) = (there.event(&event), there.series(&event).unwrap());
            let again = event.again.map(|again| Again { until_day: here.number(series.until), ..again });
            let read = Event { day: here.number(on), weekday: on.weekday(), again, ..event };
            prop_assert_eq!((here.event(&read), here.series(&read)), (on, Some(series)));
        }

        #[test]
        fn order_is_kept(cohort in cohorts(), days in 1..500_i64, one in 1..500_i64, other in 1..500_i64) {
            let ruler = Ruler::new(cohort, days);
            prop_assert!(one > other || ruler.day(one) <= ruler.day(other));
        }
    }
}
