//! Who hosts the group and until when: what the papers must say.

use super::{
    super::{
        actions::SaveHosting,
        forms::HostingForm,
        store::hosting::{self, Hosting},
    },
    back_to_list,
};
use crate::{
    app::{
        i18n::*,
        sales::said::plain,
        ui::{
            form::{DayField, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn HostingPage() -> impl IntoView {
    page(hosting_page)
}

const FORM: &str = "orders/save-hosting";

async fn hosting_page(visit: Visit) -> Result<AnyView, AppError> {
    let by = visit.facilitator().await?;
    let group = Group::load(&visit, &by).await?;
    let typed = visit.typed(FORM).await?;
    let (locale, slug) = (visit.locale, by.cohort.slug.clone());
    let host = hosting::find(visit.state.db.read(), &by).await?;
    let body = form(typed, &slug, host, by.cohort.dates.ends_on);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, orders.hosting.question) group=group place="orders" form=FORM>
            {back_to_list(locale, &slug)}
            <header class="page-head"><h1>{td_string!(locale, orders.hosting.question)}</h1><p class="lead">{td_string!(locale, orders.hosting.why)}</p></header>
            {body}
        </Frame>
    }
    .into_any())
}

fn form(typed: Typed, slug: &str, host: Option<Hosting>, ends_on: NaiveDate) -> AnyView {
    let locale = typed.locale;
    let text = |field: fn(&Hosting) -> String| host.as_ref().map(field).unwrap_or_default();
    let (own_name, own_seat, own_number) =
        (text(|host| host.name.clone()), text(|host| host.seat.clone()), text(|host| host.number.clone()));
    let ends_on = host.as_ref().and_then(|host| host.contract_ends_on).unwrap_or(ends_on);
    let most = host.as_ref().and_then(|host| host.terms().commitment).map(plain).unwrap_or_default();
    let [name, seat, number, contract_ends_on, commitment] = HostingForm::FIELDS;
    view! {
        <Form typed=typed.clone() action=SaveHosting::url() cohort=slug>
            <TextField typed=typed.clone() name=name label=td_string!(locale, orders.hosting.name) value=own_name autocomplete="off"/>
            <TextField typed=typed.clone() name=seat label=td_string!(locale, orders.hosting.seat) hint=td_string!(locale, orders.hosting.seat_hint) value=own_seat autocomplete="off"/>
            <TextField typed=typed.clone() name=number label=td_string!(locale, orders.hosting.number) hint=td_string!(locale, orders.hosting.number_hint) value=own_number autocomplete="off"/>
            <DayField typed=typed.clone() name=contract_ends_on legend=td_string!(locale, orders.hosting.ends_on) value=ends_on/>
            <TextField typed=typed.clone() name=commitment label=td_string!(locale, orders.hosting.commitment) hint=td_string!(locale, orders.hosting.commitment_hint) value=most inputmode="decimal" class="medium" optional=true/>
            <Submit label=td_string!(locale, frame.save)/>
        </Form>
    }
    .into_any()
}
