//! What a page with an island carries besides: the bundle, and Shift × 3. Other pages carry no script at all.

use crate::{islands::ShiftExit, platform::State};
use leptos::{config::LeptosOptions, hydration::HydrationScripts, prelude::*};

/// Put once into each page that has an island.
#[component]
pub fn Scripts() -> impl IntoView {
    let built = !expect_context::<State>().assets.bundle.is_empty();
    let options = expect_context::<LeptosOptions>();
    built.then(|| view! { <ShiftExit/> <HydrationScripts options=options islands=true/> })
}
