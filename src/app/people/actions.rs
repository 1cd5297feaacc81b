//! The writes of this feature: each is actor, form, policy, one transaction, one answer.

mod entry;
mod me;
mod members;

pub use entry::*;
pub use me::*;
pub use members::*;

use super::{card, store};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{problem::Problem, text::Login},
    platform::{
        error::AppError,
        form::{self, RawForm},
        session, throttle,
    },
};
use leptos::prelude::*;

/// Signs in. Form: `login`, `password`, `own_phone`, `next`.
#[server(endpoint = "people/sign-in")]
pub async fn sign_in(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/sign-in", form);
    act.answer(signed_in(&act).await).await
}

async fn signed_in(act: &Act) -> Result<Go, AppError> {
    let fields = act.fields(&["login", "password", "own_phone", "next"])?;
    let login = Login::parse(fields.text("login")).map_or_else(|_| fields.text("login").to_lowercase(), String::from);
    let password = fields.secret("password");
    let next = Some(fields.text("next")).filter(|next| paths::is_local(next)).unwrap_or(paths::HOME);
    act.state.addresses.admit("sign-in", throttle::ADDRESS, act.address(), act.now())?;
    throttle::account(&act.state.db, &login, act.now()).await?;
    let found = store::by_login(act.state.db.read(), &login).await?;
    let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
    let right = act.state.hasher.verify(password, hash).await?;
    let Some(person) = person.filter(|_| right) else {
        return Err(AppError::field("login", Problem::WrongLogin));
    };
    let own_phone = form::list(&act.form, "own_phone").contains(&"yes");
    let kind = entry::kind(own_phone, store::works_at_a_desk(act.state.db.read(), person).await?);
    let mut tx = act.begin().await?;
    let cookie = session::open(&mut tx, person, kind, act.now()).await?;
    act.finish_as(tx, person, person).await?;
    act.set_cookie(cookie);
    Ok(Go::to(next))
}

/// Ends this session and asks the browser to forget what it kept; the language stays.
#[server(endpoint = "people/sign-out")]
pub async fn sign_out(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/sign-out", form);
    act.answer(signed_out(&act).await).await
}

async fn signed_out(act: &Act) -> Result<Go, AppError> {
    act.fields(&[])?;
    let signed = act.signed()?;
    let mut tx = act.begin().await?;
    session::end(&mut tx, signed.person, signed.session).await?;
    act.finish(tx, signed.person).await?;
    act.set_cookie(session::expired_cookie());
    act.set_cookie(card::taken_back());
    act.header("clear-site-data", "\"cache\", \"storage\"");
    Ok(Go::to(paths::SIGN_IN).saying(Notice::SignedOut))
}
