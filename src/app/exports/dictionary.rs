//! What every table and column means, in the reader's language.

use super::table::{Column, Kind, TABLES, Table};
use crate::{app::i18n::*, platform::sheet::Sheet};

macro_rules! tables {
    ($($table:ident),+ $(,)?) => {
        /// What a table is called.
        pub fn title(locale: Locale, table: &Table) -> String {
            match table.code {
                $(stringify!($table) => td_string!(locale, exports.tables.$table.title).to_string(),)+
                other => other.to_owned(),
            }
        }

        /// What is in a table, in a sentence or two.
        pub fn about(locale: Locale, table: &Table) -> String {
            match table.code {
                $(stringify!($table) => td_string!(locale, exports.tables.$table.about).to_string(),)+
                _ => String::new(),
            }
        }

        /// A line for each column: `code|label|meaning`.
        fn lines(locale: Locale, table: &Table) -> String {
            match table.code {
                $(stringify!($table) => td_string!(locale, exports.tables.$table.columns).to_string(),)+
                _ => String::new(),
            }
        }
    };
}

tables!(
    phases,
    events,
    attendance,
    poles,
    missions,
    bookings,
    products,
    variants,
    allergens,
    recipes,
    records,
    pole_hours,
    materials,
    movements,
    purchases,
    lots,
    sales,
    orders,
    order_lines,
    cash_counts,
    journal,
    decisions,
    lessons,
    lesson_answers,
    practices,
    practice_criteria,
);

/// What is said of one column.
#[derive(Clone, Debug)]
pub struct Said {
    pub label: String,
    pub meaning: String,
}

/// What is said of each column of a table, in their order.
pub fn columns(locale: Locale, table: &Table) -> Vec<Said> {
    let lines = lines(locale, table);
    let said = |column: &Column| {
        let line = lines.lines().find_map(|line| line.strip_prefix(column.code)?.strip_prefix('|'));
        let (label, meaning) = line.and_then(|line| line.split_once('|')).unwrap_or((column.code, ""));
        Said { label: label.to_owned(), meaning: meaning.to_owned() }
    };
    table.columns.iter().map(said).collect()
}

/// What the values of a column are counted in.
pub fn unit(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Text => td_string!(locale, exports.units.text),
        Kind::Person => td_string!(locale, exports.units.person),
        Kind::Number => td_string!(locale, exports.units.number),
        Kind::Cents => td_string!(locale, exports.units.cents),
        Kind::Quantity => td_string!(locale, exports.units.quantity),
        Kind::Grams => td_string!(locale, exports.units.grams),
        Kind::Minutes => td_string!(locale, exports.units.minutes),
        Kind::Days => td_string!(locale, exports.units.days),
        Kind::Day => td_string!(locale, exports.units.day),
        Kind::Clock => td_string!(locale, exports.units.clock),
        Kind::Flag => td_string!(locale, exports.units.flag),
        Kind::Code(_) => td_string!(locale, exports.units.code),
    }
    .to_string()
}

/// The same for programs.
pub fn machine_unit(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Person => "text",
        Kind::Number => "number",
        Kind::Cents => "euro cents",
        Kind::Quantity => "thousandths of a unit",
        Kind::Grams => "grams",
        Kind::Minutes => "minutes",
        Kind::Days => "days",
        Kind::Day => "ISO 8601 day",
        Kind::Clock => "local time, HH:MM",
        Kind::Flag => "boolean",
        Kind::Code(_) => "code",
    }
}

/// The values of a column of codes, each with its word.
pub fn values(locale: Locale, kind: Kind) -> Vec<(&'static str, String)> {
    if let Kind::Code(words) = kind { words(locale) } else { Vec::new() }
}

/// The dictionary as a table.
pub fn sheet(locale: Locale) -> Sheet {
    let head = [
        td_string!(locale, exports.columns.table),
        td_string!(locale, exports.columns.column),
        td_string!(locale, exports.columns.code),
        td_string!(locale, exports.columns.meaning),
        td_string!(locale, exports.columns.unit),
        td_string!(locale, exports.columns.values),
    ];
    let rows = TABLES.iter().flat_map(|table| {
        let title = title(locale, table);
        table.columns.iter().zip(columns(locale, table)).map(move |(column, said)| {
            let code = format!("{}.{}", table.code, column.code);
            let values = values(locale, column.kind).into_iter().map(|(code, word)| format!("{word} ({code})"));
            let values = values.collect::<Vec<_>>().join(", ");
            let texts = [title.clone(), said.label, code, said.meaning, unit(locale, column.kind), values];
            texts.map(Into::into).into()
        })
    });
    Sheet {
        name: td_string!(locale, exports.dictionary).to_string(),
        head: head.map(str::to_owned).into(),
        rows: rows.collect(),
    }
}
