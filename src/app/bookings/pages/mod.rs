//! The pages of this feature.

mod again;
mod change;
mod exchanges;
mod list;
mod new;
mod one;
mod pass;
mod series;
mod space;
mod spaces;
mod table;
mod week;

pub use change::ChangePage;
pub use new::NewBookingPage;
pub use one::BookingPage;
pub use pass::PassPage;
pub use series::SeriesPage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use week::BookingsPage;
