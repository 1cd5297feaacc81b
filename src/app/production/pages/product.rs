//! One product as every member sees it: how it looks, what it sells for, what it is made of and what is left of its price.

use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        photos::{store::About, view},
        production::{
            recipe, said,
            store::{self, Product, Variant},
        },
        stock::{self, said as stock_said},
        ui::{
            form::Typed,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        catalogue::{Allergen, margin_percent},
        quantity::Quantity,
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn ProductPage() -> impl IntoView {
    page(product)
}

/// A product with all that is said about it.
struct Sheet<'m> {
    locale: Locale,
    member: &'m Member,
    product: Product,
    variants: Vec<Variant>,
    allergens: Vec<Allergen>,
    recipe: Vec<(&'m stock::store::Material, Quantity)>,
}

async fn product(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let id = visit.id("id")?;
    let mut db = visit.state.db.read().acquire().await?;
    let product = store::product(&mut *db, &member, id).await?.ok_or(AppError::NotFound)?;
    let materials = stock::store::materials(&mut *db, &member).await?;
    let recipes = store::recipes(&mut *db, &member).await?;
    let recipe = recipe::lines(&recipes, &materials, id);
    let sheet = Sheet {
        locale: visit.locale,
        member: &member,
        product: product.costing(recipe::cost(&recipe)),
        variants: store::variants(&mut *db, &member, id).await?,
        allergens: store::allergens(&mut *db, &member, id).await?,
        recipe,
    };
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("photos/add").await?;
    let title = sheet.product.name.clone();
    let (head, facts, recipe, photo) = (sheet.head(), sheet.facts(), sheet.recipe_table(), sheet.photo(typed));
    Ok(view! { <Frame visit=visit title=title group=group place="production">{head}{facts}{recipe}{photo}</Frame> }
        .into_any())
}

impl Sheet<'_> {
    fn head(&self) -> AnyView {
        let (locale, slug, id) = (self.locale, &self.member.cohort.slug, self.product.id);
        let open = self.member.cohort.state.takes_plan();
        let edit = (open && self.member.role.is_facilitator()).then(|| {
            view! { <a class="button secondary" href=paths::edit_product(slug, id)><Icon name="edit"/><span>{td_string!(locale, frame.change)}</span></a> }
        });
        let lot = (self.member.cohort.state.takes_work() && !self.product.archived).then(|| {
            let href = format!("{}?product={id}", paths::new_lot(slug));
            view! { <a class="button" href=href><Icon name="box"/><span>{td_string!(locale, stock.lots.make)}</span></a> }
        });
        let archived = self.product.archived.then(|| {
            view! { <p class="lead"><span class="badge"><Icon name="cross"/>{td_string!(locale, production.archived_one)}</span></p> }
        });
        let alt = self.product.name.clone();
        let picture = self.product.picture().map(|photo| view::picture(slug, photo, alt, "photo"));
        view! {
            <header class="page-head">
                <p class="back"><a href=paths::products(slug)><Icon name="arrow-back"/><span>{td_string!(locale, production.products)}</span></a></p>
                <h1>{self.product.name.clone()}</h1>
                {archived}
                {picture}
                <div class="actions">{lot}{edit}</div>
            </header>
        }
        .into_any()
    }

    fn facts(&self) -> AnyView {
        let (locale, product) = (self.locale, &self.product);
        let free = product.free_price.then(|| format!(" · {}", td_string!(locale, production.free_price)));
        let margin = margin_percent(product.price(), product.material());
        let margin = margin.map(|percent| format!(" ({percent}\u{a0}%)"));
        let names = self.variants.iter().filter(|variant| !variant.archived).map(|variant| variant.name.clone());
        let names = names.collect::<Vec<_>>().join(", ");
        let variants = (!names.is_empty())
            .then(|| view! { <div><dt>{td_string!(locale, production.variants)}</dt><dd>{names}</dd></div> });
        view! {
            <dl class="facts">
                <div><dt>{td_string!(locale, production.price_of_one)}</dt><dd>{said::money(product.price())} {format!(" / {}", product.unit)} {free}</dd></div>
                <div><dt>{td_string!(locale, production.material)}</dt><dd>{said::money(product.material())}</dd></div>
                <div><dt>{td_string!(locale, production.margin)}</dt><dd>{said::money(product.price() - product.material())} {margin}</dd></div>
                {variants}
                {self.food()}
            </dl>
        }
        .into_any()
    }

    fn food(&self) -> Option<AnyView> {
        let locale = self.locale;
        let names: Vec<String> = self.allergens.iter().map(|one| said::allergen(locale, *one)).collect();
        let none = td_string!(locale, production.no_allergens).to_string();
        let keeps = self.product.keeps_days.map(|days| {
            view! { <div><dt>{td_string!(locale, production.keeps)}</dt><dd>{td_string!(locale, production.keeps_for, count = days)}</dd></div> }
        });
        self.product.food.then(|| view! {
            <div><dt>{td_string!(locale, production.allergens_in)}</dt><dd>{if names.is_empty() { none } else { names.join(", ") }}</dd></div>
            {keeps}
        }.into_any())
    }

    fn recipe_table(&self) -> AnyView {
        let locale = self.locale;
        let [material, each, cost] = [
            td_string!(locale, stock.material).to_string(),
            td_string!(locale, production.for_one, unit = self.product.unit.clone()).to_string(),
            td_string!(locale, production.cost).to_string(),
        ];
        let unknown = td_string!(locale, production.cost_unknown);
        let rows = self.recipe.iter().map(|(one, quantity)| {
            let price = recipe::line_cost(one, *quantity).map_or_else(|| view! { {unknown} }.into_any(), said::money);
            view! {
                <tr><th scope="row"><a class="link" href=paths::material(&self.member.cohort.slug, one.id)>{one.name.clone()}</a></th>
                    <td class="num" data-label=each.clone()>{stock_said::amount(locale, *quantity, one.unit())}</td>
                    <td class="num" data-label=cost.clone()>{price}</td></tr>
            }
        }).collect_view();
        let table = (!self.recipe.is_empty()).then(|| view! {
            <table class="table stack">
                <caption class="visually-hidden">{td_string!(locale, production.recipe)}</caption>
                <thead><tr><th scope="col">{material}</th><th scope="col" class="num">{each.clone()}</th><th scope="col" class="num">{cost.clone()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        });
        let why = match (self.recipe.is_empty(), recipe::cost(&self.recipe)) {
            (true, _) => td_string!(locale, production.recipe_none).to_string(),
            (false, None) => td_string!(locale, production.recipe_unpriced).to_string(),
            (false, Some(_)) => td_string!(locale, production.recipe_priced).to_string(),
        };
        let write = self.member.cohort.state.takes_plan().then(|| {
            let href = paths::recipe(&self.member.cohort.slug, self.product.id);
            view! { <a class="button secondary" href=href><Icon name="edit"/><span>{td_string!(locale, production.recipe_write)}</span></a> }
        });
        view! { <section class="section"><h2>{td_string!(locale, production.recipe)}</h2><p>{why}</p>{table}<div class="actions">{write}</div></section> }.into_any()
    }

    fn photo(&self, typed: Typed) -> Option<AnyView> {
        self.member.cohort.state.takes_plan().then(|| {
            let form = view::photo_form(
                typed,
                &self.member.cohort.slug,
                (About::Product, self.product.id),
                self.product.picture().is_some(),
            );
            view! { <section class="section"><h2>{td_string!(self.locale, stock.photo.title)}</h2>{form}</section> }
                .into_any()
        })
    }
}
