//! What a phone keeps when there is no network, said in words; and the question about it at sign-out. The server draws every
//! sentence as a template, and `pocket.js` keeps, sends and shows: only the rule for a quantity comes from here, so that
//! pages with an island carry almost nothing for it.

use crate::domain::quantity::Quantity;
use leptos::{
    prelude::*,
    wasm_bindgen::{self, closure::Closure, prelude::wasm_bindgen},
};

#[wasm_bindgen(raw_module = "./pocket.js")]
extern "C" {
    fn attend(reads: &Closure<dyn Fn(String) -> bool>);
}

/// Wakes the page's `.pocket`.
#[island]
pub fn Pocket() -> impl IntoView {
    Effect::new(move |_| {
        let reads = Closure::new(|text: String| Quantity::parse(&text).is_ok());
        attend(&reads);
        // It lives as long as the page.
        reads.forget();
    });
}
