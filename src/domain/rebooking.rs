//! What a booking may become once it is made: moved, shortened, given back.

use chrono::{DateTime, Duration, DurationRound, Utc};

use super::capacity::{Terms, Usage};
use super::problem::Problem;

/// An interval of instants, the end excluded.
type Span = (DateTime<Utc>, DateTime<Utc>);

/// Whether a booking may go from one moment to another at `now`: to come, it goes anywhere that is to come; begun, only its
/// end moves, and not into the past; over, nothing.
///
/// Errors: the field that says so.
pub fn may_become(was: Span, to: Span, now: DateTime<Utc>) -> Result<(), (&'static str, Problem)> {
    if was.1 <= now {
        return Err(("", Problem::InPast));
    }
    if was.0 > now {
        return if to.0 < now { Err(("from", Problem::InPast)) } else { Ok(()) };
    }
    match to {
        (start, _) if start != was.0 => Err(("from", Problem::BookingBegun)),
        (_, end) if end <= now => Err(("to", Problem::InPast)),
        _ => Ok(()),
    }
}

/// Whether a change only gives back: what fitted before needs no new look, also where the doors close earlier by now.
pub fn gives_back(was: &Usage, to: &Usage) -> bool {
    let had = |id| was.machines.iter().filter(|(had, _)| *had == id).map(|(_, count)| u64::from(*count)).sum::<u64>();
    let wants = |id| to.machines.iter().filter(|(has, _)| *has == id).map(|(_, count)| u64::from(*count)).sum::<u64>();
    was.start <= to.start
        && to.end <= was.end
        && to.people <= was.people
        && to.machines.iter().all(|(id, _)| wants(*id) <= had(*id))
}

/// When a booking that goes on ends, if it ends now: bookings begin on quarters of an hour, so the place is free from the
/// next one. Nothing, when it has not begun or ends then anyway.
pub fn freed_at(was: Span, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let quarter = Duration::minutes(15);
    let down = now.duration_trunc(quarter).ok()?;
    let next = if down < now || down <= was.0 { down + quarter } else { now };
    (was.0 <= now && next < was.1).then_some(next)
}

/// Until when a booking is given back without a word; `None`: until it begins.
pub fn free_until(terms: &Terms, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (terms.cancel_minutes > 0).then(|| start - Duration::minutes(terms.cancel_minutes))
}

/// Whether giving it back asks for a reason.
pub fn asks_reason(terms: &Terms, start: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    free_until(terms, start).is_some_and(|until| now > until)
}

#[cfg(test)]
mod tests {
    use super::super::capacity::{Space, fits};
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const MACHINE: Uuid = Uuid::from_u128(3);

    fn at(minutes: i64) -> DateTime<Utc> {
        "2026-11-24T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + Duration::minutes(minutes)
    }

    #[test]
    fn what_has_begun_only_ends_otherwise() {
        let was = (at(0), at(120));
        let table = [
            // now, from, to, what comes of it
            (-30, 60, 90, Ok(())),
            (-30, -45, 90, Err(("from", Problem::InPast))),
            (30, 0, 45, Ok(())),
            (30, 0, 240, Ok(())),
            (30, 0, 30, Err(("to", Problem::InPast))),
            (30, 15, 120, Err(("from", Problem::BookingBegun))),
            (30, 60, 120, Err(("from", Problem::BookingBegun))),
            (120, 0, 240, Err(("", Problem::InPast))),
        ];
        for (now, from, to, expected) in table {
            assert_eq!(may_become(was, (at(from), at(to)), at(now)), expected, "at {now}: {from} to {to}");
        }
    }

    #[test]
    fn ending_now_frees_the_next_quarter() {
        let was = (at(0), at(120));
        for (now, freed) in [(-1, None), (0, Some(15)), (7, Some(15)), (15, Some(15)), (100, Some(105)), (106, None)] {
            assert_eq!(freed_at(was, at(now)), freed.map(at), "at {now}");
        }
    }

    #[test]
    fn a_reason_is_asked_after_the_deadline_only() {
        let terms = |cancel_minutes| Terms { cancel_minutes, ..Terms::default() };
        assert!(!asks_reason(&terms(0), at(0), at(30)), "nothing was agreed");
        for (now, asked) in [(-121, false), (-120, false), (-119, true), (10, true)] {
            assert_eq!(asks_reason(&terms(120), at(0), at(now)), asked, "{now}");
        }
        // The deadline is an instant: two hours before, also where the clocks change between.
        let spring = "2027-03-28T02:30:00Z".parse::<DateTime<Utc>>().unwrap();
        assert_eq!(free_until(&terms(120), spring), Some(spring - Duration::hours(2)));
    }

    fn some_usage() -> impl Strategy<Value = Usage> {
        (0..40_i64, 1..16_i64, 1..4_u32, 0..3_u32).prop_map(|(start, length, people, machines)| Usage {
            start: at(15 * start),
            end: at(15 * (start + length)),
            people,
            machines: if machines > 0 { vec![(MACHINE, machines)] } else { Vec::new() },
        })
    }

    proptest! {
        #[test]
        fn what_gives_back_fits_where_it_was(
            others in proptest::collection::vec(some_usage(), 0..12), was in some_usage(), to in some_usage(),
        ) {
            let space = Space { people: 5, machines: vec![(MACHINE, 2)], buffer_minutes: 0 };
            prop_assume!(fits(&space, &others, &was).is_ok());
            if gives_back(&was, &to) {
                prop_assert!(fits(&space, &others, &to).is_ok());
            }
            prop_assert!(gives_back(&was, &was));
        }
    }
}
