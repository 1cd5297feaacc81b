//! Making and changing a pôle.

use super::{
    super::{
        actions::{Create, Remove, Save},
        forms::PICTOGRAMS,
        policy,
        store::Pole,
    },
    Board,
};
use crate::{
    app::{
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

#[component]
pub fn NewPolePage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let facilitator = visit.facilitator().await?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("poles/create").await?;
    let (locale, slug) = (visit.locale, facilitator.cohort.slug.clone());
    let (back, what) = (paths::poles(&slug), what(&typed, None));
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, poles.new) group=group place="poles" form="poles/create">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{td_string!(locale, poles.title)}</span></a></p>
                <h1>{td_string!(locale, poles.new)}</h1>
            </header>
            <Form typed=typed action=Create::url() cohort=slug creates=true>
                {what}
                <Submit label=td_string!(locale, poles.create)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditPolePage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let board = Board::read(&visit).await?;
    let pole = board.pole(visit.id("pole")?)?.clone();
    policy::lead(&board.member, &pole)?;
    let group = Group::load(&visit, &board.member).await?;
    let typed = visit.typed("poles/save").await?;
    let (locale, slug) = (visit.locale, board.slug().to_owned());
    let title = td_string!(locale, poles.edit_title, name = pole.name.clone()).to_string();
    let back = paths::pole(&slug, pole.id);
    let (what, who, removal) = (what(&typed, Some(&pole)), who(&board, &typed, &pole), removal(&board, &pole));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="poles" form="poles/save">
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{pole.name.clone()}</span></a></p>
                <h1>{title}</h1>
            </header>
            <Form typed=typed action=Save::url() cohort=slug>
                <input type="hidden" name="pole" value=pole.id.to_string()/>
                {what}
                {who}
                <Submit label=td_string!(locale, poles.save)/>
            </Form>
            {removal}
        </Frame>
    }
    .into_any())
}

/// Name, purpose, pictogram.
fn what(typed: &Typed, pole: Option<&Pole>) -> AnyView {
    let locale = typed.locale;
    let start = |part: fn(&Pole) -> &String| pole.map(part).cloned().unwrap_or_default();
    let pictograms = PICTOGRAMS.map(|code| Choice::new(code, pictogram_name(locale, code)).icon(code)).to_vec();
    view! {
        <TextField typed=typed.clone() name="name" label=td_string!(locale, poles.name) hint=td_string!(locale, poles.name_hint)
            value=start(|pole| &pole.name) autocomplete="off"/>
        <TextArea typed=typed.clone() name="purpose" label=td_string!(locale, poles.purpose) hint=td_string!(locale, poles.purpose_hint)
            value=start(|pole| &pole.purpose) rows=2 optional=true/>
        <Choices typed=typed.clone() name="pictogram" legend=td_string!(locale, poles.pictogram) options=pictograms
            chosen=vec![start(|pole| &pole.pictogram)] two=true/>
    }
    .into_any()
}

fn pictogram_name(locale: Locale, code: &str) -> String {
    match code {
        "needle" => td_string!(locale, poles.pictograms.needle).to_string(),
        "pot" => td_string!(locale, poles.pictograms.pot).to_string(),
        "plate" => td_string!(locale, poles.pictograms.plate).to_string(),
        "basket" => td_string!(locale, poles.pictograms.basket).to_string(),
        "truck" => td_string!(locale, poles.pictograms.truck).to_string(),
        "megaphone" => td_string!(locale, poles.pictograms.megaphone).to_string(),
        "coins" => td_string!(locale, poles.pictograms.coins).to_string(),
        "fabric" => td_string!(locale, poles.pictograms.fabric).to_string(),
        "ruler" => td_string!(locale, poles.pictograms.ruler).to_string(),
        "heart-hands" => td_string!(locale, poles.pictograms.heart_hands).to_string(),
        "box" => td_string!(locale, poles.pictograms.crate_).to_string(),
        _ => td_string!(locale, poles.pictograms.file).to_string(),
    }
}

/// Members by ticking, and who of them answers for it.
fn who(board: &Board, typed: &Typed, pole: &Pole) -> AnyView {
    let locale = board.locale;
    let people = board.people.iter().map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect();
    let ticked = board.inside(pole).iter().map(|person| person.id.to_string()).collect();
    let nobody = (String::new(), td_string!(locale, poles.nobody_yet).to_string());
    let options: Vec<(String, String)> = std::iter::once(nobody)
        .chain(board.people.iter().map(|person| (person.id.to_string(), person.name.clone())))
        .collect();
    let chosen = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Choices typed=typed.clone() name="members[]" legend=td_string!(locale, poles.members) options=people chosen=ticked many=true two=true/>
        <Select typed=typed.clone() name="referent" label=td_string!(locale, poles.who_referent) hint=td_string!(locale, poles.who_referent_hint)
            options=options.clone() value=chosen(pole.referent)/>
        <Select typed=typed.clone() name="deputy" label=td_string!(locale, poles.who_deputy) hint=td_string!(locale, poles.who_deputy_hint)
            options=options value=chosen(pole.deputy)/>
    }
    .into_any()
}

/// A pôle without missions may go; a facilitator decides, in two steps.
fn removal(board: &Board, pole: &Pole) -> Option<AnyView> {
    let locale = board.locale;
    let busy = board.missions.iter().any(|mission| mission.pole == pole.id);
    let fields = vec![("cohort", board.slug().to_owned()), ("pole", pole.id.to_string())];
    (board.member.role.is_facilitator() && !busy).then(|| {
        let label = td_string!(locale, poles.remove, name = pole.name.clone()).to_string();
        view! {
            <details class="more">
                <summary>{td_string!(locale, poles.remove_ask)}</summary>
                <p>{td_string!(locale, poles.remove_why)}</p>
                <ButtonForm action=Remove::url() fields=fields label=label icon="trash" class="button danger"/>
            </details>
        }
        .into_any()
    })
}
