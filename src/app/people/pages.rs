//! The pages of this feature.

mod data;
mod invite;
mod join;
mod me;
mod members;

pub use data::DataPage;
pub use invite::InvitePage;
pub use join::{JoinPage, ResetPage};
pub use me::{ErasePage, LeavePage, MePage, NamePage, PasswordPage, SessionsPage};
pub use members::{MemberPage, MembersPage};

use super::{
    actions::{SignIn, SignOut},
    card,
};
use crate::{
    app::{
        access,
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Submit, TextField},
            frame::Frame,
            icon::Icon,
            pocket::Unsent,
        },
        visit::{Visit, page},
        words,
    },
    domain::cohort::{Role, State},
    platform::{
        error::AppError,
        http::{Peer, cookies_work},
    },
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn Home() -> impl IntoView {
    page(home)
}

/// Leads to one's running cohort; who has several or none chooses, who only reads goes to the notes.
async fn home(visit: Visit) -> Result<AnyView, AppError> {
    let Some(signed) = &visit.visitor.signed else { return Ok(visit.go(paths::SIGN_IN)) };
    let seats = access::seats(visit.state.db.read(), signed).await?;
    let running: Vec<_> =
        seats.iter().filter(|seat| seat.role.is_member() && seat.cohort.state == State::Running).collect();
    Ok(match (running.as_slice(), seats.as_slice()) {
        ([one], _) => visit.go(&paths::cohort(&one.cohort.slug)),
        ([], seats) if !seats.is_empty() && seats.iter().all(|seat| matches!(seat.role, Role::Partner(_))) => {
            visit.go(paths::NOTES)
        }
        _ => visit.go(paths::COHORTS),
    })
}

#[component]
pub fn SignInPage() -> impl IntoView {
    page(sign_in)
}

async fn sign_in(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let typed = visit.typed("people/sign-in").await?;
    let next = visit.query("next").filter(|next| paths::is_local(next)).unwrap_or_default();
    let works = cookies_work(&visit.state, &visit.parts.headers, visit.parts.extensions.get::<Peer>().copied());
    let own_phone = Choice::new("yes", td_string!(locale, people.sign_in.own_phone))
        .hint(td_string!(locale, people.sign_in.own_phone_hint))
        .icon("phone");
    let warning = (!works).then(|| view! {
        <div class="notice stop" role="alert"><Icon name="warning"/>
            <div><p><b>{td_string!(locale, people.sign_in.no_tls)}</b></p><p>{td_string!(locale, people.sign_in.no_tls_how)}</p></div></div>
    });
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, people.sign_in.title) bare=true form="people/sign-in">
            <section class="sign-in card">
                <h1>{td_string!(locale, people.sign_in.title)}</h1>
                {warning}
                <Form typed=typed.clone() action=SignIn::url()>
                    <input type="hidden" name="next" value=next/>
                    <TextField typed=typed.clone() name="login" label=td_string!(locale, people.sign_in.login)
                        hint=td_string!(locale, people.sign_in.login_hint) autocomplete="username"/>
                    <TextField typed=typed.clone() name="password" kind="password" label=td_string!(locale, people.sign_in.password) autocomplete="current-password"/>
                    <Choices typed=typed many=true name="own_phone" legend="" options=vec![own_phone]/>
                    <Submit label=td_string!(locale, people.sign_in.go) icon="arrow-next"/>
                </Form>
                <p class="hint">{td_string!(locale, people.sign_in.forgotten)}</p>
            </section>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn SignOutPage() -> impl IntoView {
    page(sign_out)
}

async fn sign_out(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let own_phone = visit.signed()?.own_phone;
    let typed = visit.typed("people/sign-out").await?;
    // Only one's own phone keeps anything; elsewhere the page carries no script.
    let unsent = own_phone.then(|| view! { <Unsent locale=locale/> });
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, people.sign_out.title) bare=true>
            <section class="sign-in card">
                <h1>{td_string!(locale, people.sign_out.title)}</h1>
                <p>{td_string!(locale, people.sign_out.lead)}</p>
                {unsent}
                <Form typed=typed action=SignOut::url()>
                    <Submit label=td_string!(locale, people.sign_out.go) icon="logout"/>
                </Form>
            </section>
        </Frame>
    }
    .into_any())
}

/// Who may do what, for each role.
fn role_can(locale: Locale, role: Role) -> String {
    match role {
        Role::Facilitator => td_string!(locale, people.role_can.facilitator).to_string(),
        Role::Entrepreneur => td_string!(locale, people.role_can.entrepreneur).to_string(),
        Role::Partner(_) => td_string!(locale, people.role_can.partner).to_string(),
    }
}

/// The roles to choose from, each with what it may do.
fn roles(locale: Locale) -> Vec<Choice> {
    let icon = |role| match role {
        Role::Facilitator => "heart-hands",
        Role::Entrepreneur => "user",
        Role::Partner(_) => "book",
    };
    Role::ALL
        .iter()
        .map(|role| {
            Choice::new(role.code(), words::role(locale, *role)).hint(role_can(locale, *role)).icon(icon(*role))
        })
        .collect()
}

/// The head of a page: the way back, its name.
fn head(href: &str, back: String, title: String) -> AnyView {
    let href = href.to_owned();
    view! {
        <header class="page-head">
            <p class="back"><a href=href><Icon name="arrow-back"/><span>{back}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

/// A square to photograph.
fn qr(locale: Locale, link: &str) -> Option<AnyView> {
    card::qr(link).map(|(path, side)| {
        let (label, box_) = (td_string!(locale, people.invite.qr).to_string(), format!("0 0 {side} {side}"));
        view! {
            <div class="invitation-qr"><svg role="img" aria-label=label viewBox=box_ shape-rendering="crispEdges"><path d=path></path></svg></div>
        }
        .into_any()
    })
}
