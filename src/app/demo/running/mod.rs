//! The cohort that runs today, in its tenth week: alterations and accessories, in the workshop of the one before.

mod assembly;
mod money;
mod plan;
mod stock;
mod words;
mod work;

use super::script::{Day, Pole, Script, When, Who};
use crate::domain::{
    cohort::{PartnerKind, State},
    template::TemplateKind,
};
use chrono::Weekday::Fri;

/// The cohort so far.
pub const SCRIPT: Script = Script {
    slug: "retouche-accessoires",
    name: "Retouche et accessoires",
    brand: "Deuxième Point",
    colour: 1,
    template: TemplateKind::Textile,
    state: State::Running,
    starts: When::FromMonday(-63),
    months: 5,
    help: ("Sophie", "06 39 98 23 64"),
    facilitators: &["sophie", "karim"],
    entrepreneurs: EVERYBODY,
    left: &[("meriem", Day(3, Fri))],
    partners: &[
        ("claire", PartnerKind::Funder),
        ("vincent", PartnerKind::Prescriber),
        ("isabelle", PartnerKind::Host),
        ("laure", PartnerKind::Cae),
    ],
    spaces: &["workshop", "finishing"],
    phases: &[],
    // Nilufar is in none yet; the workshop's has no deputy, and nobody answers for the accounts.
    poles: &[
        Pole { code: "creation", members: &["lucia", "mei", "adjoa"], referent: Some("lucia"), deputy: Some("mei") },
        Pole { code: "confection", members: SEWERS, referent: Some("aicha"), deputy: Some("zahra") },
        Pole {
            code: "matieres",
            members: &["fatoumata", "kadiatou"],
            referent: Some("fatoumata"),
            deputy: Some("kadiatou"),
        },
        Pole { code: "atelier", members: &["amir", "tigist"], referent: Some("amir"), deputy: None },
        Pole {
            code: "vente",
            members: &["blessing", "souad", "adjoa"],
            referent: Some("blessing"),
            deputy: Some("souad"),
        },
        Pole { code: "gestion", members: &["tigist", "kadiatou"], referent: None, deputy: None },
    ],
    missions: plan::MISSIONS,
    events: plan::EVENTS,
    again: Some(plan::AGAIN),
    products: work::PRODUCTS,
    stock: &stock::STOCK,
    shifts: work::SHIFTS,
    voices: words::VOICES,
    lessons: words::LESSONS,
    assembly: &assembly::ASSEMBLY,
    books: &money::BOOKS,
    note: words::NOTE,
    invites: true,
};

const EVERYBODY: &[Who] = &[
    "aicha",
    "fatoumata",
    "zahra",
    "tigist",
    "lucia",
    "mei",
    "souad",
    "blessing",
    "adjoa",
    "amir",
    "nilufar",
    "kadiatou",
];

const SEWERS: &[Who] = &["aicha", "zahra", "amir", "mei", "blessing"];

const MENDERS: &[Who] = &["souad", "amir", "tigist", "aicha"];
