//! How much the group has booked: a bar a week under the drawing, its height in steps and its number on it, the same in a
//! sentence, and in each week of the list.

use super::{
    plan::Plan,
    timeline::{axis_percent, em},
};
use crate::{
    app::{
        i18n::*,
        ui::{icon::Icon, strip::percent},
        words,
    },
    domain::{cohort::Dates, minutes::Minutes},
};
use leptos::prelude::*;

/// Height in letters of the whole row, of its words and numbers, and of one step.
pub(super) const TALL: f64 = 5.2;
const WORDS: f64 = 2.7;
const STEP: f64 = 0.5;
const STEPS: i64 = 5;
/// In more weeks than this there is no room for a number above each bar.
const ROOM: usize = 36;

/// The weeks of the drawing and what is booked in each.
pub(super) struct Density {
    weeks: Vec<(Dates, Minutes)>,
    most: Minutes,
}

impl Density {
    /// Nothing, when nothing is booked.
    pub fn of(plan: &Plan, axis: &Dates) -> Option<Self> {
        let weeks = (1..=axis.weeks()).filter_map(|number| axis.week(number));
        let weeks: Vec<_> = weeks.map(|days| (days, plan.booked(days))).collect();
        let most = weeks.iter().map(|(_, booked)| *booked).max().filter(|most| most.0 > 0)?;
        Some(Self { weeks, most })
    }

    /// The bars, from `top` letters down. The list of weeks says each number, so a screen reader hears it there.
    pub fn draw(&self, locale: Locale, axis: &Dates, top: f64) -> AnyView {
        let floor = top + WORDS + STEP * STEPS as f64;
        let numbers = self.weeks.len() <= ROOM;
        let bars = self.weeks.iter().filter(|(_, booked)| booked.0 > 0).map(|(days, booked)| {
            let (from, to) = (percent(axis, days.starts_on), axis_percent(axis, days.ends_on));
            let height = STEP * steps(*booked, self.most) as f64;
            let number = numbers.then(|| {
                let middle = format!("{:.1}%", (from + to) / 2.0);
                view! { <text x=middle y=em(floor - height - 0.3)>{hours(*booked)}</text> }
            });
            let width = format!("{:.1}%", (to - from - 0.4).max(0.4));
            view! {
                <g>
                    <title>{format!("{} – {} · {}", words::day_and_month_short(locale, days.starts_on), words::day_and_month_short(locale, days.ends_on), booked.french())}</title>
                    <rect x=format!("{:.1}%", from + 0.2) y=em(floor - height) width=width height=em(height)></rect>
                    {number}
                </g>
            }
        });
        let bars = bars.collect_view();
        view! {
            <g class="plan-density" aria-hidden="true">
                <text class="start" x="0" dx="6" y=em(top + 1.0)>{td_string!(locale, cohorts.plan.booked_weekly)}</text>
                <line x1="0" x2="100%" y1=em(floor) y2=em(floor)></line>
                {bars}
            </g>
        }
        .into_any()
    }

    /// "Réservé : 84 h en tout. Le plus : 12 h, la semaine du 16 novembre."
    pub fn sentence(&self, locale: Locale) -> Option<String> {
        let total: Minutes = self.weeks.iter().map(|(_, booked)| *booked).sum();
        let (days, most) = self.weeks.iter().find(|(_, booked)| *booked == self.most)?;
        let day = words::day_and_month(locale, days.starts_on);
        let (total, most) = (total.french(), most.french());
        Some(td_string!(locale, cohorts.plan.booked_sentence, total = total, most = most, day = day).to_string())
    }
}

/// The same in the list of weeks.
pub(super) fn in_week(plan: &Plan, days: Dates) -> Option<AnyView> {
    let booked = plan.booked(days);
    (booked.0 > 0).then(|| {
        let words = td_string!(plan.locale, cohorts.plan.booked, hours = booked.french()).to_string();
        view! { <p class="week-booked"><Icon name="workshop"/>" "{words}</p> }.into_any()
    })
}

/// One to five, five for the most.
fn steps(booked: Minutes, most: Minutes) -> i64 {
    (booked.0 * STEPS + most.0 - 1).div_euclid(most.0.max(1)).clamp(1, STEPS)
}

/// Whole hours; less than one is one.
fn hours(booked: Minutes) -> i64 {
    ((booked.0 + 30) / 60).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_one_to_five_steps() {
        let steps = |booked| steps(Minutes(booked), Minutes(600));
        assert_eq!([15, 120, 121, 480, 481, 600].map(steps), [1, 1, 2, 4, 5, 5]);
        assert_eq!([15, 89, 90, 600].map(|booked| hours(Minutes(booked))), [1, 1, 2, 10]);
    }
}
