//! How this feature says units, movements and reasons. The words are in `locales/`.

use crate::{
    app::{
        i18n::*,
        production,
        stock::store::{Lot, Moved},
        words,
    },
    domain::{
        quantity::Quantity,
        stock::{Kind, Measure, Reason, Vat},
    },
};

/// What a material is counted in, in full.
pub fn unit(locale: Locale, unit: Measure) -> String {
    match unit {
        Measure::Piece => td_string!(locale, stock.units.piece),
        Measure::Metre => td_string!(locale, stock.units.metre),
        Measure::Kilogram => td_string!(locale, stock.units.kilogram),
        Measure::Litre => td_string!(locale, stock.units.litre),
    }
    .to_string()
}

/// "3 m", "12 pièces", "1,5 kg"
pub fn amount(locale: Locale, quantity: Quantity, unit: Measure) -> String {
    let count = quantity.display(words::decimal(locale));
    let sign = match unit {
        Measure::Piece if quantity.0.abs() < 2000 => td_string!(locale, stock.units.one).to_string(),
        Measure::Piece => td_string!(locale, stock.units.many).to_string(),
        Measure::Metre => "m".to_owned(),
        Measure::Kilogram => "kg".to_owned(),
        Measure::Litre => "l".to_owned(),
    };
    format!("{count}\u{a0}{sign}")
}

/// What a movement moved, with its sign: "+ 3 m", "− 2 pièces".
pub fn moved(locale: Locale, moved: &Moved) -> String {
    let quantity = moved.quantity();
    let amount = match (moved.measure(), &moved.product_unit) {
        (Some(measure), _) => amount(locale, quantity, measure),
        (None, Some(unit)) => production::said::amount(locale, quantity, unit),
        (None, None) => quantity.display(words::decimal(locale)),
    };
    if quantity.0 > 0 { format!("+\u{a0}{amount}") } else { amount }
}

/// Why there is more or less.
pub fn kind(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Bought => td_string!(locale, stock.kinds.bought),
        Kind::Donated => td_string!(locale, stock.kinds.donated),
        Kind::Reused => td_string!(locale, stock.kinds.reused),
        Kind::Used => td_string!(locale, stock.kinds.used),
        Kind::Made => td_string!(locale, stock.kinds.made),
        Kind::Sold => td_string!(locale, stock.kinds.sold),
        Kind::Given => td_string!(locale, stock.kinds.given),
        Kind::Lost => td_string!(locale, stock.kinds.lost),
        Kind::Counted => td_string!(locale, stock.kinds.counted),
    }
    .to_string()
}

/// How a difference is explained.
pub fn reason(locale: Locale, reason: Reason) -> String {
    match reason {
        Reason::Unwritten => td_string!(locale, stock.reasons.unwritten),
        Reason::Damaged => td_string!(locale, stock.reasons.damaged),
        Reason::Found => td_string!(locale, stock.reasons.found),
        Reason::Measured => td_string!(locale, stock.reasons.measured),
        Reason::Unknown => td_string!(locale, stock.reasons.unknown),
    }
    .to_string()
}

/// "Lot 7 · Tablier, grand"
pub fn lot(locale: Locale, lot: &Lot) -> String {
    td_string!(locale, stock.lots.name, number = lot.number, what = lot.what()).to_string()
}

/// "5,5 %"
pub fn rate(locale: Locale, vat: Vat) -> String {
    let rate = vat.code().replace('.', &words::decimal(locale).to_string());
    if locale == Locale::fr { format!("{rate}\u{a0}%") } else { format!("{rate}%") }
}
