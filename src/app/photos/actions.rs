//! The writes of photos.

use super::store::{self, About};
use crate::{
    app::{
        access::Member,
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::problem::Problem,
    platform::{
        error::AppError,
        form::{self, RawForm},
        idempotency::Once,
        photo,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// How many photos a cohort keeps: 60 KB each, 180 MB in all.
const MOST: usize = 3_000;

/// Puts a photo in the place of the one before. Form: `about` (product or purchase), `of`, and the file `photo`.
#[server(endpoint = "photos/add")]
pub async fn add_photo(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("photos/add", form);
    act.answer(added(&act).await).await
}

async fn added(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["about", "of", "photo"])?;
    let (about, id) = named(act)?;
    store::of(act.state.db.read(), &member, about, id).await?;
    member.cohort.takes_plan()?;
    let file = act.file().ok_or(AppError::field("photo", Problem::NoFile))?;
    let photo = photo::shrink(file).await.map_err(|problem| AppError::field("photo", problem))?;
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    if let Once::First(made) = once {
        let before = store::of(&mut *tx, &member, about, id).await?;
        if before.is_none() && store::count(&mut *tx, &member).await? >= i64::try_from(MOST).unwrap_or(i64::MAX) {
            return Err(AppError::field("photo", Problem::TooManyItems { max: MOST }));
        }
        store::insert(&mut tx, &member, made, &photo).await?;
        store::attach(&mut tx, &member, about, id, Some(made)).await?;
        if let Some(before) = before {
            store::delete(&mut tx, &member, before).await?;
        }
    }
    act.finish(tx, once.id()).await?;
    Ok(Go::to(page(&member, about, id)).saying(Notice::PhotoSaved))
}

/// Takes a photo away; nothing of it stays. Form: `about`, `of`.
#[server(endpoint = "photos/remove")]
pub async fn remove_photo(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("photos/remove", form);
    act.answer(removed(&act).await).await
}

async fn removed(act: &Act) -> Result<Go, AppError> {
    let member = act.member().await?;
    act.fields(&["about", "of"])?;
    let (about, id) = named(act)?;
    let mut tx = act.begin().await?;
    let photo = store::of(&mut *tx, &member, about, id).await?;
    member.cohort.takes_plan()?;
    if let Some(photo) = photo {
        store::attach(&mut tx, &member, about, id, None).await?;
        store::delete(&mut tx, &member, photo).await?;
    }
    act.finish(tx, id).await?;
    Ok(Go::to(page(&member, about, id)).saying(Notice::PhotoRemoved))
}

fn named(act: &Act) -> Result<(About, Uuid), AppError> {
    let about = About::from_code(form::text(&act.form, "about")).ok_or(AppError::NotFound)?;
    Ok((about, act.object("of")?))
}

fn page(member: &Member, about: About, id: Uuid) -> String {
    match about {
        About::Product => paths::product(&member.cohort.slug, id),
        About::Purchase => paths::purchase(&member.cohort.slug, id),
    }
}
