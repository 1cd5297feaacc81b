//! Phases of the drawing under a finger, a mouse or the arrow keys. It only asks: letting go leads to the page that shows
//! what would move along, where nothing has changed yet.

use super::Day;
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, KeyboardEvent, PointerEvent},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A phase as it is drawn: its rectangle has its id in `data-phase`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    pub id: Uuid,
    pub name: String,
    #[serde(with = "super::day")]
    pub first: NaiveDate,
    #[serde(with = "super::day")]
    pub last: NaiveDate,
}

/// Words that the server has chosen. `{name}`, `{first}`, `{last}` stand where they go.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DragWords {
    pub hint: String,
    pub says: String,
    /// From Monday.
    pub weekdays: Vec<String>,
    /// From January.
    pub months: Vec<String>,
}

/// Which end is held.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grip {
    Whole,
    End,
}

/// A bar while it is held.
#[derive(Clone)]
struct Held {
    /// Where it stood.
    bar: Bar,
    grip: Grip,
    /// Where the pointer took it, in pixels.
    from: i32,
    /// Where it would go.
    next: Bar,
}

/// So near to its end, in pixels, a bar is held by it.
const EDGE: i64 = 14;

#[island]
pub fn DragPlan(
    /// First day of the drawing, and how many it has.
    start: Day,
    days: i64,
    bars: Vec<Bar>,
    /// Where a move is looked at: an id and the days are put behind it.
    address: String,
    words: DragWords,
) -> impl IntoView {
    let Day(start) = start;
    let said = RwSignal::new(String::new());
    let hint = words.hint.clone();
    let bars = StoredValue::new(bars);
    let wanted = StoredValue::new(None::<Held>);
    let dragged = StoredValue::new(false);
    let show = move |bar: &Bar| {
        draw(bar, start, days);
        said.set(sentence(bar, &words));
    };
    let go = move |bar: &Bar| {
        let to = format!("{address}{}?first={}&last={}&policy=push", bar.id, bar.first, bar.last);
        let _ = window().location().set_href(&to);
    };
    Effect::new(move |_| {
        let (show, go) = (show.clone(), go.clone());
        let (show_key, go_key, show_move) = (show.clone(), go.clone(), show);
        let down = window_event_listener(ev::pointerdown, move |event| {
            let (Some(bar), Some(width)) = (hit(&event, bars), width()) else { return };
            let end = percent(after(bar.last), start, days) * width / 10_000;
            let grip = if end - i64::from(event.offset_x()) < EDGE { Grip::End } else { Grip::Whole };
            event.prevent_default();
            wanted.set_value(Some(Held { bar: bar.clone(), grip, from: event.client_x(), next: bar }));
        });
        let moves = window_event_listener(ev::pointermove, move |event: PointerEvent| {
            let Some(held) = wanted.get_value() else { return };
            let Some(width) = width() else { return };
            // Half a day counts as one.
            let by = (i64::from(event.client_x() - held.from) * days * 2 + width).div_euclid(width * 2);
            let next = moved(&held.bar, held.grip, by);
            show_move(&next);
            wanted.set_value(Some(Held { next, ..held }));
        });
        let up = window_event_listener(ev::pointerup, move |_| {
            if let Some(Held { bar, next, .. }) = wanted.get_value() {
                wanted.set_value(None);
                if next != bar {
                    dragged.set_value(true);
                    go(&next);
                }
            }
        });
        // Letting go is a click as well, and the bar is a link to its own page.
        let click = window_event_listener(ev::click, move |event| {
            if dragged.get_value() {
                event.prevent_default();
            }
        });
        let keys = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowRight" => 1,
                "ArrowLeft" => -1,
                "Enter" => 0,
                _ => return,
            };
            let Some(bar) = hit(&event, bars) else { return };
            let now = wanted.get_value().filter(|held| held.bar.id == bar.id).map_or(bar.clone(), |held| held.next);
            if by == 0 {
                if now != bar {
                    event.prevent_default();
                    wanted.set_value(None);
                    go_key(&now);
                }
                return;
            }
            event.prevent_default();
            let grip = if event.shift_key() { Grip::End } else { Grip::Whole };
            let next = moved(&now, grip, by);
            show_key(&next);
            wanted.set_value(Some(Held { bar, grip, from: 0, next }));
        });
        on_cleanup(move || {
            down.remove();
            moves.remove();
            up.remove();
            click.remove();
            keys.remove();
        });
    });
    view! { <p class="hint" role="status">{move || if said.get().is_empty() { hint.clone() } else { said.get() }}</p> }
}

/// The bar that an event is on.
fn hit(event: &Event, bars: StoredValue<Vec<Bar>>) -> Option<Bar> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let id: Uuid = target.closest("[data-move]").ok()??.get_attribute("data-move")?.parse().ok()?;
    bars.with_value(|bars| bars.iter().find(|bar| bar.id == id).cloned())
}

/// The width of the drawing in pixels.
fn width() -> Option<i64> {
    let drawing = document().query_selector(".plan-scroll").ok()??;
    Some(i64::from(drawing.scroll_width())).filter(|width| *width > 0)
}

fn draw(bar: &Bar, start: NaiveDate, days: i64) {
    let selector = format!("[data-move=\"{}\"] rect", bar.id);
    let Some(rect) = document().query_selector(&selector).ok().flatten() else { return };
    let (from, to) = (percent(bar.first, start, days), percent(after(bar.last), start, days));
    let _ = rect.set_attribute("x", &format!("{}.{:02}%", from / 100, from % 100));
    let _ = rect.set_attribute("width", &format!("{}.{:02}%", (to - from) / 100, (to - from) % 100));
}

/// In hundredths of a percent: whole numbers, since to write others takes 12 KB of code.
fn percent(day: NaiveDate, start: NaiveDate, days: i64) -> i64 {
    ((day - start).num_days() * 10_000 / days.max(1)).max(0)
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// So many days later; held by its end it keeps one day at least.
fn moved(bar: &Bar, grip: Grip, by: i64) -> Bar {
    let later = |day: NaiveDate| TimeDelta::try_days(by).and_then(|by| day.checked_add_signed(by)).unwrap_or(day);
    match grip {
        Grip::Whole => Bar { first: later(bar.first), last: later(bar.last), ..bar.clone() },
        Grip::End => Bar { last: later(bar.last).max(bar.first), ..bar.clone() },
    }
}

fn sentence(bar: &Bar, words: &DragWords) -> String {
    let day = |day: NaiveDate| {
        let weekday = words.weekdays.get(day.weekday().num_days_from_monday() as usize);
        let month = words.months.get(day.month0() as usize);
        match (weekday, month) {
            (Some(weekday), Some(month)) => format!("{weekday} {} {month}", day.day()),
            _ => day.to_string(),
        }
    };
    words.says.replace("{name}", &bar.name).replace("{first}", &day(bar.first)).replace("{last}", &day(bar.last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    #[test]
    fn a_bar_moves_whole_or_by_its_end() {
        let bar = Bar { id: Uuid::nil(), name: "Vente".into(), first: day(7), last: day(11) };
        let later = moved(&bar, Grip::Whole, 3);
        assert_eq!((later.first, later.last), (day(10), day(14)));
        let shorter = moved(&bar, Grip::End, -9);
        assert_eq!((shorter.first, shorter.last), (day(7), day(7)), "one day at least");
        let words = DragWords {
            hint: String::new(),
            says: "{name} : {first} – {last}".into(),
            weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
                .map(str::to_owned)
                .into(),
            months: vec!["".to_owned(); 11].into_iter().chain(["décembre".to_owned()]).collect(),
        };
        assert_eq!(sentence(&bar, &words), "Vente : lundi 7 décembre – vendredi 11 décembre");
    }
}
