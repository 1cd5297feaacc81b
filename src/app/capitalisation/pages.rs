//! The pages of this feature.

mod announced;
mod contribute;
mod contribution;
mod lessons;
mod note;
mod notebook;
mod publishing;
mod readers;
mod recorder;
mod versions;

pub use announced::AnnouncedPage;
pub use contribute::NewContributionPage;
pub use contribution::ContributionPage;
pub use lessons::{LessonPage, NewLessonPage};
pub use note::NotePage;
pub use notebook::NotebookPage;
pub use readers::ReadersPage;
pub use versions::{VersionPage, VersionsPage};
