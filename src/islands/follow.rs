//! What others say appears by itself on the pages of the day; see `follow.js`, which stands beside `pocket.js` in one file.

use leptos::{
    prelude::*,
    wasm_bindgen::{self, prelude::wasm_bindgen},
};

#[wasm_bindgen(raw_module = "./pocket.js")]
extern "C" {
    fn follow(every: u32);
}

/// Milliseconds between two looks: what somebody says is seen within two seconds.
const EVERY: u32 = 1500;

/// Wakes the page's `#fresh`.
#[island]
pub fn Follow() -> impl IntoView {
    Effect::new(move |_| follow(EVERY));
}
