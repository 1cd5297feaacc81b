//! Aujourd'hui: the day in words, what comes next, what waits, and three things to do.

use super::{event_row, plan::after_day, when};
use crate::{
    app::{
        access::Member,
        attendance::{self, words as said},
        bookings::{self, store::made::Over},
        capitalisation,
        cohorts::store::{
            Event,
            today::{self as store, Slot, Task},
        },
        decisions, figures,
        i18n::*,
        lessons, orders, paths,
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        attendance::HalfDay,
        cohort::{Role, State, Where},
        mission::MissionState,
        template::EventKind,
        time::bounds,
    },
    platform::error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

#[component]
pub fn TodayPage() -> impl IntoView {
    page(today)
}

async fn today(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, now, db) = (visit.locale, visit.now(), visit.state.db.read());
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let day = member.cohort.today(now);
    let events = store::next_events(db, &member, now).await?;
    let slots = store::next_bookings(db, &member, now).await?;
    let mine = bookings::store::door::mine(db, &member, now).await?;
    let here = bookings::here::now(locale, &member.cohort.slug, mine);
    let waiting = waiting(&visit, &member, day).await?;
    let sells = sells(&member, &events, day);
    let lessons = lessons::cards::applying(db, locale, &member, &group, day).await?;
    let title = td_string!(locale, cohorts.today.title, day = words::day_without_year(locale, day)).to_string();
    let name = member.cohort.name.clone();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="today">
            <header class="page-head"><h1>{title}</h1><p class="lead">{name}</p></header>
            {here}
            <div class="columns">
                <section class="section">
                    <h2>{td_string!(locale, cohorts.today.next)}</h2>
                    {appointments(locale, &member, events, slots, day)}
                    <div class="actions"><a class="button secondary" href=paths::plan(&member.cohort.slug)>
                        <Icon name="plan"/><span>{td_string!(locale, cohorts.today.see_plan)}</span></a></div>
                </section>
                <section class="section">
                    <h2>{td_string!(locale, cohorts.today.waiting)}</h2>
                    {rows(locale, waiting)}
                </section>
            </div>
            {lessons}
            <section class="section">
                <h2>{td_string!(locale, cohorts.today.todo)}</h2>
                {actions(locale, &member, sells)}
            </section>
        </Frame>
    }
    .into_any())
}

/// Events and bookings in one list: those of today and tomorrow, and at least the two that come first.
fn appointments(locale: Locale, member: &Member, events: Vec<Event>, slots: Vec<Slot>, today: NaiveDate) -> AnyView {
    let (slug, zone) = (&member.cohort.slug, member.cohort.time_zone);
    let near = bounds(after_day(today), zone).1;
    let mut rows: Vec<(DateTime<Utc>, AnyView)> = Vec::new();
    for event in events {
        let when = when(locale, event.starts_at, event.ends_at, zone, today);
        rows.push((event.starts_at, event_row(locale, slug, &event, when)));
    }
    for slot in slots {
        let title = td_string!(locale, cohorts.today.my_booking, space = slot.space.clone()).to_string();
        let note = slot_time(locale, &slot, today);
        rows.push((slot.starts_at, row("workshop", title, note, None, paths::booking(slug, slot.id))));
    }
    rows.sort_by_key(|(at, _)| *at);
    if rows.is_empty() {
        return view! { <p>{td_string!(locale, cohorts.today.nothing_next)}</p> }.into_any();
    }
    let shown = rows.into_iter().enumerate().filter(|(index, (at, _))| *index < 2 || *at < near);
    view! { <ul class="rows">{shown.map(|(_, (_, row))| row).collect_view()}</ul> }.into_any()
}

fn slot_time(locale: Locale, slot: &Slot, today: NaiveDate) -> String {
    let zone = slot.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris);
    when(locale, slot.starts_at, slot.ends_at, zone, today)
}

/// Class, pictogram and word.
type Badge = (&'static str, &'static str, String);

fn row(icon: &'static str, title: String, note: String, badge: Option<Badge>, href: String) -> AnyView {
    let badge = badge.map(|(class, icon, word)| view! { <span class=class><Icon name=icon/>{word}</span> });
    view! {
        <li><a class="row" href=href><Icon name=icon/>
            <span class="row-main"><b>{title}</b><span class="row-note">{note}</span></span>
            <span class="row-end">{badge}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// Everything that asks for her: bookings without a place, her missions, and what a facilitator has to see to.
async fn waiting(visit: &Visit, member: &Member, today: NaiveDate) -> Result<Vec<AnyView>, AppError> {
    let (locale, db) = (visit.locale, visit.state.db.read());
    let slug = &member.cohort.slug;
    let mut rows = to_sign(visit, member).await?;
    rows.extend(afterwards(visit, member, today).await?);
    let held = bookings::store::waits::mine(db, member, visit.now()).await?;
    rows.extend(bookings::view::offers(locale, slug, &held, visit.now()));
    rows.extend(to_note(visit, member, today).await?);
    for slot in store::displaced(db, member, visit.now()).await? {
        let title = td_string!(locale, cohorts.today.displaced, space = slot.space.clone()).to_string();
        let badge = ("badge stop", "warning", td_string!(locale, cohorts.today.displaced_badge).to_string());
        let note = slot_time(locale, &slot, today);
        rows.push(row("workshop", title, note, Some(badge), paths::booking(slug, slot.id)));
    }
    for (id, title, last) in decisions::store::waiting(db, member, today).await? {
        let title = td_string!(locale, decisions.today.vote, title = title).to_string();
        let note = match last.map(|day| words::day_near(locale, day, today)) {
            Some(day) => td_string!(locale, decisions.today.until, day = day).to_string(),
            None => td_string!(locale, decisions.today.any_day).to_string(),
        };
        let badge = ("badge wait", "clock", td_string!(locale, decisions.today.badge).to_string());
        rows.push(row("meeting", title, note, Some(badge), paths::decision(slug, id)));
    }
    rows.extend(exchanges(visit, member).await?);
    rows.extend(to_consent(visit, member).await?);
    rows.extend(deliveries(visit, member, today).await?);
    let tasks = store::tasks(db, member).await?;
    let mine = !tasks.is_empty();
    rows.extend(tasks.into_iter().map(|task| task_row(locale, slug, task, today)));
    if mine {
        let (title, note) = (td_string!(locale, poles.see_mine), td_string!(locale, cohorts.today.mine_note));
        rows.push(row("flag", title.to_string(), note.to_string(), None, paths::my_missions(slug)));
    }
    if member.role.is_facilitator() {
        let by = member.clone().facilitator()?;
        rows.extend(state_row(locale, member, today));
        let badge = || Some(("badge wait", "clock", td_string!(locale, cohorts.today.to_fill).to_string()));
        let poles = store::poles_without_referent(db, &by).await?;
        if !poles.is_empty() {
            let title = td_string!(locale, cohorts.today.no_referent, count = poles.len()).to_string();
            rows.push(row("team", title, poles.join(", "), badge(), paths::poles(slug)));
        }
        let people = store::people_without_pole(db, &by).await?;
        if !people.is_empty() {
            let title = td_string!(locale, cohorts.today.no_pole, count = people.len()).to_string();
            rows.push(row("user", title, people.join(", "), badge(), paths::poles(slug)));
        }
    }
    Ok(rows)
}

/// Places that somebody would give her, or swap with hers.
async fn exchanges(visit: &Visit, member: &Member) -> Result<Vec<AnyView>, AppError> {
    let locale = visit.locale;
    let waiting = bookings::store::exchanges::waiting(visit.state.db.read(), member, visit.now()).await?;
    let to_her = waiting.into_iter().filter(|exchange| exchange.asked == member.person && exchange.stands);
    let row = |exchange: bookings::store::exchanges::Exchange| {
        let badge = ("badge wait", "clock", td_string!(locale, bookings.exchange.badge).to_string());
        let title = td_string!(locale, bookings.exchange.question).to_string();
        let href = paths::booking(&member.cohort.slug, exchange.given.booking);
        row("workshop", title, bookings::words::exchange(locale, &exchange, false), Some(badge), href)
    };
    Ok(to_her.map(row).collect())
}

/// Her bookings that are over: what was made there? The answer leads to a record that knows day, time and people already.
async fn to_note(visit: &Visit, member: &Member, today: NaiveDate) -> Result<Vec<AnyView>, AppError> {
    let (locale, slug) = (visit.locale, &member.cohort.slug);
    let mut db = visit.state.db.read().acquire().await?;
    let mut over = bookings::store::made::unnoted(&mut *db, member, visit.now()).await?;
    // Only while the group notes what it makes.
    over.retain(|_| member.cohort.state.takes_work());
    let hands = bookings::store::made::hands(&mut *db, member, &over).await?;
    let row = |over: &Over| {
        let zone = over.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris);
        let note = format!("{} · {}", over.space, when(locale, over.starts_at, over.ends_at, zone, today));
        let fields = vec![("cohort", slug.clone()), ("booking", over.id.to_string())];
        view! {
            <li><div class="row"><Icon name="note"/>
                <span class="row-main"><a class="link" href=bookings::words::record_of(slug, over, &hands)><b>{td_string!(locale, bookings.made.question)}</b></a>
                    <span class="row-note">{note}</span></span>
                <span class="row-end"><ButtonForm action=paths::NOTHING_MADE fields=fields label=td_string!(locale, bookings.made.nothing) icon="cross"/></span>
            </div></li>
        }
        .into_any()
    };
    Ok(over.iter().map(row).collect())
}

/// Her words of which she has not said yet who may read them.
async fn to_consent(visit: &Visit, member: &Member) -> Result<Vec<AnyView>, AppError> {
    let (locale, slug) = (visit.locale, &member.cohort.slug);
    let mut hers = capitalisation::store::to_consent(visit.state.db.read(), member).await?;
    if !member.cohort.state.takes_words() {
        hers.clear();
    }
    let row = |(id, typist): (uuid::Uuid, Option<String>)| {
        let note = match typist.map(|name| words::person(locale, &name)) {
            Some(typist) => td_string!(locale, giving.today_typed, typist = typist).to_string(),
            None => td_string!(locale, giving.today_own).to_string(),
        };
        let badge = ("badge wait", "clock", td_string!(locale, giving.today_badge).to_string());
        row("quote", td_string!(locale, giving.today).to_string(), note, Some(badge), paths::contribution(slug, id))
    };
    Ok(hers.into_iter().map(row).collect())
}

/// Orders promised for today or tomorrow.
async fn deliveries(visit: &Visit, member: &Member, today: NaiveDate) -> Result<Vec<AnyView>, AppError> {
    let locale = visit.locale;
    let tomorrow = after_day(today);
    let due = orders::store::to_deliver(visit.state.db.read(), member, today, tomorrow).await?;
    let row = |(id, number, customer, day): (uuid::Uuid, i64, String, NaiveDate)| {
        let title = td_string!(locale, orders.today.deliver, number = number).to_string();
        let note = format!("{} · {}", orders::said::customer(locale, &customer), words::day_near(locale, day, today));
        let badge = ("badge wait", "clock", td_string!(locale, orders.today.badge).to_string());
        row("truck", title, note, Some(badge), paths::order(&member.cohort.slug, id))
    };
    Ok(due.into_iter().map(row).collect())
}

/// Whether the group sells somewhere today, by its plan.
fn sells(member: &Member, events: &[Event], today: NaiveDate) -> bool {
    let on = |event: &&Event| member.cohort.today(event.starts_at) == today;
    events.iter().filter(on).any(|event| event.kind == EventKind::SalesDay)
}

/// The code of the day waits in the room: she signs with it.
async fn to_sign(visit: &Visit, member: &Member) -> Result<Vec<AnyView>, AppError> {
    if member.role != Role::Entrepreneur || !member.cohort.state.takes_plan() {
        return Ok(Vec::new());
    }
    let locale = visit.locale;
    let open = attendance::store::to_sign(visit.state.db.read(), member, visit.now()).await?;
    let row = |(event, at): (String, HalfDay)| {
        let badge = ("badge wait", "clock", td_string!(locale, attendance.today.open).to_string());
        let note = format!("{event} · {}", said::half(locale, at.half));
        let title = td_string!(locale, attendance.today.sign).to_string();
        row("edit", title, note, Some(badge), paths::sign(&member.cohort.slug))
    };
    Ok(open.into_iter().map(row).collect())
}

/// What she does now that the group has ended, when she is asked and has not said it.
async fn afterwards(visit: &Visit, member: &Member, today: NaiveDate) -> Result<Option<AnyView>, AppError> {
    let locale = visit.locale;
    let Some(moment) = figures::policy::asked(member, today) else { return Ok(None) };
    if figures::store::afterwards::own(visit.state.db.read(), member, moment).await?.is_some() {
        return Ok(None);
    }
    let badge = ("badge wait", "clock", td_string!(locale, figures.afterwards.badge).to_string());
    let title = td_string!(locale, figures.afterwards.question).to_string();
    let note = td_string!(locale, figures.afterwards.free).to_string();
    Ok(Some(row("question", title, note, Some(badge), paths::afterwards(&member.cohort.slug))))
}

fn task_row(locale: Locale, slug: &str, task: Task, today: NaiveDate) -> AnyView {
    let badge = match task.state {
        _ if task.due_on.is_some_and(|due| due < today) => {
            ("badge wait", "clock", td_string!(locale, cohorts.today.late).to_string())
        }
        MissionState::Doing => ("badge info", "tools", td_string!(locale, cohorts.today.doing).to_string()),
        MissionState::Blocked => ("badge stop", "lock", td_string!(locale, cohorts.today.blocked).to_string()),
        _ => ("badge wait", "clock", td_string!(locale, cohorts.today.to_do).to_string()),
    };
    let note = match task.due_on {
        Some(due) => {
            let day = words::day_near(locale, due, today);
            td_string!(locale, cohorts.today.mission_due, pole = task.pole.clone(), day = day).to_string()
        }
        None => td_string!(locale, cohorts.today.mission, pole = task.pole.clone()).to_string(),
    };
    row("flag", task.title, note, Some(badge), paths::mission(slug, task.id))
}

/// States change by hand, so whoever can change them is reminded.
fn state_row(locale: Locale, member: &Member, today: NaiveDate) -> Option<AnyView> {
    let over =
        matches!(member.cohort.dates.week_of(today), Where::After { .. }) || member.cohort.dates.ends_on == today;
    let (title, note, badge) = match member.cohort.state {
        State::Draft => (
            td_string!(locale, cohorts.today.still_draft).to_string(),
            td_string!(locale, cohorts.today.still_draft_note).to_string(),
            td_string!(locale, cohorts.today.to_start).to_string(),
        ),
        State::Running if over => (
            td_string!(locale, cohorts.today.to_close).to_string(),
            td_string!(locale, cohorts.today.to_close_note).to_string(),
            td_string!(locale, cohorts.today.to_end).to_string(),
        ),
        _ => return None,
    };
    let href = paths::settings(&member.cohort.slug);
    Some(row("cohort", title, note, Some(("badge wait", "clock", badge)), href))
}

fn rows(locale: Locale, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{td_string!(locale, cohorts.today.nothing_waiting)}</p> }.into_any();
    }
    view! { <ul class="rows waiting">{rows}</ul> }.into_any()
}

/// Three things that the state of the cohort allows, the most usual first and the only one in full colour.
fn actions(locale: Locale, member: &Member, sells: bool) -> AnyView {
    let (slug, state, accompanies) = (&member.cohort.slug, member.cohort.state, member.role.is_facilitator());
    let (work, plan) = (state.takes_work(), state.takes_plan());
    // Icon, words, where to, and whether it is hers to do now.
    let all = [
        ("coins", td_string!(locale, sales.go_till).to_string(), paths::till(slug), work && sells && !accompanies),
        ("note", td_string!(locale, cohorts.today.record).to_string(), paths::new_record(slug), work && !accompanies),
        ("workshop", td_string!(locale, cohorts.today.book).to_string(), paths::bookings(slug), work),
        ("user", td_string!(locale, cohorts.today.invite).to_string(), paths::invite(slug), plan && accompanies),
        (
            "lesson",
            td_string!(locale, cohorts.today.keep).to_string(),
            paths::new_contribution(slug),
            state.takes_words(),
        ),
        ("plus", td_string!(locale, cohorts.plan.new_event).to_string(), paths::new_event(slug), plan && accompanies),
        ("flag", td_string!(locale, poles.see_all).to_string(), paths::missions(slug), true),
        ("calendar", td_string!(locale, cohorts.today.see_plan).to_string(), paths::plan(slug), true),
        ("team", td_string!(locale, poles.title).to_string(), paths::poles(slug), true),
    ];
    let all = all.into_iter().filter(|(.., hers)| *hers).map(|(icon, label, href, _)| (icon, label, href)).take(3);
    let buttons = all.enumerate().map(|(index, (icon, label, href))| {
        let class = if index == 0 { "button big" } else { "button big secondary" };
        view! { <a class=class href=href><Icon name=icon/><span>{label}</span></a> }
    });
    view! { <div class="actions">{buttons.collect_view()}</div> }.into_any()
}
