//! The strip of the five months: where we are, on every page of a cohort.

use crate::{
    app::{access::Cohort, i18n::*, words},
    domain::{
        cohort::{Dates, Where},
        phase::{self, Phase},
    },
};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;

/// How far `day` lies into `dates`, as a percentage for SVG. Days outside are clipped.
pub fn percent(dates: &Dates, day: NaiveDate) -> f64 {
    let into = (day - dates.starts_on).num_days() as f64 / dates.days() as f64;
    (into.clamp(0.0, 1.0) * 1000.0).round() / 10.0
}

/// The first days of the months inside `dates`, and its own first day.
pub fn months(dates: &Dates) -> Vec<NaiveDate> {
    let mut days = vec![dates.starts_on];
    let mut next = dates.starts_on.with_day(1).unwrap_or(dates.starts_on);
    while let Some(first) = next.checked_add_months(chrono::Months::new(1)).filter(|first| *first <= dates.ends_on) {
        days.push(first);
        next = first;
    }
    days
}

#[component]
pub fn Strip(locale: Locale, cohort: Cohort, phases: Vec<Phase>, names: Vec<String>, today: NaiveDate) -> AnyView {
    let dates = cohort.dates;
    let now = phase::current(&phases, today).and_then(|now| phases.iter().position(|phase| phase.id == now.id));
    let name = now.and_then(|index| names.get(index)).cloned();
    let text = match dates.week_of(today) {
        Where::During { week, of } => td_string!(locale, frame.week_of, week = week, weeks = of).to_string(),
        Where::Before { .. } => {
            td_string!(locale, frame.starts_in, day = words::day(locale, dates.starts_on)).to_string()
        }
        Where::After { .. } => td_string!(locale, frame.ended, day = words::day(locale, dates.ends_on)).to_string(),
    };
    let inside = dates.contains(today);
    let title = td_string!(
        locale,
        frame.from_to,
        first = words::day(locale, dates.starts_on),
        last = words::day(locale, dates.ends_on)
    )
    .to_string();
    let title = if inside {
        format!("{title} {}", td_string!(locale, frame.today_is, day = words::day(locale, today)))
    } else {
        title
    };
    view! {
        <section class="strip" aria-label=td_string!(locale, frame.where_we_are).to_string()>
            <p class="strip-now"><b>{text}</b>{name.filter(|_| inside).map(|name| view! { " " <span>{format!("· {name}")}</span> })}</p>
            <svg class="strip-band" width="100%" height="3.6em" role="img" aria-labelledby="strip-t">
                <title id="strip-t">{title}</title>
                <g class="strip-weeks">{weeks(&dates)}</g>
                <g class="strip-months">{month_marks(locale, &dates)}</g>
                {bars(&dates, &phases)}
                {inside.then(|| today_mark(&dates, today))}
            </svg>
        </section>
    }
    .into_any()
}

fn weeks(dates: &Dates) -> impl IntoView + use<> {
    (1..dates.weeks())
        .map(|week| {
            let x = format!("{:.1}%", week as f64 * 700.0 / dates.days() as f64);
            view! { <line x1=x.clone() x2=x y1="1.4em" y2="1.9em"></line> }
        })
        .collect_view()
}

fn month_marks(locale: Locale, dates: &Dates) -> impl IntoView + use<> {
    let firsts = months(dates);
    // A first month of a few days has no room for its name.
    let crowded = firsts.get(1).is_some_and(|second| percent(dates, *second) < 8.0);
    firsts.into_iter().enumerate().map(|(index, first)| {
        let x = format!("{}%", percent(dates, first));
        let name = (index > 0 || !crowded).then(|| words::month_short(locale, first));
        view! { <line x1=x.clone() x2=x.clone() y1=".2em" y2="1.9em"></line> {name.map(|name| view! { <text x=x dx="5" y="1em">{name}</text> })} }
    }).collect_view()
}

/// One bar a stretch during which the same phase was the one begun last.
fn bars(dates: &Dates, phases: &[Phase]) -> impl IntoView + use<> {
    let mut begun: Vec<&Phase> = phases.iter().filter(|phase| phase.starts_on <= dates.ends_on).collect();
    begun.sort_by_key(|phase| phase.starts_on);
    let ends = begun.iter().skip(1).map(|next| next.starts_on).chain([dates.ends_on + Days::new(1)]);
    begun.iter().zip(ends).filter(|(phase, end)| *end > phase.starts_on).map(|(phase, end)| {
        let (from, to) = (percent(dates, phase.starts_on), percent(dates, end));
        view! { <rect class=words::phase_class(phase.kind) x=format!("{from}%") y="1.95em" width=format!("{:.1}%", to - from) height="1em"></rect> }
    }).collect_view()
}

fn today_mark(dates: &Dates, today: NaiveDate) -> impl IntoView + use<> {
    let x = format!("{}%", percent(dates, today));
    view! { <g class="strip-today"><line x1=x.clone() x2=x.clone() y1="1.4em" y2="3.2em"></line><circle cx=x cy="3.2em" r=".42em"></circle></g> }
}
