//! The practices of a group, those of others beside them, and writing one.

use super::{
    filters::{filters, steps},
    head,
};
use crate::{
    app::{
        access::Member,
        cohorts::template_words,
        i18n::*,
        lessons::{
            actions::{ChangePractice, WritePractice},
            forms::Asked,
            store::practices::{self, Line, OtherLine, Practice},
            words,
        },
        paths,
        ui::{
            form::{Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        lesson::{Criterion, Met},
        phase::PhaseKind,
        problem::Problem,
    },
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn PracticesPage() -> impl IntoView {
    page(list)
}

async fn list(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let group = Group::load(&visit, &member).await?;
    let asked = Asked::of(|name| visit.query(name));
    let mut db = visit.state.db.read().acquire().await?;
    let all = practices::practices(&mut *db, &member).await?;
    let others = practices::of_others(&mut *db, &member, &asked).await?;
    drop(db);
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, lessons.practices_title).to_string();
    let back = head(paths::lessons(&slug), td_string!(locale, lessons.library).to_string(), title.clone());
    let own = if all.is_empty() { nothing_yet(locale, &member) } else { rows(locale, &member, &all) };
    let others = of_others(locale, &member, &asked, others);
    Ok(view! {
        <Frame visit title=title group=group place="notebook">
            {back}
            <p class="lead">{td_string!(locale, lessons.practices_lead)}</p>
            {own}
            {others}
        </Frame>
    }
    .into_any())
}

/// How groups work whose note is published; nothing as long as there is none.
fn of_others(locale: Locale, member: &Member, asked: &Asked, mut found: Vec<OtherLine>) -> AnyView {
    if found.is_empty() && !asked.is_filtered() && asked.page == 1 {
        return ().into_any();
    }
    let page_holds = usize::try_from(practices::A_PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page_holds;
    found.truncate(page_holds);
    let (slug, address) = (&member.cohort.slug, paths::practices(&member.cohort.slug));
    let body = match found.is_empty() {
        true => view! { <p class="lead">{td_string!(locale, lessons.no_practice_found)}</p> }.into_any(),
        false => {
            let rows = found.iter().map(|line| other_row(locale, slug, line)).collect_view();
            view! { <ul class="rows">{rows}</ul> }.into_any()
        }
    };
    view! {
        <section class="section"><h2>{td_string!(locale, lessons.practices_of_others)}</h2>
            {filters(locale, address.clone(), asked)}{body}{steps(locale, &address, asked, more)}</section>
    }
    .into_any()
}

fn other_row(locale: Locale, slug: &str, line: &OtherLine) -> AnyView {
    let met = td_string!(locale, lessons.criteria_met, count = line.met).to_string();
    view! {
        <li><a class="row" href=paths::practice(slug, line.id)><Icon name="book"/>
            <span class="row-main"><b dir="auto">{line.title.clone()}</b><span class="row-note">{line.cohort.clone()}" · "{met}</span></span>
            <span class="row-end"><Icon name="arrow-next"/></span></a></li>
    }
    .into_any()
}

fn new_button(locale: Locale, member: &Member) -> AnyView {
    let writes = member.cohort.state.takes_words();
    let href = paths::new_practice(&member.cohort.slug);
    writes.then(|| view! { <a class="button" href=href><Icon name="plus"/><span>{td_string!(locale, lessons.new_practice)}</span></a> }).into_any()
}

fn nothing_yet(locale: Locale, member: &Member) -> AnyView {
    view! {
        <div class="empty"><Icon name="book" big=true/><h2>{td_string!(locale, lessons.no_practice)}</h2>
            <p>{td_string!(locale, lessons.no_practice_why)}</p>{new_button(locale, member)}</div>
    }
    .into_any()
}

fn rows(locale: Locale, member: &Member, all: &[Line]) -> AnyView {
    let row = |line: &Line| {
        let met = td_string!(locale, lessons.criteria_met, count = line.met).to_string();
        let replaced = line.superseded_by.map(|_| {
            view! {
                <span class="badge"><Icon name="undo"/><span>{td_string!(locale, lessons.is_replaced)}</span></span>
            }
        });
        view! {
            <li><a class="row" href=paths::practice(&member.cohort.slug, line.id)><Icon name="book"/>
                <span class="row-main"><b dir="auto">{line.title.clone()}</b><span class="row-note">{met}</span></span>
                <span class="row-end">{replaced}<Icon name="arrow-next"/></span></a></li>
        }
    };
    let rows = all.iter().map(row).collect_view();
    view! { <div class="actions">{new_button(locale, member)}</div><ul class="rows">{rows}</ul> }.into_any()
}

#[component]
pub fn NewPracticePage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    member.cohort.takes_words()?;
    let group = Group::load(&visit, &member).await?;
    let all = practices::practices(visit.state.db.read(), &member).await?;
    let typed = visit.typed("lessons/write-practice").await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, lessons.ask_practice).to_string();
    let back = head(paths::practices(&slug), td_string!(locale, lessons.practices).to_string(), title.clone());
    let fields = fields(&typed, None, &all);
    Ok(view! {
        <Frame visit title=title group=group place="notebook" form="lessons/write-practice">
            {back}
            <p class="hint">{td_string!(locale, lessons.practice_is_read)}</p>
            <Form typed=typed action=WritePractice::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, lessons.save_practice)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditPracticePage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    member.cohort.takes_words()?;
    let group = Group::load(&visit, &member).await?;
    let mut db = visit.state.db.read().acquire().await?;
    let practice = practices::practice(&mut *db, &member, visit.id("id")?).await?;
    let all = practices::practices(&mut *db, &member).await?;
    drop(db);
    let typed = visit.typed("lessons/change-practice").await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, lessons.change_this, name = practice.title.clone()).to_string();
    let back = head(paths::practice(&slug, practice.id), practice.title.clone(), title.clone());
    let other = other_text(&typed, &practice);
    let fields = fields(&typed, Some(&practice), &all);
    let (id, version) = (practice.id.to_string(), practice.version.to_string());
    Ok(view! {
        <Frame visit title=title group=group place="notebook" form="lessons/change-practice">
            {back}
            {other}
            <Form typed=typed action=ChangePractice::url() cohort=slug>
                <input type="hidden" name="practice" value=id/>
                <input type="hidden" name="version" value=version/>
                {fields}
                <Submit label=td_string!(locale, lessons.save_practice)/>
            </Form>
        </Frame>
    }
    .into_any())
}

/// When somebody else saved meanwhile: her steps, beside what was typed here.
fn other_text(typed: &Typed, practice: &Practice) -> AnyView {
    let Some(Problem::Changed) = typed.problem("") else { return ().into_any() };
    let steps = practice.steps.iter().map(|step| view! { <li dir="auto">{step.clone()}</li> }).collect_view();
    view! {
        <div class="notice wait"><Icon name="warning"/><div><p><b>{td_string!(typed.locale, lessons.other_text)}</b></p>
            <p dir="auto">{practice.title.clone()}</p><ol>{steps}</ol></div></div>
    }
    .into_any()
}

fn fields(typed: &Typed, practice: Option<&Practice>, all: &[Line]) -> AnyView {
    let locale = typed.locale;
    let title = practice.map(|practice| practice.title.clone()).unwrap_or_default();
    let steps = practice.map(|practice| practice.steps.join("\n")).unwrap_or_default();
    let unknown = (String::new(), td_string!(locale, frame.dont_know).to_string());
    let kinds = PhaseKind::ALL.iter().map(|kind| (kind.code().to_owned(), template_words::phase(locale, *kind)));
    let kinds: Vec<_> = std::iter::once(unknown).chain(kinds).collect();
    let kind = practice.and_then(|practice| practice.phase_kind).map_or("", PhaseKind::code);
    view! {
        <TextField typed=typed.clone() name="title" label=td_string!(locale, lessons.practice_title) hint=td_string!(locale, lessons.practice_title_hint) value=title/>
        <TextArea typed=typed.clone() name="steps" label=td_string!(locale, lessons.steps) hint=td_string!(locale, lessons.steps_hint) rows=6 value=steps/>
        {needs(typed, practice)}
        <Select typed=typed.clone() name="phase_kind" label=td_string!(locale, capitalisation.phase) options=kinds value=kind optional=true/>
        {criteria(typed, practice)}
        {replaced_by(typed, practice, all)}
    }
    .into_any()
}

/// What it takes.
fn needs(typed: &Typed, practice: Option<&Practice>) -> AnyView {
    let locale = typed.locale;
    let start = |part: fn(&Practice) -> &String| practice.map(|practice| part(practice).clone()).unwrap_or_default();
    let needs = [
        ("who", td_string!(locale, lessons.who), start(|practice| &practice.who)),
        ("time_needed", td_string!(locale, lessons.time_needed), start(|practice| &practice.time_needed)),
        ("cost", td_string!(locale, lessons.cost), start(|practice| &practice.cost)),
        ("equipment", td_string!(locale, lessons.equipment), start(|practice| &practice.equipment)),
        ("skills", td_string!(locale, lessons.skills), start(|practice| &practice.skills)),
        ("limits", td_string!(locale, lessons.limits), start(|practice| &practice.limits)),
        ("adaptation", td_string!(locale, lessons.adaptation), start(|practice| &practice.adaptation)),
    ];
    let field = |(name, label, value): (&'static str, &'static str, String)| {
        view! { <TextArea typed=typed.clone() name=name label=label rows=2 optional=true value=value/> }
    };
    needs.map(field).into_iter().collect_view().into_any()
}

/// The seven criteria: a list each, so that the form stays short on a phone.
fn criteria(typed: &Typed, practice: Option<&Practice>) -> AnyView {
    let locale = typed.locale;
    let question = |criterion: &Criterion| {
        let met = practice.and_then(|practice| practice.criteria.iter().find(|row| row.0 == *criterion));
        let met = met.map_or(Met::Unknown, |row| row.1).code();
        let options = Met::ALL.iter().map(|met| (met.code().to_owned(), words::met(locale, *met))).collect();
        view! { <Select typed=typed.clone() name=criterion.code() label=words::criterion(locale, *criterion) options=options value=met/> }
    };
    let questions = Criterion::ALL.iter().map(question).collect_view();
    view! { <h2>{td_string!(locale, lessons.ask_criteria)}</h2>{questions} }.into_any()
}

fn replaced_by(typed: &Typed, practice: Option<&Practice>, all: &[Line]) -> AnyView {
    let locale = typed.locale;
    let others = all.iter().filter(|line| practice.is_none_or(|practice| practice.id != line.id));
    let others = others.map(|line| (line.id.to_string(), line.title.clone()));
    let nothing = (String::new(), td_string!(locale, lessons.replaced_by_nothing).to_string());
    let options: Vec<_> = std::iter::once(nothing).chain(others).collect();
    if options.len() < 2 {
        return ().into_any();
    }
    let by = practice.and_then(|practice| practice.superseded_by).map(|id| id.to_string()).unwrap_or_default();
    view! { <Select typed=typed.clone() name="superseded_by" label=td_string!(locale, lessons.practice_replaced_by) options=options value=by optional=true/> }
        .into_any()
}
