//! What the group made: totals by product for everybody, and by pôle and week, with money, for who accompanies it.

use super::named;
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        production::{
            said,
            store::{self, PoleTotal, Product, ProductTotal},
        },
        ui::{
            chart::{BarChart, Patterns, TableWords},
            form::{Select, Typed},
            icon::Icon,
        },
        visit::Visit,
    },
    domain::{cohort::Dates, minutes::Minutes, money::Cents, quantity::Quantity, week::IsoWeek},
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the group made of each product. Its hours are left out: in a small group they would tell of one person.
pub fn for_everybody(locale: Locale, products: &[Product], made: &BTreeMap<Uuid, Quantity>) -> AnyView {
    let rows = products
        .iter()
        .filter_map(|product| Some((product, *made.get(&product.id)?)))
        .map(|(product, quantity)| {
            let amount = said::amount(locale, quantity, &product.unit);
            view! {
                <li><div class="row"><Icon name=product.pictogram.clone()/>
                    <span class="row-main"><b>{product.name.clone()}</b></span><span class="row-end">{amount}</span></div></li>
            }
        })
        .collect_view();
    let body = if made.is_empty() {
        view! { <p>{td_string!(locale, production.group_nothing)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <section class="section"><h2>{td_string!(locale, production.group)}</h2>{body}</section> }.into_any()
}

/// Running the cooperative is work too: its hours beside those of making.
fn by_kind(locale: Locale, hours: [Minutes; 2]) -> Option<AnyView> {
    let [made, run] = hours;
    let all = Minutes(made.0 + run.0);
    let tenth = (run.0 * 10 + all.0 / 2).checked_div(all.0)?;
    let sentence = td_string!(locale, production.kinds_sentence, all = all.french(), run = run.french(), tenth = tenth)
        .to_string();
    let names = [td_string!(locale, production.making).to_string(), td_string!(locale, production.running).to_string()];
    let point = |(name, minutes): (String, Minutes)| (name, minutes.0 as f64, minutes.french());
    let data = names.into_iter().zip(hours).map(point).collect();
    let words = TableWords {
        open: td_string!(locale, production.see_figures).to_string(),
        labels: td_string!(locale, production.kind).to_string(),
    };
    let (title, unit) =
        (td_string!(locale, production.by_kind).to_string(), td_string!(locale, production.time).to_string());
    Some(
        view! { <BarChart id="kinds" title=title sentence=sentence unit=unit data=data words=words class="ph-3"/> }
            .into_any(),
    )
}

/// Totals in the order of the products.
fn lines<'t>(
    products: &'t [Product],
    totals: &'t [ProductTotal],
) -> impl Iterator<Item = (&'t Product, &'t ProductTotal)> {
    products.iter().filter_map(|product| Some((product, totals.iter().find(|total| total.product == product.id)?)))
}

/// What the address asks for: one week, one product, or all.
struct Chosen {
    week: Option<IsoWeek>,
    product: Option<Uuid>,
    between: Dates,
}

impl Chosen {
    fn of(visit: &Visit, products: &[Product], dates: Dates) -> Result<Self, AppError> {
        let week =
            visit.query("week").map(|text| IsoWeek::parse(&text)).transpose().map_err(|_| AppError::BadRequest)?;
        let product = visit.query("product").map(|text| text.parse().map_err(|_| AppError::NotFound)).transpose()?;
        if product.is_some_and(|id| named(products, id).is_none()) {
            return Err(AppError::NotFound);
        }
        let between = week.map_or(dates, |week| Dates { starts_on: week.first_day(), ends_on: week.last_day() });
        Ok(Self { week, product, between })
    }
}

/// Totals by product, pôle and week, with what they are worth: never a person's line.
pub async fn for_facilitator(
    visit: &Visit,
    db: &mut Connection,
    facilitator: &Facilitator,
    products: &[Product],
) -> Result<AnyView, AppError> {
    let (locale, cohort) = (visit.locale, &facilitator.cohort);
    let chosen = Chosen::of(visit, products, cohort.dates)?;
    let made = store::made(&mut *db, facilitator).await?;
    let mut totals = made.by_product(chosen.between);
    totals.retain(|total| chosen.product.is_none_or(|id| id == total.product));
    let poles = store::minutes_by_pole(&mut *db, facilitator, chosen.between, chosen.product).await?;
    let hours = [made.minutes(), store::running(&mut *db, facilitator).await?];
    let today = cohort.today(visit.now());
    let body = if totals.is_empty() {
        view! {
            <div class="empty"><Icon name="note" big=true/><h2>{td_string!(locale, production.group_nothing)}</h2>
                <p>{td_string!(locale, production.group_nothing_why)}</p></div>
        }
        .into_any()
    } else {
        let (money, time) = (by_product(locale, products, &totals), by_pole(locale, &poles));
        view! { {money} {time} }.into_any()
    };
    Ok(view! {
        <Patterns/>
        {by_week(locale, &made.by_week(chosen.product), today)}
        {by_kind(locale, hours)}
        {filters(locale, &chosen, products, cohort.dates, today)}
        {body}
    }
    .into_any())
}

fn by_week(locale: Locale, weeks: &BTreeMap<IsoWeek, Minutes>, today: NaiveDate) -> Option<AnyView> {
    let (first, last) = (weeks.keys().next()?, weeks.keys().last()?);
    // The last weeks that fit on a screen, those without work included.
    let shown = std::iter::successors(Some(*last), |week| Some(week.previous()).filter(|week| week >= first)).take(8);
    let mut shown: Vec<IsoWeek> = shown.collect();
    shown.reverse();
    let now = weeks.get(&IsoWeek::of(today)).copied().unwrap_or_default();
    let before = weeks.get(&IsoWeek::of(today).previous()).copied().unwrap_or_default();
    let sentence = match now {
        Minutes(0) => td_string!(locale, production.week_nothing, before = before.french()).to_string(),
        now => td_string!(locale, production.week_sentence, now = now.french(), before = before.french()).to_string(),
    };
    let data = shown
        .into_iter()
        .map(|week| {
            let minutes = weeks.get(&week).copied().unwrap_or_default();
            (said::week(locale, week), minutes.0 as f64, minutes.french())
        })
        .collect();
    let words = TableWords {
        open: td_string!(locale, production.see_figures).to_string(),
        labels: td_string!(locale, production.week).to_string(),
    };
    let unit = td_string!(locale, production.time).to_string();
    let title = td_string!(locale, production.by_week).to_string();
    Some(view! { <BarChart id="weeks" title=title sentence=sentence unit=unit data=data words=words/> }.into_any())
}

fn filters(locale: Locale, chosen: &Chosen, products: &[Product], dates: Dates, today: NaiveDate) -> AnyView {
    let typed = Typed::nothing(locale);
    let last = IsoWeek::of(today.clamp(dates.starts_on, dates.ends_on));
    let mut weeks = vec![(String::new(), td_string!(locale, production.all_weeks).to_string())];
    let all =
        std::iter::successors(Some(last), |week| Some(week.previous()).filter(|w| w.last_day() >= dates.starts_on));
    weeks.extend(all.map(|week| (week.to_string(), said::week(locale, week))));
    let mut names = vec![(String::new(), td_string!(locale, production.all_products).to_string())];
    names.extend(products.iter().map(|product| (product.id.to_string(), product.name.clone())));
    let week = chosen.week.map(|week| week.to_string()).unwrap_or_default();
    let product = chosen.product.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <form class="filters" method="get">
            <Select typed=typed.clone() name="week" label=td_string!(locale, production.week) options=weeks value=week/>
            <Select typed=typed name="product" label=td_string!(locale, production.product) options=names value=product/>
            <button class="button secondary"><Icon name="filter"/><span>{td_string!(locale, production.show)}</span></button>
        </form>
    }
    .into_any()
}

fn by_product(locale: Locale, products: &[Product], totals: &[ProductTotal]) -> AnyView {
    let [made, time, value, material] = [
        td_string!(locale, production.made).to_string(),
        td_string!(locale, production.time).to_string(),
        td_string!(locale, production.value).to_string(),
        td_string!(locale, production.material).to_string(),
    ];
    let rows = lines(products, totals)
        .map(|(product, total)| {
            view! {
                <tr><th scope="row">{product.name.clone()}</th>
                    <td class="num" data-label=made.clone()>{said::amount(locale, total.quantity(), &product.unit)}</td>
                    <td class="num" data-label=time.clone()>{said::spent(locale, total.minutes())}</td>
                    <td class="num" data-label=value.clone()>{said::money(product.value(total.quantity()))}</td>
                    <td class="num" data-label=material.clone()>{said::money(product.cost(total.quantity()))}</td></tr>
            }
        })
        .collect_view();
    let minutes: Minutes = totals.iter().map(ProductTotal::minutes).sum();
    let worth: Cents = lines(products, totals).map(|(product, total)| product.value(total.quantity())).sum();
    let cost: Cents = lines(products, totals).map(|(product, total)| product.cost(total.quantity())).sum();
    view! {
        <section class="section">
            <h2>{td_string!(locale, production.by_product)}</h2>
            <p>{td_string!(locale, production.value_hint)}</p>
            <table class="table stack">
                <caption class="visually-hidden">{td_string!(locale, production.by_product)}</caption>
                <thead><tr><th scope="col">{td_string!(locale, production.product)}</th><th scope="col" class="num">{made.clone()}</th>
                    <th scope="col" class="num">{time.clone()}</th><th scope="col" class="num">{value.clone()}</th>
                    <th scope="col" class="num">{material.clone()}</th></tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{td_string!(locale, production.total)}</th><td></td>
                    <td class="num" data-label=time.clone()>{said::spent(locale, minutes)}</td>
                    <td class="num" data-label=value.clone()>{said::money(worth)}</td>
                    <td class="num" data-label=material.clone()>{said::money(cost)}</td></tr></tfoot>
            </table>
        </section>
    }
    .into_any()
}

fn by_pole(locale: Locale, poles: &[PoleTotal]) -> AnyView {
    if poles.is_empty() {
        return ().into_any();
    }
    let rows = poles.iter().map(|pole| view! {
        <li><div class="row"><Icon name=pole.pictogram.clone()/><span class="row-main"><b>{pole.name.clone()}</b></span>
            <span class="row-end">{said::spent(locale, pole.minutes())}</span></div></li>
    }).collect_view();
    view! {
        <section class="section">
            <h2>{td_string!(locale, production.by_pole)}</h2>
            <p>{td_string!(locale, production.by_pole_hint)}</p>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
