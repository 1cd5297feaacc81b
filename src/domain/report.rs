//! A note on a funder's desk: submitted, asked about, answered, accepted.

use chrono::NaiveDate;

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The funder has it, and nothing is open.
    Submitted,
    /// So many questions wait for an answer.
    Asked(usize),
    Accepted(NaiveDate),
}

/// Where a report stands, from the day on which it was accepted and the answers to its questions.
pub fn standing<'a>(accepted_on: Option<NaiveDate>, answers: impl IntoIterator<Item = &'a str>) -> Standing {
    let open = answers.into_iter().filter(|answer| answer.is_empty()).count();
    match (accepted_on, open) {
        (Some(day), _) => Standing::Accepted(day),
        (None, 0) => Standing::Submitted,
        (None, open) => Standing::Asked(open),
    }
}

impl Standing {
    /// Whether the funder may still ask and accept.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Accepted(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_stands_where_its_rows_say() {
        let day: NaiveDate = "2026-11-24".parse().unwrap();
        assert_eq!(standing(None, []), Standing::Submitted);
        assert_eq!(standing(None, ["Oui.", ""]), Standing::Asked(1));
        assert_eq!(standing(None, ["Oui."]), Standing::Submitted);
        assert_eq!(standing(Some(day), [""]), Standing::Accepted(day));
        assert!(standing(None, [""]).is_open() && !standing(Some(day), []).is_open());
    }
}
