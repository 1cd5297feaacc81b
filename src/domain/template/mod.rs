//! What a cohort begins with. [`Model`] is the one form that it has; the three built-in trades are kept by code, their words
//! in `locales/templates`.

mod built_in;
mod culinary;
pub mod model;
mod ruler;
mod services;
mod textile;
#[cfg(test)]
mod words;

use chrono::Weekday;

use super::cohort::Dates;
use super::money::Cents;
use super::phase::{self, PhaseKind};
use super::time::TimeOfDay;

pub use model::{Carried, Model};
pub use ruler::Ruler;

codes! {
    /// Which trade a cohort begins from.
    TemplateKind {
        Culinary = "culinary",
        Textile = "textile",
        Services = "services",
    }
}

codes! {
    /// What happens at an event.
    EventKind {
        Training = "training",
        Visit = "visit",
        Meeting = "meeting",
        SalesDay = "sales_day",
        CapitalisationDay = "capitalisation_day",
    }
}

impl EventKind {
    /// The days that an event of this kind may take: inside the cohort, the capitalisation day as long after as its phase.
    pub fn allowed(self, cohort: &Dates) -> Dates {
        match self {
            EventKind::CapitalisationDay => phase::allowed(PhaseKind::Capitalisation, cohort),
            _ => *cohort,
        }
    }
}

/// A trade by code. Weeks count from the first day, 1 to 22, for a cohort of 154 days.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    pub kind: TemplateKind,
    pub phases: &'static [PhaseWeeks],
    pub poles: &'static [PoleModel],
    pub events: &'static [EventModel],
    pub spaces: &'static [SpaceModel],
    pub products: &'static [ProductModel],
}

/// First and last week of a phase, both included. The capitalisation is not here: it follows the end.
#[derive(Clone, Copy, Debug)]
pub struct PhaseWeeks {
    pub kind: PhaseKind,
    pub first: i64,
    pub last: i64,
}

/// A pôle with its pictogram and its first missions. Words: `pole.{code}`, `pole.{code}.purpose`, `mission.{code}`.
#[derive(Clone, Copy, Debug)]
pub struct PoleModel {
    pub code: &'static str,
    pub pictogram: &'static str,
    pub missions: &'static [&'static str],
}

/// An event in a week. Words: `event.{code}`.
#[derive(Clone, Copy, Debug)]
pub struct EventModel {
    pub code: &'static str,
    pub kind: EventKind,
    pub week: i64,
    pub weekday: Weekday,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// A space with its capacity and machines. Words: `space.{code}`, `machine.{code}`.
#[derive(Clone, Copy, Debug)]
pub struct SpaceModel {
    pub code: &'static str,
    pub people: u32,
    pub machines: &'static [(&'static str, u32)],
}

/// A product or service with price and material cost of one unit. Words: `product.{code}`, `unit.{unit}`.
#[derive(Clone, Copy, Debug)]
pub struct ProductModel {
    pub code: &'static str,
    pub unit: &'static str,
    pub price: Cents,
    pub material: Cents,
}

impl TemplateKind {
    /// Its data.
    pub const fn template(self) -> &'static Template {
        match self {
            TemplateKind::Culinary => &culinary::TEMPLATE,
            TemplateKind::Textile => &textile::TEMPLATE,
            TemplateKind::Services => &services::TEMPLATE,
        }
    }
}

/// `const` times: the data below are literals, and a test reads every one of them.
const fn clock(hour: u16, minute: u16) -> TimeOfDay {
    match TimeOfDay::new(hour, minute) {
        Some(time) => time,
        None => TimeOfDay::START,
    }
}

const fn phase(kind: PhaseKind, first: i64, last: i64) -> PhaseWeeks {
    PhaseWeeks { kind, first, last }
}

const fn pole(code: &'static str, pictogram: &'static str, missions: &'static [&'static str]) -> PoleModel {
    PoleModel { code, pictogram, missions }
}

const fn event(
    code: &'static str,
    kind: EventKind,
    week: i64,
    weekday: Weekday,
    from: TimeOfDay,
    to: TimeOfDay,
) -> EventModel {
    EventModel { code, kind, week, weekday, from, to }
}

const fn product(code: &'static str, unit: &'static str, price: i64, material: i64) -> ProductModel {
    ProductModel { code, unit, price: Cents(price), material: Cents(material) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_capitalisation_day_follows_the_end() {
        let day = |text: &str| text.parse().unwrap();
        let cohort = Dates { starts_on: day("2026-02-01"), ends_on: day("2026-07-01") };
        for kind in EventKind::ALL {
            let last = if *kind == EventKind::CapitalisationDay { day("2026-09-01") } else { cohort.ends_on };
            assert_eq!(kind.allowed(&cohort), Dates { ends_on: last, ..cohort });
        }
    }

    #[test]
    fn the_data_hold_together() {
        for kind in TemplateKind::ALL {
            let template = kind.template();
            assert_eq!(template.kind, *kind);
            assert_eq!(template.phases.len(), PhaseKind::ALL.len() - 1);
            assert!(
                template.phases.iter().all(|phase| 1 <= phase.first && phase.first <= phase.last && phase.last <= 22)
            );
            assert!(
                template
                    .events
                    .iter()
                    .all(|event| event.from < event.to && event.from.is_quarter() && event.to.is_quarter())
            );
            assert!(template.events.iter().all(|event| (1..=22).contains(&event.week)));
            assert!(
                template
                    .products
                    .iter()
                    .all(|product| Cents(0) <= product.material && product.material < product.price)
            );
            assert!(template.spaces.iter().all(|space| space.people > 0));
            assert!(template.poles.iter().all(|pole| pole.missions.len() >= 2));
        }
    }
}
