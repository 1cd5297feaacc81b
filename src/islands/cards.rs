//! Cards of a board under a mouse, a pen or the arrow keys. It presses for one: letting go over another column sends the
//! card's own form, as its buttons do. Fingers scroll; they have the buttons.

use leptos::{
    leptos_dom::helpers::WindowListenerHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent},
};
use serde::{Deserialize, Serialize};

/// Words that the server has chosen. `{card}` and `{column}` stand where they go.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CardWords {
    pub hint: String,
    /// Over another column.
    pub goes: String,
    /// Over its own again.
    pub stays: String,
}

/// A card while it is held, and the columns, counted from 0.
#[derive(Clone)]
struct Held {
    card: Element,
    from: usize,
    to: usize,
}

/// Columns carry their code in `data-column`, cards what they are called in `data-card`, handles are `.grip`.
#[island]
pub fn DragCards(
    /// Code and name of each column, in their order.
    columns: Vec<(String, String)>,
    words: CardWords,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let hint = words.hint.clone();
    let held = StoredValue::new_local(None::<Held>);
    let codes = StoredValue::new(columns.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>());
    let column_of = move |place: &Element| {
        let code = place.closest("[data-column]").ok()??.get_attribute("data-column")?;
        codes.with_value(|codes| codes.iter().position(|one| *one == code))
    };
    let over = move |now: Held| {
        mark(&codes.with_value(|codes| codes[now.to].clone()), &now.card);
        said.set(sentence(&now, &columns, &words));
        held.set_value(Some(now));
    };
    let leave = move || {
        if let Some(Held { card, .. }) = held.get_value() {
            let _ = card.class_list().remove_1("held");
            unmark();
            said.set(String::new());
            held.set_value(None);
        }
    };
    let drop = move || match held.get_value() {
        Some(Held { card, from, to }) if from != to => codes.with_value(|codes| send(&card, &codes[to])),
        _ => leave(),
    };
    Effect::new(move |_| {
        if let Some(board) = document().query_selector(".board").ok().flatten() {
            let _ = board.class_list().add_1("live");
        }
        let take = move |event: &Event| {
            let grip: Element = event.target()?.dyn_into().ok()?;
            let card = grip.closest(".grip").ok()??.closest("[data-card]").ok()??;
            let from = column_of(&card)?;
            Some(Held { card, from, to: from })
        };
        let (begin, moves, turn) = (over.clone(), over.clone(), over.clone());
        let down = move |event: Event| {
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
            if pointer.pointer_type() == "touch" || pointer.button() != 0 {
                return;
            }
            if let Some(now) = take(&event) {
                event.prevent_default();
                begin(now);
            }
        };
        let under = move |event: Event| {
            let (Some(now), Some(pointer)) = (held.get_value(), event.dyn_ref::<PointerEvent>()) else { return };
            let below = document().element_from_point(pointer.client_x() as f32, pointer.client_y() as f32);
            let to = below.and_then(|place| column_of(&place)).unwrap_or(now.from);
            if to != now.to {
                moves(Held { to, ..now });
            }
        };
        let key = move |event: Event| {
            let Some(pressed) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
            if pressed == "Escape" {
                return leave();
            }
            let Some(start) = take(&event) else { return };
            let now = held.get_value().filter(|now| now.card == start.card).unwrap_or(start);
            let last = codes.with_value(Vec::len) - 1;
            match pressed.as_str() {
                "ArrowRight" | "ArrowDown" => turn(Held { to: (now.to + 1).min(last), ..now }),
                "ArrowLeft" | "ArrowUp" => turn(Held { to: now.to.saturating_sub(1), ..now }),
                "Enter" | " " => drop(),
                _ => return,
            }
            event.prevent_default();
        };
        let listeners = [
            listen("pointerdown", Box::new(down)),
            listen("pointermove", Box::new(under)),
            listen("pointerup", Box::new(move |_| drop())),
            listen("pointercancel", Box::new(move |_| leave())),
            listen("focusout", Box::new(move |_| leave())),
            listen("keydown", Box::new(key)),
        ];
        on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    });
    view! { <p class="hint" role="status">{move || if said.get().is_empty() { hint.clone() } else { said.get() }}</p> }
}

/// Boxed, so that listening is compiled once: each of its own type would take a kilobyte.
fn listen(name: &str, act: Box<dyn Fn(Event)>) -> WindowListenerHandle {
    window_event_listener_untyped(name, act)
}

/// Shows which card is held and the column that it would go to.
fn mark(column: &str, card: &Element) {
    unmark();
    let _ = card.class_list().add_1("held");
    let column = document().query_selector(&format!("[data-column=\"{column}\"]")).ok().flatten();
    if let Some(column) = column {
        let _ = column.class_list().add_1("over");
    }
}

fn unmark() {
    if let Some(column) = document().query_selector("[data-column].over").ok().flatten() {
        let _ = column.class_list().remove_1("over");
    }
}

/// Fills in the column in the first of the card's forms, and presses its button.
fn send(card: &Element, column: &str) {
    let find = |selector| card.query_selector(selector).ok().flatten();
    let field = find("form [name=state]").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let button = find("form button").and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let (Some(field), Some(button)) = (field, button) {
        field.set_value(column);
        button.click();
    }
}

fn sentence(now: &Held, columns: &[(String, String)], words: &CardWords) -> String {
    let says = if now.to == now.from { &words.stays } else { &words.goes };
    let card = now.card.get_attribute("data-card").unwrap_or_default();
    let column = columns.get(now.to).map_or("", |(_, name)| name);
    says.replace("{card}", &card).replace("{column}", column)
}
