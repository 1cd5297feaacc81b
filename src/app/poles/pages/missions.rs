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
            form::{ButtonForm, Select, Submit, Typed},
            frame::{Frame, Group},
            icon::Icon,
            islands::Scripts,
        },
        visit::{Visit, page},
        words,
    },
    domain::mission::MissionState,
    islands::DragCards,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use std::collections::HashMap;
use uuid::Uuid;

#[component]
pub fn MissionsPage() -> impl IntoView {
    page(missions)
}

/// What the board shows: whose missions, those of which phase, and how far their steps are.
struct Shown {
    board: Board,
    group: Group,
    mine: bool,
    phase: Option<Uuid>,
    steps: HashMap<Uuid, (i64, i64)>,
}

async fn missions(visit: Visit) -> Result<AnyView, AppError> {
    let mut board = Board::read(&visit).await?;
    let group = Group::load(&visit, &board.member).await?;
    let mine = visit.query("mine").is_some();
    let phase = visit.query("phase").and_then(|id| Uuid::parse_str(&id).ok());
    let phase = phase.filter(|id| group.phases.iter().any(|phase| phase.id == *id));
    let me = board.member.person;
    let shown = |mission: &Mission| (!mine || mission.is_for(me)) && (phase.is_none() || mission.phase == phase);
    board.missions.retain(shown);
    let steps = steps::progress(visit.state.db.read(), &board.member).await?;
    let steps = steps.into_iter().map(|(mission, all, done)| (mission, (all, done))).collect();
    let shown = Shown { board, group: group.clone(), mine, phase, steps };
    let locale = visit.locale;
    let title = match mine {
        true => td_string!(locale, poles.mine_title).to_string(),
        false => td_string!(locale, poles.board_title).to_string(),
    };
    let (other, undo, filter, body) = (shown.other(), shown.undo(&visit), shown.filter(), shown.body());
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="missions" wide=true>
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, poles.board_lead)}</p>
                <div class="actions">{other}</div>
            </header>
            {undo}
            {filter}
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
        if board.missions.is_empty() && self.phase.is_some() {
            return view! { <p class="lead">{td_string!(locale, poles.board_empty_phase)}</p> }.into_any();
        }
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
        view! { {late} {self.handles()} <div class="board">{columns}</div> }.into_any()
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
            <section class="board-column" data-column=state.code() data-name=state_name(locale, state)>
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
        let phase = self.group.phase_name(mission.phase).map(str::to_owned);
        let note: Vec<String> =
            [pole.map(|pole| pole.name.clone()), phase, Some(who), due].into_iter().flatten().collect();
        let steps = self.steps.get(&mission.id).map(|(all, done)| {
            view! { <p class="row-note">{td_string!(locale, poles.steps_done, done = *done, all = *all).to_string()}</p> }
        });
        let late = mission.is_late(board.today).then(|| badge(locale, mission, board.today));
        let buttons = self.moves(mission).then(|| self.buttons(mission));
        view! {
            <li class="card" data-card=mission.title.clone()>
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
        let buttons = next.iter().map(|state| {
            let (icon, label) = self.going(*state);
            view! { <ButtonForm action=MoveMission::url() fields=self.fields(mission.id, *state) label=label icon=icon/> }
        });
        let locale = self.board.locale;
        let named = td_string!(locale, poles.drag_named, name = mission.title.clone()).to_string();
        let grip = view! {
            <button type="button" class="button small quiet grip" aria-label=named>
                <Icon name="grip"/><span>{td_string!(locale, poles.drag)}</span>
            </button>
        };
        view! { <div class="card-foot">{buttons.collect_view()}{grip}</div> }.into_any()
    }

    /// What a move of a mission sends: the same for its buttons, for dragging and for taking it back.
    fn fields(&self, mission: Uuid, to: MissionState) -> Vec<(&'static str, String)> {
        let back = if self.mine { "mine" } else { "all" };
        let mut fields = vec![
            ("cohort", self.board.slug().to_owned()),
            ("mission", mission.to_string()),
            ("state", to.code().to_owned()),
            ("back", back.to_owned()),
        ];
        fields.extend(self.phase.map(|phase| ("shown", phase.to_string())));
        fields
    }

    /// Whether the reader may move the mission now.
    fn moves(&self, mission: &Mission) -> bool {
        let board = &self.board;
        let pole = board.poles.iter().find(|pole| pole.id == mission.pole);
        let may = pole.is_some_and(|pole| policy::moves(&board.member, pole, mission));
        may && board.member.cohort.state.takes_missions()
    }

    /// Where scripts run: cards follow a mouse or the arrow keys.
    fn handles(&self) -> Option<AnyView> {
        let locale = self.board.locale;
        let hint = td_string!(locale, poles.drag_hint).to_string();
        let goes = td_string!(locale, poles.drag_goes, card = "{card}", column = "{column}").to_string();
        let stays = td_string!(locale, poles.drag_stays, card = "{card}").to_string();
        self.board.missions.iter().any(|mission| self.moves(mission)).then(|| {
            view! { <div class="board-drag"><p class="hint" role="status">{hint}</p><DragCards goes stays/></div> <Scripts/> }
                .into_any()
        })
    }

    /// What was moved just now can be moved back.
    fn undo(&self, visit: &Visit) -> Option<AnyView> {
        let id = Uuid::parse_str(&visit.query("moved")?).ok()?;
        let from = MissionState::from_code(&visit.query("from")?)?;
        let mission = self.board.missions.iter().find(|mission| mission.id == id)?;
        (mission.state != from && self.moves(mission)).then(|| {
            let locale = self.board.locale;
            let (now, before) = (state_name(locale, mission.state), state_name(locale, from));
            let said = td_string!(locale, poles.moved, name = mission.title.clone(), column = now).to_string();
            let label = td_string!(locale, poles.move_back, column = before).to_string();
            view! {
                <div class="moved-back"><p>{said}</p>
                    <ButtonForm action=MoveMission::url() fields=self.fields(id, from) label=label icon="undo"/></div>
            }
            .into_any()
        })
    }

    /// Only the missions of one phase.
    fn filter(&self) -> Option<AnyView> {
        let locale = self.board.locale;
        let all = (String::new(), td_string!(locale, poles.every_phase).to_string());
        let phases: Vec<(String, String)> = std::iter::once(all).chain(self.group.phase_options()).collect();
        let chosen = self.phase.map(|phase| phase.to_string()).unwrap_or_default();
        (phases.len() > 1 && (self.phase.is_some() || !self.board.missions.is_empty())).then(|| {
            view! {
                <form class="filters" method="get" action=paths::missions(self.board.slug())>
                    {self.mine.then(|| view! { <input type="hidden" name="mine" value="1"/> })}
                    <Select typed=Typed::nothing(locale) name="phase" label=td_string!(locale, poles.phase) options=phases value=chosen/>
                    <Submit label=td_string!(locale, poles.show_phase) icon="filter" class="button secondary"/>
                </form>
            }
            .into_any()
        })
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
