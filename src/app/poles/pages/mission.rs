//! A mission: made and changed by who leads the pôle, moved by who has it, read by all.

use super::{
    super::{
        actions::{AddMission, AddStep, MoveMission, RemoveMission, RemoveStep, SaveMission, TickStep},
        policy,
        store::{
            Mission, Pole,
            steps::{self, Step},
        },
    },
    Board, badge, state_name,
};
use crate::{
    app::{
        bookings::{about::bookings_for, purpose::For},
        capitalisation::view::kept_about,
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{
        capitalisation::{About, AboutKind},
        mission::MissionState,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn NewMissionPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let board = Board::read(&visit).await?;
    let pole = board.pole(visit.id("pole")?)?.clone();
    policy::lead(&board.member, &pole)?;
    let group = Group::load(&visit, &board.member).await?;
    let typed = visit.typed("poles/add-mission").await?;
    let (locale, slug) = (visit.locale, board.slug().to_owned());
    let head = head(locale, &slug, &pole, td_string!(locale, poles.new_mission).to_string());
    let what = what(&board, &group, &typed, None);
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.new_mission) group=group place="poles" form="poles/add-mission">
            {head}
            <Form typed=typed action=AddMission::url() cohort=slug creates=true>
                <input type="hidden" name="pole" value=pole.id.to_string()/>
                {what}
                <Submit label=td_string!(locale, poles.add_mission)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn MissionPage() -> impl IntoView {
    page(mission)
}

async fn mission(visit: Visit) -> Result<AnyView, AppError> {
    let board = Board::read(&visit).await?;
    let id = visit.id("id")?;
    let mission = board.missions.iter().find(|mission| mission.id == id).ok_or(AppError::NotFound)?;
    let pole = board.pole(mission.pole)?;
    let group = Group::load(&visit, &board.member).await?;
    let locale = visit.locale;
    let open = board.member.cohort.state.takes_missions();
    let (form, body) = match (policy::leads(&board.member, pole), policy::moves(&board.member, pole, mission)) {
        (true, _) if open => {
            ("poles/save-mission", whole(&board, &group, mission, &visit.typed("poles/save-mission").await?))
        }
        (_, true) if open => ("poles/move-mission", moving(&board, mission, &visit.typed("poles/move-mission").await?)),
        _ => ("poles/move-mission", ().into_any()),
    };
    let head = head(locale, board.slug(), pole, mission.title.clone());
    let facts = facts(&board, &group, mission);
    let steps = steps::of(visit.state.db.read(), &board.member, id).await?;
    let may = open && policy::moves(&board.member, pole, mission);
    let work = mission.state != MissionState::Done;
    let bookings = bookings_for(&visit, &board.member, For::Mission(id), work).await?;
    let kept = kept_about(&visit, &board.member, About { kind: AboutKind::Mission, id }).await?;
    let steps = small_steps(&board, mission, &steps, may.then_some(visit.typed("poles/add-step").await?));
    Ok(view! {
        <Frame visit=visit title=mission.title.clone() group=group place="poles" form=form>
            {head}
            {facts}
            {steps}
            {bookings}
            {kept}
            {body}
        </Frame>
    }
    .into_any())
}

fn head(locale: Locale, slug: &str, pole: &Pole, title: String) -> AnyView {
    let back = td_string!(locale, poles.back_to, name = pole.name.clone()).to_string();
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::pole(slug, pole.id)><Icon name="arrow-back"/><span>{back}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

fn facts(board: &Board, group: &Group, mission: &Mission) -> AnyView {
    let locale = board.locale;
    let hands = board.hands(mission);
    let who = (!hands.is_empty()).then(|| hands.join(", "));
    let due = mission.due_on.map(|day| words::day_near(locale, day, board.today));
    let phase = group
        .phase_name(mission.phase)
        .map(|name| view! { <div><dt>{td_string!(locale, poles.phase)}</dt><dd>{name.to_owned()}</dd></div> });
    let ask = mission.is_late(board.today).then(
        || view! { <div class="notice wait"><Icon name="clock"/><div><p>{td_string!(locale, poles.late_ask)}</p></div></div> },
    );
    view! {
        {ask}
        <dl class="facts">
            <div><dt>{td_string!(locale, poles.state)}</dt><dd>{badge(locale, mission, board.today)}</dd></div>
            <div><dt>{td_string!(locale, poles.person)}</dt><dd>{who.unwrap_or_else(|| td_string!(locale, poles.nobody_yet).to_string())}</dd></div>
            {phase}
            <div><dt>{td_string!(locale, poles.due_on)}</dt><dd>{due.unwrap_or_else(|| td_string!(locale, poles.no_day).to_string())}</dd></div>
        </dl>
    }
    .into_any()
}

/// The form of those who lead: all of the mission.
fn whole(board: &Board, group: &Group, mission: &Mission, typed: &Typed) -> AnyView {
    let (locale, slug) = (board.locale, board.slug().to_owned());
    let id = mission.id.to_string();
    let fields = vec![("cohort", slug.clone()), ("mission", id.clone())];
    let (what, states) = (what(board, group, typed, Some(mission)), states(typed, mission.state));
    view! {
        <section class="section">
            <h2>{td_string!(locale, poles.change_mission)}</h2>
            <Form typed=typed.clone() action=SaveMission::url() cohort=slug>
                <input type="hidden" name="mission" value=id/>
                {what}
                {states}
                <Submit label=td_string!(locale, poles.save_mission)/>
            </Form>
        </section>
        <details class="more">
            <summary>{td_string!(locale, poles.remove_mission_ask)}</summary>
            <ButtonForm action=RemoveMission::url() fields=fields label=td_string!(locale, poles.remove_mission) icon="trash" class="button danger"/>
        </details>
    }
    .into_any()
}

/// The form of who has the mission: where it stands.
fn moving(board: &Board, mission: &Mission, typed: &Typed) -> AnyView {
    let (locale, slug, id) = (board.locale, board.slug().to_owned(), mission.id.to_string());
    let states = states(typed, mission.state);
    view! {
        <Form typed=typed.clone() action=MoveMission::url() cohort=slug>
            <input type="hidden" name="mission" value=id/>
            {states}
            <Submit label=td_string!(locale, poles.move_mission)/>
        </Form>
    }
    .into_any()
}

fn what(board: &Board, group: &Group, typed: &Typed, mission: Option<&Mission>) -> AnyView {
    let locale = board.locale;
    let nobody = (String::new(), td_string!(locale, poles.nobody_yet).to_string());
    let options: Vec<(String, String)> = std::iter::once(nobody)
        .chain(board.people.iter().map(|person| (person.id.to_string(), person.name.clone())))
        .collect();
    let person = mission.and_then(|mission| mission.person).map(|id| id.to_string()).unwrap_or_default();
    let title = mission.map(|mission| mission.title.clone()).unwrap_or_default();
    let helpers: Vec<Choice> =
        board.people.iter().map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect();
    let helping = mission.iter().flat_map(|mission| &mission.helpers).map(Uuid::to_string).collect();
    let phase = mission.and_then(|mission| mission.phase).map(|id| id.to_string()).unwrap_or_default();
    let no_phase = (String::new(), td_string!(locale, poles.no_phase).to_string());
    let phases = std::iter::once(no_phase).chain(group.phase_options()).collect();
    let phase = view! {
        <Select typed=typed.clone() name="phase" label=td_string!(locale, poles.which_phase) hint=td_string!(locale, poles.which_phase_hint)
            options=phases value=phase/>
    };
    let legend = td_string!(locale, poles.when).to_string();
    let day = match mission.and_then(|mission| mission.due_on) {
        Some(due) => {
            view! { <DayField typed=typed.clone() name="due_on" legend=legend value=due optional=true/> }.into_any()
        }
        None => view! { <DayField typed=typed.clone() name="due_on" legend=legend optional=true/> }.into_any(),
    };
    view! {
        <TextField typed=typed.clone() name="title" label=td_string!(locale, poles.mission_title) hint=td_string!(locale, poles.mission_title_hint)
            value=title autocomplete="off"/>
        <Select typed=typed.clone() name="person" label=td_string!(locale, poles.who_does) options=options value=person/>
        <Choices typed=typed.clone() name="helpers[]" legend=td_string!(locale, poles.helpers) hint=td_string!(locale, poles.helpers_hint)
            options=helpers chosen=helping many=true two=true/>
        {phase}
        {day}
    }
    .into_any()
}

fn states(typed: &Typed, now: MissionState) -> AnyView {
    let locale = typed.locale;
    let icon = |state| match state {
        MissionState::ToDo => "clock",
        MissionState::Doing => "tools",
        MissionState::Blocked => "lock",
        MissionState::Done => "check",
    };
    let options = MissionState::ALL
        .iter()
        .map(|state| Choice::new(state.code(), state_name(locale, *state)).icon(icon(*state)))
        .collect();
    view! {
        <Choices typed=typed.clone() name="state" legend=td_string!(locale, poles.how_far) options=options chosen=vec![now.code().to_owned()] two=true/>
    }
    .into_any()
}

/// The mission in small steps; who may move it ticks them and adds one (then `typed` is there).
fn small_steps(board: &Board, mission: &Mission, steps: &[Step], typed: Option<Typed>) -> Option<AnyView> {
    let locale = board.locale;
    if steps.is_empty() && typed.is_none() {
        return None;
    }
    let rows = steps.iter().map(|step| step_row(board, mission, step, typed.is_some())).collect_view();
    let list = match steps.is_empty() {
        true => view! { <p>{td_string!(locale, poles.no_steps)}</p> }.into_any(),
        false => view! { <ul class="rows steps">{rows}</ul> }.into_any(),
    };
    let (slug, id) = (board.slug().to_owned(), mission.id.to_string());
    let add = typed.map(|typed| {
        view! {
            <Form typed=typed.clone() action=AddStep::url() cohort=slug creates=true id="step-form">
                <input type="hidden" name="mission" value=id/>
                <TextField typed=typed name="text" label=td_string!(locale, poles.step) hint=td_string!(locale, poles.step_hint) autocomplete="off"/>
                <Submit label=td_string!(locale, poles.add_step) icon="plus" class="button secondary"/>
            </Form>
        }
    });
    Some(view! { <section class="section"><h2>{td_string!(locale, poles.steps)}</h2>{list}{add}</section> }.into_any())
}

fn step_row(board: &Board, mission: &Mission, step: &Step, may: bool) -> AnyView {
    let locale = board.locale;
    let fields = |more: Option<(&'static str, &str)>| {
        let mut fields = vec![("cohort", board.slug().to_owned()), ("mission", mission.id.to_string())];
        fields.push(("step", step.id.to_string()));
        fields.extend(more.map(|(name, value)| (name, value.to_owned())));
        fields
    };
    let (class, icon, word, tick, done) = match step.done {
        true => ("badge done", "check", td_string!(locale, poles.step_is_done), td_string!(locale, poles.untick), "no"),
        false => ("badge", "clock", td_string!(locale, poles.step_is_open), td_string!(locale, poles.tick), "yes"),
    };
    let tick_icon = if step.done { "undo" } else { "check" };
    let buttons = may.then(|| {
        view! {
            <ButtonForm action=TickStep::url() fields=fields(Some(("done", done))) label=tick.to_string() icon=tick_icon/>
            <ButtonForm action=RemoveStep::url() fields=fields(None) label=td_string!(locale, poles.remove_step).to_string() icon="trash" class="button small quiet"/>
        }
    });
    view! {
        <li><div class="row">
            <span class=class><Icon name=icon/><span>{word.to_string()}</span></span>
            <span class="row-main" dir="auto">{step.text.clone()}</span>
            <span class="row-end">{buttons}</span>
        </div></li>
    }
    .into_any()
}
