//! Coming in by a link. Looking at a link does not use it; one that does not work looks like any other that does not.

use super::super::{
    actions::{Join, LONG_PASSWORD, PASSWORD, ResetPassword},
    store::{self, Invitation, InvitedTo},
};
use crate::{
    app::{
        access,
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Submit, TextField, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::{error::AppError, session::Signed, throttle, token},
};
use axum::http::StatusCode;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn JoinPage() -> impl IntoView {
    page(join)
}

async fn join(visit: Visit) -> Result<AnyView, AppError> {
    let hash = token::hash(&visit.param("token"));
    let found = store::invitation(visit.state.db.read(), hash, visit.now()).await?.filter(|found| found.open);
    let Some(invitation) = found else { return dead(visit) };
    let typed = visit.typed("people/join").await?;
    let locale = visit.locale;
    let title = match &invitation.cohort {
        Some(cohort) => td_string!(locale, people.join.title, name = cohort.name.clone()).to_string(),
        None => td_string!(locale, people.join.title_account).to_string(),
    };
    let lead = match &invitation.cohort {
        Some(cohort) => td_string!(locale, people.join.lead, name = cohort.name.clone()).to_string(),
        None => td_string!(locale, people.join.lead_account).to_string(),
    };
    let role = invitation.cohort.as_ref().map(|_| role_facts(locale, &invitation));
    let body = match visit.visitor.signed.clone() {
        Some(signed) => signed_in(&visit, &signed, &invitation, typed).await?,
        None => newcomer(&visit, &invitation, typed),
    };
    Ok(view! {
        <Frame visit=visit title=title.clone() bare=true form="people/join">
            <section class="sign-in card">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                {role}
                {body}
            </section>
        </Frame>
    }
    .into_any())
}

fn role_facts(locale: Locale, invitation: &Invitation) -> AnyView {
    let (name, can) = (words::role(locale, invitation.role), super::role_can(locale, invitation.role));
    view! {
        <dl class="facts"><div><dt>{td_string!(locale, people.join.role)}</dt><dd>{name}</dd></div></dl>
        <p>{can}</p>
    }
    .into_any()
}

/// One button for somebody who is known here already.
async fn signed_in(visit: &Visit, signed: &Signed, invitation: &Invitation, typed: Typed) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let seats = access::seats(visit.state.db.read(), signed).await?;
    let inside = |cohort: &&InvitedTo| seats.iter().any(|seat| seat.cohort.id == cohort.id);
    if let Some(cohort) = invitation.cohort.as_ref().filter(inside) {
        let href = if invitation.role.is_partner() { paths::HOME.to_owned() } else { paths::cohort(&cohort.slug) };
        return Ok(view! {
            <p class="notice info"><Icon name="info"/><span>{td_string!(locale, people.join.member)}</span></p>
            <div class="actions"><a class="button big" href=href><Icon name="arrow-next"/><span>{td_string!(locale, people.join.member_go)}</span></a></div>
        }
        .into_any());
    }
    let who = td_string!(locale, people.join.signed_as, name = signed.display_name.clone()).to_string();
    let (token, go) = (visit.param("token"), go_label(locale, invitation));
    Ok(view! {
        <p>{who} " " <a href=paths::SIGN_OUT>{td_string!(locale, people.join.not_you)}</a></p>
        <Form typed=typed action=Join::url()>
            <input type="hidden" name="token" value=token/>
            <Submit label=go/>
        </Form>
    }
    .into_any())
}

fn go_label(locale: Locale, invitation: &Invitation) -> String {
    match &invitation.cohort {
        Some(_) => td_string!(locale, people.join.go).to_string(),
        None => td_string!(locale, people.join.go_account).to_string(),
    }
}

/// One page of questions for somebody new.
fn newcomer(visit: &Visit, invitation: &Invitation, typed: Typed) -> AnyView {
    let locale = visit.locale;
    let token = visit.param("token");
    let min = if invitation.role.is_facilitator() { LONG_PASSWORD } else { PASSWORD };
    let sign_in = format!("{}?next={}", paths::SIGN_IN, paths::escape(&paths::join(&token)));
    let go = go_label(locale, invitation);
    let own_phone = Choice::new("yes", td_string!(locale, people.sign_in.own_phone))
        .hint(td_string!(locale, people.sign_in.own_phone_hint))
        .icon("phone");
    view! {
        <p><a href=sign_in>{td_string!(locale, people.join.have_account)}</a></p>
        <Form typed=typed.clone() action=Join::url()>
            <input type="hidden" name="token" value=token/>
            <TextField typed=typed.clone() name="display_name" label=td_string!(locale, people.join.name)
                hint=td_string!(locale, people.join.name_hint) autocomplete="nickname"/>
            <TextField typed=typed.clone() name="login" label=td_string!(locale, people.join.login)
                hint=td_string!(locale, people.join.login_hint) autocomplete="username"/>
            <TextField typed=typed.clone() name="password" kind="password" label=td_string!(locale, people.join.password)
                hint=td_string!(locale, people.join.password_hint, min = min).to_string() autocomplete="new-password"/>
            <Choices typed=typed many=true name="own_phone" legend="" options=vec![own_phone]/>
            <Submit label=go/>
        </Form>
    }
    .into_any()
}

/// Used, taken back, too old or never made: one page for all.
fn dead(visit: Visit) -> Result<AnyView, AppError> {
    visit.state.addresses.admit("links", throttle::LINKS, visit.address(), visit.now())?;
    visit.set_status(StatusCode::NOT_FOUND);
    let locale = visit.locale;
    let title = td_string!(locale, people.join.dead).to_string();
    Ok(view! {
        <Frame visit=visit title=title.clone() bare=true>
            <div class="refused">
                <Icon name="link" big=true/>
                <h1>{title}</h1>
                <p>{td_string!(locale, people.join.dead_why)}</p>
                <p>{td_string!(locale, people.join.dead_how)}</p>
                <p>{td_string!(locale, people.join.dead_used)}</p>
                <div class="actions"><a class="button" href=paths::HOME><Icon name="key"/><span>{td_string!(locale, frame.sign_in)}</span></a></div>
            </div>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn ResetPage() -> impl IntoView {
    page(reset)
}

async fn reset(visit: Visit) -> Result<AnyView, AppError> {
    let token = visit.param("token");
    let found = store::reset(visit.state.db.read(), token::hash(&token), visit.now()).await?;
    let Some(link) = found else { return dead(visit) };
    let answers = store::answers_for_others(visit.state.db.read(), link.person).await?;
    let min = if answers { LONG_PASSWORD } else { PASSWORD };
    let typed = visit.typed("people/reset-password").await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.reset.title).to_string();
    let lead = td_string!(locale, people.reset.lead, login = link.login.clone()).to_string();
    Ok(view! {
        <Frame visit=visit title=title.clone() bare=true form="people/reset-password">
            <section class="sign-in card">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <Form typed=typed.clone() action=ResetPassword::url()>
                    <input type="hidden" name="token" value=token/>
                    <TextField typed=typed name="password" kind="password" label=td_string!(locale, people.reset.password)
                        hint=td_string!(locale, people.join.password_hint, min = min).to_string() autocomplete="new-password"/>
                    <Submit label=td_string!(locale, people.reset.go) icon="key"/>
                </Form>
            </section>
        </Frame>
    }
    .into_any())
}
