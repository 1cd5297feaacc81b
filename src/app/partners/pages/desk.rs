//! What partners say of a cohort's note, for who accompanies it: remarks, and where each report to a funder stands.

use super::saying::{answered, badge};
use crate::{
    app::{
        i18n::*,
        partners::{
            actions::{AnswerQuestion, AnswerRemark, SubmitReport},
            store::said::{self, Question, Remark, Report},
        },
        paths,
        ui::{
            form::{Form, Submit, TextArea, Typed},
            frame::Frame,
            icon::Icon,
        },
        visit::{Visit, page},
        words,
    },
    platform::error::AppError,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

#[component]
pub fn PartnersPage() -> impl IntoView {
    page(partners)
}

async fn partners(visit: Visit) -> Result<AnyView, AppError> {
    let locale = visit.locale;
    let (member, group, mut db) = visit.enter().await?;
    let facilitator = member.facilitator()?;
    let reports = said::reports(&mut *db, &facilitator).await?;
    let remarks = said::remarks(&mut *db, &facilitator).await?;
    let funders = said::funders(&mut *db, &facilitator).await?;
    drop(db);
    let typed = [visit.typed("partners/answer-question").await?, visit.typed("partners/answer-remark").await?];
    let slug = facilitator.cohort.slug.clone();
    let title = td_string!(locale, partners.desk.title).to_string();
    let reports = reports.iter().map(|one| report(locale, &slug, one, &typed[0])).collect_view();
    let submit = funders.iter().map(|funder| submit(locale, &slug, funder)).collect_view();
    let none = remarks.is_empty().then(|| view! { <p>{td_string!(locale, partners.desk.no_remark)}</p> });
    let remarks = remarks.iter().map(|one| remark(locale, &slug, one, &typed[1])).collect_view();
    Ok(view! {
        <Frame visit=visit title=title.clone() group=group place="notebook">
            <header class="page-head">
                <p class="back"><a href=paths::edit_note(&slug)><Icon name="arrow-back"/><span>{td_string!(locale, capitalisation.the_note)}</span></a></p>
                <h1>{title}</h1><p class="lead">{td_string!(locale, partners.desk.lead)}</p>
            </header>
            <section class="section"><h2>{td_string!(locale, partners.desk.reports)}</h2>
                <p>{td_string!(locale, partners.desk.reports_why)}</p>{reports}{submit}</section>
            <section class="section"><h2>{td_string!(locale, partners.desk.remarks)}</h2>{none}{remarks}</section>
        </Frame>
    }
    .into_any())
}

fn submit(locale: Locale, slug: &str, (id, name): &(Uuid, String)) -> AnyView {
    let label = td_string!(locale, partners.desk.submit, name = name.clone()).to_string();
    let (id, slug) = (id.to_string(), slug.to_owned());
    view! {
        <Form typed=Typed::nothing(locale) action=SubmitReport::url() cohort=slug creates=true id="submit">
            <input type="hidden" name="funder" value=id/><Submit label=label icon="arrow-next" class="button secondary"/></Form>
    }
    .into_any()
}

fn report(locale: Locale, slug: &str, report: &Report, typed: &Typed) -> AnyView {
    let standing = report.standing();
    let (day, funder) = (words::day(locale, report.submitted_on), report.funder.clone());
    let told =
        td_string!(locale, partners.desk.submitted, edition = report.edition, name = funder, day = day).to_string();
    let open = standing.is_open();
    let questions = report.questions.iter().map(|one| question(locale, slug, one, open, typed)).collect_view();
    view! { <article class="card"><p><b>{told}</b></p>{badge(locale, standing)}{questions}</article> }.into_any()
}

fn question(locale: Locale, slug: &str, one: &Question, open: bool, typed: &Typed) -> AnyView {
    let form = open.then(|| answer(locale, (slug, AnswerQuestion::url()), ("question", one.id), &one.answer, typed));
    view! { <div class="section"><p dir="auto"><Icon name="question"/>" "{one.question.clone()}</p>{answered(locale, &one.answer)}{form}</div> }
        .into_any()
}

fn remark(locale: Locale, slug: &str, one: &Remark, typed: &Typed) -> AnyView {
    let form = answer(locale, (slug, AnswerRemark::url()), ("remark", one.id), &one.answer, typed);
    view! {
        <article class="card"><p class="row-note">{format!("{} · {}", one.name, words::day(locale, one.said_on))}</p>
            <p dir="auto">{one.text.clone()}</p>{answered(locale, &one.answer)}{form}</article>
    }
    .into_any()
}

/// A form to answer one row, folded; what was refused comes back to the row that it was for.
fn answer(
    locale: Locale,
    (slug, action): (&str, &'static str),
    (about, id): (&'static str, Uuid),
    held: &str,
    typed: &Typed,
) -> AnyView {
    let id = id.to_string();
    let back = typed.is_back() && typed.text(about, "") == id;
    let typed = if back { typed.clone() } else { Typed::nothing(locale) };
    let (slug, held) = (slug.to_owned(), held.to_owned());
    view! {
        <details class="more" open=back><summary>{td_string!(locale, partners.desk.answer)}</summary>
            <Form typed=typed.clone() action=action cohort=slug id="answer">
                <input type="hidden" name=about value=id/>
                <TextArea typed=typed name="answer" label=td_string!(locale, partners.desk.your_answer) value=held rows=3/>
                <Submit label=td_string!(locale, partners.desk.send) class="button small"/>
            </Form></details>
    }
    .into_any()
}
