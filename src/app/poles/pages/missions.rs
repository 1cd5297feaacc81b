//! The board: every mission of the group in four columns, or only the reader's own.

use super::{
    super::{
        actions::MoveMission,
        policy,
        store::{Mission, steps},
    },
    Board, badge, state_name,
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
        words,
    },
    domain::mission::MissionState,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use std::collections::HashMap;
use uuid::Uuid;

#[component]
pub fn MissionsPage() -> impl IntoView {
    page(missions)
}

/// What the board shows: whose missions, and how far their steps are.
struct Shown {
    board: Board,
    mine: bool,
    steps: HashMap<Uuid, (i64, i64)>,
}

async fn missions(visit: Visit) -> Result<AnyView, AppError> {
    let mut board = Board::read(&visit).await?;
    let mine = visit.query("mine").is_some();
    let me = board.member.person;
    board.missions.retain(|mission| !mine || mission.is_for(me));
    let steps = steps::progress(visit.state.db.read(), &board.member).await?;
    let steps = steps.into_iter().map(|(mission, all, done)| (mission, (all, done))).collect();
    let group = Group::load(&visit, &board.member).await?;
    let shown = Shown { board, mine, steps };
    let locale = visit.locale;
    let title = match mine {
        true => td_string!(locale, poles.mine_title).to_string(),
        false => td_string!(locale, poles.board_title).to_string(),
    };
    let (other, body) = (shown.other(), shown.body());
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="missions" wide=true>
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, poles.board_lead)}</p>
                <div class="actions">{other}</div>
            </header>
            {body}
        </Frame>
    }
    .into_any())
}

impl Shown {
    /// The way to everybody's missions, or to one's own.
    fn other(&self) -> AnyView {
        let (locale, slug) = (self.board.locale, self.board.slug());
        let (href, icon, label) = match self.mine {
            true => (paths::missions(slug), "team", td_string!(locale, poles.see_all).to_string()),
            false => (paths::my_missions(slug), "user", td_string!(locale, poles.see_mine).to_string()),
        };
        view! { <a class="button secondary" href=href><Icon name=icon/><span>{label}</span></a> }.into_any()
    }

    fn body(&self) -> AnyView {
        let (locale, board) = (self.board.locale, &self.board);
        if board.missions.is_empty() {
            let title = match self.mine {
                true => td_string!(locale, poles.board_empty_mine).to_string(),
                false => td_string!(locale, poles.board_empty).to_string(),
            };
            return view! {
                <div class="empty">
                    <Icon name="flag" big=true/>
                    <h2>{title}</h2>
                    <p>{td_string!(locale, poles.board_empty_why)}</p>
                    <a class="button" href=paths::poles(board.slug())><Icon name="team"/><span>{td_string!(locale, poles.board_first)}</span></a>
                </div>
            }
            .into_any();
        }
        let late = board.missions.iter().any(|mission| mission.is_late(board.today)).then(|| {
            view! { <div class="notice wait"><Icon name="clock"/><div><p>{td_string!(locale, poles.late_kind)}</p></div></div> }
        });
        let columns = MissionState::ALL.iter().map(|state| self.column(*state)).collect_view();
        view! { {late} <div class="board">{columns}</div> }.into_any()
    }

    fn column(&self, state: MissionState) -> AnyView {
        let locale = self.board.locale;
        let cards: Vec<AnyView> = self
            .board
            .missions
            .iter()
            .filter(|mission| mission.state == state)
            .map(|mission| self.card(mission))
            .collect();
        let count = cards.len();
        let list = match cards.is_empty() {
            true => view! { <p class="hint">{td_string!(locale, poles.column_empty)}</p> }.into_any(),
            false => view! { <ul class="board-cards">{cards}</ul> }.into_any(),
        };
        view! {
            <section class="board-column">
                <h2>{state_name(locale, state)} " " <small>{count}</small></h2>
                {list}
            </section>
        }
        .into_any()
    }

    fn card(&self, mission: &Mission) -> AnyView {
        let (locale, board) = (self.board.locale, &self.board);
        let pole = board.poles.iter().find(|pole| pole.id == mission.pole);
        let hands = board.hands(mission);
        let who = if hands.is_empty() { td_string!(locale, poles.nobody_yet).to_string() } else { hands.join(", ") };
        let due = mission.due_on.map(|day| {
            let day = words::day_near(locale, day, board.today);
            td_string!(locale, poles.due, day = day).to_string()
        });
        let note: Vec<String> = [pole.map(|pole| pole.name.clone()), Some(who), due].into_iter().flatten().collect();
        let steps = self.steps.get(&mission.id).map(|(all, done)| {
            view! { <p class="row-note">{td_string!(locale, poles.steps_done, done = *done, all = *all).to_string()}</p> }
        });
        let late = mission.is_late(board.today).then(|| badge(locale, mission, board.today));
        let moves = pole.is_some_and(|pole| policy::moves(&board.member, pole, mission));
        let buttons = (moves && board.member.cohort.state.takes_missions()).then(|| self.buttons(mission));
        view! {
            <li class="card">
                <h3><a href=paths::mission(board.slug(), mission.id)>{mission.title.clone()}</a></h3>
                {late}
                <p class="row-note">{note.join(" · ")}</p>
                {steps}
                {buttons}
            </li>
        }
        .into_any()
    }

    /// A button for each place where the mission may go next.
    fn buttons(&self, mission: &Mission) -> AnyView {
        use MissionState::*;
        let next: &[MissionState] = match mission.state {
            ToDo => &[Doing, Done],
            Doing => &[Done, Blocked],
            Blocked => &[Doing],
            Done => &[ToDo],
        };
        let back = if self.mine { "mine" } else { "all" };
        let buttons = next.iter().map(|state| {
            let (icon, label) = self.going(*state);
            let fields = vec![
                ("cohort", self.board.slug().to_owned()),
                ("mission", mission.id.to_string()),
                ("state", state.code().to_owned()),
                ("back", back.to_owned()),
            ];
            view! { <ButtonForm action=MoveMission::url() fields=fields label=label icon=icon/> }
        });
        view! { <div class="card-foot">{buttons.collect_view()}</div> }.into_any()
    }

    fn going(&self, state: MissionState) -> (&'static str, String) {
        let locale = self.board.locale;
        match state {
            MissionState::ToDo => ("undo", td_string!(locale, poles.move_to.to_do).to_string()),
            MissionState::Doing => ("tools", td_string!(locale, poles.move_to.doing).to_string()),
            MissionState::Blocked => ("lock", td_string!(locale, poles.move_to.blocked).to_string()),
            MissionState::Done => ("check", td_string!(locale, poles.move_to.done).to_string()),
        }
    }
}
