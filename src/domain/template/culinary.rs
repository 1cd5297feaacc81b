//! The culinary cohort: a restaurant three lunches a week, and catering.

use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};

use super::EventKind::{Meeting, SalesDay, Training, Visit};
use super::{SpaceModel, Template, TemplateKind, clock, event, phase, pole, product};
use crate::domain::phase::PhaseKind;

pub(super) const TEMPLATE: Template = Template {
    kind: TemplateKind::Culinary,
    phases: &[
        phase(PhaseKind::Constitution, 1, 2),
        phase(PhaseKind::Organisation, 2, 4),
        phase(PhaseKind::Offer, 3, 6),
        phase(PhaseKind::Learning, 2, 12),
        phase(PhaseKind::Production, 6, 21),
        phase(PhaseKind::Sales, 7, 21),
        phase(PhaseKind::Closing, 21, 22),
    ],
    poles: &[
        pole("cuisine", "pot", &["recipe_card", "prep_plan"]),
        pole("salle", "plate", &["room_plan", "till", "client_feedback"]),
        pole("achats", "basket", &["order", "inventory", "date_check"]),
        pole("traiteur", "truck", &["buffet_quote", "delivery"]),
        pole("communication", "megaphone", &["brand_name", "logo", "menu_board"]),
        pole("gestion", "coins", &["till_close", "invoices", "rota", "board_minutes"]),
    ],
    events: &[
        event("first_meeting", Meeting, 1, Mon, clock(9, 30), clock(12, 30)),
        event("hygiene", Training, 2, Tue, clock(9, 0), clock(17, 0)),
        event("shared_kitchen_visit", Visit, 3, Thu, clock(14, 0), clock(17, 0)),
        event("board", Meeting, 4, Mon, clock(9, 30), clock(11, 30)),
        event("portion_cost", Training, 4, Wed, clock(9, 30), clock(12, 30)),
        event("meet_cae", Visit, 5, Thu, clock(10, 0), clock(12, 0)),
        event("invoicing", Training, 6, Wed, clock(14, 0), clock(17, 0)),
        event("opening_day", SalesDay, 7, Fri, clock(11, 30), clock(15, 0)),
        event("board", Meeting, 10, Mon, clock(9, 30), clock(11, 30)),
        event("market_day", SalesDay, 14, Fri, clock(9, 0), clock(14, 0)),
        event("board", Meeting, 16, Mon, clock(9, 30), clock(11, 30)),
        event("last_board", Meeting, 22, Mon, clock(9, 30), clock(12, 30)),
    ],
    spaces: &[
        SpaceModel { code: "kitchen", people: 6, machines: &[("oven", 2), ("hob", 4), ("cold_room", 1)] },
        SpaceModel { code: "dining_room", people: 20, machines: &[] },
    ],
    products: &[
        product("lunch", "cover", 1_400, 450),
        product("buffet", "person", 1_800, 650),
        product("canape", "piece", 120, 40),
        product("preserve", "jar", 650, 210),
    ],
};
