//! When a space shrinks: which bookings no longer fit. Who booked first keeps the place.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::opening::Place;
use super::{Away, Usage, fits_beside};

/// A booking that is held, with when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    pub usage: Usage,
}

/// The bookings that `place` has no room or no open door for beside what else takes room in it (`away`), those made last
/// first. What is over is left alone; what goes on at `now` keeps its place before all others: a door that closes does not put
/// it out, nor does what nobody knew of when it began.
pub fn displaced(place: &Place, held: &[Held], away: &[Away], now: DateTime<Utc>) -> Vec<Uuid> {
    let mut order: Vec<&Held> = held.iter().filter(|booking| booking.usage.end > now).collect();
    order.sort_by_key(|booking| {
        let begun = booking.usage.start <= now;
        (!begun, if begun { booking.usage.start } else { booking.made_at }, booking.id)
    });
    let (mut kept, mut out) = (Vec::<Usage>::with_capacity(order.len()), Vec::new());
    for booking in order {
        let start = booking.usage.start;
        // What is left of a booking is what has to fit.
        let rest = Usage { start: start.max(now), ..booking.usage.clone() };
        let open = start <= now || place.is_open(rest.start, rest.end).is_ok();
        let away = away.iter().filter(|away| away.counts_for(start)).map(|away| &away.usage);
        if open && fits_beside(&place.space, kept.iter().chain(away), &rest).is_ok() {
            kept.push(place.space.cleaned(rest));
        } else {
            out.push(booking.id);
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Hours, Outage, Space, count, fits};
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
            space: Space { people, machines: vec![(MACHINE, machines)], buffer_minutes: 0 },
            hours: hours.to_vec(),
            special: Vec::new(),
            lead_minutes: 0,
            horizon_days: None,
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
        let shrink = |people, to| numbers(displaced(&place(people, 1, to), &held, &[], hour(8)));
        assert_eq!(shrink(4, 24), [0_u128; 0]);
        assert_eq!(shrink(3, 24), [3], "4 does not stand in anybody's way");
        assert_eq!(shrink(3, 14), [4, 3], "and the door closes at 14");
        assert_eq!(shrink(1, 24), [4, 3, 2, 1]);
    }

    #[test]
    fn what_has_begun_stays_and_what_is_over_does_not_count() {
        let held = [booking(1, 9, 12, 2, 0), booking(2, 7, 10, 2, 0), booking(3, 7, 8, 4, 0)];
        assert_eq!(numbers(displaced(&place(2, 0, 24), &held, &[], hour(8))), [1], "2 has begun, 3 is over");
        assert_eq!(numbers(displaced(&place(2, 0, 7), &held[1..], &[], hour(8))), [0_u128; 0], "nobody is put out");
    }

    #[test]
    fn a_machine_that_goes_displaces_who_needs_it_only() {
        let held = [booking(1, 9, 10, 1, 0), booking(2, 9, 10, 1, 1)];
        assert_eq!(numbers(displaced(&place(4, 0, 24), &held, &[], hour(8))), [2]);
    }

    fn outage(start: i64, end: i64, count: u32, since: i64) -> Away {
        let (start, end, since) = (hour(start), hour(end), hour(since));
        Outage { machine: MACHINE, count, start, end, since, reason: String::new() }.away()
    }

    fn block(start: i64, end: i64, since: i64) -> Away {
        Block { start: hour(start), end: hour(end), since: hour(since), reason: String::new() }.away()
    }

    #[test]
    fn what_nobody_knew_of_when_it_began_goes_on() {
        // 1 goes on with the machine that breaks now, 2 and 3 are to come, 4 comes when it is repaired.
        let held =
            [booking(1, 7, 10, 1, 1), booking(2, 9, 11, 1, 0), booking(3, 12, 13, 1, 1), booking(4, 20, 21, 1, 1)];
        let broken = outage(8, 20, 1, 8);
        assert_eq!(numbers(displaced(&place(4, 1, 24), &held, &[broken], hour(8))), [3]);
        assert_eq!(numbers(displaced(&place(4, 1, 24), &held, &[block(8, 13, 8)], hour(8))), [3, 2]);
        assert_eq!(numbers(displaced(&place(4, 1, 24), &held, &[block(9, 10, 6)], hour(8))), [2, 1], "1 could know");
    }

    #[test]
    fn a_longer_buffer_displaces_who_comes_right_after() {
        let held = [booking(1, 9, 10, 3, 0), booking(2, 10, 11, 2, 0), booking(3, 12, 13, 4, 0)];
        let mut place = place(4, 1, 24);
        place.space.buffer_minutes = 60;
        assert_eq!(numbers(displaced(&place, &held, &[], hour(8))), [2]);
        place.space.buffer_minutes = 61;
        assert_eq!(numbers(displaced(&place, &held[1..], &[], hour(8))), [3]);
        let cleaned = block(13, 14, 0);
        assert_eq!(
            numbers(displaced(&place, &held[2..], &[cleaned], hour(8))),
            [3],
            "it is cleaned in the host's time"
        );
    }

    fn some_away() -> impl Strategy<Value = Away> {
        (0..60_i64, 1..20_i64, 0..3_u32, 0..20_i64).prop_map(|(start, length, count, since)| match count {
            0 => block(start, start + length, since),
            _ => outage(start, start + length, count, since),
        })
    }

    proptest! {
        #[test]
        fn the_rest_fits_and_nobody_goes_without_need(
            all in proptest::collection::vec((0..60_i64, 1..10_i64, 1..3_u32, 0..2_u32), 0..20),
            away in proptest::collection::vec(some_away(), 0..4),
            people in 1..5_u32,
            machines in 0..3_u32,
            now in 0..20_i64,
            buffer_minutes in prop_oneof![Just(0_u32), 1..150_u32],
        ) {
            let held: Vec<Held> = all.iter().enumerate()
                .map(|(n, (start, length, people, machines))| booking(n as i64, *start, start + length, *people, *machines))
                .collect();
            let mut place = place(people, machines, 24);
            place.space.buffer_minutes = buffer_minutes;
            // Nothing is known before it is known.
            let away: Vec<Away> = away.into_iter().map(|one| Away { since: one.since.min(hour(now)), ..one }).collect();
            let out = displaced(&place, &held, &away, hour(now));
            let rest = |b: &Held| Usage { start: b.usage.start.max(hour(now)), ..b.usage.clone() };
            let kept: Vec<&Held> = held.iter().filter(|b| b.usage.end > hour(now) && !out.contains(&b.id)).collect();
            let known = |b: &Held| away.iter().filter(|one| one.counts_for(b.usage.start)).map(|one| one.usage.clone()).collect::<Vec<_>>();
            // Minute by minute: who is there fits beside all others, and beside what it knew of when it began.
            for b in &kept {
                let mut at = rest(b).start;
                while at < b.usage.end + place.space.buffer() {
                    let others = kept.iter().map(|b| place.space.cleaned(rest(b))).chain(known(b));
                    let on: Vec<Usage> = others.filter(|usage| usage.is_on(at)).collect();
                    let in_use: u32 = on.iter().map(|usage| usage.people).sum();
                    prop_assert!(in_use <= people, "{in_use} at {at}");
                    let machines_in_use: i64 = on.iter().map(|usage| count(&usage.machines, MACHINE)).sum();
                    prop_assert!(b.usage.machines.is_empty() || machines_in_use <= i64::from(machines), "{machines_in_use} at {at}");
                    at += Duration::minutes(20);
                }
            }
            // Each of the others would break the rule, beside all that is kept at least.
            for b in held.iter().filter(|b| out.contains(&b.id)) {
                let beside: Vec<Usage> = kept.iter().map(|b| place.space.cleaned(rest(b))).chain(known(b)).collect();
                let closed = b.usage.start > hour(now) && place.is_open(b.usage.start, b.usage.end).is_err();
                prop_assert!(closed || fits(&place.space, &beside, &rest(b)).is_err());
            }
        }
    }
}
