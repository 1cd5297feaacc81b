//! A story of a change: before, after, why it matters. It is kept as the words of its speaker, so that whatever is true of
//! her words (who reads them, taking them back, being found) is true of her story.

use crate::domain::{problem::Problem, text::Long};

/// A story in its three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    pub before: String,
    pub after: String,
    pub why: String,
}

impl Story {
    /// From parts that were checked. Empty lines inside a part go: they separate the parts.
    pub fn new(before: &Long, after: &Long, why: &Long) -> Self {
        let [before, after, why] = [before, after, why].map(|part| one_paragraph(part.as_str()));
        Self { before, after, why }
    }

    /// As it is kept: three paragraphs.
    ///
    /// Errors: [`Problem::TooLong`] when the parts together are.
    pub fn to_text(&self) -> Result<Long, Problem> {
        Long::some(&[&*self.before, &*self.after, &*self.why].join("\n\n"))
    }

    /// Reads what was kept. Words that are no story in three parts are all "after": what somebody told in one piece.
    pub fn of(text: &str) -> Self {
        let parts: Vec<&str> = text.split("\n\n").collect();
        match parts[..] {
            [before, after, why] => Self { before: before.into(), after: after.into(), why: why.into() },
            _ => Self { after: text.into(), ..Self::default() },
        }
    }
}

fn one_paragraph(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_in_one_piece_are_a_story_too() {
        let story = Story::of("J’ai vendu mon premier sac.");
        assert_eq!((story.before.as_str(), story.after.as_str()), ("", "J’ai vendu mon premier sac."));
        let long = Long::parse(&"a".repeat(4_000)).unwrap();
        assert!(matches!(Story::new(&long, &long, &long).to_text(), Err(Problem::TooLong { .. })));
    }

    proptest! {
        #[test]
        fn a_story_comes_back(parts in prop::collection::vec("[a-zé’ ]{0,9}[a-z](\n{1,3} ?[a-zé’ ]{0,9}[a-z]){0,3}", 3)) {
            let long = |index: usize| Long::some(&parts[index]).unwrap();
            let story = Story::new(&long(0), &long(1), &long(2));
            prop_assert_eq!(Story::of(story.to_text().unwrap().as_str()), story);
        }
    }
}
