//! The pages of this feature.

mod contribute;
mod contribution;
mod lessons;
mod note;
mod notebook;

pub use contribute::NewContributionPage;
pub use contribution::ContributionPage;
pub use lessons::{LessonPage, NewLessonPage};
pub use note::{AnnouncedPage, NotePage};
pub use notebook::NotebookPage;
