//! A lunch service in one form: the menu, the covers, the price of one.

use super::{
    super::{actions::Record, basket::EXTRAS},
    back, not_now, paid_and_to_whom,
};
use crate::{
    app::{
        i18n::*,
        ui::{
            form::{DayField, Form, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::sale::Channel,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn LunchPage() -> impl IntoView {
    page(lunch)
}

const FORM: &str = "sales/record";

async fn lunch(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let body = match member.cohort.takes_work().is_ok() || typed.is_back() {
        true => form(typed, &slug),
        false => not_now(locale, &slug),
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sales.lunch.title) group=group place="sales" form=FORM>
            {back(locale, &slug)}
            {body}
        </Frame>
    }
    .into_any())
}

fn form(typed: Typed, slug: &str) -> AnyView {
    let locale = typed.locale;
    let [[what, quantity, price], _] = EXTRAS;
    let missing = typed.error("quantity").map(|text| view! { <p class="error" id="quantity" tabindex="-1">{text}</p> });
    view! {
        <header class="page-head"><h1>{td_string!(locale, sales.lunch.title)}</h1><p class="lead">{td_string!(locale, sales.lunch.lead)}</p></header>
        <Form typed=typed.clone() action=Record::url() cohort=slug creates=true>
            <input type="hidden" name="channel" value=Channel::Lunch.code()/>
            {missing}
            <TextField typed=typed.clone() name=what label=td_string!(locale, sales.lunch.menu) hint=td_string!(locale, sales.lunch.menu_hint) autocomplete="off"/>
            <TextField typed=typed.clone() name=quantity label=td_string!(locale, sales.lunch.covers) inputmode="numeric" class="short"/>
            <TextField typed=typed.clone() name=price label=td_string!(locale, sales.lunch.price) hint=td_string!(locale, sales.price_hint) inputmode="decimal" class="short"/>
            {paid_and_to_whom(&typed)}
            <details class="more"><summary>{td_string!(locale, sales.pay.more)}</summary>
                <DayField typed=typed.clone() name="sold_on" legend=td_string!(locale, sales.pay.which_day) optional=true/>
                <TextArea typed=typed.clone() name="note" label=td_string!(locale, sales.note) hint=td_string!(locale, sales.note_hint) rows=2 optional=true/>
            </details>
            <Submit label=td_string!(locale, sales.lunch.go) icon="plate"/>
        </Form>
    }
    .into_any()
}
