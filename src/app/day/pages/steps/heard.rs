//! What people have said: stories, and cards in their heaps.

use super::{link, nothing, paragraphs};
use crate::{
    app::{
        capitalisation::words as said,
        day::{
            actions::TakeApart,
            pages::table::Table,
            store::told::{self, Card, Told},
        },
        i18n::*,
        paths,
        ui::{form::ButtonForm, icon::Icon},
    },
    domain::review::Story,
    platform::{db::Connection, error::AppError},
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

/// The stories, the chosen one first.
pub async fn stories(table: &Table, db: &mut Connection, most: i64) -> Result<AnyView, AppError> {
    let mut all = told::cards(&mut *db, &table.member, Told::Stories, most).await?;
    if all.is_empty() {
        return Ok(nothing(table.locale));
    }
    all.sort_by_key(|card| Some(card.id) != table.day.story);
    let cards = all.iter().map(|card| story(table, card)).collect_view();
    Ok(view! { <div class="cards">{cards}</div> }.into_any())
}

/// One story, with why the group chose it if it did.
pub fn story(table: &Table, card: &Card) -> AnyView {
    let locale = table.locale;
    let Story { before, after, why } = Story::of(&card.text);
    let parts = [
        (td_string!(locale, day.story.before), before),
        (td_string!(locale, day.story.after), after),
        (td_string!(locale, day.story.why), why),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let parts =
        parts.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{paragraphs(&text)}</dd></div> }).collect_view();
    let chosen = (table.day.story == Some(card.id)).then(|| {
        view! {
            <p><span class="badge done"><Icon name="check"/>{td_string!(locale, day.story.chosen)}</span></p>
            <p dir="auto">{table.day.story_reason.clone()}</p>
        }
    });
    view! {
        <article class="contribution story">
            <header><Icon name="story"/><b>{said::kind(locale, card.kind)}</b></header>
            {chosen}
            <dl class="lesson-body" lang=card.language.clone() dir="auto">{parts}</dl>
            {foot(table, card)}
        </article>
    }
    .into_any()
}

/// The cards: heap by heap, then those that lie alone.
pub async fn cards(table: &Table, db: &mut Connection, most: i64, what: Told) -> Result<AnyView, AppError> {
    let all = told::cards(&mut *db, &table.member, what, most).await?;
    let heaps = told::heaps(&mut *db, &table.member).await?;
    if all.is_empty() {
        return Ok(nothing(table.locale));
    }
    Ok(sorted(table, &all, &heaps))
}

/// Cards by heap. Each can be ticked and put elsewhere where the page has the form for it.
pub fn sorted(table: &Table, all: &[Card], heaps: &[(Uuid, String)]) -> AnyView {
    let locale = table.locale;
    let of = |heap: Option<Uuid>| {
        let cards: Vec<AnyView> = all.iter().filter(|card| card.heap == heap).map(|card| one(table, card)).collect();
        (!cards.is_empty()).then(|| view! { <div class="cards">{cards.into_iter().collect_view()}</div> })
    };
    let named = heaps.iter().filter_map(|(id, name)| Some((name.clone(), of(Some(*id))?)));
    let named = named
        .map(|(name, cards)| view! { <section class="section day-heap"><h2 dir="auto">{name}</h2>{cards}</section> });
    let named = named.collect_view();
    let alone = of(None).map(|cards| {
        view! {
            <section class="section"><h2>{td_string!(locale, day.alone)}</h2>{cards}</section>
        }
    });
    view! { {alone}{named} }.into_any()
}

fn one(table: &Table, card: &Card) -> AnyView {
    let locale = table.locale;
    let icon = said::kind_icon(card.kind);
    let phase = table.group.phase_name(card.phase).map(|name| view! { <span class="phase">{name.to_owned()}</span> });
    view! {
        <article class=format!("contribution {icon}")>
            <header><Icon name=icon/><b>{said::kind(locale, card.kind)}</b>{phase}</header>
            <blockquote lang=card.language.clone() dir="auto">{paragraphs(&card.text)}</blockquote>
            {foot(table, card)}
        </article>
    }
    .into_any()
}

/// What can be done with words: whoever said them puts them right, everybody sorts.
fn foot(table: &Table, card: &Card) -> AnyView {
    let locale = table.locale;
    let own = (card.person == table.member.person).then(|| {
        let href = paths::day_object(table.slug(), "words", card.id);
        link(href, "edit", td_string!(locale, day.words.mine).to_string())
    });
    let typed = card.was_typed.then(|| view! { <span>{td_string!(locale, day.was_typed)}</span> });
    let scope = view! {
        <span class="badge"><Icon name=said::scope_icon(card.scope)/><span>{said::scope(locale, card.scope)}</span></span>
    };
    let is_story = card.kind == crate::domain::capitalisation::Kind::Story;
    let sorts = (table.writes() && !is_story).then(|| sorting(table, card));
    view! { <footer>{scope}{typed}{own}{sorts}</footer> }.into_any()
}

/// A box to tick, which belongs to the form beside the list, and the way out of a heap.
fn sorting(table: &Table, card: &Card) -> AnyView {
    let locale = table.locale;
    let fields = vec![("cohort", table.slug().to_owned()), ("card", card.id.to_string())];
    let out = card.heap.map(|_| {
        view! {
            <ButtonForm action=TakeApart::url() fields=fields label=td_string!(locale, day.heap.take_out) icon="undo"/>
        }
    });
    view! {
        <label class="day-tick"><input type="checkbox" form="heaps" name="cards[]" value=card.id.to_string()/>
            <span>{td_string!(locale, day.heap.tick)}</span></label>
        {out}
    }
    .into_any()
}
