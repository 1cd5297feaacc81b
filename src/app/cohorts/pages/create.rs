//! A new cohort from a template.

use super::colours;
use crate::{
    app::{
        cohorts::{actions::CreateCohort, policy::Creator, template_words},
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, DayField, Form, Select, Submit, TextField},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::template::TemplateKind,
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NewCohortPage() -> impl IntoView {
    page(new_cohort)
}

async fn new_cohort(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    Creator::of(visit.signed()?)?;
    let typed = visit.typed("cohorts/create").await?;
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.create.title) place="cohorts" form="cohorts/create">
            <header class="page-head">
                <p class="back"><a href=paths::COHORTS><Icon name="arrow-back"/><span>{td_string!(locale, cohorts.title)}</span></a></p>
                <h1>{td_string!(locale, cohorts.create.title)}</h1>
                <p class="lead">{td_string!(locale, cohorts.create.lead)}</p>
            </header>
            <Form typed=typed.clone() action=CreateCohort::url() creates=true>
                <Choices typed=typed.clone() name="template" legend=td_string!(locale, cohorts.create.template) options=templates(locale)/>
                <TextField typed=typed.clone() name="name" label=td_string!(locale, cohorts.create.name)
                    hint=td_string!(locale, cohorts.create.name_hint) autocomplete="off"/>
                <TextField typed=typed.clone() name="brand" label=td_string!(locale, cohorts.create.brand)
                    hint=td_string!(locale, cohorts.create.brand_hint) autocomplete="off"/>
                <Select typed=typed.clone() name="brand_colour" label=td_string!(locale, cohorts.create.brand_colour) options=colours(locale) value="1"/>
                <DayField typed=typed.clone() name="starts_on" legend=td_string!(locale, cohorts.create.starts_on)/>
                <TextField typed=typed name="months" label=td_string!(locale, cohorts.create.months)
                    hint=td_string!(locale, cohorts.create.months_hint) value="5" inputmode="numeric" class="short" autocomplete="off"/>
                <Submit label=td_string!(locale, cohorts.create.submit) icon="plus"/>
            </Form>
        </Frame>
    }
    .into_any())
}

fn templates(locale: Locale) -> Vec<Choice> {
    let icon = |kind| match kind {
        TemplateKind::Culinary => "pot",
        TemplateKind::Textile => "needle",
        TemplateKind::Services => "truck",
    };
    let choice = |kind: &TemplateKind| {
        let (name, purpose) = template_words::template(locale, *kind);
        Choice::new(kind.code(), name).hint(purpose).icon(icon(*kind))
    };
    TemplateKind::ALL.iter().map(choice).collect()
}
