//! One material: what is left, what it costs, what moved it, and in which lots it is. And the form of a new one.

use super::{button, head};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths, production,
        stock::{
            actions::{AddMaterial, MoveStock, SaveMaterial, TakeBackMovement},
            policy, said,
            store::{self, Lot, Material, Moved},
        },
        ui::{
            days::near_days,
            form::{ButtonForm, Choice, Choices, Form, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        quantity::Quantity,
        stock::{Kind, Measure},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewMaterialPage() -> impl IntoView {
    page(new_material)
}

async fn new_material(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("stock/add-material").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = td_string!(locale, stock.add_material);
    let units = Measure::ALL.iter().map(|unit| Choice::new(unit.code(), said::unit(locale, *unit))).collect();
    let back = (paths::stock(&slug), td_string!(locale, stock.place).to_string());
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock" form="stock/add-material">
            {head(back, title.to_string(), None)}
            <Form typed=typed.clone() action=AddMaterial::url() cohort=slug creates=true>
                <TextField typed=typed.clone() name="name" label=td_string!(locale, stock.name) hint=td_string!(locale, stock.name_hint)/>
                <Choices typed=typed.clone() name="unit" legend=td_string!(locale, stock.unit) options=units two=true/>
                {minimum(&typed, None)}
                <Submit label=title/>
            </Form>
        </Frame>
    }
    .into_any())
}

fn minimum(typed: &Typed, had: Option<Quantity>) -> AnyView {
    let locale = typed.locale;
    let value = had.map(|had| had.display(words::decimal(locale))).unwrap_or_default();
    view! {
        <TextField typed=typed.clone() name="minimum" label=td_string!(locale, stock.minimum) hint=td_string!(locale, stock.minimum_hint) value=value
            inputmode="decimal" class="short" optional=true/>
    }
    .into_any()
}

#[component]
pub fn MaterialPage() -> impl IntoView {
    page(material)
}

async fn material(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let mut db = visit.state.db.read().acquire().await?;
    let material = policy::named(store::materials(&mut *db, &member).await?, visit.id("id")?)?;
    let moved = store::of_material(&mut *db, &member, material.id).await?;
    let lots = store::lots_with(&mut *db, &member, material.id).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("stock/save-material").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let back = (paths::stock(&slug), td_string!(locale, stock.place).to_string());
    let write = member.cohort.state.takes_work().then(|| {
        let href = paths::move_material(&slug, material.id);
        view! { <div class="actions">{button(href, "edit", td_string!(locale, stock.moving.title), "button")}</div> }
    });
    let price = material.price().map(|price| {
        let unit = said::unit(locale, material.unit());
        view! { <div><dt>{td_string!(locale, stock.price)}</dt><dd>{production::said::money(price.unit())} {format!(" / {unit}")}</dd></div> }
    });
    let minimum = material.minimum().map(|least| {
        view! { <div><dt>{td_string!(locale, stock.minimum)}</dt><dd>{said::amount(locale, least, material.unit())}</dd></div> }
    });
    let left = said::amount(locale, material.left(), material.unit());
    let (history, used, change) =
        (history(locale, &member, &moved), used_in(locale, &slug, &lots), change(typed, &member, &material));
    let title = material.name;
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="stock" form="stock/save-material">
            {head(back, title, None)}
            <dl class="facts"><div><dt>{td_string!(locale, stock.left)}</dt><dd><bdi>{left}</bdi></dd></div>{price}{minimum}</dl>
            {write}
            {history}
            {used}
            {change}
        </Frame>
    }
    .into_any())
}

fn history(locale: Locale, member: &Member, moved: &[Moved]) -> AnyView {
    let today_is_open = member.cohort.state.takes_work();
    let rows = moved.iter().map(|one| row(locale, member, one, today_is_open)).collect_view();
    let body = if moved.is_empty() {
        view! { <p>{td_string!(locale, stock.no_moves)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <section class="section"><h2>{td_string!(locale, stock.moves)}</h2>{body}</section> }.into_any()
}

/// A movement: what, when, why, and how to take it back or where to look.
fn row(locale: Locale, member: &Member, one: &Moved, open: bool) -> AnyView {
    let slug = &member.cohort.slug;
    let kind = one.kind().map(|kind| said::kind(locale, kind)).unwrap_or_default();
    let reason = one.reason().map(|reason| format!(" · {}", said::reason(locale, reason)));
    let note = (!one.note.is_empty()).then(|| view! { <span class="row-note" dir="auto">{one.note.clone()}</span> });
    let state = if one.reverses.is_some() {
        Some(td_string!(locale, stock.takes_back).to_string())
    } else {
        one.taken_back.then(|| td_string!(locale, stock.was_taken_back).to_string())
    };
    let back = (open && one.is_loose()).then(|| {
        let fields = vec![("cohort", slug.clone()), ("movement", one.id.to_string())];
        view! { <ButtonForm action=TakeBackMovement::url() fields=fields label=td_string!(locale, stock.take_back) icon="undo"/> }
    });
    let from = match (one.kind(), one.source) {
        (Ok(Kind::Bought), Some(id)) => Some((paths::purchase(slug, id), td_string!(locale, stock.see_purchase))),
        (Ok(Kind::Used), Some(id)) => Some((paths::lot(slug, id), td_string!(locale, stock.see_lot))),
        _ => None,
    };
    let from = from.map(|(href, label)| view! { <a class="link" href=href>{label}</a> });
    view! {
        <li><div class="row">
            <span class="row-main"><b><bdi>{said::moved(locale, one)}</bdi></b>
                <span class="row-note">{kind} {reason} " · " {words::day_without_year(locale, one.on_day)}</span>
                {note}
                {state.map(|text| view! { <span class="row-note">{text}</span> })}</span>
            <span class="row-end">{from}{back}</span>
        </div></li>
    }
    .into_any()
}

/// Forward: the lots that have it.
fn used_in(locale: Locale, slug: &str, lots: &[Lot]) -> Option<AnyView> {
    let rows = lots.iter().map(|lot| {
        view! { <li><a class="row" href=paths::lot(slug, lot.id)><Icon name=lot.pictogram.clone()/><span class="row-main"><b>{said::lot(locale, lot)}</b>
            <span class="row-note">{words::day_without_year(locale, lot.made_on)}</span></span><span class="row-end"><Icon name="arrow-next"/></span></a></li> }
    }).collect_view();
    (!lots.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, stock.used_in)}</h2><ul class="rows">{rows}</ul></section> }.into_any()
    })
}

fn change(typed: Typed, member: &Member, material: &Material) -> Option<AnyView> {
    let (locale, slug) = (typed.locale, member.cohort.slug.clone());
    let options = vec![
        Choice::new("no", td_string!(locale, stock.in_use)).icon("check"),
        Choice::new("yes", td_string!(locale, stock.not_in_use)).icon("cross"),
    ];
    let chosen = vec![if material.archived { "yes" } else { "no" }.to_owned()];
    let (open, id, name) = (typed.is_back(), material.id.to_string(), material.name.clone());
    let least = minimum(&typed, material.minimum());
    member.cohort.state.takes_plan().then(|| {
        view! {
            <details class="section" open=open>
                <summary>{td_string!(locale, stock.change_material)}</summary>
                <Form typed=typed.clone() action=SaveMaterial::url() cohort=slug>
                    <input type="hidden" name="material" value=id/>
                    <TextField typed=typed.clone() name="name" label=td_string!(locale, stock.name) value=name/>
                    {least}
                    <Choices typed=typed.clone() name="archived" legend=td_string!(locale, stock.offered) options=options chosen=chosen two=true/>
                    <Submit label=td_string!(locale, frame.save)/>
                </Form>
            </details>
        }
        .into_any()
    })
}

#[component]
pub fn MovePage() -> impl IntoView {
    page(r#move)
}

async fn r#move(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let materials = store::materials(visit.state.db.read(), &member).await?;
    let material = policy::named(materials, visit.id("id")?)?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("stock/move").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title = td_string!(locale, stock.moving.question, name = material.name.clone()).to_string();
    let icons = ["heart-hands", "undo", "scissors", "arrow-next", "trash"];
    let kinds = Kind::BY_HAND.iter().zip(icons);
    let kinds = kinds.map(|(kind, icon)| Choice::new(kind.code(), said::kind(locale, *kind)).icon(icon)).collect();
    let quantity = td_string!(locale, stock.how_much, unit = said::unit(locale, material.unit())).to_string();
    let weight = (material.unit() != Measure::Kilogram).then(|| {
        view! { <TextField typed=typed.clone() name="weight" label=td_string!(locale, stock.moving.weight) hint=td_string!(locale, stock.moving.weight_hint)
            inputmode="decimal" class="short" optional=true/> }
    });
    let back = (paths::material(&slug, material.id), material.name.clone());
    let day = td_string!(locale, production.which_day).to_string();
    let days = (member.cohort.today(visit.now()), member.cohort.dates);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="stock" form="stock/move">
            {head(back, title, Some(td_string!(locale, stock.moving.lead).to_string()))}
            <Form typed=typed.clone() action=MoveStock::url() cohort=slug creates=true>
                <input type="hidden" name="material" value=material.id.to_string()/>
                <Choices typed=typed.clone() name="kind" legend=td_string!(locale, stock.moving.kind) options=kinds/>
                <TextField typed=typed.clone() name="quantity" label=quantity inputmode="decimal" class="short"/>
                {weight}
                {near_days(&typed, "moved_on", day, days)}
                <TextField typed=typed.clone() name="note" label=td_string!(locale, stock.note) hint=td_string!(locale, stock.note_hint) optional=true/>
                <Submit label=td_string!(locale, stock.moving.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}
