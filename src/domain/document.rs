//! A note as a document: sections of blocks, in reading order, with every word already chosen. Each file that leaves is written
//! from the same document, so that a reader of one knows what the reader of another has before her.

mod markdown;

use serde::{Deserialize, Serialize};

/// The name that files in JSON carry, so that a program knows what it reads.
pub const FORMAT: &str = "cooperade-note";
/// Grows when what a program reads would no longer mean the same.
pub const VERSION: u32 = 1;

/// A whole note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub format: String,
    pub version: u32,
    /// The language of the headings and figures, as `fr`; quotations name their own.
    pub language: String,
    pub title: String,
    /// What this is, as "Note de capitalisation".
    pub kind: String,
    /// Trade, group and days, in words.
    pub about: Vec<String>,
    pub sections: Vec<Section>,
}

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What a reader in a hurry reads.
    Summary,
    /// Who, where, when, with whom.
    Card,
    Figures,
    /// What was written; the only part without a heading of its own.
    Text,
    Lessons,
    Recommendations,
    /// How each figure is counted.
    Definitions,
    /// Who wrote it and who agreed, which edition this is, what may be done with it.
    Colophon,
}

/// Blocks under a heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub part: Part,
    /// Empty where the blocks have headings of their own.
    pub heading: String,
    pub blocks: Vec<Block>,
}

/// A name and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub name: String,
    pub value: String,
}

/// One figure as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub code: String,
    pub number: String,
    pub sentence: String,
}

/// One bar: what it stands for, how long it is, and its number as one reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub label: String,
    pub value: f64,
    pub shown: String,
}

/// Something that stands on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// `level` counts from 2: the title of the note is 1.
    Heading {
        level: u8,
        inlines: Vec<Inline>,
    },
    Paragraph {
        inlines: Vec<Inline>,
    },
    List {
        first: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Somebody's words, in her language.
    Quote {
        language: String,
        lines: Vec<String>,
        signature: String,
    },
    /// What the writer set apart.
    Aside {
        blocks: Vec<Block>,
    },
    Code {
        text: String,
    },
    Table {
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Rule,
    Facts {
        facts: Vec<Fact>,
    },
    Figures {
        figures: Vec<Figure>,
    },
    /// Bars, with the sentence that says what they show.
    Chart {
        title: String,
        sentence: String,
        labels: String,
        unit: String,
        points: Vec<Point>,
    },
    /// If, then, because; then what else is known of it.
    Lesson {
        outcome: String,
        core: Vec<Fact>,
        facts: Vec<Fact>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    Text {
        text: String,
    },
    Strong {
        inlines: Vec<Inline>,
    },
    Emphasis {
        inlines: Vec<Inline>,
    },
    Code {
        text: String,
    },
    /// To the web or to a mailbox, never elsewhere.
    Link {
        to: String,
        inlines: Vec<Inline>,
    },
    Quote {
        language: String,
        text: String,
        signature: String,
    },
    Break,
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Paragraph { inlines: vec![Inline::text(text)] }
    }
}

impl Document {
    /// Every heading with its level, in reading order: the title first.
    pub fn headings(&self) -> Vec<(u8, String)> {
        let mut found = vec![(1, self.title.clone())];
        for section in &self.sections {
            if !section.heading.is_empty() {
                found.push((2, section.heading.clone()));
            }
            found.extend(section.blocks.iter().filter_map(|block| match block {
                Block::Heading { level, inlines } => Some((*level, plain(inlines))),
                _ => None,
            }));
        }
        found
    }

    /// The note as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }

    /// Every word of the note, for who looks whether a letter can be written.
    pub fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        change(&mut self.title);
        change(&mut self.kind);
        self.about.iter_mut().for_each(&mut *change);
        for section in &mut self.sections {
            change(&mut section.heading);
            section.blocks.iter_mut().for_each(|block| block.each_text(change));
        }
    }
}

/// The words alone.
fn plain(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Code { text } | Inline::Quote { text, .. } => text.clone(),
        Inline::Strong { inlines } | Inline::Emphasis { inlines } | Inline::Link { inlines, .. } => plain(inlines),
        Inline::Break => " ".to_owned(),
    };
    inlines.iter().map(one).collect()
}

impl Block {
    fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Heading { inlines, .. } | Self::Paragraph { inlines } => each_inline(inlines, change),
            Self::List { items, .. } => items.iter_mut().flatten().for_each(|block| block.each_text(change)),
            Self::Quote { lines, signature, .. } => {
                lines.iter_mut().for_each(&mut *change);
                change(signature);
            }
            Self::Aside { blocks } => blocks.iter_mut().for_each(|block| block.each_text(change)),
            Self::Code { text } => change(text),
            Self::Table { head, rows } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| each_inline(cell, change));
            }
            Self::Rule => {}
            Self::Facts { facts } => each_fact(facts, change),
            Self::Figures { figures } => {
                for figure in figures {
                    change(&mut figure.number);
                    change(&mut figure.sentence);
                }
            }
            Self::Chart { title, sentence, labels, unit, points } => {
                [title, sentence, labels, unit].into_iter().for_each(&mut *change);
                for point in points {
                    change(&mut point.label);
                    change(&mut point.shown);
                }
            }
            Self::Lesson { outcome, core, facts } => {
                change(outcome);
                each_fact(core, change);
                each_fact(facts, change);
            }
        }
    }
}

fn each_fact(facts: &mut [Fact], change: &mut impl FnMut(&mut String)) {
    for fact in facts {
        change(&mut fact.name);
        change(&mut fact.value);
    }
}

fn each_inline(inlines: &mut [Inline], change: &mut impl FnMut(&mut String)) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => change(text),
            Inline::Strong { inlines } | Inline::Emphasis { inlines } | Inline::Link { inlines, .. } => {
                each_inline(inlines, change);
            }
            Inline::Quote { text, signature, .. } => {
                change(text);
                change(signature);
            }
            Inline::Break => {}
        }
    }
}
