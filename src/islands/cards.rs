//! Cards of a board under a mouse, a pen or the arrow keys. It presses for one: letting go over another column sends the
//! card's own form, as its buttons do. Fingers scroll; they have the buttons. It reads the page instead of being told, and
//! hears all events by one function, so that it adds little to what every page with an island loads.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent},
};
use std::{cell::RefCell, rc::Rc};

/// What a board listens to.
const HEARD: [&str; 6] = ["pointerdown", "pointermove", "pointerup", "pointercancel", "focusout", "keydown"];

/// Columns have `data-column`, their code, and `data-name`; cards `data-card`, their name; handles are `.grip`. What is done
/// is said in `.board-drag [role=status]`.
#[island]
pub fn DragCards(
    /// Over another column: `{card}` and `{column}` stand where they go.
    goes: String,
    /// Over its own again.
    stays: String,
) -> impl IntoView {
    Effect::new(move |_| {
        let Some(board) = find(".board") else { return };
        let _ = board.class_list().add_1("live");
        let status = find(".board-drag [role=status]");
        let hint = status.as_ref().and_then(|status| status.text_content());
        let (goes, stays) = (goes.clone(), stays.clone());
        let say = move |held: Option<&Held>| {
            let words = match held {
                Some(held) => sentence(held, &goes, &stays),
                None => hint.clone().unwrap_or_default(),
            };
            if let Some(status) = &status {
                status.set_text_content(Some(&words));
            }
        };
        // It lives as long as the page.
        let held = RefCell::new(None::<Held>);
        let hear: Rc<dyn Fn(Event)> = Rc::new(move |event| hear(&event, &held, &say));
        for name in HEARD {
            let hear = Rc::clone(&hear);
            window_event_listener_untyped(name, move |event| hear(event));
        }
    });
}

/// A card while it is held, its column and the one that it would go to.
#[derive(Clone)]
struct Held {
    card: Element,
    from: Element,
    to: Element,
}

/// What an event asks for.
enum Asked {
    Over(Held),
    Drop,
    Leave,
}

fn hear(event: &Event, held: &RefCell<Option<Held>>, say: &dyn Fn(Option<&Held>)) {
    let now = held.borrow().clone();
    let Some(asked) = asked(event, now.clone()) else { return };
    if let Some(Held { card, to, .. }) = &now {
        let _ = card.class_list().remove_1("held");
        let _ = to.class_list().remove_1("over");
    }
    let next = match asked {
        Asked::Over(next) => Some(next),
        Asked::Drop => {
            now.iter().filter(|held| held.from != held.to).for_each(send);
            None
        }
        Asked::Leave => None,
    };
    if let Some(Held { card, to, .. }) = &next {
        let _ = card.class_list().add_1("held");
        let _ = to.class_list().add_1("over");
    }
    if next.is_some() || now.is_some() {
        say(next.as_ref());
    }
    held.replace(next);
}

fn asked(event: &Event, now: Option<Held>) -> Option<Asked> {
    match event.type_().as_str() {
        "pointerdown" => {
            let pointer: &PointerEvent = event.dyn_ref()?;
            let held = taken(event).filter(|_| pointer.pointer_type() != "touch" && pointer.button() == 0)?;
            event.prevent_default();
            Some(Asked::Over(held))
        }
        "pointermove" => {
            let (held, pointer) = (now?, event.dyn_ref::<PointerEvent>()?);
            let below = document().element_from_point(pointer.client_x() as f32, pointer.client_y() as f32);
            let to = below.and_then(|below| around(&below, "[data-column]")).unwrap_or_else(|| held.from.clone());
            (to != held.to).then_some(Asked::Over(Held { to, ..held }))
        }
        "keydown" => by_key(event, now),
        "pointerup" => now.map(|_| Asked::Drop),
        _ => now.map(|_| Asked::Leave),
    }
}

fn by_key(event: &Event, now: Option<Held>) -> Option<Asked> {
    let key = event.dyn_ref::<KeyboardEvent>()?.key();
    if key == "Escape" {
        return now.map(|_| Asked::Leave);
    }
    let start = taken(event)?;
    let held = now.filter(|now| now.card == start.card).unwrap_or(start);
    let beside = match key.as_str() {
        "ArrowRight" => held.to.next_element_sibling(),
        "ArrowLeft" => held.to.previous_element_sibling(),
        "Enter" | " " => {
            event.prevent_default();
            return Some(Asked::Drop);
        }
        _ => return None,
    };
    event.prevent_default();
    let to = beside.unwrap_or_else(|| held.to.clone());
    Some(Asked::Over(Held { to, ..held }))
}

/// The card whose handle the event is on.
fn taken(event: &Event) -> Option<Held> {
    let place: Element = event.target()?.dyn_into().ok()?;
    let card = around(&around(&place, ".grip")?, "[data-card]")?;
    let from = around(&card, "[data-column]")?;
    Some(Held { card, to: from.clone(), from })
}

/// Fills in the column in the first of the card's forms, and presses its button.
fn send(held: &Held) {
    let inside = |selector| held.card.query_selector(selector).ok().flatten();
    let field = inside("form [name=state]").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let button = inside("form button").and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let (Some(field), Some(button), Some(code)) = (field, button, held.to.get_attribute("data-column")) {
        field.set_value(&code);
        button.click();
    }
}

fn sentence(held: &Held, goes: &str, stays: &str) -> String {
    let words = if held.to == held.from { stays } else { goes };
    let name = |of: &Element, attribute| of.get_attribute(attribute).unwrap_or_default();
    words.replace("{card}", &name(&held.card, "data-card")).replace("{column}", &name(&held.to, "data-name"))
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn around(place: &Element, selector: &str) -> Option<Element> {
    place.closest(selector).ok().flatten()
}
