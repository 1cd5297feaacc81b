//! Coming in by a link: an invitation, or a new password.

use super::super::store::{self, Invitation, NewPerson};
use crate::{
    app::{
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{
        problem::Problem,
        text::{DisplayName, Login},
    },
    platform::{
        db::{self, Tx, Violation},
        error::AppError,
        form::{self, Fields, RawForm},
        password,
        session::{self, Kind, Signed},
        throttle, token,
    },
};
use leptos::prelude::*;
use uuid::Uuid;

/// The fewest characters of a password.
pub const PASSWORD: usize = 12;
/// The same for those who answer for others.
pub const LONG_PASSWORD: usize = 15;

/// Uses an invitation. Form: `token`, and from somebody new `display_name`, `login`, `password`, `own_phone`.
#[server(endpoint = "people/join")]
pub async fn join(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/join", form);
    act.answer(joined(&act).await).await
}

async fn joined(act: &Act) -> Result<Go, AppError> {
    let fields = act.fields(&["token", "display_name", "login", "password", "own_phone"])?;
    let found = store::invitation(act.state.db.read(), token::hash(fields.text("token")), act.now()).await?;
    match (&act.visitor.signed, found) {
        (Some(signed), Some(invitation)) => joined_signed(act, signed, invitation).await,
        (None, Some(invitation)) if invitation.open => joined_new(act, fields, invitation).await,
        _ => Err(dead_link(act)),
    }
}

/// Every link that does not work is answered alike, and a robot that tries many is slowed down. One that works is never
/// counted: a workshop of twenty may come in from one address within a minute.
fn dead_link(act: &Act) -> AppError {
    let admitted = act.state.addresses.admit("links", throttle::LINKS, act.address(), act.now());
    admitted.err().unwrap_or(AppError::NotFound)
}

async fn joined_signed(act: &Act, signed: &Signed, invitation: Invitation) -> Result<Go, AppError> {
    let mut tx = act.begin().await?;
    let fresh = match &invitation.cohort {
        Some(cohort) => {
            let today = act.now().with_timezone(&cohort.time_zone).date_naive();
            store::insert_membership(&mut tx, signed.person, cohort.id, invitation.role, today).await?
        }
        None => {
            store::let_create_cohorts(&mut tx, signed).await?;
            true
        }
    };
    // Whoever is a member already is let in, and the seat stays free for somebody else.
    if !fresh {
        return Ok(welcome(&invitation));
    }
    used(act, &mut tx, &invitation).await?;
    act.finish(tx, invitation.id).await?;
    Ok(welcome(&invitation))
}

async fn used(act: &Act, tx: &mut Tx, invitation: &Invitation) -> Result<(), AppError> {
    if let Some(cohort) = &invitation.cohort {
        act.about(cohort.id);
    }
    if store::use_invitation(tx, invitation, act.now()).await? { Ok(()) } else { Err(dead_link(act)) }
}

fn welcome(invitation: &Invitation) -> Go {
    match &invitation.cohort {
        None => Go::to(paths::COHORTS).saying(Notice::Welcome),
        Some(_) if invitation.role.is_partner() => Go::to(paths::NOTES).saying(Notice::Joined),
        Some(cohort) => Go::to(paths::cohort(&cohort.slug)).saying(Notice::Joined),
    }
}

async fn joined_new(act: &Act, fields: Fields<'_>, invitation: Invitation) -> Result<Go, AppError> {
    let (login, display_name) = newcomer(fields, &invitation)?;
    let person = NewPerson {
        id: Uuid::now_v7(),
        login,
        display_name,
        password_hash: act.state.hasher.hash(form::text(&act.form, "password")).await?,
        language: act.locale.to_string(),
        may_create_cohorts: invitation.cohort.is_none(),
    };
    let mut tx = act.begin().await?;
    used(act, &mut tx, &invitation).await?;
    store::insert_person(&mut tx, &person, act.now().date_naive()).await.map_err(taken)?;
    if let Some(cohort) = &invitation.cohort {
        let today = act.now().with_timezone(&cohort.time_zone).date_naive();
        store::insert_membership(&mut tx, person.id, cohort.id, invitation.role, today).await?;
    }
    let desk = store::works_at_a_desk(&mut *tx, person.id).await?;
    let kind = kind(form::list(&act.form, "own_phone").contains(&"yes"), desk);
    let cookie = session::open(&mut tx, person.id, kind, act.now()).await?;
    act.finish_as(tx, person.id, invitation.id).await?;
    act.set_cookie(cookie);
    Ok(welcome(&invitation))
}

/// Login and name of somebody new, once her password is good enough for what the invitation makes of her.
fn newcomer(mut fields: Fields<'_>, invitation: &Invitation) -> Result<(Login, DisplayName), AppError> {
    let name = fields.required("display_name", DisplayName::parse);
    let login = fields.required("login", Login::parse);
    let least = if invitation.role.is_facilitator() { LONG_PASSWORD } else { PASSWORD };
    let known = [fields.text("login"), fields.text("display_name")];
    choose_password(&mut fields, "password", least, &known);
    fields.finish(|| Some((login?, name?)))
}

/// Notes what is wrong with a chosen password.
pub(super) fn choose_password(fields: &mut Fields<'_>, name: &str, least: usize, known: &[&str]) {
    let chosen = match fields.secret(name) {
        "" => Err(Problem::Required),
        secret => password::check(secret, least, known),
    };
    fields.keep(name, chosen);
}

/// How long a session lasts, for somebody on her own phone, at a desk, or on a shared phone.
pub(super) fn kind(own_phone: bool, desk: bool) -> Kind {
    match (own_phone, desk) {
        (true, _) => Kind::OwnPhone,
        (_, true) => Kind::Shared { idle_minutes: 60 },
        (_, false) => Kind::Shared { idle_minutes: 30 },
    }
}

fn taken(error: sqlx::Error) -> AppError {
    match db::violation(&error) {
        Some(Violation::Unique) => AppError::field("login", Problem::Taken),
        _ => error.into(),
    }
}

/// Chooses a new password by a link. Form: `token`, `password`.
#[server(endpoint = "people/reset-password")]
pub async fn reset_password(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/reset-password", form);
    act.answer(reset(&act).await).await
}

async fn reset(act: &Act) -> Result<Go, AppError> {
    let mut fields = act.fields(&["token", "password"])?;
    let found = store::reset(act.state.db.read(), token::hash(fields.text("token")), act.now()).await?;
    let link = found.ok_or_else(|| dead_link(act))?;
    let answers = store::answers_for_others(act.state.db.read(), link.person).await?;
    let least = if answers { LONG_PASSWORD } else { PASSWORD };
    choose_password(&mut fields, "password", least, &[&link.login, &link.display_name]);
    let password = fields.secret("password");
    fields.finish(|| Some(()))?;
    let hash = act.state.hasher.hash(password).await?;
    let mut tx = act.begin().await?;
    if !store::use_reset(&mut tx, &link, act.now()).await? {
        return Err(dead_link(act));
    }
    store::update_password(&mut tx, link.person, &hash).await?;
    session::end_all(&mut tx, link.person).await?;
    act.finish_as(tx, link.person, link.id).await?;
    Ok(Go::to(paths::SIGN_IN).saying(Notice::PasswordReset))
}
