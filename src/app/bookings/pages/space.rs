//! A space: what it has and when it is open. Facilitators of its cohorts change it here, members read, hosts see when it is
//! used and by nobody's name.

use super::{
    super::{
        policy::{Sight, sight},
        store::{self, house::House, spaces::Workshop},
        words as said,
    },
    agree, house,
    list::Displaced,
    space_forms::Forms,
    spaces::framed,
    special,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{frame::Group, icon::Icon},
        visit::{Visit, page},
        words,
    },
    domain::{
        capacity::Hours,
        day,
        time::{bounds, local},
        week::IsoWeek,
    },
    platform::error::AppError,
};
use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use leptos::prelude::*;

#[component]
pub fn SpacePage() -> impl IntoView {
    page(space)
}

async fn space(visit: Visit) -> Result<AnyView, AppError> {
    let (sight, space) = sight(&visit, visit.id("id")?).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let workshop = store::spaces::workshop(&mut db, space).await?;
    match sight {
        Sight::Sees => {
            let zone = workshop.space.zone;
            let today = local(visit.now(), zone).0;
            let (from, to) = (bounds(today, zone).0, bounds(today + Days::new(13), zone).1);
            let booked = store::displaced::booked(&mut *db, &workshop.space, from, to).await?;
            let house = store::house::rules(&mut *db, &workshop.space).await?;
            drop(db);
            let locale = visit.locale;
            let (ways, follow) = (special::ways(locale, &workshop, false), follow(locale, &workshop));
            let content = view! { {about(locale, &workshop, &house, today)} <div class="actions">{ways}{follow}{takes_care(locale, &workshop)}</div> {busy_times(locale, &workshop, &booked)} };
            let title = workshop.space.name.clone();
            Ok(framed(visit, title, None, None, content.into_any()))
        }
        Sight::Reads(member) => {
            drop(db);
            read(visit, member, workshop, None).await
        }
        Sight::Edits(facilitator) => {
            let cohort = Some(facilitator.cohort.id);
            let mut displaced = store::displaced::here(&mut *db, &workshop.space, cohort, visit.now()).await?;
            displaced.retain(|lost| lost.label.is_none());
            let agree = agree::asked(&visit, &mut db, &workshop.space, cohort).await?;
            let linked = store::spaces::cohorts_of(&mut *db, workshop.space.id).await?;
            drop(db);
            let forms = Forms::load(&visit, linked, agree, displaced).await?;
            read(visit, (*facilitator).clone(), workshop, Some(forms)).await
        }
    }
}

async fn read(visit: Visit, member: Member, workshop: Workshop, mut forms: Option<Forms>) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let group = Group::load(&visit, &member).await?;
    let mut own = store::displaced(visit.state.db.read(), &member, visit.now()).await?;
    own.retain(|booking| booking.space == workshop.space.id);
    let slug = member.cohort.slug.clone();
    let week = format!("{}?space={}", paths::bookings(&slug), workshop.space.id);
    let house = store::house::rules(visit.state.db.read(), &workshop.space).await?;
    let today = local(visit.now(), workshop.space.zone).0;
    let ways = special::ways(locale, &workshop, forms.is_some());
    let follow = forms.is_some().then(|| view! { {follow(locale, &workshop)}{takes_care(locale, &workshop)} });
    let agree = forms.as_mut().and_then(|forms| forms.agree.take());
    let edits = forms.as_ref().map(|forms| forms.view(locale, &slug, &workshop, today));
    let sheet = paths::week_sheet(workshop.space.id, IsoWeek::of(today));
    let door = forms.is_some().then(|| {
        view! { <a class="button secondary" href=paths::space_door(workshop.space.id)><Icon name="door"/><span>{td_string!(locale, bookings.door.manage)}</span></a> }
    });
    let content = view! {
        {about(locale, &workshop, &house, today)}
        {agree}
        <div class="actions"><a class="button" href=week><Icon name="calendar"/><span>{td_string!(locale, bookings.see_week)}</span></a>{ways}{follow}
            <a class="button secondary" href=sheet><Icon name="print"/><span>{td_string!(locale, bookings.sheet.print)}</span></a>{door}</div>
        <Displaced locale slug=slug bookings=own/>
        {edits}
    };
    let form = forms.is_some().then_some("spaces/save");
    Ok(framed(visit, workshop.space.name.clone(), Some(group), form, content.into_any()))
}

/// The way to a calendar of when the space is taken, for who may publish it.
fn follow(locale: Locale, workshop: &Workshop) -> AnyView {
    let (href, space) = (paths::space_calendar(workshop.space.id), workshop.space.name.clone());
    view! { <a class="button secondary" href=href><Icon name="link"/><span>{td_string!(locale, calendar.feed.of_space, space = space)}</span></a> }
        .into_any()
}

/// The ways to a host's calendar and to how the space was used, for who answers for its time.
fn takes_care(locale: Locale, workshop: &Workshop) -> AnyView {
    let id = workshop.space.id;
    view! {
        <a class="button secondary" href=paths::space_import(id)><Icon name="calendar"/><span>{td_string!(locale, bookings.import.link)}</span></a>
        <a class="button secondary" href=paths::space_report(id, super::super::usage::USUAL)><Icon name="figures"/><span>{td_string!(locale, bookings.report.link)}</span></a>
    }
    .into_any()
}

/// What everybody reads: places, machines, hours, closures.
fn about(locale: Locale, workshop: &Workshop, house: &House, today: NaiveDate) -> AnyView {
    let space = &workshop.space;
    let details = (!space.details.is_empty())
        .then(|| space.details.split('\n').map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect_view());
    let fact = |name: String, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    let machines: Vec<String> = workshop
        .machines
        .iter()
        .filter(|machine| machine.count > 0)
        .map(|machine| said::machines(locale, &machine.name, machine.count))
        .collect();
    let machines = (!machines.is_empty())
        .then(|| fact(td_string!(locale, bookings.machines_fact).to_string(), machines.join(" · ")));
    let people = said::places(locale, u32::try_from(space.people).unwrap_or(0));
    view! {
        <header class="page-head"><p class="back"><a href=paths::SPACES><Icon name="arrow-back"/><span>{td_string!(locale, bookings.spaces_title)}</span></a></p>
            <h1>{space.name.clone()}</h1></header>
        {details}
        <dl class="facts">{fact(td_string!(locale, bookings.people_fact).to_string(), people)}{machines}</dl>
        <section class="section"><h2>{td_string!(locale, bookings.hours)}</h2><dl class="facts">{open_days(locale, &workshop.place.hours)}{special::facts(locale, workshop, today)}</dl></section>
        {house::section(locale, space, house)}
    }
    .into_any()
}

/// A Monday, to name weekdays by.
pub(super) fn some_day(weekday: Weekday) -> NaiveDate {
    let monday = day::parse_day("2026-11-23").unwrap_or_default();
    monday + Days::new(weekday.num_days_from_monday().into())
}

pub(super) const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn open_days(locale: Locale, hours: &[Hours]) -> impl IntoView + use<> {
    WEEK.into_iter()
        .map(|weekday| {
            let spans: Vec<String> = hours
                .iter()
                .filter(|hours| hours.weekday == weekday)
                .map(|hours| words::span(locale, hours.from, hours.to))
                .collect();
            let text = if spans.is_empty() { td_string!(locale, bookings.shut).to_string() } else { spans.join(", ") };
            view! { <div><dt>{words::weekday(locale, some_day(weekday))}</dt><dd>{text}</dd></div> }
        })
        .collect_view()
}

/// When the space is used in the next two weeks: times and how many, no names.
fn busy_times(locale: Locale, workshop: &Workshop, busy: &[(DateTime<Utc>, DateTime<Utc>, i64)]) -> AnyView {
    let rows = busy
        .iter()
        .map(|(start, end, people)| {
            let moment = said::moment(locale, *start, *end, workshop.space.zone);
            let people = said::places(locale, u32::try_from(*people).unwrap_or(0));
            view! { <li><div class="row"><Icon name="clock"/><span class="row-main"><b>{moment}</b><span class="row-note">{people}</span></span></div></li> }
        })
        .collect_view();
    let none = busy.is_empty().then(|| view! { <p>{td_string!(locale, bookings.busy_none)}</p> });
    view! { <section class="section"><h2>{td_string!(locale, bookings.busy)}</h2>{none}<ul class="rows">{rows}</ul></section> }
        .into_any()
}
