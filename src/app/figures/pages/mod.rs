//! The pages of this feature.

mod afterwards;
mod charts;
mod group;
mod rows;

pub use afterwards::{AfterwardsPage, afterwards};
pub use group::FiguresPage;
