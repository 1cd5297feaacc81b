//! What was bought: all of it, and one with its lines, its VAT and its receipt.

use super::{button, head, taken_back};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        photos::{store::About, view},
        production::said::money,
        stock::{
            actions::TakeBackPurchase,
            said,
            store::{self, Moved, Purchase},
        },
        ui::{
            form::{ButtonForm, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::money::Cents,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PurchasesPage() -> impl IntoView {
    page(purchases)
}

async fn purchases(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let purchases = store::purchases(visit.state.db.read(), &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = td_string!(locale, stock.purchases.title);
    let write = member.cohort.state.takes_work().then(|| {
        [
            button(
                paths::new_purchase(&slug, "materials"),
                "coins",
                td_string!(locale, stock.purchases.materials),
                "button",
            ),
            button(
                paths::new_purchase(&slug, "shared"),
                "truck",
                td_string!(locale, stock.purchases.shared),
                "button secondary",
            ),
        ]
        .collect_view()
    });
    let total: Cents = purchases.iter().filter(|one| one.taken_back_on.is_none()).map(Purchase::net).sum();
    let rows = purchases.iter().map(|one| row(locale, &slug, one)).collect_view();
    let body = if purchases.is_empty() {
        view! { <div class="empty"><Icon name="coins" big=true/><h2>{td_string!(locale, stock.purchases.nothing)}</h2><p>{td_string!(locale, stock.purchases.nothing_why)}</p></div> }.into_any()
    } else {
        view! { <p>{td_string!(locale, stock.purchases.sum)} " " <b>{money(total)}</b></p><ul class="rows">{rows}</ul> }
            .into_any()
    };
    let back = (paths::stock(&slug), td_string!(locale, stock.place).to_string());
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock">
            {head(back, title.to_string(), None)}
            <div class="actions">{write}</div>
            {body}
        </Frame>
    }
    .into_any())
}

fn row(locale: Locale, slug: &str, one: &Purchase) -> AnyView {
    let icon = if one.what == "shared" { "truck" } else { "fabric" };
    let back = one.taken_back_on.map(|_| format!(" · {}", td_string!(locale, stock.was_taken_back)));
    let photo = one.picture().map(|_| format!(" · {}", td_string!(locale, stock.purchases.has_receipt)));
    view! {
        <li><a class="row" href=paths::purchase(slug, one.id)>
            <Icon name=icon/>
            <span class="row-main"><b dir="auto">{one.supplier.clone()}</b><span class="row-note">{words::day_without_year(locale, one.bought_on)} {photo} {back}</span></span>
            <span class="row-end">{money(one.total())}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

#[component]
pub fn PurchasePage() -> impl IntoView {
    page(purchase)
}

async fn purchase(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let purchase = store::purchase(&mut *db, &member, visit.id("id")?).await?;
    let lines = store::of_source(&mut *db, &member, purchase.id).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("photos/add").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let day = words::day(locale, purchase.bought_on);
    let title = td_string!(locale, stock.purchases.one, supplier = purchase.supplier.clone(), day = day).to_string();
    let gone = purchase.taken_back_on.map(|day| {
        taken_back(td_string!(locale, stock.taken_back_on, day = words::day_without_year(locale, day)).to_string())
    });
    let note = (!purchase.note.is_empty()).then(|| view! { <p dir="auto">{purchase.note.clone()}</p> });
    let back = (paths::purchases(&slug), td_string!(locale, stock.purchases.all).to_string());
    let (facts, table, receipt, undo) = (
        facts(locale, &purchase),
        table(locale, &slug, &lines),
        receipt(typed, &member, &purchase),
        undo(locale, &member, &purchase),
    );
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="stock">
            {head(back, title, None)}
            {gone}
            {facts}
            {note}
            {table}
            {receipt}
            {undo}
        </Frame>
    }
    .into_any())
}

fn facts(locale: Locale, purchase: &Purchase) -> AnyView {
    let what = match purchase.what.as_str() {
        "shared" => td_string!(locale, stock.purchases.for_everybody).to_string(),
        _ => td_string!(locale, stock.purchases.for_stock).to_string(),
    };
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, stock.purchases.what)}</dt><dd>{what}</dd></div>
            <div><dt>{td_string!(locale, stock.purchases.paid)}</dt><dd>{money(purchase.total())}</dd></div>
            <div><dt>{td_string!(locale, stock.purchases.vat_in_it)}</dt><dd>{money(purchase.vat())}</dd></div>
            <div><dt>{td_string!(locale, stock.purchases.net)}</dt><dd>{money(purchase.net())}</dd></div>
        </dl>
    }
    .into_any()
}

fn table(locale: Locale, slug: &str, lines: &[Moved]) -> Option<AnyView> {
    let [material, quantity, net] = [
        td_string!(locale, stock.material).to_string(),
        td_string!(locale, stock.purchases.quantity).to_string(),
        td_string!(locale, stock.purchases.net).to_string(),
    ];
    let lines: Vec<&Moved> = lines.iter().filter(|line| line.reverses.is_none()).collect();
    let rows = lines.iter().map(|line| {
        let name = match line.thing() {
            Ok(store::Thing::Material(id)) => view! { <a class="link" href=paths::material(slug, id)>{line.name.clone()}</a> }.into_any(),
            _ => line.name.clone().into_any(),
        };
        view! {
            <tr><th scope="row">{name}</th><td class="num" data-label=quantity.clone()><bdi>{said::moved(locale, line)}</bdi></td>
                <td class="num" data-label=net.clone()>{money(line.amount())}</td></tr>
        }
    }).collect_view();
    (!lines.is_empty()).then(|| view! {
        <table class="table stack">
            <caption class="visually-hidden">{td_string!(locale, stock.purchases.lines)}</caption>
            <thead><tr><th scope="col">{material}</th><th scope="col" class="num">{quantity.clone()}</th><th scope="col" class="num">{net.clone()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }.into_any())
}

fn receipt(typed: Typed, member: &Member, purchase: &Purchase) -> AnyView {
    let (locale, slug) = (typed.locale, &member.cohort.slug);
    let alt = td_string!(locale, stock.purchases.receipt_of, supplier = purchase.supplier.clone()).to_string();
    let photo = purchase.picture().map(|photo| view::picture(slug, photo, alt, "photo"));
    let has_one = photo.is_some();
    let form = member
        .cohort
        .state
        .takes_plan()
        .then(|| view::photo_form(typed, slug, (About::Purchase, purchase.id), has_one));
    view! { <section class="section"><h2>{td_string!(locale, stock.purchases.receipt)}</h2>{photo}{form}</section> }
        .into_any()
}

fn undo(locale: Locale, member: &Member, purchase: &Purchase) -> Option<AnyView> {
    let open = member.cohort.state.takes_work() && purchase.taken_back_on.is_none();
    let fields = vec![("cohort", member.cohort.slug.clone()), ("purchase", purchase.id.to_string())];
    open.then(|| view! {
        <section class="section"><h2>{td_string!(locale, stock.mistake)}</h2><p>{td_string!(locale, stock.purchases.take_back_why)}</p>
            <ButtonForm action=TakeBackPurchase::url() fields=fields label=td_string!(locale, stock.purchases.take_back) icon="undo" class="button secondary"/></section>
    }.into_any())
}
