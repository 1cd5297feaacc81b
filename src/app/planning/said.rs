//! How this feature speaks: items, what would change, what to know before agreeing.

use super::whole::{Known, NoRoom, What, Whole};
use crate::{
    app::{calendar::words as calendar, cohorts::template_words, i18n::*, words},
    domain::{
        cohort::Dates,
        plan::{DeadlineKind, Policy, Reason, Refused, Why},
        problem::Problem,
        time::local,
    },
};
use chrono_tz::Tz;

/// Why nothing moves, at the field that asked for it.
pub fn refusal(whole: &Whole, refused: &Refused) -> Problem {
    let name = whole.title(refused.item).to_owned();
    match refused.why {
        Why::Unknown => Problem::NotAChoice,
        Why::Pinned | Why::InTheWay => Problem::Pinned { name },
        Why::Deadline => Problem::SetByOthers { name },
        Why::EndBeforeStart => Problem::EndBeforeStart,
        Why::Outside { allowed: Dates { starts_on, ends_on } } => Problem::WouldLeave { name, starts_on, ends_on },
    }
}

/// "du lundi 2 novembre au vendredi 6 novembre", or the one day.
pub fn span(locale: Locale, dates: Dates) -> String {
    let first = words::day_without_year(locale, dates.starts_on);
    if dates.starts_on == dates.ends_on {
        return first;
    }
    let last = words::day_without_year(locale, dates.ends_on);
    td_string!(locale, planning.span, first = first, last = last).to_string()
}

/// A pictogram for an item.
pub fn icon(known: &Known) -> &'static str {
    match known.what {
        What::Phase(_) => "plan",
        What::Deadline(_) => "deadline",
        What::Event { kind, .. } => template_words::event_icon(kind),
        What::Mission => "flag",
        What::Order => "truck",
        What::Booking { .. } => "workshop",
    }
}

/// "Production", "Réservation : Atelier de couture, 9 h".
pub fn name(locale: Locale, known: &Known, zone: Tz) -> String {
    let title = known.title.clone();
    match &known.what {
        What::Event { starts_at, .. } => {
            format!("{title}, {}", words::time(locale, local(*starts_at, zone).1))
        }
        What::Booking { zone, usage, .. } => {
            let time = words::time(locale, local(usage.start, *zone).1);
            td_string!(locale, planning.booking, space = title, time = time).to_string()
        }
        What::Mission => td_string!(locale, planning.mission, title = title).to_string(),
        What::Order => td_string!(locale, orders.planned, title = title).to_string(),
        _ => title,
    }
}

pub fn policy(locale: Locale, policy: Policy) -> (String, String) {
    match policy {
        Policy::Push => {
            (td_string!(locale, planning.push).to_string(), td_string!(locale, planning.push_why).to_string())
        }
        Policy::Keep => {
            (td_string!(locale, planning.keep).to_string(), td_string!(locale, planning.keep_why).to_string())
        }
        Policy::Alone => {
            (td_string!(locale, planning.alone).to_string(), td_string!(locale, planning.alone_why).to_string())
        }
    }
}

pub fn deadline(locale: Locale, kind: DeadlineKind) -> String {
    match kind {
        DeadlineKind::Milestone => td_string!(locale, planning.milestone).to_string(),
        DeadlineKind::Cape => td_string!(locale, planning.cape).to_string(),
        DeadlineKind::Funder => td_string!(locale, planning.funder).to_string(),
        DeadlineKind::Lease => td_string!(locale, planning.lease).to_string(),
        DeadlineKind::Other => td_string!(locale, planning.other).to_string(),
    }
}

/// What there is to know about an item that would move.
pub fn warning(locale: Locale, whole: &Whole, reason: &Reason) -> String {
    let title = |id| whole.title(id).to_owned();
    match reason {
        Reason::PublicHoliday { day, holiday } => {
            let (day, name) = (words::day_without_year(locale, *day), calendar::holiday(locale, *holiday));
            td_string!(locale, planning.on_holiday, day = day, name = name).to_string()
        }
        Reason::Weekend { day } => {
            td_string!(locale, planning.on_weekend, day = words::day_without_year(locale, *day)).to_string()
        }
        Reason::DeadlineCrossed { deadline, on } => {
            let day = words::day_without_year(locale, *on);
            td_string!(locale, planning.after_deadline, name = title(*deadline), day = day).to_string()
        }
        Reason::OverlapsPinned { pinned } => {
            td_string!(locale, planning.over_pinned, name = title(*pinned)).to_string()
        }
        Reason::OutsidePhase { phase } => td_string!(locale, planning.outside_phase, name = title(*phase)).to_string(),
        Reason::InPast => td_string!(locale, planning.in_past).to_string(),
    }
}

pub fn stay(locale: Locale, why: NoRoom) -> String {
    match why {
        NoRoom::Closed => td_string!(locale, planning.stays_closed).to_string(),
        NoRoom::Full => td_string!(locale, planning.stays_full).to_string(),
        NoRoom::Past => td_string!(locale, planning.stays_past).to_string(),
    }
}
