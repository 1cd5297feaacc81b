//! The pages of this feature.

mod import;
mod list;
mod made;
mod new;
mod one;
mod report;
mod space;
mod spaces;
mod table;
mod week;

pub use import::ImportPage;
pub use new::NewBookingPage;
pub use one::BookingPage;
pub use report::ReportPage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use week::BookingsPage;
