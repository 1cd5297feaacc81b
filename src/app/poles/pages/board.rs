//! All pôles of the cohort, a card each, and what is missing.

use super::{
    super::{
        actions::{Join, Leave},
        store::Pole,
    },
    Board, missing, people_list,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::ButtonForm,
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PolesPage() -> impl IntoView {
    page(poles)
}

async fn poles(visit: Visit) -> Result<AnyView, AppError> {
    let board = Board::read(&visit).await?;
    let group = Group::load(&visit, &board.member).await?;
    let locale = visit.locale;
    let new = (board.member.role.is_facilitator() && !board.poles.is_empty()).then(|| {
        let href = paths::new_pole(board.slug());
        view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, poles.new)}</span></a> }
    });
    let (hours, skills) = (paths::pole_hours(board.slug()), paths::skills(board.slug()));
    let cards = board.poles.iter().map(|pole| card(&board, pole)).collect_view();
    let body = match board.poles.is_empty() {
        true => empty(&board),
        false => view! { {my_missions(&board)} {lacking(&board)} <div class="cards poles">{cards}</div> }.into_any(),
    };
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.title) group=group place="poles">
            <header class="page-head">
                <h1>{td_string!(locale, poles.title)}</h1>
                <p class="lead">{td_string!(locale, poles.lead)}</p>
                <div class="actions">
                    {new}
                    <a class="button secondary" href=hours><Icon name="clock"/><span>{td_string!(locale, poles.hours.short)}</span></a>
                    <a class="button secondary" href=skills><Icon name="heart-hands"/><span>{td_string!(locale, poles.skills.short)}</span></a>
                </div>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

fn empty(board: &Board) -> AnyView {
    let locale = board.locale;
    let step = match board.member.role.is_facilitator() {
        true => {
            let href = paths::new_pole(board.slug());
            view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, poles.new)}</span></a> }
                .into_any()
        }
        false => view! { <p>{td_string!(locale, poles.empty_member)}</p> }.into_any(),
    };
    view! {
        <div class="empty">
            <Icon name="team" big=true/>
            <h2>{td_string!(locale, poles.empty)}</h2>
            <p>{td_string!(locale, poles.empty_why)}</p>
            {step}
        </div>
    }
    .into_any()
}

/// What the reader herself has to do, before everything else.
fn my_missions(board: &Board) -> Option<AnyView> {
    let mine: Vec<_> = board
        .missions
        .iter()
        .filter(|mission| mission.state.is_open() && mission.is_for(board.member.person))
        .map(|mission| board.mission_row(mission, true))
        .collect();
    (!mine.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{td_string!(board.locale, poles.my_missions)}</h2>
                <ul class="rows missions">{mine}</ul>
            </section>
        }
        .into_any()
    })
}

/// Who belongs to no pôle, and which pôle has no référent.
fn lacking(board: &Board) -> Option<AnyView> {
    let locale = board.locale;
    let alone: Vec<&str> = board
        .people
        .iter()
        .filter(|person| !person.facilitates && board.inside.iter().all(|(_, inside)| *inside != person.id))
        .map(|person| person.name.as_str())
        .collect();
    let orphans: Vec<&str> =
        board.poles.iter().filter(|pole| pole.referent.is_none()).map(|pole| pole.name.as_str()).collect();
    let line = |words: String, names: Vec<&str>| {
        (!names.is_empty()).then(|| view! { <p>{words} " " <b>{names.join(", ")}</b></p> })
    };
    (!alone.is_empty() || !orphans.is_empty()).then(|| {
        view! {
            <div class="notice wait">
                <Icon name="warning"/>
                <div>
                    {line(td_string!(locale, poles.people_without).to_string(), alone)}
                    {line(td_string!(locale, poles.poles_without).to_string(), orphans)}
                </div>
            </div>
        }
        .into_any()
    })
}

fn card(board: &Board, pole: &Pole) -> AnyView {
    let locale = board.locale;
    let people = board.inside(pole);
    let open = board.missions.iter().filter(|mission| mission.pole == pole.id && mission.state.is_open()).count();
    let open =
        (open > 0).then(|| view! { <p class="hint">{td_string!(locale, poles.open_missions, count = open)}</p> });
    view! {
        <article class="card pole">
            <header class="pole-head">
                <Icon name=pole.pictogram.clone() big=true/>
                <h2><a href=paths::pole(board.slug(), pole.id)>{pole.name.clone()}</a></h2>
            </header>
            <p dir="auto">{pole.purpose.clone()}</p>
            {people_list(locale, pole, &people)}
            {open}
            {missing(locale, pole, &people)}
            <div class="card-foot">{come_and_go(board, pole)}</div>
        </article>
    }
    .into_any()
}

/// The button by which the reader comes into the pôle or leaves it, while the cohort is not archived.
pub(super) fn come_and_go(board: &Board, pole: &Pole) -> Option<AnyView> {
    let locale = board.locale;
    let fields = || vec![("cohort", board.slug().to_owned()), ("pole", pole.id.to_string())];
    let button = match board.is_inside(pole.id) {
        true => {
            let label = td_string!(locale, poles.leave, name = pole.name.clone()).to_string();
            view! { <ButtonForm action=Leave::url() fields=fields() label=label icon="logout" class="button small quiet"/> }.into_any()
        }
        false => {
            let label = td_string!(locale, poles.join, name = pole.name.clone()).to_string();
            view! { <ButtonForm action=Join::url() fields=fields() label=label icon="plus"/> }.into_any()
        }
    };
    board.member.cohort.state.takes_plan().then_some(button)
}
