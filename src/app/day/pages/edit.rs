//! One thing of the day at a time: a phase, one's own words, a row of the analysis, the hands for a lesson, a recommendation.

mod telling;

pub use telling::{MomentPage, WordsPage};

use super::table::Table;
use crate::{
    app::{
        capitalisation::{article, store::lessons},
        day::{
            actions::{ChangeRecommendation, ChangeRow, CountHands, RemoveRecommendation, RemoveRow},
            store::{
                self, Person,
                work::{self, Analysed, Recommended},
            },
            words as said,
        },
        i18n::*,
        paths,
        ui::{
            form::{ButtonForm, Choice, Choices, DayField, Form, Select, Submit, TextArea, TextField, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
    },
    domain::review::{Addressee, Hands, Progress, Step},
    platform::error::AppError,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// A page that changes one thing of a step.
fn framed(table: Table, step: Step, title: String, action: &'static str, body: AnyView) -> AnyView {
    let locale = table.locale;
    let back = paths::day_step(table.slug(), step.code());
    view! {
        <Frame visit=table.visit title=title.clone() group=table.group place="notebook" form=action>
            <header class="page-head">
                <p class="back"><a href=back><Icon name="arrow-back"/><span>{said::step(locale, step)}</span></a></p>
                <h1>{title}</h1>
            </header>
            {body}
        </Frame>
    }
    .into_any()
}

#[component]
pub fn RowPage() -> impl IntoView {
    page(row)
}

async fn row(visit: Visit) -> Result<AnyView, AppError> {
    let id = visit.id("id")?;
    let (table, mut db) = Table::open(&visit).await?;
    let rows = work::analysis(&mut *db, &table.member).await?;
    drop(db);
    let row = rows.into_iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
    let (locale, typed) = (table.locale, visit.typed("day/change-row").await?);
    let fields = row_fields(&typed, Some(&row));
    let remove = table.leads().then(|| {
        let fields = vec![("cohort", table.slug().to_owned()), ("row", id.to_string())];
        view! { <ButtonForm action=RemoveRow::url() fields=fields label=td_string!(locale, day.remove) icon="trash" class="button danger small"/> }
    });
    let (slug, version) = (table.slug().to_owned(), row.version.to_string());
    let form = view! {
        <Form typed=typed action=ChangeRow::url() cohort=slug>
            <input type="hidden" name="row" value=id.to_string()/>
            <input type="hidden" name="version" value=version/>
            {fields}
            <Submit label=td_string!(locale, day.save)/>
        </Form>
        {remove}
    };
    let title = td_string!(locale, day.row.title).to_string();
    Ok(framed(table, Step::Analysis, title, "day/change-row", form.into_any()))
}

/// The fields of a row, empty for a new one.
pub(super) fn row_fields(typed: &Typed, row: Option<&Analysed>) -> AnyView {
    let locale = typed.locale;
    let start = |part: fn(&Analysed) -> &String| row.map(|row| part(row).clone()).unwrap_or_default();
    view! {
        <TextField typed=typed.clone() name="criterion" label=td_string!(locale, day.row.criterion) hint=td_string!(locale, day.row.criterion_hint) value=start(|row| &row.criterion)/>
        <TextArea typed=typed.clone() name="positive" label=td_string!(locale, day.row.positive) rows=2 optional=true value=start(|row| &row.positive)/>
        <TextArea typed=typed.clone() name="positive_why" label=td_string!(locale, day.row.positive_why) rows=2 optional=true value=start(|row| &row.positive_why)/>
        <TextArea typed=typed.clone() name="negative" label=td_string!(locale, day.row.negative) rows=2 optional=true value=start(|row| &row.negative)/>
        <TextArea typed=typed.clone() name="negative_why" label=td_string!(locale, day.row.negative_why) rows=2 optional=true value=start(|row| &row.negative_why)/>
        <TextArea typed=typed.clone() name="not_known" label=td_string!(locale, day.row.not_known) rows=2 optional=true value=start(|row| &row.not_known)/>
    }
    .into_any()
}

#[component]
pub fn HandsPage() -> impl IntoView {
    page(hands)
}

async fn hands(visit: Visit) -> Result<AnyView, AppError> {
    let id = visit.id("id")?;
    let (table, mut db) = Table::open(&visit).await?;
    if !table.member.role.is_facilitator() {
        return Err(AppError::Forbidden);
    }
    let all = lessons(&mut *db, &table.member).await?;
    let counted = work::hands(&mut *db, &table.member).await?;
    drop(db);
    let lesson = all.into_iter().find(|lesson| lesson.id == id).ok_or(AppError::NotFound)?;
    let counted = counted.into_iter().find(|(lesson, _)| *lesson == id).map(|found| found.1);
    let (locale, typed) = (table.locale, visit.typed("day/count-hands").await?);
    let number =
        move |part: fn(&Hands) -> i64| counted.as_ref().map(|hands| part(hands).to_string()).unwrap_or_default();
    let (card, dissent) = (article::lesson(locale, &lesson.told, None), lesson.told.dissent.clone());
    let form = view! {
        <section class="section">{card}</section>
        <Form typed=typed.clone() action=CountHands::url() cohort=table.slug().to_owned()>
            <input type="hidden" name="lesson" value=id.to_string()/>
            <TextField typed=typed.clone() name="in_favour" label=td_string!(locale, day.hands.in_favour) value=number(|hands| hands.in_favour) inputmode="numeric" class="short"/>
            <TextField typed=typed.clone() name="against" label=td_string!(locale, day.hands.against) value=number(|hands| hands.against) inputmode="numeric" class="short"/>
            <TextField typed=typed.clone() name="abstained" label=td_string!(locale, day.hands.abstained) value=number(|hands| hands.abstained) inputmode="numeric" class="short"/>
            <TextArea typed=typed name="dissent" label=td_string!(locale, lessons.dissent) hint=td_string!(locale, day.hands.dissent_hint) rows=2 optional=true value=dissent/>
            <Submit label=td_string!(locale, day.hands.keep)/>
        </Form>
    };
    let (title, body) = (td_string!(locale, day.hands.title).to_string(), form.into_any());
    Ok(framed(table, Step::Agreement, title, "day/count-hands", body))
}

#[component]
pub fn RecommendationPage() -> impl IntoView {
    page(recommendation)
}

async fn recommendation(visit: Visit) -> Result<AnyView, AppError> {
    let id = visit.id("id")?;
    let (table, mut db) = Table::open(&visit).await?;
    let all = work::recommendations(&mut *db, &table.member).await?;
    let people = store::people(&mut *db, &table.member).await?;
    drop(db);
    let one = all.into_iter().find(|one| one.id == id).ok_or(AppError::NotFound)?;
    let (locale, typed) = (table.locale, visit.typed("day/change-recommendation").await?);
    let fields = recommendation_fields(&typed, &people, Some(&one));
    let to_whom = Addressee::ALL.iter().map(|to| (to.code().to_owned(), said::addressee(locale, *to))).collect();
    let states = Progress::ALL.iter().map(|state| Choice::new(state.code(), said::state(locale, *state))).collect();
    let remove = table.leads().then(|| {
        let fields = vec![("cohort", table.slug().to_owned()), ("recommendation", id.to_string())];
        view! { <ButtonForm action=RemoveRecommendation::url() fields=fields label=td_string!(locale, day.remove) icon="trash" class="button danger small"/> }
    });
    let version = one.version.to_string();
    let (addressee, state) = (one.addressee.code().to_owned(), vec![one.state.code().to_owned()]);
    let form = view! {
        <Form typed=typed.clone() action=ChangeRecommendation::url() cohort=table.slug().to_owned()>
            <input type="hidden" name="recommendation" value=id.to_string()/>
            <input type="hidden" name="version" value=version/>
            <Select typed=typed.clone() name="addressee" label=td_string!(locale, day.recommendation.to_whom) options=to_whom value=addressee/>
            {fields}
            <Choices typed=typed name="state" legend=td_string!(locale, day.recommendation.state) options=states chosen=state two=true/>
            <Submit label=td_string!(locale, day.save)/>
        </Form>
        {remove}
    };
    let (title, body) = (td_string!(locale, day.recommendation.title).to_string(), form.into_any());
    Ok(framed(table, Step::Recommendations, title, "day/change-recommendation", body))
}

/// What is asked, who looks after it, by when; empty for a new one.
pub(super) fn recommendation_fields(typed: &Typed, people: &[Person], one: Option<&Recommended>) -> AnyView {
    let locale = typed.locale;
    let nobody = (String::new(), td_string!(locale, day.recommendation.nobody).to_string());
    let options =
        std::iter::once(nobody).chain(people.iter().map(|one| (one.id.to_string(), one.name.clone()))).collect();
    let follower = one.and_then(|one| one.follower).map(|id| id.to_string()).unwrap_or_default();
    let action = one.map(|one| one.action.clone()).unwrap_or_default();
    let legend = td_string!(locale, day.recommendation.by_when);
    let due = match one.and_then(|one| one.due_on) {
        Some(day) => {
            view! { <DayField typed=typed.clone() name="due_on" legend=legend value=day optional=true/> }.into_any()
        }
        None => view! { <DayField typed=typed.clone() name="due_on" legend=legend optional=true/> }.into_any(),
    };
    view! {
        <TextArea typed=typed.clone() name="action" label=td_string!(locale, day.recommendation.action) rows=2 value=action/>
        <Select typed=typed.clone() name="follower" label=td_string!(locale, day.recommendation.follower) options=options value=follower/>
        {due}
    }
    .into_any()
}
