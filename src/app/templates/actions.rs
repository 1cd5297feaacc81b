//! The writes of this feature.

use super::{file, forms, store};
use crate::{
    app::{
        act::{Act, Go},
        cohorts::policy::Creator,
        paths,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, idempotency::Once},
};
use leptos::prelude::*;

/// Keeps what a cohort began with and became, without its people. Form: `cohort`, `called`.
#[server(endpoint = "templates/save")]
pub async fn save_template(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("templates/save", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let of = act.facilitator().await?;
    let by = Creator::of(act.signed()?)?;
    let name = forms::name(act.fields(&["called"])?)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        let model = store::whole::model(&mut tx, &of).await?;
        // What is kept is a file, and what could not be read again is not kept.
        file::read(&file::write(name.as_str(), &model)).map_err(|problem| AppError::field("called", problem))?;
        store::insert(&mut tx, by, id, (name.as_str(), &model), act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::TEMPLATES).saying(Notice::TemplateSaved))
}

/// Takes a file back. Form: `file`, or `text` to mend one that was refused.
#[server(endpoint = "templates/import")]
pub async fn import_template(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("templates/import", form);
    act.answer(imported(&act).await).await
}

async fn imported(act: &Act) -> Result<Go, AppError> {
    let by = Creator::of(act.signed()?)?;
    act.fields(&forms::IMPORT)?;
    let (name, model) = forms::imported(&act.form)?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(id) = once {
        store::insert(&mut tx, by, id, (&name, &model), act.now()).await?;
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(paths::TEMPLATES).saying(Notice::TemplateImported))
}

/// Removes a template of one's own. Form: `template`.
#[server(endpoint = "templates/remove")]
pub async fn remove_template(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("templates/remove", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let by = Creator::of(act.signed()?)?;
    act.fields(&["template"])?;
    let id = act.object("template")?;
    let mut tx = act.begin().await?;
    store::delete(&mut tx, by, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::TEMPLATES).saying(Notice::TemplateRemoved))
}
