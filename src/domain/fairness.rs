//! A fair part of a space: who is offered what becomes free, how long an offer waits, what is left of a week's quota, and
//! what an equal part would be. People are put in order to be served, never to be compared: no order leaves this module.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::capacity::{Place, Usage, fits};
use super::minutes::Minutes;
use super::time::bounds;
use super::week::IsoWeek;

/// An interval of instants, the end excluded.
type Span = (DateTime<Utc>, DateTime<Utc>);

codes! {
    /// What became of asking for a moment that was full.
    WaitState {
        Waiting = "waiting",
        /// A place is held for her.
        Offered = "offered",
        Taken = "taken",
        /// She did not answer in time.
        Lapsed = "lapsed",
        /// She wants it no longer, or may no longer have it.
        Left = "left",
        /// It began before there was room.
        Over = "over",
    }
}

/// Somebody who waits for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    pub id: Uuid,
    pub person: Uuid,
    pub usage: Usage,
    /// What she has used of the space in the present phase of her cohort.
    pub used: Minutes,
    pub asked_at: DateTime<Utc>,
}

/// A moment that somebody has been offered and has not answered.
pub type Offered = (Uuid, DateTime<Utc>, DateTime<Utc>);

/// In which order they are served: who has used least, then who asked first.
pub fn in_turn(asking: &[Asking]) -> Vec<&Asking> {
    let mut turns: Vec<&Asking> = asking.iter().collect();
    turns.sort_by_key(|one| (one.used, one.asked_at, one.id));
    turns
}

/// Who is offered her moment now, in their order. What is offered counts as taken at once, so each place goes to one person;
/// who has an offer is not offered another at the same hours; whom the place does not fit lets the next one go first.
pub fn offers(place: &Place, taken: &[Usage], offered: &[Offered], asking: &[Asking]) -> Vec<Uuid> {
    let (mut taken, mut offered) = (taken.to_vec(), offered.to_vec());
    let mut found = Vec::new();
    for one in in_turn(asking) {
        let (start, end) = (one.usage.start, one.usage.end);
        let busy = offered.iter().any(|(person, from, to)| *person == one.person && *from < end && start < *to);
        if busy || place.is_open(start, end).is_err() || fits(&place.space, &taken, &one.usage).is_err() {
            continue;
        }
        taken.push(place.space.cleaned(one.usage.clone()));
        offered.push((one.person, start, end));
        found.push(one.id);
    }
    found
}

/// Until when an offer waits for its answer: so many minutes, and never longer than until it begins.
pub fn hold_until(now: DateTime<Utc>, start: DateTime<Utc>, hold_minutes: i64) -> DateTime<Utc> {
    now.checked_add_signed(Duration::minutes(hold_minutes)).map_or(start, |until| until.min(start))
}

/// How long something from `start` to `end` lasts inside `[from, to)`. Counted on instants: clocks that change do not matter.
pub fn inside((start, end): (DateTime<Utc>, DateTime<Utc>), (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Minutes {
    Minutes((end.min(to) - start.max(from)).num_minutes().max(0))
}

/// The first instant and the last, excluded, of some days there.
pub fn span(first: NaiveDate, last: NaiveDate, tz: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    (bounds(first, tz).0, bounds(last, tz).1)
}

/// The first instant and the last, excluded, of the week in which something begins there.
pub fn week_of(start: DateTime<Utc>, tz: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let week = IsoWeek::of(super::time::local(start, tz).0);
    span(week.first_day(), week.last_day(), tz)
}

/// The first week in which what is wanted is more than the quota leaves beside what is booked, and what it leaves there. Each
/// moment counts in the week in which it begins.
pub fn over_quota(quota: Minutes, booked: &[Span], wanted: &[Span], tz: Tz) -> Option<(Span, Minutes)> {
    let mut weeks: BTreeMap<Span, Minutes> = BTreeMap::new();
    for moment in wanted {
        let week = week_of(moment.0, tz);
        let more = weeks.entry(week).or_default();
        *more = *more + inside(*moment, week);
    }
    weeks.into_iter().find_map(|(week, wanted)| {
        let left = left(quota, booked.iter().map(|moment| inside(*moment, week)).sum());
        (wanted > left).then_some((week, left))
    })
}

/// What is left of a quota.
pub fn left(quota: Minutes, booked: Minutes) -> Minutes {
    Minutes((quota.0 - booked.0).max(0))
}

/// What a space offers from the first to the last day: its open hours, times the people that it takes.
pub fn available(place: &Place, first: NaiveDate, last: NaiveDate) -> Minutes {
    let days = first.iter_days().take_while(|day| *day <= last);
    let open: i64 = days.flat_map(|day| place.open(day)).map(|(opens, closes)| (closes - opens).num_minutes()).sum();
    Minutes(open * i64::from(place.space.people))
}

/// An equal part for each of so many.
pub fn equal_part(whole: Minutes, parts: i64) -> Minutes {
    Minutes(whole.0 / parts.max(1))
}

/// Hundredths of `whole`, rounded to the nearest.
pub fn percent(part: Minutes, whole: Minutes) -> i64 {
    if whole.0 <= 0 { 0 } else { (part.0 * 200 + whole.0) / (whole.0 * 2) }
}

/// Time used and time still to come, times people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub used: Minutes,
    pub booked: Minutes,
}

impl Sum {
    /// One use inside a window: what is before `now` was used, the rest is booked.
    pub fn of(
        use_span: (DateTime<Utc>, DateTime<Utc>),
        people: i64,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
    ) -> Self {
        let part = |window| Minutes(inside(use_span, window).0 * people);
        Self { used: part((from, to.min(now))), booked: part((from.max(now), to)) }
    }

    /// Both together.
    pub fn all(self) -> Minutes {
        self.used + self.booked
    }
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        *self = Self { used: self.used + other.used, booked: self.booked + other.booked };
    }
}

#[cfg(test)]
mod tests {
    use super::super::capacity::{Closure, Hours, Space};
    use super::super::time::TimeOfDay;
    use super::*;
    use chrono::Weekday;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    const MACHINE: Uuid = Uuid::from_u128(9);

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn ymd(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Open all days from 0 to 24, but on 26 October.
    fn place(people: u32) -> Place {
        let weekdays =
            [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        Place {
            space: Space { people, machines: vec![(MACHINE, 1)], buffer_minutes: 0 },
            hours: weekdays.map(|weekday| Hours { weekday, from: TimeOfDay::START, to: TimeOfDay::END }).to_vec(),
            closures: vec![Closure { first: ymd("2026-10-26"), last: ymd("2026-10-26"), reason: String::new() }],
            tz: Paris,
            special: Vec::new(),
            lead_minutes: 0,
            horizon_days: None,
        }
    }

    fn usage(at: i64, quarters: i64, people: u32, machines: u32) -> Usage {
        let start = utc("2026-11-24T08:00:00Z") + Duration::minutes(15 * at);
        let machines = if machines > 0 { vec![(MACHINE, machines)] } else { Vec::new() };
        Usage { start, end: start + Duration::minutes(15 * quarters), people, machines }
    }

    fn asking(id: u128, person: u128, used: i64, asked: i64, usage: Usage) -> Asking {
        let asked_at = utc("2026-11-20T08:00:00Z") + Duration::minutes(asked);
        Asking { id: Uuid::from_u128(id), person: Uuid::from_u128(person), usage, used: Minutes(used), asked_at }
    }

    fn ids(found: Vec<Uuid>) -> Vec<u128> {
        found.iter().map(Uuid::as_u128).collect()
    }

    #[test]
    fn who_used_least_comes_first_then_who_asked_first() {
        let slot = usage(0, 8, 1, 0);
        let all =
            [asking(1, 1, 90, 0, slot.clone()), asking(2, 2, 30, 9, slot.clone()), asking(3, 3, 30, 5, slot.clone())];
        assert_eq!(ids(in_turn(&all).into_iter().map(|one| one.id).collect()), [3, 2, 1]);
        assert_eq!(ids(offers(&place(1), &[], &[], &all)), [3], "one place, one person");
        assert_eq!(ids(offers(&place(2), &[], &[], &all)), [3, 2]);
        assert!(offers(&place(1), &[slot], &[], &all).is_empty(), "nothing is free");
    }

    #[test]
    fn whom_it_does_not_fit_lets_the_next_one_go_first() {
        let all = [asking(1, 1, 0, 0, usage(0, 8, 2, 0)), asking(2, 2, 60, 1, usage(2, 4, 1, 1))];
        assert_eq!(ids(offers(&place(2), &[usage(0, 8, 1, 0)], &[], &all)), [2]);
        let closed = utc("2026-10-26T10:00:00Z");
        let shut = Usage { start: closed, end: closed + Duration::hours(1), ..usage(0, 1, 1, 0) };
        assert!(offers(&place(2), &[], &[], &[asking(1, 1, 0, 0, shut)]).is_empty(), "the space is closed");
    }

    #[test]
    fn nobody_is_offered_two_places_at_once() {
        let all = [
            asking(1, 1, 0, 0, usage(0, 8, 1, 0)),
            asking(2, 1, 0, 1, usage(4, 8, 1, 0)),
            asking(3, 2, 500, 2, usage(4, 8, 1, 0)),
        ];
        assert_eq!(ids(offers(&place(2), &[], &[], &all)), [1, 3]);
        let held = (Uuid::from_u128(1), all[0].usage.start, all[0].usage.end);
        assert_eq!(ids(offers(&place(2), &[usage(0, 8, 1, 0)], &[held], &all[1..])), [3]);
    }

    #[test]
    fn an_offer_waits_until_it_begins_at_most() {
        let (now, soon) = (utc("2026-11-24T08:00:00Z"), utc("2026-11-24T08:30:00Z"));
        assert_eq!(hold_until(now, soon, 120), soon);
        assert_eq!(hold_until(now, utc("2026-11-25T08:00:00Z"), 120), utc("2026-11-24T10:00:00Z"));
        assert_eq!(hold_until(now, soon, i64::MAX / 100_000), soon);
    }

    #[test]
    fn a_week_is_the_clocks_and_hours_are_real() {
        let hours = |start: &str| {
            let (from, to) = week_of(utc(start), Paris);
            (to - from).num_hours()
        };
        assert_eq!(hours("2027-03-28T12:00:00Z"), 7 * 24 - 1, "the clocks go forward on its Sunday");
        assert_eq!(hours("2026-10-25T12:00:00Z"), 7 * 24 + 1, "and back");
        // Sunday 23:30 in Paris is still this week, half an hour later it is not.
        assert_eq!(week_of(utc("2026-11-29T22:30:00Z"), Paris), week_of(utc("2026-11-24T08:00:00Z"), Paris));
        assert_ne!(week_of(utc("2026-11-29T23:00:00Z"), Paris), week_of(utc("2026-11-24T08:00:00Z"), Paris));
        let night = (utc("2026-10-25T00:00:00Z"), utc("2026-10-25T02:00:00Z"));
        assert_eq!(
            inside(night, week_of(night.0, Paris)),
            Minutes(120),
            "2:00 to 3:00 on the clock, and two hours long"
        );
        assert_eq!(inside(night, week_of(utc("2026-10-26T08:00:00Z"), Paris)), Minutes(0));
    }

    #[test]
    fn what_is_there_is_counted_on_days_of_23_and_25_hours() {
        assert_eq!(available(&place(2), ymd("2027-03-28"), ymd("2027-03-28")), Minutes(2 * 23 * 60));
        assert_eq!(
            available(&place(2), ymd("2026-10-25"), ymd("2026-10-26")),
            Minutes(2 * 25 * 60),
            "closed on Monday"
        );
        assert_eq!(available(&place(2), ymd("2026-11-25"), ymd("2026-11-24")), Minutes(0));
        assert_eq!(equal_part(Minutes(100), 3), Minutes(33));
        assert_eq!(equal_part(Minutes(100), 0), Minutes(100));
        assert_eq!(
            (percent(Minutes(1), Minutes(3)), percent(Minutes(2), Minutes(3)), percent(Minutes(1), Minutes(0))),
            (33, 67, 0)
        );
        assert_eq!((left(Minutes(90), Minutes(60)), left(Minutes(90), Minutes(120))), (Minutes(30), Minutes(0)));
    }

    #[test]
    fn what_goes_on_is_partly_used_and_partly_booked() {
        let slot = (utc("2026-11-24T08:00:00Z"), utc("2026-11-24T12:00:00Z"));
        let window = span(ymd("2026-11-24"), ymd("2026-11-24"), Paris);
        let sum = Sum::of(slot, 2, window, utc("2026-11-24T09:00:00Z"));
        assert_eq!(sum, Sum { used: Minutes(120), booked: Minutes(360) });
        assert_eq!(sum.all(), Minutes(480));
        assert_eq!(Sum::of(slot, 2, window, utc("2026-11-30T09:00:00Z")).booked, Minutes(0));
        let before = span(ymd("2026-11-20"), ymd("2026-11-23"), Paris);
        assert_eq!(Sum::of(slot, 2, before, utc("2026-11-30T09:00:00Z")), Sum::default());
    }

    fn some_usage() -> impl Strategy<Value = Usage> {
        (0..40_i64, 1..12_i64, 1..3_u32, 0..2_u32)
            .prop_map(|(at, quarters, people, machines)| usage(at, quarters, people, machines))
    }

    fn some_asking() -> impl Strategy<Value = Vec<Asking>> {
        proptest::collection::vec((0..4_u128, 0..3_i64, 0..3_i64, some_usage()), 0..12).prop_map(|all| {
            let one = |(n, (person, used, asked, usage))| asking(n as u128, person, used, asked, usage);
            all.into_iter().enumerate().map(one).collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_does_not_depend_on_how_it_was_read(all in some_asking(), seed in any::<u64>(), taken in proptest::collection::vec(some_usage(), 0..4)) {
            let mut shuffled = all.clone();
            shuffled.sort_by_key(|one| one.id.as_u128().wrapping_mul(u128::from(seed | 1)) % 1009);
            prop_assert_eq!(in_turn(&all), in_turn(&shuffled));
            prop_assert_eq!(offers(&place(3), &taken, &[], &all), offers(&place(3), &taken, &[], &shuffled));
        }

        #[test]
        fn offers_fit_and_nobody_who_would_fit_is_passed_over(all in some_asking(), people in 1..4_u32) {
            let place = place(people);
            let found = offers(&place, &[], &[], &all);
            let of = |id: &Uuid| all.iter().find(|one| one.id == *id).unwrap();
            let mut taken: Vec<Usage> = Vec::new();
            for id in &found {
                prop_assert!(fits(&place.space, &taken, &of(id).usage).is_ok());
                taken.push(of(id).usage.clone());
            }
            for one in all.iter().filter(|one| !found.contains(&one.id)) {
                let has = found.iter().map(of).any(|other| other.person == one.person
                    && other.usage.start < one.usage.end && one.usage.start < other.usage.end);
                prop_assert!(has || fits(&place.space, &taken, &one.usage).is_err());
            }
        }
    }
}
