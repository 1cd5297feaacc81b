//! The drawing of the plan: months and weeks, a lane a phase, marks of events, today. Places are percentages and heights
//! multiples of the letter's size, so it needs no `viewBox` and grows with the reader's letters.

use super::plan::{Plan, after_day, phase_dates};
use crate::{
    app::{
        cohorts::{store::Event, template_words},
        i18n::*,
        paths,
        planning::store::Deadline,
        ui::{
            icon::Icon,
            islands::Scripts,
            strip::{months, percent},
        },
        words,
    },
    domain::{
        cohort::Dates,
        phase::{self, Phase, PhaseKind},
        plan::DeadlineKind,
        template::EventKind,
    },
    islands::{Bar, DragPlan, DragWords},
};
use leptos::prelude::*;

/// Heights in letters: above the lanes, of a lane, of a row of events.
const HEAD: f64 = 3.2;
const LANE: f64 = 3.2;
const ROW: f64 = 2.4;
/// Marks closer than this, in percent, would cover each other.
const CLOSE: f64 = 3.2;

/// The days that the drawing spans and where its events stand.
pub(super) struct Timeline {
    /// From the cohort's first day to the last of all.
    axis: Dates,
    /// The row of each event.
    rows: Vec<usize>,
}

impl Timeline {
    pub fn of(plan: &Plan) -> Self {
        let dates = plan.dates();
        let allowed = phase::allowed(PhaseKind::Capitalisation, &dates);
        let phases = plan.phases.iter().map(|(phase, _)| phase.ends_on);
        let events = plan.events.iter().map(|event| plan.day(event));
        let deadlines = plan.deadlines.iter().map(|deadline| deadline.falls_on).filter(|day| *day <= allowed.ends_on);
        let ends_on = phases.chain(events).chain(deadlines).fold(dates.ends_on, |last, day| last.max(day));
        let axis = Dates { starts_on: dates.starts_on, ends_on };
        let places: Vec<f64> = plan.events.iter().map(|event| percent(&axis, plan.day(event))).collect();
        Self { axis, rows: spread(&places) }
    }

    pub fn draw(&self, plan: &Plan) -> AnyView {
        let locale = plan.locale;
        let lanes = HEAD + LANE * plan.phases.len() as f64;
        let rows = self.rows.iter().max().map_or(0, |row| row + 1);
        let phases = plan.phases.iter().enumerate().map(|(lane, (phase, name))| self.phase(plan, lane, phase, name));
        let events = plan
            .events
            .iter()
            .zip(&self.rows)
            .map(|(event, row)| self.event(plan, event, lanes + 1.6 + ROW * *row as f64));
        let marks = if plan.deadlines.is_empty() { 0.0 } else { 1.8 };
        let inside = self.axis.starts_on <= plan.today && plan.today <= self.axis.ends_on;
        view! {
            <figure class="plan">
                <div class="plan-scroll" role="region" aria-label=td_string!(locale, cohorts.plan.drawing).to_string() tabindex="0">
                    <svg class="plan-svg" width="100%" height=em(lanes + 0.6 + ROW * rows as f64 + marks) role="group" aria-labelledby="plan-t" aria-describedby="plan-d">
                        <title id="plan-t">{td_string!(locale, cohorts.plan.drawing_title)}</title>
                        <desc id="plan-d">{described(plan, inside)}</desc>
                        <g class="plan-weeks">{self.weeks()}</g>
                        <g class="plan-months">{self.months(locale)}</g>
                        {phases.collect_view()}
                        <g class="plan-events">{events.collect_view()}</g>
                        {plan.deadlines.iter().map(|deadline| self.deadline(plan, deadline)).collect_view()}
                        {inside.then(|| self.today(plan))}
                    </svg>
                </div>
                {plan.may_change.then(|| self.handles(plan))}
                <figcaption>{legend(plan)}</figcaption>
            </figure>
        }
        .into_any()
    }

    /// Where scripts run: phases are dragged, or moved by the arrow keys, and lead to what would change.
    fn handles(&self, plan: &Plan) -> AnyView {
        let locale = plan.locale;
        let bar = |(phase, name): &(Phase, String)| Bar {
            id: phase.id,
            name: name.clone(),
            first: phase.starts_on,
            last: phase.ends_on,
        };
        let list = |words: &str| words.split(',').map(|word| word.trim().to_owned()).collect();
        let words = DragWords {
            hint: td_string!(locale, planning.drag_hint).to_string(),
            says: td_string!(locale, planning.drag_says, name = "{name}", first = "{first}", last = "{last}")
                .to_string(),
            weekdays: list(td_string!(locale, time.weekdays)),
            months: list(td_string!(locale, time.months)),
        };
        let address = format!("{}/move/", paths::plan(&plan.member.cohort.slug));
        let (start, days, bars) = (self.axis.starts_on, self.axis.days(), plan.phases.iter().map(bar).collect());
        view! { <div class="plan-drag"><DragPlan start days bars address words/></div> <Scripts/> }.into_any()
    }

    fn weeks(&self) -> impl IntoView + use<> {
        let days = self.axis.days() as f64;
        let line = |week: i64| {
            let x = format!("{:.1}%", week as f64 * 700.0 / days);
            view! { <line x1=x.clone() x2=x y1="2em" y2="100%"></line> }
        };
        (1..self.axis.weeks()).map(line).collect_view()
    }

    fn months(&self, locale: Locale) -> impl IntoView + use<> {
        let firsts = months(&self.axis);
        // A year has no room for whole names; neither have a first or last month of a few days.
        let short = firsts.len() > 8;
        let ends = firsts.iter().skip(1).map(|next| percent(&self.axis, *next)).chain([100.0]);
        let room = |from: f64, to: f64| to - from >= if short { 6.0 } else { 9.0 };
        let marks = firsts.iter().zip(ends).map(|(first, end)| {
            let x = percent(&self.axis, *first);
            let name = if short { words::month_short(locale, *first) } else { words::month(locale, *first) };
            let name = room(x, end).then(|| view! { <text x=format!("{x}%") dx="6" y="1.2em">{name}</text> });
            view! { <line x1=format!("{x}%") x2=format!("{x}%") y1="0" y2="100%"></line> {name} }
        });
        marks.collect_view()
    }

    fn phase(&self, plan: &Plan, lane: usize, phase: &Phase, name: &str) -> AnyView {
        let y = HEAD + LANE * lane as f64;
        let (from, to) = (percent(&self.axis, phase.starts_on), percent(&self.axis, after_day(phase.ends_on)));
        let width = (to - from).max(0.8);
        let late = to > 70.0;
        let x = if late { from + width } else { from };
        let drawn = view! {
            <g class="plan-phase">
                <title>{format!("{name}, {}", phase_dates(plan.locale, phase))}</title>
                <text class=late.then_some("end") x=format!("{x:.1}%") y=em(y + 1.1)>{name.to_owned()}</text>
                <rect class=words::phase_class(phase.kind) x=format!("{from}%") y=em(y + 1.4) width=format!("{width:.1}%") height="1.3em" rx="4"></rect>
            </g>
        };
        if !plan.may_change {
            return drawn.into_any();
        }
        let id = phase.id.to_string();
        view! { <a href=paths::phase(&plan.member.cohort.slug, phase.id) data-move=id draggable="false">{drawn}</a> }
            .into_any()
    }

    fn event(&self, plan: &Plan, event: &Event, y: f64) -> AnyView {
        let day = plan.day(event);
        let x = format!("{}%", percent(&self.axis, day));
        let title = format!("{}, {}", event.title, words::day_without_year(plan.locale, day));
        let icon = format!("/icons.svg#{}", template_words::event_icon(event.kind));
        view! {
            <a href=paths::event(&plan.member.cohort.slug, event.id)>
                <title>{title}</title>
                <svg class=format!("plan-event {}", mark(event.kind)) x=x y=em(y) overflow="visible">
                    <circle r="15"></circle>
                    <use href=icon x="-10" y="-10" width="20" height="20"></use>
                </svg>
            </a>
        }
        .into_any()
    }

    /// A line through all lanes with its name at the foot.
    fn deadline(&self, plan: &Plan, deadline: &Deadline) -> AnyView {
        let at = percent(&self.axis, deadline.falls_on);
        let x = format!("{at}%");
        let title = format!("{}, {}", deadline.title, words::day_without_year(plan.locale, deadline.falls_on));
        let class = if deadline.kind == DeadlineKind::Milestone { "plan-deadline own" } else { "plan-deadline" };
        view! {
            <g class=class>
                <title>{title}</title>
                <line x1=x.clone() x2=x.clone() y1="2em" y2="97%"></line>
                <svg x=x y="100%" overflow="visible"><use href="/icons.svg#deadline" x="-9" y="-20" width="18" height="18"></use></svg>
            </g>
        }
        .into_any()
    }

    fn today(&self, plan: &Plan) -> AnyView {
        let x = format!("{}%", percent(&self.axis, plan.today));
        let word = td_string!(plan.locale, cohorts.plan.today).to_string();
        view! {
            <g class="plan-today"><line x1=x.clone() x2=x.clone() y1="2.9em" y2="100%"></line><text x=x y="2.6em">{word}</text></g>
        }
        .into_any()
    }
}

fn em(letters: f64) -> String {
    format!("{letters:.1}em")
}

/// The row of each mark, the first in which it covers no other. `places` go up.
fn spread(places: &[f64]) -> Vec<usize> {
    let mut last: Vec<f64> = Vec::new();
    let mut row_of = |place: f64| {
        let row = last.iter().position(|before| place - before >= CLOSE).unwrap_or(last.len());
        if row == last.len() {
            last.push(place);
        }
        last[row] = place;
        row
    };
    places.iter().map(|place| row_of(*place)).collect()
}

/// The class of a mark.
fn mark(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Training => "ev-training",
        EventKind::Visit => "ev-visit",
        EventKind::Meeting => "ev-meeting",
        EventKind::SalesDay => "ev-sales",
        EventKind::CapitalisationDay => "ev-capitalisation",
    }
}

/// The drawing in words: each phase with its days, then today.
fn described(plan: &Plan, inside: bool) -> String {
    let locale = plan.locale;
    let phase = |(phase, name): &(Phase, String)| {
        let (first, last) = (words::day(locale, phase.starts_on), words::day(locale, phase.ends_on));
        td_string!(locale, cohorts.plan.described_phase, name = name.clone(), first = first, last = last).to_string()
    };
    let today = inside
        .then(|| td_string!(locale, cohorts.plan.described_today, day = words::day(locale, plan.today)).to_string());
    let mark = |deadline: &Deadline| format!("{}, {}.", deadline.title, words::day(locale, deadline.falls_on));
    let marks = plan.deadlines.iter().map(mark);
    plan.phases.iter().map(phase).chain(marks).chain(today).collect::<Vec<_>>().join(" ")
}

/// The kinds of events that the drawing holds. The phases carry their names themselves.
fn legend(plan: &Plan) -> AnyView {
    let kinds = EventKind::ALL.iter().filter(|kind| plan.events.iter().any(|event| event.kind == **kind));
    let items = kinds.map(|kind| {
        view! { <li><Icon name=template_words::event_icon(*kind)/>{template_words::event_kind(plan.locale, *kind)}</li> }
    });
    view! { <ul class="legend">{items.collect_view()}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_marks_take_another_row() {
        assert_eq!(spread(&[]), Vec::<usize>::new());
        assert_eq!(spread(&[0.0, 10.0, 11.0, 12.0, 15.0, 15.0]), [0, 0, 1, 2, 0, 1]);
    }
}
