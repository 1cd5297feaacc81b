//! The text of a note as blocks of a document, for every file that is written from it. The same text, through the same
//! doors as the page: no HTML, no image, links to the web or a mailbox only, quotes and figures put in.

use super::{Fill, Quote, from_h2, only_quotes, plain, without_depth};
use crate::domain::{
    capitalisation::{Marker, Segment, markers},
    document::{Block, Inline},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeStream};
use std::iter::Peekable;
use uuid::Uuid;

/// The blocks of `text`: headings from level 2 on.
pub fn blocks(text: &str, fill: &Fill) -> Vec<Block> {
    let events: Vec<Event<'_>> =
        TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES).map(plain)).collect();
    let events = without_depth(from_h2(events));
    Reader { events: events.into_iter().peekable(), fill }.blocks()
}

struct Reader<'t, 'f, I: Iterator<Item = Event<'t>>> {
    events: Peekable<I>,
    fill: &'f Fill,
}

impl<'t, I: Iterator<Item = Event<'t>>> Reader<'t, '_, I> {
    /// Blocks up to the end of what holds them, which is taken too.
    fn blocks(&mut self) -> Vec<Block> {
        let mut out = Vec::new();
        loop {
            match self.events.peek() {
                None => return out,
                Some(Event::End(_)) => {
                    self.events.next();
                    return out;
                }
                Some(Event::Start(tag)) if is_block(tag) => {
                    if let Some(Event::Start(tag)) = self.events.next() {
                        self.block(tag, &mut out);
                    }
                }
                Some(Event::Rule) => {
                    self.events.next();
                    out.push(Block::Rule);
                }
                // The words of a tight list stand there without a paragraph.
                Some(_) => {
                    let inlines = self.loose();
                    self.paragraph(inlines, &mut out);
                }
            }
        }
    }

    fn block(&mut self, tag: Tag<'t>, out: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                let inlines = self.inlines();
                self.paragraph(inlines, out);
            }
            Tag::Heading { level, .. } => {
                let inlines = self.inlines();
                out.push(Block::Heading { level: level as u8, inlines: self.filled(inlines) });
            }
            Tag::List(first) => out.push(Block::List { first, items: self.items() }),
            Tag::CodeBlock(_) => out.push(Block::Code { text: self.code() }),
            Tag::Table(_) => {
                let (head, rows) = self.table();
                out.push(Block::Table { head, rows });
            }
            Tag::BlockQuote(_) => out.push(Block::Aside { blocks: self.blocks() }),
            _ => out.extend(self.blocks()),
        }
    }

    /// A paragraph; one of nothing but quotes becomes those quotes, set apart.
    fn paragraph(&self, inlines: Vec<Inline>, out: &mut Vec<Block>) {
        match quotes_alone(&inlines) {
            Some(quotes) => out.extend(quotes.into_iter().map(|id| self.set_apart(id))),
            None if inlines.is_empty() => {}
            None => out.push(Block::Paragraph { inlines: self.filled(inlines) }),
        }
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(Event::Start(Tag::Item)) = self.events.next() {
            items.push(self.blocks());
        }
        items
    }

    fn code(&mut self) -> String {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(more) => text.push_str(&more),
                Event::End(_) => break,
                _ => {}
            }
        }
        text
    }

    fn table(&mut self) -> (Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>) {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(),
                Event::Start(Tag::TableRow) => rows.push(self.cells()),
                _ => break,
            }
        }
        (head, rows)
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some(Event::Start(Tag::TableCell)) = self.events.next() {
            let inlines = self.inlines();
            cells.push(self.filled(inlines));
        }
        cells
    }

    /// Inline pieces up to the end of what holds them, which is taken too.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                other => self.inline(other, &mut out),
            }
        }
        out
    }

    /// Inline pieces up to the next block or the end of what holds them, which stays.
    fn loose(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        let goes_on = |event: &Event<'t>| match event {
            Event::End(_) | Event::Rule => false,
            Event::Start(tag) => !is_block(tag),
            _ => true,
        };
        while let Some(event) = self.events.next_if(goes_on) {
            self.inline(event, &mut out);
        }
        out
    }

    fn inline(&mut self, event: Event<'t>, out: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => out.push(Inline::text(text.into_string())),
            Event::Code(text) => out.push(Inline::Code { text: text.into_string() }),
            Event::SoftBreak => out.push(Inline::text(" ")),
            Event::HardBreak => out.push(Inline::Break),
            Event::Start(Tag::Strong) => out.push(Inline::Strong { inlines: self.inlines() }),
            Event::Start(Tag::Emphasis) => out.push(Inline::Emphasis { inlines: self.inlines() }),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let inlines = self.inlines();
                let leads_out = ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                match leads_out {
                    true => out.push(Inline::Link { to: dest_url.into_string(), inlines }),
                    false => out.extend(inlines),
                }
            }
            Event::Start(_) => out.extend(self.inlines()),
            _ => {}
        }
    }

    /// Puts quotes and figures into the words.
    fn filled(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text { text } => {
                    markers(&text).into_iter().for_each(|segment| push(&mut out, self.segment(segment)))
                }
                Inline::Strong { inlines } => out.push(Inline::Strong { inlines: self.filled(inlines) }),
                Inline::Emphasis { inlines } => out.push(Inline::Emphasis { inlines: self.filled(inlines) }),
                Inline::Link { to, inlines } => out.push(Inline::Link { to, inlines: self.filled(inlines) }),
                other => out.push(other),
            }
        }
        out
    }

    fn segment(&self, segment: Segment) -> Inline {
        match segment {
            Segment::Text(text) | Segment::Unknown(text) => Inline::Text { text },
            Segment::Marker(Marker::Figure(code)) => {
                Inline::text(self.fill.figures.get(&code).map_or("…", String::as_str))
            }
            Segment::Marker(Marker::Quote(id)) => match self.fill.quotes.get(&id).cloned() {
                Some(Quote { text, language, signature }) => Inline::Quote { language, text, signature },
                None => Inline::Emphasis { inlines: vec![Inline::text(&*self.fill.withdrawn)] },
            },
        }
    }

    fn set_apart(&self, id: Uuid) -> Block {
        let Some(quote) = self.fill.quotes.get(&id).cloned() else {
            let words = Inline::text(&*self.fill.withdrawn);
            return Block::Paragraph { inlines: vec![Inline::Emphasis { inlines: vec![words] }] };
        };
        let lines = quote.text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        Block::Quote { language: quote.language, lines, signature: quote.signature }
    }
}

/// Words that follow each other are one text.
fn push(out: &mut Vec<Inline>, inline: Inline) {
    if let (Some(Inline::Text { text: before }), Inline::Text { text }) = (out.last_mut(), &inline) {
        before.push_str(text);
    } else {
        out.push(inline);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough)
}

/// The quotes of a paragraph that holds nothing else.
fn quotes_alone(inlines: &[Inline]) -> Option<Vec<Uuid>> {
    let mut quotes = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } => quotes.extend(only_quotes(text)?),
            Inline::Break => {}
            _ => return None,
        }
    }
    Some(quotes).filter(|quotes| !quotes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::{Document, FORMAT, Part, Section, VERSION};
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn fill() -> Fill {
        let quote =
            Quote { text: "J’ai **appris**.\n\nUn".into(), language: "fr".into(), signature: "Membre".into() };
        Fill {
            quotes: HashMap::from([(Uuid::from_u128(1), quote)]),
            figures: HashMap::new(),
            withdrawn: "Retirée.".into(),
        }
    }

    fn written(blocks: Vec<Block>) -> String {
        let section = Section { part: Part::Text, heading: String::new(), blocks };
        let document = Document {
            format: FORMAT.into(),
            version: VERSION,
            language: "fr".into(),
            title: "T".into(),
            kind: "N".into(),
            about: vec![],
            sections: vec![section],
        };
        document.to_markdown().replacen("# T\n\n*N*\n\n", "", 1)
    }

    #[test]
    fn reads_what_a_note_needs() {
        let read = blocks("# Un\n\na **b** [c](https://d.org) [e](/me)\n\n1. x\n2. y\n\n|a|\n|-|\n|1|\n\n---", &fill());
        let text = Inline::text;
        let strong = Inline::Strong { inlines: vec![text("b")] };
        let link = Inline::Link { to: "https://d.org".into(), inlines: vec![text("c")] };
        assert_eq!(
            read,
            vec![
                Block::Heading { level: 2, inlines: vec![text("Un")] },
                Block::Paragraph { inlines: vec![text("a "), strong, text(" "), link, text(" e")] },
                Block::List { first: Some(1), items: vec![vec![Block::words("x")], vec![Block::words("y")]] },
                Block::Table { head: vec![vec![text("a")]], rows: vec![vec![vec![text("1")]]] },
                Block::Rule,
            ]
        );
    }

    #[test]
    fn quotes_stand_apart_or_in_a_sentence_and_withdrawn_ones_say_so() {
        let (here, gone) = (Marker::Quote(Uuid::from_u128(1)).to_text(), Marker::Quote(Uuid::from_u128(2)).to_text());
        let read = blocks(&format!("{here}\n{gone}\n\ndit {here}"), &fill());
        assert!(matches!(&read[0], Block::Quote { lines, .. } if lines.len() == 2), "{read:?}");
        assert!(matches!(&read[1], Block::Paragraph { .. }), "{read:?}");
        assert!(
            matches!(&read[2], Block::Paragraph { inlines } if matches!(inlines[1], Inline::Quote { .. })),
            "{read:?}"
        );
    }

    proptest! {
        /// What people typed is words in the file too, whatever signs it holds.
        #[test]
        fn typed_words_come_back_as_words(words in "[a-z0-9éàœ*_`#>|\\[\\]()<>!~&+.=\\\\ -]{1,40}") {
            let words = words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            prop_assume!(!words.is_empty());
            let read = blocks(&written(vec![Block::words(&*words)]), &fill());
            prop_assert_eq!(read, vec![Block::words(words)]);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "([#>*_`|\\-\\[\\]() \n]|[a-z]|1\\. ){0,80}") {
            let once = blocks(&text, &fill());
            // What is written is read as something again, and never grows.
            let again = blocks(&written(once), &fill());
            prop_assert!(again.len() <= text.len() + 2);
        }
    }
}
