//! The only code that browsers run. Every page works without it; it knows `domain` and nothing else.

mod cards;
mod day;
mod drag;
mod exit;
mod follow;
mod pocket;
mod recorder;
mod room;
mod stepper;
mod told;
mod week;

pub use cards::DragCards;
pub use day::Day;
pub use drag::{Bar, DragPlan, DragWords};
pub use exit::ShiftExit;
pub use follow::Follow;
pub use pocket::Pocket;
pub use recorder::Recorder;
pub use room::Room;
pub use stepper::Stepper;
pub use week::WeekGrid;

/// Wakes the islands of a page that the server has drawn.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
