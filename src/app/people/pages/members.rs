//! The members of a cohort, for those who accompany it. Members themselves see each other with their pôles.

use super::{
    super::{
        actions::{ChangeRole, EndMemberSessions, MakeReset, RemoveMember},
        card,
        store::{self, Membership, Reset},
    },
    head, qr, roles,
};
use crate::{
    app::{
        access::Facilitator,
        i18n::*,
        paths,
        poles::store as poles_store,
        ui::{
            form::{ButtonForm, Choices, Form, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn MembersPage() -> impl IntoView {
    page(members)
}

async fn members(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let group = Group::load(&visit, &facilitator).await?;
    let db = visit.state.db.read();
    let all = store::memberships(db, &facilitator).await?;
    let poles = poles_store::poles(db, &facilitator).await?;
    let inside = poles_store::memberships(db, &facilitator).await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let now: Vec<&Membership> = all.iter().filter(|one| one.until_on.is_none()).collect();
    let of_pole = |pole: Uuid| now.iter().copied().filter(|one| inside.contains(&(pole, one.person))).collect();
    let alone = |one: &&&Membership| {
        !one.role.is_facilitator() && one.role.is_member() && inside.iter().all(|(_, person)| *person != one.person)
    };
    let list = |title: String, people: Vec<&Membership>| people_section(locale, &slug, title, &people);
    let mut sections: Vec<_> = poles.iter().map(|pole| list(pole.name.clone(), of_pole(pole.id))).collect();
    let alone = now.iter().filter(alone).copied().collect();
    sections.push(list(td_string!(locale, people.members.without_pole).to_string(), alone));
    let facilitators = now.iter().copied().filter(|one| one.role.is_facilitator()).collect();
    sections.push(list(td_string!(locale, people.members.facilitators).to_string(), facilitators));
    let partners = now.iter().copied().filter(|one| one.role.is_partner()).collect();
    sections.push(list(td_string!(locale, people.members.partners).to_string(), partners));
    sections.push(list(td_string!(locale, people.members.former).to_string(), former(&all)));
    let only_me = now.len() == 1;
    let invite = paths::invite(&slug);
    let title = td_string!(locale, people.members.title).to_string();
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="members">
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, people.members.lead)}</p>
                <div class="actions"><a class="button" href=invite><Icon name="plus"/><span>{td_string!(locale, people.members.invite)}</span></a></div>
            </header>
            {only_me.then(|| empty(locale))}
            {sections}
        </Frame>
    }
    .into_any())
}

fn empty(locale: Locale) -> AnyView {
    view! {
        <div class="empty"><Icon name="team" big=true/>
            <h2>{td_string!(locale, people.members.empty)}</h2>
            <p>{td_string!(locale, people.members.empty_why)}</p></div>
    }
    .into_any()
}

/// Those whose every membership has ended, once each.
fn former(all: &[Membership]) -> Vec<&Membership> {
    let mut gone: Vec<&Membership> = Vec::new();
    for one in all.iter().rev().filter(|one| one.until_on.is_some()) {
        let back = all.iter().any(|other| other.person == one.person && other.until_on.is_none());
        if !back && gone.iter().all(|other| other.person != one.person) {
            gone.push(one);
        }
    }
    gone.reverse();
    gone
}

fn people_section(locale: Locale, slug: &str, title: String, people: &[&Membership]) -> Option<AnyView> {
    let rows: Vec<_> = people.iter().map(|one| person_row(locale, slug, one)).collect();
    (!rows.is_empty())
        .then(|| view! { <section class="section"><h2>{title}</h2><ul class="rows">{rows}</ul></section> }.into_any())
}

fn person_row(locale: Locale, slug: &str, one: &Membership) -> AnyView {
    let when = match one.until_on {
        None => td_string!(locale, people.members.since, day = words::day(locale, one.from_on)).to_string(),
        Some(last) => td_string!(locale, people.members.until, day = words::day(locale, last)).to_string(),
    };
    let note = format!("{} · {when}", words::role(locale, one.role));
    view! {
        <li><a class="row" href=paths::member(slug, one.person)><Icon name="user"/>
            <span class="row-main"><b>{words::person(locale, &one.name)}</b><span class="row-note">{note}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}

#[component]
pub fn MemberPage() -> impl IntoView {
    page(member)
}

async fn member(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let db = visit.state.db.read();
    let of = store::membership(db, &facilitator, visit.id("person")?).await?;
    let group = Group::load(&visit, &facilitator).await?;
    let poles = poles_store::poles(db, &facilitator).await?;
    let inside = poles_store::memberships(db, &facilitator).await?;
    let elsewhere = store::answers_elsewhere(db, &facilitator, of.person).await?;
    let link = link(&visit, &facilitator, &of).await?;
    let (role, remove) = (visit.typed("people/change-role").await?, visit.typed("people/remove-member").await?);
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let name = words::person(locale, &of.name);
    let in_poles: Vec<&str> =
        poles.iter().filter(|p| inside.contains(&(p.id, of.person))).map(|p| p.name.as_str()).collect();
    let head = head(&paths::members(&slug), td_string!(locale, people.members.title).to_string(), name.clone());
    let facts = facts(locale, &of, in_poles);
    let it_is_me = of.person == facilitator.person;
    let mine = it_is_me.then(|| view! { <p class="notice info"><Icon name="user"/><span>{td_string!(locale, people.member.is_you)}</span></p> });
    let controls = of.until_on.is_none().then(|| {
        let help = (!it_is_me).then(|| help(locale, &slug, of.person, elsewhere));
        view! { {change(locale, &slug, &of, role)} {help} {departure(locale, &slug, &of, remove)} }.into_any()
    });
    Ok(view! {
        <Frame visit=visit title=name group=group place="members" form="people/change-role">
            {head}
            {mine}
            {link}
            {facts}
            {controls}
        </Frame>
    }
    .into_any())
}

fn facts(locale: Locale, of: &Membership, poles: Vec<&str>) -> AnyView {
    let poles = match poles.is_empty() {
        true => td_string!(locale, people.member.none).to_string(),
        false => poles.join(", "),
    };
    let until = of.until_on.map(|day| {
        let day = words::day(locale, day);
        view! { <div><dt>{td_string!(locale, people.member.until)}</dt><dd>{day}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, people.member.role)}</dt><dd>{words::role(locale, of.role)}</dd></div>
            <div><dt>{td_string!(locale, people.member.since)}</dt><dd>{words::day(locale, of.from_on)}</dd></div>
            {until}
            <div><dt>{td_string!(locale, people.member.poles)}</dt><dd>{poles}</dd></div>
        </dl>
    }
    .into_any()
}

fn change(locale: Locale, slug: &str, of: &Membership, typed: Typed) -> AnyView {
    let (slug, person, chosen) = (slug.to_owned(), of.person.to_string(), vec![of.role.code().to_owned()]);
    view! {
        <section class="section">
            <h2>{td_string!(locale, people.member.change_role)}</h2>
            <Form typed=typed.clone() action=ChangeRole::url() cohort=slug>
                <input type="hidden" name="person" value=person/>
                <Choices typed=typed name="role" legend=td_string!(locale, people.member.role_question) options=roles(locale) chosen=chosen
                    hint=td_string!(locale, people.member.role_note)/>
                <Submit label=td_string!(locale, people.member.role_save)/>
            </Form>
        </section>
    }
    .into_any()
}

/// A lost phone, a forgotten password.
fn help(locale: Locale, slug: &str, person: Uuid, elsewhere: bool) -> AnyView {
    let fields = || vec![("cohort", slug.to_owned()), ("person", person.to_string())];
    let reset = match elsewhere {
        true => view! { <p>{td_string!(locale, people.member.elsewhere)}</p> }.into_any(),
        false => {
            let label = td_string!(locale, people.member.make_reset).to_string();
            view! { <ButtonForm action=MakeReset::url() fields=fields() label=label icon="key"/> }.into_any()
        }
    };
    let end = td_string!(locale, people.member.end_sessions).to_string();
    view! {
        <section class="section">
            <h2>{td_string!(locale, people.member.help)}</h2>
            <div class="actions">
                {reset}
                <ButtonForm action=EndMemberSessions::url() fields=fields() label=end icon="logout"/>
            </div>
        </section>
    }
    .into_any()
}

fn departure(locale: Locale, slug: &str, of: &Membership, typed: Typed) -> AnyView {
    let (slug, person) = (slug.to_owned(), of.person.to_string());
    let label = td_string!(locale, people.member.remove, name = words::person(locale, &of.name)).to_string();
    let open = typed.is_back();
    view! {
        <details class="more" open=open>
            <summary>{td_string!(locale, people.member.departure)}</summary>
            <Form typed=typed action=RemoveMember::url() cohort=slug id="departure">
                <p>{td_string!(locale, people.member.remove_why)}</p>
                <input type="hidden" name="person" value=person/>
                <Submit label=label icon="door" class="button danger"/>
            </Form>
        </details>
    }
    .into_any()
}

/// The link for a new password that was just made; later, only that it was.
async fn link(visit: &Visit, facilitator: &Facilitator, of: &Membership) -> Result<Option<AnyView>, AppError> {
    if visit.query("link").is_none() {
        return Ok(None);
    }
    let locale = visit.locale;
    let handed = card::handed(&visit.parts.headers);
    let found = match &handed {
        Some((_, hash)) => store::own_reset(visit.state.db.read(), facilitator, of.person, *hash, visit.now()).await?,
        None => None,
    };
    Ok(Some(match (handed, found) {
        (Some((token, _)), Some(reset)) => {
            let link = format!("{}{}", visit.state.settings.base_url(), paths::reset(&token));
            handed_over(locale, facilitator, &reset, &link)
        }
        _ => view! { <p class="notice info"><Icon name="info"/><span>{td_string!(locale, people.member.link_gone)}</span></p> }
            .into_any(),
    }))
}

fn handed_over(locale: Locale, facilitator: &Facilitator, reset: &Reset, link: &str) -> AnyView {
    let until = words::instant(locale, reset.expires_at, facilitator.cohort.time_zone);
    let how = td_string!(locale, people.member.link_how, name = reset.display_name.clone()).to_string();
    view! {
        <section class="section">
            <h2>{td_string!(locale, people.member.link_title)}</h2>
            <p class="screen-only">{how}</p>
            <article class="invitation">
                <header><b>{reset.display_name.clone()}</b><span>{td_string!(locale, people.member.link_title)}</span></header>
                {qr(locale, link)}
                <dl class="facts">
                    <div><dt>{td_string!(locale, people.member.login)}</dt><dd>{reset.login.clone()}</dd></div>
                    <div><dt>{td_string!(locale, people.member.link_until)}</dt><dd>{until}</dd></div>
                </dl>
            </article>
        </section>
    }
    .into_any()
}
