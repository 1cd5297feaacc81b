//! Reading back: all that the group leaves, so that everybody can put right or take back what is hers.

use super::{conclusions, heard, paragraphs};
use crate::{
    app::{
        capitalisation::{article, store::lessons},
        day::{
            card::Card as CohortCard,
            pages::{plan, table::Table},
            store::{
                told::{self, Told},
                work,
            },
            words as said,
        },
        i18n::*,
    },
    domain::capitalisation::Kind,
    platform::{db::Connection, error::AppError},
};
use leptos::prelude::*;

/// Everything, in the order of the note.
pub async fn all(table: &Table, db: &mut Connection) -> Result<AnyView, AppError> {
    let (locale, member) = (table.locale, &table.member);
    let card = CohortCard::of(db, member, locale).await?;
    let said = told::cards(&mut *db, member, Told::Everything, told::TABLE).await?;
    let heaps = told::heaps(&mut *db, member).await?;
    let rows = work::analysis(&mut *db, member).await?;
    let learnt = lessons(&mut *db, member).await?;
    let asked = work::recommendations(&mut *db, member).await?;
    let (stories, cards): (Vec<_>, Vec<_>) = said.into_iter().partition(|one| one.kind == Kind::Story);
    let stories = stories.iter().map(|one| heard::story(table, one)).collect_view();
    let rows = rows.iter().map(|row| conclusions::analysed(table, row)).collect_view();
    let learnt = learnt.iter().map(|one| article::lesson(locale, &one.told, None)).collect_view();
    let asked = asked.iter().map(|one| conclusions::recommended(table, one)).collect_view();
    Ok(view! {
        <div class="notice info"><div>{paragraphs(td_string!(locale, day.reading_how))}</div></div>
        {section(td_string!(locale, day.card.title).to_string(), plan::shown(locale, &card))}
        {section(said::step(locale, crate::domain::review::Step::Stories), view! { <div class="cards">{stories}</div> }.into_any())}
        {heard::sorted(table, &cards, &heaps)}
        {section(said::step(locale, crate::domain::review::Step::Analysis), view! { <div class="cards">{rows}</div> }.into_any())}
        {section(said::step(locale, crate::domain::review::Step::Lessons), view! { <div class="cards">{learnt}</div> }.into_any())}
        {section(said::step(locale, crate::domain::review::Step::Recommendations), view! { <ul class="rows">{asked}</ul> }.into_any())}
    }
    .into_any())
}

fn section(title: String, body: AnyView) -> AnyView {
    view! { <section class="section"><h2>{title}</h2>{body}</section> }.into_any()
}
