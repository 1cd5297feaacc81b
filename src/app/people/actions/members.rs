//! What facilitators do for the members of their cohort.

use super::super::{
    card,
    store::{self, Membership, NewInvitation},
};
use crate::{
    app::{
        access::{Facilitator, Seat},
        act::{Act, Go},
        paths,
        words::Notice,
    },
    domain::{cohort::Role, problem::Problem},
    platform::{db::Tx, error::AppError, form::RawForm, idempotency::Once, session, token::Token},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Makes an invitation. Form: `role`.
#[server(endpoint = "people/invite")]
pub async fn invite(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/invite", form);
    act.answer(invited(&act).await).await
}

async fn invited(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut fields = act.fields(&["role"])?;
    let role = fields.choice("role", Role::from_code);
    let role = fields.finish(|| role)?;
    let token = Token::random();
    let mut tx = act.begin().await?;
    let once = act.once(&mut tx).await?;
    match once {
        Once::First(id) => {
            let (cohort, made_by) = (Some(facilitator.cohort.id), Some(facilitator.person));
            let invitation = NewInvitation { id, token_hash: token.hash(), cohort, role, made_by, made_at: act.now() };
            store::insert_invitation(&mut *tx, &invitation).await?;
        }
        Once::Again(id) => store::renew_invitation(&mut tx, &facilitator, id, token.hash(), act.now()).await?,
    }
    act.finish(tx, once.id()).await?;
    act.set_cookie(card::hand_over(&token));
    let page = paths::with(&paths::invite(&facilitator.cohort.slug), "card", &once.id().to_string());
    Ok(Go::to(page).saying(Notice::Invited))
}

/// Takes an invitation back. Form: `invitation`.
#[server(endpoint = "people/revoke-invitation")]
pub async fn revoke_invitation(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/revoke-invitation", form);
    act.answer(invitation_revoked(&act).await).await
}

async fn invitation_revoked(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let id = named(act, "invitation")?;
    let mut tx = act.begin().await?;
    if !store::revoke_invitation(&mut tx, &facilitator, id, act.now()).await? {
        return Err(AppError::NotFound);
    }
    act.finish(tx, id).await?;
    act.set_cookie(card::taken_back());
    Ok(Go::to(paths::invite(&facilitator.cohort.slug)).saying(Notice::InvitationRevoked))
}

/// The id in the only field of a form with one button.
fn named(act: &Act, field: &str) -> Result<Uuid, AppError> {
    act.fields(&[field])?;
    act.object(field)
}

/// The latest membership of the person whom the form names.
async fn membership(act: &Act, facilitator: &Facilitator) -> Result<Membership, AppError> {
    let person = act.object("person")?;
    store::membership(act.state.db.read(), facilitator, person).await
}

/// The same, of somebody who is still there.
async fn open_membership(act: &Act, facilitator: &Facilitator) -> Result<Membership, AppError> {
    let membership = membership(act, facilitator).await?;
    if membership.until_on.is_some() { Err(AppError::ChangedMeanwhile) } else { Ok(membership) }
}

/// A cohort keeps at least one facilitator: `person` may go, or change roles, when there is another.
pub(super) async fn keep_one_facilitator(tx: &mut Tx, seat: &Seat, person: Uuid, role: Role) -> Result<(), AppError> {
    if role.is_facilitator() && store::other_facilitators(tx, seat, person).await? == 0 {
        return Err(AppError::field("", Problem::LastFacilitator));
    }
    Ok(())
}

/// Changes somebody's role; her devices sign in again. Form: `person`, `role`.
#[server(endpoint = "people/change-role")]
pub async fn change_role(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/change-role", form);
    act.answer(role_changed(&act).await).await
}

async fn role_changed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    let mut fields = act.fields(&["person", "role"])?;
    let of = open_membership(act, &facilitator).await?;
    let role = fields.choice("role", Role::from_code);
    let role = fields.finish(|| role)?;
    let page = Go::to(paths::members(&facilitator.cohort.slug)).saying(Notice::RoleChanged);
    if role == of.role {
        return Ok(page);
    }
    let mut tx = act.begin().await?;
    keep_one_facilitator(&mut tx, &facilitator, of.person, of.role).await?;
    if role.is_partner() {
        store::vacate(&mut tx, &facilitator, of.person, act.now()).await?;
    }
    store::update_role(&mut tx, &facilitator, of.person, role).await?;
    if of.person != facilitator.person {
        session::end_all(&mut tx, of.person).await?;
    }
    act.finish(tx, of.person).await?;
    Ok(page)
}

/// Ends somebody's membership: a departure. Form: `person`.
#[server(endpoint = "people/remove-member")]
pub async fn remove_member(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/remove-member", form);
    act.answer(member_removed(&act).await).await
}

async fn member_removed(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["person"])?;
    let of = membership(act, &facilitator).await?;
    let mut tx = act.begin().await?;
    if of.until_on.is_none() {
        keep_one_facilitator(&mut tx, &facilitator, of.person, of.role).await?;
        store::vacate(&mut tx, &facilitator, of.person, act.now()).await?;
        store::end_membership(&mut tx, &facilitator, of.person, facilitator.cohort.today(act.now())).await?;
    }
    act.finish(tx, of.person).await?;
    Ok(Go::to(paths::members(&facilitator.cohort.slug)).saying(Notice::MemberRemoved))
}

/// Ends all sessions of a member, whose phone was lost perhaps. Form: `person`.
#[server(endpoint = "people/end-member-sessions")]
pub async fn end_member_sessions(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/end-member-sessions", form);
    act.answer(member_sessions_ended(&act).await).await
}

async fn member_sessions_ended(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["person"])?;
    let of = open_membership(act, &facilitator).await?;
    let mut tx = act.begin().await?;
    session::end_all(&mut tx, of.person).await?;
    act.finish(tx, of.person).await?;
    Ok(Go::to(paths::member(&facilitator.cohort.slug, of.person)).saying(Notice::MemberSessionsEnded))
}

/// Makes a link for a new password, to be handed over in person. Form: `person`.
#[server(endpoint = "people/make-reset")]
pub async fn make_reset(#[server(flatten)] form: RawForm) -> Result<(), AppError> {
    let act = Act::of("people/make-reset", form);
    act.answer(reset_made(&act).await).await
}

async fn reset_made(act: &Act) -> Result<Go, AppError> {
    let facilitator = act.facilitator().await?;
    act.fields(&["person"])?;
    let of = open_membership(act, &facilitator).await?;
    // A link for a new password is a way to sign in as somebody: never as one who holds more than its maker.
    if store::answers_elsewhere(act.state.db.read(), &facilitator, of.person).await? {
        return Err(AppError::Forbidden);
    }
    let (token, id) = (Token::random(), Uuid::now_v7());
    let mut tx = act.begin().await?;
    store::insert_reset(&mut tx, &facilitator, of.person, id, token.hash(), act.now()).await?;
    act.finish(tx, of.person).await?;
    act.set_cookie(card::hand_over(&token));
    Ok(Go::to(paths::with(&paths::member(&facilitator.cohort.slug, of.person), "link", "new")))
}
