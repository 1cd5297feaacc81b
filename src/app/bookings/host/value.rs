//! Dates, times and lengths of time as RFC 5545 writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Calendars name years between these; some programs begin their clocks in 1601.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2200;

/// What a text says about when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Day(NaiveDate),
    /// A time on some clock.
    Clock(NaiveDateTime),
    /// A time on that of Greenwich.
    Utc(NaiveDateTime),
}

/// "20261124", "20261124T090000" or "20261124T090000Z".
pub fn when(text: &str) -> Option<Said> {
    let text = text.trim();
    let said = match (text.split_once('T'), text.strip_suffix('Z')) {
        (None, _) => Said::Day(day(text)?),
        (_, Some(utc)) => Said::Utc(clock(utc)?),
        (_, None) => Said::Clock(clock(text)?),
    };
    Some(said)
}

fn day(text: &str) -> Option<NaiveDate> {
    let whole = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|_| whole)?;
    YEARS.contains(&day.year()).then_some(day)
}

fn clock(text: &str) -> Option<NaiveDateTime> {
    let (on, at) = text.split_once('T')?;
    let number = |range| at.get(range).filter(|part: &&str| part.bytes().all(|b| b.is_ascii_digit()))?.parse().ok();
    let (hour, minute, second) = (number(0..2)?, number(2..4)?, number(4..6)?);
    // A leap second is as good as the one before.
    let time = NaiveTime::from_hms_opt(hour, minute, u32::min(second, 59)).filter(|_| at.len() == 6)?;
    Some(day(on)?.and_time(time))
}

/// How long something lasts: days on the clock, then an exact time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    pub days: i64,
    pub rest: TimeDelta,
}

/// "P1D", "PT2H30M", "P2W", "-PT5M". Fewer than ten years.
pub fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim_start_matches('+')),
    };
    let text = text.strip_prefix('P')?;
    let (mut days, mut seconds, mut number, mut in_time, mut any) = (0_i64, 0_i64, String::new(), false, false);
    for letter in text.chars() {
        if letter.is_ascii_digit() && number.len() < 9 {
            number.push(letter);
            continue;
        }
        if letter == 'T' && !in_time && number.is_empty() {
            in_time = true;
            continue;
        }
        let count: i64 = std::mem::take(&mut number).parse().ok()?;
        match (letter, in_time) {
            ('W', false) => days += count * 7,
            ('D', false) => days += count,
            ('H', true) => seconds += count * 3600,
            ('M', true) => seconds += count * 60,
            ('S', true) => seconds += count,
            _ => return None,
        }
        any = true;
    }
    let short = days < 3660 && seconds < 3660 * 86_400;
    (any && number.is_empty() && short).then(|| Length { days: days * sign, rest: TimeDelta::seconds(seconds * sign) })
}
