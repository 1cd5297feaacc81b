//! One pôle: what it is for, who is in it, what there is to do.

use super::{
    super::{policy, store::Pole},
    Board,
    board::come_and_go,
    missing, people_list,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::prelude::*;

#[component]
pub fn PolePage() -> impl IntoView {
    page(pole)
}

async fn pole(visit: Visit) -> Result<AnyView, AppError> {
    let board = Board::read(&visit).await?;
    let pole = board.pole(visit.id("pole")?)?;
    let group = Group::load(&visit, &board.member).await?;
    let locale = visit.locale;
    let people = board.inside(pole);
    let (back, actions) = (paths::poles(board.slug()), lead_actions(&board, pole));
    let (list, missing) = (people_list(locale, pole, &people), missing(locale, pole, &people));
    let (come_and_go, missions) = (come_and_go(&board, pole), missions(&board, pole));
    let (name, purpose) = (pole.name.clone(), pole.purpose.clone());
    Ok(view! {
        <Frame visit=visit title=name.clone() group=group place="poles">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, poles.title)}</span></a></p>
                <h1>{name}</h1>
                <p class="lead" dir="auto">{purpose}</p>
                {actions}
            </header>
            <section class="section">
                <h2>{td_string!(locale, poles.people)}</h2>
                {list}
                {missing}
                <div class="actions">{come_and_go}</div>
            </section>
            {missions}
        </Frame>
    }
    .into_any())
}

/// What only those who lead the pôle are offered.
fn lead_actions(board: &Board, pole: &Pole) -> Option<AnyView> {
    let (locale, state) = (board.locale, board.member.cohort.state);
    let link = |href: String, class: &'static str, icon: &'static str, label: String| {
        view! { <a class=class href=href><Icon name=icon/><span>{label}</span></a> }
    };
    let mission = state.takes_missions().then(|| {
        let label = td_string!(locale, poles.new_mission).to_string();
        link(paths::new_mission(board.slug(), pole.id), "button", "plus", label)
    });
    let edit = state.takes_plan().then(|| {
        let label = td_string!(locale, poles.edit).to_string();
        link(paths::edit_pole(board.slug(), pole.id), "button secondary", "edit", label)
    });
    policy::leads(&board.member, pole).then(|| view! { <div class="actions">{mission}{edit}</div> }.into_any())
}

fn missions(board: &Board, pole: &Pole) -> AnyView {
    let locale = board.locale;
    let rows: Vec<_> = board
        .missions
        .iter()
        .filter(|mission| mission.pole == pole.id)
        .map(|mission| board.mission_row(mission, false))
        .collect();
    let list = match rows.is_empty() {
        true => view! { <p>{td_string!(locale, poles.no_missions)}</p> }.into_any(),
        false => view! { <ul class="rows missions">{rows}</ul> }.into_any(),
    };
    view! { <section class="section"><h2>{td_string!(locale, poles.missions)}</h2>{list}</section> }.into_any()
}
