//! A document as Markdown that any reader of Markdown shows in the same way: what people typed is never taken for a sign.

use super::{Block, Document, Fact, Inline, Section};

pub(super) fn write(document: &Document) -> String {
    let mut parts = vec![format!("# {}", line(&document.title)), format!("*{}*", line(&document.kind))];
    parts.extend(document.about.iter().map(|about| line(about)));
    parts.extend(document.sections.iter().flat_map(section));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn section(section: &Section) -> Vec<String> {
    let heading = (!section.heading.is_empty()).then(|| format!("## {}", line(&section.heading)));
    heading.into_iter().chain(section.blocks.iter().map(block)).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, inlines } => format!("{} {}", "#".repeat(usize::from(*level)), one_line(inlines)),
        Block::Paragraph { inlines } => paragraph(inlines),
        Block::List { first, items } => list(*first, items),
        Block::Quote { lines, signature, .. } => {
            let lines = lines.iter().map(|text| line(text)).chain([format!("— {}", line(signature))]);
            set_apart(&lines.collect::<Vec<_>>().join("\n\n"))
        }
        Block::Aside { blocks } => set_apart(&blocks.iter().map(self::block).collect::<Vec<_>>().join("\n\n")),
        Block::Code { text } => code(text),
        Block::Table { head, rows } => table(head, rows),
        Block::Rule => "---".to_owned(),
        Block::Facts { facts } => facts_list(facts),
        Block::Figures { figures } => {
            let row = |figure: &super::Figure| format!("- **{}** {}", line(&figure.number), line(&figure.sentence));
            figures.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Block::Chart { title, sentence, labels, unit, points } => {
            let rows = points.iter().map(|point| format!("| {} | {} |", line(&point.label), line(&point.shown)));
            let rows = rows.collect::<Vec<_>>().join("\n");
            let head = format!("| {} | {} |\n| --- | --- |", line(labels), line(unit));
            format!("**{}**\n\n{}\n\n{head}\n{rows}", line(title), line(sentence))
        }
        Block::Lesson { outcome, core, facts } => {
            format!("**{}**\n\n{}", line(outcome), facts_list(&[core.as_slice(), facts].concat()))
        }
    }
}

fn facts_list(facts: &[Fact]) -> String {
    let row = |fact: &Fact| format!("- **{}** {}", line(&fact.name), line(&fact.value));
    facts.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn list(first: Option<u64>, items: &[Vec<Block>]) -> String {
    let item = |(index, blocks): (usize, &Vec<Block>)| {
        let sign = first.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first + index as u64));
        let inside = blocks.iter().map(block).collect::<Vec<_>>().join("\n\n");
        let indent = " ".repeat(sign.len());
        let inside = inside.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
        format!("{sign}{}", inside.collect::<Vec<_>>().join("\n").trim_start())
    };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n\n")
}

fn set_apart(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn code(text: &str) -> String {
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let row = |cells: &[Vec<Inline>]| {
        let cells = cells.iter().map(|inlines| format!(" {} |", inlines.iter().map(in_cell).collect::<String>()));
        format!("|{}", cells.collect::<String>())
    };
    let rule = format!("|{}", " --- |".repeat(head.len()));
    [row(head), rule].into_iter().chain(rows.iter().map(|cells| row(cells))).collect::<Vec<_>>().join("\n")
}

/// As on a line; a bar would end the cell even within code.
fn in_cell(part: &Inline) -> String {
    match part {
        Inline::Code { text } => escape(text),
        other => inline(other, " "),
    }
}

/// Lines of words; a line that the writer broke stays broken.
fn paragraph(inlines: &[Inline]) -> String {
    escape_starts(&inlines.iter().map(|part| inline(part, "\\\n")).collect::<String>())
}

fn one_line(inlines: &[Inline]) -> String {
    escape_starts(&inlines.iter().map(|part| inline(part, " ")).collect::<String>())
}

fn inline(part: &Inline, broken: &str) -> String {
    let inside = |inlines: &[Inline]| inlines.iter().map(|part| inline(part, broken)).collect::<String>();
    match part {
        Inline::Text { text } => escape(text),
        Inline::Strong { inlines } => format!("**{}**", inside(inlines)),
        Inline::Emphasis { inlines } => format!("*{}*", inside(inlines)),
        Inline::Code { text } => {
            let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest + 1);
            let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
            format!("{fence}{space}{text}{space}{fence}")
        }
        Inline::Link { to, inlines } => {
            format!("[{}](<{}>)", inside(inlines), to.replace('<', "%3C").replace('>', "%3E").replace('|', "%7C"))
        }
        Inline::Quote { text, signature, .. } => format!("« {} » ({})", line(text), line(signature)),
        Inline::Break => broken.to_owned(),
    }
}

/// What somebody typed, on one line. The narrow spaces of French stay.
fn line(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
    escape_starts(&escape(&lines.collect::<Vec<_>>().join(" ")))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(if sign == '\n' { ' ' } else { sign });
    }
    out
}

/// Signs that mean something at the beginning of a line only.
fn escape_starts(text: &str) -> String {
    text.split('\n').map(escape_start).collect::<Vec<_>>().join("\n")
}

fn escape_start(line: &str) -> String {
    let trimmed = line.trim_start_matches(' ');
    if trimmed.starts_with(['#', '+', '-', '=']) {
        return format!("\\{trimmed}");
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    match trimmed.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &trimmed[..digits], &trimmed[digits..]),
        _ => trimmed.to_owned(),
    }
}
