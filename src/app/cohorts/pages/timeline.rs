//! The drawing of the plan: months and weeks, a lane a phase, marks of events and of missions due, hours booked, today. Places are percentages and heights
//! multiples of the letter's size, so it needs no `viewBox` and grows with the reader's letters.

use super::{
    density::{self, Density},
    plan::{Plan, after_day},
};
use crate::{
    app::{
        cohorts::{store::Event, template_words},
        i18n::*,
        paths,
        planning::store::{Deadline, DueMission},
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
    islands::{Bar, Day, DragPlan, DragWords},
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Heights in letters: above the lanes, of a lane, of a row of events.
const HEAD: f64 = 3.2;
const LANE: f64 = 3.2;
const ROW: f64 = 2.4;
/// Marks closer than this, in percent, would cover each other.
const CLOSE: f64 = 3.2;

/// The days that the drawing spans and where its marks stand.
pub(super) struct Timeline {
    /// From the cohort's first day to the last of all.
    axis: Dates,
    /// The row of each event.
    rows: Vec<usize>,
    /// The row of each day on which missions are due, below those.
    due: Vec<usize>,
}

impl Timeline {
    pub fn of(plan: &Plan) -> Self {
        let dates = plan.dates();
        let allowed = phase::allowed(PhaseKind::Capitalisation, &dates);
        let phases = plan.phases.iter().map(|(phase, _)| phase.ends_on);
        let events = plan.events.iter().map(|(day, _)| *day);
        let deadlines = plan.deadlines.iter().map(|deadline| deadline.falls_on).filter(|day| *day <= allowed.ends_on);
        let ends_on = phases.chain(events).chain(deadlines).fold(dates.ends_on, |last, day| last.max(day));
        let axis = Dates { starts_on: dates.starts_on, ends_on };
        let places: Vec<f64> = plan.events.iter().map(|(day, _)| percent(&axis, *day)).collect();
        let due: Vec<f64> = by_day(&plan.missions).map(|(day, _)| percent(&axis, day)).collect();
        Self { axis, rows: spread(&places), due: spread(&due) }
    }

    pub fn draw(&self, plan: &Plan) -> AnyView {
        let locale = plan.locale;
        let lanes = HEAD + LANE * plan.phases.len() as f64;
        let (rows, due) = (height(&self.rows), height(&self.due));
        let density = Density::of(plan, &self.axis);
        let bars = lanes + 0.6 + rows + due;
        let foot = bars + density.as_ref().map_or(0.0, |_| density::TALL);
        let phases = plan.phases.iter().enumerate().map(|(lane, (phase, name))| self.phase(plan, lane, phase, name));
        let events = plan
            .events
            .iter()
            .zip(&self.rows)
            .map(|((day, event), row)| self.event(plan, *day, event, lanes + 1.6 + ROW * *row as f64));
        let missions = by_day(&plan.missions).zip(&self.due);
        let missions =
            missions.map(|((day, due), row)| self.due(plan, day, due, lanes + 1.6 + rows + ROW * *row as f64));
        let foot = foot + if plan.deadlines.is_empty() { 0.0 } else { 1.8 };
        let inside = self.axis.starts_on <= plan.today && plan.today <= self.axis.ends_on;
        view! {
            <figure class="plan">
                <div class="plan-scroll" role="region" aria-label=td_string!(locale, cohorts.plan.drawing).to_string() tabindex="0">
                    <svg class=format!("plan-svg {}", tallness(foot)) width="100%" height=em(foot) role="group" aria-labelledby="plan-t" aria-describedby="plan-d">
                        <title id="plan-t">{td_string!(locale, cohorts.plan.drawing_title)}</title>
                        <desc id="plan-d">{described(plan, inside)}</desc>
                        <g class="plan-weeks">{self.weeks()}</g>
                        <g class="plan-months">{self.months(locale)}</g>
                        {phases.collect_view()}
                        {density.as_ref().map(|density| density.draw(locale, &self.axis, bars))}
                        <g class="plan-events">{events.collect_view()}{missions.collect_view()}</g>
                        {plan.deadlines.iter().map(|deadline| self.deadline(plan, deadline)).collect_view()}
                        {inside.then(|| self.today(plan))}
                    </svg>
                </div>
                {plan.may_change.then(|| self.handles(plan))}
                <figcaption>
                    {legend(plan)}
                    {density.and_then(|density| density.sentence(locale)).map(|words| view! { <p class="hint">{words}</p> })}
                </figcaption>
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
        let (start, days, bars) = (Day(self.axis.starts_on), self.axis.days(), plan.phases.iter().map(bar).collect());
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
        let (from, to) = (percent(&self.axis, phase.starts_on), axis_percent(&self.axis, phase.ends_on));
        let width = (to - from).max(0.8);
        let late = to > 70.0;
        let x = if late { from + width } else { from };
        // What is read is what is seen, for who asks for it by voice.
        let said = format!("{name} · {}", short_dates(plan.locale, phase));
        let drawn = view! {
            <text class=late.then_some("end") x=format!("{x:.1}%") y=em(y + 1.1)>
                {name.to_owned()}<tspan class="plan-dates">{format!(" · {}", short_dates(plan.locale, phase))}</tspan>
            </text>
            <rect class=words::phase_class(phase.kind) x=format!("{from}%") y=em(y + 1.4) width=format!("{width:.1}%") height="1.3em" rx="4"></rect>
        };
        if !plan.may_change {
            return view! { <g class="plan-phase" role="img" aria-label=said>{drawn}</g> }.into_any();
        }
        let (id, href) = (phase.id.to_string(), paths::phase(plan.slug(), phase.id));
        view! { <a class="plan-phase" href=href data-move=id draggable="false" aria-label=said>{drawn}</a> }.into_any()
    }

    fn event(&self, plan: &Plan, day: NaiveDate, event: &Event, y: f64) -> AnyView {
        let x = format!("{}%", percent(&self.axis, day));
        let title = format!("{}, {}", event.title, words::day_without_year(plan.locale, day));
        let icon = format!("/icons.svg#{}", template_words::event_icon(event.kind));
        view! {
            <a href=paths::event(&plan.member.cohort.slug, event.id)>
                <title>{title}</title>
                <svg class=format!("plan-event {}", mark(event.kind)) x=x y=em(y) overflow="visible" aria-hidden="true">
                    <circle r="1.07em"></circle>
                    <use href=icon x="-.7em" y="-.7em" width="1.4em" height="1.4em"></use>
                </svg>
            </a>
        }
        .into_any()
    }

    /// A flag for the missions due on a day: it leads to the one, or to all.
    fn due(&self, plan: &Plan, day: NaiveDate, due: &[DueMission], y: f64) -> AnyView {
        let (slug, x) = (plan.slug(), format!("{}%", percent(&self.axis, day)));
        let titles: Vec<&str> = due.iter().map(|mission| mission.title.as_str()).collect();
        let on = td_string!(plan.locale, cohorts.plan.due, day = words::day_without_year(plan.locale, day)).to_string();
        let (href, count) = match due {
            [one] => (paths::mission(slug, one.id), None),
            many => (paths::missions(slug), Some(many.len())),
        };
        let count = count.map(|count| view! { <text x="1.15em" y="-.3em">{count}</text> });
        view! {
            <a href=href>
                <title>{format!("{}, {on}", titles.join(", "))}</title>
                <svg class="plan-event ev-mission" x=x y=em(y) overflow="visible" aria-hidden="true">
                    <rect x="-1em" y="-1em" width="2em" height="2em" rx="4"></rect>
                    <use href="/icons.svg#flag" x="-.7em" y="-.7em" width="1.4em" height="1.4em"></use>
                    {count}
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
        let said = title.clone();
        let class = if deadline.kind == DeadlineKind::Milestone { "plan-deadline own" } else { "plan-deadline" };
        view! {
            <g class=class role="img" aria-label=said>
                <title>{title}</title>
                <line x1=x.clone() x2=x.clone() y1="2em" y2="97%"></line>
                <svg x=x y="100%" overflow="visible" aria-hidden="true"><use href="/icons.svg#deadline" x="-.65em" y="-1.45em" width="1.3em" height="1.3em"></use></svg>
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

pub(super) fn em(letters: f64) -> String {
    format!("{letters:.1}em")
}

/// Where a day ends.
pub(super) fn axis_percent(axis: &Dates, last: NaiveDate) -> f64 {
    percent(axis, after_day(last))
}

/// The height of rows of marks, in letters.
fn height(rows: &[usize]) -> f64 {
    rows.iter().max().map_or(0.0, |row| ROW * (row + 1) as f64)
}

/// On paper letters shrink until the drawing fits one page.
fn tallness(letters: f64) -> &'static str {
    match letters {
        ..40.0 => "tall-1",
        ..48.0 => "tall-2",
        ..56.0 => "tall-3",
        ..64.0 => "tall-4",
        ..80.0 => "tall-5",
        _ => "tall-6",
    }
}

/// Missions by the day on which they are due; `missions` are in that order.
fn by_day(missions: &[DueMission]) -> impl Iterator<Item = (NaiveDate, &[DueMission])> {
    missions.chunk_by(|one, next| one.due_on == next.due_on).filter_map(|due| Some((due.first()?.due_on, due)))
}

/// "26 oct. – 7 févr."
fn short_dates(locale: Locale, phase: &Phase) -> String {
    let (first, last) =
        (words::day_and_month_short(locale, phase.starts_on), words::day_and_month_short(locale, phase.ends_on));
    if phase.starts_on == phase.ends_on { first } else { format!("{first} – {last}") }
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

/// The kinds of marks that the drawing holds. The phases carry their names themselves.
fn legend(plan: &Plan) -> AnyView {
    let kinds = EventKind::ALL.iter().filter(|kind| plan.events.iter().any(|(_, event)| event.kind == **kind));
    let items = kinds.map(|kind| {
        view! { <li><Icon name=template_words::event_icon(*kind)/>{template_words::event_kind(plan.locale, *kind)}</li> }
    });
    let due = (!plan.missions.is_empty()).then(|| {
        view! { <li><Icon name="flag"/>{td_string!(plan.locale, cohorts.plan.legend_due)}</li> }
    });
    let marks = (!plan.deadlines.is_empty()).then(|| {
        view! { <li><Icon name="deadline"/>{td_string!(plan.locale, cohorts.plan.legend_deadlines)}</li> }
    });
    view! { <ul class="legend">{items.collect_view()}{due}{marks}</ul> }.into_any()
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
