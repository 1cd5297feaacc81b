//! The page that a phone keeps: every question of a record at once, for a place without network. It names nobody but the
//! people to choose among, and carries nothing else of the group. Without scripts it is an ordinary form.

use super::questions::{Around, FORM};
use crate::{
    app::{
        i18n::*,
        production::actions::Record,
        ui::{
            form::{Choice, Choices, Form, Submit, TextArea, Typed},
            frame::Frame,
            pocket::KeptHere,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PhonePage() -> impl IntoView {
    page(phone)
}

async fn phone(visit: Visit) -> Result<AnyView, AppError> {
    let around = Around::load(&visit, visit.member().await?).await?;
    let typed = visit.typed(FORM).await?;
    let closed = around.member.cohort.takes_work().is_err() && !typed.is_back();
    let (title, body) = if closed { around.not_now() } else { all_at_once(&around, typed) };
    Ok(view! { <Frame visit=visit title=title bare=true form=FORM>{body}</Frame> }.into_any())
}

fn all_at_once(around: &Around, typed: Typed) -> (String, AnyView) {
    let locale = around.locale;
    let title = td_string!(locale, production.phone).to_string();
    let products: Vec<Choice> = around
        .offered()
        .map(|product| Choice::new(product.id.to_string(), product.name.clone()).icon(product.pictogram.clone()))
        .collect();
    let label = td_string!(locale, production.quantity).into_any();
    let fields = view! {
        <input type="hidden" name="by" value=around.member.person.to_string()/>
        <Choices typed=typed.clone() name="product" legend=td_string!(locale, production.which_product) options=products two=true/>
        {around.quantity(&typed, label, false)}
        {around.makers(&typed)}
        {around.days(&typed)}
        {around.time(&typed, false)}
        <TextArea typed=typed.clone() name="note" label=td_string!(locale, production.note)
            hint=td_string!(locale, production.note_hint) rows=2 optional=true/>
        <Submit label=td_string!(locale, production.done)/>
    }
    .into_any();
    let slug = around.member.cohort.slug.clone();
    let body = view! {
        <header class="page-head"><h1>{title.clone()}</h1><p class="lead">{td_string!(locale, production.phone_lead)}</p></header>
        <KeptHere keeping=around.keeping() form=String::new()/>
        <Form typed=typed action=Record::url() cohort=slug creates=true>{fields}</Form>
    };
    (title, body.into_any())
}
