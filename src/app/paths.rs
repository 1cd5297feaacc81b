//! Every address that pages link to, in one place.

mod figures;
mod lessons;
mod trade;
mod workshop;

pub use figures::*;
pub use lessons::*;
pub use trade::*;
pub use workshop::*;

use chrono::NaiveDate;
use std::fmt::Display;
use uuid::Uuid;

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_OUT: &str = "/sign-out";
pub const ME: &str = "/me";
pub const MY_NAME: &str = "/me/name";
pub const MY_PASSWORD: &str = "/me/password";
pub const MY_SESSIONS: &str = "/me/sessions";
pub const MY_DATA: &str = "/me/data";
pub const MY_ADDRESS: &str = "/me/address";
pub const MY_CALENDAR: &str = "/me/calendar";
pub const ERASE_ME: &str = "/me/erase";
pub const COHORTS: &str = "/cohorts";
pub const NEW_COHORT: &str = "/cohorts/new";
pub const TEMPLATES: &str = "/templates";
pub const TEMPLATE_SCHEMA: &str = "/schemas/template-1.json";
pub const NOTE_SCHEMA: &str = "/schemas/note-1.json";
pub const LIBRARY: &str = "/library";
pub const LIBRARY_FEED: &str = "/library/feed.xml";
pub const NOTES: &str = "/notes";
pub const FIGURES: &str = "/figures";
pub const SEARCH: &str = "/search";
pub const SPACES: &str = "/spaces";
pub const NEW_SPACE: &str = "/spaces/new";

/// Founding with a template that is kept.
pub fn new_cohort_of(template: Uuid) -> String {
    format!("{NEW_COHORT}?template={template}")
}

/// Founding with what a previous cohort had.
pub fn new_cohort_from(slug: &str) -> String {
    format!("{NEW_COHORT}?from={slug}")
}

pub fn template_file(template: Uuid) -> String {
    format!("{TEMPLATES}/{template}/template.json")
}

pub fn cohort_file(slug: &str) -> String {
    format!("/cohorts/{slug}/template.json")
}

pub fn join(token: &str) -> String {
    format!("/join/{token}")
}

pub fn reset(token: &str) -> String {
    format!("/reset/{token}")
}

pub fn leave(slug: &str) -> String {
    format!("/me/leave/{slug}")
}

pub fn cohort(slug: &str) -> String {
    format!("/cohorts/{slug}")
}

pub fn settings(slug: &str) -> String {
    format!("/cohorts/{slug}/settings")
}

/// What may be taken away.
pub fn export(slug: &str) -> String {
    format!("/cohorts/{slug}/export")
}

/// One file of what may be taken away.
pub fn export_file(slug: &str, file: &str) -> String {
    format!("/cohorts/{slug}/export/{file}")
}

pub fn members(slug: &str) -> String {
    format!("/cohorts/{slug}/members")
}

pub fn member(slug: &str, person: Uuid) -> String {
    format!("/cohorts/{slug}/members/{person}")
}

pub fn invite(slug: &str) -> String {
    format!("/cohorts/{slug}/members/invite")
}

pub fn plan(slug: &str) -> String {
    format!("/cohorts/{slug}/plan")
}

/// The page that moves an item of the plan.
pub fn move_item(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/plan/move/{id}")
}

pub fn deadlines(slug: &str) -> String {
    format!("/cohorts/{slug}/plan/deadlines")
}

pub fn versions(slug: &str) -> String {
    format!("/cohorts/{slug}/plan/versions")
}

pub fn version(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/plan/versions/{id}")
}

pub fn new_phase(slug: &str) -> String {
    format!("/cohorts/{slug}/plan/phases/new")
}

pub fn phase(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/plan/phases/{id}")
}

pub fn new_event(slug: &str) -> String {
    format!("/cohorts/{slug}/plan/events/new")
}

pub fn event(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/plan/events/{id}")
}

pub fn attendance(slug: &str) -> String {
    format!("/cohorts/{slug}/attendance")
}

/// The sheet to sign of one week.
pub fn attendance_week(slug: &str, week: impl Display) -> String {
    format!("/cohorts/{slug}/attendance?week={week}")
}

/// The table of all presences, as a file: `csv` or `xlsx`.
pub fn attendance_file(slug: &str, kind: &str) -> String {
    format!("/cohorts/{slug}/attendance/table.{kind}")
}

pub fn certificate(slug: &str) -> String {
    format!("/cohorts/{slug}/attendance/certificate")
}

/// Where one types the code of the day.
pub fn sign(slug: &str) -> String {
    format!("/cohorts/{slug}/sign")
}

pub fn event_attendance(slug: &str, event: Uuid) -> String {
    format!("/cohorts/{slug}/plan/events/{event}/attendance")
}

pub fn half_day(slug: &str, event: Uuid, half_day: impl Display) -> String {
    format!("/cohorts/{slug}/plan/events/{event}/attendance?half={half_day}")
}

pub fn day_code(slug: &str, event: Uuid, half_day: impl Display) -> String {
    format!("/cohorts/{slug}/plan/events/{event}/attendance/code?half={half_day}")
}

pub fn event_sheet(slug: &str, event: Uuid) -> String {
    format!("/cohorts/{slug}/plan/events/{event}/attendance/sheet")
}

pub fn poles(slug: &str) -> String {
    format!("/cohorts/{slug}/poles")
}

pub fn new_pole(slug: &str) -> String {
    format!("/cohorts/{slug}/poles/new")
}

pub fn pole(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/poles/{id}")
}

pub fn edit_pole(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/poles/{id}/edit")
}

pub fn new_mission(slug: &str, pole: Uuid) -> String {
    format!("/cohorts/{slug}/poles/{pole}/missions/new")
}

pub fn mission(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/missions/{id}")
}

pub fn missions(slug: &str) -> String {
    format!("/cohorts/{slug}/missions")
}

/// The board with the reader's own missions only.
pub fn my_missions(slug: &str) -> String {
    format!("/cohorts/{slug}/missions?mine=1")
}

pub fn pole_turns(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/poles/{id}/turns")
}

pub fn pole_hours(slug: &str) -> String {
    format!("/cohorts/{slug}/poles/hours")
}

pub fn pole_hours_line(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/poles/hours/{id}")
}

pub fn skills(slug: &str) -> String {
    format!("/cohorts/{slug}/poles/skills")
}

pub fn my_skills(slug: &str) -> String {
    format!("/cohorts/{slug}/poles/skills/mine")
}

pub fn decisions(slug: &str) -> String {
    format!("/cohorts/{slug}/decisions")
}

pub fn new_decision(slug: &str) -> String {
    format!("/cohorts/{slug}/decisions/new")
}

pub fn decision(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/decisions/{id}")
}

pub fn edit_decision(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/decisions/{id}/edit")
}

pub fn new_minutes(slug: &str) -> String {
    format!("/cohorts/{slug}/minutes/new")
}

pub fn minutes(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/minutes/{id}")
}

pub fn edit_minutes(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/minutes/{id}/edit")
}

pub fn capitalisation(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation")
}

pub fn new_contribution(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/new")
}

/// Keeping something about a thing: what [`crate::domain::capitalisation::About::to_text`] writes.
pub fn new_contribution_about(slug: &str, about: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/new?about={about}")
}

pub fn contribution(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/capitalisation/contributions/{id}")
}

/// Who may read a contribution: its speaker's question.
pub fn readers(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/capitalisation/contributions/{id}/readers")
}

/// The voice or the picture of a contribution.
pub fn contribution_media(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/capitalisation/contributions/{id}/media")
}

pub fn new_lesson(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/lessons/new")
}

pub fn lesson(slug: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/capitalisation/lessons/{id}")
}

pub fn edit_note(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/note")
}

/// What partners say of the cohort's note.
pub fn partners(slug: &str) -> String {
    format!("/cohorts/{slug}/partners")
}

/// The texts of the note that were saved.
pub fn note_versions(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/note/versions")
}

/// What one of them changed.
pub fn note_version(slug: &str, version: i64) -> String {
    format!("/cohorts/{slug}/capitalisation/note/versions/{version}")
}

/// A public note.
pub fn open_note(slug: &str) -> String {
    format!("{LIBRARY}/{slug}")
}

/// A public note as a file.
pub fn open_note_file(slug: &str, ending: &str) -> String {
    format!("{LIBRARY}/{slug}/note.{ending}")
}

/// A published note as a file.
pub fn note_file(slug: &str, ending: &str) -> String {
    format!("/notes/{slug}/note.{ending}")
}

pub fn announced_note(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/announced")
}

/// The day on which the group looks back.
pub fn day(slug: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/day")
}

/// A page under that day: `plan`, `room`, `mine` …
pub fn day_page(slug: &str, page: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/day/{page}")
}

/// One of its steps.
pub fn day_step(slug: &str, step: &str) -> String {
    format!("/cohorts/{slug}/capitalisation/day/steps/{step}")
}

/// One thing that is written on that day: `kind` is a folder of addresses.
pub fn day_object(slug: &str, kind: &str, id: Uuid) -> String {
    format!("/cohorts/{slug}/capitalisation/day/{kind}/{id}")
}

pub fn note(slug: &str) -> String {
    format!("/notes/{slug}")
}

/// The action that says that nothing is to be noted of a booking: asked where one lands, too.
pub const NOTHING_MADE: &str = "/api/bookings/nothing-made";

pub fn calendar(slug: &str) -> String {
    format!("/cohorts/{slug}/calendar")
}

/// A calendar looked at in one way, on one day.
pub fn calendar_on(slug: &str, view: &str, on: NaiveDate) -> String {
    format!("/cohorts/{slug}/calendar?view={view}&on={on}")
}

/// The address that programs follow.
pub fn feed(token: &str) -> String {
    format!("/calendar/{token}.ics")
}

/// A path of ours: begins with one slash that is followed by neither a slash nor a backslash.
pub fn is_local(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next() == Some('/')
        && !matches!(chars.next(), Some('/' | '\\'))
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

/// `path` with `name=value` in its query, in place of what `name` was.
pub fn with(path: &str, name: &str, value: &str) -> String {
    let (bare, query) = path.split_once('?').unwrap_or((path, ""));
    let one_time = ["draft", "refused", "notice", "seconds"];
    let mut parts: Vec<String> = query
        .split('&')
        .filter(|part| !part.is_empty() && !one_time.contains(&part.split('=').next().unwrap_or_default()))
        .filter(|part| part.split('=').next() != Some(name))
        .map(str::to_owned)
        .collect();
    parts.push(format!("{name}={value}"));
    format!("{bare}?{}", parts.join("&"))
}

/// `text` as part of a query.
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => (byte as char).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_local() {
        for path in ["/", "/me", "/cohorts/a?week=2026-W48", "/a%2F"] {
            assert!(is_local(path), "{path}");
        }
        for path in ["", "//evil", "/\\evil", "https://evil", "javascript:1", "/a\\b", "/a b", "\t/", "/\u{7f}"] {
            assert!(!is_local(path), "{path:?}");
        }
    }

    #[test]
    fn one_time_words_are_said_once() {
        assert_eq!(with("/a?week=1&draft=x&notice=y", "refused", "busy"), "/a?week=1&refused=busy");
    }
}
