use super::*;
use lopdf::{Document, Object};
use serde_json::{Value as Json, json};

const AT: Moment = (2026, 11, 24, 9, 30, 0);

fn text(text: &str) -> Json {
    json!({ "inline": "text", "text": text })
}

fn words(words: &str) -> Json {
    json!({ "block": "paragraph", "inlines": [text(words)] })
}

fn section(part: &str, heading: &str, blocks: Json) -> Json {
    json!({ "part": part, "heading": heading, "blocks": blocks })
}

fn chart() -> Json {
    json!({ "block": "chart", "title": "Heures", "sentence": "La couture prend le plus de temps.", "labels": "Travail",
        "unit": "Heures", "points": [{ "label": "Couture", "value": 40.0, "shown": "40 h" },
        { "label": "Vente", "value": 0.0, "shown": "0 h" }] })
}

/// Every kind of block and inline that there is.
fn every() -> Json {
    let inlines = json!([text("a "), { "inline": "strong", "inlines": [text("b")] }, { "inline": "emphasis", "inlines": [text("c")] },
        { "inline": "code", "text": "#let x" }, { "inline": "break" },
        { "inline": "link", "to": "https://example.org", "inlines": [text("d")] },
        { "inline": "quote", "language": "ps", "text": "ښه کار", "signature": "Membre" }]);
    let text_blocks = json!([
        { "block": "heading", "level": 2, "inlines": [text("Ce qui a marché")] },
        { "block": "paragraph", "inlines": inlines },
        { "block": "list", "first": null, "items": [[words("un")], [words("deux"), { "block": "list", "first": 3, "items": [[words("trois")]] }]] },
        { "block": "quote", "language": "ar", "lines": ["تعلمنا القص معا."], "signature": "Membre du groupe" },
        { "block": "aside", "blocks": [words("#eval(\"1+1\") $x^2$ @ref <label> \\ * _")] },
        { "block": "code", "text": "ligne\n#set page(width: 1pt)" },
        { "block": "table", "head": [[text("A")], [text("B")]], "rows": [[[text("1")], [text("2")]]] },
        { "block": "rule" },
    ]);
    let lesson = json!({ "block": "lesson", "outcome": "Cela a marché.", "core": [{ "name": "Si", "value": "…" }], "facts": [] });
    json!({ "format": "cooperade-note", "version": 1, "language": "fr", "title": "Atelier Soleil", "kind": "Note de capitalisation",
        "about": ["Textile · Atelier Soleil"],
        "sections": [
            section("summary", "L’essentiel", json!([words("Cinq mois ensemble.")])),
            section("figures", "En chiffres", json!([{ "block": "figures", "figures": [{ "code": "people", "number": "12", "sentence": "Douze." }] }, chart()])),
            section("text", "", text_blocks),
            section("lessons", "Leçons", json!([lesson])),
            section("colophon", "À propos", json!([{ "block": "facts", "facts": [{ "name": "Édition", "value": "2" }] }])),
        ] })
}

fn read(note: &Json) -> Document {
    let bytes = make(&note.to_string(), AT).unwrap();
    Document::load_mem(&bytes).unwrap()
}

fn name(object: &Object) -> String {
    object.as_name().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
}

/// Every dictionary of the file that has `key`.
fn having<'d>(document: &'d Document, key: &'d [u8]) -> impl Iterator<Item = &'d lopdf::Dictionary> {
    document.objects.values().filter_map(|object| object.as_dict().ok()).filter(move |found| found.has(key))
}

/// The roles of the structure tree.
fn roles(document: &Document) -> Vec<String> {
    having(document, b"S").filter(|found| found.has(b"P")).filter_map(|found| found.get(b"S").ok()).map(name).collect()
}

#[test]
fn a_reader_finds_title_language_structure_and_alternative_texts() {
    let document = read(&every());
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fr");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo") && catalog.has(b"Outlines"));
    let roles = roles(&document);
    for role in ["H1", "H2", "P", "L", "LI", "Table", "TH", "TD", "Figure", "BlockQuote", "Link"] {
        assert!(roles.iter().any(|found| found == role), "{role} is missing in {roles:?}");
    }
    let alt: Vec<String> =
        having(&document, b"Alt").filter_map(|found| lopdf::decode_text_string(found.get(b"Alt").ok()?).ok()).collect();
    assert!(
        alt.iter().any(|alt| alt.contains("La couture prend le plus de temps.") && alt.contains("40 h")),
        "{alt:?}"
    );
    let metadata = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let metadata = String::from_utf8_lossy(&metadata.as_stream().unwrap().content).into_owned();
    assert!(metadata.contains("pdfuaid") && metadata.contains("Atelier Soleil"), "{metadata}");
}

#[test]
fn quotations_keep_their_language() {
    let document = read(&every());
    // Of a paragraph in the structure; of words within a line, beside them in the page.
    let tags: Vec<&[u8]> =
        having(&document, b"Lang").filter_map(|found| found.get(b"Lang").ok()?.as_str().ok()).collect();
    assert!(tags.contains(&b"ar".as_slice()), "{tags:?}");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let mut pages = streams.filter_map(|stream| stream.decompressed_content().ok());
    assert!(pages.any(
        |page| page.windows(8).any(|part| part == b"Lang(ps)") || page.windows(9).any(|part| part == b"Lang (ps)")
    ));
}

#[test]
fn a_sign_without_a_font_is_known_before() {
    for sign in "aéœÆŋƴɓɗñ« » — € ’ 12 Ж Ω عربي پښتو ڼ ۍ ټ አማ বাং தமி \u{202f}\u{200f}".chars()
    {
        assert!(is_written(sign), "{sign:?}");
    }
    for sign in ['👍', '漢', '🧵'] {
        assert!(!is_written(sign), "{sign:?}");
    }
    // What stands for the others.
    assert!(is_written('\u{fffd}'));
}

#[test]
fn a_long_note_with_charts_is_made() {
    let mut note = every();
    let paragraph =
        "Le groupe a cousu, vendu et partagé ce qui a été gagné, puis il a dit ce qui a marché. ".repeat(14);
    let mut blocks: Vec<Json> = (0..36).map(|_| words(&paragraph)).collect();
    blocks.extend((0..6).map(|_| chart()));
    note["sections"][2]["blocks"] = json!(blocks);
    let document = read(&note);
    assert!(document.get_pages().len() >= 12, "{}", document.get_pages().len());
    assert!(having(&document, b"Alt").count() >= 6);
}
