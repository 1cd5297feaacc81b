//! One's cohorts by state.

use crate::{
    app::{
        access::{self, Seat},
        i18n::*,
        paths,
        ui::{frame::Frame, icon::Icon},
        visit::{Visit, page},
        words,
    },
    domain::cohort::{PartnerKind, Role, State, Where},
    platform::error::AppError,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

#[component]
pub fn CohortsPage() -> impl IntoView {
    page(cohorts)
}

async fn cohorts(visit: Visit) -> Result<AnyView, AppError> {
    let (locale, now) = (visit.locale, visit.now());
    let signed = visit.signed()?.clone();
    let seats = access::seats(visit.state.db.read(), &signed).await?;
    let reads_notes = seats.iter().any(|seat| seat.role.is_partner());
    let create = signed.may_create_cohorts.then(|| create_button(locale));
    let templates = signed.may_create_cohorts.then(|| view! {
        <a class="button secondary" href=paths::TEMPLATES><Icon name="box"/><span>{td_string!(locale, templates.title)}</span></a>
    });
    let notes = reads_notes.then(|| view! {
        <a class="button secondary" href=paths::NOTES><Icon name="book"/><span>{td_string!(locale, cohorts.list.notes)}</span></a>
    });
    let body = if seats.is_empty() { empty(locale, signed.may_create_cohorts) } else { by_state(locale, &seats, now) };
    let actions = (!seats.is_empty()).then(|| view! { <div class="actions">{create}{templates}{notes}</div> });
    Ok(view! {
        <Frame visit title=td_string!(locale, cohorts.title) place="cohorts">
            <header class="page-head">
                <h1>{td_string!(locale, cohorts.title)}</h1>
                <p class="lead">{td_string!(locale, cohorts.list.lead)}</p>
                {actions}
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn create_button(locale: Locale) -> AnyView {
    view! { <a class="button" href=paths::NEW_COHORT><Icon name="plus"/><span>{td_string!(locale, cohorts.list.create)}</span></a> }
        .into_any()
}

fn empty(locale: Locale, may_create: bool) -> AnyView {
    let why = if may_create {
        td_string!(locale, cohorts.list.empty_creator).to_string()
    } else {
        td_string!(locale, cohorts.list.empty_why).to_string()
    };
    view! {
        <div class="empty">
            <Icon name="cohort" big=true/>
            <h2>{td_string!(locale, cohorts.list.empty)}</h2>
            <p>{why}</p>
            {may_create.then(|| create_button(locale))}
        </div>
    }
    .into_any()
}

fn by_state(locale: Locale, seats: &[Seat], now: DateTime<Utc>) -> AnyView {
    let parts: [(String, &[State]); 3] = [
        (td_string!(locale, cohorts.list.running).to_string(), &[State::Running]),
        (td_string!(locale, cohorts.list.draft).to_string(), &[State::Draft]),
        (td_string!(locale, cohorts.list.past).to_string(), &[State::Closed, State::Archived]),
    ];
    parts
        .into_iter()
        .filter_map(|(title, states)| {
            let cards: Vec<_> = seats
                .iter()
                .filter(|seat| states.contains(&seat.cohort.state))
                .map(|seat| card(locale, seat, now))
                .collect();
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="section"><h2>{title}</h2><div class="cards">{cards}</div></section>
                }
            })
        })
        .collect_view()
        .into_any()
}

fn card(locale: Locale, seat: &Seat, now: DateTime<Utc>) -> AnyView {
    let cohort = &seat.cohort;
    // A partner has no place inside: what he or she reads of a cohort are its notes.
    let href = if seat.role.is_partner() { paths::NOTES.to_owned() } else { paths::cohort(&cohort.slug) };
    let (badge, icon) = match cohort.state {
        State::Running => ("badge done", "check"),
        State::Draft => ("badge wait", "clock"),
        State::Closed | State::Archived => ("badge", "lock"),
    };
    let today = cohort.today(now);
    let time = match cohort.dates.week_of(today) {
        Where::During { week, of } => td_string!(locale, frame.week_of, week = week, weeks = of).to_string(),
        Where::Before { .. } => {
            td_string!(locale, cohorts.list.starts, day = words::day(locale, cohort.dates.starts_on)).to_string()
        }
        Where::After { .. } => {
            td_string!(locale, cohorts.list.ended, day = words::day(locale, cohort.dates.ends_on)).to_string()
        }
    };
    view! {
        <a class="card" href=href>
            <h3>{cohort.name.clone()}</h3>
            <p><b>{cohort.brand.clone()}</b></p>
            <p>{role(locale, seat.role)}</p>
            <p><span class=badge><Icon name=icon/>{words::state(locale, cohort.state)}</span>" "<span>{time}</span></p>
        </a>
    }
    .into_any()
}

/// What somebody is in a cohort, told to her.
fn role(locale: Locale, role: Role) -> String {
    match role {
        Role::Facilitator => td_string!(locale, cohorts.role.facilitator).to_string(),
        Role::Entrepreneur => td_string!(locale, cohorts.role.entrepreneur).to_string(),
        Role::Partner(PartnerKind::Funder) => td_string!(locale, cohorts.role.funder).to_string(),
        Role::Partner(PartnerKind::Prescriber) => td_string!(locale, cohorts.role.prescriber).to_string(),
        Role::Partner(PartnerKind::Host) => td_string!(locale, cohorts.role.host).to_string(),
        Role::Partner(PartnerKind::Cae) => td_string!(locale, cohorts.role.cae).to_string(),
    }
}
