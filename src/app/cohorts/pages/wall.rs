//! What the printed plan says in words beside its drawing, since nobody can press a mark on a wall: dates to keep in mind.

use super::plan::Plan;
use crate::{
    app::{i18n::*, words},
    domain::template::EventKind,
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// So many dates fit beside the drawing on one A4 page.
const MOST: usize = 12;

/// Milestones, deadlines, and the appointments that are not of every week: those to come, or all when none is.
pub(super) fn dates(plan: &Plan) -> Option<AnyView> {
    let marks = plan.deadlines.iter().map(|deadline| (deadline.falls_on, deadline.title.clone()));
    let kept = [EventKind::Visit, EventKind::SalesDay, EventKind::CapitalisationDay];
    let events = plan.events.iter().filter(|(_, event)| kept.contains(&event.kind));
    let mut all: Vec<(NaiveDate, String)> =
        marks.chain(events.map(|(day, event)| (*day, event.title.clone()))).collect();
    all.sort();
    if all.iter().any(|(day, _)| *day >= plan.today) {
        all.retain(|(day, _)| *day >= plan.today);
    }
    let line = |(day, title): (NaiveDate, String)| {
        let day = words::day_and_month_short(plan.locale, day);
        view! { <li><b>{day}</b>" "<span dir="auto">{title}</span></li> }
    };
    let lines = all.into_iter().take(MOST).map(line).collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="wall-dates print-only">
                <h2>{td_string!(plan.locale, cohorts.plan.wall_dates)}</h2>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    })
}
