//! What somebody does with her own account.

use super::{
    super::{card, store},
    entry::{LONG_PASSWORD, PASSWORD, choose_password, kind},
    members::keep_one_facilitator,
};
use crate::{
    app::{
        act::{Act, Go},
        i18n::Locale,
        paths,
        words::Notice,
    },
    domain::{problem::Problem, text::DisplayName},
    platform::{
        error::AppError,
        form::RawForm,
        session::{self, Signed},
        throttle,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// Changes name and language. Form: `display_name`, `language`.
#[server(endpoint = "people/save-profile")]
pub async fn save_profile(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/save-profile", form);
    act.answer(profile_saved(&act).await).await
}

async fn profile_saved(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    let mut fields = act.fields(&["display_name", "language"])?;
    let name = fields.required("display_name", DisplayName::parse);
    let language = fields.choice("language", |code| code.parse::<Locale>().ok());
    let (name, language) = fields.finish(|| Some((name?, language?)))?;
    let mut tx = act.begin().await?;
    store::update_profile(&mut tx, signed, &name, language.as_ref()).await?;
    act.finish(tx, signed.person).await?;
    Ok(Go::to(paths::ME).saying(Notice::ProfileSaved))
}

/// Changes the password; every other device has to sign in again. Form: `current_password`, `new_password`.
#[server(endpoint = "people/change-password")]
pub async fn change_password(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/change-password", form);
    act.answer(password_changed(&act).await).await
}

async fn password_changed(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    let mut fields = act.fields(&["current_password", "new_password"])?;
    let (current, chosen) = (fields.secret("current_password"), fields.secret("new_password"));
    let answers = store::answers_for_others(act.state.db.read(), signed.person).await?;
    let least = if answers { LONG_PASSWORD } else { PASSWORD };
    choose_password(&mut fields, "new_password", least, &[&signed.login, &signed.display_name]);
    fields.finish(|| Some(()))?;
    ask_again(act, signed, current).await?;
    let hash = act.state.hasher.hash(chosen).await?;
    let kind = kind(signed.own_phone, store::works_at_a_desk(act.state.db.read(), signed.person).await?);
    let mut tx = act.begin().await?;
    store::update_password(&mut tx, signed.person, &hash).await?;
    store::close_own_resets(&mut tx, signed, act.now()).await?;
    session::end_all(&mut tx, signed.person).await?;
    let cookie = session::open(&mut tx, signed.person, kind, act.now()).await?;
    act.finish(tx, signed.person).await?;
    act.set_cookie(cookie);
    Ok(Go::to(paths::ME).saying(Notice::PasswordChanged))
}

/// Before what cannot be undone: the password once more, as often as at the door.
async fn ask_again(act: &Act, signed: &Signed, password: &str) -> Result<(), AppError> {
    throttle::account(&act.state.db, &signed.login, act.now()).await?;
    let hash = store::password_hash(act.state.db.read(), signed).await?;
    match act.state.hasher.verify(password, hash).await? {
        true => Ok(()),
        false => Err(AppError::field("current_password", Problem::WrongPassword)),
    }
}

/// Ends one of one's own sessions. Form: `session`.
#[server(endpoint = "people/end-session")]
pub async fn end_session(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/end-session", form);
    act.answer(session_ended(&act).await).await
}

async fn session_ended(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    let fields = act.fields(&["session"])?;
    let id = Uuid::parse_str(fields.text("session")).map_err(|_| AppError::NotFound)?;
    let own = session::list(act.state.db.read(), signed.person).await?;
    if own.iter().all(|session| session.id != id) {
        return Err(AppError::NotFound);
    }
    let mut tx = act.begin().await?;
    session::end(&mut tx, signed.person, id).await?;
    act.finish(tx, id).await?;
    Ok(Go::to(paths::MY_SESSIONS).saying(Notice::SessionEnded))
}

/// Ends every session but this one.
#[server(endpoint = "people/end-sessions")]
pub async fn end_sessions(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/end-sessions", form);
    act.answer(sessions_ended(&act).await).await
}

async fn sessions_ended(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    session::end_others(&mut tx, signed.person, signed.session).await?;
    act.finish(tx, signed.session).await?;
    Ok(Go::to(paths::MY_SESSIONS).saying(Notice::SessionsEnded))
}

/// Leaves a cohort, in whatever role. Form: `cohort`.
#[server(endpoint = "people/leave")]
pub async fn leave(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/leave", form);
    act.answer(left(&act).await).await
}

async fn left(act: &Act) -> Result<Go, AppError> {
    let seat = act.seat().await?;
    act.fields(&[])?;
    let mut tx = act.begin().await?;
    keep_one_facilitator(&mut tx, &seat, seat.person, seat.role).await?;
    store::vacate(&mut tx, &seat, seat.person, act.now()).await?;
    store::end_membership(&mut tx, &seat, seat.person, seat.cohort.today(act.now())).await?;
    act.finish(tx, seat.cohort.id).await?;
    Ok(Go::to(paths::ME).saying(Notice::Left))
}

/// Erases oneself: names and texts go, counts stay. Form: `current_password`.
#[server(endpoint = "people/erase")]
pub async fn erase(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/erase", form);
    act.answer(erased(&act).await).await
}

async fn erased(act: &Act) -> Result<Go, AppError> {
    let signed = act.signed()?;
    let fields = act.fields(&["current_password"])?;
    ask_again(act, signed, fields.secret("current_password")).await?;
    let (now, today) = (act.now(), act.now().date_naive());
    let mut tx = act.begin().await?;
    if store::left_alone_by(&mut tx, signed).await?.is_some() {
        return Err(AppError::field("", Problem::LastFacilitator));
    }
    store::erase_places(&mut tx, signed, today, now).await?;
    store::erase_texts(&mut tx, signed, today).await?;
    store::erase_account(&mut tx, signed, today).await?;
    act.finish_forgetting(tx).await?;
    if let Err(error) = act.state.db.forget().await {
        // What was deleted is still in the log of writes; the hourly round empties it.
        tracing::warn!(%error, "forget");
    }
    act.set_cookie(session::expired_cookie());
    act.set_cookie(card::taken_back());
    act.header("clear-site-data", "\"cache\", \"storage\"");
    Ok(Go::to(paths::SIGN_IN).saying(Notice::Erased))
}
