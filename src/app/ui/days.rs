//! Today and yesterday as buttons, another day in three fields.

use super::form::{Choice, Choices, DayField, Typed};
use crate::{
    app::{i18n::*, words},
    domain::cohort::Dates,
};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;

/// The value of the choice whose answer is typed beside it, in `{name}_other`.
const OTHER: &str = "other";

/// Asks which day, today ticked; only days of the cohort are offered.
pub fn near_days(typed: &Typed, name: &str, legend: String, (today, dates): (NaiveDate, Dates)) -> AnyView {
    let locale = typed.locale;
    let near = [Some(today), today.checked_sub_days(Days::new(1))].into_iter().flatten();
    let mut options: Vec<Choice> = near
        .filter(|day| dates.contains(*day))
        .map(|day| {
            let (word, icon) = if day == today {
                (td_string!(locale, production.today).to_string(), "today")
            } else {
                (td_string!(locale, production.yesterday).to_string(), "calendar")
            };
            Choice::new(day.to_string(), word).hint(words::day_without_year(locale, day)).icon(icon)
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
