//! The one vocabulary of refusals: what a field of a form can be told. Pages word it in the reader's language.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::minutes::Minutes;
use super::money::Cents;
use super::time::TimeOfDay;

/// Why something typed was refused. Stored in drafts as `{"code": "too_long", "max": 60, "have": 71}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was typed or chosen.
    Required,
    /// Longer than `max` characters.
    TooLong { max: usize, have: usize },
    /// More than `max` words.
    TooManyWords { max: usize, have: usize },
    /// Shorter than `min` characters.
    TooShort { min: usize },
    /// Control characters, or invisible ones that change the reading order.
    ControlCharacters,
    /// Characters that this kind of name does not take.
    NotAllowedCharacters,

    /// Not a day of the calendar.
    NotADay,
    /// Before the first day that is possible here.
    DayBefore { first: NaiveDate },
    /// After the last day that is possible here.
    DayAfter { last: NaiveDate },
    /// Not an ISO week.
    NotAWeek,
    /// Not a time of day.
    NotATime,
    /// Times here are multiples of 15 minutes.
    NotAQuarter,
    /// The end is not after the start.
    EndBeforeStart,
    /// The clocks go forward over this time; `next` is the next one that exists.
    HourMissing { next: TimeOfDay },
    /// The clocks go back and this time happens twice: which one is meant?
    HourTwice {},
    /// Not an amount of time.
    NotADuration,
    /// Already over.
    InPast,
    /// Not yet possible.
    InFuture,
    /// A series that names no day.
    NoDayInSeries,
    /// A day to be left out of a series that does not have it.
    NotInSeries { day: NaiveDate },
    /// A series of more than `max` days.
    TooManyDays { max: usize },

    /// Not a number.
    NotANumber,
    /// Below `min`.
    NumberTooSmall { min: i64 },
    /// Above `max`.
    NumberTooLarge { max: i64 },
    /// Not a telephone number.
    NotAPhone,
    /// Zero or less where something is needed.
    NotMoreThanZero,
    /// Not an amount of money.
    NotAnAmount,
    /// "1,240": one and a quarter, or more than a thousand?
    AmountAmbiguous,
    /// Below zero.
    AmountNegative,
    /// Above `max`, in cents.
    AmountTooLarge { max: Cents },
    /// Not one of the choices.
    NotAChoice,
    /// A field that this form does not have.
    UnknownField,

    /// Somebody or something has this name already.
    Taken,
    /// Too easy to guess.
    TooWeak,
    /// A password has `min` to `max` characters.
    PasswordLength { min: usize, max: usize },
    /// Not the current password.
    WrongPassword,
    /// No account with this login and password.
    WrongLogin,
    /// The two texts differ.
    NotTheSame,
    /// Somebody who is not in the pôle cannot answer for it.
    NotInPole,
    /// The same person twice where two are needed.
    SamePerson,

    /// Outside the dates of the cohort (or what it allows for this phase).
    OutsideCohort { starts_on: NaiveDate, ends_on: NaiveDate },
    /// This phase or event would no longer lie in the dates of its cohort.
    LeftOutside { name: String, starts_on: NaiveDate, ends_on: NaiveDate },
    /// A move would take it out of the days that it may take.
    WouldLeave { name: String, starts_on: NaiveDate, ends_on: NaiveDate },
    /// A move would push it, and it is pinned; or it was asked to move itself.
    Pinned { name: String },
    /// A deadline that others have set does not move.
    SetByOthers { name: String },
    /// The cohort's state does not allow it.
    CohortClosed,
    /// This state cannot follow the present one.
    StateNotNext,
    /// A cohort keeps at least one facilitator.
    LastFacilitator,
    /// A space is used by at least one cohort.
    LastCohort,
    /// Something must exist first, such as a product before a record.
    MissingFirst,
    /// It has changed since this page was read.
    Changed,
    /// The same key came with another body: is this a second record?
    AlreadySent,

    /// The space is closed that day, for this reason.
    Closed { reason: String },
    /// The space never opens on that weekday.
    NotOpenThatDay,
    /// Outside the opening hours of that day.
    OutsideHours { opens: TimeOfDay, closes: TimeOfDay },
    /// More people than the space ever takes.
    MoreThanSpace { max: i64 },
    /// More of this machine than the space has.
    MoreThanMachines { machine: String, max: i64 },
    /// On this day at this time on the clock of the space, only `left` places are left.
    FullPeople { on: NaiveDate, at: TimeOfDay, left: i64 },
    /// On this day at this time on the clock of the space, only `left` of the machine of this name are left.
    FullMachine { machine: String, on: NaiveDate, at: TimeOfDay, left: i64 },

    /// A series finds no room on these days.
    NoRoomOn { days: Vec<NaiveDate> },
    /// An event made this booking: it is changed there.
    OfEvent,
    /// Beyond what one books for oneself in a week: so much is left, and these people may lift it.
    OverQuota { left: Minutes, week: NaiveDate, by: String },
    /// The offer was answered, or its time is over.
    OfferOver,
    /// Not an address of e-mail.
    NotAnAddress,

    /// Another facilitator has to agree first.
    NeedsSecond,
    /// Members have to be told first; 24 hours pass after that.
    NeedsNotice,
    /// Members were told: possible from this instant.
    NotBefore { at: DateTime<Utc> },
    /// The note has no summary or no text yet.
    NoteUnfinished,
    /// Some of the quoted voices do not go as far as the note should.
    NotAllSaidPublic { count: usize },
    /// A marker of the note that names nothing known.
    UnknownMarker { text: String },

    /// A code of the day has six digits.
    NotSixDigits,
    /// No code of today.
    WrongCode,
    /// The code of a half-day that has not begun.
    CodeTooEarly,
    /// Who accompanies has noted an absence already.
    NotedOtherwise,
    /// Presences are noted for what was to be removed.
    HasAttendance,
    /// A ranking needs several options, all different.
    OptionsToRank { min: usize, max: usize },
    /// Two options at one place of a ranking.
    SamePlace,
    /// So few voters that a secret vote would be none.
    TooFewForSecret { min: i64 },
    /// The vote has begun: what is voted on stays as it is.
    VoteBegun,
    /// The vote is not open, or no longer.
    VoteNotOpen,
    /// It is on the list already.
    ListedAlready,

    /// An entry that comes from a sale, a purchase or a sharing is taken back there.
    OfSource,
    /// An entry is taken back once.
    TakenBack,
    /// What was earned on these days has been shared.
    Shared { first: NaiveDate, last: NaiveDate },
    /// A sharing is frozen after its last day.
    PeriodNotOver { last: NaiveDate },
    /// No key weighs anything.
    NoWeight,
    /// The cap is below the floor.
    CapBelowFloor,
    /// A rule that cannot be applied to what there is.
    CannotShare,
    /// What the group votes on, or has decided, stays as it is.
    SharingFixed,
    /// The group has not decided it yet.
    NotDecided,

    /// No file was chosen.
    NoFile,
    /// In a file, at this path, such as `poles[2].missions[0].title`.
    InFile { path: String, problem: Box<Problem> },
    /// A field that a file must have.
    Missing,
    /// Something else where a text is needed.
    NotAText,
    /// Something else where a whole number is needed.
    NotAWholeNumber,
    /// Something else where a list is needed.
    NotAList,
    /// Something else where an object with fields is needed.
    NotAnObject,
    /// A list of more than `max`.
    TooManyItems { max: usize },
    /// Not JSON from here on.
    NotJson { line: usize, column: usize },
    /// JSON, and no template.
    NotATemplate,
    /// A file of a version that this program does not know yet.
    NewerVersion { version: i64, known: i64 },
    /// A file of more than so many kilobytes.
    FileTooLarge { kilobytes: usize },
    /// A file that is no table in text.
    NotATable,
    /// Columns that a table must have, by name.
    MissingColumns { names: String },
    /// Two columns that mean the same.
    ColumnTwice { name: String },
    /// Headings and nothing below them.
    NoRows,
    /// A table of more than `max` rows.
    TooManyRows { max: usize },
    /// A row with more cells than there are headings.
    MoreCells,
    /// A word of a table that is none of those `known`.
    UnknownWord { word: String, known: String },
    /// A name that stands further up in the same table.
    TwiceInFile,
    /// A file that was laid aside and is no longer there.
    FileGone,
    /// A file that is no picture of a kind that we read.
    NotAPicture,
    /// No voice in a file that we can read.
    NotAVoice,
    /// A recording of more than `minutes`.
    VoiceTooLong { minutes: i64 },
    /// The cohort keeps as many bytes of voices and pictures as it may.
    KeepsEnough { megabytes: i64 },
    /// A picture of more pixels than we look at.
    PictureTooLarge { width: u32, height: u32 },
    /// A count that differs from what the program says wants a reason.
    NoReason,
    /// A question that is not asked on this day.
    NotAskedNow,

    /// So long before it begins, nobody checks in.
    TooEarlyToCome,
    /// The place was given back because nobody came in time.
    NobodyCame,
    /// The code of a booking has four digits.
    NotFourDigits,
    /// No booking of now has this code.
    NotTheCode,
    /// Somebody else has the place by now.
    PlaceGone,
    /// A series of bookings ends: on this day at the latest.
    SeriesWithoutEnd { last: NaiveDate },
    /// The others of a series on several weekdays stay on theirs.
    DayOfSeries,
    /// A booking that has begun keeps its beginning and its place.
    BookingBegun,
    /// A booking that was cancelled.
    BookingGone,
    /// A place that is offered is taken first, or left.
    AnswerFirst,
    /// Bookings that were to be exchanged have changed, begun or are cancelled.
    ExchangeOver,
    /// A booking sooner than the space asks for: the first moment that may be booked.
    TooSoon { on: NaiveDate, at: TimeOfDay },
    /// A booking further ahead than the space takes them: the last day.
    TooFar { last: NaiveDate },
    /// A time that the space's host or a facilitator has taken.
    Blocked { reason: String, on: NaiveDate, from: TimeOfDay, until_on: NaiveDate, until: TimeOfDay },
    /// What would lose its place by a change of its space; nobody has agreed to that yet.
    WouldDisplace { bookings: Vec<Uuid> },
    /// More machines out of order than there are.
    MoreOutThanThere { machine: String, max: i64 },
    /// A file that is no calendar.
    NotACalendar,
    /// Words of dissent, where it was not said that somebody disagrees.
    NobodyDissents,
    /// What would replace a lesson or a practice was itself replaced by it.
    ReplacedInCircle,
    /// A search for signs or pictures only.
    NoWord,
    /// A search for words that stand in every text.
    SmallWordsOnly,
}

impl Problem {
    /// Whether it is about what others hold or did, rather than about what was typed.
    pub const fn is_conflict(&self) -> bool {
        use Problem::*;
        matches!(
            self,
            Taken
                | CohortClosed
                | StateNotNext
                | LastFacilitator
                | LastCohort
                | Changed
                | NotedOtherwise
                | HasAttendance
                | FullPeople { .. }
                | FullMachine { .. }
                | NoRoomOn { .. }
                | OfEvent
                | OfferOver
                | VoteBegun
                | VoteNotOpen
                | OfSource
                | TakenBack
                | SharingFixed
                | NotDecided
                | NobodyCame
                | PlaceGone
                | BookingGone
                | ExchangeOver
                | Blocked { .. }
                | WouldDisplace { .. }
        )
    }
}

impl fmt::Display for Problem {
    /// For logs only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips_through_json_with_a_code() {
        let all = [
            Problem::Required,
            Problem::TooLong { max: 60, have: 71 },
            Problem::HourTwice {},
            Problem::HourMissing { next: TimeOfDay::END },
            Problem::AmountTooLarge { max: Cents(5) },
            Problem::Closed { reason: "férié".into() },
            Problem::InFile { path: "poles[2].name".into(), problem: Box::new(Problem::TooLong { max: 60, have: 71 }) },
        ];
        for problem in all {
            let json = serde_json::to_string(&problem).unwrap();
            assert!(json.contains("\"code\":"), "{json}");
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
        }
    }
}
