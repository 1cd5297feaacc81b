//! Making an invitation, and the card that is handed over: seen once, by who made it (`card.rs` says how).

use super::{
    super::{
        actions::{Invite, RevokeInvitation},
        card,
        store::{self, OpenInvitation},
    },
    head, qr, roles,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choices, Form, Submit},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn InvitePage() -> impl IntoView {
    page(invite)
}

async fn invite(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    match visit.query("card") {
        Some(id) => shown(visit, facilitator, &id).await,
        None => asked(visit, facilitator).await,
    }
}

async fn asked(visit: Visit, facilitator: Facilitator) -> Result<AnyView, AppError> {
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("people/invite").await?;
    let waiting = waiting(&visit, &facilitator).await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let title = td_string!(locale, people.invite.title).to_string();
    let head = head(&paths::members(&slug), td_string!(locale, people.members.title).to_string(), title.clone());
    let chosen = vec!["entrepreneur".to_owned()];
    Ok(view! {
        <Frame visit=visit title=title group=group place="members" form="people/invite">
            {head}
            <p class="lead">{td_string!(locale, people.invite.lead)}</p>
            <Form typed=typed.clone() action=Invite::url() cohort=slug creates=true>
                <Choices typed=typed name="role" legend=td_string!(locale, people.invite.role) options=roles(locale) chosen=chosen/>
                <Submit label=td_string!(locale, people.invite.go)/>
            </Form>
            {waiting}
        </Frame>
    }
    .into_any())
}

/// The invitations that nobody used yet, each with the way to take it back.
async fn waiting(visit: &Visit, facilitator: &Facilitator) -> Result<Option<AnyView>, AppError> {
    let locale = visit.locale;
    let open = store::open_invitations(visit.state.db.read(), facilitator, visit.now()).await?;
    let rows: Vec<_> = open.iter().map(|one| waiting_row(locale, facilitator, one)).collect();
    Ok((!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{td_string!(locale, people.invite.open)}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    }))
}

fn waiting_row(locale: Locale, facilitator: &Facilitator, one: &OpenInvitation) -> AnyView {
    let when = words::instant(locale, one.expires_at, facilitator.cohort.time_zone);
    let until = td_string!(locale, people.invite.open_until, when = when).to_string();
    let made_by = one.made_by.as_ref().map(|name| words::person(locale, name));
    let note: Vec<String> = made_by.into_iter().chain([until]).collect();
    let fields = vec![("cohort", facilitator.cohort.slug.clone()), ("invitation", one.id.to_string())];
    let label = td_string!(locale, people.invite.revoke).to_string();
    view! {
        <li><div class="row"><Icon name="link"/>
            <span class="row-main"><b>{words::role(locale, one.role)}</b><span class="row-note">{note.join(" · ")}</span></span>
            <span class="row-end"><ButtonForm action=RevokeInvitation::url() fields=fields label=label icon="undo"/></span>
        </div></li>
    }
    .into_any()
}

/// The card that was just made; later, only that it was.
async fn shown(visit: Visit, facilitator: Facilitator, id: &str) -> Result<AnyView, AppError> {
    let group = Group::load(&visit, &facilitator).await?;
    let handed = card::handed(&visit.parts.headers);
    let found = match &handed {
        Some((_, hash)) => store::own_card(visit.state.db.read(), &facilitator, *hash, visit.now()).await?,
        None => None,
    };
    let locale = visit.locale;
    let title = td_string!(locale, people.invite.card_title).to_string();
    let back = paths::invite(&facilitator.cohort.slug);
    let head = head(&back, td_string!(locale, people.invite.title).to_string(), title.clone());
    let body = match (handed, found.filter(|found| found.id.to_string() == id)) {
        (Some((token, _)), Some(invitation)) => {
            let link = format!("{}{}", visit.state.settings.base_url(), paths::join(&token));
            printed(locale, &facilitator, &invitation, &link)
        }
        _ => view! { <p class="notice info"><Icon name="info"/><span>{td_string!(locale, people.invite.gone)}</span></p> }
            .into_any(),
    };
    Ok(view! {
        <Frame visit=visit title=title group=group place="members">
            {head}
            {body}
            <div class="actions screen-only">
                <a class="button secondary" href=back><Icon name="plus"/><span>{td_string!(locale, people.invite.another)}</span></a>
            </div>
        </Frame>
    }
    .into_any())
}

fn printed(locale: Locale, facilitator: &Facilitator, invitation: &OpenInvitation, link: &str) -> AnyView {
    let until = words::instant(locale, invitation.expires_at, facilitator.cohort.time_zone);
    view! {
        <p class="lead screen-only">{td_string!(locale, people.invite.card_lead)}</p>
        <article class="invitation">
            <header><b>{facilitator.cohort.name.clone()}</b><span>{td_string!(locale, people.invite.card_title)}</span></header>
            {qr(locale, link)}
            <dl class="facts">
                <div><dt>{td_string!(locale, people.invite.card_role)}</dt><dd>{words::role(locale, invitation.role)}</dd></div>
                <div><dt>{td_string!(locale, people.invite.card_until)}</dt><dd>{until}</dd></div>
                <div><dt>{td_string!(locale, people.invite.card_login)}</dt><dd>"………………………"</dd></div>
            </dl>
        </article>
    }
    .into_any()
}
