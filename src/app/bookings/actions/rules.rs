//! House rules: words and a picture.

use super::{super::store, displacing::done, spaces::edited};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{problem::Problem, text::Long},
    platform::{error::AppError, form::RawForm, idempotency::Once, photo},
};
use leptos::prelude::*;

/// Writes the house rules of a space. Form: `space`, `text`.
#[server(endpoint = "spaces/save-rules")]
pub async fn save_rules(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/save-rules", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    let mut fields = act.fields(&["space", "text"])?;
    let text = fields.long("text", Long::parse);
    let text = String::from(fields.finish(|| text)?);
    let mut tx = act.begin().await?;
    store::house::set_text(&mut tx, &space, &text).await?;
    done(act, tx, space.id, false, paths::space_terms(space.id)).await
}

/// Shows a picture beside the house rules, in the place of the one before. Form: `space`, and the file `photo`.
#[server(endpoint = "spaces/add-photo")]
pub async fn add_space_photo(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/add-photo", form);
    act.answer(added(&act).await).await
}

async fn added(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    act.fields(&["space", "photo"])?;
    let file = act.file().ok_or(AppError::field("photo", Problem::NoFile))?;
    let photo = photo::shrink(file).await.map_err(|problem| AppError::field("photo", problem))?;
    let mut tx = act.begin().await?;
    if let Once::First(id) = act.once(&mut tx).await? {
        store::house::set_picture(&mut tx, &space, id, &photo).await?;
    }
    act.finish(tx, space.id).await?;
    Ok(Go::to(paths::space_terms(space.id)).saying(Notice::PhotoSaved))
}

/// Takes the picture away; nothing of it stays. Form: `space`.
#[server(endpoint = "spaces/remove-photo")]
pub async fn remove_space_photo(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("spaces/remove-photo", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let (_, space) = edited(act).await?;
    act.fields(&["space"])?;
    let mut tx = act.begin().await?;
    store::house::remove_picture(&mut tx, &space).await?;
    act.finish(tx, space.id).await?;
    Ok(Go::to(paths::space_terms(space.id)).saying(Notice::PhotoRemoved))
}
