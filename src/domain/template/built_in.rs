//! The built-in trades as models, in the words that they are given.

use chrono::Weekday;

use super::model::{Event, Machine, Mission, Model, Phase, Pole, Product, Space};
use super::{EventKind, EventModel, PhaseWeeks, PoleModel, ProductModel, SpaceModel, TemplateKind, clock};
use crate::domain::capacity::Hours;
use crate::domain::phase::PhaseKind;

/// What the weeks of the trades are counted for: five months from 14 September 2020.
const DAYS: i64 = 154;
/// The capitalisation is one day in the week that follows the end.
const CAPITALISATION: Weekday = Weekday::Thu;
/// Spaces open from Monday to Saturday, 9:00 to 19:00.
const OPEN: [Weekday; 6] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];

/// Says a word by its key, such as `pole.confection.purpose`.
pub type Say<'s> = &'s dyn Fn(&str) -> String;

impl Model {
    /// A trade, in the language in which `say` says its words.
    pub fn built_in(trade: TemplateKind, say: Say<'_>) -> Self {
        let template = trade.template();
        let mut phases: Vec<_> = template.phases.iter().map(|weeks| phase(weeks, say)).collect();
        phases.push(Phase {
            kind: PhaseKind::Capitalisation,
            name: say("phase.capitalisation"),
            first_day: DAYS + 1,
            last_day: DAYS + 1,
            weekday: Some(CAPITALISATION),
        });
        let mut events: Vec<_> = template.events.iter().map(|model| event(model, say)).collect();
        events.push(Event { day: DAYS + 1, weekday: CAPITALISATION, ..event(&CAPITALISATION_DAY, say) });
        Self {
            trade,
            days: DAYS,
            phases,
            milestones: Vec::new(),
            poles: template.poles.iter().map(|model| pole(model, say)).collect(),
            events,
            spaces: template.spaces.iter().map(|model| space(model, say)).collect(),
            products: template.products.iter().map(|model| product(model, say)).collect(),
        }
    }
}

const CAPITALISATION_DAY: EventModel = EventModel {
    code: "capitalisation_day",
    kind: EventKind::CapitalisationDay,
    week: 22,
    weekday: CAPITALISATION,
    from: clock(9, 30),
    to: clock(17, 0),
};

fn phase(weeks: &PhaseWeeks, say: Say<'_>) -> Phase {
    Phase {
        kind: weeks.kind,
        name: say(&format!("phase.{}", weeks.kind.code())),
        first_day: (weeks.first - 1) * 7 + 1,
        last_day: weeks.last * 7,
        weekday: None,
    }
}

fn event(model: &EventModel, say: Say<'_>) -> Event {
    Event {
        kind: model.kind,
        title: say(&format!("event.{}", model.code)),
        place: String::new(),
        details: String::new(),
        materials: String::new(),
        day: (model.week - 1) * 7 + 1,
        weekday: model.weekday,
        from: model.from,
        to: model.to,
        again: None,
    }
}

fn pole(model: &PoleModel, say: Say<'_>) -> Pole {
    let mission = |code: &&str| Mission { title: say(&format!("mission.{code}")), due_day: None, steps: Vec::new() };
    Pole {
        name: say(&format!("pole.{}", model.code)),
        purpose: say(&format!("pole.{}.purpose", model.code)),
        pictogram: model.pictogram.to_owned(),
        missions: model.missions.iter().map(mission).collect(),
    }
}

fn space(model: &SpaceModel, say: Say<'_>) -> Space {
    let machine = |(code, count): &(&str, u32)| Machine {
        name: say(&format!("machine.{code}")),
        pictogram: machine_icon(code).to_owned(),
        count: i64::from(*count),
    };
    Space {
        name: say(&format!("space.{}", model.code)),
        people: i64::from(model.people),
        machines: model.machines.iter().map(machine).collect(),
        hours: OPEN.map(|weekday| Hours { weekday, from: clock(9, 0), to: clock(19, 0) }).to_vec(),
    }
}

fn product(model: &ProductModel, say: Say<'_>) -> Product {
    Product {
        name: say(&format!("product.{}", model.code)),
        pictogram: product_icon(model.code).to_owned(),
        unit: say(&format!("unit.{}", model.unit)),
        price: model.price,
        material: model.material,
    }
}

fn product_icon(code: &str) -> &'static str {
    match code {
        "lunch" | "catering" => "plate",
        "buffet" | "canape" => "pot",
        "preserve" => "jar",
        "apron" => "apron",
        "tote_bag" | "pouch" => "bag",
        "alteration" => "needle",
        "set_up" | "cleaning" => "tools",
        "moving" | "delivery_round" => "truck",
        "guarding" => "eye",
        "awareness_game" => "heart-hands",
        _ => "box",
    }
}

fn machine_icon(code: &str) -> &'static str {
    match code {
        "oven" | "hob" => "pot",
        "cold_room" => "box",
        "sewing_machine" | "overlocker" => "needle",
        "cutting_table" => "scissors",
        "iron" => "dress",
        "vehicle" => "truck",
        _ => "tools",
    }
}
