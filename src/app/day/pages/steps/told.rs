//! What the steps of speaking ask: a story in three parts, a card, which story the group chooses, and what belongs together.

use crate::{
    app::{
        capitalisation::words as said,
        day::{
            actions::{ChooseStory, PutTogether, Say, TellStory},
            pages::table::Table,
            store::{
                self,
                told::{self as heard, Told},
            },
        },
        i18n::*,
        ui::form::{Choice, Choices, Form, Select, Submit, TextArea, TextField, Typed},
    },
    domain::{capitalisation::Kind, language::LANGUAGES, review::Story},
    platform::{db::Connection, error::AppError},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// So many characters of a story stand for it in a list.
const SHORT: usize = 80;

/// Whose words they are, and in which language: most people need neither.
fn more(table: &Table, typed: &Typed, people: &[store::Person]) -> AnyView {
    let locale = table.locale;
    let languages = LANGUAGES.iter().map(|language| (language.code.to_owned(), language.name.to_owned())).collect();
    let (speaker, typed) = (table.speaker(typed, people), typed.clone());
    view! {
        <details class="more"><summary>{td_string!(locale, day.more)}</summary>
            {speaker}
            <Select typed=typed name="language" label=td_string!(locale, capitalisation.language) options=languages value=locale.to_string()/>
        </details>
    }
    .into_any()
}

/// Tell a story; and for whoever leads, note which one the group chooses.
pub async fn story(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let typed = table.visit.typed("day/tell-story").await?;
    let people = store::people(&mut *db, &table.member).await?;
    let choose = match table.leads() {
        true => choose(table, &heard::cards(&mut *db, &table.member, Told::Stories, heard::TABLE).await?).await?,
        false => ().into_any(),
    };
    let more = more(table, &typed, &people);
    Ok(view! {
        <Form typed=typed.clone() action=TellStory::url() cohort=table.slug().to_owned() creates=true>
            <TextArea typed=typed.clone() name="before" label=td_string!(locale, day.story.before) hint=td_string!(locale, day.story.before_hint) rows=2/>
            <TextArea typed=typed.clone() name="after" label=td_string!(locale, day.story.after) hint=td_string!(locale, day.story.after_hint) rows=3/>
            <TextArea typed=typed.clone() name="why" label=td_string!(locale, day.story.why) rows=2/>
            {more}
            <Submit label=td_string!(locale, day.story.keep)/>
        </Form>
        {choose}
    }
    .into_any())
}

async fn choose(table: &Table, stories: &[heard::Card]) -> Result<AnyView, AppError> {
    if stories.is_empty() {
        return Ok(().into_any());
    }
    let locale = table.locale;
    let typed = table.visit.typed("day/choose-story").await?;
    let short = |card: &heard::Card| Story::of(&card.text).after.chars().take(SHORT).collect::<String>();
    let options = stories.iter().map(|card| (card.id.to_string(), short(card))).collect();
    let chosen = table.day.story.map(|id| id.to_string()).unwrap_or_default();
    let reason = table.day.story_reason.clone();
    Ok(view! {
        <details class="more"><summary>{td_string!(locale, day.story.choose)}</summary>
            <Form typed=typed.clone() action=ChooseStory::url() cohort=table.slug().to_owned() id="choose">
                <Select typed=typed.clone() name="story" label=td_string!(locale, day.story.which) options=options value=chosen/>
                <TextArea typed=typed name="reason" label=td_string!(locale, day.story.reason) rows=2 value=reason/>
                <Submit label=td_string!(locale, day.story.save_choice)/>
            </Form></details>
    }
    .into_any())
}

/// Write a card; and put those together that are ticked in the list.
pub async fn card(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let typed = table.visit.typed("day/say").await?;
    let people = store::people(&mut *db, &table.member).await?;
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Story);
    let kinds =
        kinds.map(|kind| Choice::new(kind.code(), said::kind(locale, *kind)).icon(said::kind_icon(*kind))).collect();
    let heaps = heard::heaps(&mut *db, &table.member).await?;
    let together = together(table, &heaps).await?;
    let worked = vec![Kind::Worked.code().to_owned()];
    let (phases, more) = (table.phases(), more(table, &typed, &people));
    Ok(view! {
        <Form typed=typed.clone() action=Say::url() cohort=table.slug().to_owned() creates=true>
            <TextArea typed=typed.clone() name="text" label=td_string!(locale, day.say.text) hint=td_string!(locale, day.say.hint) rows=3/>
            <Choices typed=typed.clone() name="kind" legend=td_string!(locale, day.say.kind) options=kinds chosen=worked two=true/>
            <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.phase) options=phases/>
            {more}
            <Submit label=td_string!(locale, day.say.keep)/>
        </Form>
        {together}
    }
    .into_any())
}

async fn together(table: &Table, heaps: &[(uuid::Uuid, String)]) -> Result<AnyView, AppError> {
    let locale = table.locale;
    let typed = table.visit.typed("day/put-together").await?;
    let new = (String::new(), td_string!(locale, day.heap.new).to_string());
    let options = std::iter::once(new).chain(heaps.iter().map(|(id, name)| (id.to_string(), name.clone()))).collect();
    let open = typed.is_back();
    Ok(view! {
        <details class="more" open=open><summary>{td_string!(locale, day.heap.together)}</summary>
            <Form typed=typed.clone() action=PutTogether::url() cohort=table.slug().to_owned() creates=true id="heaps">
                <p class="hint">{td_string!(locale, day.heap.how)}</p>
                <Select typed=typed.clone() name="heap" label=td_string!(locale, day.heap.which) options=options/>
                <TextField typed=typed name="name" label=td_string!(locale, day.heap.name) optional=true/>
                <Submit label=td_string!(locale, day.heap.put)/>
            </Form></details>
    }
    .into_any())
}
