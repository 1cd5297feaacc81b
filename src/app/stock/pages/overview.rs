//! What is left: materials first, then what lots have made.

use super::{button, no_materials};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths, production,
        stock::{
            said,
            store::{self, Material},
        },
        ui::{frame::Frame, icon::Icon},
        visit::{Visit, page},
    },
    domain::{quantity::Quantity, stock::Measure},
    platform::error::AppError,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

#[component]
pub fn StockPage() -> impl IntoView {
    page(stock)
}

async fn stock(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let materials = store::materials(&mut *db, &member).await?;
    let products = production::store::products(&mut *db, &member).await?;
    let made = store::products_left(&mut *db, &member).await?;
    let grams = store::grams(&mut *db, &member).await?;
    drop(db);
    let locale = visit.locale;
    let (here, gone): (Vec<_>, Vec<_>) = materials.iter().partition(|material| !material.archived);
    let title = td_string!(locale, stock.title);
    let list = if here.is_empty() {
        no_materials(locale, &member.cohort.slug)
    } else {
        rows(locale, &member.cohort.slug, &here)
    };
    let weight = (grams > 0).then(|| {
        let weight = said::amount(locale, Quantity(grams), Measure::Kilogram);
        view! { <p>{td_string!(locale, stock.saved_weight, weight = weight)}</p> }
    });
    let gone = (!gone.is_empty()).then(|| {
        view! { <details class="section"><summary>{td_string!(locale, stock.archived)}</summary>{rows(locale, &member.cohort.slug, &gone)}</details> }
    });
    let (head, products) = (head(locale, &member), finished(locale, &products, &made));
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock">
            {head}
            <section class="section"><h2>{td_string!(locale, stock.materials)}</h2>{list}{weight}{gone}</section>
            {products}
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, member: &Member) -> AnyView {
    let slug = &member.cohort.slug;
    let write = member.cohort.state.takes_work().then(|| {
        [
            button(
                paths::new_purchase(slug, "materials"),
                "coins",
                td_string!(locale, stock.purchases.materials),
                "button",
            ),
            button(
                paths::new_purchase(slug, "shared"),
                "truck",
                td_string!(locale, stock.purchases.shared),
                "button secondary",
            ),
            button(paths::count_stock(slug), "check", td_string!(locale, stock.count.title), "button secondary"),
        ]
        .collect_view()
    });
    let add =
        member.cohort.state.takes_plan().then(|| {
            button(paths::new_material(slug), "plus", td_string!(locale, stock.add_material), "button secondary")
        });
    view! {
        <header class="page-head">
            <h1>{td_string!(locale, stock.title)}</h1>
            <p class="lead">{td_string!(locale, stock.lead)}</p>
            <div class="actions">
                {write}
                {add}
                {button(paths::purchases(slug), "file", td_string!(locale, stock.purchases.all), "button quiet")}
                {button(paths::lots(slug), "box", td_string!(locale, stock.lots.title), "button quiet")}
            </div>
        </header>
    }
    .into_any()
}

fn rows(locale: Locale, slug: &str, materials: &[&Material]) -> AnyView {
    let rows = materials.iter().map(|one| {
        let badge = match (one.left().0 < 0, one.is_low()) {
            (true, _) => Some(("warning", td_string!(locale, stock.below_zero).to_string())),
            (_, true) => Some(("warning", td_string!(locale, stock.little).to_string())),
            _ => None,
        };
        let badge = badge.map(|(icon, text)| view! { <span class="badge"><Icon name=icon/>{text}</span> });
        let price = one.price().filter(|price| price.unit().0 > 0).map(|price| {
            let unit = said::unit(locale, one.unit());
            view! { <span class="row-note">{production::said::money(price.unit())} {format!(" / {unit}")}</span> }
        });
        view! {
            <li><a class="row" href=paths::material(slug, one.id)>
                <Icon name="fabric"/>
                <span class="row-main"><b>{one.name.clone()}</b>{price}</span>
                <span class="row-end">{badge}<b class="number"><bdi>{said::amount(locale, one.left(), one.unit())}</bdi></b><Icon name="arrow-next"/></span>
            </a></li>
        }
    }).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// What lots made and nobody took yet.
fn finished(
    locale: Locale,
    products: &[production::store::Product],
    left: &BTreeMap<Uuid, Quantity>,
) -> Option<AnyView> {
    let rows = products.iter().filter_map(|product| Some((product, left.get(&product.id)?))).map(|(product, left)| {
        view! {
            <li><div class="row"><Icon name=product.pictogram.clone()/><span class="row-main"><b>{product.name.clone()}</b></span>
                <span class="row-end"><b class="number">{production::said::amount(locale, *left, &product.unit)}</b></span></div></li>
        }
    }).collect_view();
    (!left.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{td_string!(locale, stock.finished)}</h2><p>{td_string!(locale, stock.finished_why)}</p><ul class="rows">{rows}</ul></section>
        }
        .into_any()
    })
}
