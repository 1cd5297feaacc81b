//! The plan: a drawing for desks, then the same by week for hands.

use super::{density, event_row, timeline::Timeline, wall, when};
use crate::{
    app::{
        access::Member,
        bookings::store::counts,
        cohorts::store::{self, Event},
        i18n::*,
        lessons, paths,
        planning::{
            self,
            store::{Deadline, DueMission},
        },
        ui::{chart::PhaseName, frame::Frame, icon::Icon},
        visit::{Visit, page},
        words,
    },
    domain::{
        cohort::{Dates, Where},
        minutes::Minutes,
        phase::Phase,
        time::local,
    },
    platform::error::AppError,
};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;

#[component]
pub fn PlanPage() -> impl IntoView {
    page(plan)
}

/// What the plan is made of, and who looks.
pub(super) struct Plan {
    pub locale: Locale,
    pub member: Member,
    pub phases: Vec<(Phase, String)>,
    /// In order, each with its day on the cohort's clock.
    pub events: Vec<(NaiveDate, Event)>,
    /// Milestones, and limits that others have set.
    pub deadlines: Vec<Deadline>,
    /// What is still to be done, on the days by which it is due.
    pub missions: Vec<DueMission>,
    /// What the group has booked, by day.
    pub booked: BTreeMap<NaiveDate, Minutes>,
    pub today: NaiveDate,
    /// Whether the phases lead to their forms.
    pub may_change: bool,
}

impl Plan {
    pub fn dates(&self) -> Dates {
        self.member.cohort.dates
    }

    /// What the group has booked on some days.
    pub fn booked(&self, days: Dates) -> Minutes {
        self.booked.range(days.starts_on..=days.ends_on).map(|(_, minutes)| *minutes).sum()
    }

    pub fn slug(&self) -> &str {
        &self.member.cohort.slug
    }
}

async fn plan(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let zone = member.cohort.time_zone;
    let events = store::events(&mut *db, &member).await?.into_iter();
    let events = events.map(|event| (local(event.starts_at, zone).0, event)).collect();
    let deadlines = planning::store::deadlines(&mut *db, &member).await?;
    let missions = planning::store::missions(&mut *db, &member).await?;
    let booked = counts::by_day(&mut *db, &member).await?;
    let today = member.cohort.today(visit.now());
    let lessons = lessons::cards::applying(&mut *db, locale, &member, &group, today).await?;
    drop(db);
    let phases = group.phases.iter().cloned().zip(group.phase_names.iter().cloned()).collect();
    let may_change = member.role.is_facilitator() && member.cohort.state.takes_plan();
    let plan = Plan { locale, phases, events, deadlines, missions, booked, today, may_change, member };
    let title = td_string!(locale, cohorts.plan.title, name = plan.member.cohort.name.clone()).to_string();
    let body = if plan.phases.is_empty() && plan.events.is_empty() { empty(&plan) } else { filled(&plan) };
    Ok(view! {
        <Frame visit title=title.clone() group=group place="plan" wide=true>
            <div class="wall">
                <header class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{from_to(locale, plan.dates())}</p>
                    {actions(&plan)}
                </header>
                {body}
                {lessons}
            </div>
        </Frame>
    }
    .into_any())
}

fn from_to(locale: Locale, dates: Dates) -> String {
    let (first, last) = (words::day(locale, dates.starts_on), words::day(locale, dates.ends_on));
    td_string!(locale, cohorts.plan.lead, first = first, last = last).to_string()
}

fn actions(plan: &Plan) -> Option<AnyView> {
    let (locale, slug) = (plan.locale, plan.slug());
    let now = plan.dates().contains(plan.today).then(|| view! {
        <a class="button quiet" href="#now"><Icon name="today"/><span>{td_string!(locale, cohorts.plan.this_week)}</span></a>
    });
    let change = plan.may_change.then(|| view! {
        <a class="button" href=paths::new_event(slug)><Icon name="plus"/><span>{td_string!(locale, cohorts.plan.new_event)}</span></a>
        <a class="button secondary" href=paths::new_phase(slug)><Icon name="plan"/><span>{td_string!(locale, cohorts.plan.new_phase)}</span></a>
        <a class="button secondary" href=paths::deadlines(slug)><Icon name="deadline"/><span>{td_string!(locale, planning.see_deadlines)}</span></a>
        <a class="button quiet" href=paths::versions(slug)><Icon name="undo"/><span>{td_string!(locale, planning.versions)}</span></a>
    });
    (now.is_some() || change.is_some()).then(|| view! { <div class="actions">{change}{now}</div> }.into_any())
}

fn empty(plan: &Plan) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="plan" big=true/>
            <h2>{td_string!(plan.locale, cohorts.plan.empty)}</h2>
            <p>{td_string!(plan.locale, cohorts.plan.empty_why)}</p>
        </div>
    }
    .into_any()
}

fn filled(plan: &Plan) -> AnyView {
    let locale = plan.locale;
    view! {
        {Timeline::of(plan).draw(plan)}
        {wall::dates(plan)}
        <details class="more">
            <summary>{td_string!(locale, cohorts.plan.phases)}</summary>
            <ul class="rows">{plan.phases.iter().map(|(phase, name)| phase_row(plan, phase, name)).collect_view()}</ul>
        </details>
        <section class="section">
            <h2>{td_string!(locale, cohorts.plan.weeks)}</h2>
            <ol class="weeks">{weeks(plan)}</ol>
        </section>
    }
    .into_any()
}

/// "Du mardi … au …", or the one day.
pub(super) fn phase_dates(locale: Locale, phase: &Phase) -> String {
    let (first, last) = (words::day(locale, phase.starts_on), words::day(locale, phase.ends_on));
    if phase.starts_on == phase.ends_on {
        return td_string!(locale, cohorts.plan.one_day, day = first).to_string();
    }
    td_string!(locale, cohorts.plan.phase_dates, first = first, last = last).to_string()
}

fn phase_row(plan: &Plan, phase: &Phase, name: &str) -> AnyView {
    let class = words::phase_class(phase.kind);
    let main = view! {
        <span class="row-main"><b><PhaseName class name=name.to_owned()/></b><span class="row-note">{phase_dates(plan.locale, phase)}</span></span>
    };
    if !plan.may_change {
        return view! { <li><div class="row">{main}</div></li> }.into_any();
    }
    let change = td_string!(plan.locale, frame.change);
    view! {
        <li><a class="row" href=paths::phase(plan.slug(), phase.id)>
            {main}<span class="row-end"><span>{change}</span><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// A week for each of the cohort's, and what follows the last.
fn weeks(plan: &Plan) -> Vec<AnyView> {
    let dates = plan.dates();
    let inside = (1..=dates.weeks()).filter_map(|number| Some((number, dates.week(number)?)));
    let mut weeks: Vec<AnyView> = inside.map(|(number, days)| week(plan, number, days)).collect();
    weeks.extend(after(plan));
    weeks
}

fn week(plan: &Plan, number: i64, days: Dates) -> AnyView {
    let locale = plan.locale;
    let now = days.contains(plan.today);
    let class = match now {
        true => "week now",
        false if days.ends_on < plan.today => "week past",
        false => "week",
    };
    let name = td_string!(locale, cohorts.plan.week, week = number).to_string();
    let badge = now.then(|| {
        view! {
            " "<span class="badge info"><Icon name="today"/>{td_string!(locale, cohorts.plan.now)}</span>
        }
    });
    let heading = view! { {name}" "<small>{short_span(locale, days)}</small>{badge} };
    let current =
        plan.phases.iter().filter(|(phase, _)| phase.starts_on <= days.ends_on && days.starts_on <= phase.ends_on);
    item(plan, class, now, heading.into_any(), current, days)
}

/// What lies after the cohort's end: the capitalisation.
fn after(plan: &Plan) -> Option<AnyView> {
    let end = plan.dates().ends_on;
    let heading = td_string!(plan.locale, cohorts.plan.after).to_string();
    let later: Vec<_> = plan.phases.iter().filter(|(phase, _)| phase.ends_on > end).collect();
    let some = !later.is_empty() || plan.events.iter().any(|(day, _)| *day > end);
    let now = matches!(plan.dates().week_of(plan.today), Where::After { .. });
    let class = if now { "week now" } else { "week" };
    let days = Dates { starts_on: after_day(end), ends_on: NaiveDate::MAX };
    some.then(|| item(plan, class, now, heading.into_any(), later.into_iter(), days))
}

fn item<'p>(
    plan: &Plan,
    class: &'static str,
    now: bool,
    heading: AnyView,
    phases: impl Iterator<Item = &'p (Phase, String)>,
    days: Dates,
) -> AnyView {
    let holds = |day: NaiveDate| days.contains(day);
    let phases = phases
        .map(|(phase, name)| view! { <PhaseName class=words::phase_class(phase.kind) name=name.clone()/> })
        .collect_view();
    let zone = plan.member.cohort.time_zone;
    let events = plan.events.iter().filter(|(day, _)| holds(*day)).map(|(day, event)| {
        let when = when(plan.locale, event.starts_at, event.ends_at, zone, plan.today);
        (*day, event_row(plan.locale, plan.slug(), event, when).into_any())
    });
    let marks = plan.deadlines.iter().filter(|deadline| holds(deadline.falls_on));
    let marks = marks.map(|deadline| (deadline.falls_on, mark(plan, deadline)));
    let due = plan.missions.iter().filter(|mission| holds(mission.due_on));
    let due = due.map(|mission| (mission.due_on, due_row(plan, mission)));
    let mut rows: Vec<(NaiveDate, AnyView)> = marks.chain(events).chain(due).collect();
    rows.sort_by_key(|(day, _)| *day);
    let events: Vec<AnyView> = rows.into_iter().map(|(_, row)| row).collect();
    let events = (!events.is_empty()).then(|| view! { <ul class="rows">{events}</ul> });
    view! {
        <li class=class id=now.then_some("now")>
            <h3>{heading}</h3>
            <p class="week-phases">{phases}</p>
            {events}
            {density::in_week(plan, days)}
        </li>
    }
    .into_any()
}

/// "16 – 22 novembre", "30 novembre – 6 décembre"
fn short_span(locale: Locale, days: Dates) -> String {
    let last = words::day_and_month(locale, days.ends_on);
    match days.starts_on.month() == days.ends_on.month() {
        true if days.starts_on == days.ends_on => last,
        true => format!("{} – {last}", days.starts_on.day()),
        false => format!("{} – {last}", words::day_and_month(locale, days.starts_on)),
    }
}

/// The day after, for bars that include their last day.
pub(super) fn after_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// A milestone or a deadline in its week.
fn mark(plan: &Plan, deadline: &Deadline) -> AnyView {
    let kind = planning::said::deadline(plan.locale, deadline.kind);
    let day = words::day_without_year(plan.locale, deadline.falls_on);
    view! {
        <li><div class="row"><Icon name="deadline"/>
            <span class="row-main"><b dir="auto">{deadline.title.clone()}</b><span class="row-note">{format!("{day} · {kind}")}</span></span></div></li>
    }
    .into_any()
}

/// A mission in the week in which it is due.
fn due_row(plan: &Plan, mission: &DueMission) -> AnyView {
    let day = words::day_without_year(plan.locale, mission.due_on);
    let note = td_string!(plan.locale, cohorts.plan.due, day = day).to_string();
    view! {
        <li><a class="row" href=paths::mission(plan.slug(), mission.id)><Icon name="flag"/>
            <span class="row-main"><b dir="auto">{mission.title.clone()}</b><span class="row-note">{note}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}
