//! A file as a table: columns found by their headings, in French or English and in any order, then rows read cell by cell.

use crate::{
    app::i18n::*,
    domain::{problem::Problem, text::fold},
    platform::{
        sheet::{self, Row},
        upload::LARGEST,
    },
};

/// Rows of one file: what is looked at and written at once.
pub const MOST: usize = 2_000;

/// A column that a file may have, by its headings, folded.
pub struct Column {
    pub code: &'static str,
    pub needed: bool,
    pub names: &'static [&'static str],
}

/// A file whose columns were found.
pub struct Table {
    columns: &'static [Column],
    /// Where each column stands, in the order of `columns`.
    at: Vec<Option<usize>>,
    width: usize,
    /// Headings that mean nothing here.
    pub ignored: Vec<String>,
    pub rows: Vec<Row>,
}

/// What is wrong with one cell of a row; without a column it is the row as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    pub column: Option<&'static str>,
    pub problem: Problem,
}

/// What is to be done with a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    New(T),
    /// It is there already.
    Known,
    Wrong(Vec<Wrong>),
}

/// A row as it stands in the file, and what it means.
#[derive(Clone, Debug)]
pub struct Line<T> {
    pub number: u64,
    pub cells: Vec<String>,
    pub outcome: Outcome<T>,
}

/// What a column is called.
pub fn label(locale: Locale, code: &str) -> String {
    match code {
        "name" => td_string!(locale, imports.columns.name),
        "unit" => td_string!(locale, imports.columns.unit),
        "price" => td_string!(locale, imports.columns.price),
        "material" => td_string!(locale, imports.columns.material),
        "day" => td_string!(locale, imports.columns.day),
        "what" => td_string!(locale, imports.columns.what),
        "quantity" => td_string!(locale, imports.columns.quantity),
        "channel" => td_string!(locale, imports.columns.channel),
        "clientele" => td_string!(locale, imports.columns.clientele),
        "paid_by" => td_string!(locale, imports.columns.paid_by),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A heading without what people add to it: "Prix (€)*" is "prix".
fn bare(heading: &str) -> String {
    let folded = fold(heading.split('(').next().unwrap_or_default()).replace(['_', '\u{a0}', '\u{2019}'], " ");
    folded.replace(['*', ':', '€'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Table {
    /// Reads a text whose first row holds headings, or says what keeps it from being read at all.
    pub fn read(locale: Locale, text: &str, columns: &'static [Column]) -> Result<Self, Problem> {
        if text.len() > LARGEST {
            return Err(Problem::FileTooLarge { kilobytes: LARGEST / 1024 });
        }
        if text.trim().is_empty() {
            return Err(Problem::NoFile);
        }
        // Workbooks are zip files, and no table in text holds this.
        if text.starts_with("PK\u{3}\u{4}") || text.contains('\0') {
            return Err(Problem::NotATable);
        }
        let mut rows = sheet::rows(text).into_iter();
        let head = rows.next().ok_or(Problem::NotATable)?;
        let (at, ignored) = found(locale, &head.cells, columns)?;
        let rows: Vec<Row> = rows.collect();
        match rows.len() {
            0 => Err(Problem::NoRows),
            1..=MOST => Ok(Self { columns, at, width: head.cells.len(), ignored, rows }),
            _ => Err(Problem::TooManyRows { max: MOST }),
        }
    }

    /// The columns that the file has, in our order.
    pub fn codes(&self) -> Vec<&'static str> {
        self.columns.iter().zip(&self.at).filter(|(_, at)| at.is_some()).map(|(column, _)| column.code).collect()
    }

    /// The row as its columns show it.
    pub fn shown(&self, row: &Row) -> Vec<String> {
        let cell = |index: &usize| row.cells.get(*index).cloned().unwrap_or_default();
        self.at.iter().flatten().map(cell).collect()
    }

    /// The row, to be read cell by cell.
    pub fn cells<'t>(&'t self, row: &'t Row) -> Cells<'t> {
        let more = row.cells.iter().skip(self.width).any(|cell| !cell.is_empty());
        let wrong = more.then_some(Wrong { column: None, problem: Problem::MoreCells });
        Cells { table: self, row, wrong: wrong.into_iter().collect() }
    }
}

/// Where each column stands, and the headings that are none of ours.
fn found(
    locale: Locale,
    head: &[String],
    columns: &'static [Column],
) -> Result<(Vec<Option<usize>>, Vec<String>), Problem> {
    let mut at: Vec<Option<usize>> = vec![None; columns.len()];
    let mut ignored = Vec::new();
    for (index, heading) in head.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
        let bare = bare(heading);
        match columns.iter().position(|column| column.code == bare || column.names.contains(&bare.as_str())) {
            Some(column) if at[column].is_some() => return Err(Problem::ColumnTwice { name: heading.clone() }),
            Some(column) => at[column] = Some(index),
            None => ignored.push(heading.clone()),
        }
    }
    let missing = columns.iter().zip(&at).filter(|(column, at)| column.needed && at.is_none());
    let missing: Vec<String> = missing.map(|(column, _)| label(locale, column.code)).collect();
    if missing.is_empty() { Ok((at, ignored)) } else { Err(Problem::MissingColumns { names: missing.join(", ") }) }
}

/// One row being read. Ask for each cell, then `finish`.
pub struct Cells<'t> {
    table: &'t Table,
    row: &'t Row,
    wrong: Vec<Wrong>,
}

impl Cells<'_> {
    /// The text of a cell; empty when the file has no such column.
    pub fn text(&self, code: &str) -> &str {
        let column = self.table.columns.iter().position(|column| column.code == code);
        let at = column.and_then(|column| self.table.at[column]);
        at.and_then(|at| self.row.cells.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// Says what is wrong with a cell.
    pub fn refuse(&mut self, code: &'static str, problem: Problem) {
        self.wrong.push(Wrong { column: Some(code), problem });
    }

    /// Keeps the value or notes the problem.
    pub fn keep<T>(&mut self, code: &'static str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.refuse(code, problem)).ok()
    }

    /// A cell that must hold something.
    pub fn required<T>(&mut self, code: &'static str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(code);
        let parsed = if text.is_empty() { Err(Problem::Required) } else { parse(text) };
        self.keep(code, parsed)
    }

    /// A cell that may be empty: then it is `empty`.
    pub fn or<T>(&mut self, code: &'static str, empty: T, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        if self.text(code).is_empty() { Some(empty) } else { self.required(code, parse) }
    }

    /// What was read, when nothing was refused.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Outcome<T> {
        match build().filter(|_| self.wrong.is_empty()) {
            Some(value) => Outcome::New(value),
            None => Outcome::Wrong(self.wrong),
        }
    }
}

/// One of our words, in either language or as its code; what is not known is answered with the words that are.
pub fn word<T: Copy>(
    locale: Locale,
    text: &str,
    all: &[T],
    said: impl Fn(Locale, T) -> String,
    other: &[(&str, T)],
) -> Result<T, Problem> {
    let typed = bare(text);
    let is = |one: &&T| [Locale::fr, Locale::en].iter().any(|locale| bare(&said(*locale, **one)) == typed);
    let named = all.iter().find(is).copied();
    let known = named.or_else(|| other.iter().find(|(word, _)| *word == typed).map(|(_, one)| *one));
    known.ok_or_else(|| {
        let known = all.iter().map(|one| said(locale, *one)).collect::<Vec<_>>().join(", ");
        Problem::UnknownWord { word: text.to_owned(), known }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { code: "name", needed: true, names: &["nom", "product"] },
        Column { code: "price", needed: true, names: &["prix", "prix unitaire"] },
        Column { code: "material", needed: false, names: &["matiere"] },
    ];

    fn read(text: &str) -> Result<Table, Problem> {
        Table::read(Locale::fr, text, COLUMNS)
    }

    #[test]
    fn headings_stand_in_any_order_in_either_language() {
        for text in ["Nom;Prix\nA;1", "\u{feff}PRIX UNITAIRE (€)*,Product\n1,A", "prix_unitaire\tcouleur\tnom\n1\tx\tA"]
        {
            let table = read(text).ok().unwrap();
            let mut cells = table.cells(&table.rows[0]);
            assert_eq!((cells.text("name"), cells.text("price"), cells.text("material")), ("A", "1", ""), "{text}");
            assert_eq!(cells.or("material", 7, |_| Ok(8)), Some(7));
        }
        assert_eq!(read("nom;prix;couleur\nA;1;x").ok().unwrap().ignored, ["couleur"]);
    }

    #[test]
    fn what_cannot_be_read_is_said_by_name() {
        let problem = |text: &str| read(text).err().unwrap();
        assert_eq!(problem(""), Problem::NoFile);
        assert_eq!(problem("PK\u{3}\u{4}xyz"), Problem::NotATable);
        assert_eq!(problem("nom;prix"), Problem::NoRows);
        assert!(matches!(problem("nom;couleur\nA;1"), Problem::MissingColumns { names } if names.contains("rix")));
        assert!(matches!(problem("nom;prix;Nom\nA;1;B"), Problem::ColumnTwice { name } if name == "Nom"));
        assert_eq!(problem(&"x".repeat(LARGEST + 1)), Problem::FileTooLarge { kilobytes: LARGEST / 1024 });
        assert_eq!(problem(&format!("nom;prix{}", "\nA;1".repeat(MOST + 1))), Problem::TooManyRows { max: MOST });
    }

    #[test]
    fn a_row_with_more_cells_than_headings_is_not_guessed_at() {
        let table = read("nom,prix\nA,12,5\nB,1,,\nC").ok().unwrap();
        let outcome = |row: usize| table.cells(&table.rows[row]).finish(|| Some(()));
        assert_eq!(outcome(0), Outcome::Wrong(vec![Wrong { column: None, problem: Problem::MoreCells }]));
        assert_eq!(outcome(1), Outcome::New(()));
        assert_eq!(table.cells(&table.rows[2]).text("price"), "");
    }
}
