//! Speaking into a form: `recorder.js` records and puts the file where one would choose it, so that the same form sends it. The
//! server draws every word.

use leptos::{prelude::*, wasm_bindgen::prelude::wasm_bindgen};

#[wasm_bindgen(raw_module = "./recorder.js")]
extern "C" {
    #[wasm_bindgen(js_name = awake)]
    fn awake_recorder();
}

/// Wakes the page's `.recorder`.
#[island]
pub fn Recorder() -> impl IntoView {
    Effect::new(|_| awake_recorder());
}
