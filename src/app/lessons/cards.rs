//! Lessons of other groups on the pages where they are of use: as rows on the overview and the plan, as cards in the library.

use super::{
    store::{self, Given, Published},
    words,
};
use crate::{
    app::{access::Member, capitalisation::article, i18n::*, paths, ui::frame::Group, ui::icon::Icon},
    domain::lesson::{Answer, Effect, entering},
    platform::{db::Executor, error::AppError},
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The lessons that apply today, as the overview and the plan show them: one statement, whatever the day.
pub async fn applying(
    db: impl Executor<'_>,
    locale: Locale,
    member: &Member,
    group: &Group,
    today: NaiveDate,
) -> Result<AnyView, AppError> {
    let kinds = entering(&group.phases, today);
    let lessons = store::applying(db, member, &kinds).await?;
    let answers = member.cohort.state.takes_words();
    Ok(if answers { rows(locale, member, &lessons) } else { ().into_any() })
}

fn rows(locale: Locale, member: &Member, lessons: &[Published]) -> AnyView {
    if lessons.is_empty() {
        return ().into_any();
    }
    let slug = &member.cohort.slug;
    let rows = lessons.iter().map(|lesson| row(locale, member, lesson)).collect_view();
    view! {
        <section class="section" id="lessons">
            <h2>{td_string!(locale, lessons.now)}</h2>
            <p class="hint">{td_string!(locale, lessons.now_why)}</p>
            <ul class="rows">{rows}</ul>
            <div class="actions"><a class="button secondary" href=paths::lessons(slug)><Icon name="lesson"/><span>{td_string!(locale, lessons.see_all)}</span></a></div>
        </section>
    }
    .into_any()
}

fn row(locale: Locale, member: &Member, lesson: &Published) -> AnyView {
    let asks = member.role.is_facilitator();
    let badge = match &lesson.answer {
        Some(given) => Some(given_badge(locale, given)),
        None if asks => Some(
            view! { <span class="badge wait"><Icon name="question"/><span>{td_string!(locale, lessons.to_answer)}</span></span> }
                .into_any(),
        ),
        None => None,
    };
    let condition = td_string!(locale, lessons.if_, condition = lesson.told.condition.clone()).to_string();
    view! {
        <li><a class="row" href=paths::published_lesson(&member.cohort.slug, lesson.lesson)><Icon name="lesson"/>
            <span class="row-main"><span dir="auto">{condition}</span><b dir="auto">{lesson.told.action.clone()}</b>
                <span class="row-note">{words::origin(locale, lesson)}</span></span>
            <span class="row-end">{badge}<Icon name="arrow-next"/></span>
        </a></li>
    }
    .into_any()
}

/// What the group answered, or what came of it once that is known.
pub fn given_badge(locale: Locale, given: &Given) -> AnyView {
    let (class, icon, text) = match (given.result, given.answer) {
        (Some(Effect::Helped), _) => ("badge done", "heart-hands", words::effect(locale, Effect::Helped)),
        (Some(Effect::DidNot), _) => ("badge stop", "did-not-work", words::effect(locale, Effect::DidNot)),
        (_, Answer::NotForUs) => ("badge", "cross", words::answer(locale, Answer::NotForUs)),
        (_, taken) => ("badge done", "check", words::answer(locale, taken)),
    };
    view! { <span class=class><Icon name=icon/><span>{text}</span></span> }.into_any()
}

/// A lesson of another group as a card, with what became of it elsewhere.
pub fn card(locale: Locale, lesson: &Published, link: Option<String>) -> AnyView {
    let badge = lesson.answer.as_ref().map(|given| given_badge(locale, given));
    view! {
        <div class="learnt">
            <p class="learnt-from">{words::origin(locale, lesson)}</p>
            {article::lesson(locale, &lesson.told, link)}
            <p class="learnt-foot">{badge}" "<span>{words::counts(locale, lesson)}</span></p>
        </div>
    }
    .into_any()
}
