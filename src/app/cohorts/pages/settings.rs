//! What a facilitator may change of a cohort, its state, and the end of a draft.

use super::colours;
use crate::{
    app::{
        access::{Cohort, Facilitator},
        cohorts::{
            actions::{ChangeCohort, DeleteCohort, StepCohort},
            forms::ZONES,
            store,
        },
        i18n::*,
        paths,
        templates::actions::SaveTemplate,
        ui::{
            form::{Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{cohort::State, holidays::Zone},
    platform::error::AppError,
};
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::sync::Arc;

#[component]
pub fn SettingsPage() -> impl IntoView {
    page(settings)
}

async fn settings(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed("cohorts/change").await?;
    let step = visit.typed("cohorts/step").await?;
    let delete = visit.typed("cohorts/delete").await?;
    let keep = visit.signed()?.may_create_cohorts.then_some(visit.typed("templates/save").await?);
    let takes_plan = by.cohort.state.takes_plan();
    let school_zone = store::series::school_zone(visit.state.db.read(), &by).await?;
    let about = if takes_plan {
        about(typed, by.cohort.clone(), school_zone)
    } else {
        view! { <p class="notice info"><Icon name="lock"/><span>{td_string!(locale, cohorts.settings.archived)}</span></p> }
            .into_any()
    };
    let title = td_string!(locale, cohorts.settings.title).to_string();
    let body = view! {
        <header class="page-head"><h1>{title.clone()}</h1><p class="lead">{by.cohort.name.clone()}</p></header>
        {about}
        {takes_plan.then(|| state(step, &by))}
        {model(locale, keep, &by.cohort)}
        {exports(locale, &by.cohort)}
        {by.cohort.state.may_be_deleted().then(|| deletion(delete, &by.cohort))}
    };
    // Without a form the language switch has nothing to keep.
    Ok(if takes_plan {
        view! { <Frame visit title group=group place="settings" form="cohorts/change">{body}</Frame> }.into_any()
    } else {
        view! { <Frame visit title group=group place="settings">{body}</Frame> }.into_any()
    })
}

fn about(typed: Typed, cohort: Arc<Cohort>, school_zone: Option<Zone>) -> AnyView {
    let locale = typed.locale;
    let (starts_on, ends_on) = (cohort.dates.starts_on, cohort.dates.ends_on);
    view! {
        <Form typed=typed.clone() action=ChangeCohort::url() cohort=cohort.slug.clone()>
            <TextField typed=typed.clone() name="name" label=td_string!(locale, cohorts.settings.name) value=cohort.name.clone() autocomplete="off"/>
            <TextField typed=typed.clone() name="brand" label=td_string!(locale, cohorts.settings.brand) value=cohort.brand.clone() autocomplete="off"/>
            <Select typed=typed.clone() name="brand_colour" label=td_string!(locale, cohorts.settings.brand_colour)
                options=colours(locale) value=cohort.brand_colour.to_string()/>
            <DayField typed=typed.clone() name="starts_on" legend=td_string!(locale, cohorts.settings.starts_on) value=starts_on/>
            <DayField typed=typed.clone() name="ends_on" legend=td_string!(locale, cohorts.settings.ends_on) value=ends_on/>
            <Select typed=typed.clone() name="time_zone" label=td_string!(locale, cohorts.settings.time_zone)
                options=zones(locale, cohort.time_zone) value=cohort.time_zone.name()/>
            <Select typed=typed.clone() name="school_zone" label=td_string!(locale, calendar.zone.label) hint=td_string!(locale, calendar.zone.hint)
                options=school_zones(locale) value=school_zone.map(Zone::code).unwrap_or_default() optional=true/>
            <TextField typed=typed.clone() name="help_name" label=td_string!(locale, cohorts.settings.help_name)
                hint=td_string!(locale, cohorts.settings.help_name_hint) value=cohort.help_name.clone() optional=true autocomplete="off"/>
            <TextField typed=typed name="help_phone" label=td_string!(locale, cohorts.settings.help_phone) kind="tel"
                value=cohort.help_phone.clone() optional=true autocomplete="off"/>
            <Submit label=td_string!(locale, cohorts.settings.save)/>
        </Form>
    }
    .into_any()
}

fn zones(locale: Locale, now: Tz) -> Vec<(String, String)> {
    let names = [
        td_string!(locale, cohorts.zone.paris),
        td_string!(locale, cohorts.zone.brussels),
        td_string!(locale, cohorts.zone.guadeloupe),
        td_string!(locale, cohorts.zone.martinique),
        td_string!(locale, cohorts.zone.cayenne),
        td_string!(locale, cohorts.zone.reunion),
        td_string!(locale, cohorts.zone.mayotte),
        td_string!(locale, cohorts.zone.dakar),
    ];
    let mut zones: Vec<_> =
        ZONES.iter().zip(names).map(|(zone, name)| (zone.name().to_owned(), name.to_string())).collect();
    if !ZONES.contains(&now) {
        zones.push((now.name().to_owned(), now.name().to_owned()));
    }
    zones
}

/// The zones by their largest towns, and none.
fn school_zones(locale: Locale) -> Vec<(String, String)> {
    let none = (String::new(), td_string!(locale, calendar.zone.none).to_string());
    let zones = Zone::ALL.iter().map(|zone| {
        let words = match zone {
            Zone::A => td_string!(locale, calendar.zone.a),
            Zone::B => td_string!(locale, calendar.zone.b),
            Zone::C => td_string!(locale, calendar.zone.c),
        };
        (zone.code().to_owned(), words.to_string())
    });
    std::iter::once(none).chain(zones).collect()
}

/// A button for each state that may follow, and what it means.
fn state(typed: Typed, by: &Facilitator) -> AnyView {
    let (locale, now) = (typed.locale, by.cohort.state);
    let steps = State::ALL
        .iter()
        .filter(|next| now.may_become(**next))
        .map(|next| {
            let (icon, label, note) = step(locale, now, *next);
            view! {
                <div class="field">
                    <p class="hint">{note}</p>
                    <button class="button secondary" name="state" value=next.code()><Icon name=icon/><span>{label}</span></button>
                </div>
            }
        })
        .collect_view();
    let state = words::state(locale, now);
    view! {
        <section class="section" id="state">
            <h2>{td_string!(locale, cohorts.settings.state)}</h2>
            <p>{td_string!(locale, cohorts.settings.state_now, state = state)}</p>
            <Form typed=typed action=StepCohort::url() cohort=by.cohort.slug.clone() id="step">{steps}</Form>
        </section>
    }
    .into_any()
}

/// What this cohort has, for others to begin with: to keep, for those who found cohorts, and to take away.
fn model(locale: Locale, keep: Option<Typed>, cohort: &Cohort) -> AnyView {
    let (slug, name) = (cohort.slug.clone(), cohort.name.clone());
    let keep = keep.map(|typed| view! {
        <Form typed=typed.clone() action=SaveTemplate::url() cohort=slug creates=true id="keep">
            <TextField typed=typed name="called" label=td_string!(locale, templates.name) hint=td_string!(locale, templates.name_hint)
                value=name autocomplete="off"/>
            <Submit label=td_string!(locale, templates.save) icon="plus" class="button secondary"/>
        </Form>
        <p><a class="link" href=paths::TEMPLATES>{td_string!(locale, templates.see_all)}</a></p>
    });
    view! {
        <section class="section" id="model">
            <h2>{td_string!(locale, templates.of_cohort)}</h2>
            <p>{td_string!(locale, templates.of_cohort_why)}</p>
            {keep}
            <p><a class="button small secondary" href=paths::cohort_file(&cohort.slug)><Icon name="download"/><span>{td_string!(locale, templates.download)}</span></a></p>
        </section>
    }
    .into_any()
}

/// The way to all that the group noted.
fn exports(locale: Locale, cohort: &Cohort) -> AnyView {
    view! {
        <section class="section" id="export">
            <h2>{td_string!(locale, exports.settings)}</h2>
            <p>{td_string!(locale, exports.settings_why)}</p>
            <p><a class="button small secondary" href=paths::export(&cohort.slug)><Icon name="download"/><span>{td_string!(locale, exports.place)}</span></a></p>
        </section>
    }
    .into_any()
}

fn step(locale: Locale, now: State, next: State) -> (&'static str, String, String) {
    match (now, next) {
        (State::Closed, State::Running) => (
            "undo",
            td_string!(locale, cohorts.settings.back_to_running).to_string(),
            td_string!(locale, cohorts.settings.back_to_running_note).to_string(),
        ),
        (_, State::Closed) => (
            "flag",
            td_string!(locale, cohorts.settings.to_closed).to_string(),
            td_string!(locale, cohorts.settings.to_closed_note).to_string(),
        ),
        (_, State::Archived) => (
            "lock",
            td_string!(locale, cohorts.settings.to_archived).to_string(),
            td_string!(locale, cohorts.settings.to_archived_note).to_string(),
        ),
        _ => (
            "check",
            td_string!(locale, cohorts.settings.to_running).to_string(),
            td_string!(locale, cohorts.settings.to_running_note).to_string(),
        ),
    }
}

fn deletion(typed: Typed, cohort: &Cohort) -> AnyView {
    let locale = typed.locale;
    let sure = Choice::new("yes", td_string!(locale, cohorts.settings.sure, name = cohort.name.clone()).to_string());
    view! {
        <section class="section">
            <h2>{td_string!(locale, cohorts.settings.delete)}</h2>
            <p>{td_string!(locale, cohorts.settings.delete_why)}</p>
            <Form typed=typed.clone() action=DeleteCohort::url() cohort=cohort.slug.clone() id="delete">
                <Choices typed=typed many=true name="sure" legend=td_string!(locale, cohorts.settings.sure_legend) options=vec![sure]/>
                <Submit label=td_string!(locale, cohorts.settings.delete_go) icon="trash" class="button danger"/>
            </Form>
        </section>
    }
    .into_any()
}
