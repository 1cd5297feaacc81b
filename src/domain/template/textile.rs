//! The textile cohort: a sewing workshop of 25 m², a brand, Christmas sales.

use chrono::Weekday::{Mon, Sat, Thu, Tue, Wed};

use super::EventKind::{Meeting, SalesDay, Training, Visit};
use super::{SpaceModel, Template, TemplateKind, clock, event, phase, pole, product};
use crate::domain::phase::PhaseKind;

pub(super) const TEMPLATE: Template = Template {
    kind: TemplateKind::Textile,
    phases: &[
        phase(PhaseKind::Constitution, 1, 2),
        phase(PhaseKind::Organisation, 2, 4),
        phase(PhaseKind::Offer, 3, 7),
        phase(PhaseKind::Learning, 2, 12),
        phase(PhaseKind::Production, 6, 20),
        phase(PhaseKind::Sales, 12, 21),
        phase(PhaseKind::Closing, 21, 22),
    ],
    poles: &[
        pole("creation", "ruler", &["pattern", "prototype"]),
        pole("confection", "scissors", &["cutting_plan", "lot_sheet", "quality_check"]),
        pole("matieres", "fabric", &["sourcing", "stock_count", "metre_cost"]),
        pole("atelier", "tools", &["booking_rules", "maintenance", "safety"]),
        pole("vente", "megaphone", &["logo", "price_list", "stall", "prospecting"]),
        pole("gestion", "coins", &["cost_price_sheet", "invoices", "board_minutes"]),
    ],
    events: &[
        event("first_meeting", Meeting, 1, Mon, clock(9, 30), clock(12, 30)),
        event("cutting_patterns", Training, 3, Tue, clock(9, 30), clock(16, 30)),
        event("board", Meeting, 4, Mon, clock(9, 30), clock(11, 30)),
        event("fablab_visit", Visit, 4, Thu, clock(14, 0), clock(17, 0)),
        event("production_line", Training, 5, Tue, clock(9, 30), clock(16, 30)),
        event("reuse_visit", Visit, 6, Thu, clock(10, 0), clock(12, 30)),
        event("cost_price", Training, 8, Wed, clock(9, 30), clock(12, 30)),
        event("meet_cae", Visit, 9, Thu, clock(10, 0), clock(12, 0)),
        event("board", Meeting, 10, Mon, clock(9, 30), clock(11, 30)),
        event("christmas_sale", SalesDay, 12, Sat, clock(10, 0), clock(18, 0)),
        event("christmas_sale", SalesDay, 13, Sat, clock(10, 0), clock(18, 0)),
        event("board", Meeting, 16, Mon, clock(9, 30), clock(11, 30)),
        event("last_board", Meeting, 22, Mon, clock(9, 30), clock(12, 30)),
    ],
    spaces: &[SpaceModel {
        code: "sewing_workshop",
        people: 6,
        machines: &[("sewing_machine", 4), ("overlocker", 1), ("cutting_table", 1), ("iron", 1)],
    }],
    products: &[
        product("apron", "piece", 2_400, 750),
        product("tote_bag", "piece", 1_500, 320),
        product("pouch", "piece", 900, 180),
        product("small_series", "lot", 18_000, 6_000),
        product("alteration", "piece", 1_200, 100),
    ],
};
