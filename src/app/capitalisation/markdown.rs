//! From the text of a note to HTML. What a facilitator writes is never trusted: HTML is shown as typed, images are not
//! loaded, links lead to the web or to a mailbox only, and the result passes a sanitiser with a short list of tags. Quotes and
//! figures are put in here, at each rendering, so that a word taken back is gone at once.

pub mod blocks;

use crate::domain::capitalisation::{FigureCode, Marker, Segment, markers};
use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html::push_html};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use uuid::Uuid;

/// A quotation, ready to be read.
#[derive(Clone, Debug)]
pub struct Quote {
    pub text: String,
    pub language: String,
    /// Who says it: a role, or the name that she chose to give.
    pub signature: String,
}

/// What stands in for the markers.
pub struct Fill {
    /// Only what may be quoted now.
    pub quotes: HashMap<Uuid, Quote>,
    /// Every figure as its readers see it.
    pub figures: HashMap<FigureCode, String>,
    /// What stands where a quote is no longer there.
    pub withdrawn: String,
}

/// Deeper lists and quotations than any note needs are flattened: the parser of the sanitiser slows down with depth.
const DEEPEST: usize = 16;

/// The HTML of `text`: headings from `h2` on, safe to stand in a page.
pub fn render(text: &str, fill: &Fill) -> String {
    let events: Vec<Event<'_>> =
        TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES).map(plain)).collect();
    let events = without_depth(from_h2(events));
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, filled(events, fill).into_iter());
    CLEANER.clean(&html).to_string()
}

/// HTML becomes the text that it was typed as.
fn plain(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => other,
    }
}

/// Moves all headings up or down together, so that the first level is `h2`: the page has its own `h1`.
fn from_h2(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let level = |event: &Event<'_>| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    };
    let first = events.iter().filter_map(level).min().unwrap_or(2);
    let moved =
        |level: HeadingLevel| HeadingLevel::try_from((level as usize + 2 - first).min(6)).unwrap_or(HeadingLevel::H6);
    for event in &mut events {
        match event {
            Event::Start(Tag::Heading { level, .. }) => *level = moved(*level),
            Event::End(TagEnd::Heading(level)) => *level = moved(*level),
            _ => {}
        }
    }
    events
}

/// Leaves out images (their words stay) and what is nested too deep (its words stay).
fn without_depth(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut depth = 0;
    let mut keep = |event: &Event<'_>| match event {
        Event::Start(tag) => {
            depth += 1;
            depth <= DEEPEST && !matches!(tag, Tag::Image { .. })
        }
        Event::End(tag) => {
            depth -= 1;
            depth < DEEPEST && !matches!(tag, TagEnd::Image)
        }
        _ => true,
    };
    events.into_iter().filter(|event| keep(event)).collect()
}

/// Puts quotes and figures in. A paragraph of nothing but quotes becomes those quotes, set apart.
fn filled<'t>(events: Vec<Event<'t>>, fill: &Fill) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let mut in_code = false;
    let mut index = 0;
    while index < events.len() {
        if let Some((quotes, after)) = quotes_alone(&events, index) {
            out.extend(quotes.into_iter().map(|id| Event::Html(set_apart(id, fill).into())));
            index = after;
            continue;
        }
        match &events[index] {
            Event::Text(text) if !in_code => in_line(text, fill, &mut out),
            event => out.push(event.clone()),
        }
        match &events[index] {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        index += 1;
    }
    out
}

/// The quotes of the paragraph that starts at `index`, when it holds nothing else, and where it ends.
fn quotes_alone(events: &[Event<'_>], index: usize) -> Option<(Vec<Uuid>, usize)> {
    if !matches!(events.get(index), Some(Event::Start(Tag::Paragraph))) {
        return None;
    }
    let mut quotes = Vec::new();
    for (offset, event) in events[index + 1..].iter().enumerate() {
        match event {
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) => quotes.extend(only_quotes(text)?),
            Event::End(TagEnd::Paragraph) if !quotes.is_empty() => return Some((quotes, index + offset + 2)),
            _ => return None,
        }
    }
    None
}

fn only_quotes(text: &str) -> Option<Vec<Uuid>> {
    let mut quotes = Vec::new();
    for segment in markers(text) {
        match segment {
            Segment::Marker(Marker::Quote(id)) => quotes.push(id),
            Segment::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    Some(quotes)
}

fn in_line(text: &str, fill: &Fill, out: &mut Vec<Event<'_>>) {
    for segment in markers(text) {
        out.push(match segment {
            Segment::Text(text) | Segment::Unknown(text) => Event::Text(text.into()),
            Segment::Marker(Marker::Quote(id)) => Event::InlineHtml(in_sentence(id, fill).into()),
            Segment::Marker(Marker::Figure(code)) => {
                Event::Text(fill.figures.get(&code).cloned().unwrap_or_else(|| "…".to_owned()).into())
            }
        });
    }
}

fn set_apart(id: Uuid, fill: &Fill) -> String {
    let Some(quote) = fill.quotes.get(&id) else { return format!("<p><em>{}</em></p>\n", escaped(&fill.withdrawn)) };
    let paragraphs: String = quote
        .text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", escaped(line)))
        .collect();
    let (language, signature) = (escaped(&quote.language), escaped(&quote.signature));
    format!(
        "<blockquote class=\"quote\" lang=\"{language}\" dir=\"auto\">{paragraphs}<footer>{signature}</footer></blockquote>\n"
    )
}

fn in_sentence(id: Uuid, fill: &Fill) -> String {
    let Some(quote) = fill.quotes.get(&id) else { return format!("<em>{}</em>", escaped(&fill.withdrawn)) };
    let (language, signature) = (escaped(&quote.language), escaped(&quote.signature));
    format!("<q lang=\"{language}\" dir=\"auto\">{}</q> ({signature})", escaped(&quote.text))
}

fn escaped(text: &str) -> String {
    ammonia::clean_text(text)
}

/// The last word on every tag and attribute, ours included.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "ul",
        "ol",
        "li",
        "blockquote",
        "footer",
        "q",
        "a",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    let mut cleaner = Builder::default();
    cleaner
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("blockquote", HashSet::from(["lang", "dir"])),
            ("q", HashSet::from(["lang", "dir"])),
        ]))
        .generic_attributes(HashSet::new())
        .allowed_classes(HashMap::from([("blockquote", HashSet::from(["quote"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

#[cfg(test)]
mod tests {
    use super::*;

    fn fill() -> Fill {
        let quote = |text: &str, signature: &str| Quote {
            text: text.into(),
            language: "fr".into(),
            signature: signature.into(),
        };
        Fill {
            quotes: HashMap::from([
                (Uuid::from_u128(1), quote("J’ai appris la **coupe**.\nEt <b>la vente</b>.", "Membre du groupe")),
                (Uuid::from_u128(2), quote("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")),
            ]),
            figures: HashMap::from([(FigureCode::MissionsDone, "40".into())]),
            withdrawn: "Cette parole a été retirée.".into(),
        }
    }

    fn html(text: &str) -> String {
        render(text, &fill())
    }

    #[test]
    fn writes_what_a_note_needs() {
        assert_eq!(html("# Un\n\n## Deux"), "<h2>Un</h2>\n<h3>Deux</h3>\n");
        assert_eq!(html("### Un\n\n#### Deux"), "<h2>Un</h2>\n<h3>Deux</h3>\n");
        assert_eq!(html("## Un\n\n# Deux"), "<h3>Un</h3>\n<h2>Deux</h2>\n");
        assert_eq!(html("*a* **b** `c`"), "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n");
        assert_eq!(html("|a|\n|-|\n|1|").matches("<td>1</td>").count(), 1);
        assert!(
            html("[x](https://a.org)").contains("<a href=\"https://a.org\" rel=\"noopener noreferrer nofollow\">x</a>")
        );
        assert!(html("<me@a.org>").contains("mailto:me@a.org"));
    }

    #[test]
    fn puts_quotes_and_figures_in() {
        let one = Marker::Quote(Uuid::from_u128(1)).to_text();
        let alone = html(&format!("Avant.\n\n{one}\n\nAprès {{{{figure:missions_done}}}}."));
        assert!(
            alone.contains("<blockquote class=\"quote\" lang=\"fr\" dir=\"auto\"><p>J’ai appris la **coupe**.</p>"),
            "{alone}"
        );
        assert!(alone.contains("&lt;b&gt;la vente") && alone.contains("<footer>Membre du groupe</footer>"), "{alone}");
        assert!(alone.contains("<p>Après 40.</p>"), "{alone}");
        assert!(html(&format!("Elle dit {one}")).contains("<p>Elle dit <q lang=\"fr\" dir=\"auto\">"));
        assert_eq!(html(&format!("{one}\n{one}")).matches("<blockquote").count(), 2);
        let gone = html(&Marker::Quote(Uuid::from_u128(9)).to_text());
        assert_eq!(gone, "<p><em>Cette parole a été retirée.</em></p>\n");
        assert!(html(&format!("`{one}`")).contains("{{quote:"));
    }

    /// Ways in which a text tries to become a program; HTML of ours never holds these.
    const VECTORS: [&str; 30] = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<details open ontoggle=alert(1)>",
        "<style>*{display:none}</style>",
        "<form action=https://evil><input name=password>",
        "<!--><script>alert(1)</script>-->",
        "<p onclick=alert(1)>x</p>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\u{9}script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "[x](/me)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "![x](x\" onerror=\"alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](https://a.org \"\\\" onclick=alert(1)\")",
        "```\"><script>alert(1)</script>\nx\n```",
        "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
        "{{quote:00000000-0000-0000-0000-000000000002}}",
        "a {{quote:00000000-0000-0000-0000-000000000002}} [b](https://a.org \"{{quote:00000000-0000-0000-0000-000000000002}}\")",
    ];

    #[test]
    fn no_text_becomes_a_program() {
        let links = scraper::Selector::parse("[href]").unwrap();
        let every = scraper::Selector::parse("*").unwrap();
        for vector in VECTORS {
            let html = html(vector);
            let page = scraper::Html::parse_fragment(&html);
            for element in page.select(&every) {
                let name = element.value().name();
                assert!(
                    !["script", "img", "svg", "math", "iframe", "style", "form", "input", "details", "object"]
                        .contains(&name),
                    "{vector}: {html}"
                );
                assert!(
                    element
                        .value()
                        .attrs()
                        .all(|(name, _)| ["href", "rel", "class", "lang", "dir", "start"].contains(&name)),
                    "{vector}: {html}"
                );
            }
            for link in page.select(&links) {
                let href = link.attr("href").unwrap();
                assert!(
                    ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)),
                    "{vector}: {html}"
                );
            }
        }
        assert!(html("<b>dit</b>").contains("&lt;b&gt;dit&lt;/b&gt;"), "what was typed is still there");
    }

    #[test]
    fn depth_and_length_cost_no_more_than_they_should() {
        let begin = std::time::Instant::now();
        for text in [
            ">".repeat(100_000),
            "- ".repeat(50_000),
            "[".repeat(100_000),
            "*a ".repeat(33_000),
            "{{".repeat(50_000),
            "`".repeat(100_000),
            "<a".repeat(50_000),
            "|a".repeat(50_000) + "\n" + &"|-".repeat(100),
            "é".repeat(100_000),
        ] {
            render(&text, &fill());
        }
        assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    }
}
