//! Its money, shared when it ended.

use super::super::{
    money::{Books, Split},
    script::Day,
};
use crate::domain::{
    journal::Account::{Grant, Income, Materials, SharedCosts},
    sharing::{Key, SetAside},
};
use chrono::Weekday::{Fri, Mon, Tue, Wed};

pub(super) const BOOKS: Books = Books {
    entries: &[
        (Grant, Day(2, Tue), 400_000, "Subvention de la ville"),
        (Income, Day(11, Fri), 18_000, "Repas solidaire : dons"),
        (Materials, Day(6, Wed), 58_240, "Épicerie et légumes"),
        (Materials, Day(14, Mon), 64_915, "Épicerie et légumes"),
        (SharedCosts, Day(4, Mon), 60_000, "Cuisine partagée, trois mois"),
        (SharedCosts, Day(16, Mon), 60_000, "Cuisine partagée, trois mois"),
    ],
    advances: &[],
    sharing: Split {
        name: "Partage de fin",
        until: None,
        aside: SetAside { contribution: 1000, reserve: 1000, carried: 1000 },
        rules: &[("Un tiers égal, deux tiers heures", &[(Key::Equal, 1), (Key::Production, 2)], None)],
        decided: Some((
            "Partage-t-on un tiers à égalité et deux tiers selon les heures ?",
            "Un tiers égal, deux tiers heures",
        )),
    },
};
