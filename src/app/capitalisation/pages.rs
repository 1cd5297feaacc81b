//! The pages of this feature.

mod contribute;
mod contribution;
mod lessons;
mod note;
mod notebook;
mod readers;
mod recorder;

pub use contribute::NewContributionPage;
pub use contribution::ContributionPage;
pub use lessons::{LessonPage, NewLessonPage};
pub use note::{AnnouncedPage, NotePage};
pub use notebook::NotebookPage;
pub use readers::ReadersPage;
