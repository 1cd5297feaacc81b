//! What the charts of a note show: frozen with its edition, drawn on its page, written in its files.

use super::{
    figures::{Cell, Facts, HOURS, Month},
    words,
};
use crate::{
    app::{access::Cohort, i18n::*, words as common},
    domain::{
        capitalisation::{FigureCode, SeriesCode},
        figures::Shown,
    },
};
use chrono::{Datelike, NaiveDate};

/// One chart: what it shows, and its points by label, as readers may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub code: SeriesCode,
    /// A month as `2021-02`.
    pub points: Vec<(String, Shown)>,
}

/// The charts of a cohort until `today`; one that has nothing to show is not there.
pub fn all(facts: &Facts, cohort: &Cohort, today: NaiveDate) -> Vec<Series> {
    let months = facts.months(cohort, today);
    let by_month = |code, shown: fn(&Month) -> Shown| Series {
        code,
        points: months.iter().map(|month| (month.first.format("%Y-%m").to_string(), shown(month))).collect(),
    };
    let charts = [
        by_month(SeriesCode::EventsByMonth, |month| Shown::Count(month.events)),
        by_month(SeriesCode::ProductionByMonth, |month| told(month, FigureCode::ProductionHours)),
        by_month(SeriesCode::WorkshopByMonth, |month| told(month, FigureCode::WorkshopHours)),
    ];
    charts.into_iter().filter(Series::says_something).collect()
}

/// The hours of a month, where they are told of it alone.
fn told(month: &Month, code: FigureCode) -> Shown {
    let cell = HOURS.iter().zip(month.hours).find(|(hours, _)| **hours == code);
    match cell {
        Some((_, Cell::Hours(hours))) => Shown::Count(hours),
        _ => Shown::Hidden,
    }
}

impl Series {
    fn says_something(&self) -> bool {
        let told = self.points.iter().filter_map(|(_, shown)| shown.count());
        self.points.len() > 1 && told.filter(|count| *count > 0).count() > 1
    }

    /// The highest bar that may be seen.
    fn highest(&self) -> Option<(&str, i64)> {
        let told = self.points.iter().filter_map(|(label, shown)| Some((label.as_str(), shown.count()?)));
        // The first of equals.
        told.rev().max_by_key(|(_, count)| *count)
    }
}

/// A chart in words.
pub struct Drawn {
    pub title: String,
    /// What it says.
    pub sentence: String,
    /// The head of the column of labels.
    pub labels: String,
    /// The head of the column of values.
    pub unit: String,
    /// Label, length of the bar, number as one reads it.
    pub points: Vec<(String, f64, String)>,
}

/// The words of a chart.
pub fn drawn(locale: Locale, series: &Series) -> Drawn {
    let (title, unit) = match series.code {
        SeriesCode::ProductionByMonth => {
            (td_string!(locale, capitalisation.charts.production).to_string(), FigureCode::ProductionHours)
        }
        SeriesCode::WorkshopByMonth => {
            (td_string!(locale, capitalisation.charts.workshop).to_string(), FigureCode::WorkshopHours)
        }
        SeriesCode::EventsByMonth => (td_string!(locale, capitalisation.charts.events).to_string(), FigureCode::Events),
    };
    let point = |(label, shown): &(String, Shown)| {
        let value = shown.count().unwrap_or_default() as f64;
        (month(locale, label), value, words::shown(locale, unit, *shown))
    };
    let sentence = series.highest().map(|(label, count)| {
        let (month, value) = (month(locale, label), words::shown(locale, unit, Shown::Count(count)));
        td_string!(locale, capitalisation.charts.highest, month = month, value = value).to_string()
    });
    Drawn {
        title,
        sentence: sentence.unwrap_or_default(),
        labels: td_string!(locale, time.month).to_string(),
        unit: words::figure_name(locale, unit),
        points: series.points.iter().map(point).collect(),
    }
}

/// "février 2021"
fn month(locale: Locale, label: &str) -> String {
    match NaiveDate::parse_from_str(&format!("{label}-01"), "%Y-%m-%d") {
        Ok(first) => format!("{} {}", common::month(locale, first), first.year()),
        Err(_) => label.to_owned(),
    }
}
