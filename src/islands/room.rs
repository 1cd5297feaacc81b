//! While one fills in a booking: what is still free at the chosen hours, said before sending. The database has the last word.

use super::told::{left, lines, number, numbers, part, usage};
use crate::domain::capacity::Usage;
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};

/// Speaks of the space and the day that the page was made for; once the form names another, it says nothing.
#[island]
pub fn Room(
    /// Lines: the space, and its day as day, month and year; people and machines that it has, and how long it is cleaned; "places : {n}", "full" and the
    /// names of the machines; then what is taken, from and to in minutes since midnight.
    told: String,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<(i64, i64)>);
    let about: Vec<String> = (0..4).map(|index| part(&lines(&told), 0, index).to_owned()).collect();
    let asked = move || times().filter(|_| is_about(&about));
    Effect::new(move |_| {
        chosen.set(asked());
        let asked = asked.clone();
        let listener = window_event_listener(ev::input, move |_| chosen.set(asked()));
        on_cleanup(move || listener.remove());
    });
    let said = move || chosen.get().map(|(from, to)| sentence(&told, from, to)).unwrap_or_default();
    view! { <p class="hint" role="status">{said}</p> }
}

/// The hours that the form holds now, when both are there and in order.
fn times() -> Option<(i64, i64)> {
    let (from, to) = (time("from")?, time("to")?);
    (from < to).then_some((from, to))
}

/// Whether the form still names this space and this day.
fn is_about(about: &[String]) -> bool {
    let fields = ["space", "on", "on-month", "on-year"];
    fields.iter().zip(about).all(|(id, told)| value(id).is_some_and(|typed| typed.trim() == told))
}

/// The lists hold times as "09:30"; what somebody typed otherwise is left to the server.
fn time(id: &str) -> Option<i64> {
    let typed = value(id)?;
    let (hour, minute) = typed.split_once(':')?;
    let plain = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    (plain(hour) && plain(minute)).then(|| number(hour) * 60 + number(minute))
}

fn value(id: &str) -> Option<String> {
    let element = document().get_element_by_id(id)?;
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(element) => Some(element.dyn_into::<HtmlSelectElement>().ok()?.value()),
    }
}

fn sentence(told: &str, from: i64, to: i64) -> String {
    let lines = lines(told);
    let mut taken: Vec<Usage> = Vec::new();
    for line in 3..lines.len() {
        taken.extend(usage(&numbers(part(&lines, line, 0))));
    }
    let has = numbers(part(&lines, 1, 0));
    let buffer = number(part(&lines, 1, 1));
    let left = left(&has, &taken, from, to + buffer);
    let places = left.first().copied().unwrap_or(0);
    if places <= 0 {
        return part(&lines, 2, 1).to_owned();
    }
    let mut said = part(&lines, 2, 0).replace("{n}", &places.to_string());
    for (index, left) in left.iter().enumerate().skip(1).filter(|(index, _)| has[*index] > 0) {
        said = said + " · " + part(&lines, 2, index + 1) + " : " + &(*left).max(0).to_string();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_left_at_the_busiest_moment() {
        let told = "id\t24\t11\t2026\n4 1\t0\n{n} places\tcomplet\tsurjeteuse\n540 600 2 1\n570 660 1 0\n700 720 4 0";
        assert_eq!(sentence(told, 540, 660), "1 places · surjeteuse : 0");
        assert_eq!(sentence(told, 600, 660), "3 places · surjeteuse : 1");
        assert_eq!(sentence(told, 690, 705), "complet");
        let cleaned = told.replace("4 1\t0", "4 1\t30");
        assert_eq!(sentence(&cleaned, 660, 690), "complet", "what begins at 700 stands in the way of cleaning");
    }
}
