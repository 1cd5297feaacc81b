//! Noter: the picture, how many and with whom, when. Nothing is written before the last page is sent.

use super::{
    looks, named,
    questions::{Around, FORM},
};
use crate::{
    app::{
        i18n::*,
        paths,
        production::{
            actions::Record,
            asked::{Asked, Step},
            said,
            store::Product,
        },
        ui::{
            form::{Form, Submit, Summary, Typed},
            frame::{Frame, Group},
            icon::Icon,
            islands::Scripts,
            pocket::KeptHere,
        },
        visit::{Visit, page},
    },
    domain::quantity::Quantity,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewRecordPage() -> impl IntoView {
    page(new_record)
}

async fn new_record(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let around = Around::load(&visit, member).await?;
    let asked = Asked::of(&visit, &typed, &around.member.cohort);
    let product =
        asked.answer("product").parse().ok().and_then(|id| named(&around.products, id)).filter(|p| !p.archived);
    let step = if product.is_none() && asked.step != Step::When { Step::Product } else { asked.step };
    let form = asked.typed(&visit);
    let closed = around.member.cohort.takes_work().is_err() && !typed.is_back();
    let (title, body) = match (closed, step, product) {
        (true, ..) => around.not_now(),
        (_, Step::Product, _) | (_, _, None) => which_product(&around, &asked),
        (_, Step::Amount, Some(product)) => how_many(&around, &asked, form, product),
        (_, Step::When, Some(product)) => when(&around, &asked, form, product),
    };
    let back = back(&around, &asked, step);
    Ok(view! {
        <Frame visit=visit title=title group=group place="record" form=FORM>
            {back}
            {body}
        </Frame>
    }
    .into_any())
}

type Page = (String, AnyView);

fn address(around: &Around, pairs: &[(String, String)], at: &str) -> String {
    let slug = &around.member.cohort.slug;
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", paths::escape(n), paths::escape(v))).collect();
    format!("{}?at={at}&{}", paths::new_record(slug), pairs.join("&")).trim_end_matches('&').to_owned()
}

fn back(around: &Around, asked: &Asked, step: Step) -> Option<AnyView> {
    let before = step.before()?;
    let href = address(around, &asked.all(), before.code());
    let label = td_string!(around.locale, frame.back);
    Some(view! { <p class="back"><a href=href><Icon name="arrow-back"/><span>{label}</span></a></p> }.into_any())
}

fn carried(asked: &Asked) -> AnyView {
    let others = asked.others().into_iter();
    others.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view().into_any()
}

fn which_product(around: &Around, asked: &Asked) -> Page {
    let locale = around.locale;
    let title = td_string!(locale, production.which_product).to_string();
    let mut others = asked.others();
    others.retain(|(name, _)| name != "product");
    let links = around.offered().map(|product| {
        let mut pairs = others.clone();
        pairs.insert(0, ("product".to_owned(), product.id.to_string()));
        let href = address(around, &pairs, Step::Amount.code());
        view! {
            <li><a class="product" href=href>{looks(&around.member.cohort.slug, product, true)}<b>{product.name.clone()}</b>
                <span class="row-note">{product.unit.clone()}</span></a></li>
        }
    }).collect_view();
    if around.offered().next().is_none() {
        return nothing_to_record(around, title);
    }
    let kept = around.own_phone.then(|| view! { <KeptHere keeping=around.keeping()/> });
    let body =
        view! { <header class="page-head"><h1>{title.clone()}</h1></header> {kept} <ul class="products">{links}</ul> };
    (title, body.into_any())
}

fn nothing_to_record(around: &Around, title: String) -> Page {
    let locale = around.locale;
    let first = around.member.role.is_facilitator().then(|| {
        let href = paths::new_product(&around.member.cohort.slug);
        view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, production.add_product)}</span></a> }
    });
    let body = view! {
        <header class="page-head"><h1>{title.clone()}</h1></header>
        <div class="empty"><Icon name="box" big=true/><h2>{td_string!(locale, production.no_products)}</h2>
            <p>{td_string!(locale, production.no_products_why)}</p>{first}</div>
    };
    (title, body.into_any())
}

/// The second page goes on to the third.
fn how_many(around: &Around, asked: &Asked, typed: Typed, product: &Product) -> Page {
    let locale = around.locale;
    let unit = said::units_of(&product.unit);
    let title = td_string!(locale, production.how_many, product = product.name.clone(), unit = unit).to_string();
    let label = td_string!(locale, production.go_on);
    let heading = view! { <h1>{title.clone()}</h1> }.into_any();
    let body = view! {
        <form class="form question" id="form" method="get" action=paths::new_record(&around.member.cohort.slug)>
            <Summary typed=typed.clone()/>
            // Enter sends this one: the first button of a form would be a step down.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{label.to_string()}</button>
            <input type="hidden" name="after" value=asked.step.code()/>
            {carried(asked)}
            {around.quantity(&typed, heading, true)}
            {around.makers(&typed)}
            <Submit label=label icon="arrow-next"/>
        </form>
        <Scripts/>
    };
    (title, body.into_any())
}

/// The third page is answered already: today, for a time that may be told later. One touch is enough.
fn when(around: &Around, asked: &Asked, typed: Typed, product: &Product) -> Page {
    let locale = around.locale;
    let title = td_string!(locale, production.when).to_string();
    let quantity =
        Quantity::parse(asked.answer("quantity")).map(|quantity| said::amount(locale, quantity, &product.unit));
    let what = format!("{}, {}", product.name, quantity.unwrap_or_else(|_| asked.answer("quantity").to_owned()));
    let alone = asked.answers("makers").len() < 2;
    let fields = view! {
        {carried(asked)}
        <input type="hidden" name="by" value=around.member.person.to_string()/>
        <p class="lead">{what.clone()}</p>
        {around.days(&typed)}
        {around.time(&typed, alone)}
        <Submit label=td_string!(locale, production.done)/>
        {around.more(&typed)}
    }
    .into_any();
    let slug = around.member.cohort.slug.clone();
    let body = view! {
        <header class="page-head"><h1>{title.clone()}</h1></header>
        <KeptHere keeping=around.keeping() form=what/>
        <Form typed=typed action=Record::url() cohort=slug creates=true>{fields}</Form>
    };
    (title, body.into_any())
}
