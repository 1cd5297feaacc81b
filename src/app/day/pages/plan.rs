//! Planning the day, and writing the card of the cohort.

use crate::{
    app::{
        cohorts,
        day::{
            actions::{PlanDay, WriteCard},
            card::{Card, FIELDS, label},
            forms::guest_field,
            store::{self, Day},
            words as said,
        },
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextArea, TextField, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        review::{Guest, Step, proposed_day},
        template::EventKind,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PlanPage() -> impl IntoView {
    page(plan)
}

async fn plan(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    facilitator.cohort.takes_words()?;
    let day = match store::day(&mut *db, &facilitator).await? {
        Some(day) => day,
        None => proposed(&cohorts::store::events(&mut *db, &facilitator).await?, &facilitator.cohort),
    };
    let guests = store::guests(&mut *db, &facilitator).await?;
    drop(db);
    let typed = visit.typed("day/plan").await?;
    let slug = facilitator.cohort.slug.clone();
    let title = td_string!(locale, day.plan_it).to_string();
    let outside = vec![Choice::new("yes", td_string!(locale, day.from_outside).to_string())];
    let ticked = if day.from_outside { vec!["yes".to_owned()] } else { Vec::new() };
    let guests = Guest::ALL.iter().map(|guest| invited(&typed, *guest, &guests)).collect_view();
    Ok(view! {
        <Frame visit title=title.clone() group=group place="notebook" form="day/plan">
            {head(locale, &slug, title)}
            <Form typed=typed.clone() action=PlanDay::url() cohort=slug>
                <DayField typed=typed.clone() name="held_on" legend=td_string!(locale, day.when) value=day.held_on/>
                <TextField typed=typed.clone() name="place" label=td_string!(locale, day.where_) value=day.place optional=true/>
                <TextField typed=typed.clone() name="led_by" label=td_string!(locale, day.led_by) value=day.led_by optional=true/>
                <Choices typed=typed.clone() many=true name="from_outside[]" legend=td_string!(locale, day.outside) options=outside chosen=ticked/>
                <TextField typed=typed name="languages" label=td_string!(locale, day.languages) value=day.languages optional=true/>
                <h2>{td_string!(locale, day.invited)}</h2>
                <p class="hint">{td_string!(locale, day.invited_why)}</p>
                {guests}
                <Submit label=td_string!(locale, day.save_plan)/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// A day that the plan has already, or one in the week after the end.
fn proposed(events: &[cohorts::store::Event], cohort: &crate::app::access::Cohort) -> Day {
    let planned = events.iter().find(|event| event.kind == EventKind::CapitalisationDay);
    Day {
        held_on: planned.map_or_else(|| proposed_day(cohort.dates.ends_on), |event| cohort.today(event.starts_at)),
        place: planned.map(|event| event.place.clone()).unwrap_or_default(),
        led_by: String::new(),
        from_outside: false,
        languages: String::new(),
        step: Step::Rules,
        story: None,
        story_reason: String::new(),
    }
}

fn invited(typed: &Typed, guest: Guest, guests: &[(Guest, i64)]) -> AnyView {
    let locale = typed.locale;
    let many = guests.iter().find(|one| one.0 == guest).map(|one| one.1.to_string()).unwrap_or_default();
    view! {
        <TextField typed=typed.clone() name=guest_field(guest) label=said::guest(locale, guest) value=many inputmode="numeric" class="short" optional=true/>
    }
    .into_any()
}

fn head(locale: Locale, slug: &str, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::day(slug)><Icon name="arrow-back"/><span>{td_string!(locale, day.title)}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

#[component]
pub fn CardPage() -> impl IntoView {
    page(card)
}

async fn card(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let card = Card::of(&mut db, &member, locale).await?;
    drop(db);
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, day.card.title).to_string();
    let writes = member.role.is_facilitator() && member.cohort.state.takes_words();
    let typed = visit.typed("day/card").await?;
    let body = if writes { card_form(&typed, &slug, &card) } else { shown(locale, &card) };
    Ok(view! {
        <Frame visit title=title.clone() group=group place="notebook" form="day/card">
            {head(locale, &slug, title)}
            <p class="lead">{td_string!(locale, day.card.lead)}</p>
            {body}
        </Frame>
    }
    .into_any())
}

fn card_form(typed: &Typed, slug: &str, card: &Card) -> AnyView {
    let locale = typed.locale;
    let lines = FIELDS.into_iter().zip(&card.lines).map(|(name, line)| {
        view! { <TextArea typed=typed.clone() name=name label=label(locale, name) value=line.clone() rows=1 optional=true/> }
    });
    let (lines, version) = (lines.collect_view(), card.version.to_string());
    view! {
        <Form typed=typed.clone() action=WriteCard::url() cohort=slug.to_owned()>
            <input type="hidden" name="version" value=version/>
            {lines}
            <Submit label=td_string!(locale, day.save)/>
        </Form>
    }
    .into_any()
}

/// The card as it is read; lines that say nothing stay away.
pub(super) fn shown(locale: Locale, card: &Card) -> AnyView {
    let lines = FIELDS.into_iter().zip(&card.lines).filter(|(_, line)| !line.is_empty());
    let lines =
        lines.map(|(name, line)| view! { <div><dt>{label(locale, name)}</dt><dd dir="auto">{line.clone()}</dd></div> });
    view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
}
