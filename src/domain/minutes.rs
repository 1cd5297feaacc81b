//! Working time: whole minutes, read as people say it.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;

/// An amount of time in minutes. One record holds 0 to 24 hours; totals may hold more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Minutes(pub i64);

impl Minutes {
    /// The longest time of one record: 24 hours.
    pub const MAX_TYPED: Minutes = Minutes(24 * 60);

    /// Reads "90", "45 min", "1 h 30", "1h30", "1:30", "2 h", "2,5 h". A bare number is minutes.
    pub fn parse(text: &str) -> Result<Minutes, Problem> {
        let text = number::plain(text).to_lowercase();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        match read(&text) {
            None => Err(Problem::NotADuration),
            Some(long) if long > Self::MAX_TYPED.0 => Err(Problem::NumberTooLarge { max: Self::MAX_TYPED.0 }),
            Some(minutes) => Ok(Minutes(minutes)),
        }
    }

    /// "1 h 30", "2 h" or "45 min", with U+202F.
    pub fn french(self) -> String {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => format!("{minutes}\u{202f}min"),
            (hours, 0) => format!("{hours}\u{202f}h"),
            (hours, minutes) => format!("{hours}\u{202f}h\u{202f}{:02}", minutes.abs()),
        }
    }
}

fn read(text: &str) -> Option<i64> {
    if let Some((hours, minutes)) = text.split_once(':') {
        return if minutes.len() == 2 { together(hours, minutes) } else { None };
    }
    let bare = ["minutes", "minute", "mins", "min", "mn"].iter().find_map(|unit| text.strip_suffix(unit));
    let text = bare.unwrap_or(text).trim();
    let Some((hours, minutes)) = text.split_once('h') else { return number::grouped(text, ' ') };
    let minutes = ["eures", "eure", "ours", "our", "rs", "r"]
        .iter()
        .find_map(|unit| minutes.strip_prefix(unit))
        .unwrap_or(minutes);
    match minutes.trim() {
        // "2,5 h": hundredths of an hour, half a minute rounded up; "2 h min" is nothing.
        "" if bare.is_none() => {
            number::decimal(hours.trim(), 2)?.checked_mul(60).map(|hundredths| (hundredths + 50) / 100)
        }
        minutes => together(hours.trim(), minutes),
    }
}

fn together(hours: &str, minutes: &str) -> Option<i64> {
    let (hours, minutes) = (number::digits(hours)?, number::digits(minutes)?);
    if minutes > 59 { None } else { hours.checked_mul(60)?.checked_add(minutes) }
}

impl Add for Minutes {
    type Output = Minutes;
    fn add(self, other: Minutes) -> Minutes {
        Minutes(self.0.saturating_add(other.0))
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Minutes>>(all: I) -> Minutes {
        all.fold(Minutes(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        for text in [
            "90",
            "1 h 30",
            "1h30",
            "1:30",
            "1,5 h",
            "1.5h",
            "90 min",
            "1 h 30 min",
            "1 heure 30",
            "1 hour 30 minutes",
            "1\u{202f}h\u{202f}30",
        ] {
            assert_eq!(Minutes::parse(text), Ok(Minutes(90)), "{text}");
        }
        assert_eq!(Minutes::parse("2 h"), Ok(Minutes(120)));
        assert_eq!(Minutes::parse("2,5 h"), Ok(Minutes(150)));
        assert_eq!(Minutes::parse("2 hours"), Ok(Minutes(120)));
        assert_eq!(Minutes::parse("24:00"), Ok(Minutes::MAX_TYPED));
        assert_eq!(Minutes::parse("24:01"), Err(Problem::NumberTooLarge { max: 1440 }));
        assert_eq!(Minutes::parse(""), Err(Problem::Required));
        for text in ["x", "1:5", "1:60", "h", "1 h 75", "-5", "1:2:3", "2 h min", "1,5", "9999999999999999 h"] {
            assert_eq!(Minutes::parse(text), Err(Problem::NotADuration), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minutes in 0..=1440_i64) {
            prop_assert_eq!(Minutes::parse(&Minutes(minutes).french()), Ok(Minutes(minutes)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,20}|[0-9 hmin:,]{0,20}") {
            let _ = Minutes::parse(&text);
        }
    }
}
