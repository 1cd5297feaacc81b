//! Today and yesterday as buttons, another day in three fields.

use super::form::{Choice, Choices, DayField, Typed};
use crate::{
    app::{i18n::*, words},
    domain::{cohort::Dates, day::parse_day},
};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;

/// The value of the choice whose answer is typed beside it, in `{name}_other`.
const OTHER: &str = "other";

/// Asks which day, today ticked; only days of the cohort are offered.
pub fn near_days(typed: &Typed, name: &str, legend: String, (today, dates): (NaiveDate, Dates)) -> AnyView {
    let locale = typed.locale;
    let yesterday = today.checked_sub_days(Days::new(1));
    // Another day may be answered already: that of a booking.
    let answered = parse_day(&typed.text(name, "")).ok().filter(|day| *day < today && Some(*day) != yesterday);
    let mut options: Vec<Choice> = [Some(today), yesterday, answered]
        .into_iter()
        .flatten()
        .filter(|day| dates.contains(*day))
        .map(|day| {
            let named = words::day_without_year(locale, day);
            let (word, icon) = match day {
                day if day == today => (td_string!(locale, production.today).to_string(), "today"),
                day if Some(day) == yesterday => (td_string!(locale, production.yesterday).to_string(), "calendar"),
                day => return Choice::new(day.to_string(), named).icon("calendar"),
            };
            Choice::new(day.to_string(), word).hint(named).icon(icon)
        })
        .collect();
    let chosen: Vec<String> = options.first().map(|first| first.value.clone()).into_iter().collect();
    options.push(Choice::new(OTHER, td_string!(locale, time.other_day)).icon("calendar"));
    view! {
        <Choices typed=typed.clone() name=name.to_owned() legend=legend options=options chosen=chosen/>
        <div class="other-answer">
            <DayField typed=typed.clone() name=format!("{name}_other") legend=td_string!(locale, production.other_day_which) optional=true/>
        </div>
    }
    .into_any()
}
