//! What is wrong, in words: of a field, and of a request that was not done.

use super::*;
use crate::{domain::problem::Problem, platform::error::AppError};

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
        Problem::NotAChoice => td_string!(locale, problems.not_a_choice).to_string(),
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
        Problem::NobodyDissents => td_string!(locale, problems.nobody_dissents).to_string(),
        Problem::ReplacedInCircle => td_string!(locale, problems.replaced_in_circle).to_string(),
        Problem::NoWord => td_string!(locale, problems.no_word).to_string(),
        Problem::SmallWordsOnly => td_string!(locale, problems.small_words_only).to_string(),
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
        Problem::NoRoomOn { days } => {
            let days: Vec<String> = days.iter().map(|on| day(locale, *on)).collect();
            td_string!(locale, problems.no_room_on, days = days.join(", ")).to_string()
        }
        Problem::OfEvent => td_string!(locale, problems.of_event).to_string(),
        Problem::SeriesWithoutEnd { last } => {
            td_string!(locale, problems.series_without_end, last = day(locale, *last)).to_string()
        }
        Problem::DayOfSeries => td_string!(locale, problems.day_of_series).to_string(),
        Problem::BookingBegun => td_string!(locale, problems.booking_begun).to_string(),
        Problem::BookingGone => td_string!(locale, problems.booking_gone).to_string(),
        Problem::AnswerFirst => td_string!(locale, waiting.problems.answer_first).to_string(),
        Problem::ExchangeOver => td_string!(locale, problems.exchange_over).to_string(),
        Problem::OverQuota { left, week, by } => {
            let (left, week) = (left.french(), day_and_month(locale, *week));
            td_string!(locale, waiting.problems.over_quota, left = left, week = week, by = by.clone()).to_string()
        }
        Problem::OfferOver => td_string!(locale, waiting.problems.offer_over).to_string(),
        Problem::NotAnAddress => td_string!(locale, waiting.problems.not_an_address).to_string(),
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
        Problem::NotAllSaidPublic { count } => {
            td_string!(locale, problems.not_all_said_public, count = *count).to_string()
        }
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
        Problem::OfSource => td_string!(locale, money.problems.of_source).to_string(),
        Problem::TakenBack => td_string!(locale, money.problems.taken_back).to_string(),
        Problem::Shared { first, last } => {
            td_string!(locale, money.problems.shared, first = day(locale, *first), last = day(locale, *last))
                .to_string()
        }
        Problem::PeriodNotOver { last } => {
            td_string!(locale, sharing.problems.period_not_over, day = day(locale, *last)).to_string()
        }
        Problem::NoWeight => td_string!(locale, sharing.problems.no_weight).to_string(),
        Problem::CapBelowFloor => td_string!(locale, sharing.problems.cap_below_floor).to_string(),
        Problem::CannotShare => td_string!(locale, sharing.problems.cannot_share).to_string(),
        Problem::SharingFixed => td_string!(locale, sharing.problems.fixed).to_string(),
        Problem::NotDecided => td_string!(locale, sharing.problems.not_decided).to_string(),
        Problem::VoteNotOpen => td_string!(locale, problems.vote_not_open).to_string(),
        Problem::InFile { path, problem } => {
            td_string!(locale, problems.in_file, path = path.clone(), why = in_file(locale, problem)).to_string()
        }
        Problem::NoFile => td_string!(locale, problems.no_file).to_string(),
        Problem::NotATable => td_string!(locale, problems.not_a_table).to_string(),
        Problem::MissingColumns { names } => {
            td_string!(locale, problems.missing_columns, names = names.clone()).to_string()
        }
        Problem::ColumnTwice { name } => td_string!(locale, problems.column_twice, name = name.clone()).to_string(),
        Problem::NoRows => td_string!(locale, problems.no_rows).to_string(),
        Problem::TooManyRows { max } => td_string!(locale, problems.too_many_rows, max = *max).to_string(),
        Problem::MoreCells => td_string!(locale, problems.more_cells).to_string(),
        Problem::UnknownWord { word, known } => {
            td_string!(locale, problems.unknown_word, word = word.clone(), known = known.clone()).to_string()
        }
        Problem::TwiceInFile => td_string!(locale, problems.twice_in_file).to_string(),
        Problem::FileGone => td_string!(locale, problems.file_gone).to_string(),
        Problem::NotAPicture => td_string!(locale, problems.not_a_picture).to_string(),
        Problem::NotAVoice => td_string!(locale, problems.not_a_voice).to_string(),
        Problem::VoiceTooLong { minutes } => {
            td_string!(locale, problems.voice_too_long, minutes = *minutes).to_string()
        }
        Problem::KeepsEnough { megabytes } => {
            td_string!(locale, problems.keeps_enough, megabytes = *megabytes).to_string()
        }
        Problem::PictureTooLarge { width, height } => {
            td_string!(locale, problems.picture_too_large, width = *width, height = *height).to_string()
        }
        Problem::NoReason => td_string!(locale, problems.no_reason).to_string(),
        Problem::NotAskedNow => td_string!(locale, figures.afterwards.closed).to_string(),
        Problem::TooEarlyToCome => td_string!(locale, bookings.door.problems.too_early).to_string(),
        Problem::NobodyCame => td_string!(locale, bookings.door.problems.nobody_came).to_string(),
        Problem::NotFourDigits => td_string!(locale, bookings.door.problems.not_four_digits).to_string(),
        Problem::NotTheCode => td_string!(locale, bookings.door.problems.not_the_code).to_string(),
        Problem::PlaceGone => td_string!(locale, bookings.door.problems.place_gone).to_string(),
        Problem::TooSoon { on, at } => {
            td_string!(locale, problems.too_soon, moment = day_at(locale, *on, *at)).to_string()
        }
        Problem::TooFar { last } => td_string!(locale, problems.too_far, day = day(locale, *last)).to_string(),
        Problem::Blocked { reason, on, from, until_on, until } => {
            let moment = match on == until_on {
                true => format!("{}, {}", day_without_year(locale, *on), span(locale, *from, *until)),
                false => format!("{} – {}", day_at(locale, *on, *from), day_at(locale, *until_on, *until)),
            };
            td_string!(locale, problems.blocked, moment = moment, reason = reason.clone()).to_string()
        }
        Problem::WouldDisplace { bookings } => {
            td_string!(locale, problems.would_displace, count = bookings.len()).to_string()
        }
        Problem::MoreOutThanThere { machine, max } => {
            td_string!(locale, problems.more_out_than_there, machine = machine.clone(), max = *max).to_string()
        }
        Problem::NotACalendar => td_string!(locale, problems.not_a_calendar).to_string(),
        Problem::UnknownField
        | Problem::Missing
        | Problem::NotAText
        | Problem::NotAWholeNumber
        | Problem::NotAList
        | Problem::NotAnObject
        | Problem::TooManyItems { .. }
        | Problem::NotJson { .. }
        | Problem::NotATemplate
        | Problem::NewerVersion { .. }
        | Problem::FileTooLarge { .. } => in_file(locale, problem),
    }
}

/// What is wrong with a file, or at one place of it, where nobody chose from a list.
fn in_file(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::NotAChoice => td_string!(locale, problems.not_known_here).to_string(),
        Problem::UnknownField => td_string!(locale, problems.unknown_field).to_string(),
        Problem::Required => td_string!(locale, problems.empty_here).to_string(),
        Problem::Missing => td_string!(locale, problems.missing).to_string(),
        Problem::NotAText => td_string!(locale, problems.not_a_text).to_string(),
        Problem::NotAWholeNumber => td_string!(locale, problems.not_a_whole_number).to_string(),
        Problem::NotAList => td_string!(locale, problems.not_a_list).to_string(),
        Problem::NotAnObject => td_string!(locale, problems.not_an_object).to_string(),
        Problem::TooManyItems { max } => td_string!(locale, problems.too_many_items, max = *max).to_string(),
        Problem::NotJson { line, column } => {
            td_string!(locale, problems.not_json, line = *line, column = *column).to_string()
        }
        Problem::NotATemplate => td_string!(locale, problems.not_a_template).to_string(),
        Problem::NewerVersion { version, known } => {
            td_string!(locale, problems.newer_version, version = *version, known = *known).to_string()
        }
        Problem::FileTooLarge { kilobytes } => {
            td_string!(locale, problems.file_too_large, kilobytes = *kilobytes).to_string()
        }
        other => self::problem(locale, other),
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
