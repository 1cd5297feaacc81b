//! One pôle: what it is for, who is in it, what there is to do.

use super::{
    super::{
        actions::HandOver,
        policy,
        store::{
            Pole,
            turns::{self, Handover},
        },
    },
    Board,
    board::come_and_go,
    missing, people_list,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{Form, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::phase::current,
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

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
    let mut db = visit.state.db.read().acquire().await?;
    let planned = turns::of(&mut *db, &board.member, pole).await?;
    let notes = turns::handovers(&mut *db, &board.member, pole).await?;
    drop(db);
    let turns = planned_turns(&board, pole, &group, &planned);
    let handover = handover(&board, pole, notes, visit.typed("poles/hand-over").await?);
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
            {turns}
            {handover}
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

/// Who answers for the pôle in which phase.
fn planned_turns(board: &Board, pole: &Pole, group: &Group, planned: &[(Uuid, Uuid)]) -> Option<AnyView> {
    let locale = board.locale;
    let plans = policy::leads(&board.member, pole) && board.member.cohort.state.takes_plan();
    let edit = plans.then(|| {
        let href = paths::pole_turns(board.slug(), pole.id);
        view! { <div class="actions"><a class="button secondary" href=href><Icon name="edit"/><span>{td_string!(locale, poles.turns.edit)}</span></a></div> }
    });
    let now = current(&group.phases, board.today).map(|phase| phase.id);
    let rows: Vec<_> = group
        .phases
        .iter()
        .zip(&group.phase_names)
        .filter_map(|(phase, name)| {
            let (_, person) = planned.iter().find(|(id, _)| *id == phase.id)?;
            let person = words::person(locale, board.person(Some(*person)).map_or("", |person| &person.name));
            let now =
                (now == Some(phase.id)).then(|| view! { " " <small>{td_string!(locale, poles.turns.now)}</small> });
            Some(view! { <div><dt>{name.clone()} {now}</dt><dd>{person}</dd></div> })
        })
        .collect();
    (plans || !rows.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{td_string!(locale, poles.turns.title)}</h2><dl class="facts">{rows}</dl>{edit}</section>
        }
        .into_any()
    })
}

/// What one tells the next: the latest note, older ones folded, and a form for the people of the pôle.
fn handover(board: &Board, pole: &Pole, mut notes: Vec<Handover>, typed: Typed) -> Option<AnyView> {
    let locale = board.locale;
    let writes = policy::hands_over(&board.member, pole, &board.inside) && board.member.cohort.state.takes_plan();
    let older = if notes.is_empty() { Vec::new() } else { notes.split_off(1) };
    let latest = notes.pop().map(|note| told(board, note));
    let older = (!older.is_empty()).then(|| {
        let older = older.into_iter().map(|note| told(board, note)).collect_view();
        view! { <details class="more"><summary>{td_string!(locale, poles.handover.older)}</summary>{older}</details> }
    });
    let (slug, id, empty) = (board.slug().to_owned(), pole.id.to_string(), latest.is_none());
    let form = writes.then(|| view! {
        <Form typed=typed.clone() action=HandOver::url() cohort=slug creates=true>
            <input type="hidden" name="pole" value=id/>
            <TextArea typed=typed name="text" label=td_string!(locale, poles.handover.text) hint=td_string!(locale, poles.handover.text_hint) rows=4/>
            <Submit label=td_string!(locale, poles.handover.save) class="button secondary"/>
        </Form>
    });
    (writes || !empty).then(|| {
        view! {
            <section class="section">
                <h2>{td_string!(locale, poles.handover.title)}</h2>
                <p class="hint">{td_string!(locale, poles.handover.why)}</p>
                {latest} {older} {form}
            </section>
        }
        .into_any()
    })
}

fn told(board: &Board, note: Handover) -> AnyView {
    let (name, day) =
        (words::person(board.locale, &note.by), words::day_near(board.locale, note.written_on, board.today));
    let by = td_string!(board.locale, poles.handover.by, name = name, day = day).to_string();
    let lines = note.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! { <div class="card told"><div dir="auto">{lines}</div><p class="hint">{by}</p></div> }.into_any()
}
