//! One's own account: name, language, password, sessions, groups, and the way out for good.

use super::{
    super::{
        actions::{ChangePassword, EndSession, EndSessions, Erase, LONG_PASSWORD, Leave, PASSWORD, SaveProfile},
        store,
    },
    head,
};
use crate::{
    app::{
        access::{self, Seat},
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Submit, TextField},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::cohort::{PartnerKind, Role},
    platform::{error::AppError, session},
};
use chrono_tz::Europe::Paris;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn MePage() -> impl IntoView {
    page(me)
}

async fn me(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?.clone();
    let seats = access::seats(visit.state.db.read(), &signed).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.me.title).to_string();
    let hosts = |seat: &Seat| matches!(seat.role, Role::Facilitator | Role::Partner(PartnerKind::Host));
    let mailed = visit.state.post.is_some() && seats.iter().any(hosts);
    let (cohorts, links) = (cohorts(locale, &seats), links(locale, mailed));
    Ok(view! {
        <Frame visit=visit title=title.clone()>
            <header class="page-head"><h1>{title}</h1></header>
            <dl class="facts">
                <div><dt>{td_string!(locale, people.me.name)}</dt><dd>{signed.display_name}</dd></div>
                <div><dt>{td_string!(locale, people.me.login)}</dt><dd>{signed.login}</dd></div>
                <div><dt>{td_string!(locale, people.me.language)}</dt><dd>{language(locale)}</dd></div>
            </dl>
            <section class="section"><h2>{td_string!(locale, people.me.settings)}</h2>{links}</section>
            <section class="section"><h2>{td_string!(locale, people.me.cohorts)}</h2>{cohorts}</section>
            <div class="actions">
                <a class="button secondary" href=paths::SIGN_OUT><Icon name="logout"/><span>{td_string!(locale, people.me.sign_out)}</span></a>
            </div>
        </Frame>
    }
    .into_any())
}

/// A language by its own name.
pub(super) fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::fr => "Français",
        Locale::en => "English",
    }
}

fn links(locale: Locale, mailed: bool) -> AnyView {
    let address = mailed.then(|| (paths::MY_ADDRESS, "note", td_string!(locale, waiting.mail.title)));
    let rows = [
        (paths::MY_NAME, "edit", td_string!(locale, people.me.profile)),
        (paths::MY_PASSWORD, "key", td_string!(locale, people.me.password)),
        (paths::MY_SESSIONS, "phone", td_string!(locale, people.me.sessions)),
        (paths::MY_CALENDAR, "calendar", td_string!(locale, calendar.feed.mine)),
        (paths::MY_DATA, "eye", td_string!(locale, people.me.data)),
        (paths::ERASE_ME, "trash", td_string!(locale, people.me.erase)),
    ];
    let rows = rows.into_iter().chain(address).map(|(href, icon, label)| view! {
        <li><a class="row" href=href><Icon name=icon/><span class="row-main"><b>{label}</b></span><span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn cohorts(locale: Locale, seats: &[Seat]) -> AnyView {
    let rows: Vec<_> = seats
        .iter()
        .map(|seat| {
            let leave = td_string!(locale, people.me.leave, name = seat.cohort.name.clone()).to_string();
            let note = format!("{} · {}", words::role(locale, seat.role), words::state(locale, seat.cohort.state));
            let presences = (seat.role == Role::Entrepreneur).then(|| view! {
                <a class="button small quiet" href=paths::attendance(&seat.cohort.slug)><Icon name="calendar"/><span>{td_string!(locale, attendance.own.title)}</span></a>
            });
            let href = if seat.role.is_partner() { paths::NOTES.to_owned() } else { paths::cohort(&seat.cohort.slug) };
            view! {
                <li><div class="row"><Icon name="cohort"/>
                    <span class="row-main"><a href=href><b>{seat.cohort.name.clone()}</b></a><span class="row-note">{note}</span></span>
                    <span class="row-end">{presences}<a class="button small quiet" href=paths::leave(&seat.cohort.slug)><Icon name="door"/><span>{leave}</span></a></span>
                </div></li>
            }
        })
        .collect();
    match rows.is_empty() {
        true => view! { <p>{td_string!(locale, people.me.no_cohorts)}</p> }.into_any(),
        false => view! { <ul class="rows">{rows}</ul> }.into_any(),
    }
}

#[component]
pub fn NamePage() -> impl IntoView {
    page(name)
}

async fn name(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?.clone();
    let typed = visit.typed("people/save-profile").await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.me.profile).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    let languages = [Locale::fr, Locale::en].map(|one| Choice::new(one.to_string(), language(one))).to_vec();
    Ok(view! {
        <Frame visit=visit title=title form="people/save-profile">
            {head}
            <Form typed=typed.clone() action=SaveProfile::url()>
                <TextField typed=typed.clone() name="display_name" label=td_string!(locale, people.me.name_label)
                    hint=td_string!(locale, people.join.name_hint) value=signed.display_name autocomplete="nickname"/>
                <Choices typed=typed name="language" legend=td_string!(locale, people.me.language_label) options=languages
                    chosen=vec![signed.language] two=true/>
                <Submit label=td_string!(locale, people.me.profile_save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn PasswordPage() -> impl IntoView {
    page(password)
}

async fn password(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?;
    let answers = store::answers_for_others(visit.state.db.read(), signed.person).await?;
    let min = if answers { LONG_PASSWORD } else { PASSWORD };
    let typed = visit.typed("people/change-password").await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.me.password).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    Ok(view! {
        <Frame visit=visit title=title form="people/change-password">
            {head}
            <Form typed=typed.clone() action=ChangePassword::url()>
                <p>{td_string!(locale, people.me.password_note)}</p>
                <TextField typed=typed.clone() name="current_password" kind="password" label=td_string!(locale, people.me.current) autocomplete="current-password"/>
                <TextField typed=typed name="new_password" kind="password" label=td_string!(locale, people.me.new)
                    hint=td_string!(locale, people.join.password_hint, min = min).to_string() autocomplete="new-password"/>
                <Submit label=td_string!(locale, people.me.password_save) icon="key"/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn SessionsPage() -> impl IntoView {
    page(sessions)
}

async fn sessions(visit: Visit) -> Result<AnyView, AppError> {
    let signed = visit.signed()?.clone();
    let sessions = session::list(visit.state.db.read(), signed.person).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.me.sessions).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    let others = sessions.len() > 1;
    let rows = sessions.iter().map(|one| session_row(locale, one, one.id == signed.session)).collect_view();
    let everywhere = others.then(|| {
        let label = td_string!(locale, people.me.end_others).to_string();
        view! { <div class="actions"><ButtonForm action=EndSessions::url() fields=vec![] label=label icon="logout" class="button"/></div> }
    });
    Ok(view! {
        <Frame visit=visit title=title>
            {head}
            <p>{td_string!(locale, people.me.sessions_lead)}</p>
            <ul class="rows">{rows}</ul>
            {everywhere}
        </Frame>
    }
    .into_any())
}

/// What kind of device, and since when; neither where nor which one, because that is not kept.
fn session_row(locale: Locale, one: &session::Listed, here: bool) -> AnyView {
    let kind = session_kind(locale, &one.kind);
    let name = if here { td_string!(locale, people.me.this_one).to_string() } else { kind };
    let started = started(locale, one);
    let end = (!here).then(|| {
        let (fields, label) = (vec![("session", one.id.to_string())], td_string!(locale, people.me.end).to_string());
        view! { <ButtonForm action=EndSession::url() fields=fields label=label icon="logout"/> }
    });
    view! {
        <li><div class="row"><Icon name="phone"/>
            <span class="row-main"><b>{name}</b><span class="row-note">{started}</span></span>
            <span class="row-end">{end}</span></div></li>
    }
    .into_any()
}

pub(super) fn session_kind(locale: Locale, kind: &str) -> String {
    match kind {
        "phone" => td_string!(locale, people.me.own_phone).to_string(),
        _ => td_string!(locale, people.me.shared).to_string(),
    }
}

pub(super) fn started(locale: Locale, one: &session::Listed) -> String {
    td_string!(locale, people.me.started, when = words::instant(locale, one.created_at, Paris)).to_string()
}

#[component]
pub fn LeavePage() -> impl IntoView {
    page(leave)
}

async fn leave(visit: Visit) -> Result<AnyView, AppError> {
    let seat = visit.seat().await?;
    let typed = visit.typed("people/leave").await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.me.leave_title, name = seat.cohort.name.clone()).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    Ok(view! {
        <Frame visit=visit title=title>
            {head}
            <p>{td_string!(locale, people.me.leave_why)}</p>
            <p>{td_string!(locale, people.me.leave_keeps)}</p>
            <Form typed=typed action=Leave::url() cohort=seat.cohort.slug.clone()>
                <Submit label=td_string!(locale, people.me.leave_go) icon="door" class="button danger"/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn ErasePage() -> impl IntoView {
    page(erase)
}

async fn erase(visit: Visit) -> Result<AnyView, AppError> {
    visit.signed()?;
    let typed = visit.typed("people/erase").await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.erase.title).to_string();
    let head = head(paths::ME, td_string!(locale, people.me.title).to_string(), title.clone());
    Ok(view! {
        <Frame visit=visit title=title>
            {head}
            <section class="section">
                <h2>{td_string!(locale, people.erase.goes)}</h2>
                <ul>
                    <li>{td_string!(locale, people.erase.goes_account)}</li>
                    <li>{td_string!(locale, people.erase.goes_texts)}</li>
                    <li>{td_string!(locale, people.erase.goes_places)}</li>
                </ul>
                <h2>{td_string!(locale, people.erase.stays)}</h2>
                <ul>
                    <li>{td_string!(locale, people.erase.stays_counts)}</li>
                    <li>{td_string!(locale, people.erase.stays_copies)}</li>
                </ul>
                <p><a class="link" href=paths::MY_DATA>{td_string!(locale, people.erase.see_data)}</a></p>
            </section>
            <Form typed=typed.clone() action=Erase::url()>
                <div class="notice wait"><Icon name="warning"/><div><p>{td_string!(locale, people.erase.for_good)}</p></div></div>
                <TextField typed=typed name="current_password" kind="password" label=td_string!(locale, people.erase.password) autocomplete="current-password"/>
                <Submit label=td_string!(locale, people.erase.go) icon="trash" class="button danger"/>
            </Form>
        </Frame>
    }
    .into_any())
}
