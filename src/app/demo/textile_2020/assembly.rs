//! What it decided, and who learned what from whom.

use super::super::{
    assembly::{Assembly, Minutes, Question, Stage::Closed},
    script::Day,
};
use crate::domain::{
    skill::Level::{Knows, PassesOn},
    vote::Method::{Consent, Majority},
};
use chrono::Weekday::{Fri, Mon};

pub(super) const ASSEMBLY: Assembly = Assembly {
    questions: &[
        Question {
            title: "Vend-on sous un seul nom ?",
            details: "Une marque commune, et pas treize petites.",
            by: "rokia",
            on: Day(6, Fri),
            method: Consent,
            secret: false,
            needed: 7,
            options: &[],
            votes: &[
                ("mariam", "agree"),
                ("rokia", "agree"),
                ("leila", "agree"),
                ("hiwot", "agree"),
                ("coumba", "agree"),
                ("thuy", "agree"),
                ("reza", "agree"),
                ("esther", "agree"),
            ],
            stage: Closed(Day(7, Mon), "Tout ce qui est vendu porte la même étiquette.", None),
        },
        Question {
            title: "Comment partage-t-on ce qui reste en caisse ?",
            details: "Proposition : selon les heures de production et les heures de pôle.",
            by: "esther",
            on: Day(20, Mon),
            method: Majority,
            secret: true,
            needed: 7,
            options: &[],
            votes: &[
                ("mariam", "for"),
                ("rokia", "for"),
                ("leila", "against"),
                ("parwana", "for"),
                ("hiwot", "for"),
                ("coumba", "abstain"),
                ("binta", "for"),
                ("thuy", "for"),
                ("jamila", "against"),
                ("esther", "for"),
            ],
            stage: Closed(Day(22, Mon), "Les heures de pôle comptent autant que les heures de production.", None),
        },
    ],
    minutes: &[Minutes {
        on: Day(22, Mon),
        title: "Dernier CA : bilan et partage",
        text: "Esther montre les comptes.\nOn vote le partage en secret.\nLe stock qui reste va à la cohorte suivante.",
        by: "hiwot",
        questions: &["Comment partage-t-on ce qui reste en caisse ?"],
    }],
    hours: &[
        ("esther", "gestion", Day(12, Fri), 240, "Comptes des ventes de Noël"),
        ("hiwot", "gestion", Day(16, Fri), 180, ""),
        ("rokia", "vente", Day(13, Fri), 300, "Tenir le stand"),
        ("coumba", "matieres", Day(9, Mon), 180, "Chercher des chutes"),
        ("svitlana", "atelier", Day(10, Mon), 120, "Entretien des machines"),
    ],
    skills: &[
        ("Monter une chaîne de production", &[("mariam", PassesOn), ("reza", Knows), ("parwana", Knows)]),
        ("Entretenir les machines", &[("svitlana", PassesOn), ("reza", Knows)]),
        ("Calculer un prix de revient", &[("esther", Knows), ("hiwot", Knows)]),
    ],
    steps: &[],
    helpers: &[],
    turns: &[],
    handovers: &[],
};
