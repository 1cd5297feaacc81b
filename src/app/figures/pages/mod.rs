//! The pages of this feature.

mod charts;
mod group;
mod rows;

pub use group::FiguresPage;
