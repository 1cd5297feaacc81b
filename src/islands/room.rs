//! While one fills in a booking: what is still free at the chosen hours, said before sending. The database has the last word.

use super::Day;
use crate::domain::{
    capacity::{Need, Space, Usage, peak},
    day::parse_parts,
    time::TimeOfDay,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stretch of the day that is taken: minutes since midnight on the space's clock.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Busy {
    pub from: u16,
    pub to: u16,
    pub people: u32,
    pub machines: Vec<(Uuid, u32)>,
}

/// Sentences with `{n}` where the number goes; machines have their names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoomWords {
    pub places: String,
    pub machines: Vec<(Uuid, String)>,
    pub full: String,
}

/// Speaks of the space and the day that the page was made for; once the form names another, it says nothing.
#[island]
pub fn Room(
    space: Uuid,
    day: Day,
    people: u32,
    machines: Vec<(Uuid, u32)>,
    buffer: i64,
    busy: Vec<Busy>,
    words: RoomWords,
) -> impl IntoView {
    let Day(day) = day;
    let chosen = RwSignal::new(None::<(u16, u16)>);
    let asked = move || times().filter(|_| is_about(space, day));
    Effect::new(move |_| {
        chosen.set(asked());
        let listener = window_event_listener(ev::input, move |_| chosen.set(asked()));
        on_cleanup(move || listener.remove());
    });
    let buffer_minutes = u32::try_from(buffer).unwrap_or(0);
    let space = Space { people, machines, buffer_minutes };
    let said = move || chosen.get().map(|(from, to)| sentence(&space, &busy, from, to, &words)).unwrap_or_default();
    view! { <p class="hint" role="status">{said}</p> }
}

/// The hours that the form holds now, when both are there and in order.
fn times() -> Option<(u16, u16)> {
    let (from, to) = (time("from")?, time("to")?);
    (from < to).then_some((from, to))
}

/// Whether the form still names this space and this day.
fn is_about(space: Uuid, day: NaiveDate) -> bool {
    let typed = |id| value(id).unwrap_or_default();
    parse_parts(&typed("on"), &typed("on-month"), &typed("on-year")) == Ok(day) && typed("space") == space.to_string()
}

fn time(id: &str) -> Option<u16> {
    TimeOfDay::parse(&value(id)?).ok().map(TimeOfDay::minutes)
}

fn value(id: &str) -> Option<String> {
    let element = document().get_element_by_id(id)?;
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(element) => Some(element.dyn_into::<HtmlSelectElement>().ok()?.value()),
    }
}

fn at(minutes: u16) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::minutes(minutes.into())
}

fn sentence(space: &Space, busy: &[Busy], from: u16, to: u16, words: &RoomWords) -> String {
    let usages: Vec<Usage> = busy
        .iter()
        .map(|busy| {
            Usage::new(at(busy.from), at(busy.to), Need { people: busy.people, machines: busy.machines.clone() })
        })
        .collect();
    let taken = peak(&usages, at(from), at(to) + space.buffer());
    let places = i64::from(space.people) - taken.people;
    if places <= 0 {
        return words.full.clone();
    }
    let mut parts = vec![words.places.replace("{n}", &places.to_string())];
    for (id, name) in &words.machines {
        let has = space.machines.iter().find(|(machine, _)| machine == id).map_or(0, |(_, count)| i64::from(*count));
        let used = taken.machines.iter().find(|(machine, _)| machine == id).map_or(0, |(_, count)| *count);
        parts.push(format!("{name} : {}", (has - used).max(0)));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_left_at_the_busiest_moment() {
        let id = Uuid::from_u128(1);
        let space = Space { people: 4, machines: vec![(id, 1)], buffer_minutes: 0 };
        let busy = [
            Busy { from: 540, to: 600, people: 2, machines: vec![(id, 1)] },
            Busy { from: 570, to: 660, people: 1, machines: vec![] },
        ];
        let words = RoomWords {
            places: "{n} places".into(),
            machines: vec![(id, "surjeteuse".into())],
            full: "complet".into(),
        };
        assert_eq!(sentence(&space, &busy, 540, 660, &words), "1 places · surjeteuse : 0");
        assert_eq!(sentence(&space, &busy, 600, 660, &words), "3 places · surjeteuse : 1");
    }
}
