//! Planning who answers for a pôle in which phase.

use super::super::{
    actions::SaveTurns,
    policy,
    store::{self, turns},
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Form, Select, Submit},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn TurnsPage() -> impl IntoView {
    page(plan)
}

async fn plan(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let pole = store::pole(&mut *db, &member, visit.id("pole")?).await?;
    policy::lead(&member, &pole)?;
    member.cohort.takes_plan()?;
    let people = store::people(&mut *db, &member).await?;
    let planned = turns::of(&mut *db, &member, &pole).await?;
    drop(db);
    let typed = visit.typed("poles/save-turns").await?;
    let (locale, slug, id) = (visit.locale, member.cohort.slug.clone(), pole.id.to_string());
    let nobody = (String::new(), td_string!(locale, poles.nobody_yet).to_string());
    let options: Vec<(String, String)> =
        std::iter::once(nobody).chain(people.into_iter().map(|person| (person.id.to_string(), person.name))).collect();
    let fields = group.phases.iter().zip(&group.phase_names).map(|(phase, name)| {
        let person = planned.iter().find(|(id, _)| *id == phase.id).map(|(_, person)| person.to_string());
        view! {
            <Select typed=typed.clone() name=format!("turn[{}]", phase.id) label=name.clone() options=options.clone() value=person.unwrap_or_default()/>
        }
    }).collect_view();
    let none = group.phases.is_empty().then(|| view! { <p>{td_string!(locale, poles.turns.no_phases)}</p> });
    let lead = td_string!(locale, poles.turns.lead, name = pole.name.clone()).to_string();
    let (back, name) = (paths::pole(&slug, pole.id), td_string!(locale, poles.back_to, name = pole.name).to_string());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.turns.question) group=group place="poles" form="poles/save-turns">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{name}</span></a></p>
                <h1>{td_string!(locale, poles.turns.question)}</h1>
                <p class="lead">{lead}</p>
            </header>
            {none}
            <Form typed=typed action=SaveTurns::url() cohort=slug>
                <input type="hidden" name="pole" value=id/>
                {fields}
                <Submit label=td_string!(locale, poles.turns.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}
