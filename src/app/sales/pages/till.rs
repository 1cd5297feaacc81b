//! The till: pictures, a number under each by − and +, and the sum. The basket is carried in the address, so that nothing is
//! stored before somebody pays.

use super::{back, channel_options, not_now};
use crate::{
    app::{
        i18n::*,
        paths,
        production::store::{self as products, Product},
        ui::{
            form::{Select, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{money::Cents, quantity::Quantity, sale::Channel},
    platform::{
        error::AppError,
        form::{self, RawForm},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

#[component]
pub fn TillPage() -> impl IntoView {
    page(till)
}

/// More of one product than anybody hands over a stall.
const MOST: i64 = 9_999;

/// What was taken so far, and where it is sold.
pub(super) struct Taken {
    pub channel: Channel,
    counts: Vec<(Uuid, i64)>,
}

impl Taken {
    /// From the address: `q[{product}]`, and one button `plus` or `minus` that was pressed.
    pub(super) fn asked(visit: &Visit) -> Self {
        let raw = visit.asked();
        let read = |(id, count): (&str, &str)| Some((Uuid::parse_str(id).ok()?, count.parse().ok()?));
        let counts = form::map(&raw, "q").into_iter().filter_map(read);
        let mut counts: Vec<(Uuid, i64)> = counts.filter(|(_, count)| (1..=MOST).contains(count)).collect();
        for (button, by) in [("plus", 1), ("minus", -1)] {
            if let Some(id) = pressed(&raw, button) {
                let now = counts.iter().find(|(one, _)| *one == id).map_or(0, |(_, count)| *count);
                counts.retain(|(one, _)| *one != id);
                counts.push((id, (now + by).clamp(0, MOST)));
            }
        }
        counts.retain(|(_, count)| *count > 0);
        let sold = |code: &str| Channel::SOLD.into_iter().find(|channel| channel.code() == code);
        Self { channel: sold(form::text(&raw, "channel")).unwrap_or(Channel::Market), counts }
    }

    pub(super) fn of(&self, product: &Product) -> i64 {
        self.counts.iter().find(|(id, _)| *id == product.id).map_or(0, |(_, count)| *count)
    }

    fn total(&self, products: &[Product]) -> Cents {
        products.iter().map(|product| product.value(Quantity::units(self.of(product)))).sum()
    }
}

fn pressed(raw: &RawForm, button: &str) -> Option<Uuid> {
    Uuid::parse_str(form::text(raw, button)).ok()
}

async fn till(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let mut offered = products::products(visit.state.db.read(), &member).await?;
    offered.retain(|product| !product.archived);
    let taken = Taken::asked(&visit);
    let body = match (member.cohort.takes_work().is_ok(), offered.is_empty()) {
        (false, _) => not_now(locale, &slug),
        (true, true) => nothing_to_sell(locale, &slug),
        (true, false) => counter(locale, &slug, &taken, &offered),
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, sales.till.title) group=group place="sales">
            {back(locale, &slug)}
            {body}
        </Frame>
    }
    .into_any())
}

fn nothing_to_sell(locale: Locale, slug: &str) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="box" big=true/>
            <h1>{td_string!(locale, sales.till.title)}</h1>
            <p>{td_string!(locale, sales.till.no_products)}</p>
            <a class="button" href=paths::products(slug)><Icon name="arrow-next"/><span>{td_string!(locale, production.products)}</span></a>
        </div>
    }
    .into_any()
}

fn counter(locale: Locale, slug: &str, taken: &Taken, offered: &[Product]) -> AnyView {
    let here = paths::till(slug);
    let cards = offered.iter().map(|product| card(locale, &here, product, taken.of(product))).collect_view();
    let carried = offered.iter().filter(|product| taken.of(product) > 0).map(|product| {
        view! { <input type="hidden" name=format!("q[{}]", product.id) value=taken.of(product).to_string()/> }
    });
    let total = taken.total(offered);
    let pay = td_string!(locale, sales.till.pay, amount = total.french()).to_string();
    let label = td_string!(locale, sales.till.other_amount).to_string();
    let (icon, label, class) =
        if total == Cents(0) { ("arrow-next", label, "button big secondary") } else { ("coins", pay, "button big") };
    let (action, again) = (here.clone(), here.clone());
    view! {
        <header class="page-head"><h1>{td_string!(locale, sales.till.title)}</h1><p class="lead">{td_string!(locale, sales.till.lead)}</p></header>
        <form class="form till" method="get" action=action>
            {carried.collect_view()}
            <ul class="products">{cards}</ul>
            <div class="till-foot" role="status"><span>{td_string!(locale, sales.total)}</span>" "<b class="number"><bdi>{total.french()}</bdi></b></div>
            <Select typed=Typed::nothing(locale) name="channel" label=td_string!(locale, sales.where_sold)
                options=channel_options(locale, &Channel::SOLD) value=taken.channel.code()/>
            <div class="actions">
                <button class=class formaction=paths::pay(slug)><Icon name=icon/><span>{label}</span></button>
                <a class="button quiet" href=again><Icon name="undo"/><span>{td_string!(locale, sales.till.empty)}</span></a>
            </div>
        </form>
    }
    .into_any()
}

/// A product to take one more or one fewer of. The page comes back to the card that was touched.
fn card(locale: Locale, here: &str, product: &Product, count: i64) -> AnyView {
    let anchor = format!("p-{}", product.id);
    let back = format!("{here}#{anchor}");
    let id = product.id.to_string();
    let more = td_string!(locale, sales.till.more, name = product.name.clone()).to_string();
    let fewer = td_string!(locale, sales.till.fewer, name = product.name.clone()).to_string();
    let chosen = if count > 0 { "product till-card chosen" } else { "product till-card" };
    view! {
        <li id=anchor><div class=chosen>
            <Icon name=product.pictogram.clone()/>
            <b>{product.name.clone()}</b>
            <span class="row-note"><bdi>{product.price().french()}</bdi></span>
            <div class="stepper till-stepper">
                <button name="minus" value=id.clone() formaction=back.clone() disabled={count == 0} aria-label=fewer><Icon name="minus"/><span>{td_string!(locale, production.fewer)}</span></button>
                <b class="till-count" aria-live="polite">{count}</b>
                <button name="plus" value=id formaction=back aria-label=more><Icon name="plus"/><span>{td_string!(locale, production.more)}</span></button>
            </div>
        </div></li>
    }
    .into_any()
}
