//! The pages of this feature.

mod door;
mod door_address;
mod grid;
mod list;
mod new;
mod one;
mod sheet;
mod space;
mod spaces;
mod table;
mod week;

pub use door::{DoorCodePage, DoorPage};
pub use door_address::DoorAddressPage;
pub use new::NewBookingPage;
pub use one::BookingPage;
pub use sheet::WeekSheetPage;
pub use space::SpacePage;
pub use spaces::{NewSpacePage, SpacesPage};
pub use week::BookingsPage;
