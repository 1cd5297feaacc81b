//! The pages of this feature.

mod days;
mod follow;
mod show;

pub use follow::{MyFeedPage, SpaceFeedPage};
pub use show::CalendarPage;
