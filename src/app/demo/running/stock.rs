//! What it buys, is given and uses.

use super::{
    super::{
        script::Day,
        stock::{Lot, Moved, Purchase, Stock},
    },
    SEWERS,
};
use crate::domain::stock::{Kind, Measure, Reason, Vat};
use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};

pub(super) const STOCK: Stock = Stock {
    materials: &[
        ("cotton", "Coton écru", Measure::Metre, Some(10_000)),
        ("jeans", "Jean de récupération", Measure::Kilogram, Some(5_000)),
        ("thread", "Bobines de fil", Measure::Piece, Some(12_000)),
        ("belts", "Ceintures de récupération", Measure::Piece, None),
        ("buttons", "Boutons", Measure::Piece, Some(50_000)),
    ],
    recipes: &[
        ("tote_bag", &[("cotton", 450), ("belts", 1_000), ("thread", 50)]),
        ("pouch", &[("jeans", 120), ("buttons", 1_000), ("thread", 30)]),
        ("apron", &[("cotton", 1_100), ("thread", 100)]),
    ],
    variants: &[("tote_bag", &["Anses courtes", "Anses longues"]), ("apron", &["Enfant", "Adulte"])],
    purchases: &[
        Purchase {
            on: Day(2, Thu),
            supplier: "Tissus du Canal",
            vat: Vat::R20,
            lines: &[("cotton", 40_000, 25_200), ("thread", 20_000, 5_000)],
            shared: 0,
        },
        Purchase {
            on: Day(4, Mon), supplier: "Location d’une camionnette", vat: Vat::R20, lines: &[], shared: 6_000
        },
        Purchase {
            on: Day(5, Wed),
            supplier: "Tissus du Canal",
            vat: Vat::R20,
            lines: &[("cotton", 30_000, 18_900)],
            shared: 0,
        },
        Purchase {
            on: Day(6, Tue),
            supplier: "Mercerie du marché, un particulier",
            vat: Vat::Nothing,
            lines: &[("thread", 12_000, 3_600), ("buttons", 200_000, 2_400)],
            shared: 0,
        },
    ],
    lots: &[
        Lot { product: "tote_bag", on: Day(3, Tue), units: 12, makers: SEWERS },
        Lot { product: "tote_bag", on: Day(5, Tue), units: 14, makers: &["aicha", "zahra", "amir"] },
        Lot { product: "apron", on: Day(6, Thu), units: 8, makers: &["mei", "blessing"] },
        Lot { product: "tote_bag", on: Day(7, Tue), units: 10, makers: &["aicha", "zahra", "mei"] },
        Lot { product: "pouch", on: Day(8, Wed), units: 15, makers: &["mei", "blessing", "lucia"] },
    ],
    moves: &[
        Moved {
            material: "jeans",
            kind: Kind::Donated,
            on: Day(3, Mon),
            thousandths: 38_000,
            grams: Some(38_000),
            reason: None,
            note: "La ressourcerie du quartier",
        },
        Moved {
            material: "belts",
            kind: Kind::Reused,
            on: Day(2, Fri),
            thousandths: 60_000,
            grams: Some(9_000),
            reason: None,
            note: "Tri des dons de la vente d’été",
        },
        Moved {
            material: "cotton",
            kind: Kind::Lost,
            on: Day(8, Fri),
            thousandths: -2_500,
            grams: None,
            reason: None,
            note: "Taché par l’huile de la machine",
        },
        Moved {
            material: "thread",
            kind: Kind::Counted,
            on: Day(9, Mon),
            thousandths: -18_000,
            grams: None,
            reason: Some(Reason::Unwritten),
            note: "",
        },
    ],
};
