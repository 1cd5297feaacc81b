//! The pages of this feature.

mod lifting;
mod list;
mod new;
mod one;
mod shares;
mod space;
mod spaces;
mod table;
mod week;

pub use new::NewBookingPage;
pub use one::BookingPage;
pub use shares::UsePage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use week::BookingsPage;
