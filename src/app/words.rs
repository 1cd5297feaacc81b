//! Sentences made of values: days, times, problems, notices. The words themselves are in `locales/`.

use super::i18n::*;
use crate::{
    domain::{
        cohort::{PartnerKind, Role, State},
        phase::PhaseKind,
        problem::Problem,
        time::TimeOfDay,
    },
    platform::error::AppError,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

/// Narrow no-break space, as French puts before `; : ! ?` and between a number and `h`.
pub const NARROW: char = '\u{202f}';

fn nth(list: &str, index: usize) -> String {
    list.split(',').nth(index).unwrap_or_default().to_owned()
}

/// "mardi"
pub fn weekday(locale: Locale, day: NaiveDate) -> String {
    nth(td_string!(locale, time.weekdays), day.weekday().num_days_from_monday() as usize)
}

/// "mar. 24"
pub fn weekday_short(locale: Locale, day: NaiveDate) -> String {
    let name = nth(td_string!(locale, time.weekdays_short), day.weekday().num_days_from_monday() as usize);
    format!("{name} {}", day.day())
}

/// "novembre"
pub fn month(locale: Locale, day: NaiveDate) -> String {
    nth(td_string!(locale, time.months), day.month0() as usize)
}

/// "nov."
pub fn month_short(locale: Locale, day: NaiveDate) -> String {
    nth(td_string!(locale, time.months_short), day.month0() as usize)
}

fn number_in_month(locale: Locale, day: NaiveDate) -> String {
    if day.day() == 1 { td_string!(locale, time.first_of_month).to_string() } else { day.day().to_string() }
}

/// "24 novembre"
pub fn day_and_month(locale: Locale, day: NaiveDate) -> String {
    format!("{} {}", number_in_month(locale, day), month(locale, day))
}

/// "mardi 24 novembre"
pub fn day_without_year(locale: Locale, day: NaiveDate) -> String {
    format!("{} {}", weekday(locale, day), day_and_month(locale, day))
}

/// "mardi 24 novembre 2026"
pub fn day(locale: Locale, day: NaiveDate) -> String {
    format!("{} {}", day_without_year(locale, day), day.year())
}

/// "aujourd’hui", "hier", "demain", or the day.
pub fn day_near(locale: Locale, day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => td_string!(locale, time.today).to_string(),
        1 => td_string!(locale, time.tomorrow).to_string(),
        -1 => td_string!(locale, time.yesterday).to_string(),
        -300..300 => day_without_year(locale, day),
        _ => self::day(locale, day),
    }
}

/// "14 h 30" in French, "14:30" in English.
pub fn time(locale: Locale, time: TimeOfDay) -> String {
    match locale {
        Locale::fr => time.french(),
        _ => time.to_string(),
    }
}

/// "9 h – 12 h"
pub fn span(locale: Locale, from: TimeOfDay, to: TimeOfDay) -> String {
    td_string!(locale, time.span, from = time(locale, from), to = time(locale, to)).to_string()
}

/// "mardi 24 novembre à 14 h 30"
pub fn instant(locale: Locale, at: DateTime<Utc>, zone: Tz) -> String {
    let (day, time) = crate::domain::time::local(at, zone);
    day_at(locale, day, time)
}

/// "mardi 24 novembre à 14 h 30"
pub fn day_at(locale: Locale, day: NaiveDate, time: TimeOfDay) -> String {
    td_string!(locale, time.at, day = day_without_year(locale, day), time = self::time(locale, time)).to_string()
}

/// The sign between whole and parts of a number.
pub fn decimal(locale: Locale) -> char {
    if locale == Locale::fr { ',' } else { '.' }
}

/// The class that gives a phase its colour and pattern.
pub fn phase_class(kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Constitution => "ph-1",
        PhaseKind::Organisation => "ph-2",
        PhaseKind::Offer => "ph-3",
        PhaseKind::Learning => "ph-4",
        PhaseKind::Production => "ph-5",
        PhaseKind::Sales => "ph-6",
        PhaseKind::Closing => "ph-7",
        PhaseKind::Capitalisation => "ph-8",
    }
}

/// How a role is called.
pub fn role(locale: Locale, role: Role) -> String {
    match role {
        Role::Facilitator => td_string!(locale, people.roles.facilitator),
        Role::Entrepreneur => td_string!(locale, people.roles.entrepreneur),
        Role::Partner(PartnerKind::Funder) => td_string!(locale, people.roles.funder),
        Role::Partner(PartnerKind::Prescriber) => td_string!(locale, people.roles.prescriber),
        Role::Partner(PartnerKind::Host) => td_string!(locale, people.roles.host),
        Role::Partner(PartnerKind::Cae) => td_string!(locale, people.roles.cae),
    }
    .to_string()
}

/// How somebody is called; an erased person has no name left.
pub fn person(locale: Locale, name: &str) -> String {
    if name.is_empty() { td_string!(locale, people.gone).to_string() } else { name.to_owned() }
}

/// The state of a cohort.
pub fn state(locale: Locale, state: State) -> String {
    match state {
        State::Draft => td_string!(locale, frame.draft).to_string(),
        State::Running => td_string!(locale, frame.running).to_string(),
        State::Closed => td_string!(locale, frame.closed).to_string(),
        State::Archived => td_string!(locale, frame.archived).to_string(),
    }
}

/// What a field is told.
pub fn problem(locale: Locale, problem: &Problem) -> String {
    let paris = chrono_tz::Europe::Paris;
    match problem {
        Problem::Required => td_string!(locale, problems.required).to_string(),
        Problem::TooLong { max, have } => td_string!(locale, problems.too_long, max = *max, have = *have).to_string(),
        Problem::TooManyWords { max, have } => {
            td_string!(locale, problems.too_many_words, max = *max, have = *have).to_string()
        }
        Problem::TooShort { min } => td_string!(locale, problems.too_short, min = *min).to_string(),
        Problem::ControlCharacters => td_string!(locale, problems.control_characters).to_string(),
        Problem::NotAllowedCharacters => td_string!(locale, problems.not_allowed_characters).to_string(),
        Problem::NotADay => td_string!(locale, problems.not_a_day).to_string(),
        Problem::DayBefore { first } => td_string!(locale, problems.day_before, day = day(locale, *first)).to_string(),
        Problem::DayAfter { last } => td_string!(locale, problems.day_after, day = day(locale, *last)).to_string(),
        Problem::NotAWeek => td_string!(locale, problems.not_a_week).to_string(),
        Problem::NotATime => td_string!(locale, problems.not_a_time).to_string(),
        Problem::NotAQuarter => td_string!(locale, problems.not_a_quarter).to_string(),
        Problem::EndBeforeStart => td_string!(locale, problems.end_before_start).to_string(),
        Problem::HourMissing { next } => {
            td_string!(locale, problems.hour_missing, time = time(locale, *next)).to_string()
        }
        Problem::HourTwice {} => td_string!(locale, problems.hour_twice).to_string(),
        Problem::NotADuration => td_string!(locale, problems.not_a_duration).to_string(),
        Problem::InPast => td_string!(locale, problems.in_past).to_string(),
        Problem::InFuture => td_string!(locale, problems.in_future).to_string(),
        Problem::NoDayInSeries => td_string!(locale, problems.no_day_in_series).to_string(),
        Problem::NotInSeries { day } => {
            td_string!(locale, problems.not_in_series, day = self::day(locale, *day)).to_string()
        }
        Problem::TooManyDays { max } => td_string!(locale, problems.too_many_days, max = *max).to_string(),
        Problem::NotANumber => td_string!(locale, problems.not_a_number).to_string(),
        Problem::NumberTooSmall { min } => td_string!(locale, problems.number_too_small, min = *min).to_string(),
        Problem::NumberTooLarge { max } => td_string!(locale, problems.number_too_large, max = *max).to_string(),
        Problem::NotAPhone => td_string!(locale, problems.not_a_phone).to_string(),
        Problem::NotMoreThanZero => td_string!(locale, problems.not_more_than_zero).to_string(),
        Problem::NotAnAmount => td_string!(locale, problems.not_an_amount).to_string(),
        Problem::AmountAmbiguous => td_string!(locale, problems.amount_ambiguous).to_string(),
        Problem::AmountNegative => td_string!(locale, problems.amount_negative).to_string(),
        Problem::AmountTooLarge { max } => {
            td_string!(locale, problems.amount_too_large, max = max.french()).to_string()
        }
        Problem::NotAChoice | Problem::UnknownField => td_string!(locale, problems.not_a_choice).to_string(),
        Problem::Taken => td_string!(locale, problems.taken).to_string(),
        Problem::TooWeak => td_string!(locale, problems.too_weak).to_string(),
        Problem::PasswordLength { min, max } => {
            td_string!(locale, problems.password_length, min = *min, max = *max).to_string()
        }
        Problem::WrongPassword => td_string!(locale, problems.wrong_password).to_string(),
        Problem::WrongLogin => td_string!(locale, problems.wrong_login).to_string(),
        Problem::NotTheSame => td_string!(locale, problems.not_the_same).to_string(),
        Problem::NotInPole => td_string!(locale, problems.not_in_pole).to_string(),
        Problem::SamePerson => td_string!(locale, problems.same_person).to_string(),
        Problem::OutsideCohort { starts_on, ends_on } => {
            td_string!(locale, problems.outside_cohort, first = day(locale, *starts_on), last = day(locale, *ends_on))
                .to_string()
        }
        Problem::WouldLeave { name, starts_on, ends_on } => {
            let (first, last) = (day(locale, *starts_on), day(locale, *ends_on));
            td_string!(locale, problems.would_leave, name = name.clone(), first = first, last = last).to_string()
        }
        Problem::Pinned { name } => td_string!(locale, problems.pinned, name = name.clone()).to_string(),
        Problem::SetByOthers { name } => td_string!(locale, problems.set_by_others, name = name.clone()).to_string(),
        Problem::LeftOutside { name, starts_on, ends_on } if starts_on == ends_on => {
            td_string!(locale, problems.day_left_outside, name = name.clone(), day = day(locale, *starts_on))
                .to_string()
        }
        Problem::LeftOutside { name, starts_on, ends_on } => td_string!(
            locale,
            problems.left_outside,
            name = name.clone(),
            first = day(locale, *starts_on),
            last = day(locale, *ends_on)
        )
        .to_string(),
        Problem::CohortClosed => td_string!(locale, problems.cohort_closed).to_string(),
        Problem::StateNotNext => td_string!(locale, problems.state_not_next).to_string(),
        Problem::LastFacilitator => td_string!(locale, problems.last_facilitator).to_string(),
        Problem::LastCohort => td_string!(locale, problems.last_cohort).to_string(),
        Problem::MissingFirst => td_string!(locale, problems.missing_first).to_string(),
        Problem::Changed => td_string!(locale, problems.changed).to_string(),
        Problem::AlreadySent => td_string!(locale, problems.already_sent).to_string(),
        Problem::Closed { reason } => td_string!(locale, problems.closed, reason = reason.clone()).to_string(),
        Problem::NotOpenThatDay => td_string!(locale, problems.not_open_that_day).to_string(),
        Problem::OutsideHours { opens, closes } => {
            td_string!(locale, problems.outside_hours, opens = time(locale, *opens), closes = time(locale, *closes))
                .to_string()
        }
        Problem::MoreThanSpace { max } => td_string!(locale, problems.more_than_space, max = *max).to_string(),
        Problem::MoreThanMachines { machine, max } => {
            td_string!(locale, problems.more_than_machines, machine = machine.clone(), max = *max).to_string()
        }
        Problem::FullPeople { on, at, left } => {
            td_string!(locale, problems.full_people, time = day_at(locale, *on, *at), left = *left).to_string()
        }
        Problem::FullMachine { machine, on, at, left } => td_string!(
            locale,
            problems.full_machine,
            machine = machine.clone(),
            time = day_at(locale, *on, *at),
            left = *left
        )
        .to_string(),
        Problem::NeedsSecond => td_string!(locale, problems.needs_second).to_string(),
        Problem::NeedsNotice => td_string!(locale, problems.needs_notice).to_string(),
        Problem::NotBefore { at } => {
            td_string!(locale, problems.not_before, time = instant(locale, *at, paris)).to_string()
        }
        Problem::NoteUnfinished => td_string!(locale, problems.note_unfinished).to_string(),
        Problem::NotSixDigits => td_string!(locale, problems.not_six_digits).to_string(),
        Problem::WrongCode => td_string!(locale, problems.wrong_code).to_string(),
        Problem::CodeTooEarly => td_string!(locale, problems.code_too_early).to_string(),
        Problem::NotedOtherwise => td_string!(locale, problems.noted_otherwise).to_string(),
        Problem::HasAttendance => td_string!(locale, problems.has_attendance).to_string(),
        Problem::UnknownMarker { text } => td_string!(locale, problems.unknown_marker, text = text.clone()).to_string(),
        Problem::OptionsToRank { min, max } => {
            td_string!(locale, problems.options_to_rank, min = *min, max = *max).to_string()
        }
        Problem::SamePlace => td_string!(locale, problems.same_place).to_string(),
        Problem::TooFewForSecret { min } => td_string!(locale, problems.too_few_for_secret, min = *min).to_string(),
        Problem::VoteBegun => td_string!(locale, problems.vote_begun).to_string(),
        Problem::ListedAlready => td_string!(locale, problems.listed_already).to_string(),
        Problem::VoteNotOpen => td_string!(locale, problems.vote_not_open).to_string(),
    }
}

/// What a visitor is told whose request was not done.
pub fn refusal(locale: Locale, error: &AppError) -> String {
    match error {
        AppError::Fields { problems } => problems
            .iter()
            .map(|p| problem(locale, &p.problem))
            .next()
            .unwrap_or_else(|| td_string!(locale, refusals.bad_request).to_string()),
        AppError::SignedOut => td_string!(locale, refusals.signed_out).to_string(),
        AppError::NotFound => td_string!(locale, refusals.not_found_why).to_string(),
        AppError::Forbidden => td_string!(locale, refusals.forbidden_why).to_string(),
        AppError::BadRequest => td_string!(locale, refusals.bad_request).to_string(),
        AppError::ChangedMeanwhile => td_string!(locale, refusals.changed_meanwhile).to_string(),
        AppError::TooMany { seconds } => td_string!(locale, refusals.too_many, seconds = *seconds).to_string(),
        AppError::Busy => td_string!(locale, refusals.busy).to_string(),
        AppError::Internal => td_string!(locale, refusals.internal).to_string(),
    }
}

/// The refusal that an address names, in words.
pub fn refusal_code(locale: Locale, code: &str, seconds: i64) -> Option<String> {
    let error = match code {
        "signed_out" => AppError::SignedOut,
        "not_found" => AppError::NotFound,
        "forbidden" => AppError::Forbidden,
        "bad_request" => AppError::BadRequest,
        "changed_meanwhile" => AppError::ChangedMeanwhile,
        "too_many" => AppError::TooMany { seconds },
        "busy" => AppError::Busy,
        "internal" => AppError::Internal,
        _ => return None,
    };
    Some(refusal(locale, &error))
}

macro_rules! notices {
    ($($variant:ident = $key:ident),+ $(,)?) => {
        /// What the page reached by a write says. The address holds the code, so that no store is needed to say it once.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Notice { $($variant),+ }

        impl Notice {
            /// The code in the address.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => stringify!($key)),+ }
            }

            /// The notice of an address; an unknown one says nothing.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $(stringify!($key) => Some(Self::$variant),)+ _ => None }
            }

            /// The sentence.
            pub fn words(self, locale: Locale) -> String {
                match self { $(Self::$variant => td_string!(locale, notices.$key).to_string()),+ }
            }
        }
    };
}

notices! {
    SignedOut = signed_out,
    ProfileSaved = profile_saved,
    PasswordChanged = password_changed,
    SessionEnded = session_ended,
    SessionsEnded = sessions_ended,
    Left = left,
    Erased = erased,
    Joined = joined,
    Welcome = welcome,
    PasswordReset = password_reset,
    Invited = invited,
    InvitationRevoked = invitation_revoked,
    RoleChanged = role_changed,
    MemberRemoved = member_removed,
    MemberSessionsEnded = member_sessions_ended,
    Saved = saved,
    CohortCreated = cohort_created,
    CohortDeleted = cohort_deleted,
    StateChanged = state_changed,
    PhaseSaved = phase_saved,
    PlanMoved = plan_moved,
    PlanRestored = plan_restored,
    Pinned = pinned,
    Unpinned = unpinned,
    DeadlineSaved = deadline_saved,
    DeadlineRemoved = deadline_removed,
    PhaseRemoved = phase_removed,
    EventSaved = event_saved,
    EventRemoved = event_removed,
    EventSavedHoliday = event_saved_holiday,
    FeedMade = feed_made,
    FeedStopped = feed_stopped,
    PoleSaved = pole_saved,
    PoleJoined = pole_joined,
    PoleLeft = pole_left,
    PoleRemoved = pole_removed,
    MissionSaved = mission_saved,
    MissionRemoved = mission_removed,
    ProductSaved = product_saved,
    ProductArchived = product_archived,
    Recorded = recorded,
    RecordCorrected = record_corrected,
    RecordWithdrawn = record_withdrawn,
    Booked = booked,
    BookingCancelled = booking_cancelled,
    SpaceSaved = space_saved,
    SpaceSavedDisplaced = space_saved_displaced,
    ContributionKept = contribution_kept,
    ContributionChanged = contribution_changed,
    ContributionWithdrawn = contribution_withdrawn,
    LessonSaved = lesson_saved,
    LessonRemoved = lesson_removed,
    NoteSaved = note_saved,
    NoteAnnounced = note_announced,
    NotePublished = note_published,
    NoteWithdrawn = note_withdrawn,
    AttendanceSaved = attendance_saved,
    AttendanceCleared = attendance_cleared,
    PresenceSigned = presence_signed,
    ProposalSaved = proposal_saved,
    ProposalRemoved = proposal_removed,
    VoteOpened = vote_opened,
    Voted = voted,
    VotedBefore = voted_before,
    VoteClosed = vote_closed,
    MinutesSaved = minutes_saved,
    StepSaved = step_saved,
    TurnsSaved = turns_saved,
    HandedOver = handed_over,
    HoursSaved = hours_saved,
    HoursWithdrawn = hours_withdrawn,
    SkillAdded = skill_added,
    SkillRemoved = skill_removed,
    SkillsSaved = skills_saved,
    SkillsWithdrawn = skills_withdrawn,
}
