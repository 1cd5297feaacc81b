//! What comes again: the days and times of a rule within a window. Rules are worked out on the wall's clock, so that no change
//! of clocks moves them, by the crate `rrule`; how much of them, we say.

use super::{
    Fault,
    clock::Clock,
    value::{Said, when},
};
use chrono::{NaiveDateTime, TimeDelta};
use rrule::RRuleSet;

/// How much may be worked out for one file. A rule that names no day at all costs as much as it makes the crate look for.
pub struct Budget(usize);

const STEPS: usize = 60_000;
const FRUITLESS: usize = 6_000;
/// More times a day than this no room is taken.
const A_DAY: usize = 24;
/// The largest number that a rule may have in it.
const LARGEST: u32 = 60_000;

impl Default for Budget {
    fn default() -> Self {
        Self(STEPS)
    }
}

impl Budget {
    fn spend(&mut self, steps: usize) -> Result<(), Fault> {
        self.0 = self.0.saturating_sub(steps);
        if self.0 == 0 { Err(Fault::TooMuch) } else { Ok(()) }
    }
}

/// The times of a rule that begins at `start`, on the wall's clock, within a window: both ends included.
pub fn starts(
    start: NaiveDateTime,
    rule: &str,
    clock: &Clock,
    (from, to): (NaiveDateTime, NaiveDateTime),
    budget: &mut Budget,
) -> Result<Vec<NaiveDateTime>, Fault> {
    budget.spend(1)?;
    let parts = Parts::of(rule)?;
    parts.seldom()?;
    let until = match parts.until(clock)? {
        Some(until) if until < from || until < start => return Ok(Vec::new()),
        Some(until) => until.min(to),
        None => to,
    };
    if until < start {
        return Ok(Vec::new());
    }
    let first = parts.near(start, from)?;
    let text = format!("DTSTART:{}\nRRULE:{}", utc(first), parts.written(until));
    let set: RRuleSet = text.parse().map_err(|_| Fault::Rule)?;
    let mut found = Vec::new();
    let mut steps = 0;
    for at in &set.limit() {
        steps += 1;
        budget.spend(1)?;
        let at = at.naive_utc();
        if at > until {
            break;
        }
        found.extend((at >= from).then_some(at));
    }
    if steps == 0 {
        budget.spend(FRUITLESS)?;
    }
    Ok(found)
}

fn utc(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// `FREQ=WEEKLY;BYDAY=MO`, part by part.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn of(rule: &str) -> Result<Self, Fault> {
        let part = |part: &str| {
            let (key, value) = part.split_once('=')?;
            Some((key.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase()))
        };
        let parts = rule.split(';').filter(|one| !one.trim().is_empty()).map(part);
        parts.collect::<Option<_>>().map(Self).ok_or(Fault::Rule)
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    fn number(&self, key: &str) -> Result<Option<u32>, Fault> {
        let Some(text) = self.get(key) else { return Ok(None) };
        let number = text.parse().ok().filter(|number| (1..=LARGEST).contains(number));
        number.map(Some).ok_or(Fault::Rule)
    }

    /// A room is taken some times a day, not each minute.
    fn seldom(&self) -> Result<(), Fault> {
        let times = |key| self.get(key).map_or(1, |list| list.split(',').count());
        let often = times("BYHOUR") * times("BYMINUTE") * times("BYSECOND") > A_DAY;
        match self.get("FREQ") {
            Some("SECONDLY" | "MINUTELY" | "HOURLY") => Err(Fault::TooOften),
            Some("DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY") if often => Err(Fault::TooOften),
            Some("DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY") => Ok(()),
            _ => Err(Fault::Rule),
        }
    }

    /// Its last moment, on the wall's clock; a day lasts until its end.
    fn until(&self, clock: &Clock) -> Result<Option<NaiveDateTime>, Fault> {
        let Some(text) = self.get("UNTIL") else { return Ok(None) };
        match when(text).ok_or(Fault::Rule)? {
            Said::Day(day) => Ok(day.and_hms_opt(23, 59, 59)),
            Said::Clock(at) => Ok(Some(at)),
            Said::Utc(at) => Ok(Some(clock.shows(at.and_utc()))),
        }
    }

    /// Where to begin to count, so that what was years ago costs nothing: whole rounds later than the start. A rule that
    /// counts its times begins where it begins.
    fn near(&self, start: NaiveDateTime, from: NaiveDateTime) -> Result<NaiveDateTime, Fault> {
        let every = i64::from(self.number("INTERVAL")?.unwrap_or(1));
        let counts = self.number("COUNT")?.is_some();
        let round = match self.get("FREQ") {
            Some("DAILY") => every,
            Some("WEEKLY") => every * 7,
            // Months and years are few.
            _ => return Ok(start),
        };
        let rounds = (from - start).num_days() / round - 1;
        if counts || rounds < 1 {
            return Ok(start);
        }
        Ok(start.checked_add_signed(TimeDelta::days(rounds * round)).unwrap_or(start))
    }

    fn written(&self, until: NaiveDateTime) -> String {
        // A rule may say how many or until when, not both.
        let counted = self.get("COUNT").is_some();
        let kept = self.0.iter().filter(|(key, _)| key != "UNTIL").map(|(key, value)| format!("{key}={value}"));
        let parts: Vec<String> = kept.chain((!counted).then(|| format!("UNTIL={}", utc(until)))).collect();
        parts.join(";")
    }
}
