//! What was taken, at which price, paid how and by whom: the page that writes the sale.

use super::{
    super::{
        actions::Record,
        basket::{self, Line},
    },
    back, channel_options, not_now, paid_and_to_whom,
    till::Taken,
};
use crate::{
    app::{
        i18n::*,
        production::{
            said::amount,
            store::{self as products, Product},
        },
        stock::{self, store::Offered},
        ui::{
            form::{DayField, Form, Select, Submit, TextArea, Typed},
            frame::{Frame, Group},
        },
        visit::{Visit, page},
        words,
    },
    domain::{money::Cents, quantity::Quantity, sale::Channel},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PayPage() -> impl IntoView {
    page(pay)
}

const FORM: &str = "sales/record";

async fn pay(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let mut db = visit.state.db.read().acquire().await?;
    let offered = products::products(&mut *db, &member).await?;
    let lots = stock::store::offered(&mut *db, &member).await?;
    drop(db);
    let taken = Taken::asked(&visit);
    let body = match member.cohort.takes_work().is_ok() || typed.is_back() {
        true => form(typed, &slug, &taken, &offered, &lots),
        false => not_now(locale, &slug),
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sales.pay.title) group=group place="sales" form=FORM>
            {back(locale, &slug)}
            {body}
        </Frame>
    }
    .into_any())
}

fn form(typed: Typed, slug: &str, taken: &Taken, offered: &[Product], lots: &[Offered]) -> AnyView {
    let locale = typed.locale;
    let (chosen, lines) = chosen(&typed, taken, offered);
    let total = lines.iter().map(|line| line.amount).sum::<Cents>();
    let free = if chosen.is_empty() { basket::EXTRAS.len() } else { 1 };
    let extras = basket::extra_fields(&typed, &[], free);
    let extras = match chosen.is_empty() {
        true => extras,
        false => {
            view! { <details class="more"><summary>{td_string!(locale, sales.pay.add)}</summary>{extras}</details> }
                .into_any()
        }
    };
    let sum = (!chosen.is_empty() && !typed.is_back()).then(|| {
        view! { <p class="figure-line"><b class="number"><bdi>{total.french()}</bdi></b></p> }
    });
    let of_lots = chosen.iter().map(|product| lot_of(&typed, product, lots)).collect_view();
    let (rows, channel) = (basket::product_fields(&typed, &chosen, &lines), taken.channel.code());
    view! {
        <header class="page-head"><h1>{td_string!(locale, sales.pay.title)}</h1>{sum}</header>
        <Form typed=typed.clone() action=Record::url() cohort=slug creates=true>
            {rows}
            {of_lots}
            {extras}
            {paid_and_to_whom(&typed)}
            <Select typed=typed.clone() name="channel" label=td_string!(locale, sales.where_sold)
                options=channel_options(locale, &Channel::SOLD) value=channel/>
            <details class="more"><summary>{td_string!(locale, sales.pay.more)}</summary>
                <DayField typed=typed.clone() name="sold_on" legend=td_string!(locale, sales.pay.which_day) optional=true/>
                <TextArea typed=typed.clone() name="note" label=td_string!(locale, sales.note) hint=td_string!(locale, sales.note_hint) rows=2 optional=true/>
            </details>
            <Submit label=td_string!(locale, sales.pay.go) icon="coins"/>
        </Form>
    }
    .into_any()
}

/// Of which lot, where there are some: whoever complains is then led back to what was in it.
fn lot_of(typed: &Typed, product: &Product, lots: &[Offered]) -> Option<AnyView> {
    let locale = typed.locale;
    let option = |lot: &Offered| {
        let variant = lot.variant_name.iter().map(|name| format!(", {name}"));
        let until = lot.use_by.map(|day| {
            let day = words::day_without_year(locale, day);
            format!(", {}", td_string!(locale, sales.pay.lot_until, day = day))
        });
        let left = amount(locale, lot.left(), &product.unit);
        let left = td_string!(locale, sales.pay.lot_left, number = lot.number, left = left).to_string();
        (lot.id.to_string(), std::iter::once(left).chain(variant).chain(until).collect::<String>())
    };
    let mut options = vec![(String::new(), td_string!(locale, sales.pay.no_lot).to_string())];
    options.extend(lots.iter().filter(|lot| lot.product == product.id).map(option));
    let label = td_string!(locale, sales.pay.which_lot, product = product.name.clone()).to_string();
    (options.len() > 1).then(|| {
        view! { <Select typed=typed.clone() name=format!("lot[{}]", product.id) label=label options=options optional=true/> }
            .into_any()
    })
}

/// The products of the address, or of the form that came back, and their lines at the usual price.
fn chosen<'p>(typed: &Typed, taken: &Taken, offered: &'p [Product]) -> (Vec<&'p Product>, Vec<Line>) {
    let was =
        |product: &&Product| taken.of(product) > 0 || !typed.text(&format!("quantity[{}]", product.id), "").is_empty();
    let chosen: Vec<&Product> = offered.iter().filter(was).collect();
    let line = |product: &&Product| {
        let quantity = Quantity::units(taken.of(product));
        let (what, price, amount) = (product.name.clone(), product.price(), product.value(quantity));
        Line { product: Some(product.id), lot: None, what, quantity, price, amount }
    };
    let lines = chosen.iter().map(line).collect();
    (chosen, lines)
}
