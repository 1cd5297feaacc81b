//! At the door: from when somebody may say that she has come, when a place that nobody came for is free, and the four digits
//! by which a booking is known to the tablet there.

use chrono::{DateTime, Duration, Utc};

use crate::domain::problem::Problem;

/// So long before it begins, one may say that one has come.
const EARLY: Duration = Duration::minutes(15);

/// A booking as the door sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// When it was made: nobody is late for what she has just booked.
    pub made: DateTime<Utc>,
    pub has_come: bool,
    /// Those of events are the group's, and nobody checks in for them.
    pub of_event: bool,
}

/// What began or was made by then, and for which nobody came, is free at `now`. Nothing is where no time was set.
pub fn missed_by(grace_minutes: Option<i64>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    now.checked_sub_signed(Duration::try_minutes(grace_minutes?)?)
}

/// What begins by then is about to begin at `now`.
pub fn about_to_begin(now: DateTime<Utc>) -> DateTime<Utc> {
    now + EARLY
}

impl Turn {
    /// Whether its place is free because nobody came. What is over is left alone: nobody gains by it.
    pub fn is_missed(&self, grace_minutes: Option<i64>, now: DateTime<Utc>) -> bool {
        let late = |by| self.start.max(self.made) <= by;
        !self.has_come && !self.of_event && now < self.end && missed_by(grace_minutes, now).is_some_and(late)
    }

    /// Whether who booked it may say now that she has come.
    ///
    /// Errors: `OfEvent`, `TooEarlyToCome`, `InPast` once over, `NobodyCame` when the place was given back.
    pub fn comes(&self, grace_minutes: Option<i64>, now: DateTime<Utc>) -> Result<(), Problem> {
        if self.of_event {
            return Err(Problem::OfEvent);
        }
        if about_to_begin(now) < self.start {
            return Err(Problem::TooEarlyToCome);
        }
        if self.end <= now {
            return Err(Problem::InPast);
        }
        if self.is_missed(grace_minutes, now) { Err(Problem::NobodyCame) } else { Ok(()) }
    }
}

/// The code of a booking: four digits that its holder reads in her pages and types at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorCode(String);

impl DoorCode {
    const ALL: u64 = 10_000;

    /// One of them for any number, such as a keyed hash.
    pub fn of(number: u64) -> Self {
        Self(format!("{:04}", number % Self::ALL))
    }

    /// Reads four digits, however they were grouped.
    ///
    /// Errors: [`Problem::NotFourDigits`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if four { Ok(Self(digits)) } else { Err(Problem::NotFourDigits) }
    }

    /// The four digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn turn(start: &str, end: &str) -> Turn {
        let made = DateTime::UNIX_EPOCH;
        Turn { start: utc(start), end: utc(end), made, has_come: false, of_event: false }
    }

    #[test]
    fn a_place_is_free_when_nobody_came_in_time() {
        let morning = turn("2026-11-24T09:00:00Z", "2026-11-24T11:00:00Z");
        // Over both changes of the clocks, minutes are minutes.
        let spring = turn("2027-03-28T00:30:00Z", "2027-03-28T03:00:00Z");
        let autumn = turn("2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z");
        let table = [
            (morning, Some(30), "2026-11-24T09:29:59Z", false),
            (morning, Some(30), "2026-11-24T09:30:00Z", true),
            (morning, Some(30), "2026-11-24T10:59:59Z", true),
            (morning, Some(30), "2026-11-24T11:00:00Z", false),
            (morning, None, "2026-11-24T10:00:00Z", false),
            (morning, Some(240), "2026-11-24T10:59:00Z", false),
            (Turn { has_come: true, ..morning }, Some(5), "2026-11-24T10:00:00Z", false),
            (Turn { of_event: true, ..morning }, Some(5), "2026-11-24T10:00:00Z", false),
            (Turn { made: utc("2026-11-24T09:50:00Z"), ..morning }, Some(30), "2026-11-24T10:10:00Z", false),
            (Turn { made: utc("2026-11-24T09:50:00Z"), ..morning }, Some(30), "2026-11-24T10:20:00Z", true),
            (spring, Some(60), "2027-03-28T01:29:00Z", false),
            (spring, Some(60), "2027-03-28T01:30:00Z", true),
            (autumn, Some(60), "2026-10-25T01:29:00Z", false),
            (autumn, Some(60), "2026-10-25T01:30:00Z", true),
        ];
        for (turn, grace, now, missed) in table {
            assert_eq!(turn.is_missed(grace, utc(now)), missed, "{turn:?} {grace:?} {now}");
        }
    }

    #[test]
    fn one_comes_from_a_quarter_before_to_the_end() {
        let morning = turn("2026-11-24T09:00:00Z", "2026-11-24T11:00:00Z");
        let comes = |now: &str, grace| morning.comes(grace, utc(now));
        assert_eq!(comes("2026-11-24T08:44:59Z", None), Err(Problem::TooEarlyToCome));
        assert_eq!(comes("2026-11-24T08:45:00Z", None), Ok(()));
        assert_eq!(comes("2026-11-24T10:59:59Z", None), Ok(()));
        assert_eq!(comes("2026-11-24T11:00:00Z", None), Err(Problem::InPast));
        assert_eq!(comes("2026-11-24T09:30:00Z", Some(30)), Err(Problem::NobodyCame));
        let event = Turn { of_event: true, ..morning };
        assert_eq!(event.comes(None, utc("2026-11-24T09:00:00Z")), Err(Problem::OfEvent));
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        for text in ["0481", " 04 81", "04-81", "0 4\u{a0}8 1"] {
            assert_eq!(DoorCode::parse(text), Ok(DoorCode::of(120_481)), "{text}");
        }
        for text in ["", "481", "04812", "04a1", "٠٤٨١"] {
            assert_eq!(DoorCode::parse(text), Err(Problem::NotFourDigits), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_missed_turn_is_one_that_is_not_come_for(start in 0..10_000_i64, length in 1..300_i64, made in 0..10_000_i64,
                                                     grace in prop::option::of(5..240_i64), now in 0..10_500_i64) {
            let at = |minutes| DateTime::UNIX_EPOCH + Duration::minutes(minutes);
            let turn = Turn { start: at(start), end: at(start + length), made: at(made.min(start)), has_come: false, of_event: false };
            let missed = turn.is_missed(grace, at(now));
            prop_assert_eq!(missed, turn.comes(grace, at(now)) == Err(Problem::NobodyCame));
            prop_assert!(!missed || (start < now && now < start + length), "only while it runs");
        }
    }
}
