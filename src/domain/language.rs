//! The languages in which people speak here, by their own names: those that the groups speak, in scripts that every output can
//! write. Not the languages of the pages.

/// A language that words can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag, as `lang` takes it.
    pub code: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    direction: Direction,
}

/// Which way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Ltr,
    Rtl,
}

const fn ltr(code: &'static str, name: &'static str) -> Language {
    Language { code, name, direction: Direction::Ltr }
}

const fn rtl(code: &'static str, name: &'static str) -> Language {
    Language { code, name, direction: Direction::Rtl }
}

/// Those of the pages first, then by their names.
pub const LANGUAGES: [Language; 20] = [
    ltr("fr", "Français"),
    ltr("en", "English"),
    ltr("bm", "Bamanankan"),
    ltr("es", "Español"),
    ltr("it", "Italiano"),
    ltr("ln", "Lingála"),
    ltr("pt", "Português"),
    ltr("ff", "Pulaar"),
    ltr("ro", "Română"),
    ltr("sq", "Shqip"),
    ltr("snk", "Sooninkanxanne"),
    ltr("so", "Soomaali"),
    ltr("kab", "Taqbaylit"),
    ltr("tr", "Türkçe"),
    ltr("wo", "Wolof"),
    rtl("ar", "العربية"),
    rtl("prs", "دری"),
    rtl("fa", "فارسی"),
    rtl("ps", "پښتو"),
    rtl("ur", "اردو"),
];

impl Language {
    /// The language with this tag, if it is offered.
    pub fn from_code(code: &str) -> Option<Self> {
        LANGUAGES.into_iter().find(|language| language.code == code)
    }
}

/// The value of `dir` for words in the language with this tag; what is not known is left to the words.
pub fn direction(code: &str) -> &'static str {
    match Language::from_code(code).map(|language| language.direction) {
        Some(Direction::Ltr) => "ltr",
        Some(Direction::Rtl) => "rtl",
        None => "auto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_offered_once_by_its_own_name() {
        for (index, language) in LANGUAGES.iter().enumerate() {
            assert_eq!(Language::from_code(language.code).as_ref(), Some(language));
            assert!(LANGUAGES[..index].iter().all(|other| other.name != language.name));
        }
        assert_eq!(Language::from_code("tlh"), None);
    }

    #[test]
    fn words_run_as_their_script_does() {
        let arabic = |name: &str| name.chars().all(|c| matches!(c, '\u{600}'..='\u{6ff}'));
        for language in LANGUAGES {
            assert_eq!(direction(language.code) == "rtl", arabic(language.name), "{}", language.code);
        }
        assert_eq!(direction("x-unknown"), "auto");
    }
}
