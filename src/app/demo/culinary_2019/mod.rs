//! The kitchen of 2019: six months in a restaurant that lent its kitchen and its dining room.

mod assembly;
mod money;
mod plan;
mod words;
mod work;

use super::{
    script::{Day, Pole, Script, When, Who},
    stock,
};
use crate::domain::{
    cohort::{PartnerKind, State},
    phase::PhaseKind::{Closing, Production, Sales},
    template::TemplateKind,
};
use chrono::Weekday::{Fri, Mon, Tue};

/// The cohort, from its first day to its note.
pub const SCRIPT: Script = Script {
    slug: "cuisine-2019",
    name: "Cuisine 2019",
    brand: "La Marmite aux Escales",
    colour: 2,
    template: TemplateKind::Culinary,
    state: State::Archived,
    starts: When::On(2019, 4, 1),
    months: 6,
    help: ("Hélène", "01 99 00 41 27"),
    facilitators: &["helene", "sophie"],
    entrepreneurs: EVERYBODY,
    left: &[],
    partners: &[
        ("claire", PartnerKind::Funder),
        ("vincent", PartnerKind::Prescriber),
        ("isabelle", PartnerKind::Host),
        ("laure", PartnerKind::Cae),
    ],
    spaces: &["kitchen", "dining_room"],
    phases: &[
        (Production, Day(7, Mon), Day(25, Fri)),
        (Sales, Day(8, Mon), Day(25, Fri)),
        (Closing, Day(26, Mon), Day(27, Tue)),
    ],
    poles: &[
        Pole { code: "cuisine", members: COOKS, referent: Some("shirin"), deputy: Some("fanta") },
        Pole { code: "salle", members: SERVERS, referent: Some("bakary"), deputy: Some("olena") },
        Pole { code: "achats", members: BUYERS, referent: Some("khadija"), deputy: Some("rosa") },
        Pole { code: "traiteur", members: CATERERS, referent: Some("samira"), deputy: Some("yasmina") },
        Pole {
            code: "communication",
            members: &["yasmina", "rosa", "nadia"],
            referent: Some("yasmina"),
            deputy: Some("nadia"),
        },
        Pole { code: "gestion", members: &["linh", "chantal"], referent: Some("linh"), deputy: Some("chantal") },
    ],
    missions: plan::MISSIONS,
    events: plan::EVENTS,
    again: None,
    products: work::PRODUCTS,
    stock: &stock::NOTHING,
    shifts: work::SHIFTS,
    voices: words::VOICES,
    lessons: words::LESSONS,
    assembly: &assembly::ASSEMBLY,
    books: &money::BOOKS,
    note: words::NOTE,
    invites: false,
};

const EVERYBODY: &[Who] = &[
    "aminata", "nadia", "shirin", "selam", "rosa", "khadija", "linh", "chantal", "bakary", "samira", "olena", "fanta",
    "yasmina",
];

const COOKS: &[Who] = &["aminata", "shirin", "selam", "fanta", "rosa"];

const SERVERS: &[Who] = &["bakary", "olena", "nadia", "chantal"];

const BUYERS: &[Who] = &["khadija", "rosa", "linh"];

const CATERERS: &[Who] = &["samira", "yasmina", "aminata", "bakary"];
