//! Names and texts that people choose: counted in characters, trimmed, without control characters.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;

/// Lower-cased, Latin accents stripped, ligatures opened: for slugs, logins, month names and forgiving search.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        push_folded(&mut out, c);
    }
    out
}

fn push_folded(out: &mut String, c: char) {
    match c {
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => out.push('c'),
        'ď' | 'đ' | 'ð' => out.push('d'),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
        'ğ' | 'ĝ' | 'ġ' | 'ģ' => out.push('g'),
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => out.push('i'),
        'ł' | 'ľ' | 'ĺ' | 'ļ' => out.push('l'),
        'ñ' | 'ń' | 'ň' | 'ņ' => out.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
        'ř' | 'ŕ' => out.push('r'),
        'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
        'ť' | 'ţ' | 'ț' => out.push('t'),
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => out.push('u'),
        'ý' | 'ÿ' => out.push('y'),
        'ź' | 'ż' | 'ž' => out.push('z'),
        // Combining accents, as some keyboards send them.
        '\u{300}'..='\u{36f}' => {}
        c => out.push(c),
    }
}

/// A text with a private field: having one means that it was checked.
macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(text: String) -> Result<Self, Problem> {
                Self::parse(&text)
            }
        }
    };
}

checked_text! {
    /// How a person is called here: 1 to 60 characters; a pseudonym is fine.
    DisplayName
}

checked_text! {
    /// What a person signs in with: 3 to 32 of a-z, 0-9, '.', '-', '_'. Capitals and Latin accents are forgiven, so
    /// that "Aïcha" and "aicha" sign in alike.
    Login
}

checked_text! {
    /// One line: 1 to 200 characters.
    Title
}

checked_text! {
    /// A telephone number as people write it: 3 to 20 digits, spaces, dots, hyphens, brackets, a plus in front.
    Phone
}

checked_text! {
    /// Paragraphs: 0 to 10,000 characters, line ends as '\n', tabs allowed.
    Long
}

checked_text! {
    /// The name of a cohort or a note in addresses: a-z, 0-9 and single hyphens, 1 to 80; never `new`.
    Slug
}

impl DisplayName {
    /// Trims and checks.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        line(text, 60).map(Self)
    }
}

impl Title {
    /// Trims and checks.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        line(text, 200).map(Self)
    }
}

impl Phone {
    /// Makes spaces plain and digits ASCII, and checks.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = number::plain(text);
        required(&text)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let rest = text.strip_prefix('+').unwrap_or(&text);
        let known = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')'));
        if known && (3..=20).contains(&digits) && text.len() <= 40 { Ok(Self(text)) } else { Err(Problem::NotAPhone) }
    }
}

impl Login {
    /// The fewest characters.
    pub const MIN: usize = 3;
    /// The most characters.
    pub const MAX: usize = 32;

    /// Folds and checks.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let folded = fold(text.trim());
        required(&folded)?;
        if !folded.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_')) {
            return Err(Problem::NotAllowedCharacters);
        }
        if folded.len() < Self::MIN {
            return Err(Problem::TooShort { min: Self::MIN });
        }
        at_most(&folded, Self::MAX)?;
        Ok(Self(folded))
    }
}

impl Long {
    /// The most characters.
    pub const MAX: usize = 10_000;

    /// Trims, unifies line ends and checks. Empty is fine.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::at_most(text, Self::MAX)
    }

    /// The same with another limit, such as the note's.
    pub fn at_most(text: &str, max: usize) -> Result<Self, Problem> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(Problem::ControlCharacters);
        }
        at_most(text, max)?;
        Ok(Self(text.to_owned()))
    }

    /// As [`Long::parse`], where something has to be written.
    pub fn some(text: &str) -> Result<Self, Problem> {
        let long = Self::parse(text)?;
        required(&long.0)?;
        Ok(long)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Slug {
    /// The most characters, suffix included.
    pub const MAX: usize = 80;
    /// Cut to this when made from a name, so that a suffix always fits.
    const FROM_NAME: usize = 60;

    /// Checks what stands in an address.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        required(text)?;
        at_most(text, Self::MAX)?;
        let parts_filled = text.split('-').all(|part| !part.is_empty());
        if !parts_filled || !text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            return Err(Problem::NotAllowedCharacters);
        }
        if text == "new" { Err(Problem::Taken) } else { Ok(Self(text.to_owned())) }
    }

    /// Made from a name: "Cœur d'été" is "coeur-d-ete". A name without Latin letters or digits gives "cohort".
    pub fn from_name(name: &str) -> Self {
        let spaced: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let hyphened = spaced.split_whitespace().collect::<Vec<_>>().join("-");
        let short: String = hyphened.chars().take(Self::FROM_NAME).collect();
        match short.trim_end_matches('-') {
            "" => Self("cohort".to_owned()),
            "new" => Self("new-1".to_owned()),
            slug => Self(slug.to_owned()),
        }
    }

    /// The same with a number, for when it is taken: "textile-2".
    pub fn with_suffix(&self, n: u32) -> Self {
        let short: String = self.0.chars().take(Self::FROM_NAME).collect();
        Self(format!("{}-{n}", short.trim_end_matches('-')))
    }
}

fn line(text: &str, max: usize) -> Result<String, Problem> {
    let text = text.trim();
    required(text)?;
    if text.chars().any(|c| c.is_control() || reorders(c)) {
        return Err(Problem::ControlCharacters);
    }
    at_most(text, max)?;
    Ok(text.to_owned())
}

/// Characters that turn the reading order of what follows: a name must not rewrite the line that it stands in.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn required(text: &str) -> Result<(), Problem> {
    if text.is_empty() { Err(Problem::Required) } else { Ok(()) }
}

fn at_most(text: &str, max: usize) -> Result<(), Problem> {
    let have = text.chars().count();
    if have > max { Err(Problem::TooLong { max, have }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_lines() {
        assert_eq!(DisplayName::parse("  Aminata  ").unwrap().as_str(), "Aminata");
        assert_eq!(DisplayName::parse("فاطمه\u{200c}ها").unwrap().as_str(), "فاطمه\u{200c}ها");
        assert_eq!(DisplayName::parse(" "), Err(Problem::Required));
        assert_eq!(DisplayName::parse("a\nb"), Err(Problem::ControlCharacters));
        assert_eq!(DisplayName::parse("a\u{202e}b"), Err(Problem::ControlCharacters));
        assert!(DisplayName::parse(&"é".repeat(60)).is_ok());
        assert_eq!(DisplayName::parse(&"é".repeat(61)), Err(Problem::TooLong { max: 60, have: 61 }));
        assert_eq!(Title::parse(&"x".repeat(201)), Err(Problem::TooLong { max: 200, have: 201 }));
    }

    #[test]
    fn logins_forgive_capitals_and_accents() {
        assert_eq!(Login::parse(" Aïcha.2 ").unwrap().as_str(), "aicha.2");
        assert_eq!(Login::parse("ab"), Err(Problem::TooShort { min: 3 }));
        assert_eq!(Login::parse("a b c"), Err(Problem::NotAllowedCharacters));
        assert_eq!(Login::parse("x@y.fr"), Err(Problem::NotAllowedCharacters));
        assert_eq!(Login::parse(&"a".repeat(33)), Err(Problem::TooLong { max: 32, have: 33 }));
    }

    #[test]
    fn telephone_numbers_are_written_in_many_ways() {
        for text in ["06 12 34 56 78", "+33 6.12.34.56.78", "15\u{a0}18", "(0)1-42-00-00-00", "٠١٢٣٤"] {
            assert!(Phone::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Phone::parse(" "), Err(Problem::Required));
        for text in ["12", "6 + 12 34", "javascript:1234", &"1".repeat(21), &format!("123{}", "-".repeat(40))] {
            assert_eq!(Phone::parse(text), Err(Problem::NotAPhone), "{text}");
        }
    }

    #[test]
    fn long_texts_count_characters() {
        assert!(Long::parse(&"ê".repeat(10_000)).is_ok());
        assert_eq!(Long::parse(&"ê".repeat(10_001)), Err(Problem::TooLong { max: 10_000, have: 10_001 }));
        assert_eq!(Long::parse("a\r\nb\tc\rd").unwrap().as_str(), "a\nb\tc\nd");
        assert_eq!(Long::parse("a\u{0}b"), Err(Problem::ControlCharacters));
        assert!(Long::parse("").unwrap().is_empty());
        assert_eq!(Long::some("  "), Err(Problem::Required));
    }

    #[test]
    fn slugs_come_from_names() {
        assert_eq!(Slug::from_name("Cœur d'été 2026 !").as_str(), "coeur-d-ete-2026");
        assert_eq!(Slug::from_name("New").as_str(), "new-1");
        assert_eq!(Slug::from_name("خیاطی").as_str(), "cohort");
        assert_eq!(Slug::from_name("Textile").with_suffix(2).as_str(), "textile-2");
        assert_eq!(Slug::parse("new"), Err(Problem::Taken));
        assert_eq!(Slug::parse("a--b"), Err(Problem::NotAllowedCharacters));
        assert_eq!(Slug::parse("../etc"), Err(Problem::NotAllowedCharacters));
    }

    #[test]
    fn a_checked_text_is_checked_when_deserialized() {
        assert!(serde_json::from_str::<Login>("\"x\"").is_err());
        assert_eq!(serde_json::from_str::<Login>("\"Awa\"").unwrap().as_str(), "awa");
    }

    proptest! {
        #[test]
        fn every_name_gives_a_slug(name in "\\PC{0,90}", n in 1..10_000_u32) {
            let slug = Slug::from_name(&name);
            prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()));
            prop_assert!(Slug::parse(slug.with_suffix(n).as_str()).is_ok());
        }

        #[test]
        fn parsing_twice_changes_nothing(text in "\\PC{0,70}") {
            if let Ok(name) = DisplayName::parse(&text) {
                prop_assert_eq!(DisplayName::parse(name.as_str()), Ok(name));
            }
            if let Ok(login) = Login::parse(&text) {
                prop_assert_eq!(Login::parse(login.as_str()), Ok(login));
            }
        }
    }
}
