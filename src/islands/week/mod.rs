//! The week of a space under a mouse, a pen or the arrow keys: a moment is dragged out, a booking of one's own is moved or
//! made longer, and what is free is said meanwhile. It only asks: letting go leads to a form where nothing has changed yet.
//! It reads the page instead of being told, and what it is told comes as plain text, so that it adds little to what every
//! page with an island loads. Instants are minutes since the week's first midnight.

mod grid;

use grid::{Grid, Held, STEP, Span};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent},
};
use std::{cell::Cell, rc::Rc};

/// What it listens to.
const HEARD: [&str; 8] =
    ["pointerdown", "pointermove", "pointerup", "pointercancel", "dragstart", "click", "focusout", "keydown"];

/// The table is `.week-table`, drawn into by `#week-pick`; the buttons stand in `.week-tools` with their number in
/// `data-pick`: 0 chooses a moment, the others move a booking. What is done is said in `.week-tools [role=status]`.
#[island]
pub fn WeekGrid(
    /// Lines, their parts with tabs between: see [`Grid::read`].
    told: String,
) -> impl IntoView {
    Effect::new(move |_| {
        let Some(grid) = Grid::read(&told) else { return };
        if let Some(tools) = find(".week-tools") {
            let _ = tools.remove_attribute("hidden");
        }
        let held = Cell::new(None::<Held>);
        let dragged = Cell::new(false);
        // It lives as long as the page.
        let hear: Rc<dyn Fn(Event)> = Rc::new(move |event| grid.hear(&event, &held, &dragged));
        for name in HEARD {
            let hear = Rc::clone(&hear);
            window_event_listener_untyped(name, move |event| hear(event));
        }
    });
}

/// What an event asks for.
enum Asked {
    Over(Held),
    Drop,
    Leave,
}

impl Grid {
    fn hear(&self, event: &Event, held: &Cell<Option<Held>>, dragged: &Cell<bool>) {
        let before = held.get();
        match event.type_().as_str() {
            // Letting go is a click as well, and a cell is a link.
            "click" if dragged.replace(false) => return event.prevent_default(),
            "pointerdown" => dragged.set(false),
            _ => {}
        }
        let Some(asked) = self.asked(event, before) else { return };
        let next = match asked {
            Asked::Over(next) => Some(next),
            Asked::Drop => before.filter(|held| self.go(held) && held.by_key),
            Asked::Leave => None,
        };
        held.set(next);
        let Some(last) = next.or(before).filter(|held| held.by_key || held.has_moved()) else { return };
        dragged.set(next.is_none() && !last.by_key);
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
            let into = at - self.starts(day, row)?;
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
        let start = self.starts(day, row)?;
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
    let (mut count, mut at) = (0, element.previous_element_sibling());
    while let Some(element) = at {
        (count, at) = (count + 1, element.previous_element_sibling());
    }
    count
}

/// How far below the top of the page it begins.
fn top(element: &HtmlElement) -> i32 {
    let (mut sum, mut at) = (0, Some(element.clone()));
    while let Some(element) = at {
        sum += element.offset_top();
        at = element.offset_parent().and_then(|parent| parent.dyn_into().ok());
    }
    sum
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
