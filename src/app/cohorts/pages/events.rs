//! An event: read by every member, added, changed and removed by facilitators.

use super::{
    again::{self, Around},
    phases::day,
    rooms::{self, Offered, Refused},
    when,
};
use crate::{
    app::{
        access::{Facilitator, Member},
        attendance::pages::event_links,
        capitalisation::view::kept_about,
        cohorts::{
            actions::{AddEvent, ChangeEvent, RemoveEvent, RepeatEvent},
            store::{self, Described},
            template_words,
        },
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        capitalisation::{About, AboutKind},
        template::EventKind,
        time::{self, TimeOfDay},
    },
    platform::error::AppError,
};
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn NewEventPage() -> impl IntoView {
    page(new_event)
}

async fn new_event(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    by.cohort.takes_plan()?;
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed("cohorts/add-event").await?;
    let offered = Offered::load(&visit, &by).await?;
    let refused = Refused { by: &by, typed: &typed, action: AddEvent::url(), now: None };
    let refusal = rooms::refusal(&visit, refused).await?;
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.event.add_title) group=group place="plan" form="cohorts/add-event">
            {head(locale, &by, td_string!(locale, cohorts.event.add_title).to_string())}
            {refusal}
            <Form typed=typed.clone() action=AddEvent::url() cohort=by.cohort.slug.clone() creates=true>
                {fields(typed.clone(), None, &offered, by.cohort.time_zone)}
                {again::repeat_fields(typed)}
                <Submit label=td_string!(locale, cohorts.event.add) icon="plus"/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EventPage() -> impl IntoView {
    page(event)
}

async fn event(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let described = store::described(visit.state.db.read(), &member, visit.id("event")?).await?;
    let around = Around::load(&visit, &member, &described).await?;
    let group = Group::load(&visit, &member).await?;
    if member.role.is_facilitator() && member.cohort.state.takes_plan() {
        let by = member.facilitator()?;
        return changeable(visit, by, group, described, around).await;
    }
    let event = &described.event;
    let title = event.title.clone();
    let attendance = member.role.is_facilitator().then(|| event_links(visit.locale, &member.cohort.slug, event.id));
    let facts = facts(&visit, &member, &described, &around);
    let kept = kept_about(&visit, &member, About { kind: AboutKind::Event, id: event.id }).await?;
    Ok(view! {
        <Frame visit=visit.clone() title=title.clone() group=group place="plan">
            {head(visit.locale, &member, title)}
            {facts}
            {attendance}
            {kept}
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, member: &Member, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::plan(&member.cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, frame.plan)}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

fn facts(visit: &Visit, member: &Member, described: &Described, around: &Around) -> AnyView {
    let event = &described.event;
    let locale = visit.locale;
    let zone = member.cohort.time_zone;
    let when = when(locale, event.starts_at, event.ends_at, zone, member.cohort.today(visit.now()));
    let place = rooms::place(locale, member, described);
    let details = described.details.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! {
        <section class="card">
            <dl class="facts">
                <div><dt>{td_string!(locale, cohorts.event.what)}</dt><dd>{template_words::event_kind(locale, event.kind)}</dd></div>
                <div><dt>{td_string!(locale, cohorts.event.when)}</dt><dd>{when}</dd></div>
                <div><dt>{td_string!(locale, cohorts.event.where_)}</dt><dd>{place}</dd></div>
                {around.facts(locale, described)}
            </dl>
        </section>
        {around.warning(locale)}
        {(!described.details.is_empty()).then(|| view! {
            <section class="section"><h2>{td_string!(locale, cohorts.event.know)}</h2><div dir="auto">{details}</div></section>
        })}
    }
    .into_any()
}

async fn changeable(
    visit: Visit,
    by: Facilitator,
    group: Group,
    described: Described,
    around: Around,
) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let typed = visit.typed("cohorts/change-event").await?;
    let refused = Refused { by: &by, typed: &typed, action: ChangeEvent::url(), now: Some(&described) };
    let refusal = rooms::refusal(&visit, refused).await?;
    let repeat = repeat(&visit, &by, &described).await?;
    let offered = Offered::load(&visit, &by).await?;
    let event = &described.event;
    let removal = removal(visit.typed("cohorts/remove-event").await?, &by, event.id, &around);
    let (slug, id, title) = (by.cohort.slug.clone(), event.id.to_string(), event.title.clone());
    let moving = paths::move_item(&slug, event.id);
    let attendance = event_links(locale, &slug, event.id);
    let facts = facts(&visit, &by, &described, &around);
    let kept = kept_about(&visit, &by, About { kind: AboutKind::Event, id: event.id }).await?;
    let which = around.which(typed.clone(), "which", td_string!(locale, calendar.event.which_change).to_string());
    let fields = fields(typed.clone(), Some(described), &offered, by.cohort.time_zone);
    Ok(view! {
        <Frame visit title=title.clone() group=group place="plan" form="cohorts/change-event">
            {head(locale, &by, title)}
            {facts}
            <p><a class="button secondary" href=moving><Icon name="calendar"/><span>{td_string!(locale, planning.move_with)}</span></a></p>
            {attendance}
            {kept}
            <section class="section">
                <h2>{td_string!(locale, cohorts.event.change_title)}</h2>
                {refusal}
                <Form typed=typed action=ChangeEvent::url() cohort=slug>
                    <input type="hidden" name="event" value=id/>
                    {fields}
                    {which}
                    <Submit label=td_string!(locale, cohorts.event.change)/>
                </Form>
            </section>
            {repeat}
            <section class="section">{removal}</section>
        </Frame>
    }
    .into_any())
}

/// The way to make an event that happens once come again; one of a series does already.
async fn repeat(visit: &Visit, by: &Facilitator, described: &Described) -> Result<Option<AnyView>, AppError> {
    if described.series.is_some() {
        return Ok(None);
    }
    let (locale, typed) = (visit.locale, visit.typed("cohorts/repeat-event").await?);
    let refused = Refused { by, typed: &typed, action: RepeatEvent::url(), now: Some(described) };
    let refusal = rooms::refusal(visit, refused).await?;
    let id = described.event.id.to_string();
    Ok(Some(
        view! {
            <section class="section">
                <h2>{td_string!(locale, cohorts.room.repeat_title)}</h2>
                <p>{td_string!(locale, cohorts.room.repeat_why)}</p>
                {refusal}
                <Form typed=typed.clone() action=RepeatEvent::url() cohort=by.cohort.slug.clone() creates=true id="repeat-form">
                    <input type="hidden" name="event" value=id/>
                    {again::repeat_fields(typed)}
                    <Submit label=td_string!(locale, cohorts.room.repeat) icon="calendar"/>
                </Form>
            </section>
        }
        .into_any(),
    ))
}

fn removal(typed: Typed, by: &Facilitator, event: Uuid, around: &Around) -> AnyView {
    let locale = typed.locale;
    let which = around.which(typed.clone(), "removed", td_string!(locale, calendar.event.which_remove).to_string());
    view! {
        <Form typed action=RemoveEvent::url() cohort=by.cohort.slug.clone() id="remove">
            <input type="hidden" name="event" value=event.to_string()/>
            {which}
            <Submit label=td_string!(locale, cohorts.event.remove) icon="trash" class="button danger"/>
        </Form>
    }
    .into_any()
}

fn fields(typed: Typed, now: Option<Described>, offered: &Offered, zone: Tz) -> AnyView {
    let locale = typed.locale;
    let place = offered.fields(typed.clone(), now.as_ref());
    let kinds = EventKind::ALL.iter().map(|kind| {
        Choice::new(kind.code(), template_words::event_kind(locale, *kind)).icon(template_words::event_icon(*kind))
    });
    let chosen = now.iter().map(|now| now.event.kind.code().to_owned()).collect();
    let hours = now.as_ref().map(|now| time::hours(now.event.starts_at, now.event.ends_at, zone));
    let (on, from, to) = hours.map_or((None, None, None), |(on, from, to)| (Some(on), Some(from), Some(to)));
    let typed_as = |time: Option<TimeOfDay>| time.map(|time| time.to_string()).unwrap_or_default();
    let (event, details, leads, materials) = match now {
        Some(now) => (Some(now.event), now.details, now.leads, now.materials),
        None => Default::default(),
    };
    let title = event.map(|event| event.title).unwrap_or_default();
    view! {
        <Choices typed=typed.clone() name="kind" legend=td_string!(locale, cohorts.event.kind) options=kinds.collect() chosen=chosen two=true/>
        <TextField typed=typed.clone() name="title" label=td_string!(locale, cohorts.event.name) value=title autocomplete="off"/>
        {day(typed.clone(), "on", td_string!(locale, cohorts.event.on).to_string(), on)}
        <TextField typed=typed.clone() name="from" label=td_string!(locale, cohorts.event.from) hint=td_string!(locale, time.time_hint)
            value=typed_as(from) class="medium" autocomplete="off"/>
        <TextField typed=typed.clone() name="to" label=td_string!(locale, cohorts.event.to)
            value=typed_as(to) class="medium" autocomplete="off"/>
        {place}
        {again::more_fields(typed.clone(), leads, materials)}
        <TextArea typed=typed name="details" label=td_string!(locale, cohorts.event.details)
            hint=td_string!(locale, cohorts.event.details_hint) value=details optional=true/>
    }
    .into_any()
}
