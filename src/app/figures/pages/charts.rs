//! Figures that say more as a drawing: hours by activity and by month, sales by place.

use crate::{
    app::{
        access::Facilitator,
        capitalisation::figures::{Facts, Figure},
        i18n::*,
        sales::{said, store::Sum},
        ui::chart::{BarChart, LineChart, Point, TableWords},
        words,
    },
    domain::{capitalisation::FigureCode, journal::month, money::Cents, sale::Channel},
};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;

fn table(locale: Locale, labels: &str) -> TableWords {
    TableWords { open: td_string!(locale, production.see_figures).to_string(), labels: labels.to_owned() }
}

/// The point that stands highest, where one is above zero.
fn highest(data: &[Point]) -> Option<&Point> {
    data.iter().filter(|point| point.1 > 0.0).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Hours by activity. Those of the workshop are hours of places, so nothing adds them all up.
pub(super) fn hours(locale: Locale, all: &[Figure]) -> Option<AnyView> {
    let kinds = [
        (FigureCode::ProductionHours, td_string!(locale, figures.hours.production)),
        (FigureCode::PoleHours, td_string!(locale, figures.hours.poles)),
        (FigureCode::TrainingHours, td_string!(locale, figures.hours.training)),
        (FigureCode::WorkshopHours, td_string!(locale, figures.hours.workshop)),
    ];
    let value = |code| all.iter().find(|figure| figure.code == code).and_then(|figure| figure.value);
    let point = |(code, name): (_, &str)| value(code).map(|hours| (name.to_owned(), hours as f64, hours.to_string()));
    let data: Vec<Point> = kinds.into_iter().filter_map(point).collect();
    let (kind, _, hours) = highest(&data)?.clone();
    let sentence = td_string!(locale, figures.hours.sentence, kind = kind, hours = hours).to_string();
    let words = table(locale, td_string!(locale, figures.hours.label));
    Some(
        view! {
            <BarChart id="hours" title=td_string!(locale, figures.hours.title) sentence=sentence
                unit=td_string!(locale, figures.hours.unit) data=data words=words/>
        }
        .into_any(),
    )
}

/// Hours of production by month, where there is more than one.
pub(super) fn months(locale: Locale, facilitator: &Facilitator, facts: &Facts) -> Option<AnyView> {
    let mut minutes: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for making in &facts.makings {
        *minutes.entry(month(making.on)).or_default() += making.minutes;
    }
    let last = facilitator.cohort.today(facts.as_of);
    let point = |(first, minutes): (NaiveDate, i64)| {
        let hours = (minutes + 30).div_euclid(60);
        (words::month_short(locale, first), hours as f64, hours.to_string())
    };
    let until = minutes.into_iter().filter(|(first, _)| *first <= last);
    let (months, data): (Vec<NaiveDate>, Vec<Point>) = until.map(|month| (month.0, point(month))).unzip();
    let top = highest(&data)?;
    let at = months.iter().zip(&data).find(|(_, point)| point.1 == top.1).map(|(month, _)| *month)?;
    let name = format!("{} {}", words::month(locale, at), at.year());
    let sentence = td_string!(locale, figures.months.sentence, month = name, hours = top.2.clone()).to_string();
    let words = table(locale, td_string!(locale, figures.months.label));
    (data.len() > 1).then(|| {
        view! {
            <LineChart id="months" title=td_string!(locale, figures.months.title) sentence=sentence
                unit=td_string!(locale, figures.months.unit) data=data words=words/>
        }
        .into_any()
    })
}

/// Sales by the place where they were made.
pub(super) fn channels(locale: Locale, sums: &[Sum]) -> Option<AnyView> {
    let mut channels: BTreeMap<Channel, Cents> = BTreeMap::new();
    for sum in sums {
        let amount = channels.entry(sum.channel).or_default();
        *amount = *amount + sum.amount;
    }
    let point =
        |(channel, amount): (Channel, Cents)| (said::channel(locale, channel), amount.0 as f64, amount.french());
    let data: Vec<Point> = channels.into_iter().map(point).collect();
    let (channel, _, amount) = highest(&data)?.clone();
    let sentence = td_string!(locale, figures.channels.sentence, channel = channel, amount = amount).to_string();
    let words = table(locale, td_string!(locale, figures.channels.label));
    Some(
        view! {
            <BarChart id="channels" title=td_string!(locale, figures.channels.title) sentence=sentence
                unit=td_string!(locale, figures.channels.unit) data=data words=words class="ph-6"/>
        }
        .into_any(),
    )
}
