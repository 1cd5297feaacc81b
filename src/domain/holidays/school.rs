//! School holidays of the three zones of metropolitan France, as published, never foreseen.
//!
//! Source: the open data of the ministry, `data.education.gouv.fr`, dataset `fr-en-calendrier-scolaire` (pupils), for
//! 2019-2020 to 2025-2026 (arrêté du 7 décembre 2022 from 2023 on), as it stands after the changes of spring 2021; for
//! 2026-2027, the arrêté du 22 octobre 2025 (JORF n° 0250 of 23 October 2025, JORFTEXT000052416058). Both were read in
//! copies, and compared. A break begins on the Saturday on which classes end.

use chrono::{Datelike, NaiveDate};

use crate::domain::cohort::Dates;

codes! {
    /// The zone of an académie. Paris, Créteil and Versailles are in C.
    Zone {
        A = "a",
        B = "b",
        C = "c",
    }
}

codes! {
    /// A time without classes.
    SchoolBreak {
        AllSaints = "all_saints",
        Christmas = "christmas",
        Winter = "winter",
        Spring = "spring",
        Ascension = "ascension",
        Summer = "summer",
    }
}

/// First and last day off, as month and day.
type Span = [(u32, u32); 2];

/// One school year. All Saints' and the start of Christmas are in `year`, everything else in the next.
struct SchoolYear {
    year: i32,
    all_saints: Span,
    christmas: Span,
    /// Zones A, B, C.
    winter: [Span; 3],
    spring: [Span; 3],
    ascension: Span,
    summer: Span,
}

const YEARS: [SchoolYear; 8] = [
    SchoolYear {
        year: 2019,
        all_saints: [(10, 19), (11, 3)],
        christmas: [(12, 21), (1, 5)],
        winter: [[(2, 22), (3, 8)], [(2, 15), (3, 1)], [(2, 8), (2, 23)]],
        spring: [[(4, 18), (5, 3)], [(4, 11), (4, 26)], [(4, 4), (4, 19)]],
        ascension: [(5, 21), (5, 24)],
        summer: [(7, 4), (8, 31)],
    },
    SchoolYear {
        year: 2020,
        all_saints: [(10, 17), (11, 1)],
        christmas: [(12, 19), (1, 3)],
        winter: [[(2, 6), (2, 21)], [(2, 20), (3, 7)], [(2, 13), (2, 28)]],
        spring: [[(4, 10), (4, 25)], [(4, 10), (4, 25)], [(4, 10), (4, 25)]],
        ascension: [(5, 13), (5, 16)],
        summer: [(7, 7), (9, 1)],
    },
    SchoolYear {
        year: 2021,
        all_saints: [(10, 23), (11, 7)],
        christmas: [(12, 18), (1, 2)],
        winter: [[(2, 12), (2, 27)], [(2, 5), (2, 20)], [(2, 19), (3, 6)]],
        spring: [[(4, 16), (5, 1)], [(4, 9), (4, 24)], [(4, 23), (5, 8)]],
        ascension: [(5, 26), (5, 29)],
        summer: [(7, 8), (8, 31)],
    },
    SchoolYear {
        year: 2022,
        all_saints: [(10, 22), (11, 6)],
        christmas: [(12, 17), (1, 2)],
        winter: [[(2, 4), (2, 19)], [(2, 11), (2, 26)], [(2, 18), (3, 5)]],
        spring: [[(4, 8), (4, 23)], [(4, 15), (5, 1)], [(4, 22), (5, 8)]],
        ascension: [(5, 18), (5, 21)],
        summer: [(7, 8), (9, 3)],
    },
    SchoolYear {
        year: 2023,
        all_saints: [(10, 21), (11, 5)],
        christmas: [(12, 23), (1, 7)],
        winter: [[(2, 17), (3, 3)], [(2, 24), (3, 10)], [(2, 10), (2, 25)]],
        spring: [[(4, 13), (4, 28)], [(4, 20), (5, 5)], [(4, 6), (4, 21)]],
        ascension: [(5, 9), (5, 12)],
        summer: [(7, 6), (9, 1)],
    },
    SchoolYear {
        year: 2024,
        all_saints: [(10, 19), (11, 3)],
        christmas: [(12, 21), (1, 5)],
        winter: [[(2, 22), (3, 9)], [(2, 8), (2, 23)], [(2, 15), (3, 2)]],
        spring: [[(4, 19), (5, 4)], [(4, 5), (4, 21)], [(4, 12), (4, 27)]],
        ascension: [(5, 29), (6, 1)],
        summer: [(7, 5), (8, 31)],
    },
    SchoolYear {
        year: 2025,
        all_saints: [(10, 18), (11, 2)],
        christmas: [(12, 20), (1, 4)],
        winter: [[(2, 7), (2, 22)], [(2, 14), (3, 1)], [(2, 21), (3, 8)]],
        spring: [[(4, 4), (4, 19)], [(4, 11), (4, 26)], [(4, 18), (5, 3)]],
        ascension: [(5, 14), (5, 17)],
        summer: [(7, 4), (8, 31)],
    },
    SchoolYear {
        year: 2026,
        all_saints: [(10, 17), (11, 1)],
        christmas: [(12, 19), (1, 3)],
        winter: [[(2, 13), (2, 28)], [(2, 20), (3, 7)], [(2, 6), (2, 21)]],
        spring: [[(4, 10), (4, 25)], [(4, 17), (5, 2)], [(4, 3), (4, 18)]],
        ascension: [(5, 6), (5, 9)],
        // When classes resume in 2027 is for the next arrêté: only what is sure is here.
        summer: [(7, 3), (8, 31)],
    },
];

impl SchoolYear {
    /// The days off from New Year to the autumn are those of the year after.
    fn holds(&self, day: NaiveDate, span: Span) -> bool {
        let year = |month: u32| if month >= 9 && span[0].0 >= 10 { self.year } else { self.year + 1 };
        let at = |(month, day): (u32, u32)| NaiveDate::from_ymd_opt(year(month), month, day);
        at(span[0]).is_some_and(|first| first <= day) && at(span[1]).is_some_and(|last| day <= last)
    }

    fn break_of(&self, day: NaiveDate, zone: Zone) -> Option<SchoolBreak> {
        let spans = [
            (self.all_saints, SchoolBreak::AllSaints),
            (self.christmas, SchoolBreak::Christmas),
            (self.winter[zone as usize], SchoolBreak::Winter),
            (self.spring[zone as usize], SchoolBreak::Spring),
            (self.ascension, SchoolBreak::Ascension),
            (self.summer, SchoolBreak::Summer),
        ];
        spans.into_iter().find(|(span, _)| self.holds(day, *span)).map(|(_, kind)| kind)
    }
}

/// The school holidays of a day; `None` when there is class, and also outside [`school_days_known`].
pub fn school_break(day: NaiveDate, zone: Zone) -> Option<SchoolBreak> {
    // A school year lies in two calendar years: at most two to look at.
    YEARS
        .iter()
        .filter(|known| (0..=1).contains(&(day.year() - known.year)))
        .find_map(|known| known.break_of(day, zone))
}

/// The school holidays that a day lies in, from their first day to their last.
pub fn school_break_around(day: NaiveDate, zone: Zone) -> Option<(SchoolBreak, Dates)> {
    let kind = school_break(day, zone)?;
    let same = |day: &NaiveDate| school_break(*day, zone) == Some(kind);
    let starts_on = std::iter::successors(Some(day), |day| day.pred_opt().filter(same)).last()?;
    let ends_on = std::iter::successors(Some(day), |day| day.succ_opt().filter(same)).last()?;
    Some((kind, Dates { starts_on, ends_on }))
}

/// The days about which [`school_break`] knows: from the start of classes in 2019 to the last August that is published.
pub fn school_days_known() -> Dates {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    Dates { starts_on: day(2019, 9, 2), ends_on: day(2027, 8, 31) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_is_told_whole() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let (kind, dates) = school_break_around(day, Zone::C).unwrap();
        assert_eq!(kind, SchoolBreak::Christmas);
        assert_eq!(
            (dates.starts_on.to_string(), dates.ends_on.to_string()),
            ("2026-12-19".into(), "2027-01-03".into())
        );
        assert!(school_break_around(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), Zone::C).is_none());
    }
    use chrono::Weekday;
    use proptest::prelude::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn days_off(zone: Zone, kind: SchoolBreak) -> Vec<NaiveDate> {
        let known = school_days_known();
        let days = known.starts_on.iter_days().take_while(|day| *day <= known.ends_on);
        days.filter(|day| school_break(*day, zone) == Some(kind)).collect()
    }

    #[test]
    fn is_what_was_published() {
        for (day, zone, expected) in [
            (ymd(2020, 2, 7), Zone::C, None),
            (ymd(2020, 2, 8), Zone::C, Some(SchoolBreak::Winter)),
            (ymd(2020, 2, 24), Zone::C, None),
            (ymd(2020, 12, 31), Zone::A, Some(SchoolBreak::Christmas)),
            (ymd(2021, 4, 12), Zone::B, Some(SchoolBreak::Spring)),
            (ymd(2021, 9, 1), Zone::A, Some(SchoolBreak::Summer)),
            (ymd(2021, 9, 2), Zone::A, None),
            (ymd(2023, 5, 1), Zone::B, Some(SchoolBreak::Spring)),
            (ymd(2023, 5, 2), Zone::B, None),
            (ymd(2025, 6, 1), Zone::C, Some(SchoolBreak::Ascension)),
            (ymd(2026, 10, 17), Zone::B, Some(SchoolBreak::AllSaints)),
            (ymd(2027, 1, 4), Zone::C, None),
            (ymd(2027, 2, 13), Zone::A, Some(SchoolBreak::Winter)),
            (ymd(2027, 9, 1), Zone::A, None),
            (ymd(2018, 7, 20), Zone::A, None),
        ] {
            assert_eq!(school_break(day, zone), expected, "{day} {zone:?}");
        }
    }

    #[test]
    fn every_year_has_every_break_of_two_weeks() {
        for zone in Zone::ALL {
            for kind in [SchoolBreak::AllSaints, SchoolBreak::Christmas, SchoolBreak::Winter, SchoolBreak::Spring] {
                let days = days_off(*zone, kind);
                assert_eq!(days.iter().filter(|day| day.weekday() == Weekday::Mon).count(), 2 * 8 + extra(*zone, kind));
                let starts = days.iter().filter(|day| !days.contains(&day.pred_opt().unwrap()));
                assert!(starts.clone().count() == 8 && starts.clone().all(|day| day.weekday() == Weekday::Sat));
            }
        }
    }

    /// Where a Monday that is off anyway was added at the end.
    fn extra(zone: Zone, kind: SchoolBreak) -> usize {
        match (zone, kind) {
            (_, SchoolBreak::Christmas) => 1,
            (Zone::B, SchoolBreak::Spring) => 2,
            (Zone::C, SchoolBreak::Spring) => 1,
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn zones_share_all_but_winter_and_spring(offset in 0..2921_u64) {
            let day = school_days_known().starts_on + chrono::Days::new(offset);
            let shared = |zone| school_break(day, zone)
                .filter(|kind| !matches!(kind, SchoolBreak::Winter | SchoolBreak::Spring));
            prop_assert_eq!(shared(Zone::A), shared(Zone::B));
            prop_assert_eq!(shared(Zone::B), shared(Zone::C));
        }
    }
}
