//! Noter: one question a page. Nothing is written before the last one is answered.

use super::{booked, looks, named, people_to_choose};
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            actions::Record,
            asked::{Asked, Step},
            forms::OTHER,
            said,
            store::{self, Booked, Person, Product},
        },
        ui::{
            days::near_days,
            form::{Choice, Choices, Form, Select, Submit, Summary, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
            islands::Scripts,
        },
        visit::{Visit, page},
        words,
    },
    domain::{minutes::Minutes, quantity::Quantity},
    islands::Stepper,
    platform::error::AppError,
};
use chrono::{Duration, NaiveDate};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn NewRecordPage() -> impl IntoView {
    page(new_record)
}

/// What the questions are asked with.
struct Around {
    locale: Locale,
    member: Member,
    today: NaiveDate,
    products: Vec<Product>,
    people: Vec<Person>,
    bookings: Vec<Booked>,
}

async fn new_record(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let (db, locale, now) = (visit.state.db.read(), visit.locale, visit.now());
    let typed = visit.typed(FORM).await?;
    let around = Around {
        locale,
        today: member.cohort.today(now),
        products: store::products(db, &member).await?,
        people: store::people(db, &member).await?,
        bookings: store::own_bookings(db, &member, now - Duration::days(14), now).await?,
        member,
    };
    let asked = Asked::of(&visit, &typed, &around.member.cohort);
    let product =
        asked.answer("product").parse().ok().and_then(|id| named(&around.products, id)).filter(|p| !p.archived);
    let step = if product.is_none() && asked.step != Step::Day { Step::Product } else { asked.step };
    let form = asked.typed(&visit);
    let closed = around.member.cohort.takes_work().is_err() && !typed.is_back();
    let (title, body) = match (closed, step, product) {
        (true, ..) => not_now(&around),
        (_, Step::Product, _) | (_, _, None) => which_product(&around, &asked),
        (_, Step::Quantity, Some(product)) => how_many(&around, &asked, form, product),
        (_, Step::Makers, Some(_)) => with_whom(&around, &asked, form),
        (_, Step::Minutes, Some(_)) => how_long(&around, &asked, form),
        (_, Step::Day, Some(product)) => which_day(&around, &asked, form, product),
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

const FORM: &str = "production/record";

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

fn not_now(around: &Around) -> Page {
    let locale = around.locale;
    let title = td_string!(locale, production.not_now).to_string();
    let href = paths::production(&around.member.cohort.slug);
    let body = view! {
        <div class="empty">
            <Icon name="lock" big=true/>
            <h1>{title.clone()}</h1>
            <p>{td_string!(locale, production.not_now_why)}</p>
            <a class="button" href=href><Icon name="arrow-next"/><span>{td_string!(locale, production.see)}</span></a>
        </div>
    };
    (title, body.into_any())
}

/// A form that asks one question and goes on to the next.
fn question(around: &Around, asked: &Asked, typed: Typed, fields: AnyView) -> AnyView {
    let label = td_string!(around.locale, production.go_on);
    view! {
        <form class="form question" id="form" method="get" action=paths::new_record(&around.member.cohort.slug)>
            <Summary typed/>
            // Enter sends this one: the first button of a form would be a step down.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{label.to_string()}</button>
            <input type="hidden" name="after" value=asked.step.code()/>
            {carried(asked)}
            {fields}
            <Submit label=label icon="arrow-next"/>
        </form>
    }
    .into_any()
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
    let links = around.products.iter().filter(|product| !product.archived).map(|product| {
        let mut pairs = others.clone();
        pairs.insert(0, ("product".to_owned(), product.id.to_string()));
        let href = address(around, &pairs, Step::Quantity.code());
        view! {
            <li><a class="product" href=href>{looks(&around.member.cohort.slug, product, true)}<b>{product.name.clone()}</b>
                <span class="row-note">{product.unit.clone()}</span></a></li>
        }
    }).collect_view();
    if around.products.iter().all(|product| product.archived) {
        return nothing_to_record(around, title);
    }
    let body = view! { <header class="page-head"><h1>{title.clone()}</h1></header> <ul class="products">{links}</ul> };
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

fn how_many(around: &Around, asked: &Asked, typed: Typed, product: &Product) -> Page {
    let locale = around.locale;
    let unit = said::units_of(&product.unit);
    let title = td_string!(locale, production.how_many, product = product.name.clone(), unit = unit).to_string();
    let error = typed.error("quantity");
    let class = if error.is_some() { "field has-error" } else { "field" };
    let described = if error.is_some() { "quantity-error" } else { "quantity-hint" };
    let fields = view! {
        <div class=class>
            <label for="quantity"><h1>{title.clone()}</h1></label>
            <p class="hint" id="quantity-hint">{td_string!(locale, production.how_many_hint)}</p>
            {error.clone().map(|text| view! { <p class="error" id="quantity-error"><Icon name="warning"/><span>{text}</span></p> })}
            <Stepper name="quantity".to_owned() value=typed.text("quantity", "1") described=described.to_owned() invalid=error.is_some()
                less=td_string!(locale, production.fewer).to_string() more=td_string!(locale, production.more).to_string()
                decimal=words::decimal(locale)/>
        </div>
        <Scripts/>
    };
    (title, question(around, asked, typed, fields.into_any()))
}

fn with_whom(around: &Around, asked: &Asked, typed: Typed) -> Page {
    let locale = around.locale;
    let title = td_string!(locale, production.with_whom).to_string();
    let me = around.member.person;
    let options = people_to_choose(&around.people, me, td_string!(locale, production.me));
    let fields = view! {
        <Choices typed=typed.clone() name="makers[]" legend=title.clone() options=options chosen=vec![me.to_string()] many=true
            hint=td_string!(locale, production.with_whom_hint) two=true question=true/>
    };
    (title, question(around, asked, typed, fields.into_any()))
}

/// The times to choose from, in minutes; nought is for who does not know.
const TIMES: [i64; 7] = [30, 60, 90, 120, 210, 420, 0];

fn how_long(around: &Around, asked: &Asked, typed: Typed) -> Page {
    let locale = around.locale;
    let alone = asked.answers("makers").len() < 2;
    let title = if alone {
        td_string!(locale, production.how_long).to_string()
    } else {
        td_string!(locale, production.how_long_each).to_string()
    };
    let answer = |minutes: i64| {
        let words = Minutes(minutes).french();
        let choice = match minutes {
            0 => Choice::new("0", td_string!(locale, frame.dont_know)),
            210 => Choice::new("210", td_string!(locale, production.half_day)).hint(words),
            420 => Choice::new("420", td_string!(locale, production.whole_day)).hint(words),
            other => Choice::new(other.to_string(), words),
        };
        choice.icon(if minutes == 0 { "question" } else { "clock" })
    };
    let mut options: Vec<Choice> = TIMES.into_iter().map(answer).collect();
    options.push(Choice::new(OTHER, td_string!(locale, production.other_time)).icon("edit"));
    let fields = view! {
        <Choices typed=typed.clone() name="minutes" legend=title.clone() options=options two=true question=true/>
        <TextField typed=typed.clone() name="minutes_other" label=td_string!(locale, production.other_time_which)
            hint=td_string!(locale, production.other_time_hint) class="medium" optional=true/>
    };
    (title, question(around, asked, typed, fields.into_any()))
}

fn which_day(around: &Around, asked: &Asked, typed: Typed, product: &Product) -> Page {
    let locale = around.locale;
    let title = td_string!(locale, production.which_day).to_string();
    let quantity =
        Quantity::parse(asked.answer("quantity")).map(|quantity| said::amount(locale, quantity, &product.unit));
    let what = format!("{}, {}", product.name, quantity.unwrap_or_else(|_| asked.answer("quantity").to_owned()));
    let fields = view! {
        {carried(asked)}
        <p class="lead">{what.clone()}</p>
        {near_days(&typed, "made_on", title.clone(), (around.today, around.member.cohort.dates), true)}
        {bookings(around, &typed)}
        <TextArea typed=typed.clone() name="note" label=td_string!(locale, production.note) hint=td_string!(locale, production.note_hint)
            rows=2 optional=true/>
        <Submit label=td_string!(locale, production.record_it, what = what)/>
    }
    .into_any();
    let slug = around.member.cohort.slug.clone();
    let body =
        view! { <Form typed=typed action=Record::url() cohort=slug creates=true class="question">{fields}</Form> };
    (title, body.into_any())
}

fn bookings(around: &Around, typed: &Typed) -> Option<AnyView> {
    let locale = around.locale;
    if around.bookings.is_empty() {
        return None;
    }
    let mut options = vec![(String::new(), td_string!(locale, production.no_booking).to_string())];
    options.extend(around.bookings.iter().map(|booking| (booking.id.to_string(), booked(locale, booking))));
    let label = td_string!(locale, production.booking);
    Some(view! { <Select typed=typed.clone() name="booking" label=label options=options optional=true/> }.into_any())
}
