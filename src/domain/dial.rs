//! The hours of a day as a clock shows them: 24, or 23 with one that is not there, or 25 with one that comes twice.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

use super::time::{Fold, bounds, local};

/// An hour on the dial. `fold` says which, on a day that has two of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hour {
    pub hour: u16,
    pub fold: Option<Fold>,
}

/// An hour and when it is.
pub type Lasting = (Hour, DateTime<Utc>, DateTime<Utc>);

/// The hours from `first` to `last` (excluded) that a day has, in order.
pub fn hours(day: NaiveDate, (first, last): (u16, u16), tz: Tz) -> Vec<Lasting> {
    let (start, end) = bounds(day, tz);
    let all = if end - start == Duration::hours(24) { plain(start) } else { uneven(start, end, tz) };
    all.into_iter().filter(|(hour, ..)| (first..last).contains(&hour.hour)).collect()
}

/// A day on which no clock changes.
fn plain(start: DateTime<Utc>) -> Vec<Lasting> {
    let at = |hour: u16| start + Duration::hours(hour.into());
    (0..24).map(|hour| (Hour { hour, fold: None }, at(hour), at(hour + 1))).collect()
}

/// A day on which they do, looked at quarter by quarter.
fn uneven(start: DateTime<Utc>, end: DateTime<Utc>, tz: Tz) -> Vec<Lasting> {
    let mut all: Vec<Lasting> = Vec::with_capacity(25);
    let (mut at, mut before) = (start, None);
    while at < end {
        let next = (at + Duration::minutes(15)).min(end);
        let minutes = local(at, tz).1.minutes();
        let hour = Hour { hour: minutes / 60, fold: None };
        match all.last_mut() {
            Some(last) if last.0.hour == hour.hour && before < Some(minutes) => last.2 = next,
            _ => all.push((hour, at, next)),
        }
        (at, before) = (next, Some(minutes));
    }
    name_twins(&mut all);
    all
}

/// Says which is which of an hour that comes twice.
fn name_twins(all: &mut [Lasting]) {
    let hours: Vec<u16> = all.iter().map(|(hour, ..)| hour.hour).collect();
    for (index, (hour, ..)) in all.iter_mut().enumerate() {
        let again = hours[index + 1..].contains(&hour.hour);
        let before = hours[..index].contains(&hour.hour);
        hour.fold = if again { Some(Fold::First) } else { before.then_some(Fold::Second) };
    }
}

/// The rows that a table of several days needs: each hour once, and again where one of the days has it twice.
pub fn rows<'d>(days: impl IntoIterator<Item = &'d [Lasting]>, (first, last): (u16, u16)) -> Vec<Hour> {
    let seconds = days.into_iter().flatten().filter(|(hour, ..)| hour.fold == Some(Fold::Second));
    let twice: Vec<u16> = seconds.map(|(hour, ..)| hour.hour).collect();
    let row = |hour| match twice.contains(&hour) {
        false => vec![Hour { hour, fold: None }],
        true => [Fold::First, Fold::Second].map(|fold| Hour { hour, fold: Some(fold) }).to_vec(),
    };
    (first..last).flat_map(row).collect()
}

/// When a day has the hour of a row: nothing for one that the clocks skip, or that is there once and stands in the row above.
pub fn at(day: &[Lasting], row: Hour) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let is_row = |hour: &Hour| match (row.fold, hour.fold) {
        (Some(Fold::Second), fold) => fold == Some(Fold::Second),
        (_, fold) => fold != Some(Fold::Second),
    };
    day.iter().find(|(hour, ..)| hour.hour == row.hour && is_row(hour)).map(|(_, start, end)| (*start, *end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::Havana, Asia::Kolkata, Australia::Lord_Howe, Europe::Paris};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    const ALL: (u16, u16) = (0, 24);

    #[test]
    fn days_have_the_hours_they_have() {
        let table = [
            // zone, day, how many, missing, twice
            (Paris, "2026-11-24", 24, None, None),
            (Paris, "2026-10-25", 25, None, Some(2)),
            (Paris, "2027-03-28", 23, Some(2), None),
            (Paris, "2026-03-29", 23, Some(2), None),
            (Havana, "2026-11-01", 25, None, Some(0)),
            (Havana, "2026-03-08", 23, Some(0), None),
            (Kolkata, "2026-10-25", 24, None, None),
            // Half an hour, which is a part of an hour twice.
            (Lord_Howe, "2026-04-05", 25, None, Some(1)),
        ];
        for (zone, on, count, missing, twice) in table {
            let found = hours(day(on), ALL, zone);
            assert_eq!(found.len(), count, "{zone} {on}");
            let has = |hour| found.iter().filter(|(one, ..)| one.hour == hour).count();
            for hour in 0..24 {
                let expected = if missing == Some(hour) { 0 } else { 1 + usize::from(twice == Some(hour)) };
                assert_eq!(has(hour), expected, "{zone} {on} {hour} h");
            }
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_named() {
        let autumn = hours(day("2026-10-25"), (1, 4), Paris);
        let named: Vec<_> = autumn.iter().map(|(hour, start, _)| (hour.hour, hour.fold, *start)).collect();
        let expected = [
            (1, None, utc("2026-10-24T23:00:00Z")),
            (2, Some(Fold::First), utc("2026-10-25T00:00:00Z")),
            (2, Some(Fold::Second), utc("2026-10-25T01:00:00Z")),
            (3, None, utc("2026-10-25T02:00:00Z")),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_week_with_a_change_has_one_row_more_or_an_empty_cell() {
        let (saturday, autumn) = (hours(day("2026-10-24"), ALL, Paris), hours(day("2026-10-25"), ALL, Paris));
        let table = rows([saturday.as_slice(), &autumn], ALL);
        assert_eq!(table.len(), 25);
        let second = Hour { hour: 2, fold: Some(Fold::Second) };
        assert_eq!(at(&saturday, second), None, "once on Saturday");
        assert_eq!(at(&autumn, second), Some((utc("2026-10-25T01:00:00Z"), utc("2026-10-25T02:00:00Z"))));
        let spring = hours(day("2027-03-28"), ALL, Paris);
        assert_eq!(rows([spring.as_slice()], ALL).len(), 24);
        assert_eq!(at(&spring, Hour { hour: 2, fold: None }), None, "the clocks skip it");
        assert!(at(&spring, Hour { hour: 3, fold: None }).is_some());
    }

    proptest! {
        #[test]
        fn the_hours_of_a_day_are_the_whole_day(
            near in prop::sample::select(vec!["2026-10-24", "2027-03-27", "2026-04-04", "2026-06-01", "2026-11-01"]),
            plus in 0..3_u64,
            zone in 0..chrono_tz::TZ_VARIANTS.len(),
        ) {
            let (day, zone) = (day(near) + chrono::Days::new(plus), chrono_tz::TZ_VARIANTS[zone]);
            let found = hours(day, ALL, zone);
            let (start, end) = bounds(day, zone);
            prop_assert_eq!(found.first().map(|one| one.1), Some(start));
            prop_assert_eq!(found.last().map(|one| one.2), Some(end));
            prop_assert!(found.windows(2).all(|two| two[0].2 == two[1].1), "without a gap");
            let table = rows([found.as_slice()], ALL);
            let shown = table.iter().filter_map(|row| at(&found, *row)).count();
            prop_assert_eq!(shown, found.len(), "each in a row of its own");
        }
    }
}
