//! The cohort's calendar: a month, a week, what comes, or one's own week.

use super::days::{Day, Source};
use crate::{
    app::{
        access::Member,
        calendar::{
            span::View,
            store::{self, Booked, Due},
            words as said,
        },
        cohorts::store::{Event, events_between, series::school_zone},
        i18n::*,
        paths,
        planning::store::{Deadline, deadlines},
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        cohort::Dates,
        day::parse_day,
        holidays::{Zone, public_holiday, school_break_around, school_days_known},
        time::bounds,
    },
    platform::error::AppError,
};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

#[component]
pub fn CalendarPage() -> impl IntoView {
    page(calendar)
}

/// What the address asks for.
#[derive(Clone, Copy)]
struct Asked {
    view: View,
    on: NaiveDate,
    today: NaiveDate,
}

impl Asked {
    /// What is not understood is this month.
    fn of(visit: &Visit, member: &Member) -> Self {
        let today = member.cohort.today(visit.now());
        let view = visit.query("view").and_then(|code| View::from_code(&code)).unwrap_or(View::Month);
        let on = visit.query("on").and_then(|text| parse_day(&text).ok()).unwrap_or(today);
        Self { view, on, today }
    }
}

async fn calendar(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let asked = Asked::of(&visit, &member);
    let shown = asked.view.days(asked.on);
    let found = found(&visit, &member, asked.view, &shown).await?;
    let phases = group.phases.iter().cloned().zip(group.phase_names.iter().cloned()).collect();
    let zone = found.zone;
    let Found { events, deadlines, due, booked, .. } = found;
    let source = Source { locale, member: &member, zone, phases, events, deadlines, due, booked, today: asked.today };
    let days = source.days(&shown);
    let title = title(locale, asked, &shown);
    let body = match asked.view {
        View::Month => source.table(&days, title.clone(), Some(asked.on.month())),
        View::Week => source.table(&days, title.clone(), None),
        View::Agenda => source.list(&days, false),
        View::Mine => source.list(&days, true),
    };
    let empty = days.iter().all(Day::is_bare).then(|| nothing(locale, &member));
    let body = if empty.is_some() && asked.view != View::Month { None } else { Some(body) };
    let slug = member.cohort.slug.clone();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="calendar" wide=true>
            <header class="page-head"><h1>{title}</h1></header>
            {views(locale, &slug, asked)}
            {steps(locale, &slug, asked)}
            {days_off(locale, zone, &shown)}
            {body}
            {empty}
            {links(locale, &member)}
        </Frame>
    }
    .into_any())
}

struct Found {
    zone: Option<Zone>,
    events: Vec<Event>,
    deadlines: Vec<Deadline>,
    due: Vec<Due>,
    booked: Vec<Booked>,
}

/// Five statements, whatever is shown.
async fn found(visit: &Visit, member: &Member, view: View, shown: &Dates) -> Result<Found, AppError> {
    let mut db = visit.state.db.read().acquire().await?;
    let clock = member.cohort.time_zone;
    let (from, to) = (bounds(shown.starts_on, clock).0, bounds(shown.ends_on, clock).1);
    let zone = school_zone(&mut *db, member).await?;
    let events = events_between(&mut *db, member, from, to).await?;
    let deadlines = deadlines(&mut *db, member).await?;
    let mut due = store::due(&mut *db, member, shown.starts_on, shown.ends_on).await?;
    due.retain(|mission| mission.mine || view != View::Mine);
    let booked = store::booked(&mut *db, member, from, to).await?;
    Ok(Found { zone, events, deadlines, due, booked })
}

fn title(locale: Locale, asked: Asked, shown: &Dates) -> String {
    let month = || format!("{} {}", words::month(locale, asked.on), asked.on.year());
    let first = words::day(locale, shown.starts_on);
    match asked.view {
        View::Month => td_string!(locale, calendar.title_month, month = month()).to_string(),
        View::Week => td_string!(locale, calendar.title_week, day = first).to_string(),
        View::Agenda => td_string!(locale, calendar.title_agenda, day = first).to_string(),
        View::Mine => td_string!(locale, calendar.title_mine, day = first).to_string(),
    }
}

fn views(locale: Locale, slug: &str, asked: Asked) -> AnyView {
    let links = View::ALL.map(|view| {
        let name = match view {
            View::Month => td_string!(locale, calendar.month),
            View::Week => td_string!(locale, calendar.week),
            View::Agenda => td_string!(locale, calendar.agenda),
            View::Mine => td_string!(locale, calendar.my_week),
        };
        let here = (view == asked.view).then_some("page");
        view! { <li><a href=paths::calendar_on(slug, view.code(), asked.on) aria-current=here>{name}</a></li> }
    });
    view! {
        <nav class="cal-views" aria-label=td_string!(locale, calendar.views).to_string()><ul>{links.into_iter().collect_view()}</ul></nav>
    }
    .into_any()
}

fn steps(locale: Locale, slug: &str, asked: Asked) -> AnyView {
    let Asked { view, on, today } = asked;
    let href = |on| paths::calendar_on(slug, view.code(), on);
    view! {
        <nav class="stepbar cal-steps" aria-label=td_string!(locale, calendar.steps).to_string()>
            <a class="button small secondary" href=href(view.before(on))><Icon name="arrow-back"/><span>{td_string!(locale, calendar.before)}</span></a>
            <a class="button small quiet" href=href(today)><Icon name="today"/><span>{td_string!(locale, calendar.today)}</span></a>
            <a class="button small secondary" href=href(view.after(on))><span>{td_string!(locale, calendar.after)}</span><Icon name="arrow-next"/></a>
        </nav>
    }
    .into_any()
}

/// The public holidays and the school holidays of the days shown, in words; and what is not known of them.
fn days_off(locale: Locale, zone: Option<Zone>, shown: &Dates) -> Option<AnyView> {
    let mut lines = Vec::new();
    let mut day = shown.starts_on;
    while day <= shown.ends_on {
        if let Some(holiday) = public_holiday(day) {
            let (day, name) = (words::day(locale, day), said::holiday(locale, holiday));
            lines.push(td_string!(locale, calendar.holiday_line, day = day, name = name).to_string());
        }
        day = day.succ_opt()?;
    }
    lines.extend(zone.into_iter().flat_map(|zone| breaks(locale, zone, shown)));
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="cal-offs">{lines}</ul> }.into_any()
    })
}

fn breaks(locale: Locale, zone: Zone, shown: &Dates) -> Vec<String> {
    let mut lines = Vec::new();
    let mut day = shown.starts_on;
    while day <= shown.ends_on {
        if let Some((school, dates)) = school_break_around(day, zone) {
            let (first, last) = (words::day(locale, dates.starts_on), words::day(locale, dates.ends_on));
            let name = said::school_break(locale, school);
            let zone = said::zone(zone);
            lines.push(
                td_string!(locale, calendar.school_line, name = name, zone = zone, first = first, last = last)
                    .to_string(),
            );
            day = dates.ends_on;
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    let known = school_days_known();
    if !(known.contains(shown.starts_on) && known.contains(shown.ends_on)) {
        lines.push(td_string!(locale, calendar.school_unknown).to_string());
    }
    lines
}

fn nothing(locale: Locale, member: &Member) -> AnyView {
    let add = (member.role.is_facilitator() && member.cohort.state.takes_plan()).then(|| {
        let href = paths::new_event(&member.cohort.slug);
        view! { <p><a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, cohorts.plan.new_event)}</span></a></p> }
    });
    view! {
        <div class="empty"><Icon name="calendar" big=true/>
            <h2>{td_string!(locale, calendar.empty)}</h2>
            <p>{td_string!(locale, calendar.empty_why)}</p>
            {add}
        </div>
    }
    .into_any()
}

fn links(locale: Locale, member: &Member) -> AnyView {
    let facilitates = member.role.is_facilitator() && member.cohort.state.takes_plan();
    let settings = facilitates.then(|| {
        let href = paths::settings(&member.cohort.slug);
        view! { <a class="button quiet" href=href><Icon name="edit"/><span>{td_string!(locale, calendar.choose_zone)}</span></a> }
    });
    view! {
        <div class="actions">
            <a class="button secondary" href=paths::MY_CALENDAR><Icon name="phone"/><span>{td_string!(locale, calendar.feed.mine)}</span></a>
            {settings}
        </div>
    }
    .into_any()
}
