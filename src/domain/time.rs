//! Times of day on the clock of a place, and the instants they name when clocks change.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;

/// Minutes since midnight on the clock, 0 to 1440 ("24:00", the end of the day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// Which of two instants, when the clock shows the same time twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// Before the clocks go back.
    First,
    /// After.
    Second,
}

impl TimeOfDay {
    /// 00:00.
    pub const START: TimeOfDay = TimeOfDay(0);
    /// 24:00.
    pub const END: TimeOfDay = TimeOfDay(1440);

    /// `hour` 0 to 24, `minute` 0 to 59; 24 only with 0.
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if minute < 60 && hour <= 24 { Self::from_minutes(hour * 60 + minute) } else { None }
    }

    /// 0 to 1440 minutes since midnight.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= 1440 { Some(Self(minutes)) } else { None }
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// 0 to 24.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }

    /// 0 to 59.
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }

    /// Whether it is a multiple of 15 minutes.
    pub const fn is_quarter(self) -> bool {
        self.0.is_multiple_of(15)
    }

    /// Reads "14:30", "14 h 30", "14h", "24:00".
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = number::plain(text).to_lowercase();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        read(&text).ok_or(Problem::NotATime)
    }

    /// As [`TimeOfDay::parse`], on a quarter of an hour.
    pub fn parse_quarter(text: &str) -> Result<Self, Problem> {
        let time = Self::parse(text)?;
        if time.is_quarter() { Ok(time) } else { Err(Problem::NotAQuarter) }
    }

    /// "9 h", "9 h 30", with U+202F.
    pub fn french(self) -> String {
        match self.minute() {
            0 => format!("{}\u{202f}h", self.hour()),
            minute => format!("{}\u{202f}h\u{202f}{minute:02}", self.hour()),
        }
    }
}

fn read(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None => text
            .split_once('h')
            .map(|(hour, minute)| (hour.trim(), if minute.is_empty() { "00" } else { minute.trim() }))?,
    };
    if hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    TimeOfDay::new(u16::try_from(number::digits(hour)?).ok()?, u16::try_from(number::digits(minute)?).ok()?)
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for TimeOfDay {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::parse(text)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::parse(&text)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

/// The instant that a clock names. 24:00 is the first instant of the next day, which always exists once.
///
/// Errors: [`Problem::HourMissing`] when the clocks skip it, [`Problem::HourTwice`] when it happens twice.
pub fn instant(day: NaiveDate, time: TimeOfDay, tz: Tz) -> Result<DateTime<Utc>, Problem> {
    match on_clock(day, time) {
        None => Ok(start_of_next(day, tz)),
        Some(naive) => match tz.from_local_datetime(&naive) {
            MappedLocalTime::Single(at) => Ok(at.to_utc()),
            MappedLocalTime::Ambiguous(..) => Err(Problem::HourTwice {}),
            MappedLocalTime::None => Err(Problem::HourMissing { next: next_real(day, time, tz) }),
        },
    }
}

/// As [`instant`], with the answer to "which of the two?"; it changes nothing for a time that happens once.
pub fn instant_in_fold(day: NaiveDate, time: TimeOfDay, tz: Tz, fold: Fold) -> Result<DateTime<Utc>, Problem> {
    let twice = on_clock(day, time).map(|naive| tz.from_local_datetime(&naive));
    match (twice, fold) {
        (Some(MappedLocalTime::Ambiguous(first, _)), Fold::First) => Ok(first.to_utc()),
        (Some(MappedLocalTime::Ambiguous(_, second)), Fold::Second) => Ok(second.to_utc()),
        _ => instant(day, time, tz),
    }
}

/// The instant without asking: a skipped time is the next real one. For opening hours and feeds, not for what people
/// type.
pub fn instant_near(day: NaiveDate, time: TimeOfDay, tz: Tz, fold: Fold) -> DateTime<Utc> {
    match instant_in_fold(day, time, tz, fold) {
        Ok(at) => at,
        Err(Problem::HourMissing { next }) if next > time => instant_near(day, next, tz, fold),
        Err(_) => start_of_next(day, tz),
    }
}

/// The day and the time on the clock there; seconds are dropped.
pub fn local(instant: DateTime<Utc>, tz: Tz) -> (NaiveDate, TimeOfDay) {
    let there = instant.with_timezone(&tz);
    let minutes = there.hour() * 60 + there.minute();
    (there.date_naive(), TimeOfDay(u16::try_from(minutes).unwrap_or(0)))
}

/// The day on which something begins there, and its hours on the clock; what lasts beyond midnight ends at 24:00.
pub fn hours(start: DateTime<Utc>, end: DateTime<Utc>, tz: Tz) -> (NaiveDate, TimeOfDay, TimeOfDay) {
    let ((day, from), (last, to)) = (local(start, tz), local(end, tz));
    (day, from, if last > day { TimeOfDay::END } else { to })
}

/// The same times of day so many days later, on the clock of `to` instead of that of `from`; where the clocks change, the
/// nearest that exist.
pub fn carried(
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    days: TimeDelta,
    from: Tz,
    to: Tz,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let there = |at| {
        let (day, time) = local(at, from);
        instant_near(day.checked_add_signed(days).unwrap_or(day), time, to, Fold::First)
    };
    let (first, last) = (there(start), there(end));
    // Both may fall into the hour that the clocks skip.
    (first, if last > first { last } else { first + (end - start) })
}

/// The first and the last instant (excluded) of a day there: 23, 24 or 25 hours apart in Europe.
pub fn bounds(day: NaiveDate, tz: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    (instant_near(day, TimeOfDay::START, tz, Fold::First), start_of_next(day, tz))
}

/// `None` for 24:00, which is on the clock of the next day.
fn on_clock(day: NaiveDate, time: TimeOfDay) -> Option<NaiveDateTime> {
    NaiveTime::from_hms_opt(time.hour().into(), time.minute().into(), 0).map(|clock| day.and_time(clock))
}

fn start_of_next(day: NaiveDate, tz: Tz) -> DateTime<Utc> {
    let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    match tz.from_local_datetime(&midnight).earliest() {
        Some(at) => at.to_utc(),
        None => after_gap(midnight, tz),
    }
}

/// Clocks that skip midnight: the instant of the jump, found on the minute. No zone has skipped more than a day.
fn after_gap(midnight: NaiveDateTime, tz: Tz) -> DateTime<Utc> {
    (1..=1440)
        .find_map(|minutes| tz.from_local_datetime(&(midnight + chrono::Duration::minutes(minutes))).earliest())
        .map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

fn next_real(day: NaiveDate, time: TimeOfDay, tz: Tz) -> TimeOfDay {
    (time.0 + 1..1440)
        .map(TimeOfDay)
        .find(|later| on_clock(day, *later).is_some_and(|naive| tz.from_local_datetime(&naive).earliest().is_some()))
        .unwrap_or(TimeOfDay::END)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for text in ["14:30", "14 h 30", "14h30", " 14H30 ", "14\u{202f}h\u{202f}30"] {
            assert_eq!(at(text).to_string(), "14:30", "{text}");
        }
        assert_eq!(at("14h").minutes(), 840);
        assert_eq!(at("9:05").to_string(), "09:05");
        assert_eq!(at("24:00"), TimeOfDay::END);
        assert_eq!(at("9h").french(), "9\u{202f}h");
        assert_eq!(serde_json::to_string(&at("9h30")).unwrap(), "\"09:30\"");
        assert_eq!(TimeOfDay::parse(""), Err(Problem::Required));
        for text in ["24:01", "25:00", "12:60", "12:5", "midi", "1430", ":30", "h", "-1:00", "12:30:00", "123h"] {
            assert_eq!(TimeOfDay::parse(text), Err(Problem::NotATime), "{text}");
        }
        assert_eq!(TimeOfDay::parse_quarter("9:10"), Err(Problem::NotAQuarter));
    }

    #[test]
    fn the_missing_hour_names_the_next_one() {
        let day = ymd(2026, 3, 29);
        assert_eq!(instant(day, at("02:30"), Paris), Err(Problem::HourMissing { next: at("03:00") }));
        assert_eq!(
            instant_in_fold(day, at("02:00"), Paris, Fold::Second),
            Err(Problem::HourMissing { next: at("03:00") })
        );
        assert_eq!(instant(day, at("03:00"), Paris), Ok(utc("2026-03-29T01:00:00Z")));
        assert_eq!(instant_near(day, at("02:30"), Paris, Fold::First), utc("2026-03-29T01:00:00Z"));
        let (start, end) = bounds(day, Paris);
        assert_eq!(end - start, Duration::hours(23));
    }

    #[test]
    fn the_double_hour_is_asked_about() {
        let day = ymd(2026, 10, 25);
        assert_eq!(instant(day, at("02:30"), Paris), Err(Problem::HourTwice {}));
        assert_eq!(instant_in_fold(day, at("02:30"), Paris, Fold::First), Ok(utc("2026-10-25T00:30:00Z")));
        assert_eq!(instant_in_fold(day, at("02:30"), Paris, Fold::Second), Ok(utc("2026-10-25T01:30:00Z")));
        assert_eq!(instant(day, at("03:00"), Paris), Ok(utc("2026-10-25T02:00:00Z")));
        let (start, end) = bounds(day, Paris);
        assert_eq!(end - start, Duration::hours(25));
    }

    #[test]
    fn midnight_itself_may_be_missing_or_double() {
        let santiago = chrono_tz::America::Santiago;
        assert_eq!(
            instant(ymd(2026, 9, 6), TimeOfDay::START, santiago),
            Err(Problem::HourMissing { next: at("01:00") })
        );
        assert_eq!(instant(ymd(2026, 9, 5), TimeOfDay::END, santiago), Ok(utc("2026-09-06T04:00:00Z")));
        let havana = chrono_tz::America::Havana;
        assert_eq!(instant(ymd(2026, 11, 1), TimeOfDay::START, havana), Err(Problem::HourTwice {}));
        assert!(instant(ymd(2026, 10, 31), TimeOfDay::END, havana).is_ok());
    }

    proptest! {
        #[test]
        fn instants_come_back_to_the_clock(offset in 0..40_000_u64, minutes in 0..1440_u16) {
            let day = ymd(1980, 1, 1) + chrono::Days::new(offset);
            let time = TimeOfDay::from_minutes(minutes).unwrap();
            for fold in [Fold::First, Fold::Second] {
                if let Ok(at) = instant_in_fold(day, time, Paris, fold) {
                    prop_assert_eq!(local(at, Paris), (day, time));
                }
            }
            let (start, end) = bounds(day, Paris);
            let near = instant_near(day, time, Paris, Fold::First);
            prop_assert!(start <= near && near <= end);
        }

        #[test]
        fn days_follow_each_other_everywhere(offset in 0..40_000_u64, zone in 0..chrono_tz::TZ_VARIANTS.len()) {
            let day = ymd(1980, 1, 1) + chrono::Days::new(offset);
            let tz = chrono_tz::TZ_VARIANTS[zone];
            let (_, end) = bounds(day, tz);
            prop_assert!(end <= bounds(day.succ_opt().unwrap(), tz).0);
        }
    }

    #[test]
    fn hours_keep_their_clock_on_another_day_and_in_another_zone() {
        let monday = (utc("2026-10-19T07:30:00Z"), utc("2026-10-19T09:00:00Z"));
        let (start, end) = carried(monday, Duration::days(7), Paris, Paris);
        assert_eq!((start, end), (utc("2026-10-26T08:30:00Z"), utc("2026-10-26T10:00:00Z")), "the clocks went back");
        let (start, _) = carried(monday, Duration::zero(), Paris, chrono_tz::Indian::Reunion);
        assert_eq!(hours(start, start, chrono_tz::Indian::Reunion).1, at("9:30"));
        let skipped = (utc("2027-03-27T01:15:00Z"), utc("2027-03-27T01:45:00Z"));
        let (start, end) = carried(skipped, Duration::days(1), Paris, Paris);
        assert_eq!((end - start).num_minutes(), 30, "an hour that does not exist");
    }

    #[test]
    fn what_lasts_beyond_midnight_ends_with_its_day() {
        let (day, from, to) = hours(utc("2026-11-24T17:00:00Z"), utc("2026-11-24T23:00:00Z"), Paris);
        assert_eq!((day, from, to), (ymd(2026, 11, 24), at("18:00"), TimeOfDay::END));
        assert_eq!(hours(utc("2026-11-24T17:00:00Z"), utc("2026-11-24T22:59:00Z"), Paris).2, at("23:59"));
    }
}
