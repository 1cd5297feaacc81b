//! The services cohort: events, moving, cleaning, deliveries.

use chrono::Weekday::{Mon, Sat, Thu, Tue, Wed};

use super::EventKind::{Meeting, SalesDay, Training, Visit};
use super::{SpaceModel, Template, TemplateKind, clock, event, phase, pole, product};
use crate::domain::phase::PhaseKind;

pub(super) const TEMPLATE: Template = Template {
    kind: TemplateKind::Services,
    phases: &[
        phase(PhaseKind::Constitution, 1, 2),
        phase(PhaseKind::Organisation, 2, 4),
        phase(PhaseKind::Offer, 3, 5),
        phase(PhaseKind::Learning, 2, 10),
        phase(PhaseKind::Production, 5, 21),
        phase(PhaseKind::Sales, 4, 21),
        phase(PhaseKind::Closing, 21, 22),
    ],
    poles: &[
        pole("communication", "megaphone", &["brand_name", "logo", "rebooking"]),
        pole("administration", "file", &["service_quote", "invoices", "board_minutes"]),
        pole("logistique", "truck", &["crew_rota", "kit_list", "vehicle_check"]),
        pole("cohesion", "heart-hands", &["welcome", "shared_meal"]),
    ],
    events: &[
        event("first_meeting", Meeting, 1, Mon, clock(9, 30), clock(12, 30)),
        event("safety_training", Training, 2, Tue, clock(9, 0), clock(17, 0)),
        event("client_contact", Training, 3, Wed, clock(9, 30), clock(12, 30)),
        event("board", Meeting, 4, Mon, clock(9, 30), clock(11, 30)),
        event("festival_visit", Visit, 4, Thu, clock(14, 0), clock(17, 0)),
        event("first_job", SalesDay, 6, Sat, clock(8, 0), clock(18, 0)),
        event("meet_cae", Visit, 7, Thu, clock(10, 0), clock(12, 0)),
        event("board", Meeting, 10, Mon, clock(9, 30), clock(11, 30)),
        event("festival", SalesDay, 14, Sat, clock(8, 0), clock(20, 0)),
        event("board", Meeting, 16, Mon, clock(9, 30), clock(11, 30)),
        event("last_board", Meeting, 22, Mon, clock(9, 30), clock(12, 30)),
    ],
    spaces: &[
        SpaceModel { code: "store", people: 6, machines: &[("hand_truck", 3), ("drill", 2)] },
        SpaceModel { code: "van", people: 3, machines: &[("vehicle", 1)] },
    ],
    products: &[
        product("set_up", "hour", 2_500, 100),
        product("guarding", "hour", 2_600, 0),
        product("cleaning", "hour", 2_400, 200),
        product("moving", "day", 32_000, 4_000),
        product("delivery_round", "day", 24_000, 3_500),
        product("catering", "person", 1_600, 600),
        product("awareness_game", "session", 15_000, 1_000),
    ],
};
