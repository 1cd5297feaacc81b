//! Noting a lot in three questions: which product, how many, and all the rest with what the recipe says filled in.

use super::head;
use crate::{
    app::{
        access::Member,
        i18n::*,
        paths,
        production::{
            self, recipe,
            store::{Person, Product, RecipeLine, Variant},
        },
        stock::{
            actions::MakeLot,
            said,
            store::{self, Material},
        },
        ui::{
            days::near_days,
            form::{Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{catalogue, quantity::Quantity},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn NewLotPage() -> impl IntoView {
    page(new_lot)
}

const FORM: &str = "stock/make-lot";

/// What a lot is written with.
struct Around {
    locale: Locale,
    member: Member,
    today: chrono::NaiveDate,
    products: Vec<Product>,
    variants: Vec<Variant>,
    people: Vec<Person>,
    materials: Vec<Material>,
    recipes: Vec<RecipeLine>,
}

async fn new_lot(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let asked = visit.query("product").and_then(|id| Uuid::parse_str(&id).ok());
    let mut db = visit.state.db.read().acquire().await?;
    let variants = match asked {
        Some(id) => production::store::variants(&mut *db, &member, id).await?,
        None => Vec::new(),
    };
    let around = Around {
        locale: visit.locale,
        today: member.cohort.today(visit.now()),
        products: production::store::products(&mut *db, &member).await?,
        variants,
        people: production::store::people(&mut *db, &member).await?,
        materials: store::materials(&mut *db, &member).await?,
        recipes: production::store::recipes(&mut *db, &member).await?,
        member,
    };
    drop(db);
    let product = around.products.iter().find(|product| Some(product.id) == asked && !product.archived);
    let quantity = Quantity::typed(&visit.query("quantity").unwrap_or_default());
    let (title, body) = match (product, quantity) {
        (None, _) => around.which(),
        (Some(product), Ok(quantity)) => around.all(typed, product, quantity),
        (Some(product), Err(problem)) => {
            let asked = visit.query("quantity").is_some();
            let error = asked.then(|| words::problem(visit.locale, &problem));
            around.how_many(product, error, &visit.query("quantity").unwrap_or_default())
        }
    };
    let back = (paths::lots(&around.member.cohort.slug), td_string!(around.locale, stock.lots.title).to_string());
    Ok(view! { <Frame visit=visit title=title.clone() group=group place="stock" form=FORM>{head(back, title, None)}{body}</Frame> }.into_any())
}

impl Around {
    fn which(&self) -> (String, AnyView) {
        let locale = self.locale;
        let title = td_string!(locale, stock.lots.which).to_string();
        let links = self.products.iter().filter(|product| !product.archived).map(|product| {
            let href = format!("{}?product={}", paths::new_lot(&self.member.cohort.slug), product.id);
            view! { <li><a class="product" href=href><Icon name=product.pictogram.clone() big=true/><b>{product.name.clone()}</b><span class="row-note">{product.unit.clone()}</span></a></li> }
        }).collect_view();
        let body = if self.products.iter().all(|product| product.archived) {
            view! { <div class="empty"><Icon name="box" big=true/><h2>{td_string!(locale, production.no_products)}</h2><p>{td_string!(locale, production.no_products_why)}</p></div> }.into_any()
        } else {
            view! { <ul class="products">{links}</ul> }.into_any()
        };
        (title, body)
    }

    fn how_many(&self, product: &Product, error: Option<String>, value: &str) -> (String, AnyView) {
        let locale = self.locale;
        let unit = production::said::units_of(&product.unit);
        let title = td_string!(locale, production.how_many, product = product.name.clone(), unit = unit).to_string();
        let class = if error.is_some() { "field has-error" } else { "field" };
        let described = error.is_some().then_some("quantity-error");
        let error = error
            .map(|text| view! { <p class="error" id="quantity-error"><Icon name="warning"/><span>{text}</span></p> });
        let body = view! {
            <form class="form question" id="form" method="get" action=paths::new_lot(&self.member.cohort.slug)>
                <input type="hidden" name="product" value=product.id.to_string()/>
                <div class=class>
                    <label for="quantity">{td_string!(locale, production.quantity)}</label>
                    {error}
                    <input id="quantity" name="quantity" value=value.to_owned() inputmode="decimal" class="short" aria-describedby=described/>
                </div>
                <Submit label=td_string!(locale, production.go_on) icon="arrow-next"/>
            </form>
        };
        (title, body.into_any())
    }

    fn all(&self, typed: Typed, product: &Product, quantity: Quantity) -> (String, AnyView) {
        let locale = self.locale;
        let what = production::said::amount(locale, quantity, &product.unit);
        let title = format!("{}, {what}", product.name);
        let me = self.member.person;
        let people = self
            .people
            .iter()
            .map(|person| Choice::new(person.id.to_string(), person.name.clone()).icon("user"))
            .collect();
        let amount = quantity.display(words::decimal(locale));
        let days = near_days(
            &typed,
            "made_on",
            td_string!(locale, production.which_day).to_string(),
            (self.today, self.member.cohort.dates),
        );
        let (variant, use_by, used) =
            (self.variant(&typed), self.use_by(&typed, product), self.used(&typed, product, quantity));
        let (slug, id) = (self.member.cohort.slug.clone(), product.id.to_string());
        let body = view! {
            <Form typed=typed.clone() action=MakeLot::url() cohort=slug creates=true>
                <input type="hidden" name="product" value=id/>
                <input type="hidden" name="quantity" value=amount/>
                {variant}
                {days}
                {use_by}
                <Choices typed=typed name="makers[]" legend=td_string!(locale, production.with_whom) options=people chosen=vec![me.to_string()] many=true two=true/>
                {used}
                <Submit label=td_string!(locale, stock.lots.save)/>
            </Form>
        };
        (title, body.into_any())
    }

    fn variant(&self, typed: &Typed) -> Option<AnyView> {
        let locale = self.locale;
        let mut options = vec![(String::new(), td_string!(locale, stock.lots.any_variant).to_string())];
        options
            .extend(self.variants.iter().filter(|one| !one.archived).map(|one| (one.id.to_string(), one.name.clone())));
        (options.len() > 1).then(|| view! { <Select typed=typed.clone() name="variant" label=td_string!(locale, production.variant) options=options optional=true/> }.into_any())
    }

    /// Of food, and proposed for what is made today; left empty, it follows from the day that is chosen.
    fn use_by(&self, typed: &Typed, product: &Product) -> Option<AnyView> {
        let locale = self.locale;
        let proposed = catalogue::use_by(self.today, product.keeps_days).map(|day| {
            view! { <p class="hint">{td_string!(locale, stock.lots.use_by_hint, day = words::day_without_year(locale, day))}</p> }
        });
        product.food.then(|| {
            view! {
                {proposed}
                <DayField typed=typed.clone() name="use_by" legend=td_string!(locale, stock.lots.use_by) optional=true/>
            }
            .into_any()
        })
    }

    /// What the recipe says it took comes first, filled in; other materials are one touch away.
    fn used(&self, typed: &Typed, product: &Product, quantity: Quantity) -> AnyView {
        let locale = self.locale;
        let recipe = recipe::lines(&self.recipes, &self.materials, product.id);
        let field = |material: &Material, value: String| {
            let label = format!("{} ({})", material.name, said::unit(locale, material.unit()));
            view! { <TextField typed=typed.clone() name=format!("used[{}]", material.id) label=label value=value inputmode="decimal" class="short" optional=true/> }.into_any()
        };
        let first = recipe
            .iter()
            .map(|(material, each)| {
                let took = catalogue::for_batch(*each, quantity).display(words::decimal(locale));
                field(material, took)
            })
            .collect_view();
        let in_it = |id: Uuid| recipe.iter().any(|(material, _)| material.id == id);
        let others: Vec<AnyView> = self
            .materials
            .iter()
            .filter(|one| !one.archived && !in_it(one.id))
            .map(|one| field(one, String::new()))
            .collect();
        let open = typed.is_back() || recipe.is_empty();
        let others = (!others.is_empty()).then(|| view! { <details open=open><summary>{td_string!(locale, stock.lots.other_materials)}</summary>{others}</details> });
        view! { <fieldset class="section"><legend>{td_string!(locale, stock.lots.materials)}</legend>{first}{others}</fieldset> }.into_any()
    }
}
