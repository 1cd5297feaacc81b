//! What the group concludes: the analysis, lessons and the hands raised for them, recommendations.

use super::{link, nothing};
use crate::{
    app::{
        capitalisation::{article, store::lessons as all_lessons, words as said},
        day::{
            actions::{Analyse, Learn, Recommend},
            pages::{edit, table::Table},
            store::{
                self,
                work::{self, Analysed, Recommended},
            },
            words as day_words,
        },
        i18n::*,
        paths,
        ui::{
            form::{Choice, Choices, Form, Select, Submit, TextArea},
            icon::Icon,
        },
        words,
    },
    domain::{
        capitalisation::Outcome,
        review::{Addressee, Hands, Progress},
    },
    platform::{db::Connection, error::AppError},
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

/// The rows of the analysis.
pub async fn analysis(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let rows = work::analysis(&mut *db, &table.member).await?;
    if rows.is_empty() {
        return Ok(nothing(table.locale));
    }
    let cards = rows.iter().map(|row| analysed(table, row)).collect_view();
    Ok(view! { <div class="cards">{cards}</div> }.into_any())
}

pub fn analysed(table: &Table, row: &Analysed) -> AnyView {
    let locale = table.locale;
    let lines = [
        (td_string!(locale, day.row.positive), &row.positive),
        (td_string!(locale, day.row.why), &row.positive_why),
        (td_string!(locale, day.row.negative), &row.negative),
        (td_string!(locale, day.row.why), &row.negative_why),
        (td_string!(locale, day.row.not_known), &row.not_known),
    ];
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let lines = lines.map(|(name, text)| view! { <div><dt>{name}</dt><dd dir="auto">{text.clone()}</dd></div> });
    let change = table.writes().then(|| {
        let href = paths::day_object(table.slug(), "analysis", row.id);
        link(href, "edit", td_string!(locale, day.change).to_string())
    });
    view! {
        <article class="card"><h2 dir="auto">{row.criterion.clone()}</h2><dl class="facts">{lines.collect_view()}</dl>
            <div class="card-foot">{change}</div></article>
    }
    .into_any()
}

/// A new row.
pub async fn ask_row(table: &Table) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let typed = table.visit.typed("day/analyse").await?;
    let fields = edit::row_fields(&typed, None);
    Ok(view! {
        <Form typed=typed action=Analyse::url() cohort=table.slug().to_owned() creates=true>
            {fields}
            <Submit label=td_string!(locale, day.row.keep)/>
        </Form>
    }
    .into_any())
}

/// The lessons as they stand.
pub async fn lessons(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let all = all_lessons(&mut *db, &table.member).await?;
    if all.is_empty() {
        return Ok(nothing(table.locale));
    }
    let cards = all.iter().map(|one| article::lesson(table.locale, &one.told, None)).collect_view();
    Ok(view! { <div class="cards">{cards}</div> }.into_any())
}

/// A new lesson, written by whoever leads as the group says it.
pub async fn ask_lesson(table: &Table) -> Result<AnyView, AppError> {
    let locale = table.locale;
    if !table.leads() {
        return Ok(view! { <p class="hint">{td_string!(locale, day.lesson.who_writes)}</p> }.into_any());
    }
    let typed = table.visit.typed("day/learn").await?;
    let phases = table.phases();
    let outcomes = Outcome::ALL.iter().map(|one| Choice::new(one.code(), said::outcome(locale, *one))).collect();
    Ok(view! {
        <Form typed=typed.clone() action=Learn::url() cohort=table.slug().to_owned() creates=true>
            <TextArea typed=typed.clone() name="condition" label=td_string!(locale, capitalisation.if_long) hint=td_string!(locale, capitalisation.if_hint) rows=2/>
            <TextArea typed=typed.clone() name="action" label=td_string!(locale, capitalisation.then_long) hint=td_string!(locale, capitalisation.then_hint) rows=2/>
            <TextArea typed=typed.clone() name="reason" label=td_string!(locale, capitalisation.because_long) hint=td_string!(locale, capitalisation.because_hint) rows=2/>
            <Choices typed=typed.clone() name="outcome" legend=td_string!(locale, capitalisation.ask_outcome) options=outcomes/>
            <TextArea typed=typed.clone() name="does_not_apply_when" label=td_string!(locale, lessons.does_not_apply_when) rows=2 optional=true/>
            <TextArea typed=typed.clone() name="applies_when" label=td_string!(locale, capitalisation.applies_when) rows=2 optional=true/>
            <TextArea typed=typed.clone() name="evidence" label=td_string!(locale, capitalisation.evidence) rows=2 optional=true/>
            <Select typed=typed name="phase" label=td_string!(locale, capitalisation.phase) options=phases optional=true/>
            <Submit label=td_string!(locale, capitalisation.save_lesson)/>
        </Form>
    }
    .into_any())
}

/// The lessons, each with the hands raised for it.
pub async fn agreement(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let all = all_lessons(&mut *db, &table.member).await?;
    let hands = work::hands(&mut *db, &table.member).await?;
    if all.is_empty() {
        return Ok(nothing(locale));
    }
    let cards = all.iter().map(|one| {
        let counted = hands.iter().find(|(lesson, _)| *lesson == one.id).map(|found| found.1);
        view! { <div>{article::lesson(locale, &one.told, None)}{counted_line(table, one.id, counted)}</div> }
    });
    Ok(view! { <div class="cards">{cards.collect_view()}</div> }.into_any())
}

fn counted_line(table: &Table, lesson: Uuid, counted: Option<Hands>) -> AnyView {
    let locale = table.locale;
    let line = match counted {
        Some(hands) => day_words::hands(locale, hands),
        None => td_string!(locale, day.hands.not_yet).to_string(),
    };
    let count = table.leads().then(|| {
        let href = paths::day_object(table.slug(), "lessons", lesson);
        link(href, "team", td_string!(locale, day.hands.count).to_string())
    });
    view! { <p class="day-hands"><span>{line}</span> {count}</p> }.into_any()
}

/// The recommendations, by whom they speak to.
pub async fn recommendations(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let all = work::recommendations(&mut *db, &table.member).await?;
    if all.is_empty() {
        return Ok(nothing(table.locale));
    }
    let rows = all.iter().map(|one| recommended(table, one)).collect_view();
    Ok(view! { <ul class="rows">{rows}</ul> }.into_any())
}

pub fn recommended(table: &Table, one: &Recommended) -> AnyView {
    let locale = table.locale;
    let due =
        one.due_on.map(|day| td_string!(locale, day.recommendation.due, day = words::day(locale, day)).to_string());
    let by = (!one.followed_by.is_empty())
        .then(|| td_string!(locale, day.recommendation.by, name = one.followed_by.clone()).to_string());
    let note = [Some(day_words::addressee(locale, one.addressee)), by, due].into_iter().flatten().collect::<Vec<_>>();
    let (class, icon) = match one.state {
        Progress::Open => ("badge wait", "clock"),
        Progress::Doing => ("badge info", "tools"),
        Progress::Done => ("badge done", "check"),
        Progress::Dropped => ("badge", "cross"),
    };
    let change = table.writes().then(|| {
        let href = paths::day_object(table.slug(), "recommendations", one.id);
        link(href, "edit", td_string!(locale, day.change).to_string())
    });
    view! {
        <li><div class="row"><Icon name="megaphone"/>
            <span class="row-main"><b dir="auto">{one.action.clone()}</b><span class="row-note">{note.join(" · ")}</span></span>
            <span class="row-end"><span class=class><Icon name=icon/>{day_words::state(locale, one.state)}</span>{change}</span></div></li>
    }
    .into_any()
}

/// A new recommendation.
pub async fn ask_recommendation(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let typed = table.visit.typed("day/recommend").await?;
    let people = store::people(&mut *db, &table.member).await?;
    let fields = edit::recommendation_fields(&typed, &people, None);
    let to_whom: Vec<Choice> =
        Addressee::ALL.iter().map(|one| Choice::new(one.code(), day_words::addressee(locale, *one))).collect();
    Ok(view! {
        <Form typed=typed.clone() action=Recommend::url() cohort=table.slug().to_owned() creates=true>
            <Choices typed=typed name="addressee" legend=td_string!(locale, day.recommendation.to_whom) options=to_whom two=true/>
            {fields}
            <Submit label=td_string!(locale, day.recommendation.keep)/>
        </Form>
    }
    .into_any())
}
