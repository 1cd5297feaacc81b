//! The form of an order: who, what, for when.

use super::{
    super::{
        actions::{CreateOrder, SaveOrder},
        policy, said,
        store::{self, Order},
    },
    back, back_to_list,
};
use crate::{
    app::{
        i18n::*,
        paths,
        production::store::{self as production, Product},
        sales::{
            basket::{self, EXTRAS, Line},
            said as sold,
        },
        ui::{
            form::{Choice, Choices, DayField, Form, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::{money::Cents, order::CustomerKind, sale::Clientele},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewOrderPage() -> impl IntoView {
    page(new)
}

#[component]
pub fn EditOrderPage() -> impl IntoView {
    page(edit)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("orders/create").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let products = production::products(visit.state.db.read(), &member).await?;
    let fields = fields(&typed, &products, None, &[]);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, orders.new_title) group=group place="orders" form="orders/create">
            {back_to_list(locale, &slug)}
            <header class="page-head"><h1>{td_string!(locale, orders.new_title)}</h1></header>
            <Form typed=typed action=CreateOrder::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, orders.create)/>
            </Form>
        </Frame>
    }
    .into_any())
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let order = store::order(&mut *db, &member, visit.id("order")?).await?;
    policy::change(&member, &order)?;
    let lines = store::lines(&mut *db, &member, &order).await?;
    let products = production::products(&mut *db, &member).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("orders/save").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let fields = fields(&typed, &products, Some(&order), &lines);
    let back = back(paths::order(&slug, order.id), said::title(locale, &order));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, orders.edit_title) group=group place="orders" form="orders/save">
            {back}
            <header class="page-head"><h1>{td_string!(locale, orders.edit_title)}</h1></header>
            <Form typed=typed action=SaveOrder::url() cohort=slug>
                <input type="hidden" name="order" value=order.id.to_string()/>
                {fields}
                <Submit label=td_string!(locale, frame.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

fn fields(typed: &Typed, products: &[Product], order: Option<&Order>, lines: &[Line]) -> AnyView {
    let locale = typed.locale;
    let used = |product: &&Product| !product.archived || lines.iter().any(|line| line.product == Some(product.id));
    let offered: Vec<&Product> = products.iter().filter(used).collect();
    view! {
        <h2>{td_string!(locale, orders.who)}</h2>
        {customer(typed, order)}
        <h2>{td_string!(locale, orders.what)}</h2>
        <p class="hint">{td_string!(locale, orders.what_hint)}</p>
        {basket::product_fields(typed, &offered, lines)}
        {basket::extra_fields(typed, lines, EXTRAS.len())}
        <h2>{td_string!(locale, orders.when)}</h2>
        {delivery(typed, order)}
    }
    .into_any()
}

/// What delivery needs to know of a third person, and no more.
fn customer(typed: &Typed, order: Option<&Order>) -> AnyView {
    let locale = typed.locale;
    let text = |field: fn(&Order) -> &str| order.map(field).unwrap_or_default().to_owned();
    let kinds = CustomerKind::ALL.iter().map(|kind| Choice::new(kind.code(), said::kind(locale, *kind)));
    let kind = order.map_or(CustomerKind::Household, |order| order.kind);
    let whom = Clientele::ALL.iter().map(|one| Choice::new(one.code(), sold::clientele(locale, *one)));
    let clientele = order.map_or(Clientele::Unknown, |order| order.clientele);
    view! {
        <Choices typed=typed.clone() name="kind" legend=td_string!(locale, orders.kind) options=kinds.collect() chosen=vec![kind.code().to_owned()] two=true/>
        <TextField typed=typed.clone() name="customer" label=td_string!(locale, orders.customer) hint=td_string!(locale, orders.customer_hint) value=text(|order| &order.customer) autocomplete="off"/>
        <TextField typed=typed.clone() name="contact" label=td_string!(locale, orders.contact) hint=td_string!(locale, orders.contact_hint) value=text(|order| &order.contact) optional=true autocomplete="off"/>
        <Choices typed=typed.clone() name="clientele" legend=td_string!(locale, sales.to_whom) options=whom.collect() chosen=vec![clientele.code().to_owned()]/>
    }
    .into_any()
}

fn delivery(typed: &Typed, order: Option<&Order>) -> AnyView {
    let locale = typed.locale;
    let text = |field: fn(&Order) -> &str| order.map(field).unwrap_or_default().to_owned();
    let legend = td_string!(locale, orders.deliver_on).to_string();
    let day = match order.and_then(|order| order.deliver_on) {
        Some(day) => {
            view! { <DayField typed=typed.clone() name="deliver_on" legend=legend value=day optional=true/> }.into_any()
        }
        None => view! { <DayField typed=typed.clone() name="deliver_on" legend=legend optional=true/> }.into_any(),
    };
    let deposit = order.map(|order| order.deposit).filter(|deposit| *deposit > Cents(0));
    view! {
        {day}
        <TextField typed=typed.clone() name="place" label=td_string!(locale, orders.place) value=text(|order| &order.place) optional=true autocomplete="off"/>
        <TextField typed=typed.clone() name="deposit" label=td_string!(locale, orders.deposit) hint=td_string!(locale, orders.deposit_hint)
            value=deposit.map(sold::plain).unwrap_or_default() inputmode="decimal" class="short" optional=true/>
        <TextArea typed=typed.clone() name="details" label=td_string!(locale, orders.details) value=text(|order| &order.details) rows=3 optional=true/>
    }
    .into_any()
}
