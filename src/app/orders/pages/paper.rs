//! A quote and a delivery note, one A4 each: what the law asks for of a group that works under a contract (CAPE), and that
//! neither is an invoice.

use super::{
    super::{
        said,
        store::{
            self, Order,
            hosting::{self, Hosting},
        },
    },
    back,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        sales::basket::{self, Line},
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::time::local,
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn QuotePage() -> impl IntoView {
    page(|visit| paper(visit, Paper::Quote))
}

#[component]
pub fn DeliveryPage() -> impl IntoView {
    page(|visit| paper(visit, Paper::Delivery))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    Quote,
    Delivery,
}

async fn paper(visit: Visit, paper: Paper) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let order = store::order(&mut *db, &member, visit.id("order")?).await?;
    let lines = store::lines(&mut *db, &member, &order).await?;
    let host = hosting::find(&mut *db, &member).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let locale = visit.locale;
    let title = match paper {
        Paper::Quote => td_string!(locale, orders.paper.quote_title, number = order.number).to_string(),
        Paper::Delivery => td_string!(locale, orders.paper.delivery_title, number = order.number).to_string(),
    };
    let body = match &host {
        Some(host) => sheet(locale, &member, &order, &lines, host, paper),
        None => missing(locale, &member),
    };
    let back = back(paths::order(&member.cohort.slug, order.id), said::title(locale, &order));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="orders">
            <header class="page-head">{back}<h1>{title}</h1><p class="screen-only hint">{td_string!(locale, orders.paper.print)}</p></header>
            {body}
        </Frame>
    }
    .into_any())
}

/// Without the mentions nothing is handed to a customer.
fn missing(locale: Locale, member: &Member) -> AnyView {
    let slug = &member.cohort.slug;
    let next = match member.role.is_facilitator() {
        true => view! { <a class="button" href=paths::hosting(slug)><Icon name="edit"/><span>{td_string!(locale, orders.hosting.change)}</span></a> }.into_any(),
        false => view! { <p>{td_string!(locale, orders.hosting.ask)}</p> }.into_any(),
    };
    view! { <div class="empty"><Icon name="file" big=true/><h2>{td_string!(locale, orders.hosting.missing)}</h2>{next}</div> }.into_any()
}

fn sheet(locale: Locale, member: &Member, order: &Order, lines: &[Line], host: &Hosting, paper: Paper) -> AnyView {
    let what = match paper {
        Paper::Quote => view! { {basket::table(locale, lines, order.total)} {deposit(locale, order)} }.into_any(),
        Paper::Delivery => delivered(locale, lines),
    };
    let sign = match paper {
        Paper::Quote => td_string!(locale, orders.paper.agreed).to_string(),
        Paper::Delivery => td_string!(locale, orders.paper.received).to_string(),
    };
    view! {
        <article class="paper">
            {sides(locale, member, order)}
            {what}
            {(!order.details.is_empty()).then(|| view! { <p class="paper-details" dir="auto">{order.details.clone()}</p> })}
            <p class="paper-sign">{sign}</p>
            {mentions(locale, member, host)}
        </article>
    }
    .into_any()
}

/// Who sells and who buys, when and where.
fn sides(locale: Locale, member: &Member, order: &Order) -> AnyView {
    let made = words::day(locale, local(order.created_at, member.cohort.time_zone).0);
    let day = order.delivered_on.or(order.deliver_on).map(|day| words::day(locale, day));
    let place = Some(order.place.clone()).filter(|place| !place.is_empty());
    let line = |name: &str, value: Option<String>| {
        let name = name.to_owned();
        value.map(|value| view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> })
    };
    view! {
        <div class="paper-sides">
            <section><h2>{member.cohort.brand.clone()}</h2><p>{member.cohort.name.clone()}</p></section>
            <section><h2 dir="auto">{said::customer(locale, &order.customer)}</h2><p dir="auto">{order.contact.clone()}</p></section>
        </div>
        <dl class="facts">
            {line(td_string!(locale, orders.paper.made), Some(made))}
            {line(td_string!(locale, orders.deliver_on), day)}
            {line(td_string!(locale, orders.place), place)}
        </dl>
    }
    .into_any()
}

fn deposit(locale: Locale, order: &Order) -> Option<AnyView> {
    let (deposit, left) = (order.deposit.french(), (order.total - order.deposit).french());
    (order.deposit.0 > 0).then(|| {
        view! { <p>{td_string!(locale, orders.paper.deposit, deposit = deposit, left = left).to_string()}</p> }
            .into_any()
    })
}

/// What was handed over, without prices.
fn delivered(locale: Locale, lines: &[Line]) -> AnyView {
    let rows = lines.iter().map(|line| {
        let quantity = line.quantity.display(words::decimal(locale));
        view! { <tr><th scope="row" dir="auto">{line.what.clone()}</th><td class="num">{quantity}</td></tr> }
    });
    view! {
        <div class="table-scroll" role="region" aria-labelledby="lines" tabindex="0"><table class="table"><caption id="lines">{td_string!(locale, orders.paper.handed)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, sales.what_short)}</th><th scope="col" class="num">{td_string!(locale, sales.quantity)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody></table></div>
    }
    .into_any()
}

/// What Code de commerce R127-3 asks for, and that this is no invoice.
fn mentions(locale: Locale, member: &Member, host: &Hosting) -> AnyView {
    let ends_on = words::day(locale, host.contract_ends_on.unwrap_or(member.cohort.dates.ends_on));
    let (name, seat, number) = (host.name.clone(), host.seat.clone(), host.number.clone());
    let cape = td_string!(locale, orders.paper.cape, name = name, seat = seat, number = number, day = ends_on);
    view! {
        <footer class="paper-mentions">
            <p dir="auto">{cape.to_string()}</p>
            <p><b>{td_string!(locale, orders.paper.no_invoice)}</b>" "{td_string!(locale, orders.paper.invoiced_by, name = host.name.clone()).to_string()}</p>
        </footer>
    }
    .into_any()
}
