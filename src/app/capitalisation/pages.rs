//! The pages of this feature.

mod announced;
mod contribute;
mod contribution;
mod lessons;
mod note;
mod notebook;
mod publishing;
mod versions;
mod readers;
mod recorder;

pub use announced::AnnouncedPage;
pub use contribute::NewContributionPage;
pub use contribution::ContributionPage;
pub use lessons::{LessonPage, NewLessonPage};
pub use note::NotePage;
pub use notebook::NotebookPage;
pub use versions::{VersionPage, VersionsPage};
pub use readers::ReadersPage;
