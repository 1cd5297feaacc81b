//! The text of a rule as RFC 5545 writes it, to and from.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Nth, Rule, Series};

/// Why the text of a rule cannot become a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Not a rule of RFC 5545.
    Malformed,
    /// A rule, of a kind that there is not here: a count, days of the month, every year, no end …
    Unsupported,
}

const BYDAY: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

fn byday(weekday: Weekday) -> &'static str {
    BYDAY[weekday.num_days_from_monday() as usize].0
}

impl fmt::Display for Series {
    /// The rule without "RRULE:": `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20261130`. The end is a day, so the start has
    /// to be written as a day too; exceptions are not part of a rule (`EXDATE`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.rule {
            Rule::Weeks { weekdays, every } => {
                let days: Vec<&str> = weekdays.iter().map(|weekday| byday(*weekday)).collect();
                write!(f, "FREQ=WEEKLY;INTERVAL={every};BYDAY={}", days.join(","))?;
            }
            Rule::Month { nth, weekday } => write!(f, "FREQ=MONTHLY;BYDAY={}{}", nth.number(), byday(*weekday))?,
        }
        write!(f, ";UNTIL={}", self.until.format("%Y%m%d"))
    }
}

impl Series {
    /// Reads the text of a rule, with or without "RRULE:". An end with a time keeps its day, as written.
    pub fn from_rule(text: &str, starts_on: NaiveDate, except: Vec<NaiveDate>) -> Result<Series, Unread> {
        let parts = Parts::read(text)?;
        let every = parts.interval.unwrap_or(1);
        let rule = match (parts.frequency.as_str(), parts.days.as_slice()) {
            ("WEEKLY", []) => Rule::Weeks { weekdays: vec![starts_on.weekday()], every },
            ("WEEKLY", days) if days.iter().all(|(number, _)| number.is_none()) => {
                Rule::Weeks { weekdays: days.iter().map(|(_, weekday)| *weekday).collect(), every }
            }
            ("MONTHLY", [(Some(nth), weekday)]) if every == 1 => Rule::Month { nth: *nth, weekday: *weekday },
            ("", _) => return Err(Unread::Malformed),
            _ => return Err(Unread::Unsupported),
        };
        if !(1..=4).contains(&every) {
            return Err(Unread::Unsupported);
        }
        Ok(Series { rule, starts_on, until: parts.until.ok_or(Unread::Unsupported)?, except })
    }
}

/// The parts of a rule that a series has.
#[derive(Default)]
struct Parts {
    frequency: String,
    interval: Option<u8>,
    until: Option<NaiveDate>,
    days: Vec<(Option<Nth>, Weekday)>,
}

impl Parts {
    fn read(text: &str) -> Result<Parts, Unread> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = Parts::default();
        for part in text.strip_prefix("RRULE:").unwrap_or(&text).split(';') {
            let (key, value) = part.split_once('=').ok_or(Unread::Malformed)?;
            match key {
                "FREQ" => parts.frequency = value.to_owned(),
                "INTERVAL" => parts.interval = Some(value.parse().map_err(|_| Unread::Malformed)?),
                "UNTIL" => parts.until = Some(read_until(value).ok_or(Unread::Malformed)?),
                "BYDAY" => parts.days = value.split(',').map(read_byday).collect::<Result<_, _>>()?,
                "WKST" if value == "MO" => {}
                _ => return Err(Unread::Unsupported),
            }
        }
        Ok(parts)
    }
}

fn read_until(text: &str) -> Option<NaiveDate> {
    let day = text.split('T').next().filter(|day| day.len() == 8)?;
    NaiveDate::parse_from_str(day, "%Y%m%d").ok()
}

fn read_byday(text: &str) -> Result<(Option<Nth>, Weekday), Unread> {
    let (code, weekday) = BYDAY.into_iter().find(|(code, _)| text.ends_with(code)).ok_or(Unread::Malformed)?;
    let number = text.strip_suffix(code).unwrap_or_default();
    if number.is_empty() {
        return Ok((None, weekday));
    }
    let number: i8 = number.parse().map_err(|_| Unread::Malformed)?;
    let nth = Nth::ALL.iter().find(|nth| nth.number() == number).ok_or(Unread::Unsupported)?;
    Ok((Some(*nth), weekday))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{some_series, weekly, ymd};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_only_what_it_has() {
        let (start, day) = (ymd(2026, 2, 3), ymd(2026, 3, 1));
        let read = |text: &str| Series::from_rule(text, start, Vec::new());
        assert_eq!(read("rrule:freq=weekly;until=20260301T120000Z").unwrap(), weekly(&[Weekday::Tue], 1, start, day));
        for text in ["", "FREQ", "FREQ=WEEKLY;UNTIL=2026", "FREQ=WEEKLY;BYDAY=XX", "UNTIL=20260301", "FREQ=WEEKLY;é=é"]
        {
            let unread = read(text).unwrap_err();
            assert!(unread == Unread::Malformed || text.contains('é'), "{text}");
        }
        for text in [
            "FREQ=DAILY;UNTIL=20260301",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;COUNT=3",
            "FREQ=WEEKLY;INTERVAL=9;UNTIL=20260301",
            "FREQ=WEEKLY;BYDAY=1MO;UNTIL=20260301",
            "FREQ=WEEKLY;WKST=SU;UNTIL=20260301",
            "FREQ=MONTHLY;BYDAY=5MO;UNTIL=20260301",
            "FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20260301",
        ] {
            assert_eq!(read(text), Err(Unread::Unsupported), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_comes_back(series in some_series()) {
            let read = Series::from_rule(&series.to_string(), series.starts_on, series.except.clone());
            prop_assert_eq!(read, Ok(series));
        }

        #[test]
        fn never_panics(text in "(RRULE:)?([A-Z]{0,5}=?[-0-9A-Zé,]{0,6};?){0,4}") {
            let _ = Series::from_rule(&text, ymd(2026, 1, 1), Vec::new());
        }
    }
}
