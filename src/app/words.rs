//! Sentences made of values: days, times, problems, notices. The words themselves are in `locales/`.

mod told;

pub use told::{problem, refusal, refusal_code};

use super::i18n::*;
use crate::domain::{
    cohort::{PartnerKind, Role, State},
    phase::PhaseKind,
    time::TimeOfDay,
};
use crate::platform::sheet::Habit;
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

/// "24 nov."
pub fn day_and_month_short(locale: Locale, day: NaiveDate) -> String {
    format!("{} {}", number_in_month(locale, day), month_short(locale, day))
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

/// How tables are written for whoever reads this language.
pub fn habit(locale: Locale) -> Habit {
    Habit { separator: if locale == Locale::fr { ';' } else { ',' }, decimal: decimal(locale) }
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
    EventRepeats = event_repeats,
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
    ContributionTyped = contribution_typed,
    ContributionChanged = contribution_changed,
    ContributionReworded = contribution_reworded,
    ContributionWithdrawn = contribution_withdrawn,
    LessonSaved = lesson_saved,
    LessonRemoved = lesson_removed,
    LessonAnswered = lesson_answered,
    LessonTold = lesson_told,
    PracticeSaved = practice_saved,
    PracticeRemoved = practice_removed,
    NoteSaved = note_saved,
    NoteAnnounced = note_announced,
    NotePublished = note_published,
    NoteWithdrawn = note_withdrawn,
    NoteAgreed = note_agreed,
    VersionsForgotten = versions_forgotten,
    RemarkKept = remark_kept,
    RemarkWithdrawn = remark_withdrawn,
    AnswerKept = answer_kept,
    ReportSubmitted = report_submitted,
    QuestionSent = question_sent,
    ReportAccepted = report_accepted,
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
    TemplateSaved = template_saved,
    TemplateImported = template_imported,
    TemplateRemoved = template_removed,
    RecipeSaved = recipe_saved,
    PhotoSaved = photo_saved,
    PhotoRemoved = photo_removed,
    MaterialSaved = material_saved,
    PurchaseSaved = purchase_saved,
    PurchaseTakenBack = purchase_taken_back,
    StockMoved = stock_moved,
    StockTakenBack = stock_taken_back,
    StockCounted = stock_counted,
    LotSaved = lot_saved,
    LotTakenBack = lot_taken_back,
    SaleTakenBack = sale_taken_back,
    TillCounted = till_counted,
    OrderSaved = order_saved,
    OrderStepped = order_stepped,
    TaskSaved = task_saved,
    TaskRemoved = task_removed,
    CustomerForgotten = customer_forgotten,
    HostingSaved = hosting_saved,
    EntrySaved = entry_saved,
    EntryTakenBack = entry_taken_back,
    SharingSaved = sharing_saved,
    SharingRemoved = sharing_removed,
    SharingVote = sharing_vote,
    SharingFrozen = sharing_frozen,
    RuleSaved = rule_saved,
    RuleRemoved = rule_removed,
    AdvanceSaved = advance_saved,
    AdvanceWithdrawn = advance_withdrawn,
    CorrectionSaved = correction_saved,
    ProductsImported = products_imported,
    SalesImported = sales_imported,
    NothingImported = nothing_imported,
    CheckedIn = checked_in,
    CheckedInBefore = checked_in_before,
    DoorMade = door_made,
    DoorStopped = door_stopped,
    BookingChanged = booking_changed,
    BookingFreed = booking_freed,
    DayPlanned = day_planned,
    StepShown = step_shown,
    SeriesBooked = series_booked,
    SeriesCancelled = series_cancelled,
    ExchangeAsked = exchange_asked,
    ExchangeAccepted = exchange_accepted,
    ExchangeRefused = exchange_refused,
    ExchangeWithdrawn = exchange_withdrawn,
    WaitKept = wait_kept,
    WaitLeft = wait_left,
    QuotaLifted = quota_lifted,
    QuotaCounts = quota_counts,
    AddressSaved = address_saved,
    AddressRemoved = address_removed,
    NothingMade = nothing_made,
    AfterwardsKept = afterwards_kept,
    AfterwardsWithdrawn = afterwards_withdrawn,
    CalendarTaken = calendar_taken,
    CalendarTakenDisplaced = calendar_taken_displaced,
}
