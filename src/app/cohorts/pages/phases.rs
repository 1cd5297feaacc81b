//! Adding, renaming, moving and removing a phase.

use crate::{
    app::{
        access::Cohort,
        cohorts::{
            actions::{AddPhase, ChangePhase, RemovePhase},
            template_words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::phase::{Phase, PhaseKind},
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NewPhasePage() -> impl IntoView {
    page(new_phase)
}

async fn new_phase(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    by.cohort.takes_plan()?;
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed("cohorts/add-phase").await?;
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.phase.add_title) group=group place="plan" form="cohorts/add-phase">
            {head(locale, &by.cohort, td_string!(locale, cohorts.phase.add_title).to_string())}
            <Form typed=typed.clone() action=AddPhase::url() cohort=by.cohort.slug.clone() creates=true>
                {fields(typed, None)}
                <Submit label=td_string!(locale, cohorts.phase.add) icon="plus"/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn PhasePage() -> impl IntoView {
    page(phase)
}

async fn phase(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let id = visit.id("phase")?;
    let found = group.phases.iter().zip(&group.phase_names).find(|(phase, _)| phase.id == id);
    let (phase, name) = found.map(|(phase, name)| (phase.clone(), name.clone())).ok_or(AppError::NotFound)?;
    by.cohort.takes_plan()?;
    let typed = visit.typed("cohorts/change-phase").await?;
    let slug = by.cohort.slug.clone();
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.phase.change_title) group=group place="plan" form="cohorts/change-phase">
            {head(locale, &by.cohort, td_string!(locale, cohorts.phase.change_title).to_string())}
            <Form typed=typed.clone() action=ChangePhase::url() cohort=slug.clone()>
                <input type="hidden" name="phase" value=id.to_string()/>
                {fields(typed, Some((phase, name)))}
                <Submit label=td_string!(locale, cohorts.phase.change)/>
            </Form>
            <section class="section">
                <a class="button secondary" href=paths::move_item(&slug, id)><Icon name="calendar"/><span>{td_string!(locale, planning.move_with)}</span></a>
            </section>
            <section class="section">
                <p>{td_string!(locale, cohorts.phase.remove_why)}</p>
                <ButtonForm action=RemovePhase::url() fields=vec![("cohort", slug), ("phase", id.to_string())]
                    label=td_string!(locale, cohorts.phase.remove) icon="trash" class="button danger"/>
            </section>
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, cohort: &Cohort, title: String) -> AnyView {
    let (first, last) = (words::day(locale, cohort.dates.starts_on), words::day(locale, cohort.dates.ends_on));
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::plan(&cohort.slug)><Icon name="arrow-back"/><span>{td_string!(locale, frame.plan)}</span></a></p>
            <h1>{title}</h1>
            <p class="lead">{td_string!(locale, cohorts.phase.dates_hint, first = first, last = last)}</p>
        </header>
    }
    .into_any()
}

fn fields(typed: Typed, now: Option<(Phase, String)>) -> AnyView {
    let locale = typed.locale;
    let kinds: Vec<_> =
        PhaseKind::ALL.iter().map(|kind| (kind.code().to_owned(), template_words::phase(locale, *kind))).collect();
    let (phase, name) = now.unzip();
    let kind = phase.as_ref().map(|phase| phase.kind.code()).unwrap_or_default();
    view! {
        <Select typed=typed.clone() name="kind" label=td_string!(locale, cohorts.phase.kind)
            hint=td_string!(locale, cohorts.phase.kind_hint) options=kinds value=kind/>
        <TextField typed=typed.clone() name="name" label=td_string!(locale, cohorts.phase.name) value=name.unwrap_or_default() autocomplete="off"/>
        {day(typed.clone(), "starts_on", td_string!(locale, cohorts.phase.starts_on).to_string(), phase.as_ref().map(|phase| phase.starts_on))}
        {day(typed, "ends_on", td_string!(locale, cohorts.phase.ends_on).to_string(), phase.as_ref().map(|phase| phase.ends_on))}
    }
    .into_any()
}

/// A day field that may have no value yet.
pub(super) fn day(typed: Typed, name: &'static str, legend: String, value: Option<chrono::NaiveDate>) -> AnyView {
    match value {
        Some(value) => view! { <DayField typed name legend value/> }.into_any(),
        None => view! { <DayField typed name legend/> }.into_any(),
    }
}
