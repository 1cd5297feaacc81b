//! A cohort: how long it lasts, which state allows what, and who takes part in which role.

use std::fmt;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::number;
use super::problem::Problem;

/// Length of a cohort in calendar months: 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Months(u8);

impl Months {
    /// Five, unless a facilitator chooses otherwise.
    pub const DEFAULT: Months = Months(5);

    /// Errors: below 1 or above 12.
    pub fn new(months: i64) -> Result<Self, Problem> {
        match u8::try_from(months) {
            Ok(months @ 1..=12) => Ok(Self(months)),
            _ if months < 1 => Err(Problem::NumberTooSmall { min: 1 }),
            _ => Err(Problem::NumberTooLarge { max: 12 }),
        }
    }

    /// Reads a whole number.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = number::plain(text);
        if text.is_empty() {
            return Err(Problem::Required);
        }
        number::digits(&text).ok_or(Problem::NotANumber).and_then(Self::new)
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Months {
    type Error = Problem;
    fn try_from(months: u8) -> Result<Self, Problem> {
        Self::new(months.into())
    }
}

impl From<Months> for u8 {
    fn from(months: Months) -> u8 {
        months.0
    }
}

/// The last day, included: the start plus the months, clipped to the month's last day (31 August + 5 is 31 January).
pub fn ends_on(starts_on: NaiveDate, months: Months) -> NaiveDate {
    starts_on.checked_add_months(chrono::Months::new(months.0.into())).unwrap_or(NaiveDate::MAX)
}

codes! {
    /// Changed by hand, never by the calendar.
    State {
        Draft = "draft",
        Running = "running",
        Closed = "closed",
        Archived = "archived",
    }
}

impl State {
    /// One step on; a cohort closed by mistake may run again; archived is final.
    pub fn may_become(self, next: State) -> bool {
        matches!(
            (self, next),
            (State::Draft, State::Running)
                | (State::Running, State::Closed)
                | (State::Closed, State::Running | State::Archived)
        )
    }

    /// Production, sales, bookings.
    pub fn takes_work(self) -> bool {
        self == State::Running
    }

    /// Missions are prepared with the plan and stop with the work.
    pub fn takes_missions(self) -> bool {
        matches!(self, State::Draft | State::Running)
    }

    /// Dates, phases, events, pôles: until archived, since the capitalisation day follows the end.
    pub fn takes_plan(self) -> bool {
        self != State::Archived
    }

    /// Contributions, consent, lessons, the note: until archived.
    pub fn takes_words(self) -> bool {
        self != State::Archived
    }

    /// Only a draft can be deleted.
    pub fn may_be_deleted(self) -> bool {
        self == State::Draft
    }
}

codes! {
    /// What kind of partner.
    PartnerKind {
        Funder = "funder",
        Prescriber = "prescriber",
        Host = "host",
        Cae = "cae",
    }
}

/// What a person is in one cohort. One code for all: `facilitator`, `entrepreneur`, or the kind of partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Role {
    Facilitator,
    Entrepreneur,
    Partner(PartnerKind),
}

impl Role {
    /// Every role, in order.
    pub const ALL: &'static [Role] = &[
        Role::Facilitator,
        Role::Entrepreneur,
        Role::Partner(PartnerKind::Funder),
        Role::Partner(PartnerKind::Prescriber),
        Role::Partner(PartnerKind::Host),
        Role::Partner(PartnerKind::Cae),
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Facilitator => "facilitator",
            Role::Entrepreneur => "entrepreneur",
            Role::Partner(kind) => kind.code(),
        }
    }

    /// The role with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "facilitator" => Some(Role::Facilitator),
            "entrepreneur" => Some(Role::Entrepreneur),
            partner => PartnerKind::from_code(partner).map(Role::Partner),
        }
    }

    /// Facilitators and entrepreneurs.
    pub fn is_member(self) -> bool {
        !self.is_partner()
    }

    /// Whether it accompanies the cohort.
    pub fn is_facilitator(self) -> bool {
        self == Role::Facilitator
    }

    /// Whether it reads published notes and aggregates only.
    pub fn is_partner(self) -> bool {
        matches!(self, Role::Partner(_))
    }
}

impl fmt::Display for Role {
    /// The code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Role {
    type Error = Problem;
    fn try_from(code: String) -> Result<Self, Problem> {
        Role::from_code(&code).ok_or(Problem::NotAChoice)
    }
}

impl From<Role> for String {
    fn from(role: Role) -> String {
        role.code().to_owned()
    }
}

/// First and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dates {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// Where a day stands in a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// So many days before the first.
    Before { days: i64 },
    /// In this week of its weeks, counted from 1 and from the first day.
    During { week: i64, of: i64 },
    /// So many days after the last.
    After { days: i64 },
}

impl Dates {
    /// Errors: ends before it starts.
    pub fn new(starts_on: NaiveDate, ends_on: NaiveDate) -> Result<Self, Problem> {
        if ends_on < starts_on { Err(Problem::EndBeforeStart) } else { Ok(Self { starts_on, ends_on }) }
    }

    /// From the start and the length.
    pub fn lasting(starts_on: NaiveDate, months: Months) -> Self {
        Self { starts_on, ends_on: ends_on(starts_on, months) }
    }

    /// From both days, lasting one to twelve months.
    ///
    /// Errors: ends before it starts, [`Problem::DayBefore`] one month, [`Problem::DayAfter`] twelve.
    pub fn of_cohort(starts_on: NaiveDate, last_day: NaiveDate) -> Result<Self, Problem> {
        let dates = Self::new(starts_on, last_day)?;
        let (first, last) = (ends_on(starts_on, Months(1)), ends_on(starts_on, Months(12)));
        match last_day {
            day if day < first => Err(Problem::DayBefore { first }),
            day if day > last => Err(Problem::DayAfter { last }),
            _ => Ok(dates),
        }
    }

    /// Whether the day lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }

    /// How many days, first and last included.
    pub fn days(&self) -> i64 {
        (self.ends_on - self.starts_on).num_days() + 1
    }

    /// How many weeks from the first day, the last one perhaps short: 22 for five months.
    pub fn weeks(&self) -> i64 {
        (self.days() + 6) / 7
    }

    /// Where a day stands.
    pub fn week_of(&self, day: NaiveDate) -> Where {
        let since = (day - self.starts_on).num_days();
        match (day < self.starts_on, day > self.ends_on) {
            (true, _) => Where::Before { days: -since },
            (_, true) => Where::After { days: (day - self.ends_on).num_days() },
            _ => Where::During { week: since / 7 + 1, of: self.weeks() },
        }
    }

    /// First and last day of a week counted from 1, clipped to the end.
    pub fn week(&self, week: i64) -> Option<Dates> {
        let skip = u64::try_from(week.checked_sub(1)?.checked_mul(7)?).ok()?;
        let first = self.starts_on.checked_add_days(Days::new(skip)).filter(|first| *first <= self.ends_on)?;
        let last = first.checked_add_days(Days::new(6)).map_or(self.ends_on, |last| last.min(self.ends_on));
        Some(Dates { starts_on: first, ends_on: last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn five_months_end_as_decided() {
        let five = Months::DEFAULT;
        assert_eq!(ends_on(ymd(2026, 8, 31), five), ymd(2027, 1, 31));
        assert_eq!(ends_on(ymd(2020, 9, 14), five), ymd(2021, 2, 14));
        assert_eq!(ends_on(ymd(2026, 9, 30), five), ymd(2027, 2, 28));
        assert_eq!(ends_on(ymd(2023, 9, 30), five), ymd(2024, 2, 29));
        assert_eq!(ends_on(ymd(2024, 2, 29), Months::new(12).unwrap()), ymd(2025, 2, 28));
        assert_eq!(Months::parse("0"), Err(Problem::NumberTooSmall { min: 1 }));
        assert_eq!(Months::parse("13"), Err(Problem::NumberTooLarge { max: 12 }));
        assert_eq!(Months::parse("x"), Err(Problem::NotANumber));
    }

    #[test]
    fn the_textile_cohort_has_twenty_two_weeks() {
        let dates = Dates::lasting(ymd(2020, 9, 14), Months::DEFAULT);
        assert_eq!((dates.days(), dates.weeks()), (154, 22));
        assert_eq!(dates.week_of(ymd(2020, 12, 1)), Where::During { week: 12, of: 22 });
        assert_eq!(dates.week_of(ymd(2020, 9, 13)), Where::Before { days: 1 });
        assert_eq!(dates.week_of(ymd(2021, 2, 16)), Where::After { days: 2 });
        assert_eq!(dates.week(23), None);
        assert_eq!(dates.week(0), None);
    }

    #[test]
    fn a_cohort_lasts_one_to_twelve_months() {
        let (start, first, last) = (ymd(2026, 8, 31), ymd(2026, 9, 30), ymd(2027, 8, 31));
        let of = |end| Dates::of_cohort(start, end).map(|dates| dates.ends_on);
        assert_eq!((of(first), of(last)), (Ok(first), Ok(last)));
        assert_eq!(of(ymd(2026, 9, 29)), Err(Problem::DayBefore { first }));
        assert_eq!(of(ymd(2027, 9, 1)), Err(Problem::DayAfter { last }));
        assert_eq!(of(ymd(2026, 8, 30)), Err(Problem::EndBeforeStart));
    }

    #[test]
    fn states_step_forward() {
        use State::*;
        let allowed: Vec<_> = State::ALL
            .iter()
            .flat_map(|a| State::ALL.iter().map(move |b| (*a, *b)))
            .filter(|(a, b)| a.may_become(*b))
            .collect();
        assert_eq!(allowed, [(Draft, Running), (Running, Closed), (Closed, Running), (Closed, Archived)]);
        assert!(Draft.takes_plan() && !Draft.takes_work() && Draft.takes_missions());
        assert!(Closed.takes_words() && !Closed.takes_work() && !Closed.takes_missions());
        assert!(!Archived.takes_words() && !Archived.takes_plan());
    }

    #[test]
    fn codes_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(*role));
            let json = serde_json::to_string(role).unwrap();
            assert_eq!(serde_json::from_str::<Role>(&json).unwrap(), *role);
        }
        assert_eq!(Role::from_code("admin"), None);
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
            assert_eq!(serde_json::to_string(state).unwrap(), format!("\"{}\"", state.code()));
        }
    }

    proptest! {
        #[test]
        fn an_end_lies_n_months_on(offset in 0..90_000_u64, months in 1..=12_i64) {
            let start = ymd(1950, 1, 1) + Days::new(offset);
            let dates = Dates::lasting(start, Months::new(months).unwrap());
            prop_assert!(dates.days() >= 28 * months && dates.days() <= 31 * months + 1);
        }

        #[test]
        fn every_day_is_in_its_week(offset in 0..400_u64, length in 0..370_u64) {
            let start = ymd(2020, 9, 14);
            let dates = Dates::new(start, start + Days::new(length)).unwrap();
            let day = start + Days::new(offset);
            match dates.week_of(day) {
                Where::During { week, of } => {
                    prop_assert!(week >= 1 && week <= of);
                    prop_assert!(dates.week(week).unwrap().contains(day));
                }
                Where::After { .. } => prop_assert!(!dates.contains(day)),
                Where::Before { .. } => prop_assert!(false),
            }
        }
    }
}
