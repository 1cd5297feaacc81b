//! The week of a space under a mouse, a pen or the arrow keys: a moment is dragged out, a booking of one's own is moved or
//! made longer, and what is free is said meanwhile. It only asks: letting go leads to a form where nothing has changed yet.
//! It reads the page instead of being told, and what it is told comes as plain text, so that it adds little to what every
//! page with an island loads. Instants are minutes since the week's first midnight.

use crate::domain::{
    capacity::{Machines, Usage, peak},
    time::TimeOfDay,
};
use chrono::{DateTime, Duration, Utc};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent},
};
use std::{cell::RefCell, rc::Rc};
use uuid::Uuid;

/// What it listens to.
const HEARD: [&str; 8] =
    ["pointerdown", "pointermove", "pointerup", "pointercancel", "dragstart", "click", "focusout", "keydown"];
/// So many minutes in a step.
const STEP: i64 = 15;
/// So near to its start or end, in minutes, a booking is held by it.
const EDGE: i64 = 15;

/// The table is `.week-table`, drawn into by `.week-pick`; the buttons stand in `.week-tools` with their number in
/// `data-pick`: 0 chooses a moment, the others move a booking. What is done is said in `.week-tools [role=status]`.
#[island]
pub fn WeekGrid(
    /// One line a day: its date | what it is called | when each row begins, or `-` | when it is open | from when one may book.
    days: String,
    /// The time on the clock at which each row begins, in minutes; `'` and `"` mark the two of an hour that comes twice.
    rows: String,
    /// What the space has: people, and each machine.
    has: String,
    /// One line a booking: from | to | people and machines | where it is changed, for those of one's own.
    taken: String,
    /// Where a moment is booked.
    address: String,
    /// Sentences, one a line: what is where, closed, over, full, nothing has changed; then what is free of each thing.
    words: String,
    /// Whether the clock is read as in French.
    french: bool,
) -> impl IntoView {
    Effect::new(move |_| {
        let Some(grid) = Grid::read(&days, &rows, &has, &taken, &address, &words, french) else { return };
        if let Some(tools) = find(".week-tools") {
            let _ = tools.remove_attribute("hidden");
        }
        let held = RefCell::new(None::<Held>);
        let dragged = RefCell::new(false);
        // It lives as long as the page.
        let hear: Rc<dyn Fn(Event)> = Rc::new(move |event| grid.hear(&event, &held, &dragged));
        for name in HEARD {
            let hear = Rc::clone(&hear);
            window_event_listener_untyped(name, move |event| hear(event));
        }
    });
}

/// A stretch of time: from, to.
type Span = (i64, i64);

struct Row {
    clock: i64,
    /// `first`, `second`, or nothing.
    fold: &'static str,
}

struct Day {
    date: String,
    name: String,
    rows: Vec<Option<i64>>,
    open: Vec<Span>,
    from: i64,
}

struct Booking {
    usage: Usage,
    /// Where one's own is changed; empty for others.
    address: String,
}

struct Grid {
    days: Vec<Day>,
    rows: Vec<Row>,
    has: Vec<i64>,
    taken: Vec<Booking>,
    address: String,
    words: Vec<String>,
    french: bool,
}

/// What is held, by which end, and where it would go.
#[derive(Clone, Copy, PartialEq)]
struct Held {
    /// A booking of one's own, or a moment that is being chosen.
    own: Option<usize>,
    grip: Grip,
    /// Where it was taken.
    anchor: i64,
    start: Span,
    span: Span,
    by_key: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Grip {
    Whole,
    Start,
    End,
}

impl Held {
    fn has_moved(&self) -> bool {
        self.span != self.start
    }
}

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::minutes(minutes)
}

fn minutes(at: DateTime<Utc>) -> i64 {
    at.timestamp() / 60
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

fn span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('-')?;
    Some((number(from)?, number(to)?))
}

/// A machine by its place in the list.
fn machine(index: usize) -> Uuid {
    Uuid::from_u128(index as u128)
}

impl Grid {
    fn read(days: &str, rows: &str, has: &str, taken: &str, address: &str, words: &str, french: bool) -> Option<Self> {
        let day = |line: &str| {
            let mut parts = line.split('|');
            let mut part = || parts.next().unwrap_or_default();
            let (date, name) = (part().to_owned(), part().to_owned());
            let rows = part().split(' ').map(number).collect();
            let open = part().split(' ').filter_map(span).collect();
            Some(Day { date, name, rows, open, from: number(part())? })
        };
        let row = |text: &str| {
            let fold = if text.ends_with('\'') { "first" } else { "" };
            let fold = if text.ends_with('"') { "second" } else { fold };
            Some(Row { clock: number(text.trim_end_matches(['\'', '"']))?, fold })
        };
        let booking = |line: &str| {
            let mut parts = line.split('|');
            let mut part = || parts.next().unwrap_or_default();
            let (from, to) = (number(part())?, number(part())?);
            let mut counts = part().split(' ').filter_map(|text| text.parse().ok());
            let people = counts.next()?;
            let machines: Machines = counts.enumerate().map(|(index, count)| (machine(index), count)).collect();
            let usage = Usage { start: at(from), end: at(to), people, machines };
            Some(Booking { usage, address: part().to_owned() })
        };
        Some(Self {
            days: days.lines().map(day).collect::<Option<_>>()?,
            rows: rows.split(' ').map(row).collect::<Option<_>>()?,
            has: has.split(' ').filter_map(number).collect(),
            taken: taken.lines().map(booking).collect::<Option<_>>()?,
            address: address.to_owned(),
            words: words.lines().map(str::to_owned).collect(),
            french,
        })
    }

    fn word(&self, index: usize) -> &str {
        self.words.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The day and the row of an instant. The end of a stretch is in the row that it ends.
    fn place(&self, at: i64) -> Option<(usize, usize)> {
        let in_row = |day: &Day| day.rows.iter().position(|row| row.is_some_and(|row| row <= at && at < row + 60));
        self.days.iter().enumerate().find_map(|(index, day)| Some((index, in_row(day)?)))
    }

    /// The time on the clock: of an end, as that day shows it, 24:00 included.
    fn clock(&self, at: i64, is_end: bool) -> Option<(usize, &'static str, i64)> {
        let (day, row) = self.place(if is_end { at - 1 } else { at })?;
        let (line, start) = (self.rows.get(row)?, (*self.days.get(day)?.rows.get(row)?)?);
        Some((day, line.fold, line.clock + at - start))
    }

    /// The same as a form takes it. The first of two hours cannot be told to its end, which has the name of its start.
    fn ends(&self, span: Span) -> Span {
        let seam = matches!(self.clock(span.1, true), Some((_, "first", clock)) if clock % 60 == 0);
        let in_first = matches!(self.clock(span.0, false), Some((_, "first", _)));
        if seam && in_first { (span.0, (span.1 - STEP).max(span.0 + STEP)) } else { span }
    }

    /// Nothing when it has left the table.
    fn told(&self, (from, to): Span) -> Option<(usize, i64, i64, &'static str)> {
        let ((day, fold, from), (last, _, to)) = (self.clock(from, false)?, self.clock(to, true)?);
        (day == last && from < to).then_some((day, from, to, fold))
    }

    fn time(&self, clock: i64) -> String {
        let time = TimeOfDay::from_minutes(clock as u16).unwrap_or(TimeOfDay::START);
        if self.french { time.french() } else { time.to_string() }
    }

    /// What is left beside all bookings but one: people, then each machine; below 0 where it does not fit.
    fn left(&self, own: Option<usize>, (from, to): Span) -> Vec<i64> {
        let others = self.taken.iter().enumerate().filter(|(index, _)| Some(*index) != own);
        let others: Vec<Usage> = others.map(|(_, one)| one.usage.clone()).collect();
        let used = peak(&others, at(from), at(to));
        let of = |index: usize| {
            let found = used.machines.iter().find(|(id, _)| *id == machine(index));
            found.map_or(0, |(_, count)| *count)
        };
        let used = |index: usize| if index == 0 { used.people } else { of(index - 1) };
        self.has.iter().enumerate().map(|(index, has)| has - used(index)).collect()
    }

    /// Whether it can be asked for, and the sentence that says what is where.
    fn sentence(&self, held: &Held) -> (bool, String) {
        let Some((day, from, to, _)) = self.told(held.span) else { return (false, self.word(1).to_owned()) };
        let day = &self.days[day];
        let left = self.left(held.own, held.span);
        let need = |index: usize| match held.own.and_then(|own| self.taken.get(own)) {
            None => i64::from(index == 0),
            Some(one) if index == 0 => one.usage.people.into(),
            Some(one) => one.usage.machines.get(index - 1).map_or(0, |(_, count)| i64::from(*count)),
        };
        let fits = left.iter().enumerate().all(|(index, left)| need(index) <= *left);
        let open = day.open.iter().any(|open| open.0 <= held.span.0 && held.span.1 <= open.1);
        let free = match (open, held.span.0 >= day.from, fits) {
            (false, ..) => self.word(1).to_owned(),
            (_, false, _) => self.word(2).to_owned(),
            (.., false) => format!("{} {}", self.word(3), self.free(&left)),
            _ => self.free(&left),
        };
        let says = self.word(0).replace("{day}", &day.name).replace("{from}", &self.time(from));
        let says = says.replace("{to}", &self.time(to)).replace("{free}", &free);
        (open && fits && held.span.0 >= day.from, says)
    }

    fn free(&self, left: &[i64]) -> String {
        let one = |(index, left): (usize, &i64)| self.word(5 + index).replace("{n}", &(*left).max(0).to_string());
        left.iter().enumerate().map(one).collect::<Vec<_>>().join(" · ")
    }

    /// Where the form is that would do it.
    fn link(&self, held: &Held) -> Option<String> {
        let (day, from, to, fold) = self.told(self.ends(held.span))?;
        let address = held.own.and_then(|own| self.taken.get(own)).map_or(&self.address, |one| &one.address);
        let sign = if address.contains('?') { '&' } else { '?' };
        let time = |clock: i64| TimeOfDay::from_minutes(clock as u16).unwrap_or(TimeOfDay::START).to_string();
        let fold = if fold.is_empty() { String::new() } else { format!("&fold={fold}") };
        Some(format!("{address}{sign}on={}&from={}&to={}{fold}", self.days.get(day)?.date, time(from), time(to)))
    }

    /// The same time of the clock so many days later; the next that there is where the clocks skip it.
    fn other_day(&self, span: Span, by: i64) -> Option<Span> {
        let (day, row) = self.place(span.0)?;
        let to = self.days.get(usize::try_from(day as i64 + by).ok()?)?;
        let into = span.0 - self.days[day].rows[row]?;
        // A row that the day does not have is the one above it where an hour comes twice, else the one below.
        let above =
            (!self.rows[row].fold.is_empty()).then(|| row.checked_sub(1).and_then(|row| to.rows[row])).flatten();
        let below = || to.rows[row..].iter().flatten().next().copied();
        let start = to.rows[row].or(above).or_else(below)? + into;
        Some((start, start + span.1 - span.0))
    }

    /// One press of an arrow key.
    fn stepped(&self, held: &Held, key: &str, stretch: bool) -> Option<Span> {
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
    fn taken_at(&self, there: i64) -> Held {
        let mine = |one: &Booking| !one.address.is_empty() && one.usage.start <= at(there) && at(there) < one.usage.end;
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
    fn dragged_to(&self, held: &Held, there: i64) -> Span {
        let (from, to) = held.start;
        let there =
            if held.own.is_some() && held.grip == Grip::Whole { there } else { self.on_its_day(held.anchor, there) };
        match (held.own, held.grip) {
            (None, _) => (held.anchor.min(there), held.anchor.max(there) + STEP),
            (_, Grip::End) => (from, (there + STEP).max(from + STEP)),
            (_, Grip::Start) => (there.min(to - STEP), to),
            _ => (from + there - held.anchor, to + there - held.anchor),
        }
    }

    /// The same row on the day on which it was taken.
    fn on_its_day(&self, anchor: i64, there: i64) -> i64 {
        let on = || {
            let ((day, _), (other, row)) = (self.place(anchor)?, self.place(there)?);
            Some(self.days[day].rows[row]? + there - self.days[other].rows[row]?)
        };
        on().unwrap_or(anchor)
    }

    /// What a button takes: a booking where it is, or the first hour of the week that is free.
    fn picked(&self, number: usize) -> Option<Held> {
        let mine = self.taken.iter().enumerate().filter(|(_, one)| !one.address.is_empty()).map(|(index, _)| index);
        let own = if number == 0 { None } else { Some({ mine }.nth(number - 1)?) };
        let held = |span| Held { own, grip: Grip::Whole, anchor: 0, start: span, span, by_key: true };
        if let Some(one) = own.and_then(|own| self.taken.get(own)) {
            return Some(held((minutes(one.usage.start), minutes(one.usage.end))));
        }
        let starts = self.days.iter().flat_map(|day| day.rows.iter().flatten());
        let mut hours = starts.map(|start| held((*start, start + 60)));
        let first = hours.clone().find(|held| self.sentence(held).0);
        first.or_else(|| hours.next())
    }
}

/// What an event asks for.
enum Asked {
    Over(Held),
    Drop,
    Leave,
}

impl Grid {
    fn hear(&self, event: &Event, held: &RefCell<Option<Held>>, dragged: &RefCell<bool>) {
        let before = *held.borrow();
        match event.type_().as_str() {
            // Letting go is a click as well, and a cell is a link.
            "click" if dragged.replace(false) => return event.prevent_default(),
            "pointerdown" => drop(dragged.replace(false)),
            _ => {}
        }
        let Some(asked) = self.asked(event, before) else { return };
        let next = match asked {
            Asked::Over(next) => Some(next),
            Asked::Drop => before.filter(|held| self.go(held) && held.by_key),
            Asked::Leave => None,
        };
        held.replace(next);
        let Some(last) = next.or(before).filter(|held| held.by_key || held.has_moved()) else { return };
        dragged.replace(next.is_none() && !last.by_key);
        let told = if matches!(asked, Asked::Leave) { (true, self.word(4).to_owned()) } else { self.sentence(&last) };
        self.show(next, &told);
    }

    fn asked(&self, event: &Event, held: Option<Held>) -> Option<Asked> {
        match event.type_().as_str() {
            "pointerdown" => {
                let pointer: &PointerEvent = event.dyn_ref()?;
                let there = self.under(event).filter(|_| pointer.pointer_type() != "touch" && pointer.button() == 0)?;
                Some(Asked::Over(self.taken_at(there)))
            }
            "pointermove" => {
                let held = held.filter(|held| !held.by_key)?;
                let span = self.dragged_to(&held, self.under(event)?);
                (span != held.span).then_some(Asked::Over(Held { span, ..held }))
            }
            "dragstart" => {
                held?;
                event.prevent_default();
                None
            }
            "click" => Some(Asked::Over(self.picked(button(event)?)?)),
            "keydown" => self.by_key(event, held?),
            "focusout" => held.filter(|held| held.by_key).map(|_| Asked::Leave),
            "pointerup" => held.filter(|held| !held.by_key).map(|_| Asked::Drop),
            _ => held.map(|_| Asked::Leave),
        }
    }

    fn by_key(&self, event: &Event, held: Held) -> Option<Asked> {
        let pressed: &KeyboardEvent = event.dyn_ref()?;
        let key = pressed.key();
        if key == "Escape" {
            return Some(Asked::Leave);
        }
        button(event).filter(|_| held.by_key)?;
        if key == "Enter" {
            event.prevent_default();
            return Some(Asked::Drop);
        }
        let span = self.stepped(&held, &key, pressed.shift_key());
        if key.starts_with("Arrow") {
            event.prevent_default();
        }
        Some(Asked::Over(Held { span: span?, ..held }))
    }

    /// Goes to the form, when it can be asked for; whether it stays held, because it cannot.
    fn go(&self, held: &Held) -> bool {
        let link = self.link(held).filter(|_| self.sentence(held).0 && (held.has_moved() || held.own.is_none()));
        if let Some(link) = &link {
            let _ = window().location().set_href(link);
        }
        link.is_none()
    }

    /// Draws what is held, if anything is, and says what has become of it.
    fn show(&self, held: Option<Held>, (possible, words): &(bool, String)) {
        if let Some(status) = find(".week-tools [role=status]") {
            status.set_text_content(Some(words));
        }
        let class = if *possible { "week-pick" } else { "week-pick no" };
        draw(held.and_then(|held| self.bounds(held.span)), class);
    }

    /// Where a stretch is on the page: left, top, width, height in pixels.
    fn bounds(&self, (from, to): Span) -> Option<[i64; 4]> {
        let ((day, first), (_, last)) = (self.place(from)?, self.place(to - 1)?);
        let (above, below) = (cell(day, first)?, cell(day, last)?);
        let table = find(".week-table")?.dyn_into::<HtmlElement>().ok()?;
        let pixel = |cell: &HtmlElement, row: usize, at: i64| -> Option<i64> {
            let into = at - (*self.days.get(day)?.rows.get(row)?)?;
            Some(i64::from(table.offset_top() + cell.offset_top()) + into * i64::from(cell.offset_height()) / 60)
        };
        let (top, bottom) = (pixel(&above, first, from)?, pixel(&below, last, to)?);
        let left = i64::from(table.offset_left() + above.offset_left());
        Some([left, top, above.offset_width().into(), bottom - top])
    }

    /// The quarter of an hour that a pointer is on.
    fn under(&self, event: &Event) -> Option<i64> {
        let pointer: &PointerEvent = event.dyn_ref()?;
        let below: Element = document().element_from_point(pointer.client_x() as f32, pointer.client_y() as f32)?;
        let cell = below.closest(".week-table td").ok()??.dyn_into::<HtmlElement>().ok()?;
        // The first cell of a row is its heading.
        let (row, day) = (before(&cell.parent_element()?), before(&cell).checked_sub(1)?);
        let start = (*self.days.get(day)?.rows.get(row)?)?;
        let into = (pointer.page_y() - top(&cell)) * 4 / cell.offset_height().max(1);
        Some(start + i64::from(into.clamp(0, 3)) * STEP)
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// The number of the button that an event is on.
fn button(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-pick]").ok()??.get_attribute("data-pick")?.parse().ok()
}

fn cell(day: usize, row: usize) -> Option<HtmlElement> {
    let selector = format!(".week-table tbody tr:nth-child({}) td:nth-of-type({})", row + 1, day + 1);
    find(&selector)?.dyn_into().ok()
}

/// How many stand before it.
fn before(element: &Element) -> usize {
    std::iter::successors(element.previous_element_sibling(), Element::previous_element_sibling).count()
}

/// How far below the top of the page it begins.
fn top(element: &HtmlElement) -> i32 {
    let above = |element: &HtmlElement| element.offset_parent()?.dyn_into::<HtmlElement>().ok();
    std::iter::successors(Some(element.clone()), above).map(|element| element.offset_top()).sum()
}

/// The rectangle over the table, or none.
fn draw(bounds: Option<[i64; 4]>, class: &str) {
    let Some(drawing) = find("#week-pick") else { return };
    let _ = drawing.set_attribute("class", if bounds.is_some() { class } else { "week-pick none" });
    let (Some(bounds), Some(rect)) = (bounds, drawing.first_element_child()) else { return };
    for (name, value) in ["x", "y", "width", "height"].into_iter().zip(bounds) {
        let _ = rect.set_attribute(name, &value.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A week of two days, 1 h to 5 h: the second goes over a change of the clocks.
    fn grid(rows: &str, second: &str, open: &str, taken: &str) -> Grid {
        let days = format!("2026-10-24|samedi|60 120 - 180 240|60-300|0\n2026-10-25|dimanche|{second}|{open}|0");
        let days = if rows.contains('"') { days } else { days.replace("60 120 - 180 240", "60 120 180 240") };
        let words = "{day} {from}-{to}: {free}\nfermé\npassé\ncomplet\nrien\n{n} places\n{n} surjeteuse";
        Grid::read(&days, rows, "4 1", taken, "/new?space=1", words, false).unwrap()
    }

    const AUTUMN: &str = "60 120' 120\" 180 240";

    fn autumn(taken: &str) -> Grid {
        grid(AUTUMN, "1500 1560 1620 1680 1740", "1500-1800", taken)
    }

    fn spring() -> Grid {
        grid("60 120 180 240", "1500 - 1560 1620", "1500-1680", "")
    }

    fn held(own: Option<usize>, span: Span) -> Held {
        Held { own, grip: Grip::Whole, anchor: span.0, start: (0, 0), span, by_key: true }
    }

    #[test]
    fn the_clock_is_told_over_its_changes() {
        let table = [
            (autumn(""), (1500, 1560), Some("on=2026-10-25&from=01:00&to=02:00")),
            (autumn(""), (1560, 1590), Some("on=2026-10-25&from=02:00&to=02:30&fold=first")),
            // To the end of the first hour: a form cannot say it, but up to the quarter before.
            (autumn(""), (1560, 1620), Some("on=2026-10-25&from=02:00&to=02:45&fold=first")),
            (autumn(""), (1620, 1680), Some("on=2026-10-25&from=02:00&to=03:00&fold=second")),
            (autumn(""), (1500, 1740), Some("on=2026-10-25&from=01:00&to=04:00")),
            (spring(), (1530, 1590), Some("on=2026-10-25&from=01:30&to=03:30")),
            (spring(), (1500, 1560), Some("on=2026-10-25&from=01:00&to=02:00")),
            (spring(), (240, 360), None),
            (autumn(""), (240, 1530), None),
        ];
        for (grid, span, expected) in table {
            let link = grid.link(&held(None, span));
            assert_eq!(link, expected.map(|asked| format!("/new?space=1&{asked}")), "{span:?}");
        }
    }

    #[test]
    fn arrows_move_by_a_quarter_and_by_a_day() {
        let grid = autumn("");
        let step = |span, key, stretch| grid.stepped(&held(None, span), key, stretch);
        assert_eq!(step((60, 120), "ArrowDown", false), Some((75, 135)));
        assert_eq!(step((60, 120), "ArrowUp", false), None, "it stays in the table");
        assert_eq!(step((60, 120), "ArrowDown", true), Some((60, 135)));
        assert_eq!(step((60, 75), "ArrowUp", true), Some((60, 75)), "a quarter at least");
        assert_eq!(step((195, 240), "ArrowRight", false), Some((1695, 1740)), "the same time of the clock");
        assert_eq!(step((1695, 1740), "ArrowLeft", false), Some((195, 240)));
        assert_eq!(step((1635, 1680), "ArrowLeft", false), Some((135, 180)), "of two, the one that there is");
        assert_eq!(step((60, 120), "Tab", false), None);
        let spring = spring();
        assert_eq!(
            spring.stepped(&held(None, (120, 150)), "ArrowRight", false),
            Some((1560, 1590)),
            "the next there is"
        );
    }

    #[test]
    fn what_is_free_is_said_and_what_is_not_cannot_be_asked_for() {
        let grid = autumn("60|120|3 1|\n60|180|1 0|/change");
        let (possible, words) = grid.sentence(&held(None, (60, 90)));
        assert_eq!((possible, words.as_str()), (false, "samedi 01:00-01:30: complet 0 places · 0 surjeteuse"));
        let (possible, words) = grid.sentence(&held(None, (120, 150)));
        assert_eq!((possible, words.as_str()), (true, "samedi 02:00-02:30: 3 places · 1 surjeteuse"));
        // One's own booking is not in its own way.
        assert!(grid.sentence(&held(Some(1), (60, 150))).0);
        assert!(!grid.sentence(&held(None, (270, 330))).0, "closed");
        assert_eq!(grid.link(&held(Some(1), (75, 195))).unwrap(), "/change?on=2026-10-24&from=01:15&to=03:15");
    }

    #[test]
    fn a_booking_is_held_by_its_middle_or_its_ends() {
        let grid = autumn("60|180|1 0|/change");
        let taken = |there| grid.taken_at(there);
        assert!(taken(60).grip == Grip::Start && taken(90).grip == Grip::Whole && taken(165).grip == Grip::End);
        assert_eq!(grid.dragged_to(&taken(60), 75), (75, 180));
        assert_eq!(grid.dragged_to(&taken(165), 225), (60, 240));
        assert_eq!(grid.dragged_to(&taken(90), 105), (75, 195));
        assert_eq!(grid.dragged_to(&taken(90), 1530), (1500, 1620), "to another day");
        assert_eq!(grid.dragged_to(&taken(240), 255), (240, 270));
        assert_eq!(grid.dragged_to(&taken(255), 240), (240, 270), "upwards as well");
        assert_eq!(grid.dragged_to(&taken(240), 1755), (240, 300), "a choice stays on its day");
        let first = grid.picked(0).unwrap();
        assert!(first.own.is_none() && first.span == (60, 120));
        assert_eq!(grid.picked(1).map(|held| held.span), Some((60, 180)));
        assert!(grid.picked(2).is_none());
    }
}
