use super::super::{Hours, Special, fits};
use super::*;
use crate::domain::time::TimeOfDay;
use chrono::Weekday;
use proptest::prelude::*;

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
    let hours = WEEK.into_iter().flat_map(|weekday| {
        [("9:00", "12:00"), ("13:00", "18:00")].map(|(from, to)| Hours { weekday, from: time(from), to: time(to) })
    });
    Place {
        space: Space { people, machines: vec![(MACHINE, machines)], buffer_minutes: 0 },
        special: Vec::new(),
        lead_minutes: 0,
        horizon_days: None,
        hours: hours.filter(|hours| hours.weekday != Weekday::Sun).collect(),
        closures: vec![super::super::Closure {
            first: ymd("2026-10-24"),
            last: ymd("2026-10-24"),
            reason: String::new(),
        }],
        tz: chrono_tz::Europe::Paris,
    }
}

fn usage(start: DateTime<Utc>, minutes: i64, people: u32, machines: u32) -> Usage {
    Usage { start, end: start + Duration::minutes(minutes), people, machines: vec![(MACHINE, machines)] }
}

#[test]
fn the_day_as_rows() {
    let usages = [usage(utc("2026-11-24T09:00:00Z"), 60, 3, 1), usage(utc("2026-11-24T12:00:00Z"), 300, 4, 0)];
    let slots = day_slots(&place(4, 1), &usages, ymd("2026-11-24"), &Need { people: 1, machines: vec![] });
    let rows: Vec<_> = slots.iter().map(|slot| (slot.start, slot.end, slot.people, slot.machines[0].1)).collect();
    let row = |from: &str, to: &str, people, machines| {
        (utc(&format!("2026-11-24T{from}:00Z")), utc(&format!("2026-11-24T{to}:00Z")), people, machines)
    };
    assert_eq!(rows, [row("08:00", "09:00", 4, 1), row("09:00", "10:00", 1, 0), row("10:00", "11:00", 4, 1)]);
}

#[test]
fn offers_the_nearest_moments() {
    let wanted = usage(utc("2026-11-24T13:00:00Z"), 60, 1, 1);
    let taken = [usage(utc("2026-11-24T13:00:00Z"), 60, 1, 1)];
    let cohort = Dates { starts_on: ymd("2026-11-01"), ends_on: ymd("2026-12-31") };
    let found = nearest(&place(4, 1), &taken, &wanted, &cohort, utc("2026-11-23T08:00:00Z"), 3);
    let starts: Vec<_> = found.iter().map(|(start, _)| start.format("%H:%M").to_string()).collect();
    assert_eq!(starts, ["12:00", "14:00", "14:15"]);
    let nothing_before_now = nearest(&place(4, 1), &taken, &wanted, &cohort, utc("2026-11-24T12:07:00Z"), 3);
    assert_eq!(nothing_before_now[0].0, utc("2026-11-24T14:00:00Z"));
    assert!(nearest(&place(4, 0), &[], &wanted, &cohort, utc("2026-11-23T08:00:00Z"), 3).is_empty());
}

#[test]
fn a_slot_ends_so_that_it_is_clean_before_the_next() {
    let mut place = place(4, 1);
    place.space.buffer_minutes = 30;
    let booked = place.space.cleaned(usage(utc("2026-11-24T09:00:00Z"), 60, 4, 1));
    // The host has it from the moment at which it closes.
    let host = usage(utc("2026-11-24T17:00:00Z"), 60, 500, 0);
    let slots = day_slots(&place, &[booked, host], ymd("2026-11-24"), &Need { people: 1, machines: vec![] });
    let rows: Vec<_> = slots.iter().map(|slot| (slot.start, slot.end)).collect();
    let row = |from: &str, to: &str| (utc(&format!("2026-11-24T{from}:00Z")), utc(&format!("2026-11-24T{to}:00Z")));
    assert_eq!(rows, [row("08:00", "08:30"), row("10:30", "11:00"), row("12:00", "16:30")]);
}

#[test]
fn six_full_months_are_searched_in_milliseconds() {
    let start = utc("2026-07-01T07:00:00Z");
    let usages: Vec<_> = (0..17_000).map(|n| usage(start + Duration::minutes(15 * n), 15, 1, 1)).collect();
    let cohort = Dates { starts_on: ymd("2026-07-01"), ends_on: ymd("2026-12-31") };
    let began = std::time::Instant::now();
    let found = nearest(&place(1, 1), &usages, &usages[0].clone(), &cohort, start, 3);
    assert_eq!(found.len(), 3, "the last days are free");
    // Generous, for an unoptimised build on a busy machine.
    assert!(began.elapsed().as_millis() < 400, "{:?}", began.elapsed());
}

/// Quarters of some days around the end of summer time.
fn quarter(n: i64) -> DateTime<Utc> {
    utc("2026-10-22T22:00:00Z") + Duration::minutes(15 * n)
}

fn some_usage() -> impl Strategy<Value = Usage> {
    (0..480_i64, 1..24_i64, 1..3_u32, 0..2_u32)
        .prop_map(|(at, quarters, people, machines)| usage(quarter(at), quarters * 15, people, machines))
}

/// Buffer, lead and horizon.
fn some_terms() -> impl Strategy<Value = (u32, u32, Option<u32>)> {
    (prop_oneof![Just(0_u32), 1..90_u32], prop_oneof![Just(0_u32), 1..3000_u32], prop::option::of(1..4_u32))
}

/// Other hours on one of the days.
fn some_special((day, from, quarters): (u64, u16, u16)) -> Special {
    let time = |quarter: u16| TimeOfDay::from_minutes(quarter * 15).unwrap();
    Special { day: ymd("2026-10-23") + chrono::Days::new(day), from: time(from), to: time(from + quarters) }
}

fn by_trying(place: &Place, usages: &[Usage], wanted: &Usage, cohort: &Dates, now: DateTime<Utc>) -> Vec<Span> {
    let length = wanted.end - wanted.start;
    let moments = (-100..700).map(quarter).map(|start| Usage { start, end: start + length, ..wanted.clone() });
    let mut good: Vec<Span> = moments
        .filter(|moment| moment.start >= now && cohort.contains(local(moment.start, place.tz).0))
        .filter(|moment| place.may_begin(moment.start, now).is_ok())
        .filter(|moment| place.is_open(moment.start, moment.end).is_ok() && fits(&place.space, usages, moment).is_ok())
        .map(|moment| (moment.start, moment.end))
        .collect();
    good.sort_by_key(|(start, _)| ((*start - wanted.start).abs(), *start));
    good.truncate(3);
    good
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nearest_is_what_trying_everything_finds(
        usages in proptest::collection::vec(some_usage(), 0..25),
        wanted in some_usage(),
        now in 0..300_i64,
        people in 1..4_u32,
        machines in 0..3_u32,
        blocks in proptest::collection::vec((0..480_i64, 1..60_i64), 0..3),
        (buffer_minutes, lead_minutes, horizon_days) in some_terms(),
        special in (0..5_u64, 0..90_u16, 1..6_u16),
    ) {
        let mut place = place(people, machines);
        place.space.buffer_minutes = buffer_minutes;
        (place.lead_minutes, place.horizon_days) = (lead_minutes, horizon_days);
        place.special.push(some_special(special));
        let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage))
            .chain(blocks.into_iter().map(|(at, quarters)| usage(quarter(at), quarters * 15, 500, 0))).collect();
        let cohort = Dates { starts_on: ymd("2026-10-23"), ends_on: ymd("2026-10-27") };
        let now = quarter(now) + Duration::minutes(now % 15);
        prop_assert_eq!(nearest(&place, &usages, &wanted, &cohort, now, 3), by_trying(&place, &usages, &wanted, &cohort, now));
    }

    #[test]
    fn a_row_has_room_for_what_it_says(
        usages in proptest::collection::vec(some_usage(), 0..15),
        day in 0..5_u64,
        (buffer_minutes, _, _) in some_terms(),
    ) {
        let mut place = place(3, 1);
        place.space.buffer_minutes = buffer_minutes;
        let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage)).collect();
        let day = ymd("2026-10-23") + chrono::Days::new(day);
        for slot in day_slots(&place, &usages, day, &Need { people: 1, machines: vec![] }) {
            let all = Usage { start: slot.start, end: slot.end, people: slot.people, machines: slot.machines.clone() };
            prop_assert!(fits(&place.space, &usages, &all).is_ok());
            let more = Usage { people: slot.people + 1, machines: vec![], ..all };
            prop_assert!(fits(&place.space, &usages, &more).is_err());
        }
    }

    #[test]
    fn every_quarter_with_room_is_in_a_row(
        usages in proptest::collection::vec(some_usage(), 0..15),
        day in 0..5_u64,
        (buffer_minutes, _, _) in some_terms(),
    ) {
        let mut place = place(3, 1);
        place.space.buffer_minutes = buffer_minutes;
        let usages: Vec<Usage> = usages.into_iter().map(|usage| place.space.cleaned(usage)).collect();
        let day = ymd("2026-10-23") + chrono::Days::new(day);
        let slots = day_slots(&place, &usages, day, &Need { people: 1, machines: vec![] });
        let in_a_row = |one: &Usage| slots.iter().any(|slot| slot.start < one.end && one.start < slot.end);
        for one in (0..480).map(|n| Usage { machines: vec![], ..usage(quarter(n), 15, 1, 0) }) {
            let open = place.open(day).iter().any(|(opens, closes)| *opens <= one.start && one.end <= *closes);
            prop_assert!(!open || fits(&place.space, &usages, &one).is_err() || in_a_row(&one), "{one:?}");
        }
    }
}
