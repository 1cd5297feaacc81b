//! What leaves a group, month by month, and once: a month whose sum would tell of one person waits for the next one, until
//! both together may be seen. What is published stays as it was, and every total is a sum of what is published, so that no
//! subtraction finds anything else.

use super::{
    cohort::Dates,
    figures::{Shown, sum_over_people},
};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many days after the end of a month it is published: what is noted late is in it.
pub const GRACE: Days = Days::new(7);

/// One person's part of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub person: Uuid,
    pub on: NaiveDate,
    /// 0 or more.
    pub amount: i64,
}

/// The months of a cohort, in order, the first and the last cut to its days.
pub fn months(dates: Dates) -> Vec<Dates> {
    let first = dates.starts_on.with_day(1).unwrap_or(dates.starts_on);
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    let begins = std::iter::successors(Some(first), next).take_while(|month| *month <= dates.ends_on);
    let cut = |first: NaiveDate| {
        let last = next(&first).and_then(|next| next.pred_opt()).unwrap_or(dates.ends_on);
        Dates { starts_on: first.max(dates.starts_on), ends_on: last.min(dates.ends_on) }
    };
    begins.map(cut).collect()
}

/// The months of a cohort that are over for so long that they may be published.
pub fn complete(dates: Dates, today: NaiveDate) -> Vec<Dates> {
    let over = |month: &Dates| month.ends_on.checked_add_days(GRACE).is_some_and(|day| day < today);
    months(dates).into_iter().filter(over).collect()
}

/// The periods that may be published of the months `open` (in order), each as one sum of all its `parts`. What comes before
/// the first month or after the last counts for that month. Months at the end that are fit with no others stay open.
///
/// More months never change the periods of those before.
pub fn periods(open: &[Dates], parts: &[Part]) -> Vec<Dates> {
    let (mut found, mut begun, mut sums) = (Vec::new(), None, BTreeMap::<Uuid, i64>::new());
    for (index, month) in open.iter().enumerate() {
        begun = begun.or(Some(month.starts_on));
        for part in parts.iter().filter(|part| month_at(open, part.on) == Some(index)) {
            *sums.entry(part.person).or_default() += part.amount;
        }
        if fit(&sums) {
            found.extend(begun.take().map(|starts_on| Dates { starts_on, ends_on: month.ends_on }));
            sums.clear();
        }
    }
    found
}

/// Whether a sum of these may be seen: five people or more, none with most of it.
fn fit(sums: &BTreeMap<Uuid, i64>) -> bool {
    let parts: Vec<i64> = sums.values().copied().collect();
    sum_over_people(&parts) != Shown::Hidden
}

/// The month of `open` that a day counts for.
fn month_at(open: &[Dates], day: NaiveDate) -> Option<usize> {
    let after = open.iter().position(|month| day <= month.ends_on);
    after.or(open.len().checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn autumn() -> Dates {
        Dates { starts_on: ymd(2026, 9, 21), ends_on: ymd(2027, 2, 21) }
    }

    fn part(person: u128, on: NaiveDate, amount: i64) -> Part {
        Part { person: Uuid::from_u128(person), on, amount }
    }

    #[test]
    fn a_month_is_published_a_week_after_it() {
        let all = months(autumn());
        assert_eq!((all.len(), all[0].starts_on, all[0].ends_on), (6, ymd(2026, 9, 21), ymd(2026, 9, 30)));
        assert_eq!(all[5], Dates { starts_on: ymd(2027, 2, 1), ends_on: ymd(2027, 2, 21) });
        assert_eq!(complete(autumn(), ymd(2026, 10, 7)), []);
        assert_eq!(complete(autumn(), ymd(2026, 10, 8)), all[..1]);
        assert_eq!(complete(autumn(), ymd(2027, 3, 1)), all);
    }

    #[test]
    fn a_month_of_few_waits_for_the_next_one() {
        let open = months(autumn());
        let few = (1..=3).map(|person| part(person, ymd(2026, 9, 25), 60));
        let many = (1..=6).map(|person| part(person, ymd(2026, 10, 5), 60));
        let later = (1..=6).map(|person| part(person, ymd(2026, 11, 5), 60));
        let parts: Vec<Part> = few.chain(many).chain(later).collect();
        let both = Dates { starts_on: ymd(2026, 9, 21), ends_on: ymd(2026, 10, 31) };
        assert_eq!(periods(&open, &parts), [both, open[2]]);
        // One person with most of it waits too; what was done before the first month is in it.
        let most = (1..=6).map(|person| part(person, ymd(2026, 8, 1), if person == 1 { 1000 } else { 10 }));
        assert_eq!(periods(&open[..1], &most.collect::<Vec<_>>()), []);
        let even = (1..=5).map(|person| part(person, ymd(2026, 8, 1), 10));
        assert_eq!(periods(&open[..1], &even.collect::<Vec<_>>()), open[..1]);
    }

    /// Two cohorts of one partner, some people in both. What somebody did in a month is one unknown.
    #[derive(Clone, Debug)]
    struct Cohorts {
        /// By cohort, person and month; 0 before she joined and after she left.
        done: Vec<Vec<Vec<i64>>>,
    }

    const MONTHS: usize = 6;
    /// A prime: what holds in integers holds modulo it, and chance does not make it hold otherwise.
    const PRIME: i128 = 2_147_483_647;

    impl Cohorts {
        fn people(&self) -> usize {
            self.done[0].len()
        }

        fn unknown(&self, cohort: usize, person: usize, month: usize) -> usize {
            (cohort * self.people() + person) * MONTHS + month
        }

        /// The sum over some people and months of a cohort, as a row of coefficients.
        fn sum(
            &self,
            cohort: usize,
            people: impl Iterator<Item = usize> + Clone,
            months: std::ops::Range<usize>,
        ) -> Vec<i128> {
            let mut row = vec![0; 2 * self.people() * MONTHS];
            for month in months {
                people.clone().for_each(|person| row[self.unknown(cohort, person, month)] = 1);
            }
            row
        }

        fn parts(&self, cohort: usize, from: usize, to: usize, all: &[Dates]) -> Vec<Part> {
            let people = self.done[cohort].iter().enumerate();
            let of = |(person, months): (usize, &Vec<i64>)| {
                (from..to).map(|month| part(person as u128, all[month].starts_on, months[month])).collect::<Vec<_>>()
            };
            people.flat_map(of).collect()
        }

        /// What is published of a cohort, in order: at the end of each month the program looks at those that are still
        /// open and publishes what is fit, as it does in months of real time.
        fn published(&self, cohort: usize) -> Vec<std::ops::Range<usize>> {
            let all = months(autumn());
            let (mut open, mut found) = (0, Vec::new());
            for now in 1..=MONTHS {
                for period in periods(&all[open..now], &self.parts(cohort, open, now, &all)) {
                    let end = all.iter().position(|month| month.ends_on == period.ends_on).unwrap() + 1;
                    found.push(open..end);
                    open = end;
                }
            }
            found
        }

        /// All that the attacker reads: each period of both cohorts, after each month the total so far, the same total in
        /// another set's words, and the sum over both cohorts.
        fn read(&self, published: [&[std::ops::Range<usize>]; 2]) -> Vec<Vec<i128>> {
            let mut rows = Vec::new();
            let mut totals = [self.sum(0, 0..0, 0..0), self.sum(0, 0..0, 0..0)];
            for (cohort, periods) in published.into_iter().enumerate() {
                for period in periods {
                    let cell = self.sum(cohort, 0..self.people(), period.clone());
                    totals[cohort] = add(&totals[cohort], &cell);
                    rows.extend([cell, totals[cohort].clone(), totals[cohort].clone()]);
                }
            }
            rows.push(add(&totals[0], &totals[1]));
            rows
        }

        /// All that must not be found: what anybody did in a month or in all, what up to four did together, and every
        /// month by itself that was not published by itself.
        fn secrets(&self, published: [&[std::ops::Range<usize>]; 2]) -> Vec<Vec<i128>> {
            let mut secrets = Vec::new();
            for (cohort, published) in published.iter().enumerate() {
                for person in 0..self.people() {
                    secrets.push(self.sum(cohort, person..person + 1, 0..MONTHS));
                    secrets.extend((0..MONTHS).map(|month| self.sum(cohort, person..person + 1, month..month + 1)));
                    let some = person..(person + 4).min(self.people());
                    secrets.push(self.sum(cohort, some.clone(), 0..MONTHS));
                    secrets.extend((0..MONTHS).map(|month| self.sum(cohort, some.clone(), month..month + 1)));
                }
                let alone = |month: &usize| !published.contains(&(*month..*month + 1));
                secrets.extend(
                    (0..MONTHS).filter(alone).map(|month| self.sum(cohort, 0..self.people(), month..month + 1)),
                );
            }
            secrets
        }
    }

    fn add(a: &[i128], b: &[i128]) -> Vec<i128> {
        a.iter().zip(b).map(|(a, b)| a + b).collect()
    }

    /// What the attacker can compute: rows reduced one by the other, each with the place of its first coefficient, a 1.
    struct Attacker(Vec<(usize, Vec<i128>)>);

    impl Attacker {
        fn of(rows: Vec<Vec<i128>>) -> Self {
            let mut known = Self(Vec::new());
            for row in rows {
                let row = known.rest(row);
                if let Some(at) = row.iter().position(|one| *one != 0) {
                    let inverse = power(row[at], PRIME - 2);
                    known.0.push((at, row.iter().map(|one| one * inverse % PRIME).collect()));
                }
            }
            known
        }

        /// What is left of a row when all that is known is taken off.
        fn rest(&self, mut row: Vec<i128>) -> Vec<i128> {
            for (at, known) in &self.0 {
                let times = row[*at];
                if times != 0 {
                    row.iter_mut().zip(known).for_each(|(one, known)| *one = (*one - times * known).rem_euclid(PRIME));
                }
            }
            row
        }

        fn finds(&self, secret: Vec<i128>) -> bool {
            self.rest(secret).iter().all(|one| *one == 0)
        }
    }

    fn power(base: i128, exponent: i128) -> i128 {
        let (mut base, mut exponent, mut result) = (base, exponent, 1);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            (base, exponent) = (base * base % PRIME, exponent / 2);
        }
        result
    }

    fn cohorts() -> impl Strategy<Value = Cohorts> {
        let month = prop_oneof![2 => Just(0_i64), 3 => 1..200_i64, 1 => 2000..9000_i64];
        (3..9_usize).prop_flat_map(move |people| {
            let person = (proptest::collection::vec(month.clone(), MONTHS), 0..MONTHS, 1..=MONTHS).prop_map(
                |(mut done, joins, stays)| {
                    // She joins in one month and leaves in another.
                    let there = joins..joins + stays;
                    done.iter_mut()
                        .enumerate()
                        .filter(|(month, _)| !there.contains(month))
                        .for_each(|(_, done)| *done = 0);
                    done
                },
            );
            let cohort = proptest::collection::vec(person, people);
            proptest::collection::vec(cohort, 2).prop_map(|done| Cohorts { done })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// The attacker reads everything that is published, each month as it comes: periods, running totals, the same totals
        /// in another set, sums over both cohorts of hers. She keeps all of it, knows who was in which cohort and when each
        /// joined and left, and takes every published number for exact, as if nothing were rounded. She adds and subtracts
        /// as she likes (linear algebra over all that she read). She finds nothing of a person, of four, or of a hidden month.
        #[test]
        fn subtraction_finds_nothing_hidden(cohorts in cohorts()) {
            let published = [cohorts.published(0), cohorts.published(1)];
            let published = [&published[0][..], &published[1][..]];
            let attacker = Attacker::of(cohorts.read(published));
            for secret in cohorts.secrets(published) {
                prop_assert!(!attacker.finds(secret), "{:?}", published);
            }
            for (cohort, period) in (0..2).flat_map(|cohort| published[cohort].iter().map(move |period| (cohort, period))) {
                let parts: Vec<i64> = cohorts.done[cohort].iter().map(|done| done[period.clone()].iter().sum()).collect();
                prop_assert!(sum_over_people(&parts) != Shown::Hidden, "{:?}", parts);
            }
        }

        #[test]
        fn what_was_published_stays(cohorts in cohorts(), until in 1..=MONTHS) {
            let all = months(autumn());
            let early = periods(&all[..until], &cohorts.parts(0, 0, until, &all));
            let late = periods(&all, &cohorts.parts(0, 0, MONTHS, &all));
            prop_assert_eq!(&late[..early.len()], &early[..]);
        }
    }

    /// The attacker is no paper tiger: months hidden one by one beside a total of all are found.
    #[test]
    fn without_protection_she_finds_a_hidden_month() {
        let mut done = vec![vec![60; MONTHS]; 6];
        done.iter_mut().skip(1).for_each(|person| person[2] = 0);
        let cohorts = Cohorts { done: vec![done.clone(), done] };
        let shown = [0, 1, 3, 4, 5].map(|month| cohorts.sum(0, 0..6, month..month + 1));
        let total = cohorts.sum(0, 0..6, 0..MONTHS);
        let attacker = Attacker::of(shown.into_iter().chain([total]).collect());
        assert!(attacker.finds(cohorts.sum(0, 0..6, 2..3)));
        assert!(!Attacker::of(vec![cohorts.sum(0, 0..6, 0..MONTHS)]).finds(cohorts.sum(0, 0..1, 0..MONTHS)));
    }
}
