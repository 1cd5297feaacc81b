//! The sewing workshop of 2020-2021: five months in 25 m², with sales from December.

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
    phase::PhaseKind::Sales,
    template::TemplateKind,
};
use chrono::Weekday::{Fri, Tue};

/// The cohort, from its first day to its note.
pub const SCRIPT: Script = Script {
    slug: "textile-2020",
    name: "Textile 2020-2021",
    brand: "Fil Tournesol",
    colour: 4,
    template: TemplateKind::Textile,
    state: State::Closed,
    starts: When::On(2020, 9, 14),
    months: 5,
    help: ("Karim", "06 39 98 17 52"),
    facilitators: &["karim", "sophie"],
    entrepreneurs: EVERYBODY,
    left: &[],
    partners: &[
        ("claire", PartnerKind::Funder),
        ("vincent", PartnerKind::Prescriber),
        ("isabelle", PartnerKind::Host),
        ("laure", PartnerKind::Cae),
    ],
    spaces: &["workshop"],
    phases: &[(Sales, Day(12, Tue), Day(21, Fri))],
    poles: &[
        Pole { code: "creation", members: DESIGNERS, referent: Some("thuy"), deputy: Some("leila") },
        Pole { code: "confection", members: SEWERS, referent: Some("mariam"), deputy: Some("reza") },
        Pole { code: "matieres", members: FINDERS, referent: Some("coumba"), deputy: Some("pilar") },
        Pole { code: "atelier", members: &["reza", "svitlana"], referent: Some("svitlana"), deputy: Some("reza") },
        Pole { code: "vente", members: SELLERS, referent: Some("rokia"), deputy: Some("jamila") },
        Pole { code: "gestion", members: &["esther", "hiwot"], referent: Some("esther"), deputy: Some("hiwot") },
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
    "mariam", "rokia", "leila", "parwana", "hiwot", "pilar", "svitlana", "coumba", "binta", "thuy", "jamila", "reza",
    "esther",
];

const DESIGNERS: &[Who] = &["thuy", "leila", "esther"];

const SEWERS: &[Who] = &["mariam", "parwana", "svitlana", "reza", "hiwot"];

const FINDERS: &[Who] = &["coumba", "binta", "pilar"];

const SELLERS: &[Who] = &["rokia", "jamila", "binta", "leila"];
