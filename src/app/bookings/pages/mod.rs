//! The pages of this feature.

mod agree;
mod house;
mod import;
mod lifting;
mod list;
mod made;
mod new;
mod one;
mod report;
mod shares;
mod space;
mod spaces;
mod special;
mod table;
mod terms;
mod times;
mod week;

pub use import::ImportPage;
pub use new::NewBookingPage;
pub use one::BookingPage;
pub use report::ReportPage;
pub use shares::UsePage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use terms::TermsPage;
pub use times::TimesPage;
pub use week::BookingsPage;
