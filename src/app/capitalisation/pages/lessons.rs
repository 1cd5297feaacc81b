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
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextArea, Typed},
            frame::{Frame, Group},
            icon::Icon,
        },
        visit::{Visit, page},
        words as common,
    },
    domain::{capitalisation::Outcome, lesson::Agreement},
    platform::error::AppError,
};
use chrono::NaiveDate;
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
    let others = store::lessons(visit.state.db.read(), &facilitator).await?;
    let fields = fields(&typed, &group, None, &others);
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
    let all = store::lessons(visit.state.db.read(), &member).await?;
    let id = visit.id("id")?;
    let lesson = all.iter().find(|lesson| lesson.id == id).ok_or(AppError::NotFound)?;
    let group = Group::load(&visit, &member).await?;
    let typed = visit.typed("capitalisation/change-lesson").await?;
    let slug = member.cohort.slug.clone();
    let title = td_string!(locale, capitalisation.a_lesson).to_string();
    let writes = member.role.is_facilitator() && member.cohort.state.takes_words();
    let edit = writes.then(|| edit(&typed, &member, &group, lesson, &all));
    let review = review_line(locale, &member, lesson, member.cohort.today(visit.now()));
    let card = article::lesson(locale, &lesson.told, None);
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook" form="capitalisation/change-lesson">
            {head(locale, &slug, title)}
            <section class="section">{card}{review}</section>
            {edit}
        </Frame>
    }
    .into_any())
}

fn edit(typed: &Typed, member: &Member, group: &Group, lesson: &StoredLesson, others: &[StoredLesson]) -> AnyView {
    let locale = typed.locale;
    let slug = member.cohort.slug.clone();
    let remove = vec![("cohort", slug.clone()), ("lesson", lesson.id.to_string())];
    let (id, fields, typed) = (lesson.id.to_string(), fields(typed, group, Some(lesson), others), typed.clone());
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

fn fields(typed: &Typed, group: &Group, lesson: Option<&StoredLesson>, others: &[StoredLesson]) -> AnyView {
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
        <TextArea typed=typed.clone() name="does_not_apply_when" label=td_string!(locale, lessons.does_not_apply_when) rows=2 optional=true value=start(|told| &told.does_not_apply_when)/>
        <TextArea typed=typed.clone() name="evidence" label=td_string!(locale, capitalisation.evidence) rows=2 optional=true value=start(|told| &told.evidence)/>
        <Select typed=typed.clone() name="phase" label=td_string!(locale, capitalisation.phase) options=phases value=phase optional=true/>
        {standing(typed, lesson, others)}
    }
    .into_any()
}

/// Who agrees, what replaced it, when to look at it again.
fn standing(typed: &Typed, lesson: Option<&StoredLesson>, others: &[StoredLesson]) -> AnyView {
    let locale = typed.locale;
    let agreements = Agreement::ALL.iter().map(|one| Choice::new(one.code(), words::agreement(locale, *one))).collect();
    let agreement = lesson.and_then(|lesson| lesson.told.agreement).map(|one| one.code().to_owned());
    let dissent = lesson.map(|lesson| lesson.told.dissent.clone()).unwrap_or_default();
    let replaced = others.iter().filter(|other| lesson.is_none_or(|lesson| lesson.id != other.id));
    let replaced = replaced.map(|other| (other.id.to_string(), other.told.action.clone()));
    let nothing = (String::new(), td_string!(locale, lessons.replaced_by_nothing).to_string());
    let options: Vec<_> = std::iter::once(nothing).chain(replaced).collect();
    let by = lesson.and_then(|lesson| lesson.superseded_by).map(|id| id.to_string()).unwrap_or_default();
    let replaced = (options.len() > 1).then(|| view! {
        <Select typed=typed.clone() name="superseded_by" label=td_string!(locale, lessons.replaced_by) options=options value=by optional=true/>
    });
    let review_on = lesson.and_then(|lesson| lesson.review_on);
    let review = match review_on {
        Some(day) => view! { <DayField typed=typed.clone() name="review_on" legend=td_string!(locale, lessons.review_on) value=day optional=true/> }.into_any(),
        None => view! { <DayField typed=typed.clone() name="review_on" legend=td_string!(locale, lessons.review_on) optional=true/> }.into_any(),
    };
    view! {
        <Choices typed=typed.clone() name="agreement" legend=td_string!(locale, lessons.ask_agreement) options=agreements chosen=agreement.into_iter().collect()/>
        <TextArea typed=typed.clone() name="dissent" label=td_string!(locale, lessons.dissent) hint=td_string!(locale, lessons.dissent_hint) rows=2 optional=true value=dissent/>
        {replaced}
        {review}
    }
    .into_any()
}

/// On which day to look at it again, and whether that day has come.
fn review_line(locale: Locale, member: &Member, lesson: &StoredLesson, today: NaiveDate) -> AnyView {
    let Some(day) = lesson.review_on else { return ().into_any() };
    let due = day <= today && member.cohort.state.takes_words();
    let (class, icon) = if due { ("badge wait", "clock") } else { ("badge", "calendar") };
    let day = common::day(locale, day);
    let text = if due {
        td_string!(locale, lessons.review_due, day = day).to_string()
    } else {
        td_string!(locale, lessons.review_later, day = day).to_string()
    };
    view! { <p><span class=class><Icon name=icon/><span>{text}</span></span></p> }.into_any()
}
