//! Days that come again: every week or every few, or once a month, but for some. Yields days; the time of day stays
//! local and is the caller's, so that no change of clocks moves it.

mod choice;
mod text;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::week::IsoWeek;

pub use choice::{Repeat, Which};
pub use text::Unread;

/// The most days that a series may have.
pub const MOST_DAYS: usize = 400;

codes! {
    /// Which of the Mondays, Tuesdays … of a month. Not every month has a fifth; every month has a last.
    Nth {
        First = "first",
        Second = "second",
        Third = "third",
        Fourth = "fourth",
        Last = "last",
    }
}

/// When a day comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "each", rename_all = "snake_case")]
pub enum Rule {
    /// On these weekdays, every 1 to 4 weeks counted from the ISO week of the start.
    Weeks { weekdays: Vec<Weekday>, every: u8 },
    /// Once a month.
    Month { nth: Nth, weekday: Weekday },
}

/// A rule between two days, both included, but for some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub rule: Rule,
    pub starts_on: NaiveDate,
    pub until: NaiveDate,
    pub except: Vec<NaiveDate>,
}

impl Nth {
    /// Its number in RFC 5545.
    const fn number(self) -> i8 {
        match self {
            Nth::First => 1,
            Nth::Second => 2,
            Nth::Third => 3,
            Nth::Fourth => 4,
            Nth::Last => -1,
        }
    }

    /// Which one a day is of its weekdays; a fourth that is the last counts as the fourth.
    pub fn of(day: NaiveDate) -> Nth {
        match day.day0() / 7 {
            0 => Nth::First,
            1 => Nth::Second,
            2 => Nth::Third,
            3 => Nth::Fourth,
            _ => Nth::Last,
        }
    }

    fn in_month(self, month: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
        let at = |n| NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), weekday, n);
        match self {
            Nth::Last => at(5).or_else(|| at(4)),
            nth => at(nth.number().unsigned_abs()),
        }
    }
}

impl Series {
    /// Its days, in order, each once; at least one, at most [`MOST_DAYS`].
    ///
    /// Errors: ends before it starts, no weekday chosen, not every 1 to 4 weeks, no day at all, too many.
    pub fn days(&self) -> Result<Vec<NaiveDate>, Problem> {
        if self.until < self.starts_on {
            return Err(Problem::EndBeforeStart);
        }
        let days: Vec<NaiveDate> = match &self.rule {
            Rule::Weeks { weekdays, .. } if weekdays.is_empty() => return Err(Problem::Required),
            Rule::Weeks { every: 0, .. } => return Err(Problem::NumberTooSmall { min: 1 }),
            Rule::Weeks { every: 5.., .. } => return Err(Problem::NumberTooLarge { max: 4 }),
            Rule::Weeks { weekdays, every } => self.kept(weekly(self.starts_on, weekdays, *every)),
            Rule::Month { nth, weekday } => self.kept(monthly(self.starts_on, *nth, *weekday)),
        };
        match days.len() {
            0 => Err(Problem::NoDayInSeries),
            1..=MOST_DAYS => Ok(days),
            _ => Err(Problem::TooManyDays { max: MOST_DAYS }),
        }
    }

    /// One more than allowed suffices to know that there are too many.
    fn kept(&self, days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
        days.skip_while(|day| *day < self.starts_on)
            .take_while(|day| *day <= self.until)
            .filter(|day| !self.except.contains(day))
            .take(MOST_DAYS + 1)
            .collect()
    }

    /// "Only this one": the series without a day.
    pub fn without(mut self, day: NaiveDate) -> Series {
        if let Err(place) = self.except.binary_search(&day) {
            self.except.insert(place, day);
        }
        self
    }

    /// "This and those that follow": what comes before `at`, and what comes on it or after. Together they have the days
    /// of the whole. A half that has none says so when asked for its [`Series::days`].
    pub fn split(&self, at: NaiveDate) -> (Series, Series) {
        let (before, after): (Vec<_>, Vec<_>) = self.except.iter().partition(|day| **day < at);
        let eve = at.pred_opt().unwrap_or(at);
        let first = Series { until: self.until.min(eve), except: before, ..self.clone() };
        let second = Series { starts_on: self.in_step(at).max(self.starts_on), except: after, ..self.clone() };
        (first, second)
    }

    /// The series whose day `from` has become `to`: every day goes as far, and in a monthly one to the same weekday of its
    /// month as `to` is of its own. For a rule of one weekday; what was left out stays out.
    pub fn moved(&self, from: NaiveDate, to: NaiveDate) -> Series {
        if from == to {
            return self.clone();
        }
        let whole = Series { except: Vec::new(), ..self.clone() }.days().unwrap_or_default();
        let rule = match &self.rule {
            Rule::Weeks { every, .. } => Rule::Weeks { weekdays: vec![to.weekday()], every: *every },
            Rule::Month { .. } => Rule::Month { nth: Nth::of(to), weekday: to.weekday() },
        };
        let carried = |day: &NaiveDate| self.carried(*day, from, to);
        Series {
            rule,
            starts_on: whole.first().map_or(to, carried),
            until: whole.last().map_or(to, carried),
            except: self.except.iter().filter(|day| whole.contains(day)).map(carried).collect(),
        }
    }

    /// Where `day` goes when `from` becomes `to`.
    pub fn carried(&self, day: NaiveDate, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        match self.rule {
            Rule::Month { .. } if from != to => {
                let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
                let month = day.with_day(1).and_then(|first| on_by(first, months(to) - months(from)));
                month.and_then(|month| Nth::of(to).in_month(month, to.weekday())).unwrap_or(day)
            }
            _ => day.checked_add_signed(to - from).unwrap_or(day),
        }
    }

    /// `day`, or the Monday of the next week that counts when its own does not: weeks are counted from the start.
    fn in_step(&self, day: NaiveDate) -> NaiveDate {
        let Rule::Weeks { every: every @ 2.., .. } = self.rule else { return day };
        let (start, week) = (IsoWeek::of(self.starts_on).first_day(), IsoWeek::of(day).first_day());
        let behind = (week - start).num_days().div_euclid(7).rem_euclid(every.into());
        match u64::try_from(behind) {
            Ok(1..) if day > self.starts_on => {
                let ahead = 7 * (u64::from(every) - behind.unsigned_abs());
                week.checked_add_days(Days::new(ahead)).unwrap_or(day)
            }
            _ => day,
        }
    }
}

fn on_by(month: NaiveDate, months: i32) -> Option<NaiveDate> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { month.checked_sub_months(count) } else { month.checked_add_months(count) }
}

fn weekly(starts_on: NaiveDate, weekdays: &[Weekday], every: u8) -> impl Iterator<Item = NaiveDate> {
    let mut offsets: Vec<u64> = weekdays.iter().map(|weekday| weekday.num_days_from_monday().into()).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let step = Days::new(7 * u64::from(every));
    let weeks =
        std::iter::successors(Some(IsoWeek::of(starts_on).first_day()), move |monday| monday.checked_add_days(step));
    weeks.flat_map(move |monday| {
        let days = offsets.iter().filter_map(|offset| monday.checked_add_days(Days::new(*offset)));
        days.collect::<Vec<_>>()
    })
}

fn monthly(starts_on: NaiveDate, nth: Nth, weekday: Weekday) -> impl Iterator<Item = NaiveDate> {
    let first = starts_on.with_day(1);
    let months = std::iter::successors(first, |month| month.checked_add_months(Months::new(1)));
    months.filter_map(move |month| nth.in_month(month, weekday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    pub(super) fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    pub(super) fn weekly(weekdays: &[Weekday], every: u8, starts_on: NaiveDate, until: NaiveDate) -> Series {
        let rule = Rule::Weeks { weekdays: weekdays.to_vec(), every };
        Series { rule, starts_on, until, except: Vec::new() }
    }

    #[test]
    fn three_lunches_a_week() {
        let weekdays = [Weekday::Fri, Weekday::Tue, Weekday::Thu];
        let series = weekly(&weekdays, 1, ymd(2026, 3, 25), ymd(2026, 4, 2)).without(ymd(2026, 3, 31));
        assert_eq!(series.days(), Ok(vec![ymd(2026, 3, 26), ymd(2026, 3, 27), ymd(2026, 4, 2)]));
        assert_eq!(series.clone().without(ymd(2026, 3, 31)), series);
        assert_eq!(series.to_string(), "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR,TU,TH;UNTIL=20260402");
    }

    #[test]
    fn the_last_monday_of_the_month() {
        let rule = Rule::Month { nth: Nth::Last, weekday: Weekday::Mon };
        let series = Series { rule, starts_on: ymd(2026, 2, 24), until: ymd(2026, 5, 24), except: Vec::new() };
        assert_eq!(series.days(), Ok(vec![ymd(2026, 3, 30), ymd(2026, 4, 27)]));
        assert_eq!(series.to_string(), "FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20260524");
        assert_eq!((Nth::of(ymd(2026, 3, 30)), Nth::of(ymd(2026, 4, 27))), (Nth::Last, Nth::Fourth));
    }

    #[test]
    fn refuses_what_is_no_series() {
        let (from, to) = (ymd(2026, 2, 2), ymd(2026, 2, 8));
        let refused = |series: Series| series.days().unwrap_err();
        assert_eq!(refused(weekly(&[Weekday::Mon], 1, to, from)), Problem::EndBeforeStart);
        assert_eq!(refused(weekly(&[], 1, from, to)), Problem::Required);
        assert_eq!(refused(weekly(&[Weekday::Mon], 0, from, to)), Problem::NumberTooSmall { min: 1 });
        assert_eq!(refused(weekly(&[Weekday::Mon], 5, from, to)), Problem::NumberTooLarge { max: 4 });
        assert_eq!(refused(weekly(&[Weekday::Mon], 1, from, to).without(from)), Problem::NoDayInSeries);
        let forever = weekly(&[Weekday::Mon], 1, from, NaiveDate::MAX);
        assert_eq!(refused(forever), Problem::TooManyDays { max: MOST_DAYS });
    }

    #[test]
    fn the_first_monday_becomes_the_second_tuesday() {
        let rule = Rule::Month { nth: Nth::First, weekday: Weekday::Mon };
        let series =
            Series { rule, starts_on: ymd(2026, 9, 7), until: ymd(2027, 1, 31), except: vec![ymd(2026, 11, 2)] };
        let moved = series.moved(ymd(2026, 10, 5), ymd(2026, 10, 13));
        let days = [ymd(2026, 9, 8), ymd(2026, 10, 13), ymd(2026, 12, 8), ymd(2027, 1, 12)];
        assert_eq!(moved.days().unwrap(), days);
        assert_eq!(moved.to_string(), "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270112");
    }

    fn some_rule() -> impl Strategy<Value = Rule> {
        let weekdays = std::array::from_fn::<Weekday, 7, _>(|n| Weekday::try_from(u8::try_from(n).unwrap()).unwrap());
        prop_oneof![
            (subsequence(weekdays.to_vec(), 1..=7), 1..=4_u8)
                .prop_map(|(weekdays, every)| Rule::Weeks { weekdays, every }),
            (select(Nth::ALL), select(weekdays.to_vec())).prop_map(|(nth, weekday)| Rule::Month { nth, weekday }),
        ]
    }

    pub(super) fn some_series() -> impl Strategy<Value = Series> {
        let except = proptest::collection::btree_set(0..200_u64, 0..30);
        (some_rule(), 0..1000_u64, 0..370_u64, except).prop_map(|(rule, start, length, except)| {
            let starts_on = ymd(2025, 1, 1) + Days::new(start);
            let except = except.into_iter().map(|offset| starts_on + Days::new(offset)).collect();
            Series { rule, starts_on, until: starts_on + Days::new(length), except }
        })
    }

    fn days(series: &Series) -> Vec<NaiveDate> {
        series.days().unwrap_or_default()
    }

    /// The days that another implementation of RFC 5545 finds.
    fn by_rrule(series: &Series) -> Vec<NaiveDate> {
        let day = |day: &NaiveDate| day.format("%Y%m%d").to_string();
        let mut text = format!("DTSTART:{}T000000Z\nRRULE:{}T000000Z", day(&series.starts_on), series);
        if !series.except.is_empty() {
            let days: Vec<_> = series.except.iter().map(|except| format!("{}T000000Z", day(except))).collect();
            text.push_str(&format!("\nEXDATE:{}", days.join(",")));
        }
        let set: rrule::RRuleSet = text.parse().unwrap();
        set.all(1000).dates.iter().map(|at| at.date_naive()).collect()
    }

    proptest! {
        #[test]
        fn a_moved_series_has_the_days_carried(
            offset in 0..400_u64, every in 1..=4_u8, monthly in any::<bool>(), length in 0..300_i64, which in 0..60_usize,
            out in 0..60_usize, shift in -20..=20_i64,
        ) {
            let starts_on = ymd(2026, 1, 1) + Days::new(offset);
            let weekday = starts_on.weekday();
            let rule = if monthly {
                Rule::Month { nth: Nth::of(starts_on), weekday }
            } else {
                Rule::Weeks { weekdays: vec![weekday], every }
            };
            let mut series = Series { rule, starts_on, until: starts_on + chrono::Duration::days(length), except: vec![] };
            let whole = series.days().unwrap();
            if whole.len() > 1 {
                series = series.without(whole[out % whole.len()]);
            }
            let days = series.days().unwrap();
            let from = days[which % days.len()];
            let to = from + chrono::Duration::days(shift);
            let carried: Vec<_> = days.iter().map(|day| series.carried(*day, from, to)).collect();
            prop_assert!(carried.contains(&to));
            prop_assert_eq!(series.moved(from, to).days().unwrap(), carried);
        }
    }

    proptest! {
        #[test]
        fn days_are_ordered_inside_and_not_excepted(series in some_series()) {
            let days = days(&series);
            prop_assert!(days.is_sorted_by(|a, b| a < b));
            prop_assert!(days.iter().all(|day| series.starts_on <= *day && *day <= series.until));
            prop_assert!(days.iter().all(|day| !series.except.contains(day)));
        }

        #[test]
        fn is_what_the_standard_says(series in some_series()) {
            prop_assert_eq!(days(&series), by_rrule(&series));
        }

        #[test]
        fn two_halves_make_the_whole(series in some_series(), at in -10..400_i64) {
            let at = series.starts_on + chrono::Duration::days(at);
            let (before, after) = series.split(at);
            prop_assert!(days(&before).iter().all(|day| *day < at));
            prop_assert!(days(&after).iter().all(|day| *day >= at));
            let halves: Vec<_> = days(&before).into_iter().chain(days(&after)).collect();
            prop_assert_eq!(halves, days(&series));
        }

        #[test]
        fn one_day_less(series in some_series(), index in 0..400_usize) {
            let all = days(&series);
            prop_assume!(!all.is_empty());
            let gone = all[index % all.len()];
            let left: Vec<_> = all.into_iter().filter(|day| *day != gone).collect();
            prop_assert_eq!(days(&series.without(gone)), left);
        }
    }
}
