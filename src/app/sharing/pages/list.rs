//! The sharings of the cohort.

use super::super::store::{self, Sharing};
use crate::{
    app::{
        i18n::*,
        paths,
        sharing::words as said,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn ListPage() -> impl IntoView {
    page(list)
}

async fn list(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let sharings = store::sharings(visit.state.db.read(), &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let prepares = member.role.is_facilitator() && member.cohort.state.takes_plan();
    let new = prepares.then(|| view! {
        <a class="button" href=paths::new_sharing(&slug)><Icon name="plus"/><span>{td_string!(locale, sharing.new)}</span></a>
    });
    let rows = sharings.iter().map(|sharing| row(locale, &slug, sharing)).collect_view();
    let body = match sharings.is_empty() {
        true => view! {
            <div class="empty"><Icon name="coins" big=true/><h2>{td_string!(locale, sharing.empty)}</h2><p>{td_string!(locale, sharing.empty_why)}</p></div>
        }
        .into_any(),
        false => view! { <ul class="rows">{rows}</ul> }.into_any(),
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sharing.title) group=group place="sharing">
            <header class="page-head">
                <h1>{td_string!(locale, sharing.title)}</h1>
                <p class="lead">{td_string!(locale, sharing.lead)}</p>
                <div class="actions">
                    {new}
                    <a class="button secondary" href=paths::advances(&slug)><Icon name="coins"/><span>{td_string!(locale, sharing.advances.place)}</span></a>
                </div>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn row(locale: Locale, slug: &str, sharing: &Sharing) -> AnyView {
    let badge = match (sharing.frozen_on, sharing.decision) {
        (Some(_), _) => ("badge done", "check", td_string!(locale, sharing.stages.frozen).to_string()),
        (None, Some(_)) => ("badge wait", "clock", td_string!(locale, sharing.stages.asked).to_string()),
        (None, None) => ("badge", "edit", td_string!(locale, sharing.stages.preparing).to_string()),
    };
    view! {
        <li><a class="row" href=paths::sharing(slug, sharing.id)>
            <span class="row-main"><b dir="auto">{sharing.name.clone()}</b><span class="row-note">{said::period(locale, sharing)}</span></span>
            <span class="row-end"><span class=badge.0><Icon name=badge.1/><span>{badge.2}</span></span><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}
