//! Days when much is closed in France: the public holidays, computed, and the school holidays, from what is published.

mod school;

use chrono::{Datelike, Days, NaiveDate};

pub use school::{SchoolBreak, Zone, school_break, school_break_around, school_days_known};

codes! {
    /// The eleven public holidays of metropolitan France: Code du travail, article L3133-1. Alsace and Moselle have two
    /// more, which are not here.
    Holiday {
        NewYear = "new_year",
        EasterMonday = "easter_monday",
        LabourDay = "labour_day",
        Victory1945 = "victory_1945",
        Ascension = "ascension",
        WhitMonday = "whit_monday",
        NationalDay = "national_day",
        Assumption = "assumption",
        AllSaints = "all_saints",
        Armistice1918 = "armistice_1918",
        Christmas = "christmas",
    }
}

/// Why much is closed on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    Public(Holiday),
    School(SchoolBreak, Zone),
}

impl DayOff {
    /// The public holiday of a day, else its school holidays where the zone is known.
    pub fn of(day: NaiveDate, zone: Option<Zone>) -> Option<Self> {
        let school = || zone.and_then(|zone| Some(Self::School(school_break(day, zone)?, zone)));
        public_holiday(day).map(Self::Public).or_else(school)
    }
}

/// The public holiday of a day. Where two fall together (1 May 2008 was Ascension Day too) it is the one with a date.
pub fn public_holiday(day: NaiveDate) -> Option<Holiday> {
    dated(day).or_else(|| after_easter(day))
}

fn dated(day: NaiveDate) -> Option<Holiday> {
    match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 8) => Some(Holiday::Victory1945),
        (7, 14) => Some(Holiday::NationalDay),
        (8, 15) => Some(Holiday::Assumption),
        (11, 1) => Some(Holiday::AllSaints),
        (11, 11) => Some(Holiday::Armistice1918),
        (12, 25) => Some(Holiday::Christmas),
        _ => None,
    }
}

fn after_easter(day: NaiveDate) -> Option<Holiday> {
    match (day - easter(day.year())?).num_days() {
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday of a year of the Gregorian calendar; `None` outside 1583 to 9999.
pub fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    // The anonymous Gregorian computus: the moon's age, corrected by century, then the Sunday that follows.
    let (golden, century, in_century) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let since_22_march = moon + weekday - 7 * late;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(u64::try_from(since_22_march).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_is_when_it_was() {
        let known = [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2008, 3, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), Some(ymd(year, month, day)));
        }
        assert_eq!((easter(1582), easter(10_000)), (None, None));
    }

    #[test]
    fn the_eleven_of_2026() {
        let days = ymd(2026, 1, 1).iter_days().take(365);
        let found: Vec<_> = days.filter_map(|day| public_holiday(day).map(|holiday| (day, holiday))).collect();
        let expected = [
            (ymd(2026, 1, 1), Holiday::NewYear),
            (ymd(2026, 4, 6), Holiday::EasterMonday),
            (ymd(2026, 5, 1), Holiday::LabourDay),
            (ymd(2026, 5, 8), Holiday::Victory1945),
            (ymd(2026, 5, 14), Holiday::Ascension),
            (ymd(2026, 5, 25), Holiday::WhitMonday),
            (ymd(2026, 7, 14), Holiday::NationalDay),
            (ymd(2026, 8, 15), Holiday::Assumption),
            (ymd(2026, 11, 1), Holiday::AllSaints),
            (ymd(2026, 11, 11), Holiday::Armistice1918),
            (ymd(2026, 12, 25), Holiday::Christmas),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn two_on_one_day_are_one() {
        assert_eq!(public_holiday(ymd(2008, 5, 1)), Some(Holiday::LabourDay));
        assert_eq!(public_holiday(NaiveDate::MAX), None);
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_of_spring(year in 1583..=9999_i32) {
            let easter = easter(year).unwrap();
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert!(ymd(year, 3, 22) <= easter && easter <= ymd(year, 4, 25));
        }

        #[test]
        fn a_year_has_eleven_or_two_on_a_day(year in 1900..2200_i32) {
            let days = ymd(year, 1, 1).iter_days().take_while(|day| day.year() == year);
            let found = days.filter(|day| public_holiday(*day).is_some()).count();
            prop_assert!((10..=11).contains(&found));
        }
    }
}
