//! Lessons: if, then, because. Facilitators write them, members read them.

use crate::{
    app::{
        access::Member,
        capitalisation::{
            actions::{ChangeLesson, RemoveLesson, WriteLesson},
            article,
            store::{self, StoredLesson},
            words,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, Form, Select, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::capitalisation::Outcome,
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn NewLessonPage() -> impl IntoView {
    page(new)
}

async fn new(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let facilitator = visit.facilitator().await?;
    facilitator.cohort.takes_words()?;
    let group = Group::load(&visit, &facilitator).await?;
    let typed = visit.typed("capitalisation/write-lesson").await?;
    let slug = facilitator.cohort.slug.clone();
    let title = td_string!(locale, capitalisation.write_lesson).to_string();
    let fields = fields(&typed, &group, None);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/write-lesson">
            {head(locale, &slug, title)}
            <Form typed=typed action=WriteLesson::url() cohort=slug creates=true>
                {fields}
                <Submit label=td_string!(locale, capitalisation.save_lesson)/>
            </Form>
        </Frame>
    }
    .into_any())
}

#[component]
pub fn LessonPage() -> impl IntoView {
    page(lesson)
}

async fn lesson(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let member = visit.member().await?;
    let lesson = store::lesson(visit.state.db.read(), &member, visit.id("id")?).await?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("capitalisation/change-lesson").await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, capitalisation.a_lesson).to_string();
    let writes = member.role.is_facilitator() && member.cohort.state.takes_words();
    let edit = writes.then(|| edit(&typed, &member, &group, &lesson));
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/change-lesson">
            {head(locale, &slug, title)}
            <section class="section">{article::lesson(locale, &lesson.told, None)}</section>
            {edit}
        </Frame>
    }
    .into_any())
}

fn edit(typed: &Typed, member: &Member, group: &Group, lesson: &StoredLesson) -> AnyView {
    let locale = typed.locale;
    let slug = member.cohort.slug.clone();
    let remove = vec![("cohort", slug.clone()), ("lesson", lesson.id.to_string())];
    let (id, fields, typed) = (lesson.id.to_string(), fields(typed, group, Some(lesson)), typed.clone());
    view! {
        <section class="section">
            <h2>{td_string!(locale, capitalisation.change_lesson)}</h2>
            <Form typed=typed action=ChangeLesson::url() cohort=slug>
                <input type="hidden" name="lesson" value=id/>
                {fields}
                <Submit label=td_string!(locale, capitalisation.save_lesson)/>
            </Form>
        </section>
        <section class="section">
            <ButtonForm action=RemoveLesson::url() fields=remove label=td_string!(locale, capitalisation.remove_lesson) icon="trash" class="button danger small"/>
        </section>
    }
    .into_any()
}

fn head(locale: Locale, slug: &str, title: String) -> AnyView {
    view! {
        <header class="page-head">
            <p class="back"><a href=paths::capitalisation(slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.title)}</span></a></p>
            <h1>{title}</h1>
        </header>
    }
    .into_any()
}

fn fields(typed: &Typed, group: &Group, lesson: Option<&StoredLesson>) -> AnyView {
    let locale = typed.locale;
    let told = lesson.map(|lesson| lesson.told.clone());
    let start =
        |part: fn(&store::LessonText) -> &String| told.as_ref().map(|told| part(told).clone()).unwrap_or_default();
    let outcomes =
        Outcome::ALL.iter().map(|outcome| Choice::new(outcome.code(), words::outcome(locale, *outcome))).collect();
    let outcome = told.iter().map(|told| told.outcome.code().to_owned()).collect();
    let phases = group.phases.iter().zip(&group.phase_names).map(|(phase, name)| (phase.id.to_string(), name.clone()));
    let unknown = (String::new(), td_string!(locale, frame.dont_know).to_string());
    let phases = std::iter::once(unknown).chain(phases).collect();
    let phase = lesson.and_then(|lesson| lesson.phase).map(|phase| phase.to_string()).unwrap_or_default();
    view! {
        <TextArea typed=typed.clone() name="condition" label=td_string!(locale, capitalisation.if_long) hint=td_string!(locale, capitalisation.if_hint) rows=2 value=start(|told| &told.condition)/>
        <TextArea typed=typed.clone() name="action" label=td_string!(locale, capitalisation.then_long) hint=td_string!(locale, capitalisation.then_hint) rows=2 value=start(|told| &told.action)/>
        <TextArea typed=typed.clone() name="reason" label=td_string!(locale, capitalisation.because_long) hint=td_string!(locale, capitalisation.because_hint) rows=2 value=start(|told| &told.reason)/>
        <Choices typed=typed.clone() name="outcome" legend=td_string!(locale, capitalisation.ask_outcome) options=outcomes chosen=outcome/>
        <TextArea typed=typed.clone() name="applies_when" label=td_string!(locale, capitalisation.applies_when) rows=2 optional=true value=start(|told| &told.applies_when)/>
        <TextArea typed=typed.clone() name="evidence" label=td_string!(locale, capitalisation.evidence) rows=2 optional=true value=start(|told| &told.evidence)/>
        <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.phase) options=phases value=phase optional=true/>
    }
    .into_any()
}
