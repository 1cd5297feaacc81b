//! Its money so far, and the sharing that it prepares.

use super::super::{
    money::{Books, Split},
    script::Day,
};
use crate::domain::{
    journal::Account::{Brought, Grant, SharedCosts},
    sharing::{Key, SetAside},
};
use chrono::Weekday::{Fri, Mon, Sun, Tue};

pub(super) const BOOKS: Books = Books {
    entries: &[
        (Brought, Day(1, Mon), 42_000, "Laissé par la cohorte textile"),
        (Grant, Day(2, Tue), 300_000, "Subvention de la ville, premier versement"),
        (SharedCosts, Day(2, Fri), 26_000, "Loyer de l’atelier, premier mois"),
        (SharedCosts, Day(3, Tue), 8_450, "Assurance de l’atelier"),
        (SharedCosts, Day(6, Fri), 26_000, "Loyer de l’atelier, deuxième mois"),
        (SharedCosts, Day(7, Tue), 3_600, "Camionnette pour la ressourcerie"),
    ],
    advances: &[("aicha", Day(8, Fri), 8_000), ("amir", Day(8, Fri), 6_000)],
    sharing: Split {
        name: "Partage de l’automne",
        until: Some(Day(13, Sun)),
        aside: SetAside { contribution: 1000, reserve: 1500, carried: 500 },
        rules: &[
            ("À parts égales", &[(Key::Equal, 1)], None),
            ("Moitié égal, moitié heures", &[(Key::Equal, 50), (Key::Production, 35), (Key::Poles, 15)], None),
            (
                "Heures et présence, minimum 60 €",
                &[(Key::Production, 50), (Key::Poles, 25), (Key::Presence, 25)],
                Some(6_000),
            ),
        ],
        decided: None,
    },
};
