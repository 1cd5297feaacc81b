//! Products with a quantity and a price, and lines in free words: what a sale and an order have in common.

use super::said;
use crate::{
    app::{
        i18n::*,
        production::store::Product,
        ui::form::{TextField, Typed},
        words,
    },
    domain::{money::Cents, problem::Problem, quantity::Quantity, sale, text::Title},
    platform::form::Fields,
};
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// One line of a sale or an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub product: Option<Uuid>,
    /// The batch that it is of, when somebody said so.
    pub lot: Option<Uuid>,
    pub what: String,
    pub quantity: Quantity,
    pub price: Cents,
    pub amount: Cents,
}

/// `quantity[{product}]`, `price[{product}]`, and the lines in free words.
pub const FIELDS: [&str; 8] = [
    "quantity",
    "price",
    "extra_1",
    "extra_quantity_1",
    "extra_price_1",
    "extra_2",
    "extra_quantity_2",
    "extra_price_2",
];

/// What, how many, at which price: the names of the fields of a line in free words.
pub const EXTRAS: [[&str; 3]; 2] =
    [["extra_1", "extra_quantity_1", "extra_price_1"], ["extra_2", "extra_quantity_2", "extra_price_2"]];

/// Reads the lines: at least one, and something in all. A product without a price has the usual one.
pub fn read(fields: &mut Fields<'_>, products: &[Product]) -> Option<(Vec<Line>, Cents)> {
    let prices: HashMap<Uuid, Cents> = fields.by_id("price", Cents::parse).into_iter().collect();
    let mut lines = Vec::new();
    for (id, quantity) in fields.by_id("quantity", Quantity::typed) {
        let Some(product) = products.iter().find(|product| product.id == id) else {
            fields.refuse("quantity", Problem::NotAChoice);
            continue;
        };
        let price = prices.get(&id).copied().unwrap_or_else(|| product.price());
        let amount = fields.keep(&format!("price[{id}]"), sale::amount(price, quantity));
        lines.extend(amount.map(|amount| Line {
            product: Some(id),
            lot: None,
            what: product.name.clone(),
            quantity,
            price,
            amount,
        }));
    }
    lines.sort_by_key(|line| products.iter().position(|product| Some(product.id) == line.product));
    lines.extend(EXTRAS.iter().filter_map(|names| extra(fields, names)));
    let total = fields.keep("quantity", sale::total(lines.iter().map(|line| line.amount)))?;
    Some((lines, total))
}

/// A line in free words: one of it unless somebody says how many; whoever says how many or how much says what.
fn extra(fields: &mut Fields<'_>, [what, quantity, price]: &[&str; 3]) -> Option<Line> {
    if [what, quantity, price].iter().all(|name| fields.text(name).is_empty()) {
        return None;
    }
    let said = fields.required(what, Title::parse);
    let count = match fields.text(quantity) {
        "" => Some(Quantity::units(1)),
        text => fields.keep(quantity, Quantity::typed(text)),
    };
    let cents = fields.required(price, Cents::parse);
    let (said, count, cents) = (said?, count?, cents?);
    let amount = fields.keep(price, sale::amount(cents, count))?;
    Some(Line { product: None, lot: None, what: said.into(), quantity: count, price: cents, amount })
}

/// The fields of products, each starting from the line that there is.
pub fn product_fields(typed: &Typed, products: &[&Product], lines: &[Line]) -> AnyView {
    let locale = typed.locale;
    let row = |product: &&Product| {
        let line = lines.iter().find(|line| line.product == Some(product.id));
        let quantity = line.map(|line| line.quantity.display(words::decimal(locale))).unwrap_or_default();
        let price = said::plain(line.map_or(product.price(), |line| line.price));
        let how_many = td_string!(locale, sales.how_many, unit = product.unit.clone()).to_string();
        view! {
            <fieldset class="basket-row">
                <legend>{product.name.clone()}</legend>
                <div class="basket-fields">
                    <TextField typed=typed.clone() name=format!("quantity[{}]", product.id) label=how_many value=quantity inputmode="decimal" class="short"/>
                    <TextField typed=typed.clone() name=format!("price[{}]", product.id) label=td_string!(locale, sales.price_each) value=price inputmode="decimal" class="short"/>
                </div>
            </fieldset>
        }
    };
    let missing = typed.error("quantity").map(|text| {
        view! { <p class="error" id="quantity-error">{text}</p> }
    });
    view! { <div id="quantity" tabindex="-1">{missing}{products.iter().map(row).collect_view()}</div> }.into_any()
}

/// The fields of the first `count` lines in free words.
pub fn extra_fields(typed: &Typed, lines: &[Line], count: usize) -> AnyView {
    let locale = typed.locale;
    let mut free = lines.iter().filter(|line| line.product.is_none());
    let rows = EXTRAS.iter().take(count).map(|[what, quantity, price]| {
        let line = free.next();
        let text = line.map(|line| line.what.clone()).unwrap_or_default();
        let many = line.map(|line| line.quantity.display(words::decimal(locale))).unwrap_or_default();
        let each = line.map(|line| said::plain(line.price)).unwrap_or_default();
        view! {
            <fieldset class="basket-row">
                <legend>{td_string!(locale, sales.something_else)}</legend>
                <TextField typed=typed.clone() name=*what label=td_string!(locale, sales.what) value=text autocomplete="off"/>
                <div class="basket-fields">
                    <TextField typed=typed.clone() name=*quantity label=td_string!(locale, sales.how_many_plain) value=many inputmode="decimal" class="short"/>
                    <TextField typed=typed.clone() name=*price label=td_string!(locale, sales.price_each) value=each inputmode="decimal" class="short"/>
                </div>
            </fieldset>
        }
    });
    rows.collect_view().into_any()
}

/// Lines as a table with their sum.
pub fn table(locale: Locale, lines: &[Line], total: Cents) -> AnyView {
    let rows = lines.iter().map(|line| {
        view! {
            <tr><th scope="row" dir="auto">{line.what.clone()}</th>
                <td class="num">{line.quantity.display(words::decimal(locale))}</td>
                <td class="num"><bdi>{line.price.french()}</bdi></td>
                <td class="num"><bdi>{line.amount.french()}</bdi></td></tr>
        }
    });
    view! {
        <div class="table-scroll" role="region" aria-labelledby="lines" tabindex="0"><table class="table">
            <caption id="lines">{td_string!(locale, sales.lines)}</caption>
            <thead><tr><th scope="col">{td_string!(locale, sales.what_short)}</th><th scope="col" class="num">{td_string!(locale, sales.quantity)}</th>
                <th scope="col" class="num">{td_string!(locale, sales.price)}</th><th scope="col" class="num">{td_string!(locale, sales.amount)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot><tr><th scope="row" colspan="3">{td_string!(locale, sales.total)}</th><td class="num"><bdi>{total.french()}</bdi></td></tr></tfoot>
        </table></div>
    }
    .into_any()
}
