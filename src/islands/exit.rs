//! Shift three times within five seconds leaves at once, on pages that carry islands anyway.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

const TIMES: usize = 3;
const WITHIN_MS: f64 = 5000.0;

#[island]
pub fn ShiftExit() -> impl IntoView {
    let pressed = StoredValue::new(Vec::<f64>::new());
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() != "Shift" || event.repeat() {
                return;
            }
            let now = event.time_stamp();
            pressed.update_value(|times| {
                times.retain(|then| now - then < WITHIN_MS);
                times.push(now);
            });
            if pressed.with_value(Vec::len) >= TIMES {
                leave();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Hides the page at once, then presses the button that every page has.
fn leave() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("hidden", "");
    }
    let button = document().query_selector(".exit button").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
