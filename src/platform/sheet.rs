//! Tables as files: CSV for whoever reads text, XLSX for spreadsheets. A cell is a text or a number, and never a formula,
//! whatever somebody typed into a name.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::{
    fmt::Write as _,
    io::{self, Write as _},
};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    /// In hundredths: what spreadsheets add up must be a number there.
    Hundredths(i64),
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

/// The table as text, with the mark by which spreadsheets know UTF-8.
pub fn csv(sheet: &Sheet, habit: Habit) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let line = |out: &mut String, cells: &mut dyn Iterator<Item = String>| {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                out.push(habit.separator);
            }
            out.push_str(&cell);
        }
        out.push_str("\r\n");
    };
    line(&mut out, &mut sheet.head.iter().map(|text| quoted(text, habit)));
    for row in &sheet.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => quoted(text, habit),
            Cell::Hundredths(value) => quoted_as_is(&hundredths(*value, habit.decimal), habit),
        };
        line(&mut out, &mut row.iter().map(cell));
    }
    out.into_bytes()
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before the signs with which formulas begin.
fn quoted(text: &str, habit: Habit) -> String {
    match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => quoted_as_is(&format!("'{text}"), habit),
        _ if text.starts_with(['\t', '\r']) => quoted_as_is(&format!("'{text}"), habit),
        _ => quoted_as_is(text, habit),
    }
}

fn quoted_as_is(text: &str, habit: Habit) -> String {
    if text.contains([habit.separator, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The tables as one workbook.
///
/// Errors: only when memory cannot be written to.
pub fn xlsx(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut zip = Zip::default();
    zip.add("[Content_Types].xml", &content_types(sheets.len()))?;
    zip.add("_rels/.rels", RELS)?;
    zip.add("xl/workbook.xml", &workbook(sheets))?;
    zip.add("xl/_rels/workbook.xml.rels", &workbook_rels(sheets.len()))?;
    zip.add("xl/styles.xml", STYLES)?;
    for (index, sheet) in sheets.iter().enumerate() {
        zip.add(&format!("xl/worksheets/sheet{}.xml", index + 1), &worksheet(sheet))?;
    }
    zip.finish()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";

/// Three styles: as it is, two decimals, bold for headings.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"2\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

fn content_types(sheets: usize) -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>"
    );
    for number in 1..=sheets {
        let part = format!("/xl/worksheets/sheet{number}.xml");
        put(&mut out, format_args!("<Override PartName=\"{part}\" ContentType=\"{TYPES}.worksheet+xml\"/>"));
    }
    out + "</Types>"
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut out = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>");
    for (number, sheet) in (1..).zip(sheets) {
        let name = escaped(&sheet_name(&sheet.name));
        put(&mut out, format_args!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    }
    out + "</sheets></workbook>"
}

/// What a tab may be called: no brackets, slashes or stars, and 31 characters.
fn sheet_name(name: &str) -> String {
    name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect()
}

fn workbook_rels(sheets: usize) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=sheets {
        let target = format!("worksheets/sheet{number}.xml");
        put(
            &mut out,
            format_args!("<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/worksheet\" Target=\"{target}\"/>"),
        );
    }
    let styles = sheets + 1;
    put(&mut out, format_args!("<Relationship Id=\"rId{styles}\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>"));
    out + "</Relationships>"
}

fn worksheet(sheet: &Sheet) -> String {
    let mut out = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (index, width) in widths(sheet).into_iter().enumerate() {
        let column = index + 1;
        put(&mut out, format_args!("<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    out.push_str("</cols><sheetData><row>");
    for text in &sheet.head {
        text_cell(&mut out, text, 2);
    }
    out.push_str("</row>");
    for row in &sheet.rows {
        out.push_str("<row>");
        for cell in row {
            match cell {
                Cell::Text(text) => text_cell(&mut out, text, 0),
                Cell::Hundredths(value) => {
                    put(&mut out, format_args!("<c s=\"1\"><v>{}</v></c>", hundredths(*value, '.')));
                }
            }
        }
        out.push_str("</row>");
    }
    out + "</sheetData></worksheet>"
}

/// An inline string: it is a text for every spreadsheet, whatever it begins with.
fn text_cell(out: &mut String, text: &str, style: u8) {
    let text = escaped(text);
    put(out, format_args!("<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"));
}

/// How wide each column is, in letters.
fn widths(sheet: &Sheet) -> Vec<usize> {
    let cell = |row: &Vec<Cell>, column: usize| match row.get(column) {
        Some(Cell::Text(text)) => text.chars().count(),
        _ => 0,
    };
    let column = |(index, head): (usize, &String)| {
        let longest = sheet.rows.iter().map(|row| cell(row, index)).max().unwrap_or(0);
        longest.max(head.chars().count()).clamp(8, 50) + 2
    };
    sheet.head.iter().enumerate().map(column).collect()
}

/// A text as XML takes it: without the characters that XML has not.
fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| matches!(c, '\t' | '\n') || !c.is_control());
    let kept: String = kept.filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = out.write_fmt(text);
}

/// A zip file being written: each entry deflated, the directory at the end. Every entry has the same old date, so that the
/// same tables make the same bytes.
#[derive(Default)]
struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

/// 1 January 1980, as zip files count days.
const DAY: u16 = 0x21;

impl Zip {
    fn add(&mut self, name: &str, content: &str) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(content.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content.as_bytes())?;
        let deflated = encoder.finish()?;
        let at = size(self.bytes.len())?;
        // Version 2.0, names in UTF-8, deflated, no time, the day.
        let mut about = Vec::new();
        for short in [20, 0x800, 8, 0, DAY] {
            about.extend(u16::to_le_bytes(short));
        }
        for long in [crc.sum(), size(deflated.len())?, size(content.len())?] {
            about.extend(long.to_le_bytes());
        }
        about.extend(u16::try_from(name.len()).map_err(io::Error::other)?.to_le_bytes());
        about.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&deflated);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&about);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.entries += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<Vec<u8>> {
        let (at, length) = (size(self.bytes.len())?, size(self.directory.len())?);
        self.bytes.extend(&self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        for _ in 0..2 {
            self.bytes.extend(self.entries.to_le_bytes());
        }
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend([0, 0]);
        Ok(self.bytes)
    }
}

fn size(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(texts: &[&str]) -> Sheet {
        let rows = texts.iter().map(|text| vec![Cell::from(*text), Cell::Hundredths(350)]).collect();
        Sheet { name: "A/B".to_owned(), head: vec!["Nom".to_owned(), "Heures".to_owned()], rows }
    }

    #[test]
    fn csv_has_its_mark_its_separator_and_no_formula() {
        let french = Habit { separator: ';', decimal: ',' };
        let bytes = csv(&sheet(&["=1+1", "+33", "-x", "@x", " =x", "\tx", "a;b", "dit \"oui\"", "Zoé"]), french);
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}Nom;Heures");
        assert_eq!(lines[1..=5], ["'=1+1;3,50", "'+33;3,50", "'-x;3,50", "'@x;3,50", "' =x;3,50"]);
        assert_eq!(lines[6..=9], ["'\tx;3,50", "\"a;b\";3,50", "\"dit \"\"oui\"\"\";3,50", "Zoé;3,50"]);
        let english = Habit { separator: ',', decimal: '.' };
        assert!(String::from_utf8(csv(&sheet(&["a"]), english)).unwrap().ends_with("a,3.50\r\n"));
    }

    #[test]
    fn a_workbook_is_a_zip_of_well_formed_parts() {
        let sheets = [sheet(&["=1+1 & <b>\"\u{1}\u{fffe}"]), sheet(&[])];
        let bytes = xlsx(&sheets).unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04") && bytes == xlsx(&sheets).unwrap());
        let end = &bytes[bytes.len() - 22..];
        assert!(end.starts_with(b"PK\x05\x06"));
        assert_eq!(u16::from_le_bytes([end[10], end[11]]), 7);
        let directory = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert!(bytes[directory..].starts_with(b"PK\x01\x02"));
        let xml = worksheet(&sheets[0]);
        assert!(xml.contains(">=1+1 &amp; &lt;b&gt;&quot;</t>") && xml.contains("<v>3.50</v>"));
        assert!(!xml.contains("<f>"), "no formulas");
        assert_eq!(sheet_name("A/B [1]*"), "AB 1");
    }

    #[test]
    fn hundredths_keep_their_sign() {
        assert_eq!([-5, 0, 5, 350].map(|value| hundredths(value, ',')), ["-0,05", "0,00", "0,05", "3,50"]);
    }
}
