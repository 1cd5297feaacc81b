//! The pages of this feature.

mod agree;
mod house;
mod lifting;
mod list;
mod new;
mod one;
mod shares;
mod space;
mod spaces;
mod special;
mod table;
mod terms;
mod times;
mod week;

pub use new::NewBookingPage;
pub use one::BookingPage;
pub use shares::UsePage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use terms::TermsPage;
pub use times::TimesPage;
pub use week::BookingsPage;
