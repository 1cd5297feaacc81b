//! What one unit of a product takes: a quantity beside each material.

use crate::{
    app::{
        i18n::*,
        paths,
        production::{actions::SaveRecipe, store},
        stock::{self, said},
        ui::{
            form::{Form, Submit, TextField},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn RecipePage() -> impl IntoView {
    page(recipe)
}

const FORM: &str = "production/save-recipe";

async fn recipe(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let id = visit.id("id")?;
    let mut db = visit.state.db.read().acquire().await?;
    let product = store::product(&mut *db, &member, id).await?.ok_or(AppError::NotFound)?;
    let recipes = store::recipes(&mut *db, &member).await?;
    let materials = stock::store::materials(&mut *db, &member).await?;
    drop(db);
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed(FORM).await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let title =
        td_string!(locale, production.recipe_of, unit = product.unit.clone(), name = product.name.clone()).to_string();
    let had = |material| recipes.iter().find(|line| line.product == id && line.material == material);
    let shown: Vec<_> = materials.iter().filter(|one| !one.archived || had(one.id).is_some()).collect();
    let fields = shown.iter().map(|one| {
        let value = had(one.id).map(|line| line.quantity().display(words::decimal(locale))).unwrap_or_default();
        let label = format!("{} ({})", one.name, said::unit(locale, one.unit()));
        view! { <TextField typed=typed.clone() name=format!("quantity[{}]", one.id) label=label value=value inputmode="decimal" class="medium" optional=true/> }
    }).collect_view();
    let body = if shown.is_empty() {
        stock::pages::no_materials(locale, &slug)
    } else {
        view! {
            <Form typed=typed.clone() action=SaveRecipe::url() cohort=slug.clone()>
                <input type="hidden" name="product" value=id.to_string()/>
                {fields}
                <Submit label=td_string!(locale, frame.save)/>
            </Form>
            <p><a class="link" href=paths::new_material(&slug)>{td_string!(locale, stock.add_material)}</a></p>
        }
        .into_any()
    };
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="production" form=FORM>
            <header class="page-head">
                <p class="back"><a href=paths::product(&slug, id)><Icon name="arrow-back"/><span>{product.name}</span></a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, production.recipe_lead)}</p>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}
