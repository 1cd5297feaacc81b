//! What a cohort begins with, in words and days of its own: from a built-in trade, from a cohort that there was, from a file.
//! Days are counted from the first one, which is 1; those beyond the last follow the end. Nobody's name is in it.

use chrono::Weekday;
use serde::Serialize;

use super::{EventKind, TemplateKind};
use crate::domain::capacity::Hours;
use crate::domain::money::Cents;
use crate::domain::phase::PhaseKind;
use crate::domain::recurrence::Repeat;
use crate::domain::time::TimeOfDay;

/// Texts are as people wrote them; what came from outside was checked when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model {
    pub trade: TemplateKind,
    /// How long the cohort was for which the days below are meant.
    pub days: i64,
    pub phases: Vec<Phase>,
    pub milestones: Vec<Milestone>,
    pub poles: Vec<Pole>,
    pub events: Vec<Event>,
    pub spaces: Vec<Space>,
    pub products: Vec<Product>,
}

/// Both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phase {
    pub kind: PhaseKind,
    pub name: String,
    pub first_day: i64,
    pub last_day: i64,
    /// When it begins on a weekday, on it or just after the first day, as long as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekday: Option<Weekday>,
}

/// A mark of the group's own. What others set, such as the end of a contract, is each cohort's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Milestone {
    pub title: String,
    pub day: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pole {
    pub name: String,
    pub purpose: String,
    pub pictogram: String,
    pub missions: Vec<Mission>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mission {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_day: Option<i64>,
    pub steps: Vec<String>,
}

/// On its weekday, on or just after its day; times on the cohort's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    pub kind: EventKind,
    pub title: String,
    pub place: String,
    pub details: String,
    pub materials: String,
    pub day: i64,
    pub weekday: Weekday,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
}

/// It comes again until a day, included. Days left out were the calendar's of that year, so they are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    pub every: Repeat,
    pub until_day: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Space {
    pub name: String,
    pub people: i64,
    pub machines: Vec<Machine>,
    pub hours: Vec<Hours>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    pub name: String,
    pub pictogram: String,
    pub count: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    pub name: String,
    pub pictogram: String,
    pub unit: String,
    #[serde(rename = "price_cents")]
    pub price: Cents,
    #[serde(rename = "material_cents")]
    pub material: Cents,
}

codes! {
    /// What a cohort may take over from a previous one.
    Carried {
        Plan = "plan",
        Events = "events",
        Poles = "poles",
        Missions = "missions",
        Spaces = "spaces",
        Products = "products",
        Lessons = "lessons",
    }
}

impl Serialize for Again {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut again = to.serialize_struct("Again", 2)?;
        again.serialize_field("every", self.every.code())?;
        again.serialize_field("until_day", &self.until_day)?;
        again.end()
    }
}

impl Model {
    /// Only what is to be carried over. A mission belongs to a pôle: with missions, their pôles come too.
    pub fn only(mut self, carried: &[Carried]) -> Self {
        let left = |what| !carried.contains(&what);
        if left(Carried::Plan) {
            self.phases.clear();
            self.milestones.clear();
        }
        if left(Carried::Events) {
            self.events.clear();
        }
        if left(Carried::Missions) {
            self.poles.iter_mut().for_each(|pole| pole.missions.clear());
            if left(Carried::Poles) {
                self.poles.clear();
            }
        }
        if left(Carried::Spaces) {
            self.spaces.clear();
        }
        if left(Carried::Products) {
            self.products.clear();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_chosen_is_carried_over() {
        let whole = Model::built_in(TemplateKind::Textile, &|key| key.to_owned());
        assert_eq!(whole.clone().only(Carried::ALL), whole);
        let none = whole.clone().only(&[Carried::Lessons]);
        let counts = |model: &Model| {
            let missions = model.poles.iter().map(|pole| pole.missions.len()).sum::<usize>();
            let (plan, work) = ((model.phases.len(), model.events.len()), (model.spaces.len(), model.products.len()));
            (plan, model.poles.len(), missions, work)
        };
        assert_eq!(counts(&whole), ((8, 14), 6, 18, (1, 5)));
        assert_eq!(counts(&none), ((0, 0), 0, 0, (0, 0)));
        assert_eq!(counts(&whole.clone().only(&[Carried::Poles, Carried::Plan])), ((8, 0), 6, 0, (0, 0)));
        assert_eq!(counts(&whole.only(&[Carried::Missions, Carried::Products])), ((0, 0), 6, 18, (0, 5)));
    }
}
