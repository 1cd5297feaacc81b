//! Tables as files: CSV (RFC 4180) for whoever reads text, XLSX for spreadsheets, and CSV read back. A cell is a text, a number
//! or a day, and never a formula, whatever somebody typed into a name.

use chrono::NaiveDate;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// One cell. What spreadsheets add up is a number there, what they sort by day is a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    /// In hundredths: written with two decimals.
    Hundredths(i64),
    /// In thousandths: written with as many decimals as it has.
    Thousandths(i64),
    Day(NaiveDate),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A table with a name and a row of headings.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// How numbers and lists are written where the reader lives.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    pub separator: char,
    pub decimal: char,
}

/// A number of hundredths, as "3,50".
fn hundredths(value: i64, decimal: char) -> String {
    let (whole, part) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    format!("{}{whole}{decimal}{part:02}", if value < 0 { "-" } else { "" })
}

/// A number of thousandths, as "3" or "3,5".
fn thousandths(value: i64, decimal: char) -> String {
    let (whole, part) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
    let text = format!("{}{whole}{decimal}{part:03}", if value < 0 { "-" } else { "" });
    text.trim_end_matches('0').trim_end_matches(decimal).to_owned()
}

/// The table as text, with the mark by which spreadsheets know UTF-8.
pub fn csv(sheet: &Sheet, habit: Habit) -> Vec<u8> {
    let separator = u8::try_from(habit.separator).unwrap_or(b',');
    let out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(out);
    let head = sheet.head.iter().map(|text| as_text(text)).collect();
    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| written(cell, habit)).collect());
    for line in std::iter::once::<Vec<String>>(head).chain(rows) {
        // Memory takes whatever it is given.
        let _ = writer.write_record(line);
    }
    writer.into_inner().unwrap_or_default()
}

fn written(cell: &Cell, habit: Habit) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => as_text(text),
        Cell::Whole(value) => value.to_string(),
        Cell::Hundredths(value) => hundredths(*value, habit.decimal),
        Cell::Thousandths(value) => thousandths(*value, habit.decimal),
        Cell::Day(day) => day.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before the signs with which formulas begin.
fn as_text(text: &str) -> String {
    let begins = text.starts_with(['\t', '\r']) || text.trim_start().starts_with(['=', '+', '-', '@']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

/// The longest text that a cell of a workbook takes, in characters.
const LONGEST: usize = 32_000;

/// The formats of a workbook.
struct Looks {
    head: Format,
    hundredths: Format,
    day: Format,
}

/// The tables as one workbook. A table is asked for when its turn comes, and each row leaves the memory once it is written.
///
/// Errors: when the temporary file cannot be written, or a table is larger than workbooks are.
pub fn xlsx(sheets: impl IntoIterator<Item = Sheet>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let looks = Looks {
        head: Format::new().set_bold(),
        hundredths: Format::new().set_num_format("0.00"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    for sheet in sheets {
        let page = workbook.add_worksheet_with_constant_memory()?;
        page.set_name(sheet_name(&sheet.name))?.set_freeze_panes(1, 0)?;
        for (column, width) in (0_u16..).zip(widths(&sheet)) {
            page.set_column_width(column, width)?;
        }
        for (column, text) in (0_u16..).zip(&sheet.head) {
            page.write_string_with_format(0, column, text, &looks.head)?;
        }
        for (row, cells) in (1_u32..).zip(sheet.rows) {
            for (column, cell) in (0_u16..).zip(&cells) {
                put(page, (row, column), cell, &looks)?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// A text is written as a text: it is one for every spreadsheet, whatever it begins with.
fn put(page: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) if text.is_empty() => return Ok(()),
        Cell::Text(text) => page.write_string(row, column, shown(text))?,
        Cell::Whole(value) => page.write_number(row, column, *value as f64)?,
        Cell::Hundredths(value) => {
            page.write_number_with_format(row, column, *value as f64 / 100.0, &looks.hundredths)?
        }
        Cell::Thousandths(value) => page.write_number(row, column, *value as f64 / 1000.0)?,
        Cell::Day(day) => page.write_datetime_with_format(row, column, day, &looks.day)?,
    };
    Ok(())
}

/// What a cell takes of a text: characters that files may hold, and not too many.
fn shown(text: &str) -> String {
    let kept = text.chars().filter(|c| matches!(c, '\t' | '\n') || !c.is_control());
    kept.filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).take(LONGEST).collect()
}

/// What a tab may be called: no brackets, slashes or stars, and 31 characters.
fn sheet_name(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).take(31).collect();
    kept.trim_matches('\'').to_owned()
}

/// How wide each column is, in letters.
fn widths(sheet: &Sheet) -> Vec<f64> {
    let cell = |row: &Vec<Cell>, column: usize| match row.get(column) {
        Some(Cell::Text(text)) => text.chars().take(50).count(),
        Some(Cell::Day(_)) => 10,
        _ => 0,
    };
    let column = |(index, head): (usize, &String)| {
        let longest = sheet.rows.iter().map(|row| cell(row, index)).max().unwrap_or(0);
        (longest.max(head.chars().count()).clamp(8, 50) + 2) as f64
    };
    sheet.head.iter().enumerate().map(column).collect()
}

/// The text of a file: as its mark says, else UTF-8 when it is, else what Windows writes in western Europe (and so Latin-1).
pub fn decoded(bytes: &[u8]) -> String {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => (UTF_8, 0),
        Err(_) => (WINDOWS_1252, 0),
    });
    let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    text.into_owned()
}

/// One row of a file that was read, and the line on which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

/// The rows of a text, headings first. Its separator is the one that the headings have most of: `;`, `,` or a tab. Rows without
/// anything are left out. What no spreadsheet would write is read as far as it can be: nothing here refuses.
pub fn rows(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // A record begins where the one before ended: what lies between is empty lines.
    let empty = |byte: u64| {
        let rest = usize::try_from(byte).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
        rest.chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count() as u64
    };
    let row = |record: csv::StringRecord| {
        let line = record.position().map_or(0, |at| at.line() + empty(at.byte()));
        Row { line, cells: record.iter().map(|cell| as_typed(cell.trim()).to_owned()).collect() }
    };
    let rows = reader.records().filter_map(Result::ok).map(row);
    rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
}

/// A text without the apostrophe that [`as_text`] put before it.
fn as_typed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if as_text(rest) == text => rest.trim_start(),
        _ => text,
    }
}

/// What separates the cells: counted in the first line that says something, outside quotes.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let bare: String = first.split('"').step_by(2).collect();
    let count = |mark: u8| bare.bytes().filter(|byte| *byte == mark).count();
    // The last of equals wins: a heading without any separator is read as in France.
    [b'\t', b',', b';'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(texts: &[&str]) -> Sheet {
        let row = |text: &&str| vec![Cell::from(*text), Cell::Hundredths(-350)];
        Sheet {
            name: "Présences".into(),
            head: vec!["Nom".into(), "Heures".into()],
            rows: texts.iter().map(row).collect(),
        }
    }

    #[test]
    fn csv_is_quoted_and_holds_no_formula() {
        let french = Habit { separator: ';', decimal: ',' };
        let texts =
            ["Aïcha", "=1+1", "+33", "-2", "@cmd", " =A1", "\tx", "\rx", "a;b", "say \"no\"", "two\nlines", "3"];
        let text = String::from_utf8(csv(&sheet(&texts), french)).unwrap();
        assert!(text.starts_with("\u{feff}Nom;Heures\r\nAïcha;-3,50\r\n"), "numbers stay numbers");
        for formula in ["'=1+1", "'+33", "'-2", "'@cmd", "' =A1", "'\tx", "\"'\rx\""] {
            assert!(text.contains(&format!("\r\n{formula};")), "{formula}");
        }
        assert!(text.contains("\"a;b\";"));
        assert!(text.contains("\"say \"\"no\"\"\";"));
        assert!(text.contains("\"two\nlines\";"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let texts = ["Aïcha", "a;b", "say \"no\"", "two\nlines", "x,y", "c\td", "=1+1", "-2", "l'eau", "'t"];
        for separator in [';', ',', '\t'] {
            let written = csv(&sheet(&texts), Habit { separator, decimal: '.' });
            let read: Vec<String> =
                rows(&decoded(&written)).into_iter().skip(1).map(|row| row.cells[0].clone()).collect();
            assert_eq!(read, texts, "{separator:?}");
        }
    }

    #[test]
    fn files_come_in_many_encodings() {
        let text = "nom;prix\r\nÉté;12,50 €\r\n";
        let utf16 = |big: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), marked, utf16(true), utf16(false), windows] {
            assert_eq!(decoded(&bytes), text, "{:?}", &bytes[..4]);
        }
        assert_eq!(decoded(b"\xc9t\xe9"), "Été", "Latin-1 is a part of what Windows writes");
    }

    #[test]
    fn rows_know_their_lines_and_the_separator_is_that_of_the_headings() {
        let read = rows("\u{feff}\n\"a,b\";c\n\n1;\"x\ny\"\n;\n2; 3 \n4");
        let lines: Vec<(u64, Vec<&str>)> =
            read.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(lines[0].1, ["a,b", "c"]);
        assert_eq!((lines[1].0, lines[1].1.clone()), (4, vec!["1", "x\ny"]));
        assert_eq!((lines[2].0, lines[2].1.clone()), (7, vec!["2", "3"]));
        assert_eq!(lines[3].1, ["4"], "a row may be short");
        assert!(rows("").is_empty() && rows(" ;; \n\n").is_empty());
        assert_eq!(rows("a,b\n1,2")[1].cells, ["1", "2"]);
        assert_eq!(rows("a\tb\n1,5\t2")[1].cells, ["1,5", "2"]);
    }

    #[test]
    fn a_workbook_is_a_zip_that_takes_whatever_was_typed() {
        let long = "é".repeat(40_000);
        let mut odd = sheet(&["=1+1 & <b>\"\u{1}\u{fffe}", &long]);
        odd.name = "A/B [1]*".repeat(9);
        odd.rows.push(vec![Cell::Day(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()), Cell::Thousandths(1500)]);
        odd.rows.push(vec![Cell::Empty, Cell::Whole(-7), Cell::Hundredths(i64::MIN)]);
        let bytes = xlsx([odd, sheet(&[])]).unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04"));
        assert_eq!(sheet_name("A/B [1]*"), "AB 1");
    }

    #[test]
    fn numbers_keep_their_sign_and_their_decimals() {
        assert_eq!([-5, 0, 5, 350].map(|value| hundredths(value, ',')), ["-0,05", "0,00", "0,05", "3,50"]);
        let written = [-5, 0, 5, 350, 1000, 12_500, -1500].map(|value| thousandths(value, ','));
        assert_eq!(written, ["-0,005", "0", "0,005", "0,35", "1", "12,5", "-1,5"]);
    }
}
