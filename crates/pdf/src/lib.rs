//! A note as a PDF that a screen reader reads: tagged, with title, language, headings and alternative texts (PDF/UA-1, ISO
//! 14289-1). What comes in is the note as JSON, as the program publishes it; it is handed to the template as data, so that
//! nothing in it is ever taken for an instruction. The template reads no file and no clock.
//!
//! A crate of its own: the daily build of the program does not pay for it.

use std::{collections::BTreeSet, sync::LazyLock};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Dict, Duration, Smart, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Latin, Greek and Cyrillic; Arabic as Dari, Persian and Pashto write it too; Ethiopic; Bengali; Tamil.
const FONTS: [&[u8]; 8] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
    include_bytes!("../fonts/NotoSansEthiopic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansBengali-Regular.ttf"),
    include_bytes!("../fonts/NotoSansTamil-Regular.ttf"),
];

/// The one file that there is. Ids of files are never given back, so it is made once.
static TEMPLATE: LazyLock<Source> = LazyLock::new(|| {
    let path = VirtualPath::new("note.typ").expect("a plain file name");
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
    Source::new(id, include_str!("note.typ").to_owned())
});

static FACES: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect());

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

/// Why there is no PDF: a fault of the template, never of what people wrote.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failed(String);

impl Failed {
    fn of(found: impl IntoIterator<Item = SourceDiagnostic>) -> Self {
        Self(found.into_iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; "))
    }
}

/// A moment as the file names it: year, month, day, hour, minute, second, UTC.
pub type Moment = (i32, u8, u8, u8, u8, u8);

/// The PDF of the note that `json` holds (see `schemas/note-1.json` of the program), as it was at `at`. Signs that no font of
/// ours has are drawn as a question in a lozenge: see [`is_written`].
pub fn make(json: &str, at: Moment) -> Result<Vec<u8>, Failed> {
    let made = typeset(json, at);
    // Also after a failure: what was worked out stays in memory until it is thrown out.
    comemo::evict(0);
    made
}

fn typeset(json: &str, at: Moment) -> Result<Vec<u8>, Failed> {
    let (year, month, day, hour, minute, second) = at;
    let moment = Datetime::from_ymd_hms(year, month, day, hour, minute, second);
    let desk = Desk::with(json, Datetime::from_ymd(year, month, day));
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(Failed::of)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Failed(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Coopérade".into())),
        timestamp: moment.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(Failed::of)
}

/// Whether a font of ours has `sign`. What has no shape of its own (spaces, joiners, directions) is always written.
pub fn is_written(sign: char) -> bool {
    static WRITTEN: LazyLock<BTreeSet<u32>> = LazyLock::new(|| {
        let covered = FACES.iter().flat_map(|font| font.info().coverage.iter().collect::<Vec<_>>());
        covered.collect()
    });
    sign.is_whitespace() || is_shapeless(sign) || WRITTEN.contains(&u32::from(sign))
}

fn is_shapeless(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// What the template is compiled with: itself, our fonts, the note.
struct Desk {
    library: LazyHash<Library>,
    today: Option<Datetime>,
}

impl Desk {
    fn with(json: &str, today: Option<Datetime>) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("note".into(), Value::Str(json.into()));
        Self { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), today }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() { Ok(TEMPLATE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

#[cfg(test)]
mod tests;
