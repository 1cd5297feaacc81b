//! Lots: all of them, and one with who made it, of what, and where that came from.

use super::{button, head, taken_back};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths, production, sales,
        stock::{
            actions::TakeBackLot,
            said,
            store::{self, Lot, Moved, Origin, SoldOf},
        },
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::stock::Kind,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn LotsPage() -> impl IntoView {
    page(lots)
}

async fn lots(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let lots = store::lots(visit.state.db.read(), &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = td_string!(locale, stock.lots.title);
    let make = member
        .cohort
        .state
        .takes_work()
        .then(|| button(paths::new_lot(&slug), "plus", td_string!(locale, stock.lots.make), "button"));
    let rows = lots.iter().map(|lot| row(locale, &slug, lot)).collect_view();
    let body = if lots.is_empty() {
        view! { <div class="empty"><Icon name="box" big=true/><h2>{td_string!(locale, stock.lots.nothing)}</h2><p>{td_string!(locale, stock.lots.nothing_why)}</p></div> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let back = (paths::stock(&slug), td_string!(locale, stock.place).to_string());
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock">
            {head(back, title.to_string(), Some(td_string!(locale, stock.lots.lead).to_string()))}
            <div class="actions">{make}</div>
            {body}
        </Frame>
    }
    .into_any())
}

fn row(locale: Locale, slug: &str, lot: &Lot) -> AnyView {
    let back = lot.taken_back_on.map(|_| format!(" · {}", td_string!(locale, stock.was_taken_back)));
    let quantity = production::said::amount(locale, lot.quantity(), &lot.product_unit);
    view! {
        <li><a class="row" href=paths::lot(slug, lot.id)>
            <Icon name=lot.pictogram.clone()/>
            <span class="row-main"><b>{said::lot(locale, lot)}</b><span class="row-note">{words::day_without_year(locale, lot.made_on)} {back}</span></span>
            <span class="row-end">{quantity}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

#[component]
pub fn LotPage() -> impl IntoView {
    page(lot)
}

async fn lot(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let lot = store::lot(&mut *db, &member, visit.id("id")?).await?;
    let makers = store::lot_makers(&mut *db, &member, lot.id).await?;
    let moved = store::of_source(&mut *db, &member, lot.id).await?;
    let origins = store::origins(&mut *db, &member, lot.id).await?;
    let sold = store::sold_of(&mut *db, &member, lot.id).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = said::lot(locale, &lot);
    let gone = lot.taken_back_on.map(|day| {
        taken_back(td_string!(locale, stock.taken_back_on, day = words::day_without_year(locale, day)).to_string())
    });
    let back = (paths::lots(&slug), td_string!(locale, stock.lots.title).to_string());
    let (facts, used, from, forward, undo) = (
        facts(locale, &slug, &lot, &makers),
        used(locale, &slug, &moved),
        origins_of(locale, &slug, &origins),
        sold_in(locale, &lot, &sold),
        undo(locale, &member, &lot),
    );
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="stock">
            {head(back, title, None)}
            {gone}
            {facts}
            {used}
            {from}
            {forward}
            {undo}
        </Frame>
    }
    .into_any())
}

fn facts(locale: Locale, slug: &str, lot: &Lot, makers: &[String]) -> AnyView {
    let makers = makers.iter().map(|name| words::person(locale, name)).collect::<Vec<_>>().join(", ");
    let use_by = lot.use_by.map(|day| {
        view! { <div><dt>{td_string!(locale, stock.lots.use_by)}</dt><dd>{words::day(locale, day)}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, production.product)}</dt><dd><a class="link" href=paths::product(slug, lot.product)>{lot.what()}</a></dd></div>
            <div><dt>{td_string!(locale, production.quantity)}</dt><dd>{production::said::amount(locale, lot.quantity(), &lot.product_unit)}</dd></div>
            <div><dt>{td_string!(locale, stock.lots.made_on)}</dt><dd>{words::day(locale, lot.made_on)}</dd></div>
            {use_by}
            <div><dt>{td_string!(locale, stock.lots.makers)}</dt><dd>{makers}</dd></div>
        </dl>
    }
    .into_any()
}

/// What is in it.
fn used(locale: Locale, slug: &str, moved: &[Moved]) -> AnyView {
    let used = moved.iter().filter(|one| one.reverses.is_none() && one.kind() == Ok(Kind::Used));
    let rows: Vec<AnyView> = used
        .filter_map(|one| match one.thing() {
            Ok(store::Thing::Material(id)) => Some((one, id)),
            _ => None,
        })
        .map(|(one, id)| {
            let amount = one.measure().map(|unit| said::amount(locale, crate::domain::quantity::Quantity(one.quantity().0.abs()), unit));
            view! {
                <li><a class="row" href=paths::material(slug, id)><Icon name="fabric"/><span class="row-main"><b>{one.name.clone()}</b></span>
                    <span class="row-end">{amount}<Icon name="arrow-next"/></span></a></li>
            }
            .into_any()
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p>{td_string!(locale, stock.lots.no_materials)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <section class="section"><h2>{td_string!(locale, stock.lots.materials)}</h2>{body}</section> }.into_any()
}

/// Back from the lot to the purchases that its materials may come from.
fn origins_of(locale: Locale, slug: &str, origins: &[Origin]) -> Option<AnyView> {
    let rows = origins.iter().map(|origin| {
        let day = words::day_without_year(locale, origin.bought_on);
        view! {
            <li><a class="row" href=paths::purchase(slug, origin.purchase)><Icon name="coins"/>
                <span class="row-main"><b>{origin.material.clone()}</b><span class="row-note" dir="auto">{format!("{}, {day}", origin.supplier)}</span></span>
                <span class="row-end"><Icon name="arrow-next"/></span></a></li>
        }
    }).collect_view();
    (!origins.is_empty()).then(|| view! {
        <section class="section"><h2>{td_string!(locale, stock.lots.origins)}</h2><p>{td_string!(locale, stock.lots.origins_why)}</p><ul class="rows">{rows}</ul></section>
    }.into_any())
}

/// Forward from the lot: whoever has to be told when something is wrong with it.
fn sold_in(locale: Locale, lot: &Lot, sold: &[SoldOf]) -> AnyView {
    let rows = sold.iter().map(|one| {
        let (icon, place) = match one.channel() {
            Some(channel) => (sales::said::icon(channel), sales::said::channel(locale, channel)),
            None => ("coins", String::new()),
        };
        let quantity = production::said::amount(locale, one.quantity(), &lot.product_unit);
        view! {
            <li><div class="row"><Icon name=icon/>
                <span class="row-main"><b>{words::day(locale, one.sold_on)}</b><span class="row-note">{place}</span></span>
                <span class="row-end">{quantity}</span></div></li>
        }
    });
    let body = match sold {
        [] => view! { <p>{td_string!(locale, stock.lots.not_sold)}</p> }.into_any(),
        _ => view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any(),
    };
    view! { <section class="section"><h2>{td_string!(locale, stock.lots.sold)}</h2>{body}</section> }.into_any()
}

fn undo(locale: Locale, member: &Member, lot: &Lot) -> Option<AnyView> {
    let open = member.cohort.state.takes_work() && lot.taken_back_on.is_none();
    let fields = vec![("cohort", member.cohort.slug.clone()), ("lot", lot.id.to_string())];
    open.then(|| view! {
        <section class="section"><h2>{td_string!(locale, stock.mistake)}</h2><p>{td_string!(locale, stock.lots.take_back_why)}</p>
            <ButtonForm action=TakeBackLot::url() fields=fields label=td_string!(locale, stock.lots.take_back) icon="undo" class="button secondary"/></section>
    }.into_any())
}
