//! Markup written straight into one string, for the few tables that have hundreds of cells. What people typed goes through
//! `text`, which escapes it; `raw` is for our own words.

use std::fmt::{self, Write};

/// Markup being written.
#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// Room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Our own tags.
    pub fn raw(&mut self, tags: &str) -> &mut Self {
        self.0.push_str(tags);
        self
    }

    /// A text of whatever origin.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// A number, an id, a day, a time: what needs no escaping.
    pub fn value(&mut self, value: impl fmt::Display) -> &mut Self {
        // Writing into a string cannot fail.
        let _ = write!(self.0, "{value}");
        self
    }

    /// A pictogram; a word follows.
    pub fn icon(&mut self, name: &str) -> &mut Self {
        self.raw("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/icons.svg#").raw(name).raw("\"></use></svg>")
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        let mut markup = Markup::default();
        markup.raw("<b title=\"").text("\"'><script>&").raw("\">").value(3).raw("</b>");
        assert_eq!(markup.finish(), "<b title=\"&quot;&#39;&gt;&lt;script&gt;&amp;\">3</b>");
    }
}
