//! The workshop: bookings, spaces, the door.

use crate::domain::time::TimeOfDay;
use chrono::NaiveDate;
use std::fmt::Display;
use uuid::Uuid;

pub fn bookings(slug: &str) -> String {
    format!("/cohorts/{slug}/bookings")
}

pub fn bookings_week(slug: &str, space: Uuid, week: &str) -> String {
    format!("/cohorts/{slug}/bookings?space={space}&week={week}")
}

pub fn new_booking(slug: &str, space: Uuid, on: NaiveDate) -> String {
    format!("/cohorts/{slug}/bookings/new?space={space}&on={on}")
}

/// The form for a moment that was seen to be free.
pub fn book_moment(slug: &str, space: Uuid, on: NaiveDate, from: TimeOfDay, to: TimeOfDay) -> String {
    format!("/cohorts/{slug}/bookings/new?space={space}&on={on}&from={from}&to={to}")
}

pub fn booking(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/bookings/{id}")
}

/// The dates of a booking that comes again, before they are booked.
pub fn booking_series(slug: &str) -> String {
    format!("/cohorts/{slug}/bookings/series")
}

pub fn change_booking(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/bookings/{id}/change")
}

/// Where a place is given to somebody else, or swapped.
pub fn pass_booking(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/bookings/{id}/pass")
}

/// The booking form for an order or a mission.
pub fn book_for(slug: &str, whom: &str) -> String {
    format!("/cohorts/{slug}/bookings/new?for={whom}")
}

pub fn space(id: Uuid) -> String {
    format!("/spaces/{id}")
}

pub fn space_calendar(id: Uuid) -> String {
    format!("/spaces/{id}/calendar")
}

/// Where a host's calendar is read.
pub fn space_import(id: Uuid) -> String {
    format!("/spaces/{id}/import")
}

/// How a space was used, over so many months.
pub fn space_report(id: Uuid, months: u32) -> String {
    format!("/spaces/{id}/report?months={months}")
}

/// The same as a file.
pub fn space_use_file(id: Uuid, ending: &str, months: u32) -> String {
    format!("/spaces/{id}/use.{ending}?months={months}")
}

/// The week of a space on paper.
pub fn week_sheet(space: Uuid, week: impl Display) -> String {
    format!("/spaces/{space}/sheet?week={week}")
}

/// Where the address of the page at a space's door is made.
pub fn space_door(space: Uuid) -> String {
    format!("/spaces/{space}/door")
}

/// The page at a door, for a tablet.
pub fn door(token: &str) -> String {
    format!("/door/{token}")
}

/// Where one types the code of one's booking, at the door.
pub fn door_code(token: &str) -> String {
    format!("/door/{token}/code")
}

/// What a space asks of who books it, and its house rules.
pub fn space_terms(id: Uuid) -> String {
    format!("/spaces/{id}/terms")
}

/// The times of a space that are taken for something else, and its machines that are out of order.
pub fn space_times(id: Uuid) -> String {
    format!("/spaces/{id}/times")
}

/// The picture of the house rules.
pub fn space_photo(id: Uuid, photo: Uuid) -> String {
    format!("/spaces/{id}/photo/{photo}")
}

/// Who uses the spaces of a cohort how much.
pub fn bookings_use(slug: &str) -> String {
    format!("/cohorts/{slug}/bookings/use")
}

/// The same of one space.
pub fn space_use(slug: &str, space: Uuid) -> String {
    format!("/cohorts/{slug}/bookings/use?space={space}")
}
