//! What the week is told, read once, and its arithmetic: which row an instant is in, what is left beside the bookings, where a
//! stretch goes by a key or a pointer. It touches no page.

use crate::{
    domain::capacity::Usage,
    islands::told::{self, at, lines, number, numbers, part, usage},
};
use chrono::{DateTime, Utc};

/// So many minutes in a step.
pub const STEP: i64 = 15;
/// So near to its start or end, in minutes, a booking is held by it.
const EDGE: i64 = 15;

/// A stretch of time: from, to.
pub type Span = (i64, i64);

struct Day {
    date: String,
    name: String,
    /// When each row of the table begins, below 0 for one that the day does not have.
    rows: Vec<i64>,
    /// Opens, closes, opens again …
    open: Vec<i64>,
    /// One may book from here on.
    from: i64,
}

struct Booking {
    usage: Usage,
    /// Where one's own is changed; empty for others.
    address: String,
}

pub struct Grid {
    /// What is where, closed, over, full, nothing has changed; then what is free of people and each machine.
    words: Vec<String>,
    /// Where a moment is booked.
    address: String,
    french: bool,
    /// The time on the clock at which each row begins.
    clocks: Vec<i64>,
    /// 1 and 2 for the rows of an hour that comes twice.
    folds: Vec<i64>,
    /// People, and each machine.
    has: Vec<i64>,
    /// After each booking it is cleaned for so long.
    buffer: i64,
    days: Vec<Day>,
    taken: Vec<Booking>,
}

/// What is held, by which end, and where it would go.
#[derive(Clone, Copy, PartialEq)]
pub struct Held {
    /// A booking of one's own, or a moment that is being chosen.
    pub own: Option<usize>,
    pub grip: Grip,
    /// Where it was taken.
    pub anchor: i64,
    pub start: Span,
    pub span: Span,
    pub by_key: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Grip {
    Whole,
    Start,
    End,
}

impl Held {
    pub fn has_moved(&self) -> bool {
        self.span != self.start
    }
}

fn minutes(at: DateTime<Utc>) -> i64 {
    at.timestamp() / 60
}

fn two(number: i64) -> String {
    let digit = |digit: i64| char::from(b'0' + (digit % 10) as u8);
    String::from_iter([digit(number / 10), digit(number)])
}

/// "09:30"
fn plain(clock: i64) -> String {
    two(clock / 60) + ":" + &two(clock % 60)
}

impl Grid {
    /// The words; where one books, whether the clock is read as in French, its times and twins, what the space has, how long
    /// it is cleaned; seven days, each with its date, name, rows, opening, and from when; then the bookings: from, to, people
    /// and machines, and where one's own is changed.
    pub fn read(told: &str) -> Option<Self> {
        let lines = lines(told);
        let part = |line, index| part(&lines, line, index);
        let mut grid = Self {
            words: Vec::new(),
            address: part(1, 0).to_owned(),
            french: part(1, 1) == "fr",
            clocks: numbers(part(1, 2)),
            folds: numbers(part(1, 3)),
            has: numbers(part(1, 4)),
            buffer: number(part(1, 5)).max(0),
            days: Vec::new(),
            taken: Vec::new(),
        };
        for word in lines.first()? {
            grid.words.push((*word).to_owned());
        }
        for line in 2..lines.len() {
            if line < 9 {
                let (date, name) = (part(line, 0).to_owned(), part(line, 1).to_owned());
                let (rows, open) = (numbers(part(line, 2)), numbers(part(line, 3)));
                grid.days.push(Day { date, name, rows, open, from: number(part(line, 4)) });
            } else {
                let usage = usage(&numbers(part(line, 0)))?;
                grid.taken.push(Booking { usage, address: part(line, 1).to_owned() });
            }
        }
        Some(grid)
    }

    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).map(String::as_str).unwrap_or_default()
    }

    /// When the row of a day begins.
    pub fn starts(&self, day: usize, row: usize) -> Option<i64> {
        self.days.get(day)?.rows.get(row).copied().filter(|start| *start >= 0)
    }

    /// The day and the row of an instant.
    pub fn place(&self, at: i64) -> Option<(usize, usize)> {
        for (index, day) in self.days.iter().enumerate() {
            for (row, start) in day.rows.iter().enumerate() {
                if *start >= 0 && *start <= at && at < start + 60 {
                    return Some((index, row));
                }
            }
        }
        None
    }

    /// Day, from and to on the clock, and which hour of two. An end is in the row that it ends, 24:00 included. Nothing when
    /// it has left the table.
    fn told(&self, (from, to): Span) -> Option<(usize, i64, i64, i64)> {
        let ((day, first), (last_day, last)) = (self.place(from)?, self.place(to - 1)?);
        let begins = *self.clocks.get(first)? + from - self.starts(day, first)?;
        let mut ends = *self.clocks.get(last)? + to - self.starts(day, last)?;
        // Where the clocks skip an hour, it ends when the next one begins.
        if let Some((_, next)) = self.place(to).filter(|next| next.0 == day) {
            ends = ends.max(*self.clocks.get(next)? + to - self.starts(day, next)?);
        }
        (day == last_day && begins < ends).then(|| (day, begins, ends, self.folds.get(first).copied().unwrap_or(0)))
    }

    /// The same as a form takes it. The first of two hours cannot be told to its end, which has the name of its start.
    fn for_form(&self, span: Span) -> Span {
        let fold = |at| self.place(at).and_then(|(_, row)| self.folds.get(row).copied());
        let to_its_end = fold(span.0) == Some(1) && fold(span.1 - 1) == Some(1) && fold(span.1) != Some(1);
        if to_its_end { (span.0, (span.1 - STEP).max(span.0 + STEP)) } else { span }
    }

    fn time(&self, clock: i64) -> String {
        if !self.french {
            return plain(clock);
        }
        let hour = (clock / 60).to_string() + "\u{202f}h";
        if clock % 60 == 0 { hour } else { hour + "\u{202f}" + &two(clock % 60) }
    }

    /// What is left beside all bookings but one: people, then each machine; below 0 where it does not fit.
    fn left(&self, own: Option<usize>, (from, to): Span) -> Vec<i64> {
        let mut others = Vec::new();
        for (index, one) in self.taken.iter().enumerate() {
            if Some(index) != own {
                let mut usage = one.usage.clone();
                if !one.address.is_empty() {
                    usage.end = at(minutes(usage.end) + self.buffer);
                }
                others.push(usage);
            }
        }
        told::left(&self.has, &others, from, to + self.buffer)
    }

    /// Whether it can be asked for, and the sentence that says what is where.
    pub fn sentence(&self, held: &Held) -> (bool, String) {
        let Some((day, from, to, _)) = self.told(held.span) else { return (false, self.word(1).to_owned()) };
        let day = &self.days[day];
        let left = self.left(held.own, held.span);
        let (mut fits, mut free) = (true, String::new());
        for (index, left) in left.iter().enumerate() {
            fits = fits && self.need(held.own, index) <= *left;
            if self.has[index] == 0 {
                continue;
            }
            let before = if index == 0 { "" } else { " · " };
            free = free + before + &self.word(5 + index).replace("{n}", &(*left).max(0).to_string());
        }
        let open = day.open.chunks(2).any(|open| open[0] <= held.span.0 && Some(&held.span.1) <= open.get(1));
        let to_come = held.span.0 >= day.from;
        let free = match (open, to_come, fits) {
            (false, ..) => self.word(1).to_owned(),
            (_, false, _) => self.word(2).to_owned(),
            (.., false) => self.word(3).to_owned() + " " + &free,
            _ => free,
        };
        let says = self.word(0).replace("{day}", &day.name).replace("{from}", &self.time(from));
        (open && to_come && fits, says.replace("{to}", &self.time(to)).replace("{free}", &free))
    }

    /// How much of it is needed: one place, unless a booking needs more.
    fn need(&self, own: Option<usize>, index: usize) -> i64 {
        let Some(one) = own.and_then(|own| self.taken.get(own)) else { return i64::from(index == 0) };
        match index {
            0 => one.usage.people.into(),
            _ => one.usage.machines.get(index - 1).map_or(0, |(_, count)| (*count).into()),
        }
    }

    /// Where the form is that would do it.
    pub fn link(&self, held: &Held) -> Option<String> {
        let (day, from, to, fold) = self.told(self.for_form(held.span))?;
        let address = held.own.and_then(|own| self.taken.get(own)).map_or(&self.address, |one| &one.address);
        let sign = if address.contains('?') { "&on=" } else { "?on=" };
        let fold = ["", "&fold=first", "&fold=second"].get(fold as usize).copied().unwrap_or_default();
        Some(address.clone() + sign + &self.days[day].date + "&from=" + &plain(from) + "&to=" + &plain(to) + fold)
    }

    /// The same time of the clock so many days later; the next that there is where the clocks skip it.
    fn other_day(&self, span: Span, by: i64) -> Option<Span> {
        let (day, row) = self.place(span.0)?;
        let other = usize::try_from(day as i64 + by).ok()?;
        let into = span.0 - self.starts(day, row)?;
        // A row that the day does not have is the one above it where an hour comes twice, else the one below.
        let twin = if self.folds.get(row) == Some(&2) { row - 1 } else { row + 1 };
        let start = self.starts(other, row).or_else(|| self.starts(other, twin))? + into;
        Some((start, start + span.1 - span.0))
    }

    /// One press of an arrow key.
    pub fn stepped(&self, held: &Held, key: &str, stretch: bool) -> Option<Span> {
        let by = match key {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => return None,
        };
        let (from, to) = held.span;
        let next = match (stretch, key) {
            (true, _) => (from, (to + by * STEP).max(from + STEP)),
            (_, "ArrowUp" | "ArrowDown") => (from + by * STEP, to + by * STEP),
            _ => self.other_day(held.span, by)?,
        };
        // What has left the table stays where it was.
        self.told(next).map(|_| next)
    }

    /// What is held when a pointer comes down there.
    pub fn taken_at(&self, there: i64) -> Held {
        let now = at(there);
        let mine = |one: &Booking| !one.address.is_empty() && one.usage.start <= now && now < one.usage.end;
        let Some(own) = self.taken.iter().position(mine) else {
            let span = (there, there + STEP);
            return Held { own: None, grip: Grip::End, anchor: there, start: span, span, by_key: false };
        };
        let usage = &self.taken[own].usage;
        let span = (minutes(usage.start), minutes(usage.end));
        let long = span.1 - span.0 > 2 * EDGE;
        let grip = match there {
            _ if there >= span.1 - EDGE => Grip::End,
            _ if long && there < span.0 + EDGE => Grip::Start,
            _ => Grip::Whole,
        };
        Held { own: Some(own), grip, anchor: there, start: span, span, by_key: false }
    }

    /// Where it would go with the pointer there.
    pub fn dragged_to(&self, held: &Held, there: i64) -> Span {
        let (from, to) = held.start;
        let there = if held.own.is_some() && held.grip == Grip::Whole {
            there
        } else {
            self.on_its_day(held.anchor, there).unwrap_or(held.anchor)
        };
        match (held.own, held.grip) {
            (None, _) => (held.anchor.min(there), held.anchor.max(there) + STEP),
            (_, Grip::End) => (from, (there + STEP).max(from + STEP)),
            (_, Grip::Start) => (there.min(to - STEP), to),
            _ => (from + there - held.anchor, to + there - held.anchor),
        }
    }

    /// The same row on the day on which it was taken.
    fn on_its_day(&self, anchor: i64, there: i64) -> Option<i64> {
        let ((day, _), (other, row)) = (self.place(anchor)?, self.place(there)?);
        Some(self.starts(day, row)? + there - self.starts(other, row)?)
    }

    /// What a button takes: a booking where it is, or the first hour of the week that is free. One's own come first.
    pub fn picked(&self, number: usize) -> Option<Held> {
        let held = |own, span| Held { own, grip: Grip::Whole, anchor: 0, start: span, span, by_key: true };
        if number > 0 {
            let usage = &self.taken.get(number - 1).filter(|one| !one.address.is_empty())?.usage;
            return Some(held(Some(number - 1), (minutes(usage.start), minutes(usage.end))));
        }
        let mut first = None;
        for day in &self.days {
            for start in &day.rows {
                let hour = held(None, (*start, start + 60));
                if *start >= 0 && self.sentence(&hour).0 {
                    return Some(hour);
                }
                first = first.or(Some(hour).filter(|_| *start >= 0));
            }
        }
        first
    }
}

#[cfg(test)]
mod tests;
