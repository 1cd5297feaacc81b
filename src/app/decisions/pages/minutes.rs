//! The minutes of a meeting: written, read, printed.

use super::{
    super::{
        actions::{ChangeMinutes, WriteMinutes},
        policy,
        store::{self, Decision, Minutes, ballots, minutes as rows},
        words as said,
    },
    head, paragraphs, row,
};
use crate::{
    app::{
        access::Member,
        cohorts,
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, DayField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    domain::{template::EventKind, time::local},
    platform::{db::Connection, error::AppError},
};
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn MinutesPage() -> impl IntoView {
    page(minutes)
}

async fn minutes(visit: Visit) -> Result<AnyView, AppError> {
    let (member, group, mut db) = visit.enter().await?;
    let minutes = rows::one(&mut *db, &member, visit.id("minutes")?).await?;
    let taken = taken(&visit, &mut db, &member, &minutes).await?;
    drop(db);
    let locale = visit.locale;
    let today = member.cohort.today(visit.now());
    let when = words::day_near(locale, minutes.held_on, today);
    let by = td_string!(locale, decisions.minutes.written_by, day = when, name = words::person(locale, &minutes.by))
        .to_string();
    let edit = (policy::minutes(&member, &minutes) && member.cohort.state.takes_plan()).then(|| {
        let href = paths::edit_minutes(&member.cohort.slug, minutes.id);
        view! { <div class="actions"><a class="button secondary" href=href><Icon name="edit"/><span>{td_string!(locale, decisions.minutes.change_link)}</span></a></div> }
    });
    let head = head(locale, &member.cohort.slug, minutes.title.clone());
    let text = paragraphs(&minutes.text);
    Ok(view! {
        <Frame visit=visit title=minutes.title.clone() group=group place="decisions">
            {head}
            <p class="lead">{by}</p>
            {text}
            {taken}
            {edit}
        </Frame>
    }
    .into_any())
}

/// What was decided at the meeting, with what came of it.
async fn taken(
    visit: &Visit,
    db: &mut Connection,
    member: &Member,
    minutes: &Minutes,
) -> Result<Option<AnyView>, AppError> {
    let (locale, today) = (visit.locale, member.cohort.today(visit.now()));
    let mut decisions = store::decisions(db, member).await?;
    decisions.retain(|decision| decision.minutes == Some(minutes.id));
    let results = ballots::results(db, member, &decisions, today).await?;
    let rows: Vec<AnyView> = decisions
        .iter()
        .map(|decision| {
            let note = results.get(&decision.id).map(|tally| said::result(locale, decision, tally)).unwrap_or_default();
            row(locale, &member.cohort.slug, decision, note, today)
        })
        .collect();
    Ok((!rows.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, decisions.minutes.decided)}</h2><ul class="rows">{rows}</ul></section> }.into_any()
    }))
}

/// What a form of minutes offers to choose from.
struct Offered {
    today: NaiveDate,
    meetings: Vec<(String, String)>,
    decisions: Vec<Decision>,
}

impl Offered {
    async fn read(visit: &Visit, member: &Member) -> Result<Self, AppError> {
        let (locale, today) = (visit.locale, member.cohort.today(visit.now()));
        let mut db = visit.state.db.read().acquire().await?;
        let none = (String::new(), td_string!(locale, decisions.minutes.no_event).to_string());
        let past = |event: &cohorts::store::Event| event.kind == EventKind::Meeting && event.starts_at <= visit.now();
        let events = cohorts::store::events(&mut *db, member).await?.into_iter().rev().filter(past);
        let meetings = events.map(|event| {
            let (day, _) = local(event.starts_at, member.cohort.time_zone);
            (event.id.to_string(), format!("{}, {}", event.title, words::day_near(locale, day, today)))
        });
        let meetings = std::iter::once(none).chain(meetings).collect();
        Ok(Self { today, meetings, decisions: store::decisions(&mut db, member).await? })
    }

    fn fields(self, typed: &Typed, now: Option<&Minutes>) -> AnyView {
        let locale = typed.locale;
        let text = |part: fn(&Minutes) -> &String| now.map(|minutes| part(minutes).clone()).unwrap_or_default();
        let event = now.and_then(|minutes| minutes.event).map(|id| id.to_string()).unwrap_or_default();
        let mine =
            |decision: &&Decision| decision.minutes.is_some() && decision.minutes == now.map(|minutes| minutes.id);
        let ticked = self.decisions.iter().filter(mine).map(|decision| decision.id.to_string()).collect();
        let free = |decision: &&Decision| decision.minutes.is_none() || mine(decision);
        let options: Vec<Choice> = self
            .decisions
            .iter()
            .filter(free)
            .map(|decision| Choice::new(decision.id.to_string(), decision.title.clone()))
            .collect();
        let decisions = (!options.is_empty()).then(|| view! {
            <Choices typed=typed.clone() name="decisions[]" legend=td_string!(locale, decisions.minutes.decisions) options=options chosen=ticked many=true/>
        });
        view! {
            <TextField typed=typed.clone() name="title" label=td_string!(locale, decisions.minutes.name) hint=td_string!(locale, decisions.minutes.name_hint)
                value=text(|minutes| &minutes.title) autocomplete="off"/>
            <DayField typed=typed.clone() name="held_on" legend=td_string!(locale, decisions.minutes.when) value=now.map_or(self.today, |minutes| minutes.held_on)/>
            <Select typed=typed.clone() name="event" label=td_string!(locale, decisions.minutes.event) options=self.meetings value=event optional=true/>
            <TextArea typed=typed.clone() name="text" label=td_string!(locale, decisions.minutes.text) hint=td_string!(locale, decisions.minutes.text_hint)
                value=text(|minutes| &minutes.text) rows=10/>
            {decisions}
        }
        .into_any()
    }
}

#[component]
pub fn NewMinutesPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    member.cohort.takes_plan()?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("decisions/write-minutes").await?;
    let (locale, slug) = (visit.locale, member.cohort.slug.clone());
    let fields = Offered::read(&visit, &member).await?.fields(&typed, None);
    let head = head(locale, &slug, td_string!(locale, decisions.minutes.new_title).to_string());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, decisions.minutes.new_title) group=group place="decisions" form="decisions/write-minutes">
            {head}
            <Form typed=typed action=WriteMinutes::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, decisions.minutes.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn EditMinutesPage() -> impl IntoView {
    page(edit)
}

async fn edit(visit: Visit) -> Result<AnyView, AppError> {
    let member = visit.member().await?;
    let minutes = rows::one(visit.state.db.read(), &member, visit.id("minutes")?).await?;
    if !policy::minutes(&member, &minutes) {
        return Err(AppError::Forbidden);
    }
    member.cohort.takes_plan()?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("decisions/change-minutes").await?;
    let (locale, slug, id) = (visit.locale, member.cohort.slug.clone(), minutes.id.to_string());
    let fields = Offered::read(&visit, &member).await?.fields(&typed, Some(&minutes));
    let head = head(locale, &slug, td_string!(locale, decisions.minutes.change_title).to_string());
    Ok(view! {
        <Frame visit=visit title=td_string!(locale, decisions.minutes.change_title) group=group place="decisions" form="decisions/change-minutes">
            {head}
            <Form typed=typed action=ChangeMinutes::url() cohort=slug>
                <input type="hidden" name="minutes" value=id/>
                {fields}
                <Submit label=td_string!(locale, decisions.minutes.save)/>
            </Form>
        </Frame>
    }
    .into_any())
}
