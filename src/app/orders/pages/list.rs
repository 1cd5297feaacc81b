//! All orders: what is to be delivered first, then what waits for an answer or for money, then the rest.

use super::{
    super::{
        said,
        store::{
            self, Order,
            hosting::{self, Hosting},
        },
    },
    badge,
};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{journal::month, order::OrderState},
    platform::error::AppError,
};
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn OrdersPage() -> impl IntoView {
    page(orders)
}

async fn orders(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let locale = visit.locale;
    let mut db = visit.state.db.read().acquire().await?;
    let all = store::orders(&mut *db, &member).await?;
    let host = hosting::find(&mut *db, &member).await?;
    drop(db);
    let today = member.cohort.today(visit.now());
    let body = if all.is_empty() { nothing_yet(locale, &member) } else { sections(locale, &member, all, today) };
    let files = member.role.is_facilitator().then(|| files(locale, &member, today));
    let (head, host) = (head(locale, &member), host_of(locale, &member, host));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, orders.title) group=group place="orders">
            {head}
            {body}
            {host}
            {files}
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, member: &Member) -> AnyView {
    let new = member.cohort.state.takes_work().then(|| {
        let href = paths::new_order(&member.cohort.slug);
        view! { <div class="actions"><a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, orders.new)}</span></a></div> }
    });
    view! { <header class="page-head"><h1>{td_string!(locale, orders.title)}</h1><p class="lead">{td_string!(locale, orders.lead)}</p>{new}</header> }
        .into_any()
}

fn nothing_yet(locale: Locale, member: &Member) -> AnyView {
    let first = member.cohort.state.takes_work().then(|| {
        let href = paths::new_order(&member.cohort.slug);
        view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, orders.new)}</span></a> }
    });
    view! {
        <div class="empty"><Icon name="truck" big=true/><h2>{td_string!(locale, orders.nothing_yet)}</h2>
            <p>{td_string!(locale, orders.nothing_yet_why)}</p>{first}</div>
    }
    .into_any()
}

fn sections(locale: Locale, member: &Member, all: Vec<Order>, today: NaiveDate) -> AnyView {
    let of = |wanted: fn(OrderState) -> bool| all.iter().filter(move |order| wanted(order.state)).collect::<Vec<_>>();
    let parts = [
        (td_string!(locale, orders.to_deliver).to_string(), of(OrderState::is_to_deliver)),
        (td_string!(locale, orders.quotes).to_string(), of(|state| state == OrderState::Quote)),
        (td_string!(locale, orders.to_be_paid).to_string(), of(|state| state == OrderState::Delivered)),
        (td_string!(locale, orders.over).to_string(), of(OrderState::is_over)),
    ];
    let section = |(title, orders): (String, Vec<&Order>)| {
        let rows = orders.iter().map(|order| row(locale, member, order, today)).collect_view();
        (!orders.is_empty())
            .then(|| view! { <section class="section"><h2>{title}</h2><ul class="rows">{rows}</ul></section> })
    };
    parts.into_iter().map(section).collect_view().into_any()
}

fn row(locale: Locale, member: &Member, order: &Order, today: NaiveDate) -> AnyView {
    let day = order.deliver_on.map(|day| words::day_near(locale, day, today));
    let note = [day, Some(order.total.set_apart())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li><a class="row" href=paths::order(&member.cohort.slug, order.id)>
            {badge(locale, order)}
            <span class="row-main" dir="auto"><b>{said::title(locale, order)}</b><span class="row-note">{note}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// Who hosts the group: what is missing is asked for.
fn host_of(locale: Locale, member: &Member, host: Option<Hosting>) -> AnyView {
    let facilitates = member.role.is_facilitator();
    let change = facilitates.then(|| {
        let href = paths::hosting(&member.cohort.slug);
        view! { <a class="button small secondary" href=href><Icon name="edit"/><span>{td_string!(locale, orders.hosting.change)}</span></a> }
    });
    let said = match host {
        Some(host) => view! { <p dir="auto">{format!("{}, {}, {}", host.name, host.seat, host.number)}</p> }.into_any(),
        None => {
            let ask = (!facilitates).then(|| view! { <p>{td_string!(locale, orders.hosting.ask)}</p> });
            view! { <div class="notice wait"><Icon name="warning"/><div><p>{td_string!(locale, orders.hosting.missing)}</p>{ask}</div></div> }
                .into_any()
        }
    };
    view! { <section class="section"><h2>{td_string!(locale, orders.hosting.title)}</h2>{said}<div class="actions">{change}</div></section> }
        .into_any()
}

/// This month and the one before, for who invoices.
fn files(locale: Locale, member: &Member, today: NaiveDate) -> AnyView {
    let this = month(today);
    let before = month(this.pred_opt().unwrap_or(this));
    let links = [before, this].into_iter().flat_map(|first| ["csv", "xlsx"].map(|kind| (first, kind)));
    let links = links.map(|(first, kind)| {
        let href = paths::orders_file(&member.cohort.slug, kind, first);
        let label = format!("{} ({})", words::month(locale, first), kind.to_uppercase());
        view! { <a class="button small secondary" href=href><Icon name="download"/><span>{label}</span></a> }
    });
    view! {
        <section class="section"><h2>{td_string!(locale, orders.file.title)}</h2><p>{td_string!(locale, orders.file.why)}</p>
            <div class="actions">{links.collect_view()}</div></section>
    }
    .into_any()
}
