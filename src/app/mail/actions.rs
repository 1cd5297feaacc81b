//! Giving a work address, and taking it back.

use super::store;
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    platform::{error::AppError, form::RawForm, mail::parse_address},
};
use leptos::prelude::*;

/// Keeps a work address, sealed; an empty one forgets it. Form: `work_address`, which no draft keeps.
#[server(endpoint = "mail/save-address")]
pub async fn save_address(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("mail/save-address", form);
    act.answer(saved(&act).await).await
}

async fn saved(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    let post = act.state.post.as_ref().ok_or(AppError::NotFound)?;
    if !store::may_give(act.state.db.read(), signed).await? {
        return Err(AppError::Forbidden);
    }
    let mut fields = act.fields(&["work_address"])?;
    let address = fields.optional("work_address", parse_address);
    let address = fields.finish(|| Some(address))?;
    let mut tx = act.begin().await?;
    let notice = match address {
        Some(address) => {
            let sealed = post.seal(signed.person, &address).map_err(|_| AppError::Internal)?;
            store::keep(&mut tx, signed, &sealed).await?;
            Notice::AddressSaved
        }
        None => {
            store::remove(&mut tx, signed).await?;
            Notice::AddressRemoved
        }
    };
    act.finish(tx, signed.person).await?;
    Ok(Go::to(paths::ME).saying(notice))
}
