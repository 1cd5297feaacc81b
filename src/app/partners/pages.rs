//! The pages of this feature.

mod figures;
mod note;
mod notes;

pub use figures::FiguresPage;
pub use note::NotePage;
pub use notes::NotesPage;
