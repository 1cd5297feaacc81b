//! The pages of this feature: what a member finds, and what a reader of notes finds.

mod member;
mod reader;
mod results;

pub use member::MemberSearchPage;
pub use reader::ReaderSearchPage;
