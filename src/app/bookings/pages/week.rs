//! The week of a space: what is free, and one's own bookings.

use super::{
    super::{
        store::{
            self, Booking,
            outages::Unavailable,
            spaces::{Space, Workshop},
            waits::Mine,
        },
        view::MyWaits,
        week::Week,
    },
    grid,
    list::{Displaced, MyBookings},
    table,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        time::{bounds, local},
        week::IsoWeek,
    },
    platform::error::AppError,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// So many of one's own next bookings are listed.
const NEXT: i64 = 8;

#[component]
pub fn BookingsPage() -> impl IntoView {
    page(bookings)
}

async fn bookings(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let spaces = store::spaces::spaces(&mut *db, &member).await?;
    let Some(space) = chosen(&visit, &spaces)?.cloned() else { return Ok(nothing(visit, group, &member)) };
    let week = asked_week(&visit, &member, &space)?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    let zone = workshop.space.zone;
    let (from, to) = (bounds(week.first_day(), zone).0, bounds(week.last_day(), zone).1);
    let missed = store::door::missed(&mut *db, &workshop.space, visit.now()).await?;
    let taken = store::taken(&mut db, &member, &workshop.space, from, to).await?;
    let span = (from, to + workshop.place.space.buffer());
    let away = store::outages::unavailable(&mut *db, &workshop.space, span.0, span.1).await?;
    let (next, displaced) = store::ahead(&mut *db, &member, visit.now(), NEXT).await?;
    let waits = store::waits::mine(&mut *db, &member, visit.now()).await?;
    drop(db);
    let worked_out = Week::of(&workshop, &taken, &away, week, &member.cohort, visit.now());
    let mut drawn = table::draw(visit.locale, &member, &workshop, &worked_out, visit.now());
    let grid = grid::Grid {
        locale: visit.locale,
        member: &member,
        workshop: &workshop,
        week: &worked_out,
        taken: &taken,
        away: &away,
    };
    let (tools, picks) = (grid.tools(), grid.island());
    if tools.is_some() {
        drawn.table.push_str(grid::DRAWING);
    }
    Ok(shown(
        visit,
        group,
        &member,
        Shown { spaces, workshop, week, drawn, away, next, displaced, waits, missed, grid: tools.zip(picks) },
    ))
}

struct Shown {
    spaces: Vec<Space>,
    workshop: Workshop,
    week: IsoWeek,
    drawn: table::Drawn,
    away: Unavailable,
    next: Vec<Booking>,
    displaced: Vec<Booking>,
    /// When places are that nobody came for.
    missed: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// The buttons and the island of the grid, where one may book.
    grid: Option<(AnyView, AnyView)>,
    waits: Vec<Mine>,
}

/// The space that the address names, or the first.
pub(super) fn chosen<'s>(visit: &Visit, spaces: &'s [Space]) -> Result<Option<&'s Space>, AppError> {
    let Some(asked) = visit.query("space") else { return Ok(spaces.first()) };
    let id = Uuid::parse_str(&asked).map_err(|_| AppError::NotFound)?;
    spaces.iter().find(|space| space.id == id).map(Some).ok_or(AppError::NotFound)
}

/// The week that the address names, or this one; the cohort's first or last when it is not now.
fn asked_week(visit: &Visit, member: &Member, space: &Space) -> Result<IsoWeek, AppError> {
    if let Some(asked) = visit.query("week") {
        return IsoWeek::parse(&asked).map_err(|problem| AppError::field("week", problem));
    }
    let today = local(visit.now(), space.zone).0;
    let dates = member.cohort.dates;
    Ok(IsoWeek::of(today.clamp(dates.starts_on, dates.ends_on)))
}

fn shown(visit: Visit, group: Group, member: &Member, shown: Shown) -> AnyView {
    let (locale, now) = (visit.locale, visit.now());
    let Shown { spaces, workshop, week, drawn, away, next, displaced, waits, missed, grid } = shown;
    let name = workshop.space.name.clone();
    let slug = member.cohort.slug.clone();
    let book = member.cohort.state.takes_work().then(|| book_button(locale, member, &workshop, week, now));
    let (lead, broken) = (lead(locale, &workshop), broken(locale, &workshop, &away));
    let about = paths::space(workshop.space.id);
    let switch = switch(locale, &slug, &spaces, &workshop.space, week);
    let steps = steps(locale, member, &workshop.space, week);
    let (tools, picks) = grid.unzip();
    let print = paths::week_sheet(workshop.space.id, week);
    let missed = nobody_came(locale, &workshop.space, &missed);
    let shares = paths::space_use(&slug, workshop.space.id);
    let waits = view! { <MyWaits locale slug=slug.clone() mine=waits now=now/> };
    let mine = view! { <MyBookings locale member=member.clone() bookings=next spaces=spaces now=now/> };
    view! {
        <Frame visit=visit title=name.clone() group=group place="workshop" wide=true>
            <header class="page-head">
                <h1>{name.clone()}</h1>
                <p class="lead">{lead}</p>
                <div class="actions">{book}<a class="button secondary" href=about><Icon name="info"/><span>{td_string!(locale, bookings.about_space)}</span></a>
                    <a class="button secondary" href=shares><Icon name="figures"/><span>{td_string!(locale, waiting.shares.link)}</span></a>

                    <a class="button quiet" href=print><Icon name="print"/><span>{td_string!(locale, bookings.sheet.print)}</span></a></div>
            </header>
            {broken}
            {switch}
            <Displaced locale slug=slug bookings=displaced/>
            {missed}
            {waits}
            {steps}
            {tools}
            <div class="table-scroll week-grid" role="region" aria-label=name tabindex="0" inner_html=drawn.table></div>
            <div class="days" inner_html=drawn.days></div>
            {mine}
            {picks}
        </Frame>
    }
    .into_any()
}

/// Places of now that nobody came for: anybody may have them. Who did not come is nobody's business.
fn nobody_came(locale: Locale, space: &Space, missed: &[(DateTime<Utc>, DateTime<Utc>)]) -> Option<AnyView> {
    let hours = missed.iter().map(|(start, end)| super::super::words::hours(locale, *start, *end, space.zone));
    let hours: Vec<String> = hours.collect();
    (!hours.is_empty()).then(|| {
        let text = td_string!(locale, bookings.door.nobody_came, hours = hours.join(", ")).to_string();
        view! { <div class="notice info"><Icon name="info"/><div><p>{text}</p></div></div> }.into_any()
    })
}

/// What the space has: "4 places · 1 surjeteuse".
pub(super) fn lead(locale: Locale, workshop: &Workshop) -> String {
    let places = super::super::words::places(locale, u32::try_from(workshop.space.people).unwrap_or(0));
    let has = workshop.machines.iter().filter(|machine| machine.count > 0);
    let machines = has.map(|machine| super::super::words::machines(locale, &machine.name, machine.count));
    std::iter::once(places).chain(machines).collect::<Vec<_>>().join(" · ")
}

/// What is out of order in this week, and until when.
fn broken(locale: Locale, workshop: &Workshop, away: &Unavailable) -> Option<AnyView> {
    let words = away.outages.iter().map(|broken| {
        let (what, when) = super::super::words::outage(locale, workshop, &broken.outage);
        format!("{what} ({when})")
    });
    let words: Vec<String> = words.collect();
    let href = paths::space_times(workshop.space.id);
    (!words.is_empty()).then(|| {
        let said = td_string!(locale, bookings.times.broken, what = words.join(", ")).to_string();
        view! { <p class="notice wait"><Icon name="tools"/><span>{said}" "<a class="link" href=href>{td_string!(locale, bookings.times.see)}</a></span></p> }
            .into_any()
    })
}

/// On the week's first day that can still be booked.
fn book_button(
    locale: Locale,
    member: &Member,
    workshop: &Workshop,
    week: IsoWeek,
    now: DateTime<Utc>,
) -> impl IntoView + use<> {
    let dates = member.cohort.dates;
    let today = local(workshop.place.soonest(now), workshop.space.zone).0;
    let first = week.first_day().max(today).clamp(dates.starts_on, dates.ends_on);
    let open = first.iter_days().take(14).find(|day| !workshop.place.open(*day).is_empty()).unwrap_or(first);
    let href = paths::new_booking(&member.cohort.slug, workshop.space.id, open.min(dates.ends_on));
    view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, bookings.book)}</span></a> }
}

/// Other spaces of the cohort.
fn switch(locale: Locale, slug: &str, spaces: &[Space], space: &Space, week: IsoWeek) -> Option<AnyView> {
    let links = |spaces: &[Space]| {
        spaces
            .iter()
            .map(|other| {
                let here = (other.id == space.id).then_some("true");
                let href = paths::bookings_week(slug, other.id, &week.to_string());
                view! { <li><a href=href aria-current=here>{other.name.clone()}</a></li> }
            })
            .collect_view()
    };
    (spaces.len() > 1).then(|| {
        view! { <nav class="tabs spaces" aria-label=td_string!(locale, bookings.spaces).to_string()><ul class="tabs-list">{links(spaces)}</ul></nav> }
            .into_any()
    })
}

/// The week, and the ones beside it that the cohort has.
fn steps(locale: Locale, member: &Member, space: &Space, week: IsoWeek) -> AnyView {
    let dates = member.cohort.dates;
    let href = |week: IsoWeek| paths::bookings_week(&member.cohort.slug, space.id, &week.to_string());
    let (before, after) = (week.previous(), week.next());
    let before = (before.last_day() >= dates.starts_on).then(|| view! {
        <a class="button secondary small" rel="prev" href=href(before)><Icon name="arrow-back"/><span>{td_string!(locale, bookings.previous)}</span></a>
    });
    let after = (after.first_day() <= dates.ends_on).then(|| view! {
        <a class="button secondary small" rel="next" href=href(after)><span>{td_string!(locale, bookings.next)}</span><Icon name="arrow-next"/></a>
    });
    let name = td_string!(
        locale,
        bookings.week,
        week = week.week(),
        first = words::day_and_month(locale, week.first_day()),
        last = words::day_and_month(locale, week.last_day())
    )
    .to_string();
    view! { <nav class="stepbar" aria-label=td_string!(locale, bookings.weeks).to_string()>{before}<b>{name}</b>{after}</nav> }.into_any()
}

/// No space yet: facilitators make one, the others learn what will be here.
fn nothing(visit: Visit, group: Group, member: &Member) -> AnyView {
    let locale = visit.locale;
    let step = member.role.is_facilitator().then(|| view! {
        <a class="button" href=format!("{}?cohort={}", paths::NEW_SPACE, member.cohort.slug)><Icon name="plus"/><span>{td_string!(locale, bookings.new_space)}</span></a>
    });
    view! {
        <Frame visit=visit title=td_string!(locale, bookings.title) group=group place="workshop">
            <header class="page-head"><h1>{td_string!(locale, bookings.title)}</h1></header>
            <div class="empty"><Icon name="workshop" big=true/>
                <h2>{td_string!(locale, bookings.empty)}</h2><p>{td_string!(locale, bookings.empty_why)}</p>{step}</div>
        </Frame>
    }
    .into_any()
}
