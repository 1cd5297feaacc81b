//! Counting: what the program says, what is on the shelf, and why they differ.

use super::{head, no_materials};
use crate::{
    app::{
        i18n::*,
        paths,
        stock::{
            actions::CountStock,
            said,
            store::{self, Material},
        },
        ui::{
            form::{Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::stock::Reason,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn CountPage() -> impl IntoView {
    page(count)
}

async fn count(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let materials = store::materials(visit.state.db.read(), &member).await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("stock/count").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let here: Vec<Material> = materials.into_iter().filter(|material| !material.archived).collect();
    let back = (paths::stock(&slug), td_string!(locale, stock.place).to_string());
    let title = td_string!(locale, stock.count.title);
    let body = if here.is_empty() {
        no_materials(locale, &slug)
    } else {
        let fields = here.iter().map(|material| counted(&typed, material)).collect_view();
        view! {
            <Form typed=typed.clone() action=CountStock::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, stock.count.save)/>
            </Form>
        }
        .into_any()
    };
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock" form="stock/count">
            {head(back, title.to_string(), Some(td_string!(locale, stock.count.lead).to_string()))}
            {body}
        </Frame>
    }
    .into_any())
}

/// One material: what is seen here is sent along, so that a movement meanwhile is noticed.
fn counted(typed: &Typed, material: &Material) -> AnyView {
    let (locale, id) = (typed.locale, material.id);
    let program = said::amount(locale, material.left(), material.unit());
    let label = td_string!(locale, stock.count.on_shelf, unit = said::unit(locale, material.unit())).to_string();
    let mut reasons = vec![(String::new(), td_string!(locale, stock.count.no_difference).to_string())];
    reasons.extend(Reason::ALL.iter().map(|reason| (reason.code().to_owned(), said::reason(locale, *reason))));
    view! {
        <fieldset class="section">
            <legend><h2>{material.name.clone()}</h2></legend>
            <p>{td_string!(locale, stock.count.program)} " " <b><bdi>{program}</bdi></b></p>
            <input type="hidden" name=format!("seen[{id}]") value=material.left().0.to_string()/>
            <TextField typed=typed.clone() name=format!("counted[{id}]") label=label inputmode="decimal" class="short" optional=true/>
            <Select typed=typed.clone() name=format!("reason[{id}]") label=td_string!(locale, stock.count.reason) options=reasons optional=true/>
        </fieldset>
    }
    .into_any()
}
