//! What islands are told in plain text: lines, with tabs between their parts. To read structures instead costs 2 KB of code
//! for each kind, on every page with an island.

use crate::domain::capacity::{Machines, Usage, peak};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// The parts of each line.
pub fn lines(told: &str) -> Vec<Vec<&str>> {
    let mut lines = Vec::new();
    for line in told.split('\n') {
        lines.push(line.split('\t').collect());
    }
    lines
}

/// A part of a line; nothing when there is none.
pub fn part<'t>(lines: &[Vec<&'t str>], line: usize, part: usize) -> &'t str {
    lines.get(line).and_then(|line| line.get(part)).copied().unwrap_or_default()
}

/// A number of the server's own: digits, or `-` for none. The library's way of reading costs a kilobyte.
pub fn number(text: &str) -> i64 {
    match text {
        "" | "-" => -1,
        digits => digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit & 15)),
    }
}

/// Several, with a space between.
pub fn numbers(text: &str) -> Vec<i64> {
    let mut all = Vec::new();
    for part in text.split(' ') {
        if !part.is_empty() {
            all.push(number(part));
        }
    }
    all
}

/// A minute as an instant, wherever its minutes are counted from.
pub fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::minutes(minutes)
}

/// What is taken: from, to, people, and how many of each machine.
pub fn usage(counts: &[i64]) -> Option<Usage> {
    let (from, to, people) = (*counts.first()?, *counts.get(1)?, *counts.get(2)? as u32);
    let mut machines = Machines::new();
    for (index, count) in counts.iter().enumerate().skip(3) {
        machines.push((Uuid::from_u128(index as u128 - 3), *count as u32));
    }
    Some(Usage { start: at(from), end: at(to), people, machines })
}

/// What is left of people and each machine at the busiest moment; below 0 where it does not fit.
pub fn left(has: &[i64], taken: &[Usage], from: i64, to: i64) -> Vec<i64> {
    let used = peak(taken, at(from), at(to));
    let mut left = has.to_vec();
    if let Some(people) = left.first_mut() {
        *people -= used.people;
    }
    for (id, count) in used.machines {
        if let Some(left) = left.get_mut(id.as_u128() as usize + 1) {
            *left -= count;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        let told = lines("a\tb c\n\n1 20 -");
        assert_eq!((part(&told, 0, 1), part(&told, 1, 0), part(&told, 7, 0)), ("b c", "", ""));
        assert_eq!(numbers(part(&told, 2, 0)), [1, 20, -1]);
        assert!(usage(&[1, 2]).is_none());
    }

    #[test]
    fn says_what_is_left_at_the_busiest_moment() {
        let taken = [usage(&[540, 600, 2, 1]).unwrap(), usage(&[570, 660, 1, 0]).unwrap()];
        assert_eq!(left(&[4, 1], &taken, 540, 660), [1, 0]);
        assert_eq!(left(&[4, 1], &taken, 600, 660), [3, 1]);
        assert_eq!(left(&[2, 1], &taken, 570, 580), [-1, 0]);
    }
}
