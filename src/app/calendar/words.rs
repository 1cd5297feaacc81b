//! Days off and repetitions in words.

use crate::{
    app::{i18n::*, words},
    domain::{
        holidays::{DayOff, Holiday, SchoolBreak, Zone},
        recurrence::{Nth, Rule, Series},
    },
};
use chrono::{NaiveDate, Weekday};

/// "Toussaint"
pub fn holiday(locale: Locale, holiday: Holiday) -> String {
    match holiday {
        Holiday::NewYear => td_string!(locale, calendar.holiday.new_year),
        Holiday::EasterMonday => td_string!(locale, calendar.holiday.easter_monday),
        Holiday::LabourDay => td_string!(locale, calendar.holiday.labour_day),
        Holiday::Victory1945 => td_string!(locale, calendar.holiday.victory_1945),
        Holiday::Ascension => td_string!(locale, calendar.holiday.ascension),
        Holiday::WhitMonday => td_string!(locale, calendar.holiday.whit_monday),
        Holiday::NationalDay => td_string!(locale, calendar.holiday.national_day),
        Holiday::Assumption => td_string!(locale, calendar.holiday.assumption),
        Holiday::AllSaints => td_string!(locale, calendar.holiday.all_saints),
        Holiday::Armistice1918 => td_string!(locale, calendar.holiday.armistice_1918),
        Holiday::Christmas => td_string!(locale, calendar.holiday.christmas),
    }
    .to_string()
}

/// "vacances de Noël"
pub fn school_break(locale: Locale, school: SchoolBreak) -> String {
    match school {
        SchoolBreak::AllSaints => td_string!(locale, calendar.school.all_saints),
        SchoolBreak::Christmas => td_string!(locale, calendar.school.christmas),
        SchoolBreak::Winter => td_string!(locale, calendar.school.winter),
        SchoolBreak::Spring => td_string!(locale, calendar.school.spring),
        SchoolBreak::Ascension => td_string!(locale, calendar.school.ascension),
        SchoolBreak::Summer => td_string!(locale, calendar.school.summer),
    }
    .to_string()
}

/// "C"
pub fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::A => "A",
        Zone::B => "B",
        Zone::C => "C",
    }
}

/// "jour férié : Toussaint", "vacances de Noël, zone C"
pub fn day_off(locale: Locale, day: DayOff) -> String {
    match day {
        DayOff::Public(named) => td_string!(locale, calendar.public_holiday, name = holiday(locale, named)).to_string(),
        DayOff::School(school, of) => {
            td_string!(locale, calendar.school_holidays, name = school_break(locale, school), zone = zone(of))
                .to_string()
        }
    }
}

/// "Chaque lundi jusqu’au lundi 15 février 2027, sauf le 21 décembre et le 28 décembre."
pub fn series(locale: Locale, series: &Series) -> String {
    let until = words::day(locale, series.until);
    let rule = rule(locale, &series.rule);
    if series.except.is_empty() {
        return td_string!(locale, calendar.series.until, rule = rule, until = until).to_string();
    }
    let except: Vec<_> = series.except.iter().map(|day| words::day_and_month(locale, *day)).collect();
    td_string!(locale, calendar.series.but, rule = rule, until = until, except = except.join(", ")).to_string()
}

fn rule(locale: Locale, rule: &Rule) -> String {
    match rule {
        Rule::Weeks { weekdays, every } => {
            let names: Vec<_> = weekdays.iter().map(|weekday| name(locale, *weekday)).collect();
            let names = names.join(", ");
            match every {
                1 => td_string!(locale, calendar.series.weekly, day = names).to_string(),
                every => td_string!(locale, calendar.series.weeks, day = names, every = *every).to_string(),
            }
        }
        Rule::Month { nth, weekday } => {
            let day = name(locale, *weekday);
            match nth {
                Nth::First => td_string!(locale, calendar.series.first, day = day).to_string(),
                Nth::Second => td_string!(locale, calendar.series.second, day = day).to_string(),
                Nth::Third => td_string!(locale, calendar.series.third, day = day).to_string(),
                Nth::Fourth => td_string!(locale, calendar.series.fourth, day = day).to_string(),
                Nth::Last => td_string!(locale, calendar.series.last, day = day).to_string(),
            }
        }
    }
}

fn name(locale: Locale, weekday: Weekday) -> String {
    NaiveDate::from_isoywd_opt(2026, 1, weekday).map(|day| words::weekday(locale, day)).unwrap_or_default()
}
