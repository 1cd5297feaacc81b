//! The pieces that pages are made of. `style/README.md` has the markup that the style sheet expects.

pub mod chart;
pub mod covered;
pub mod days;
pub mod form;
pub mod frame;
pub mod icon;
pub mod islands;
pub mod markup;
mod places;
pub mod pocket;
pub mod refusal;
pub mod strip;
