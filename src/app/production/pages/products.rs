//! Products and services: everybody reads the prices, who accompanies the group writes them.

use super::looks;
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            actions::{AddProduct, ArchiveProduct, EditProduct},
            forms::{FOOD, FREE_PRICE},
            recipe, said,
            store::{self, Product, Variant},
        },
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{catalogue::Allergen, money::Cents},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn ProductsPage() -> impl IntoView {
    page(products)
}

async fn products(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let products = recipe::products(&mut *visit.state.db.read().acquire().await?, &member).await?;
    let locale = visit.locale;
    let edits = member.role.is_facilitator();
    let (here, gone): (Vec<_>, Vec<_>) = products.iter().partition(|product| !product.archived);
    let add = (edits && member.cohort.state.takes_plan()).then(|| {
        let href = paths::new_product(&member.cohort.slug);
        let list = paths::import_products(&member.cohort.slug);
        view! {
            <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, production.add_product)}</span></a>
            <a class="button secondary" href=list><Icon name="file"/><span>{td_string!(locale, imports.products.link)}</span></a>
        }
    });
    let rows =
        |products: Vec<&Product>| products.into_iter().map(|product| row(locale, &member, product)).collect_view();
    let empty = here.is_empty().then(|| view! {
        <div class="empty"><Icon name="box" big=true/><h2>{td_string!(locale, production.no_products)}</h2><p>{td_string!(locale, production.no_products_why)}</p></div>
    });
    let archived = (edits && !gone.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, production.archived)}</h2><ul class="rows">{rows(gone)}</ul></section> }
    });
    let list = (!here.is_empty()).then(|| view! { <ul class="rows">{rows(here)}</ul> });
    let (title, slug) = (td_string!(locale, production.products), member.cohort.slug.clone());
    Ok(view! {
        <Frame visit=visit title=title group=group place="production">
            <header class="page-head">
                <p class="back"><a href=paths::production(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, production.title)}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, production.products_lead)}</p>
                <div class="actions">{add}</div>
            </header>
            {empty}
            {list}
            {archived}
        </Frame>
    }
    .into_any())
}

fn row(locale: Locale, member: &Member, product: &Product) -> AnyView {
    let slug = &member.cohort.slug;
    let free = product.free_price.then(|| view! { " · " {td_string!(locale, production.free_price)} });
    view! {
        <li><a class="row" href=paths::product(slug, product.id)>
            {looks(slug, product, false)}
            <span class="row-main"><b>{product.name.clone()}</b>
                <span class="row-note">{said::money(product.price())} {format!(" / {}", product.unit)} {free}
                    " · " {td_string!(locale, production.material)} " " {said::money(product.material())}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

#[component]
pub fn NewProductPage() -> impl IntoView {
    page(new_product)
}

async fn new_product(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("production/add-product").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let title = td_string!(locale, production.add_product);
    Ok(view! {
        <Frame visit=visit title=title group=group place="production" form="production/add-product">
            {head(locale, &slug, title.to_string())}
            <Form typed=typed.clone() action=AddProduct::url() cohort=slug creates=true>
                {described(typed, None)}
                <Submit label=title/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditProductPage() -> impl IntoView {
    page(edit_product)
}

async fn edit_product(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let id = visit.id("id")?;
    let mut db = visit.state.db.read().acquire().await?;
    let product = store::product(&mut *db, &facilitator, id).await?.ok_or(AppError::NotFound)?;
    let allergens = store::allergens(&mut *db, &facilitator, id).await?;
    let variants = store::variants(&mut *db, &facilitator, id).await?;
    drop(db);
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("production/edit-product").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let title = td_string!(locale, production.change_product, name = product.name.clone()).to_string();
    let archive = archive(locale, &slug, &product);
    let fields = described(typed.clone(), Some(Had { product: &product, allergens, variants }));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="production" form="production/edit-product">
            {head(locale, &slug, title)}
            <Form typed=typed action=EditProduct::url() cohort=slug>
                <input type="hidden" name="product" value=id.to_string()/>
                {fields}
                <Submit label=td_string!(locale, frame.save)/>
            </Form>
            {archive}
        </Frame>
    }
    .into_any())
}

/// A product as it is before it is changed.
struct Had<'p> {
    product: &'p Product,
    allergens: Vec<Allergen>,
    variants: Vec<Variant>,
}

fn head(locale: Locale, slug: &str, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::products(slug)><Icon name="arrow-back"/><span>{td_string!(locale, production.products)}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

fn described(typed: Typed, had: Option<Had<'_>>) -> AnyView {
    let locale = typed.locale;
    let product = had.as_ref().map(|had| had.product);
    let euros = |cents: Cents| cents.french().trim_end_matches(['€', '\u{a0}']).to_owned();
    let [name, unit, pictogram] = [
        product.map(|p| p.name.clone()).unwrap_or_default(),
        product.map(|p| p.unit.clone()).unwrap_or_default(),
        product.map_or_else(|| "box".to_owned(), |p| p.pictogram.clone()),
    ];
    let price = product.map(|p| euros(p.price())).unwrap_or_default();
    let material = product.map(|p| euros(p.material())).unwrap_or_default();
    let mut units: Vec<String> = said::units(locale).into_iter().take(said::OFFERED).collect();
    if !unit.is_empty() && !units.contains(&unit) {
        units.insert(0, unit.clone());
    }
    let units = units.into_iter().map(|unit| (unit.clone(), unit)).collect();
    let pictograms =
        said::PICTOGRAMS.iter().map(|id| Choice::new(*id, said::pictogram(locale, id)).icon(*id)).collect();
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, production.name) value=name/>
        <Select typed=typed.clone() name="unit" label=td_string!(locale, production.unit) hint=td_string!(locale, production.unit_hint) options=units value=unit/>
        <TextField typed=typed.clone() name="price" label=td_string!(locale, production.price) hint=td_string!(locale, production.price_hint) value=price inputmode="decimal" class="medium"/>
        <TextField typed=typed.clone() name="material" label=td_string!(locale, production.material_cost) hint=td_string!(locale, production.material_hint) value=material inputmode="decimal" class="medium"/>
        {more(typed.clone(), had.as_ref())}
        <Choices typed=typed name="pictogram" legend=td_string!(locale, production.pictogram) options=pictograms chosen=vec![pictogram] two=true/>
    }
    .into_any()
}

/// Free prices, models and sizes, and what must be said of food.
fn more(typed: Typed, had: Option<&Had<'_>>) -> AnyView {
    let locale = typed.locale;
    let product = had.map(|had| had.product);
    let ticked = [(FREE_PRICE, product.is_some_and(|p| p.free_price)), (FOOD, product.is_some_and(|p| p.food))];
    let chosen = ticked.iter().filter(|(_, yes)| *yes).map(|(code, _)| (*code).to_owned()).collect();
    let options = vec![
        Choice::new(FREE_PRICE, td_string!(locale, production.free_price))
            .hint(td_string!(locale, production.free_price_hint))
            .icon("coins"),
        Choice::new(FOOD, td_string!(locale, production.food))
            .hint(td_string!(locale, production.food_hint))
            .icon("pot"),
    ];
    let variants = had.map(|had| {
        let names = had.variants.iter().filter(|variant| !variant.archived).map(|variant| variant.name.clone());
        names.collect::<Vec<_>>().join("\n")
    });
    let allergens = Allergen::ALL.iter().map(|one| Choice::new(one.code(), said::allergen(locale, *one))).collect();
    let present = had.map(|had| had.allergens.iter().map(|one| one.code().to_owned()).collect()).unwrap_or_default();
    let keeps = product.and_then(|p| p.keeps_days).map(|days| days.to_string()).unwrap_or_default();
    let open = product.is_some_and(|p| p.food) || typed.is_back();
    view! {
        <TextArea typed=typed.clone() name="variants" label=td_string!(locale, production.variants) hint=td_string!(locale, production.variants_hint)
            value=variants.unwrap_or_default() rows=3 optional=true/>
        <Choices typed=typed.clone() name="options[]" legend=td_string!(locale, production.options) options=options chosen=chosen many=true/>
        <details class="section" open=open>
            <summary>{td_string!(locale, production.food_details)}</summary>
            <TextField typed=typed.clone() name="keeps_days" label=td_string!(locale, production.keeps_days) hint=td_string!(locale, production.keeps_days_hint)
                value=keeps inputmode="numeric" class="short" optional=true/>
            <Choices typed=typed name="allergens[]" legend=td_string!(locale, production.allergens_in) options=allergens chosen=present many=true two=true/>
        </details>
    }
    .into_any()
}

fn archive(locale: Locale, slug: &str, product: &Product) -> AnyView {
    let (value, label, icon, why) = if product.archived {
        (
            "no",
            td_string!(locale, production.offer_again).to_string(),
            "undo",
            td_string!(locale, production.offer_again_why).to_string(),
        )
    } else {
        (
            "yes",
            td_string!(locale, production.archive).to_string(),
            "cross",
            td_string!(locale, production.archive_why).to_string(),
        )
    };
    let fields = vec![("cohort", slug.to_owned()), ("product", product.id.to_string()), ("archived", value.to_owned())];
    view! {
        <section class="section">
            <h2>{label.clone()}</h2>
            <p>{why}</p>
            <ButtonForm action=ArchiveProduct::url() fields=fields label=label icon=icon class="button secondary"/>
        </section>
    }
    .into_any()
}
