//! A lesson of another group, and what this one makes of it: its answer, and later what came of it.

use super::head;
use crate::{
    app::{
        access::Member,
        i18n::*,
        lessons::{
            actions::{AnswerLesson, TellResult},
            cards::card,
            store::{self, Given, Published},
            words,
        },
        paths,
        ui::{
            form::{Choice, Choices, Form, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::lesson::{Answer, Effect},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn LessonPage() -> impl IntoView {
    page(lesson)
}

async fn lesson(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let lesson = store::published(visit.state.db.read(), &member, visit.id("id")?).await?;
    let group = Group::load(&visit, &member).await?;
    let forms = [visit.typed("lessons/answer").await?, visit.typed("lessons/tell-result").await?];
    let title = td_string!(locale, lessons.one).to_string();
    let slug = &member.cohort.slug;
    let back = head(paths::lessons(slug), td_string!(locale, lessons.library).to_string(), title.clone());
    let given = lesson.answer.as_ref().map(|given| given_words(locale, given));
    let asked = asked(&member, &lesson, &forms);
    Ok(view! {
        <Frame visit title=title group=group place="notebook">
            {back}
            <section class="section">{card(locale, &lesson, None)}</section>
            {given}
            {asked}
        </Frame>
    }
    .into_any())
}

/// What the group said of its answer, and of what came of it.
fn given_words(locale: Locale, given: &Given) -> AnyView {
    let line = |label: String, text: &String| {
        (!text.is_empty())
            .then(|| view! { <p><b>{label}</b></p><blockquote dir="auto"><p>{text.clone()}</p></blockquote> })
    };
    let why = match given.answer {
        Answer::NotForUs => td_string!(locale, lessons.said_why).to_string(),
        _ => td_string!(locale, lessons.said_how).to_string(),
    };
    let came = given.result.map(|result| {
        let told = td_string!(locale, lessons.came, result = words::effect(locale, result)).to_string();
        view! { <p><b>{told}</b></p> }
    });
    view! {
        <section class="section"><h2>{td_string!(locale, lessons.our_answer)}</h2>
            <p>{words::answer(locale, given.answer)}</p>
            {line(why, &given.words)}{came}
            {line(td_string!(locale, lessons.said_result).to_string(), &given.result_words)}</section>
    }
    .into_any()
}

/// What is asked of whoever answers for the group; others read who that is.
fn asked(member: &Member, lesson: &Published, [answer, result]: &[Typed; 2]) -> AnyView {
    let locale = answer.locale;
    if !member.cohort.state.takes_words() {
        return ().into_any();
    }
    if !member.role.is_facilitator() {
        let open = lesson.answer.is_none();
        return open.then(|| view! { <div class="notice info"><Icon name="info"/><div><p>{td_string!(locale, lessons.who_answers)}</p></div></div> }).into_any();
    }
    let slug = &member.cohort.slug;
    match &lesson.answer {
        None => view! { <section class="section"><h2>{td_string!(locale, lessons.ask_answer)}</h2>{answering(answer, slug, lesson)}</section> }.into_any(),
        Some(given) => {
            let told = given.answer.is_taken().then(|| telling(result, slug, lesson, given));
            let form = answering(answer, slug, lesson);
            view! {
                {told}
                <details class="more" open=answer.is_back()><summary>{td_string!(locale, lessons.change_answer)}</summary>{form}</details>
            }
            .into_any()
        }
    }
}

fn answering(typed: &Typed, slug: &str, lesson: &Published) -> AnyView {
    let locale = typed.locale;
    let given = lesson.answer.as_ref();
    let icon = |answer| match answer {
        Answer::Adopted => "check",
        Answer::Adapted => "edit",
        Answer::NotForUs => "cross",
    };
    let option = |one: &Answer| Choice::new(one.code(), words::answer(locale, *one)).icon(icon(*one));
    let options = Answer::ALL.iter().map(option).collect();
    let chosen = given.iter().map(|given| given.answer.code().to_owned()).collect();
    let said = given.map(|given| given.words.clone()).unwrap_or_default();
    let (fields, id) = (typed.clone(), lesson.lesson.to_string());
    view! {
        <Form typed=typed.clone() action=AnswerLesson::url() cohort=slug.to_owned() creates=true>
            <input type="hidden" name="lesson" value=id/>
            <Choices typed=fields.clone() name="answer" legend=td_string!(locale, lessons.answer) options=options chosen=chosen/>
            <TextArea typed=fields name="words" label=td_string!(locale, lessons.words) hint=td_string!(locale, lessons.words_hint) rows=3 value=said/>
            <Submit label=td_string!(locale, lessons.keep_answer)/>
        </Form>
    }
    .into_any()
}

fn telling(typed: &Typed, slug: &str, lesson: &Published, given: &Given) -> AnyView {
    let locale = typed.locale;
    let icon = |effect| match effect {
        Effect::Helped => "heart-hands",
        Effect::DidNot => "did-not-work",
        Effect::TooEarly => "clock",
    };
    let option = |one: &Effect| Choice::new(one.code(), words::effect(locale, *one)).icon(icon(*one));
    let options = Effect::ALL.iter().map(option).collect();
    let chosen = given.result.iter().map(|result| result.code().to_owned()).collect();
    let (fields, id, said) = (typed.clone(), lesson.lesson.to_string(), given.result_words.clone());
    view! {
        <section class="section"><h2>{td_string!(locale, lessons.ask_result)}</h2>
            <Form typed=typed.clone() action=TellResult::url() cohort=slug.to_owned() id="result-form">
                <input type="hidden" name="lesson" value=id/>
                <Choices typed=fields.clone() name="result" legend=td_string!(locale, lessons.result) options=options chosen=chosen/>
                <TextArea typed=fields name="result_words" label=td_string!(locale, lessons.result_words) rows=3 optional=true value=said/>
                <Submit label=td_string!(locale, lessons.keep_result)/>
            </Form>
        </section>
    }
    .into_any()
}
