//! Search as people type it: accents, plurals and feminine forms are forgiven, œ is oe, and words that stand everywhere do not
//! count. What is kept and what is asked become the same roots here, so that both engines only compare letters and answer alike.
//!
//! Known gaps, the price of rules that fit on a page: *ils forment* is not found by *former*, nor *ils vendent* by *vente*.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::Problem;
use super::text::fold;

/// The longest question, in characters.
pub const LONGEST: usize = 200;
/// A word is known by its first characters.
const LONGEST_WORD: usize = 40;
/// Stands before a root of a title. No word holds it, so it is never asked by mistake.
const TITLE: char = '¶';

codes! {
    /// What can be found.
    Kind {
        Lesson = "lesson",
        /// A lesson as it stands in a published note.
        Published = "published",
        Practice = "practice",
        /// A published note.
        Note = "note",
        Contribution = "contribution",
        Decision = "decision",
        Minutes = "minutes",
        Event = "event",
        Mission = "mission",
        Product = "product",
        Order = "order",
    }
}

/// Too frequent to tell one text from another; in French, and the few of English.
const SMALL: &[&str] = &[
    "ai", "and", "as", "at", "au", "aux", "avec", "by", "car", "ce", "ces", "cet", "cette", "comme", "dans", "de",
    "des", "donc", "dont", "du", "elle", "elles", "en", "est", "et", "for", "il", "ils", "in", "is", "it", "je", "la",
    "le", "les", "leur", "leurs", "ma", "mais", "mes", "mon", "ne", "nos", "notre", "nous", "of", "on", "ont", "ou",
    "par", "pas", "plus", "pour", "qu", "que", "qui", "quoi", "sa", "sans", "se", "ses", "si", "son", "sont", "sur",
    "ta", "tes", "the", "to", "ton", "tu", "un", "une", "vos", "votre", "vous", "with",
];

/// What somebody looks for: at least one root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question(BTreeSet<String>);

impl Question {
    /// Reads what was typed. Operators and quotation marks of other search engines are no words, and mean nothing here.
    ///
    /// Errors: [`Problem::TooLong`], [`Problem::NoWord`], [`Problem::SmallWordsOnly`].
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let have = typed.chars().count();
        if have > LONGEST {
            return Err(Problem::TooLong { max: LONGEST, have });
        }
        let roots: BTreeSet<String> = roots(typed).collect();
        match (roots.is_empty(), words(typed).next()) {
            (false, _) => Ok(Self(roots)),
            (true, Some(_)) => Err(Problem::SmallWordsOnly),
            (true, None) => Err(Problem::NoWord),
        }
    }

    /// The roots that a text must hold, all of them.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The same where its title must hold them.
    pub fn in_title(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|root| format!("{TITLE}{root}"))
    }

    fn asks(&self, word: &str) -> bool {
        root(word).is_some_and(|root| self.0.contains(&root))
    }
}

/// What is kept of a text so that questions find it: its roots, each once, in order, with spaces between.
pub fn kept(title: &str, text: &str) -> String {
    let of_title = roots(title).flat_map(|root| [format!("{TITLE}{root}"), root]);
    let all: BTreeSet<String> = of_title.chain(roots(text)).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// A piece of a text that was found: a word that was asked for, or what stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_asked: bool,
}

/// The whole text in pieces.
pub fn marked(text: &str, question: &Question) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for word in words(text).filter(|word| question.asks(&text[word.clone()])) {
        push(&mut pieces, &text[done..word.start], false);
        push(&mut pieces, &text[word.clone()], true);
        done = word.end;
    }
    push(&mut pieces, &text[done..], false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_asked: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), is_asked });
    }
}

/// How many characters an excerpt shows before the first word that was asked for, and from there on.
const BEFORE: usize = 60;
const FROM_THERE: usize = 180;

/// The part of a text that tells why it was found, in pieces: around the first word that was asked for, or else its beginning.
pub fn excerpt(text: &str, question: &Question) -> Vec<Piece> {
    let text = on_one_line(text);
    let first = words(&text).find(|word| question.asks(&text[word.clone()])).map_or(0, |word| word.start);
    let start = text[..first].char_indices().rev().take(BEFORE).last().map_or(first, |(at, _)| at);
    let end = text[first..].char_indices().nth(FROM_THERE).map_or(text.len(), |(at, _)| first + at);
    // Words are not cut: what is cut could be read, and marked, as another word.
    let start = if start == 0 { 0 } else { text[start..first].find(' ').map_or(first, |space| start + space + 1) };
    let end = if end == text.len() { end } else { text[first..end].rfind(' ').map_or(end, |space| first + space) };
    let mut pieces = marked(&text[start..end], question);
    if start > 0 {
        pieces.insert(0, Piece { text: "… ".to_owned(), is_asked: false });
    }
    if end < text.len() {
        pieces.push(Piece { text: " …".to_owned(), is_asked: false });
    }
    pieces
}

/// A text on one line: what stood on lines of its own stays apart.
fn on_one_line(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Where the words of a text stand.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|c: char| !c.is_alphanumeric() && !is_mark(c)).unwrap_or(text.len() - start);
        rest = start + length;
        Some(start..rest)
    })
}

/// Signs above and below letters that some keyboards send by themselves, and the vowels of Arabic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn roots(text: &str) -> impl Iterator<Item = String> {
    words(text).filter_map(|word| root(&text[word]))
}

/// What is left of a word when its accents and endings are gone; nothing of a small one.
fn root(word: &str) -> Option<String> {
    let plain: String = fold(word).chars().filter_map(plain_arabic).take(LONGEST_WORD).collect();
    let is_letter = plain.len() == 1 && !plain.starts_with(|c: char| c.is_ascii_digit());
    if plain.is_empty() || is_letter || SMALL.binary_search(&plain.as_str()).is_ok() {
        return None;
    }
    Some(if plain.bytes().all(|byte| byte.is_ascii_lowercase()) { stem(plain) } else { plain })
}

/// Arabic script as it is typed: without vowels and stretching, with one alif.
fn plain_arabic(c: char) -> Option<char> {
    match c {
        '\u{640}' => None,
        c if is_mark(c) => None,
        'أ' | 'إ' | 'آ' => Some('ا'),
        c => Some(c),
    }
}

/// Endings that go or change, the shortest word that they are taken from, and what stands there instead; the first that fits.
const ENDINGS: &[(&str, usize, &str)] = &[
    // bureaux, noyaux, journaux, travail, feux, bijoux
    ("eaux", 4, "eau"),
    ("yaux", 5, "yau"),
    ("aux", 5, "al"),
    ("ail", 6, "al"),
    ("eux", 4, "eu"),
    ("oux", 4, "ou"),
    // nouveau and nouvelle, vendeur and vendeuse, animatrice and animateur
    ("eau", 6, "el"),
    ("eur", 5, "eu"),
    ("tric", 7, "teu"),
    // tabliers, cousue, formée
    ("s", 4, ""),
    ("e", 4, ""),
    // active and actif, once the e is gone
    ("v", 4, "f"),
    // atelier stays; former, boulangère
    ("ier", 0, "ier"),
    ("er", 5, ""),
];

/// Takes endings away until none is left, so that a root is its own root.
fn stem(mut word: String) -> String {
    while let Some(shorter) = shorter(&word) {
        word = shorter;
    }
    word
}

fn shorter(word: &str) -> Option<String> {
    let ending = ENDINGS.iter().find(|(ending, least, _)| word.len() >= *least && word.ends_with(ending));
    match ending {
        Some((ending, _, instead)) if ending != instead => {
            Some(format!("{}{instead}", &word[..word.len() - ending.len()]))
        }
        Some(_) => None,
        None => undoubled(word),
    }
}

/// ancienne, nouvelle: one consonant is enough.
fn undoubled(word: &str) -> Option<String> {
    let &[.., before, last] = word.as_bytes() else { return None };
    let doubled = word.len() >= 4 && before == last && !b"aeiouy".contains(&last);
    doubled.then(|| word[..word.len() - 1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(asked: &str, text: &str) -> bool {
        let kept = kept("", text);
        let held: BTreeSet<&str> = kept.split(' ').collect();
        Question::parse(asked).unwrap().roots().all(|root| held.contains(root))
    }

    #[test]
    fn small_words_are_in_order() {
        assert!(SMALL.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn finds_as_people_type() {
        for (asked, text) in [
            ("evenements", "Un événement par mois"),
            ("oeuvre", "Mettre en œuvre"),
            ("œuvres", "une oeuvre"),
            ("atelier", "À l’atelier, on coud"),
            ("l'atelier", "Les ateliers"),
            ("empeche", "Ce qui nous a empêchés"),
            ("tabliers", "Le tablier"),
            ("journal", "Deux journaux"),
            ("travaux", "Notre travail"),
            ("bureaux", "Le bureau"),
            ("gâteau", "DES GÂTEAUX"),
            ("nouveau", "La nouvelle machine"),
            ("couturière", "Le couturier"),
            ("boulanger", "Des boulangères"),
            ("vendeuse", "Les vendeurs"),
            ("animatrices", "Un animateur"),
            ("heureuse", "Ils sont heureux"),
            ("active", "Un membre actif"),
            ("ancien", "Les anciennes"),
            ("former", "Une personne formée"),
            ("formé", "La forme"),
            ("commandes", "Elle a commandé"),
            ("qu'on vende", "On vend"),
            ("e\u{301}te\u{301}", "L’été"),
            ("مشروع", "مَشْرُوع"),
            ("2019", "En 2019, 3 tabliers"),
        ] {
            assert!(finds(asked, text), "{asked:?} in {text:?}: {:?}", kept("", text));
        }
    }

    #[test]
    fn tells_words_apart() {
        for (asked, text) in
            [("atelier", "Une athlète"), ("coudre couper", "On coud"), ("prix", "Un pré"), ("2019", "2020")]
        {
            assert!(!finds(asked, text), "{asked:?} in {text:?}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_said() {
        for typed in ["", " ", "🧵🪡", "\"*()-\"", "«»"] {
            assert_eq!(Question::parse(typed), Err(Problem::NoWord), "{typed:?}");
        }
        for typed in ["le", "de l'", "À la", "\"de\" * (et)"] {
            assert_eq!(Question::parse(typed), Err(Problem::SmallWordsOnly), "{typed:?}");
        }
        assert!(Question::parse(&"é".repeat(LONGEST)).is_ok());
        assert_eq!(Question::parse(&"é".repeat(500)), Err(Problem::TooLong { max: LONGEST, have: 500 }));
        assert!(Question::parse("NEAR(a b)").is_ok());
    }

    #[test]
    fn titles_are_known_as_titles() {
        assert_eq!(kept("Les tabliers", "Coudre un tablier"), "coudr tablier ¶tablier");
        let asked = Question::parse("tablier ¶").unwrap();
        assert_eq!(asked.in_title().collect::<Vec<_>>(), ["¶tablier"]);
    }

    #[test]
    fn an_excerpt_shows_why() {
        let text = format!("{} puis coudre l’ourlet, <b>ensuite</b> {}", "avant ".repeat(40), "après ".repeat(80));
        let asked = Question::parse("ourlets").unwrap();
        let pieces = excerpt(&text, &asked);
        let asked: Vec<&str> = pieces.iter().filter(|piece| piece.is_asked).map(|piece| piece.text.as_str()).collect();
        assert_eq!(asked, ["ourlet"]);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(whole.starts_with("… avant ") && whole.ends_with(" …") && whole.contains("<b>ensuite"), "{whole}");
        assert!(whole.chars().count() < BEFORE + FROM_THERE + 5);
    }

    #[test]
    fn lines_stay_apart() {
        let asked = Question::parse("ourlet").unwrap();
        let whole: String = excerpt("on coud\n\n  un  ourlet \n", &asked).into_iter().map(|piece| piece.text).collect();
        assert_eq!(whole, "on coud · un ourlet");
    }

    proptest! {
        #[test]
        fn accents_never_matter(word in "[a-zàâçéèêëîïôùûüÿœæ]{1,14}") {
            prop_assert_eq!(root(&word), root(&fold(&word)));
            prop_assert_eq!(root(&word), root(&word.to_uppercase()));
        }

        #[test]
        fn a_plural_is_its_singular(word in "[a-z]{3,12}[bcdfglmnrt]e?") {
            prop_assume!(!SMALL.contains(&word.as_str()));
            prop_assert_eq!(root(&word), root(&format!("{word}s")));
        }

        #[test]
        fn a_root_is_its_own_root(word in "\\PC{0,20}") {
            if let Some(once) = root(&word)
                && let Some(twice) = root(&once)
            {
                prop_assert_eq!(once, twice);
            }
        }

        #[test]
        fn what_is_kept_is_made_of_roots(title in "\\PC{0,30}", text in "\\PC{0,60}") {
            let kept = kept(&title, &text);
            for root in kept.split(' ').filter(|root| !root.is_empty()) {
                let bare = root.strip_prefix(TITLE).unwrap_or(root);
                // No sign that an engine's own language of questions knows.
                prop_assert!(bare.chars().all(|c| c.is_alphanumeric() || is_mark(c)), "{:?}", root);
            }
        }

        #[test]
        fn every_word_of_a_text_finds_it(text in "[a-zéœ’ ]{0,60}") {
            for word in text.split_whitespace() {
                if Question::parse(word).is_ok() {
                    prop_assert!(finds(word, &text), "{}", word);
                }
            }
        }

        #[test]
        fn marks_change_no_letter(text in "\\PC{0,80}", asked in "[a-z]{2,8}") {
            if let Ok(question) = Question::parse(&asked) {
                let whole: String = marked(&text, &question).into_iter().map(|piece| piece.text).collect();
                prop_assert_eq!(&whole, &text);
                let shown: String = excerpt(&text, &question).into_iter().map(|piece| piece.text).collect();
                let bare = shown.trim_start_matches("… ").trim_end_matches(" …");
                let text = on_one_line(&text);
                prop_assert!(text.contains(bare), "{} in {}", bare, text);
            }
        }
    }
}
