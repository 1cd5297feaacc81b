//! The pages of this feature.

mod again;
mod agree;
mod change;
mod exchanges;
mod house;
mod import;
mod lifting;
mod list;
mod made;
mod near;
mod new;
mod one;
mod pass;
mod report;
mod series;
mod shares;
mod space;
mod spaces;
mod special;
mod table;
mod terms;
mod times;
mod week;

pub use change::ChangePage;
pub use import::ImportPage;
pub use new::NewBookingPage;
pub use one::BookingPage;
pub use pass::PassPage;
pub use report::ReportPage;
pub use series::SeriesPage;
pub use shares::UsePage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use terms::TermsPage;
pub use times::TimesPage;
pub use week::BookingsPage;
