//! The pages of this feature.

mod desk;
mod figures;
mod note;
mod notes;
mod saying;

pub use desk::PartnersPage;
pub use figures::FiguresPage;
pub use note::NotePage;
pub use notes::NotesPage;
