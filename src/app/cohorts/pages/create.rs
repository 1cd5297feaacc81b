//! A new cohort: from a trade, from a template that one kept, or from a cohort that there was.

use super::colours;
use crate::{
    app::{
        access::{self, Seat},
        cohorts::{actions::CreateCohort, policy::Creator, template_words},
        i18n::*,
        paths, templates,
        ui::{
            form::{Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::template::{Carried, TemplateKind},
    platform::error::AppError,
};
use chrono_tz::Europe::Paris;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NewCohortPage() -> impl IntoView {
    page(new_cohort)
}

async fn new_cohort(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let signed = visit.signed()?.clone();
    let by = Creator::of(&signed)?;
    let typed = visit.typed("cohorts/create").await?;
    let seats = access::seats(visit.state.db.read(), &signed).await?;
    let mut hers = seats.into_iter().filter(|seat| seat.role.is_facilitator());
    let (origin, others) = match visit.query("from") {
        Some(slug) => {
            let before = hers.find(|seat| seat.cohort.slug == slug).ok_or(AppError::NotFound)?;
            (carried(typed.clone(), &before), ().into_any())
        }
        None => {
            let kept = templates::store::templates(visit.state.db.read(), by).await?;
            let chosen = visit.query("template").into_iter().collect();
            let legend = match kept.is_empty() {
                true => td_string!(locale, cohorts.create.template),
                false => td_string!(locale, templates.trade_or_template),
            };
            let options = trades(locale).chain(kept.into_iter().map(|template| choice(locale, template))).collect();
            (models(typed.clone(), legend, options, chosen), previous(locale, hers.collect()))
        }
    };
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.create.title) place="cohorts" form="cohorts/create">
            <header class="page-head">
                <p class="back"><a href=paths::COHORTS><Icon name="arrow-back"/><span>{td_string!(locale, cohorts.title)}</span></a></p>
                <h1>{td_string!(locale, cohorts.create.title)}</h1>
                <p class="lead">{td_string!(locale, cohorts.create.lead)}</p>
            </header>
            {others}
            <Form typed=typed.clone() action=CreateCohort::url() creates=true>
                {origin}
                {about(typed)}
                <Submit label=td_string!(locale, cohorts.create.submit) icon="plus"/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// What every new cohort is asked.
fn about(typed: Typed) -> AnyView {
    let locale = typed.locale;
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, cohorts.create.name)
            hint=td_string!(locale, cohorts.create.name_hint) autocomplete="off"/>
        <TextField typed=typed.clone() name="brand" label=td_string!(locale, cohorts.create.brand)
            hint=td_string!(locale, cohorts.create.brand_hint) autocomplete="off"/>
        <Select typed=typed.clone() name="brand_colour" label=td_string!(locale, cohorts.create.brand_colour) options=colours(locale) value="1"/>
        <DayField typed=typed.clone() name="starts_on" legend=td_string!(locale, cohorts.create.starts_on)/>
        <TextField typed=typed name="months" label=td_string!(locale, cohorts.create.months)
            hint=td_string!(locale, cohorts.create.months_hint) value="5" inputmode="numeric" class="short" autocomplete="off"/>
    }
    .into_any()
}

fn models(typed: Typed, legend: &'static str, options: Vec<Choice>, chosen: Vec<String>) -> AnyView {
    view! { <Choices typed=typed name="template" legend=legend options=options chosen=chosen/> }.into_any()
}

fn trades(locale: Locale) -> impl Iterator<Item = Choice> {
    TemplateKind::ALL.iter().map(move |kind| {
        let (name, purpose) = template_words::template(locale, *kind);
        Choice::new(kind.code(), name).hint(purpose).icon(icon(*kind))
    })
}

/// A template that she kept, beside the trades.
fn choice(locale: Locale, kept: templates::store::Listed) -> Choice {
    let (trade, _) = template_words::template(locale, kept.trade);
    let day = words::day(locale, kept.created_at.with_timezone(&Paris).date_naive());
    let hint = td_string!(locale, templates.kept_on, trade = trade, day = day).to_string();
    Choice::new(kept.id.to_string(), kept.name).hint(hint).icon(icon(kept.trade))
}

fn icon(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::Culinary => "pot",
        TemplateKind::Textile => "needle",
        TemplateKind::Services => "truck",
    }
}

/// The cohorts that she accompanies or did: each leads to this page, with what is carried over.
fn previous(locale: Locale, hers: Vec<Seat>) -> AnyView {
    if hers.is_empty() {
        return ().into_any();
    }
    let rows = hers
        .into_iter()
        .map(|seat| {
            let (cohort, first) = (&seat.cohort, words::day(locale, seat.cohort.dates.starts_on));
            let note = td_string!(locale, templates.began_on, state = words::state(locale, cohort.state), day = first);
            view! {
                <li><a class="row" href=paths::new_cohort_from(&cohort.slug)>
                    <Icon name="cohort"/>
                    <span class="row-main"><b>{cohort.name.clone()}</b><span class="row-note">{note.to_string()}</span></span>
                    <span class="row-end"><Icon name="arrow-next"/></span>
                </a></li>
            }
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>{td_string!(locale, templates.from_previous)}</summary>
            <p class="hint">{td_string!(locale, templates.from_previous_why)}</p>
            <ul class="rows">{rows}</ul>
        </details>
    }
    .into_any()
}

/// What the new cohort takes over from the one before.
fn carried(typed: Typed, before: &Seat) -> AnyView {
    let locale = typed.locale;
    let option = |what: &Carried| {
        let (icon, label, hint) = carry(locale, *what);
        let choice = Choice::new(what.code(), label).icon(icon);
        hint.map_or(choice.clone(), |hint| choice.hint(hint))
    };
    let all = Carried::ALL.iter().map(|what| what.code().to_owned()).collect();
    let legend = td_string!(locale, templates.carry, name = before.cohort.name.clone()).to_string();
    view! {
        <input type="hidden" name="from" value=before.cohort.slug.clone()/>
        <Choices typed=typed many=true name="carry[]" legend=legend hint=td_string!(locale, templates.carry_hint)
            options=Carried::ALL.iter().map(option).collect() chosen=all two=true/>
        <p><a class="link" href=paths::NEW_COHORT>{td_string!(locale, templates.other_model)}</a></p>
    }
    .into_any()
}

fn carry(locale: Locale, what: Carried) -> (&'static str, String, Option<String>) {
    let said = |text: &str| text.to_owned();
    match what {
        Carried::Plan => ("plan", said(td_string!(locale, templates.what.plan)), None),
        Carried::Events => ("calendar", said(td_string!(locale, templates.what.events)), None),
        Carried::Poles => ("team", said(td_string!(locale, templates.what.poles)), None),
        Carried::Missions => {
            let hint = td_string!(locale, templates.what.missions_hint);
            ("check", said(td_string!(locale, templates.what.missions)), Some(said(hint)))
        }
        Carried::Spaces => {
            let hint = td_string!(locale, templates.what.spaces_hint);
            ("workshop", said(td_string!(locale, templates.what.spaces)), Some(said(hint)))
        }
        Carried::Products => ("box", said(td_string!(locale, templates.what.products)), None),
        Carried::Lessons => {
            let hint = td_string!(locale, templates.what.lessons_hint);
            ("lesson", said(td_string!(locale, templates.what.lessons)), Some(said(hint)))
        }
    }
}
