//! The pages of this feature, and the small pieces that several of them share.

mod certificate;
mod code;
mod overview;
mod own;
mod roll;
mod sheet;
mod sign;

pub use certificate::CertificatePage;
pub use code::CodePage;
pub use overview::AttendancePage;
pub use roll::RollPage;
pub use sheet::SheetPage;
pub use sign::SignPage;

use super::{
    register::{Moment, Register},
    words as said,
};
use crate::{
    app::{i18n::*, paths, ui::icon::Icon, visit::Visit},
    domain::attendance::{HalfDay, Presence},
    platform::error::AppError,
};
use leptos::prelude::*;
use uuid::Uuid;

/// The way back to a page, by its name.
fn back(href: String, label: String) -> AnyView {
    view! { <p class="back"><a href=href><Icon name="arrow-back"/><span>{label}</span></a></p> }.into_any()
}

/// Where a facilitator goes from an event: to the roll and to the sheet.
pub fn event_links(locale: Locale, slug: &str, event: Uuid) -> AnyView {
    view! {
        <div class="actions">
            <a class="button secondary" href=paths::event_attendance(slug, event)><Icon name="check"/><span>{td_string!(locale, attendance.roll.go)}</span></a>
            <a class="button quiet" href=paths::event_sheet(slug, event)><Icon name="print"/><span>{td_string!(locale, attendance.sheet.go)}</span></a>
        </div>
    }
    .into_any()
}

/// The half-day that the address names among those of the event; without a name, the last one that has come, or the first.
fn chosen(visit: &Visit, register: &Register) -> Result<Moment, AppError> {
    let named = match visit.query("half") {
        Some(text) => Some(text.parse::<HalfDay>().map_err(|_| AppError::NotFound)?),
        None => None,
    };
    let moments = &register.moments;
    let moment = match named {
        Some(half_day) => moments.iter().find(|moment| moment.half_day == half_day),
        None => moments.iter().rev().find(|moment| register.has_come(moment)).or(moments.first()),
    };
    moment.cloned().ok_or(AppError::NotFound)
}

/// What is noted, as a pictogram and a word.
fn presence_badge(locale: Locale, presence: Presence) -> AnyView {
    let (class, icon) = said::badge(presence);
    view! { <span class=class><Icon name=icon/>{said::presence(locale, presence)}</span> }.into_any()
}
