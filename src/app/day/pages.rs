//! The pages of the day. `table` opens one, `steps` draws what each step shows and asks, the others are one form each.

mod edit;
mod mine;
mod overview;
mod plan;
mod steps;
mod table;

pub use edit::{HandsPage, MomentPage, RecommendationPage, RowPage, WordsPage};
pub use mine::{MinePage, RoomPage, StepPage};
pub use overview::DayPage;
pub use plan::{CardPage, PlanPage};
