//! Attendance (émargement): an event as half-days, who may be signed in when, and totals in minutes.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::day::parse_day;
use super::problem::Problem;
use super::time::{self, Fold, TimeOfDay};

codes! {
    /// Before or after 13:00 on the local clock.
    Half {
        Morning = "morning",
        Afternoon = "afternoon",
    }
}

codes! {
    /// What is known of a person for a half-day. `Expected` until somebody says.
    Presence {
        Expected = "expected",
        Present = "present",
        Absent = "absent",
        Excused = "excused",
    }
}

codes! {
    /// How a presence was signed: by who accompanies, by the person with the code of the day, on paper.
    SignedBy {
        Facilitator = "facilitator",
        Code = "code",
        Paper = "paper",
    }
}

/// Half a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HalfDay {
    pub day: NaiveDate,
    pub half: Half,
}

/// Where the morning ends.
const NOON: TimeOfDay = match TimeOfDay::new(13, 0) {
    Some(time) => time,
    None => TimeOfDay::END,
};

impl HalfDay {
    /// The half-day that an instant lies in.
    pub fn of(at: DateTime<Utc>, tz: Tz) -> HalfDay {
        let (day, time) = time::local(at, tz);
        HalfDay { day, half: if time < NOON { Half::Morning } else { Half::Afternoon } }
    }

    /// The instant at which it is over.
    fn ends(self, tz: Tz) -> DateTime<Utc> {
        match self.half {
            Half::Morning => time::instant_near(self.day, NOON, tz, Fold::First),
            Half::Afternoon => time::bounds(self.day, tz).1,
        }
    }

    /// Nobody signs for what is still to come.
    ///
    /// Errors: [`Problem::InFuture`].
    pub fn may_sign(self, today: NaiveDate) -> Result<(), Problem> {
        if self.day > today { Err(Problem::InFuture) } else { Ok(()) }
    }
}

impl fmt::Display for HalfDay {
    /// "2026-11-24-morning", as addresses and forms hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.day, self.half.code())
    }
}

impl FromStr for HalfDay {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let (day, half) = text.rsplit_once('-').ok_or(Problem::NotAChoice)?;
        let half = Half::from_code(half).ok_or(Problem::NotAChoice)?;
        Ok(Self { day: parse_day(day)?, half })
    }
}

/// The code that the room is shown for one half-day: six digits, with which one signs on one's own phone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DayCode(String);

impl DayCode {
    /// How many there are.
    const ALL: u64 = 1_000_000;

    /// One of them for any number, such as a random one.
    pub fn of(number: u64) -> Self {
        Self(format!("{:06}", number % Self::ALL))
    }

    /// Reads six digits, however they were grouped.
    ///
    /// Errors: [`Problem::NotSixDigits`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if six { Ok(Self(digits)) } else { Err(Problem::NotSixDigits) }
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// "482 917", as it is read aloud.
    pub fn spoken(&self) -> String {
        format!("{}\u{a0}{}", &self.0[..3], &self.0[3..])
    }
}

/// The part of an event that one signature stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub half_day: HalfDay,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Minutes that really pass.
    pub minutes: i64,
}

/// So short a piece on one side of 13:00 belongs to the other side: nobody signs twice for a meeting over lunch.
const SHORT: i64 = 60;

/// The half-days of an event, in order: at least one, and their minutes add up to those of the event (`ends` excluded; an
/// event without length has one half-day of 0 minutes).
pub fn half_days(starts: DateTime<Utc>, ends: DateTime<Utc>, tz: Tz) -> Vec<Stretch> {
    let (mut parts, mut from) = (Vec::new(), starts);
    loop {
        let half_day = HalfDay::of(from, tz);
        let to = half_day.ends(tz).min(ends).max(from);
        // Counted from the start of all, so that seconds are not lost at each border.
        let minutes = (to - starts).num_minutes() - (from - starts).num_minutes();
        join(&mut parts, Stretch { half_day, from, to, minutes });
        if to <= from || to >= ends {
            return parts;
        }
        from = to;
    }
}

/// Puts a stretch behind the others, or with the one before on the same day when either is short.
fn join(parts: &mut Vec<Stretch>, next: Stretch) {
    match parts.last_mut() {
        Some(last) if last.half_day.day == next.half_day.day && last.minutes.min(next.minutes) < SHORT => {
            if next.minutes > last.minutes {
                last.half_day = next.half_day;
            }
            last.minutes += next.minutes;
            last.to = next.to;
        }
        _ => parts.push(next),
    }
}

/// What one person was expected for, in minutes. What nobody has marked yet is in `expected` and nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub expected: i64,
    pub present: i64,
    pub absent: i64,
    pub excused: i64,
}

impl Total {
    /// Adds a half-day.
    pub fn add(&mut self, presence: Presence, minutes: i64) {
        self.expected += minutes;
        match presence {
            Presence::Expected => {}
            Presence::Present => self.present += minutes,
            Presence::Absent => self.absent += minutes,
            Presence::Excused => self.excused += minutes,
        }
    }

    /// Present out of expected, rounded down; `None` when nothing was expected.
    pub fn percent(&self) -> Option<i64> {
        (self.expected > 0).then(|| self.present * 100 / self.expected)
    }
}

/// Totals by person, of marks as person, presence and minutes.
pub fn totals(marks: impl IntoIterator<Item = (Uuid, Presence, i64)>) -> BTreeMap<Uuid, Total> {
    let mut totals = BTreeMap::<Uuid, Total>::new();
    for (person, presence, minutes) in marks {
        totals.entry(person).or_default().add(presence, minutes);
    }
    totals
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

    fn at(day: NaiveDate, clock: &str) -> DateTime<Utc> {
        time::instant(day, TimeOfDay::parse(clock).unwrap(), Paris).unwrap()
    }

    fn morning(day: NaiveDate) -> HalfDay {
        HalfDay { day, half: Half::Morning }
    }

    fn afternoon(day: NaiveDate) -> HalfDay {
        HalfDay { day, half: Half::Afternoon }
    }

    fn split(starts: DateTime<Utc>, ends: DateTime<Utc>) -> Vec<(HalfDay, i64)> {
        half_days(starts, ends, Paris).into_iter().map(|part| (part.half_day, part.minutes)).collect()
    }

    #[test]
    fn over_lunch_one_signs_once() {
        let day = ymd(2026, 11, 24);
        let over = |from, to| half_days(at(day, from), at(day, to), Paris);
        let lunch = over("12:30", "13:15");
        let whole = Stretch { half_day: morning(day), from: at(day, "12:30"), to: at(day, "13:15"), minutes: 45 };
        assert_eq!(lunch, [whole]);
        assert_eq!(over("9:30", "13:30")[0].half_day, morning(day));
        assert_eq!(over("12:45", "17:00")[0].half_day, afternoon(day));
    }

    #[test]
    fn splits_at_one_o_clock() {
        let day = ymd(2026, 11, 24);
        let split = |from, to| split(at(day, from), at(day, to));
        assert_eq!(split("9:30", "17:00"), [(morning(day), 210), (afternoon(day), 240)]);
        assert_eq!(split("9:30", "13:00"), [(morning(day), 210)]);
        assert_eq!(split("13:00", "14:00"), [(afternoon(day), 60)]);
        assert_eq!(split("12:00", "14:00"), [(morning(day), 60), (afternoon(day), 60)]);
        assert_eq!(split("10:00", "10:00"), [(morning(day), 0)]);
        assert_eq!(split("14:00", "10:00"), [(afternoon(day), 0)]);
        let next = ymd(2026, 11, 25);
        assert_eq!(
            self::split(at(day, "18:00"), at(next, "14:00")),
            [(afternoon(day), 360), (morning(next), 780), (afternoon(next), 60)]
        );
    }

    #[test]
    fn counts_the_minutes_that_pass_when_clocks_change() {
        let (spring, autumn) = (ymd(2026, 3, 29), ymd(2026, 10, 25));
        let whole = |day| {
            let (starts, ends) = time::bounds(day, Paris);
            split(starts, ends)
        };
        assert_eq!(whole(spring), [(morning(spring), 12 * 60), (afternoon(spring), 11 * 60)]);
        assert_eq!(whole(autumn), [(morning(autumn), 14 * 60), (afternoon(autumn), 11 * 60)]);
    }

    #[test]
    fn nobody_signs_ahead() {
        let today = ymd(2026, 11, 24);
        assert_eq!(afternoon(today).may_sign(today), Ok(()));
        assert_eq!(morning(ymd(2026, 11, 25)).may_sign(today), Err(Problem::InFuture));
    }

    #[test]
    fn a_half_day_is_written_and_read() {
        let there = afternoon(ymd(2026, 11, 24));
        assert_eq!(there.to_string(), "2026-11-24-afternoon");
        assert_eq!("2026-11-24-afternoon".parse(), Ok(there));
        for text in ["", "afternoon", "2026-11-24", "2026-11-24-night", "2026-02-30-morning"] {
            assert!(text.parse::<HalfDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_grouped() {
        for text in ["042917", "042 917", " 042\u{a0}917 ", "042-917"] {
            assert_eq!(DayCode::parse(text), Ok(DayCode::of(3_042_917)), "{text}");
        }
        for text in ["", "42917", "0429170", "04291a", "٠٤٢٩١٧"] {
            assert_eq!(DayCode::parse(text), Err(Problem::NotSixDigits), "{text}");
        }
        assert_eq!(DayCode::of(42_917).spoken(), "042\u{a0}917");
    }

    #[test]
    fn totals_are_by_person() {
        let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let marks = [
            (a, Presence::Present, 200),
            (b, Presence::Absent, 200),
            (a, Presence::Excused, 100),
            (b, Presence::Expected, 60),
        ];
        let totals = totals(marks);
        assert_eq!(totals[&a], Total { expected: 300, present: 200, absent: 0, excused: 100 });
        assert_eq!(totals[&b], Total { expected: 260, present: 0, absent: 200, excused: 0 });
        assert_eq!((totals[&a].percent(), totals[&b].percent(), Total::default().percent()), (Some(66), Some(0), None));
    }

    proptest! {
        #[test]
        fn half_days_add_up_to_the_event(
            near in prop::sample::select(vec![(2026, 3, 28), (2026, 10, 24), (2026, 6, 1)]),
            start in 0..5000_i64,
            seconds in 0..600_000_i64,
            zone in 0..chrono_tz::TZ_VARIANTS.len(),
        ) {
            let midnight = ymd(near.0, near.1, near.2).and_time(chrono::NaiveTime::MIN).and_utc();
            let starts = midnight + Duration::minutes(start);
            let ends = starts + Duration::seconds(seconds);
            for tz in [Paris, chrono_tz::TZ_VARIANTS[zone]] {
                let parts = half_days(starts, ends, tz);
                prop_assert!(parts.is_sorted_by(|a, b| a.half_day < b.half_day));
                prop_assert!(parts.iter().all(|part| (0..=14 * 60 + 180).contains(&part.minutes)));
                prop_assert_eq!(parts.iter().map(|part| part.minutes).sum::<i64>(), (ends - starts).num_minutes());
                prop_assert_eq!(parts[0].half_day.day, time::local(starts, tz).0);
                prop_assert!(parts.windows(2).all(|two| two[0].to == two[1].from));
                for part in parts {
                    prop_assert!(starts <= part.from && part.to <= ends.max(part.from));
                    prop_assert!(((part.to - part.from).num_minutes() - part.minutes).abs() <= 1);
                }
            }
        }

        #[test]
        fn nothing_is_lost_in_totals(marks in proptest::collection::vec((0..4_u128, 0..4_usize, 0..500_i64), 0..40)) {
            let marks = marks.into_iter();
            let marks = marks.map(|(who, what, minutes)| (Uuid::from_u128(who), Presence::ALL[what], minutes));
            let all: i64 = marks.clone().map(|(_, _, minutes)| minutes).sum();
            let totals = totals(marks);
            prop_assert_eq!(totals.values().map(|total| total.expected).sum::<i64>(), all);
            for total in totals.values() {
                prop_assert!(total.present + total.absent + total.excused <= total.expected);
                prop_assert!(total.percent().is_none_or(|percent| (0..=100).contains(&percent)));
            }
        }
    }
}
