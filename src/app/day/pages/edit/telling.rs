//! Telling a phase, prefilled from what the plan and the decisions say; and one's own words.

use super::framed;
use crate::{
    app::{
        capitalisation::store as words,
        cohorts,
        day::{
            actions::{Correct, TakeBack, TellMoment},
            pages::table::Table,
            store::{
                facts,
                work::{self, Kept},
            },
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Form, Submit, TextArea, Typed},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::{
        capitalisation::Kind,
        phase::Phase,
        review::{Step, Story},
    },
    platform::{db::Connection, error::AppError},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn MomentPage() -> impl IntoView {
    page(moment)
}

async fn moment(visit: Visit) -> Result<AnyView, AppError> {
    let id = visit.id("id")?;
    let (table, mut db) = Table::open(&visit).await?;
    table.member.cohort.takes_words()?;
    let phase = table.group.phases.iter().find(|phase| phase.id == id).ok_or(AppError::NotFound)?.clone();
    let kept = work::moments(&mut *db, &table.member).await?.into_iter().find(|one| one.phase == id);
    let kept = match kept {
        Some(kept) => kept,
        None => proposed(&table, &mut db, &phase).await?,
    };
    drop(db);
    let (locale, typed) = (table.locale, visit.typed("day/tell-moment").await?);
    let title = table.group.phase_name(Some(id)).unwrap_or_default().to_owned();
    let others = (typed.is_back() && kept.version > 0).then(|| as_it_stands(&typed, &kept));
    let form = view! {
        {others}
        <Form typed=typed.clone() action=TellMoment::url() cohort=table.slug().to_owned()>
            <input type="hidden" name="phase" value=id.to_string()/>
            <input type="hidden" name="version" value=kept.version.to_string()/>
            <TextArea typed=typed.clone() name="planned" label=td_string!(locale, day.moment.planned) optional=true value=kept.planned/>
            <TextArea typed=typed.clone() name="happened" label=td_string!(locale, day.moment.happened) optional=true value=kept.happened/>
            <TextArea typed=typed.clone() name="surprise" label=td_string!(locale, day.moment.surprise) rows=2 optional=true value=kept.surprise/>
            <TextArea typed=typed name="not_reached" label=td_string!(locale, day.moment.not_reached) rows=2 optional=true value=kept.not_reached/>
            <Submit label=td_string!(locale, day.save)/>
        </Form>
    };
    let body = form.into_any();
    Ok(framed(table, Step::Timeline, title, "day/tell-moment", body))
}

/// What others have written meanwhile, beside what came back.
fn as_it_stands(typed: &Typed, kept: &Kept) -> AnyView {
    let texts = [&kept.planned, &kept.happened, &kept.surprise, &kept.not_reached];
    let lines =
        texts.into_iter().filter(|text| !text.is_empty()).map(|text| view! { <p dir="auto">{text.clone()}</p> });
    let lines = lines.collect_view();
    view! { <div class="notice info"><div><p><b>{td_string!(typed.locale, day.moment.meanwhile)}</b></p>{lines}</div></div> }.into_any()
}

/// What the plan and the decisions say of a phase, one a line, for the group to put right.
async fn proposed(table: &Table, db: &mut Connection, phase: &Phase) -> Result<Kept, AppError> {
    let cohort = &table.member.cohort;
    let inside = |on: &chrono::NaiveDate| (phase.starts_on..=phase.ends_on).contains(on);
    let events = cohorts::store::events(&mut *db, &table.member).await?;
    let decided = facts::decided(&mut *db, &table.member).await?;
    let mut planned: Vec<String> = Vec::new();
    for event in events.into_iter().filter(|event| inside(&cohort.today(event.starts_at))) {
        // One that comes again is planned once.
        if !planned.contains(&event.title) {
            planned.push(event.title);
        }
    }
    let happened: Vec<String> = decided.into_iter().filter(|(on, _)| inside(on)).map(|(_, title)| title).collect();
    Ok(Kept {
        phase: phase.id,
        planned: planned.join("\n"),
        happened: happened.join("\n"),
        surprise: String::new(),
        not_reached: String::new(),
        version: 0,
    })
}

#[component]
pub fn WordsPage() -> impl IntoView {
    page(own)
}

async fn own(visit: Visit) -> Result<AnyView, AppError> {
    let id = visit.id("id")?;
    let (table, mut db) = Table::open(&visit).await?;
    let said = words::contribution(&mut *db, &table.member, id).await?;
    drop(db);
    if said.person != table.member.person {
        return Err(AppError::Forbidden);
    }
    let (locale, typed) = (table.locale, visit.typed("day/correct").await?);
    let fields =
        if said.kind == Kind::Story { story_fields(&typed, &said.text) } else { text_field(&typed, said.text) };
    let form = table.writes().then(|| {
        view! {
            <Form typed=typed.clone() action=Correct::url() cohort=table.slug().to_owned()>
                <input type="hidden" name="words" value=id.to_string()/>
                {fields}
                <Submit label=td_string!(locale, day.words.correct)/>
            </Form>
        }
    });
    let take = vec![("cohort", table.slug().to_owned()), ("words", id.to_string())];
    let body = view! {
        {form}
        <section class="section"><h2>{td_string!(locale, capitalisation.ask_scope)}</h2>
            <p>{td_string!(locale, day.words.scope_why)}</p>
            <a class="button secondary" href=paths::contribution(table.slug(), id)><Icon name="lock"/><span>{td_string!(locale, day.words.scope)}</span></a></section>
        <section class="section"><h2>{td_string!(locale, capitalisation.take_back)}</h2>
            <p>{td_string!(locale, capitalisation.take_back_why)}</p>
            <ButtonForm action=TakeBack::url() fields=take label=td_string!(locale, capitalisation.take_back_now) icon="trash" class="button danger"/></section>
    };
    let (title, body) = (td_string!(locale, day.words.title).to_string(), body.into_any());
    Ok(framed(table, Step::Reading, title, "day/correct", body))
}

fn text_field(typed: &Typed, text: String) -> AnyView {
    view! { <TextArea typed=typed.clone() name="text" label=td_string!(typed.locale, day.words.text) value=text/> }
        .into_any()
}

fn story_fields(typed: &Typed, text: &str) -> AnyView {
    let (locale, story) = (typed.locale, Story::of(text));
    view! {
        <TextArea typed=typed.clone() name="before" label=td_string!(locale, day.story.before) rows=2 value=story.before/>
        <TextArea typed=typed.clone() name="after" label=td_string!(locale, day.story.after) rows=3 value=story.after/>
        <TextArea typed=typed.clone() name="why" label=td_string!(locale, day.story.why) rows=2 value=story.why/>
    }
    .into_any()
}
