//! Bookings that come again: when each date of a rule is by the clock of the space, which dates fit beside what is booked,
//! and what is near where one does not. Whatever is accepted here fits together.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

use super::capacity::{Block, Full, Need, Place, Usage, fits, nearest, peak};
use super::cohort::Dates;
use super::problem::Problem;
use super::recurrence::{Rule, Series};
use super::time::{Fold, TimeOfDay, instant, instant_near, local};

/// The most dates that a series of bookings has.
pub const MOST: usize = 60;

/// Other moments are looked for so many days around a date.
const NEAR: u64 = 3;

/// An interval of instants, the end excluded.
type Span = (DateTime<Utc>, DateTime<Utc>);

/// The dates of a rule, at least one and at most [`MOST`].
pub fn dates(series: &Series) -> Result<Vec<NaiveDate>, Problem> {
    match series.days() {
        Ok(days) if days.len() <= MOST => Ok(days),
        Ok(_) | Err(Problem::TooManyDays { .. }) => Err(Problem::TooManyDays { max: MOST }),
        Err(other) => Err(other),
    }
}

/// One date of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub day: NaiveDate,
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// The clocks skip an hour that it names: it is at the next one that exists.
    pub moved: bool,
}

/// The same hours on the clock, on a day. An hour that does not exist is the next one that does; of one that happens twice,
/// the first is meant.
pub fn on_clock(day: NaiveDate, (from, to): (TimeOfDay, TimeOfDay), tz: Tz) -> Occurrence {
    let near = |time| instant_near(day, time, tz, Fold::First);
    let skipped = |time| matches!(instant(day, time, tz), Err(Problem::HourMissing { .. }));
    let (start, end) = (near(from), near(to));
    // Both may fall into the hour that the clocks skip.
    let length = Duration::minutes(i64::from(to.minutes()) - i64::from(from.minutes()));
    let end = if end > start { end } else { start + length };
    Occurrence { day, start, end, moved: skipped(from) || skipped(to) }
}

/// What stands in the way of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A rule of the space or the cohort, or the clock.
    Refused(Problem),
    Full(Full),
}

/// What a booking is held against, whoever else has booked.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    pub place: &'a Place,
    /// The times that are taken for something else.
    pub blocks: &'a [Block],
    pub cohort: &'a Dates,
    pub now: DateTime<Utc>,
}

impl Against<'_> {
    /// Whether it may be then, and has room beside what is taken.
    pub fn takes(&self, taken: &[Usage], wanted: &Usage) -> Result<(), Obstacle> {
        self.allows(wanted).map_err(Obstacle::Refused)?;
        fits(&self.place.space, taken, wanted).map_err(Obstacle::Full)
    }

    fn allows(&self, wanted: &Usage) -> Result<(), Problem> {
        let Dates { starts_on, ends_on } = *self.cohort;
        if !self.cohort.contains(local(wanted.start, self.place.tz).0) {
            return Err(Problem::OutsideCohort { starts_on, ends_on });
        }
        if wanted.start < self.now {
            return Err(Problem::InPast);
        }
        self.place.may_begin(wanted.start, self.now)?;
        self.place.is_open(wanted.start, wanted.end)?;
        let free = wanted.end + self.place.space.buffer();
        let block = self.blocks.iter().find(|block| block.start < free && wanted.start < block.end);
        block.map_or(Ok(()), |block| Err(block.refuses(self.place.tz)))
    }
}

/// A date of a series, whether it fits, and if not what could be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub at: Occurrence,
    pub obstacle: Option<Obstacle>,
    /// So many fit at that moment.
    pub fewer: Option<u32>,
    /// Moments of the same length near it, the nearest first.
    pub near: Vec<Span>,
}

/// Holds every date against what is taken and against the dates before it. What is proposed instead has room beside all the
/// dates that fit.
pub fn plan(against: Against<'_>, taken: &[Usage], need: &Need, dates: &[Occurrence]) -> Vec<Planned> {
    let wanted: Vec<Usage> = dates.iter().map(|at| Usage::new(at.start, at.end, need.clone())).collect();
    let mut all = taken.to_vec();
    let obstacles = settle_into(against, &mut all, &wanted);
    let planned = dates.iter().zip(&wanted).zip(obstacles).map(|((at, wanted), obstacle)| {
        let (fewer, near) = match &obstacle {
            None => (None, Vec::new()),
            Some(obstacle) => (fewer(against, &all, wanted, obstacle), near(against, &all, wanted, at.day)),
        };
        Planned { at: *at, obstacle, fewer, near }
    });
    planned.collect()
}

/// What stands in the way of each, when all are booked in this order.
pub fn settle(against: Against<'_>, taken: &[Usage], wanted: &[Usage]) -> Vec<Option<Obstacle>> {
    settle_into(against, &mut taken.to_vec(), wanted)
}

fn settle_into(against: Against<'_>, taken: &mut Vec<Usage>, wanted: &[Usage]) -> Vec<Option<Obstacle>> {
    let mut settled = Vec::with_capacity(wanted.len());
    for usage in wanted {
        let obstacle = against.takes(taken, usage).err();
        if obstacle.is_none() {
            taken.push(against.place.space.cleaned(usage.clone()));
        }
        settled.push(obstacle);
    }
    settled
}

fn fewer(against: Against<'_>, taken: &[Usage], wanted: &Usage, obstacle: &Obstacle) -> Option<u32> {
    if !matches!(obstacle, Obstacle::Full(Full::People { .. })) {
        return None;
    }
    let most = peak(taken, wanted.start, wanted.end + against.place.space.buffer()).people;
    let left = u32::try_from(i64::from(against.place.space.people) - most).ok()?;
    let less = Usage { people: left, ..wanted.clone() };
    (left > 0 && left < wanted.people && against.takes(taken, &less).is_ok()).then_some(left)
}

fn near(against: Against<'_>, taken: &[Usage], wanted: &Usage, day: NaiveDate) -> Vec<Span> {
    let around = Dates {
        starts_on: day.checked_sub_days(Days::new(NEAR)).unwrap_or(day).max(against.cohort.starts_on),
        ends_on: day.checked_add_days(Days::new(NEAR)).unwrap_or(day).min(against.cohort.ends_on),
    };
    let reach = Duration::days(NEAR.cast_signed() + 2);
    let close = |usage: &&Usage| usage.end > wanted.start - reach && usage.start < wanted.end + reach;
    let close: Vec<Usage> = taken.iter().filter(close).cloned().collect();
    let mut found = nearest(against.place, &close, wanted, &around, against.now, 2);
    found.retain(|(start, end)| against.takes(&close, &Usage { start: *start, end: *end, ..wanted.clone() }).is_ok());
    found
}

/// The day to which the others of a series can go with one of them: with several weekdays a week, none but its own.
pub fn can_move(series: &Series, from: NaiveDate, to: NaiveDate) -> bool {
    from == to || !matches!(&series.rule, Rule::Weeks { weekdays, .. } if weekdays.len() != 1)
}

#[cfg(test)]
mod tests {
    use super::super::capacity::{Closure, Hours, Space};
    use super::*;
    use chrono::Weekday;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;
    use uuid::Uuid;

    const MACHINE: Uuid = Uuid::from_u128(1);
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn ymd(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn place(people: u32, machines: u32) -> Place {
        let hours = |weekday| Hours { weekday, from: time("9:00"), to: time("18:00") };
        Place {
            space: Space { people, machines: vec![(MACHINE, machines)], buffer_minutes: 0 },
            hours: WEEK[..6].iter().copied().map(hours).collect(),
            closures: vec![Closure { first: ymd("2026-10-28"), last: ymd("2026-10-28"), reason: "ménage".into() }],
            ..Place::always_shut(Paris)
        }
    }

    fn weekly(weekdays: &[Weekday], from: &str, until: &str) -> Series {
        let rule = Rule::Weeks { weekdays: weekdays.to_vec(), every: 1 };
        Series { rule, starts_on: ymd(from), until: ymd(until), except: Vec::new() }
    }

    #[test]
    fn sixty_dates_and_no_more() {
        assert_eq!(dates(&weekly(&[Weekday::Tue], "2026-10-06", "2026-10-20")).unwrap().len(), 3);
        let many = |until| dates(&weekly(&WEEK, "2026-10-05", until));
        assert_eq!(many("2026-12-03").unwrap().len(), MOST);
        for until in ["2026-12-04", "2028-02-17", "9999-12-31"] {
            assert_eq!(many(until), Err(Problem::TooManyDays { max: MOST }), "{until}");
        }
    }

    #[test]
    fn the_clock_stays_where_the_clocks_change() {
        let table = [
            // day, from, to, start, end, moved
            ("2026-10-24", "9:00", "11:00", "2026-10-24T07:00:00Z", "2026-10-24T09:00:00Z", false),
            ("2026-10-25", "9:00", "11:00", "2026-10-25T08:00:00Z", "2026-10-25T10:00:00Z", false),
            ("2026-10-25", "1:00", "4:00", "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", false),
            ("2026-10-25", "2:00", "2:30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", false),
            ("2026-10-25", "0:00", "24:00", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", false),
            ("2027-03-28", "1:00", "4:00", "2027-03-28T00:00:00Z", "2027-03-28T02:00:00Z", false),
            ("2027-03-28", "2:15", "4:00", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z", true),
            ("2027-03-28", "1:00", "2:30", "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", true),
            ("2027-03-28", "2:15", "2:45", "2027-03-28T01:00:00Z", "2027-03-28T01:30:00Z", true),
            ("2027-03-28", "0:00", "24:00", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z", false),
        ];
        for (day, from, to, start, end, moved) in table {
            let found = on_clock(ymd(day), (time(from), time(to)), Paris);
            assert_eq!((found.start, found.end, found.moved), (utc(start), utc(end), moved), "{day} {from} {to}");
        }
    }

    #[test]
    fn each_date_says_what_is_in_the_way_and_what_is_near() {
        let place = place(4, 1);
        let cohort = Dates { starts_on: ymd("2026-10-01"), ends_on: ymd("2026-11-03") };
        let against = Against { place: &place, blocks: &[], cohort: &cohort, now: utc("2026-10-08T08:00:00Z") };
        let hours = (time("14:00"), time("16:00"));
        let days = ["2026-10-07", "2026-10-14", "2026-10-21", "2026-10-28", "2026-11-04"];
        let dates: Vec<_> = days.map(|day| on_clock(ymd(day), hours, Paris)).to_vec();
        let taken = [Usage {
            start: utc("2026-10-21T11:00:00Z"),
            end: utc("2026-10-21T13:00:00Z"),
            people: 3,
            machines: vec![],
        }];
        let need = Need { people: 2, machines: vec![] };
        let planned = plan(against, &taken, &need, &dates);
        let said: Vec<_> = planned.iter().map(|date| date.obstacle.clone()).collect();
        assert_eq!(said[0], Some(Obstacle::Refused(Problem::InPast)));
        assert_eq!(said[1], None);
        assert_eq!(said[2], Some(Obstacle::Full(Full::People { at: utc("2026-10-21T12:00:00Z"), left: 1 })));
        assert_eq!(planned[2].fewer, Some(1));
        assert_eq!(planned[2].near[0].0, utc("2026-10-21T13:00:00Z"), "as soon as there is room");
        assert_eq!(said[3], Some(Obstacle::Refused(Problem::Closed { reason: "ménage".into() })));
        assert!(matches!(said[4], Some(Obstacle::Refused(Problem::OutsideCohort { .. }))));
        assert!(planned[4].near.iter().all(|(start, _)| *start < utc("2026-11-04T00:00:00Z")));
    }

    #[test]
    fn days_of_several_weekdays_stay() {
        let one = weekly(&[Weekday::Tue], "2026-10-06", "2026-11-03");
        let two = weekly(&[Weekday::Tue, Weekday::Thu], "2026-10-06", "2026-11-03");
        let (tuesday, wednesday) = (ymd("2026-10-13"), ymd("2026-10-14"));
        assert!(can_move(&one, tuesday, wednesday) && can_move(&two, tuesday, tuesday));
        assert!(!can_move(&two, tuesday, wednesday));
    }

    fn some_usage() -> impl Strategy<Value = Usage> {
        (0..30_i64, 0..40_i64, 1..12_i64, 1..4_u32, 0..2_u32).prop_map(|(day, at, quarters, people, machines)| {
            let start = utc("2026-10-12T07:00:00Z") + Duration::days(day) + Duration::minutes(15 * at);
            let machines = if machines > 0 { vec![(MACHINE, machines)] } else { Vec::new() };
            Usage { start, end: start + Duration::minutes(15 * quarters), people, machines }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever is chosen of what is proposed, what is accepted fits beside everything, and only that.
        #[test]
        fn what_it_books_fits(
            taken in proptest::collection::vec(some_usage(), 0..25),
            choices in proptest::collection::vec(0..4_usize, 60),
            from in 36..60_u16, quarters in 1..12_u16, people in 1..4_u32, machine in 0..2_u32,
        ) {
            let place = place(4, 1);
            let cohort = Dates { starts_on: ymd("2026-10-12"), ends_on: ymd("2026-11-10") };
            let against = Against { place: &place, blocks: &[], cohort: &cohort, now: utc("2026-10-13T10:00:00Z") };
            // What is there may be too much already: it is taken only as far as it fits.
            let mut had: Vec<Usage> = Vec::new();
            for usage in taken {
                if fits(&place.space, &had, &usage).is_ok() {
                    had.push(usage);
                }
            }
            let hours = (TimeOfDay::from_minutes(from * 15).unwrap(), TimeOfDay::from_minutes((from + quarters) * 15).unwrap());
            let days = dates(&weekly(&[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Sun], "2026-10-12", "2026-11-15")).unwrap();
            let at: Vec<_> = days.iter().map(|day| on_clock(*day, hours, Paris)).collect();
            let need = Need { people, machines: if machine > 0 { vec![(MACHINE, 1)] } else { vec![] } };
            let planned = plan(against, &had, &need, &at);
            let chosen: Vec<Usage> = planned.iter().zip(&choices).filter_map(|(date, choice)| {
                let wanted = Usage::new(date.at.start, date.at.end, need.clone());
                match (choice, &date.obstacle) {
                    (0, _) => None,
                    (_, None) => Some(wanted),
                    (1, _) => Some(Usage { people: date.fewer?, ..wanted }),
                    (n, _) => date.near.get(n - 2).map(|(start, end)| Usage { start: *start, end: *end, ..wanted }),
                }
            }).collect();
            let settled = settle(against, &had, &chosen);
            let mut all = had.clone();
            for (usage, obstacle) in chosen.into_iter().zip(settled) {
                prop_assert_eq!(obstacle.is_none(), against.takes(&all, &usage).is_ok());
                if obstacle.is_none() {
                    prop_assert!(place.is_open(usage.start, usage.end).is_ok() && cohort.contains(local(usage.start, Paris).0));
                    all.push(usage);
                }
            }
            let most = peak(&all, utc("2026-10-01T00:00:00Z"), utc("2026-12-01T00:00:00Z"));
            prop_assert!(most.people <= 4 && most.machines.iter().all(|(_, used)| *used <= 1), "{:?}", most);
            // One choice alone, of all that is proposed, always fits.
            for date in &planned {
                let wanted = Usage::new(date.at.start, date.at.end, need.clone());
                for (start, end) in &date.near {
                    let near = Usage { start: *start, end: *end, ..wanted.clone() };
                    prop_assert!(against.takes(&had, &near).is_ok());
                }
            }
        }
    }
}
