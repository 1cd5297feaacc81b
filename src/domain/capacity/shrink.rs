//! When a space shrinks: which bookings no longer fit. Who booked first keeps the place.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::opening::Place;
use super::{Usage, fits};

/// A booking that is held, with when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    pub usage: Usage,
}

/// The bookings that `place` has no room or no open door for, those made last first. What is over is left alone; what
/// goes on at `now` keeps its place before all others, and closing a door does not put it out.
pub fn displaced(place: &Place, held: &[Held], now: DateTime<Utc>) -> Vec<Uuid> {
    let mut order: Vec<&Held> = held.iter().filter(|booking| booking.usage.end > now).collect();
    order.sort_by_key(|booking| (booking.usage.start > now, booking.made_at, booking.id));
    let (mut kept, mut out) = (Vec::<Usage>::with_capacity(order.len()), Vec::new());
    for booking in order {
        // What is left of a booking is what has to fit.
        let rest = Usage { start: booking.usage.start.max(now), ..booking.usage.clone() };
        let open = booking.usage.start <= now || place.is_open(rest.start, rest.end).is_ok();
        if open && fits(&place.space, &kept, &rest).is_ok() {
            kept.push(rest);
        } else {
            out.push(booking.id);
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Hours, Space, count, peak};
    use super::*;
    use crate::domain::time::TimeOfDay;
    use chrono::{Duration, Weekday};
    use proptest::prelude::*;

    const MACHINE: Uuid = Uuid::from_u128(9);

    fn hour(n: i64) -> DateTime<Utc> {
        "2026-11-24T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + Duration::hours(n)
    }

    fn booking(made: i64, start: i64, end: i64, people: u32, machines: u32) -> Held {
        let machines = if machines > 0 { vec![(MACHINE, machines)] } else { Vec::new() };
        let usage = Usage { start: hour(start), end: hour(end), people, machines };
        Held { id: Uuid::from_u128(made as u128), made_at: hour(made - 1000), usage }
    }

    fn place(people: u32, machines: u32, to: u16) -> Place {
        let hours = [Weekday::Tue, Weekday::Wed, Weekday::Thu].map(|weekday| Hours {
            weekday,
            from: TimeOfDay::START,
            to: TimeOfDay::new(to, 0).unwrap(),
        });
        Place {
            space: Space { people, machines: vec![(MACHINE, machines)] },
            hours: hours.to_vec(),
            closures: Vec::new(),
            tz: chrono_tz::UTC,
        }
    }

    fn numbers(ids: Vec<Uuid>) -> Vec<u128> {
        ids.into_iter().map(|id| id.as_u128()).collect()
    }

    #[test]
    fn who_booked_last_gives_way() {
        let held =
            [booking(3, 9, 11, 2, 0), booking(1, 9, 10, 2, 0), booking(2, 10, 12, 2, 0), booking(4, 14, 15, 2, 0)];
        let shrink = |people, to| numbers(displaced(&place(people, 1, to), &held, hour(8)));
        assert_eq!(shrink(4, 24), [0_u128; 0]);
        assert_eq!(shrink(3, 24), [3], "4 does not stand in anybody's way");
        assert_eq!(shrink(3, 14), [4, 3], "and the door closes at 14");
        assert_eq!(shrink(1, 24), [4, 3, 2, 1]);
    }

    #[test]
    fn what_has_begun_stays_and_what_is_over_does_not_count() {
        let held = [booking(1, 9, 12, 2, 0), booking(2, 7, 10, 2, 0), booking(3, 7, 8, 4, 0)];
        assert_eq!(numbers(displaced(&place(2, 0, 24), &held, hour(8))), [1], "2 has begun, 3 is over");
        assert_eq!(numbers(displaced(&place(2, 0, 7), &held[1..], hour(8))), [0_u128; 0], "nobody is put out");
    }

    #[test]
    fn a_machine_that_goes_displaces_who_needs_it_only() {
        let held = [booking(1, 9, 10, 1, 0), booking(2, 9, 10, 1, 1)];
        assert_eq!(numbers(displaced(&place(4, 0, 24), &held, hour(8))), [2]);
    }

    proptest! {
        #[test]
        fn the_rest_fits_and_nobody_goes_without_need(
            all in proptest::collection::vec((0..60_i64, 1..10_i64, 1..3_u32, 0..2_u32), 0..20),
            people in 1..5_u32,
            machines in 0..3_u32,
            now in 0..20_i64,
        ) {
            let held: Vec<Held> = all.iter().enumerate()
                .map(|(n, (start, length, people, machines))| booking(n as i64, *start, start + length, *people, *machines))
                .collect();
            let place = place(people, machines, 24);
            let out = displaced(&place, &held, hour(now));
            let mut kept: Vec<Usage> = held.iter().filter(|b| !out.contains(&b.id)).map(|b| b.usage.clone()).collect();
            let peak = peak(&kept, hour(now), hour(100));
            prop_assert!(peak.people <= i64::from(people));
            prop_assert!(peak.machines.iter().all(|(id, most)| *most <= count(&place.space.machines, *id)));
            // Each of them would break the rule, beside those made before it at least.
            kept.retain(|usage| usage.end > hour(now));
            for booking in held.iter().filter(|b| out.contains(&b.id)) {
                let rest = Usage { start: booking.usage.start.max(hour(now)), ..booking.usage.clone() };
                prop_assert!(place.is_open(rest.start, rest.end).is_err() || fits(&place.space, &kept, &rest).is_err());
            }
        }
    }
}
