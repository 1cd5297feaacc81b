//! Noting a purchase, with its receipt in hand.

use super::{button, head};
use crate::{
    app::{
        i18n::*,
        paths,
        stock::{
            actions::Buy,
            forms::{ROWS, What},
            said,
            store::{self, Material},
        },
        ui::{
            days::near_days,
            form::{Choice, Choices, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
    },
    domain::stock::Vat,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewPurchasePage() -> impl IntoView {
    page(new_purchase)
}

async fn new_purchase(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let materials = store::materials(visit.state.db.read(), &member).await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("stock/buy").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let asked = visit.query("what").and_then(|code| What::from_code(&code)).unwrap_or(What::Materials);
    let (title, other) = match asked {
        What::Materials => (td_string!(locale, stock.purchases.materials), What::Shared),
        What::Shared => (td_string!(locale, stock.purchases.shared), What::Materials),
    };
    let lines = match asked {
        What::Materials => rows(&typed, &slug, &materials),
        What::Shared => view! {
            <TextField typed=typed.clone() name="total" label=td_string!(locale, stock.purchases.total) hint=td_string!(locale, production.price_hint_short) inputmode="decimal" class="medium"/>
        }.into_any(),
    };
    let back = (paths::purchases(&slug), td_string!(locale, stock.purchases.all).to_string());
    let day = td_string!(locale, production.which_day).to_string();
    let days = (member.cohort.today(visit.now()), member.cohort.dates);
    let switch = match other {
        What::Materials => td_string!(locale, stock.purchases.rather_materials).to_string(),
        What::Shared => td_string!(locale, stock.purchases.rather_shared).to_string(),
    };
    Ok(view! {
        <Frame visit=visit title=title group=group place="stock" form="stock/buy">
            {head(back, title.to_string(), Some(td_string!(locale, stock.purchases.lead).to_string()))}
            <p><a class="link" href=paths::new_purchase(&slug, other.code())>{switch}</a></p>
            <Form typed=typed.clone() action=Buy::url() cohort=slug creates=true>
                <input type="hidden" name="what" value=asked.code()/>
                <TextField typed=typed.clone() name="supplier" label=td_string!(locale, stock.purchases.supplier) hint=td_string!(locale, stock.purchases.supplier_hint)/>
                {near_days(&typed, "bought_on", day, days)}
                {lines}
                {vat(&typed)}
                <TextField typed=typed.clone() name="note" label=td_string!(locale, stock.note) optional=true/>
                <Submit label=td_string!(locale, stock.purchases.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// As many rows as a short receipt has; those left empty are not counted.
fn rows(typed: &Typed, slug: &str, materials: &[Material]) -> AnyView {
    let locale = typed.locale;
    let mut options = vec![(String::new(), td_string!(locale, stock.purchases.choose).to_string())];
    options.extend(materials.iter().filter(|one| !one.archived).map(|one| {
        let unit = said::unit(locale, one.unit());
        (one.id.to_string(), format!("{} ({unit})", one.name))
    }));
    let row = |number: usize| {
        let legend = td_string!(locale, stock.purchases.line, number = number).to_string();
        view! {
            <fieldset class="section">
                <legend>{legend}</legend>
                <Select typed=typed.clone() name=format!("material[{number}]") label=td_string!(locale, stock.material) options=options.clone()/>
                <TextField typed=typed.clone() name=format!("quantity[{number}]") label=td_string!(locale, stock.purchases.quantity) inputmode="decimal" class="short"/>
                <TextField typed=typed.clone() name=format!("amount[{number}]") label=td_string!(locale, stock.purchases.amount) hint=td_string!(locale, production.price_hint_short) inputmode="decimal" class="medium"/>
            </fieldset>
        }
        .into_any()
    };
    let first = row(1);
    let others = (2..=ROWS).map(row).collect_view();
    let open = typed.is_back();
    view! {
        {first}
        <details open=open><summary>{td_string!(locale, stock.purchases.more_lines)}</summary>{others}</details>
        <p>{button(paths::new_material(slug), "plus", td_string!(locale, stock.add_material), "button small quiet")}</p>
    }
    .into_any()
}

fn vat(typed: &Typed) -> AnyView {
    let locale = typed.locale;
    let options = Vat::ALL.iter().map(|vat| {
        let words = match vat {
            Vat::Nothing => td_string!(locale, stock.purchases.no_vat).to_string(),
            rate => td_string!(locale, stock.purchases.rate, rate = said::rate(locale, *rate)).to_string(),
        };
        Choice::new(vat.code(), words)
    });
    view! {
        <Choices typed=typed.clone() name="vat" legend=td_string!(locale, stock.purchases.vat) hint=td_string!(locale, stock.purchases.vat_hint)
            options=options.collect() chosen=vec![Vat::Nothing.code().to_owned()] two=true/>
        <TextField typed=typed.clone() name="vat_amount" label=td_string!(locale, stock.purchases.vat_amount) hint=td_string!(locale, stock.purchases.vat_amount_hint)
            inputmode="decimal" class="medium" optional=true/>
    }
    .into_any()
}
