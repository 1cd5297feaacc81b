//! When a space is open: hours by weekday, closures, on the clock of its place.

use chrono::{DateTime, Datelike, Days, Duration, DurationRound, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Space;
use crate::domain::problem::Problem;
use crate::domain::time::{Fold, TimeOfDay, instant_near, local};

/// Open from one time to another on a weekday; several may stand for one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub weekday: Weekday,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// Closed from the first to the last day, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub reason: String,
}

/// Open at other hours on one day than on its weekday; several may stand for one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Special {
    pub day: NaiveDate,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// A space with its opening. A weekday without hours is a day on which it never opens; a closure counts before all hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub space: Space,
    pub hours: Vec<Hours>,
    pub special: Vec<Special>,
    pub closures: Vec<Closure>,
    pub tz: Tz,
    /// A booking begins at least so many minutes after it is made.
    pub lead_minutes: u32,
    /// It begins at most so many days ahead.
    pub horizon_days: Option<u32>,
}

/// An interval of instants, the end excluded.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

impl Place {
    /// A space on a clock, with nothing in it and no hours yet.
    pub fn always_shut(tz: Tz) -> Self {
        let (hours, special, closures) = (Vec::new(), Vec::new(), Vec::new());
        Self { space: Space::default(), hours, special, closures, tz, lead_minutes: 0, horizon_days: None }
    }

    /// The closure that a day falls in.
    pub fn closed(&self, day: NaiveDate) -> Option<&Closure> {
        self.closures.iter().find(|closure| closure.first <= day && day <= closure.last)
    }

    /// When it is open on a day, in order, hours that touch joined. Empty when closed.
    pub fn open(&self, day: NaiveDate) -> Vec<Span> {
        if self.closed(day).is_some() {
            return Vec::new();
        }
        let spans = self.hours_of(day).into_iter().map(|(from, to)| {
            // On a day when clocks go back, open from the first of the two times to the second.
            (instant_near(day, from, self.tz, Fold::First), instant_near(day, to, self.tz, Fold::Second))
        });
        joined(spans.collect())
    }

    /// The first moment at which a booking made now may begin, on a quarter of an hour.
    pub fn soonest(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let soonest = now + Duration::minutes(self.lead_minutes.into());
        let quarter = Duration::minutes(15);
        let down = soonest.duration_trunc(quarter).unwrap_or(soonest);
        if down < soonest { down + quarter } else { down }
    }

    /// The last day on which a booking made now may begin, if there is one.
    pub fn last_day(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        let days = self.horizon_days?;
        local(now, self.tz).0.checked_add_days(Days::new(days.into()))
    }

    /// Whether a booking made now may begin at `start`.
    ///
    /// Errors: [`Problem::TooSoon`] with the first moment that may be booked, [`Problem::TooFar`] with the last day.
    pub fn may_begin(&self, start: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Problem> {
        if start < now + Duration::minutes(self.lead_minutes.into()) {
            let (on, at) = local(self.soonest(now), self.tz);
            return Err(Problem::TooSoon { on, at });
        }
        match self.last_day(now) {
            Some(last) if local(start, self.tz).0 > last => Err(Problem::TooFar { last }),
            _ => Ok(()),
        }
    }

    /// The same place, booked however soon and however far ahead: what the group plans is not bound by its terms.
    pub fn at_any_notice(&self) -> Self {
        Self { lead_minutes: 0, horizon_days: None, ..self.clone() }
    }

    /// Whether an interval lies inside the opening hours of its first day.
    ///
    /// Errors: [`Problem::Closed`], [`Problem::NotOpenThatDay`], [`Problem::OutsideHours`] with the hours to come nearest to.
    pub fn is_open(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Result<(), Problem> {
        let (day, time) = local(start, self.tz);
        if let Some(closure) = self.closed(day) {
            return Err(Problem::Closed { reason: closure.reason.clone() });
        }
        if self.open(day).iter().any(|(opens, closes)| *opens <= start && end <= *closes) {
            return Ok(());
        }
        let nearest = self.hours_of(day).into_iter().min_by_key(|hours| away(*hours, time));
        Err(nearest.map_or(Problem::NotOpenThatDay, |(opens, closes)| Problem::OutsideHours { opens, closes }))
    }

    /// The hours of a day on the clock, in order: its own where it has some, or else its weekday's.
    pub fn hours_of(&self, day: NaiveDate) -> Vec<(TimeOfDay, TimeOfDay)> {
        let special =
            self.special.iter().filter(|special| special.day == day).map(|special| (special.from, special.to));
        let mut hours: Vec<(TimeOfDay, TimeOfDay)> = special.collect();
        if hours.is_empty() {
            let usual = self.hours.iter().filter(|hours| hours.weekday == day.weekday());
            hours.extend(usual.map(|hours| (hours.from, hours.to)));
        }
        hours.retain(|(from, to)| from < to);
        hours.sort_unstable();
        hours
    }
}

/// Minutes from a time to some hours, 0 inside.
fn away((from, to): (TimeOfDay, TimeOfDay), time: TimeOfDay) -> u16 {
    from.minutes().saturating_sub(time.minutes()).max(time.minutes().saturating_sub(to.minutes()))
}

/// Sorted intervals, those that touch or overlap made one.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(start, end)| start < end);
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn at(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn place() -> Place {
        let hours = |weekday, from, to| Hours { weekday, from: at(from), to: at(to) };
        Place {
            space: Space::default(),
            hours: vec![
                hours(Weekday::Tue, "14:00", "18:00"),
                hours(Weekday::Tue, "9:00", "12:00"),
                hours(Weekday::Sun, "0:00", "24:00"),
            ],
            closures: vec![Closure {
                first: "2026-12-22".parse().unwrap(),
                last: "2027-01-02".parse().unwrap(),
                reason: "fêtes".into(),
            }],
            tz: chrono_tz::Europe::Paris,
            special: Vec::new(),
            lead_minutes: 0,
            horizon_days: None,
        }
    }

    #[test]
    fn says_why_it_is_not_open() {
        let place = place();
        let check = |start: &str, end: &str| place.is_open(utc(start), utc(end));
        assert_eq!(check("2026-11-24T08:00:00Z", "2026-11-24T11:00:00Z"), Ok(()));
        let morning = Err(Problem::OutsideHours { opens: at("9:00"), closes: at("12:00") });
        assert_eq!(check("2026-11-24T07:45:00Z", "2026-11-24T09:00:00Z"), morning);
        assert_eq!(check("2026-11-24T10:00:00Z", "2026-11-24T14:00:00Z"), morning);
        let afternoon = Err(Problem::OutsideHours { opens: at("14:00"), closes: at("18:00") });
        assert_eq!(check("2026-11-24T17:30:00Z", "2026-11-24T18:00:00Z"), afternoon);
        assert_eq!(check("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z"), Err(Problem::NotOpenThatDay));
        assert_eq!(
            check("2026-12-22T10:00:00Z", "2026-12-22T11:00:00Z"),
            Err(Problem::Closed { reason: "fêtes".into() })
        );
    }

    #[test]
    fn days_have_the_hours_they_have() {
        let open = |day: &str| place().open(day.parse().unwrap());
        let length = |day: &str| open(day).iter().fold(Duration::zero(), |sum, (start, end)| sum + (*end - *start));
        assert_eq!(length("2026-03-29"), Duration::hours(23));
        assert_eq!(length("2026-10-25"), Duration::hours(25));
        assert_eq!(length("2026-11-24"), Duration::hours(7));
        assert!(open("2026-11-25").is_empty() && open("2026-12-29").is_empty());
    }

    #[test]
    fn hours_that_touch_are_one() {
        let mut place = place();
        place.hours.push(Hours { weekday: Weekday::Tue, from: at("12:00"), to: at("14:00") });
        assert_eq!(place.open("2026-11-24".parse().unwrap()).len(), 1);
        assert_eq!(place.is_open(utc("2026-11-24T10:30:00Z"), utc("2026-11-24T14:00:00Z")), Ok(()));
    }

    #[test]
    fn days_of_23_and_25_hours_have_the_hours_that_the_clock_shows() {
        // day, its own hours (none: the Sunday's), when it opens and closes, for how many minutes
        let table: &[(&str, &[(&str, &str)], &[(&str, &str)], i64)] = &[
            ("2027-03-28", &[], &[("2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z")], 23 * 60),
            ("2026-10-25", &[], &[("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")], 25 * 60),
            // 2:00 to 3:00 does not exist: what opens in it opens at 3:00, what closes in it closes then.
            ("2027-03-28", &[("2:30", "6:00")], &[("2027-03-28T01:00:00Z", "2027-03-28T04:00:00Z")], 180),
            ("2027-03-28", &[("1:00", "2:30")], &[("2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z")], 60),
            ("2027-03-28", &[("2:00", "3:00")], &[], 0),
            // 2:00 to 3:00 happens twice: open from the first of the two, until the second.
            ("2026-10-25", &[("2:30", "6:00")], &[("2026-10-25T00:30:00Z", "2026-10-25T05:00:00Z")], 270),
            ("2026-10-25", &[("1:00", "2:30")], &[("2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z")], 150),
            (
                "2026-10-25",
                &[("1:00", "2:00"), ("4:00", "5:00")],
                &[("2026-10-24T23:00:00Z", "2026-10-25T01:00:00Z"), ("2026-10-25T03:00:00Z", "2026-10-25T04:00:00Z")],
                180,
            ),
        ];
        for (day, hours, expected, minutes) in table {
            let mut place = place();
            let day: NaiveDate = day.parse().unwrap();
            place.special = hours.iter().map(|(from, to)| Special { day, from: at(from), to: at(to) }).collect();
            let expected: Vec<Span> = expected.iter().map(|(from, to)| (utc(from), utc(to))).collect();
            let open = place.open(day);
            assert_eq!(open, expected, "{day} {hours:?}");
            assert_eq!(
                open.iter().map(|(from, to)| (*to - *from).num_minutes()).sum::<i64>(),
                *minutes,
                "{day} {hours:?}"
            );
        }
    }

    #[test]
    fn a_special_day_has_its_hours_and_a_closure_counts_before_them() {
        let mut place = place();
        let special = |day: &str, from, to| Special { day: day.parse().unwrap(), from: at(from), to: at(to) };
        place.special = vec![special("2026-11-24", "10:00", "11:00"), special("2026-11-25", "8:00", "9:00")];
        let check = |start: &str, end: &str| place.is_open(utc(start), utc(end));
        assert_eq!(check("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"), Ok(()));
        assert_eq!(
            check("2026-11-24T13:00:00Z", "2026-11-24T14:00:00Z"),
            Err(Problem::OutsideHours { opens: at("10:00"), closes: at("11:00") })
        );
        assert_eq!(check("2026-11-25T07:00:00Z", "2026-11-25T08:00:00Z"), Ok(()), "a day that never opens");
        assert_eq!(check("2026-12-01T13:00:00Z", "2026-12-01T14:00:00Z"), Ok(()), "the next Tuesday is as ever");
        place.closures[0].first = "2026-11-24".parse().unwrap();
        assert!(place.open("2026-11-25".parse().unwrap()).is_empty());
    }

    #[test]
    fn so_soon_and_so_far_ahead() {
        let now = utc("2026-11-24T08:07:00Z");
        let place = Place { lead_minutes: 120, horizon_days: Some(7), ..place() };
        assert_eq!(place.soonest(now), utc("2026-11-24T10:15:00Z"));
        let on: NaiveDate = "2026-11-24".parse().unwrap();
        assert_eq!(
            place.may_begin(utc("2026-11-24T10:00:00Z"), now),
            Err(Problem::TooSoon { on, at: at("11:15") }),
            "on the clock there"
        );
        assert_eq!(place.may_begin(utc("2026-11-24T10:15:00Z"), now), Ok(()));
        assert_eq!(place.may_begin(utc("2026-12-01T22:45:00Z"), now), Ok(()), "all of the last day");
        let last = "2026-12-01".parse().unwrap();
        assert_eq!(place.may_begin(utc("2026-12-01T23:00:00Z"), now), Err(Problem::TooFar { last }));
        assert_eq!(place.at_any_notice().may_begin(utc("2027-12-01T23:00:00Z"), now), Ok(()));
        // Over a change of clocks the minutes before are minutes, the days ahead are days.
        let place = Place { lead_minutes: 24 * 60, horizon_days: Some(1), ..place };
        let now = utc("2026-10-24T10:00:00Z");
        assert_eq!(place.may_begin(utc("2026-10-25T10:00:00Z"), now), Ok(()), "11 o'clock, where yesterday it was 12");
        assert_eq!(place.last_day(now), Some("2026-10-25".parse().unwrap()));
    }
}
