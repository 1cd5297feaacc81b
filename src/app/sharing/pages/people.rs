//! Who is left out of a sharing, and why.

use super::{
    super::{
        actions::LeaveOut,
        store::{self, counts},
    },
    head, in_hand,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{Form, Submit, TextField},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PeoplePage() -> impl IntoView {
    page(people)
}

async fn people(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let (sharing, _) = in_hand(&visit, &mut db, &facilitator).await?;
    let people = counts::people(&mut *db, &facilitator, sharing.period).await?;
    let left_out = store::left_out(&mut *db, &facilitator, sharing.id).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("sharing/leave-out").await?;
    let (locale, slug, id) = (visit.locale, facilitator.cohort.slug.clone(), sharing.id.to_string());
    let head = head(locale, &slug, Some(&sharing), td_string!(locale, sharing.people.title).to_string());
    let fields = people.iter().map(|(person, name)| {
        let reason = left_out.iter().find(|(left, _)| left == person).map(|(_, reason)| reason.clone());
        view! {
            <TextField typed=typed.clone() name=format!("reason[{person}]") label=words::person(locale, name)
                value=reason.unwrap_or_default() autocomplete="off" optional=true/>
        }
    });
    let fields = fields.collect_view();
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.people.title) group=group place="sharing" form="sharing/leave-out">
            {head}
            <p class="lead">{td_string!(locale, sharing.people.lead)}</p>
            <p class="hint">{td_string!(locale, sharing.people.hint)}</p>
            <Form typed=typed action=LeaveOut::url() cohort=slug>
                <input type="hidden" name="sharing" value=id/>
                {fields}
                <Submit label=td_string!(locale, sharing.people.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}
