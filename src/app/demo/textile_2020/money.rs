//! Its money, shared when it ended.

use super::super::{
    money::{Books, Split},
    script::Day,
};
use crate::domain::{
    journal::Account::{Grant, Income, Materials, SharedCosts},
    sharing::{Key, SetAside},
};
use chrono::Weekday::{Fri, Mon, Thu, Tue};

pub(super) const BOOKS: Books = Books {
    entries: &[
        (Grant, Day(2, Mon), 350_000, "Subvention de la ville"),
        (Grant, Day(9, Tue), 150_000, "Fondation : machines et formation"),
        (Income, Day(14, Fri), 20_000, "Prix du concours local"),
        (Materials, Day(5, Thu), 46_320, "Tissus, fil et fermetures"),
        (Materials, Day(12, Tue), 31_175, "Doublures et étiquettes"),
        (SharedCosts, Day(3, Mon), 52_000, "Loyer de l’atelier, deux mois"),
        (SharedCosts, Day(12, Mon), 78_000, "Loyer de l’atelier, trois mois"),
        (SharedCosts, Day(13, Fri), 6_000, "Place du marché de Noël"),
    ],
    advances: &[("mariam", Day(15, Fri), 10_000), ("parwana", Day(15, Fri), 10_000)],
    sharing: Split {
        name: "Partage de fin",
        until: None,
        aside: SetAside { contribution: 1000, reserve: 1500, carried: 0 },
        rules: &[("Heures de production et de pôle", &[(Key::Production, 50), (Key::Poles, 50)], None)],
        decided: Some(("Comment partage-t-on ce qui reste en caisse ?", "Heures de production et de pôle")),
    },
};
